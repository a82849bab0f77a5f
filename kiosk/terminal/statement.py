"""A statement of accessibility: what Cubby says of each clause of EN 301 549 and Section 508.

The clauses stand in `accessibility.toml`, in groups that have one verdict. Where a site file is named, its
measures and devices decide what is otherwise the hardware's.
"""

from __future__ import annotations

import tomllib
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from enum import StrEnum
from pathlib import Path
from typing import Any, Final

from kiosk.site.measures import CAPITALS_MM, HIGH_MM, LOW_MM, measures_of
from kiosk.site.parts.speech import SpeechSite, SpeechStart
from kiosk.site.whole import Site

VERDICTS: Final = Path(__file__).with_name("accessibility.toml")
AMERICAN: Final = "508"
"""What stands for Section 508 where the others have the number of a chapter of EN 301 549."""


class Conformance(StrEnum):
    """What may be said of a clause."""

    MET = "met"
    NOT_MET = "not met"
    HARDWARE = "depends on hardware"
    NOT_APPLICABLE = "not applicable"


@dataclass(frozen=True, slots=True)
class Clause:
    """One clause. `number`: `5.1.3.8`, or `402.4` of Section 508. `tests`: ids of pytest that show it."""

    number: str
    name: str
    says: Conformance
    why: str
    tests: tuple[str, ...] = ()

    @property
    def chapter(self) -> str:
        """`5`, `8`, `9` or `11`; `AMERICAN` of Section 508."""
        first = self.number.split(".")[0]
        return AMERICAN if int(first) > 400 else first

    def plain(self) -> dict[str, Any]:
        """As JSON has it."""
        return {
            "clause": self.number,
            "name": self.name,
            "says": str(self.says),
            "why": self.why,
            "tests": list(self.tests),
        }


def clauses(site: Site | None = None, file: Path = VERDICTS) -> tuple[Clause, ...]:
    """Every clause, by its number; `site` decides what is its own."""
    told = tomllib.loads(file.read_text("utf-8"))["verdict"]
    found = (clause for verdict in told for clause in _of(verdict, site))
    return tuple(sorted(found, key=_place))


def _of(verdict: Mapping[str, Any], site: Site | None) -> list[Clause]:
    decide = DECISIONS[verdict["site"]] if site is not None and "site" in verdict else None
    found = [
        Clause(number, name, Conformance(verdict["state"]), verdict["why"], tuple(verdict["tests"]))
        for number, name in verdict["clauses"].items()
    ]
    if decide is None or site is None:
        return found
    says, why = decide(site)
    return [replace(clause, says=says, why=why) for clause in found]


def _place(clause: Clause) -> tuple[int, ...]:
    return tuple(map(int, clause.number.split(".")))


def _speech(site: Site) -> tuple[Conformance, str]:
    told = site.speech or SpeechSite()
    if not told.start:
        return Conformance.NOT_MET, "The site file switches speech off (`start = []`)."
    where = f"the sound device {told.device}" if told.device else "the machine's usual sound device"
    return (
        Conformance.HARDWARE,
        f"Cubby speaks through {where}; that it is heard there, try with `cubby speak`.",
    )


def _headphones(site: Site) -> tuple[Conformance, str]:
    told = site.speech or SpeechSite()
    if not told.headphones:
        why = "The site file names no headphones, so nothing private is ever said."
        return Conformance.NOT_MET, why
    why = f"What is private is said on {told.headphones} alone; the device must confirm its socket."
    return Conformance.HARDWARE, why


def _keypad(site: Site) -> tuple[Conformance, str]:
    ways = {
        SpeechStart.JACK: "headphones",
        SpeechStart.KEY: "the first key of a keypad",
        SpeechStart.TOUCH: "a long touch",
        SpeechStart.BUTTON: "a button",
    }
    told = (site.speech or SpeechSite()).start
    if not told:
        return Conformance.NOT_MET, "The site file switches speech off (`start = []`)."
    begun = ", ".join(ways[way] for way in told)
    if not {SpeechStart.JACK, SpeechStart.KEY} & set(told):
        return Conformance.NOT_MET, f"Speech begins by {begun}: nothing of that is found without looking."
    return Conformance.HARDWARE, f"Speech begins by {begun}; that they are mounted, the device must confirm."


def _letters(site: Site) -> tuple[Conformance, str]:
    found = measures_of(site)
    if found is None:
        return Conformance.HARDWARE, "The site file doesn't say how large the picture is."
    told = f"Capitals of the smallest words are {found.note:.1f} mm high, wanted {CAPITALS_MM:g} mm"
    if found.note >= CAPITALS_MM:
        return Conformance.MET, f"{told}, and words grow to 200 %."
    if 200 / site.screen.usual.text * found.note >= CAPITALS_MM:
        return (
            Conformance.NOT_MET,
            f"{told}; only at a larger size, which visitors can choose, they have that.",
        )
    return Conformance.NOT_MET, f"{told}, and not even at 200 % they have that."


def _reach(site: Site) -> tuple[Conformance, str]:
    found, homes = measures_of(site), tuple(site.cabinet.compartments())
    if found is None or not homes:
        return (
            Conformance.HARDWARE,
            "The site file doesn't say how large the picture is, or where the doors are.",
        )
    away = sum(not home.in_reach for home in homes)
    told = (
        f"In reach mode, buttons are at {found.lowest:.0f} to {found.highest:.0f} mm,"
        f" wanted {LOW_MM:.0f} to {HIGH_MM:.0f} mm; {away} of {len(homes)} doors are out of that"
    )
    good = found.lowest >= LOW_MM and found.highest <= HIGH_MM
    served = all(
        any(home.in_reach for home in homes if home.size == size) for size in {home.size for home in homes}
    )
    if good and not away:
        return Conformance.MET, f"{told}."
    if good and served:
        why = f"{told}, and whoever asks for a low door gets one of each size as long as one is free."
        return Conformance.NOT_MET, why
    return Conformance.NOT_MET, f"{told}."


DECISIONS: Final[Mapping[str, Callable[[Site], tuple[Conformance, str]]]] = {
    "speech": _speech,
    "headphones": _headphones,
    "keypad": _keypad,
    "letters": _letters,
    "reach": _reach,
}
"""What a site file decides, by the word that `accessibility.toml` has for it."""
