"""`cubby accessibility report --out FILE`: a statement of accessibility, for people or for programs."""

from __future__ import annotations

import json
import sys
from collections import Counter
from collections.abc import Sequence
from typing import Any, Final

from kiosk.site.loading import load_site
from kiosk.site.problems import SiteRefused
from kiosk.site.whole import Site
from kiosk.terminal.answers import fail
from kiosk.terminal.statement import AMERICAN, Clause, Conformance, clauses
from kiosk.usage import sites as usage
from kiosk.version import VERSION

_COMMAND: Final = "accessibility report"
_CHAPTERS: Final = {
    "5": "EN 301 549, chapter 5: generic requirements",
    "8": "EN 301 549, chapter 8: hardware",
    "9": "EN 301 549, chapter 9: web",
    "11": "EN 301 549, chapter 11: software",
    AMERICAN: "Section 508, chapter 4: hardware",
}


def report(argv: Sequence[str]) -> int:
    """Write it; 1 where the site file is wrong or the file can't be written."""
    given = usage.accessibility().parse_args(argv)
    try:
        site = None if given.site is None else load_site(given.site)
    except SiteRefused as refusal:
        return fail(
            given, _COMMAND, f"{given.site} is not used: {refusal}", f"`cubby site check {given.site}`"
        )
    found = clauses(site)
    as_json = given.json or given.out.suffix == ".json"
    text = (
        json.dumps(_plain(found, site), ensure_ascii=False, indent=2) + "\n"
        if as_json
        else _page(found, site)
    )
    try:
        given.out.write_text(text, "utf-8")
    except OSError as failure:
        return fail(given, _COMMAND, f"{given.out} can't be written: {failure.strerror or failure}.")
    sys.stdout.write(json.dumps(_summary(found)) + "\n" if given.json else f"{given.out}: {_sums(found)}.\n")
    return 0


def _summary(found: Sequence[Clause]) -> dict[str, Any]:
    counts = Counter(clause.says for clause in found)
    return {"ok": True, "clauses": len(found), **{str(says): counts[says] for says in Conformance}}


def _sums(found: Sequence[Clause]) -> str:
    counts = Counter(clause.says for clause in found)
    return f"{len(found)} clauses, " + ", ".join(f"{counts[says]} {says}" for says in Conformance)


def _plain(found: Sequence[Clause], site: Site | None) -> dict[str, Any]:
    return {
        "program": f"cubby {VERSION}",
        "standards": ["EN 301 549 V3.2.1", "Section 508, chapter 4"],
        "site": None if site is None else site.id,
        "clauses": [clause.plain() for clause in found],
    }


def _page(found: Sequence[Clause], site: Site | None) -> str:
    """In Markdown, a table a chapter."""
    whose = "without a site file" if site is None else f"of the machine {_cell(site.id)}"
    of = f"Cubby {VERSION}, {whose}, by the clauses of EN 301 549 V3.2.1 (chapters 5, 8, 9 and 11)"
    meant = "What depends on hardware, whoever builds the machine must confirm."
    shown = "The tests are those of Cubby's source: each shows what is said beside it."
    lines = ["# Accessibility statement", "", f"{of} and Section 508 (chapter 4)."]
    lines += ["", f"{_sums(found)}. {meant} {shown}"]
    for chapter, title in _CHAPTERS.items():
        lines += ["", f"## {title}", "", "| clause | | says | why | tests |", "|---|---|---|---|---|"]
        for clause in found:
            if clause.chapter == chapter:
                tests = "<br>".join(f"`{test}`" for test in clause.tests)
                lines.append(
                    f"| {clause.number} | {clause.name} | {clause.says} | {_cell(clause.why)} | {tests} |"
                )
    return "\n".join((*lines, ""))


def _cell(text: str) -> str:
    return text.replace("|", "\\|").replace("\n", " ")
