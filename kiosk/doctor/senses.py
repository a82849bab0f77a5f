"""What is the matter with the cabinet's air and its contacts, as plain values and sentences."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from typing import Any, Final

from kiosk.custody.ledger import Ledger
from kiosk.custody.senses.climate import Watch
from kiosk.custody.senses.spoiling import zone_task
from kiosk.custody.words import TaskKind
from kiosk.doctor.finding import Finding, Harm
from kiosk.visits.senses.senses import Senses

_SHUT: Final = {True: "shut", False: "open", None: "unknown"}


def states(senses: Senses, now: float) -> dict[str, Any]:
    """The present readings of a kiosk that runs: by zone, and by contact. `now` is the monotonic clock's."""
    return {
        "climate": {zone: _state(watch, now) for zone, watch in senses.watches.items()},
        "contacts": {name: _SHUT[shut] for name, shut in senses.contacts.items()},
    }


def _state(watch: Watch, now: float) -> dict[str, Any]:
    """Degrees and percent are None while nobody knows them; the seconds are 0 where that is not so."""
    return {
        "celsius": _whole(watch.tenths),
        "percent": _whole(watch.percent),
        "temperature": watch.limits.name,
        "within": watch.fit,
        "outside_s": round(now - watch.within_at) if watch.outside or watch.excursion else 0,
        "unwatched_s": round(now - watch.known_at) if watch.tenths is None else 0,
        "reason": watch.reason,
    }


def _whole(tenths: int | None) -> float | None:
    return None if tenths is None else tenths / 10


def findings(ledger: Ledger) -> Iterator[Finding]:
    """What the book says, of a kiosk that runs and of one at rest."""
    for zone, running in ledger.excursions.items():
        labels, worst = ", ".join(running.compartments), f"{running.worst / 10:.1f} °C"
        yield Finding(
            f"excursion:{zone}",
            Harm.THINGS,
            f"zone {zone}",
            f'Zone "{zone}": outside its limits ({running.temperature}), at worst {worst}',
            f"What is in doors {labels} may spoil.",
            "Check the cooling.",
            running.said_at - timedelta(seconds=running.seconds),
        )
    for zone, silent in ledger.unwatched.items():
        named = zone_task(ledger, TaskKind.WATCH, zone) is not None
        too_long = ", for longer than its class allows" if named else ""
        yield Finding(
            f"unwatched:{zone}",
            Harm.THINGS,
            f"zone {zone}",
            f'No temperature from "{zone}"{too_long} ({silent.reason or "its sensor never answered"})',
            "Nothing chilled is taken in there.",
            "Check its sensor.",
            silent.said_at - timedelta(seconds=silent.seconds),
        )
    for name in sorted(ledger.contacts_open):
        yield Finding(
            f"contact:{name}", Harm.THINGS, f"contact {name}", f'Contact "{name}" is open', "", "Close it."
        )
    for task in ledger.tasks.values():
        if task.kind is TaskKind.ALARM:
            yield Finding(
                f"alarm:{task.note}",
                Harm.THINGS,
                f"contact {task.note}",
                f'Tamper alarm: "{task.note}" was opened, and no technician has seen to it',
                "",
                "Look at the machine, and end the task there.",
            )
