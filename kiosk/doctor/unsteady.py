"""What comes and goes, as the doctor says it: how often, and how fast."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, Final

from kiosk.custody.ledger import Ledger
from kiosk.custody.words import TaskKind
from kiosk.doctor.finding import Finding, Harm
from kiosk.visits.machine.flapping import Rate

_REMEDIES: Final = {
    "line": "Check the plug and the cable of its adapter.",
    "board": "Check its plug, its wires and its supply.",
    "door": "Check the contact of its lock and the wires.",
    "supply": "Check its plug and its wires.",
}
_OF_SENSORS: Final = "Check its sensor, its wires and its supply."
_FAST: Final = 120.0
"""Seconds below which one counts in seconds."""


def states(turns: Mapping[str, Rate] | None) -> dict[str, dict[str, Any]]:
    """By thing; `turns` of a kiosk that runs, None at rest."""
    return {
        thing: {"last_hour": rate.times, "every_s": round(rate.every, 1)}
        for thing, rate in sorted((turns or {}).items())
    }


def findings(ledger: Ledger, turns: Mapping[str, Rate] | None) -> Iterator[Finding]:
    """What a technician is asked to see to; of a kiosk that runs also what turns oftener than it should."""
    asked = {task.note for task in ledger.tasks.values() if task.kind is TaskKind.FLAPPING}
    for thing in sorted({*asked, *(turns or {})}):
        kind, _, name = thing.partition(" ")
        rate = (turns or {}).get(thing)
        yield Finding(
            f"flapping:{thing}",
            Harm.SERVICE,
            thing,
            f'{kind.capitalize()} "{name}" comes and goes{_how_often(rate)}',
            "A technician is asked to see to it." if thing in asked else "",
            _REMEDIES.get(kind, _OF_SENSORS),
        )


def _how_often(rate: Rate | None) -> str:
    if rate is None:
        return ""
    fast = rate.every < _FAST
    every = f"{rate.every:.0f} s" if fast else f"{rate.every / 60:.0f} min"
    return f": {rate.times:,} times in the last hour, about every {every}"
