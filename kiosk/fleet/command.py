"""`cubby simulate fleet`: the days before now pass quickly; with --stay the fleet goes on in the present."""

from __future__ import annotations

import argparse
import json
import logging
import signal
import sys
import tempfile
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Final

from kiosk.custody.link.words import EnrolmentWord
from kiosk.custody.words import Stage
from kiosk.fleet import enrolling
from kiosk.fleet.enrolling import NotEnrolled
from kiosk.fleet.fleet import Fleet, FleetPlan
from kiosk.journal.lock import AlreadyOwned
from kiosk.journal.problems import JournalUnusable
from kiosk.usage.fleet import simulate

_ASKING_TAKES: Final = 30.0
_APPROVING_TAKES: Final = 1800.0
_CATCHES_UP_IN: Final = 120.0


def main(arguments: list[str]) -> int:
    """0 once the hub has every row that can reach it, or at a signal; 1 with a sentence else."""
    options = simulate().parse_args(arguments)
    logging.basicConfig(level=logging.ERROR, stream=sys.stderr, format="%(levelname)s %(name)s: %(message)s")
    try:
        with ExitStack() as stack:
            named: Path | None = options.folder
            folder = named or Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="cubby-fleet-")))
            fleet = Fleet(_plan(options, folder))
            stack.enter_context(_ending(fleet))
            stack.callback(fleet.close)
            fleet.open()
            _enrol(fleet, options.hub_data)
            return _live(fleet, stay=options.stay)
    except (NotEnrolled, AlreadyOwned, JournalUnusable, OSError) as problem:
        print(f"cubby simulate fleet: {problem}", file=sys.stderr)
        return 1


def _plan(options: argparse.Namespace, folder: Path) -> FleetPlan:
    many: int = options.kiosks
    return FleetPlan(
        options.hub,
        folder,
        many,
        options.days,
        options.speed,
        options.seed,
        options.parcels,
        state_every=max(5.0, many / 4),
    )


def _enrol(fleet: Fleet, hub_data: Path | None) -> None:
    kiosks = [member.kiosk.id for member in fleet.members]
    known = [m.kiosk.id for m in fleet.members if m.kiosk.desk.enrolment is not None]
    if known == kiosks:
        return
    codes = enrolling.codes_in(sys.stdin) if hub_data is None else enrolling.codes_of(hub_data, kiosks)
    digits = enrolling.enrol(fleet, codes)
    enrolling.settled(fleet, _ASKING_TAKES, EnrolmentWord.WAITING)
    if fleet.over:
        return
    if hub_data is None:
        for kiosk, shown in digits.items():
            print(f"{kiosk} shows {shown}", flush=True)
    else:
        enrolling.approve(hub_data, digits)
    enrolling.settled(fleet, _APPROVING_TAKES, EnrolmentWord.DONE)


def _live(fleet: Fleet, *, stay: bool) -> int:
    fleet.run(lambda: fleet.clock.live)
    if not fleet.over:
        print(json.dumps({"present": True, **figures(fleet)}), flush=True)
    if stay:
        fleet.run(lambda: False)
    if fleet.over:
        return 0
    in_time = fleet.goodbye(_CATCHES_UP_IN)
    print(json.dumps({"over": True, **figures(fleet)}), flush=True)
    return 0 if in_time else 1


def figures(fleet: Fleet) -> dict[str, int]:
    """What has come of it so far."""
    alive = [member.kiosk for member in fleet.members if member.kiosk.on]
    things = [thing for kiosk in alive for thing in kiosk.ledger.consignments.values()]
    return {
        "kiosks": len(alive),
        "rows": sum(kiosk.book.journal.head.seq for kiosk in alive),
        "visits": sum(kiosk.ledger.visits_begun for kiosk in alive),
        "rows_the_hub_has": sum(kiosk.desk.known().after for kiosk in alive),
        "waiting": sum(thing.stage is Stage.WAITING for thing in things),
    }


@contextmanager
def _ending(fleet: Fleet) -> Iterator[None]:
    """Both signals are a good end."""
    before = {name: signal.signal(name, lambda *_: fleet.end()) for name in (signal.SIGTERM, signal.SIGINT)}
    try:
        yield
    finally:
        for name, handler in before.items():
            signal.signal(name, handler)
