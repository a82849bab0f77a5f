"""Load a site file: its text, its tables, the checks, the site."""

from __future__ import annotations

import copy
import hashlib
import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Final

from pydantic import TypeAdapter, ValidationError

from kiosk.custody.services.rules import ServiceRules
from kiosk.services.files import folders_of, names, service_file
from kiosk.services.flat import check_flat, is_flat
from kiosk.services.reading import load_rules, spell_gates
from kiosk.site.across import check
from kiosk.site.positions import placed
from kiosk.site.problems import SiteProblem, SiteRefused, found, from_validation, nearest, quoted
from kiosk.site.salvage import prune
from kiosk.site.text import read_file
from kiosk.site.whole import Site, SiteTable, build_site

_SITE = TypeAdapter(SiteTable)


def load_site(path: Path | str) -> Site:
    """The site that the TOML file says; `SiteRefused` names everything that is wrong with it."""
    path = Path(path)
    text, content = read_file(path)
    files: dict[str, ServiceRules] = {}
    table, problems = _examined(path, content, files)
    if table is None or problems:
        raise SiteRefused(path, placed(problems, text, content))
    return build_site(path, table, files, _digest(table, files))


_ROUNDS: Final = 8
"""So often what is wrong is taken out until the rest can be judged; taking out may uncover more."""


def _examined(
    path: Path, written: dict[str, Any], files: dict[str, ServiceRules]
) -> tuple[SiteTable | None, list[SiteProblem]]:
    """The file's tables, None where nothing of them can be made, and everything that is wrong.

    `files` is filled with the rules of the service files that have steps.
    """
    content = copy.deepcopy(written)
    tainted: set[str] = set()
    problems: list[SiteProblem] = []
    if isinstance(content.get("services"), list):
        content["services"] = _with_files(path, content["services"], files, problems, tainted)
    for number in range(_ROUNDS):
        try:
            # By way of JSON: strict there means no guessing among types, yet lists and tables are taken as
            # they are.
            table = _SITE.validate_json(json.dumps(content, default=str))
        except ValidationError as refusal:
            if number == 0:
                problems += from_validation(refusal, content, SiteTable)
            prune(content, refusal.errors(include_url=False), tainted)
        else:
            return table, [*problems, *check(table, files, tainted)]
    return None, problems


def _with_files(
    path: Path,
    services: list[object],
    files: dict[str, ServiceRules],
    problems: list[SiteProblem],
    tainted: set[str],
) -> list[object]:
    """Names of service files replaced by what the files say; what is no such name is a problem."""
    found_ones: list[object] = []
    for each in services:
        named = each if isinstance(each, str) else each.get("use") if isinstance(each, dict) else None
        if not isinstance(named, str):
            found_ones.append(each)
            continue
        own = {"name": named, **each} if isinstance(each, dict) else {"name": named}
        where = "services" if isinstance(each, str) else f'services["{own["name"]}"].use'
        told = _service_file(path, named, files)
        if told is None:
            names_there = names(folders_of(path))
            wanted = (
                f"a table, or one of the service files {quoted(names_there)}{nearest(named, names_there)}"
            )
            problems.append(
                SiteProblem(where, found(named, wanted), again=named if where == "services" else "")
            )
            tainted.add("services")
        else:
            found_ones.append(_spelled({**told, **own}))
    return found_ones or ([{"name": "x"}] if problems else [])


def _service_file(path: Path, name: str, files: dict[str, ServiceRules]) -> dict[str, Any] | None:
    """What the table of a service says that uses this file; None where there is none.

    Raises SiteRefused for what is wrong in that file.
    """
    file = service_file(name, folders_of(path))
    if file is None:
        return None
    text, content = read_file(file)
    if is_flat(content):
        check_flat(file, text, content)
        return {key: value for key, value in content.items() if key != "name"}
    files[name] = load_rules(file)
    return {"use": name}


def _spelled(service: dict[str, Any]) -> dict[str, Any]:
    """Gates by their names alone, as tables."""
    steps = service.get("step")
    if not isinstance(steps, dict):
        return service
    spelled = copy.deepcopy(steps)
    for step in spelled.values():
        if isinstance(step, dict):
            spell_gates(step)
    return {**service, "step": spelled}


def _digest(table: SiteTable, files: Mapping[str, ServiceRules]) -> str:
    # Without warnings: pydantic has not made the values that service files' keys are read into.
    said = _SITE.dump_python(table, mode="json", warnings=False)
    said["service_files"] = {name: rules.digest for name, rules in files.items()}
    canonical = json.dumps(said, sort_keys=True, ensure_ascii=False)
    return hashlib.sha256(canonical.encode()).hexdigest()
