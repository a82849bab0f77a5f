"""Load a site file: its text, its tables, the checks, the site."""

from __future__ import annotations

import copy
import hashlib
import json
import re
from pathlib import Path
from typing import Any, Final

from pydantic import TypeAdapter, ValidationError

from kiosk.site.across import check
from kiosk.site.parts.services import ServiceTable
from kiosk.site.positions import placed
from kiosk.site.problems import SiteProblem, SiteRefused, found, from_validation, nearest, quoted
from kiosk.site.salvage import prune
from kiosk.site.text import read_file
from kiosk.site.whole import Site, SiteTable, build_site

SERVICES = Path(__file__).resolve().parents[2] / "assets" / "services"

_SITE = TypeAdapter(SiteTable)
_SERVICE = TypeAdapter(ServiceTable)


def load_site(path: Path | str) -> Site:
    """The site that the TOML file says; `SiteRefused` names everything that is wrong with it."""
    path = Path(path)
    text, content = read_file(path)
    table, problems = _examined(content)
    if table is None or problems:
        raise SiteRefused(path, placed(problems, text, content))
    return build_site(path, table, _digest(table))


_ROUNDS: Final = 8
"""So often what is wrong is taken out until the rest can be judged; taking out may uncover more."""


def _examined(written: dict[str, Any]) -> tuple[SiteTable | None, list[SiteProblem]]:
    """The file's tables, None where nothing of them can be made, and everything that is wrong."""
    content = copy.deepcopy(written)
    tainted: set[str] = set()
    problems: list[SiteProblem] = []
    if isinstance(content.get("services"), list):
        content["services"] = _with_files(content["services"], problems, tainted)
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
            return table, [*problems, *check(table, tainted)]
    return None, problems


def _with_files(services: list[object], problems: list[SiteProblem], tainted: set[str]) -> list[object]:
    """Names of service files replaced by what the files say; what is no such name is a problem."""
    found_ones: list[object] = []
    for each in services:
        if not isinstance(each, str):
            found_ones.append(each)
            continue
        told = _service_file(each)
        if isinstance(told, SiteProblem):
            problems.append(told)
            tainted.add("services")
        else:
            found_ones.append(told)
    return found_ones or ([{"name": "x"}] if problems else [])


def _service_file(name: str) -> dict[str, Any] | SiteProblem:
    file = SERVICES / f"{name}.toml"
    if not re.fullmatch(r"[a-z0-9-]{1,60}", name) or not file.is_file():
        known = sorted(each.stem for each in SERVICES.glob("*.toml"))
        wanted = f"a table, or one of the service files {quoted(known)}{nearest(name, known)}"
        return SiteProblem("services", found(name, wanted), again=name)
    text, content = read_file(file)
    try:
        _SERVICE.validate_json(json.dumps(content, default=str))
    except ValidationError as refusal:
        problems = from_validation(refusal, content, ServiceTable)
        raise SiteRefused(file, placed(problems, text, content)) from None
    return content


def _digest(table: SiteTable) -> str:
    canonical = json.dumps(_SITE.dump_python(table, mode="json"), sort_keys=True, ensure_ascii=False)
    return hashlib.sha256(canonical.encode()).hexdigest()
