"""Read a service file: its text, what it extends, its tables, the checks, the rules."""

from __future__ import annotations

import copy
import json
from collections.abc import Iterable
from pathlib import Path
from typing import Any, Final

from pydantic import TypeAdapter, ValidationError
from pydantic_core import ErrorDetails

from kiosk.custody.services.rules import ServiceRules
from kiosk.services.digest import sealed
from kiosk.services.extending import MERGED, drop_problems, on_top
from kiosk.services.files import SHIPPED, beside, is_a_name, name_of, names, service_file
from kiosk.services.flat import is_flat
from kiosk.services.soundness.clocks import unsaid_clocks
from kiosk.services.soundness.whole import faults
from kiosk.services.tables.service import ServiceFileTable
from kiosk.site.positions import placed
from kiosk.site.problems import SiteProblem, SiteRefused, found, from_validation, offered
from kiosk.site.text import read_file

_FILE: Final = TypeAdapter(ServiceFileTable)
_ROUNDS: Final = 8
_STANDS_IN: Final[dict[str, Any]] = {
    "version": 1,
    "texts": {"en": {"name": "x"}},
    "step": [{"name": "x", "act": "pay", "by": ["anyone"]}],
}
_OF_A_STEP: Final[dict[str, Any]] = {"name": "x", "act": "pay", "by": ["anyone"]}


def load_rules(path: Path) -> ServiceRules:
    """The rules that a service file with steps says, of no principal yet.

    `SiteRefused` names everything that is wrong with it, or with the first file that it extends.
    """
    text, own = read_file(path)
    content, problems = _whole(path, own, (path.resolve(),))
    if "extends" in content:  # nothing stands there, and the rest is nothing by itself
        raise SiteRefused(path, placed(problems, text, own))
    if "extends" in own and (base := service_file(own["extends"], (beside(path), SHIPPED))):
        load_rules(base)  # what is wrong there is told of that file
    table, more, tainted = _examined(content)
    problems += more
    if table is not None:
        rules = table.build(name_of(path))
        told = [*unsaid_clocks(content), *faults(rules)]
        problems += [each for each in told if not tainted or _concerns_others(each, tainted)]
        problems += _misnamed(path, rules)
        if not problems:
            return sealed(rules)
    raise SiteRefused(path, placed(_once(problems), text, own))


def _whole(
    path: Path, own: dict[str, Any], above: tuple[Path, ...]
) -> tuple[dict[str, Any], list[SiteProblem]]:
    """The file's content with what it extends below it. `above`: the files that led here."""
    if "extends" not in own:
        return own, []
    name = own["extends"]
    if not isinstance(name, str):
        return own, [SiteProblem("extends", found(name, "the name of a service"))]
    folders = (beside(path), SHIPPED)
    base = service_file(name, folders)
    if base is None:
        known = names(folders)
        return own, [SiteProblem("extends", found(name, f"one of the services {offered(name, known)}"))]
    if base.resolve() in above:
        told = f'found "{name}", which extends this one in turn; wanted a service that does not'
        return own, [SiteProblem("extends", told)]
    text, content = read_file(base)
    if is_flat(content):
        return own, [SiteProblem("extends", found(name, "a service with steps; this one has none"))]
    below, problems = _whole(base, content, (*above, base.resolve()))
    if problems:
        raise SiteRefused(base, placed(problems, text, content))
    return on_top(below, own), list(drop_problems(below, own))


def _examined(written: dict[str, Any]) -> tuple[ServiceFileTable | None, list[SiteProblem], set[str]]:
    """The tables of `written`, what is wrong with its keys, and the places that are not as the file says."""
    content = _spelled_out(written)
    problems: list[SiteProblem] = []
    tainted: set[str] = set()
    for number in range(_ROUNDS):
        try:
            # By way of JSON, where strict means no guessing among types, yet lists are taken as they are.
            return _FILE.validate_json(json.dumps(content, default=str)), problems, tainted
        except ValidationError as refusal:
            if number == 0:
                problems = from_validation(refusal, written, ServiceFileTable)
            _prune(content, refusal.errors(include_url=False), tainted)
    return None, problems, tainted


def _spelled_out(written: dict[str, Any]) -> dict[str, Any]:
    """The content with its short forms written out: one selector, a gate by its name, a clock of "none"."""
    content = copy.deepcopy(written)
    steps = content.get("step")
    for step in steps if isinstance(steps, list) else ():
        if not isinstance(step, dict):
            continue
        if isinstance(step.get("by"), str):
            step["by"] = [step["by"]]
        spell_gates(step)
        if step.get("clock") == "none":
            del step["clock"]
    return content


def spell_gates(step: dict[str, Any]) -> None:
    """Gates that a step's table has by their names alone, as tables."""
    if isinstance(step.get("gates"), list):
        step["gates"] = [{"gate": each} if isinstance(each, str) else each for each in step["gates"]]


def _prune(content: dict[str, Any], errors: Iterable[ErrorDetails], tainted: set[str]) -> None:
    """Take out of `content` what `errors` are about, so that the rest can be judged in the same look."""
    for error in errors:
        match [key for key in error["loc"] if key != "[key]"]:
            case [("step" | "thing") as key, int() as number, str() as inner, *_] if _entry(
                content, key, number
            ):
                entry = content[key][number]
                tainted.add(f'{key}["{entry.get("name")}"]')
                entry.pop(inner, None)
                if inner in _OF_A_STEP and error["type"] != "unexpected_keyword_argument":
                    entry[inner] = copy.deepcopy(_OF_A_STEP[inner])
                    tainted.add("")
            case [str() as key, *_]:
                tainted.add("" if key in MERGED or key == "texts" else key)
                content.pop(key, None)
                if key in _STANDS_IN:
                    content[key] = copy.deepcopy(_STANDS_IN[key])
            case _:
                pass


def _entry(content: dict[str, Any], key: str, number: int) -> bool:
    """Whether there is a table in this place."""
    entries = content.get(key)
    return isinstance(entries, list) and number < len(entries) and isinstance(entries[number], dict)


def _concerns_others(problem: SiteProblem, tainted: set[str]) -> bool:
    """Whether what was found is not only our own doing: not about what was taken out, nor about the whole
    where a step is not what the file says."""
    if "" in tainted:
        return False
    return problem.where.startswith("step[") and not any(problem.where.startswith(each) for each in tainted)


def _misnamed(path: Path, rules: ServiceRules) -> list[SiteProblem]:
    """An id that is another than the file's name, and a file that no site could name."""
    name = name_of(path)
    if not is_a_name(name):
        wanted = "a file or folder named in small letters, digits and -, at most 40 of them"
        return [SiteProblem("", found(name, wanted))]
    if rules.id != name:
        return [SiteProblem("id", found(rules.id, f'the name of its file or folder, "{name}"'))]
    return []


def _once(problems: Iterable[SiteProblem]) -> list[SiteProblem]:
    return list(dict.fromkeys(problems))
