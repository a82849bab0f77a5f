"""Plays the visits that a release's golden journal keeps: `python -m tests.golden.make 0.1.0`.

A journal that was released is never made again: only a new name is taken. `python -m tests.golden.make folds`
keeps the snapshots of the released journals anew, once `FOLD` was raised.
"""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path

from hardware.outcomes.locks import BusDown, DoorState, Jammed, NotSent, OutcomeUnknown
from kiosk.custody.cabinet.allocation import is_free
from kiosk.custody.machine.events import MachineStarted
from kiosk.journeys.doors.effects import Opening
from kiosk.journeys.doors.screens import CloseDoor
from kiosk.journeys.front.screens import HomeChoice, SorryChoice
from kiosk.journeys.handover.screens import (
    PutChoice,
    PutParcel,
    ScanParcelChoice,
    SummaryChoice,
    TakeChoice,
    ThanksChoice,
)
from kiosk.journeys.screen import BackChoice, Picked, Typed, YesNo
from kiosk.journeys.work.screens import StaffTasks
from kiosk.orders.doors import operator_named
from tests.golden.replay import FOLDER, record, record_folds
from tests.journal.kit import KEYS
from tests.visits.rig import Kiosk


def main(name: str) -> int:
    if name == "folds":
        for released in sorted(FOLDER.glob("*.jsonl")):
            record_folds(released)
        return 0
    if (FOLDER / f"{name}.jsonl").exists():
        sys.stderr.write(f"{name} was released: its journal stays as it is.\n")
        return 1
    with tempfile.TemporaryDirectory() as text:
        kiosk = Kiosk(Path(text))
        play(kiosk)
        record(kiosk.journal, KEYS, name, kiosk.clock)
        kiosk.end()
    return 0


def play(kiosk: Kiosk) -> None:
    """Every kind of visit there is, well and badly ended; some of it still under way at the end."""
    kiosk.book.record(MachineStarted("0.1.0", kiosk.site.digest, "3.51.3"))
    kiosk.lines_up()
    _couriers_round(kiosk)
    _pick_ups(kiosk)
    _guesses(kiosk)
    _from_afar(kiosk)
    _lines_and_alarms(kiosk)
    _work(kiosk)
    _power_cut(kiosk)
    _placed(kiosk)
    kiosk.lock_says()


def _couriers_round(kiosk: Kiosk) -> None:
    for n in range(4):
        kiosk.announced(f"JJD000000000{n}", size="S" if n else "", phone=f"+49 30 100000{n}")
    kiosk.scans(kiosk.staff().token)
    kiosk.scans("JJD0000000000")
    kiosk.presses(Picked("M"))
    kiosk.lock_says(Jammed())
    kiosk.lock_says()
    kiosk.presses(PutChoice.OCCUPIED)
    kiosk.closes(kiosk.sees(CloseDoor).label)
    kiosk.lock_says()
    kiosk.closes(kiosk.sees(PutParcel).label)
    kiosk.scans("JJD0000000001")
    kiosk.lock_says()
    kiosk.presses(PutChoice.TOO_SMALL)
    kiosk.closes(kiosk.sees(CloseDoor).label)
    kiosk.lock_says()
    kiosk.closes(kiosk.sees(PutParcel).label)
    kiosk.presses(ScanParcelChoice.UNDO)
    kiosk.lock_says()
    kiosk.closes(kiosk.sees(CloseDoor).label)
    kiosk.scans("JJD0000000002")
    kiosk.lock_says()
    kiosk.closes(kiosk.sees(PutParcel).label)
    kiosk.presses(ScanParcelChoice.DONE)
    kiosk.presses(SummaryChoice.FINISH)


def _pick_ups(kiosk: Kiosk) -> None:
    _taken(kiosk)
    for said in TakeChoice:
        label = _placed(kiosk)
        kiosk.lock_says()
        kiosk.presses(said)
        kiosk.closes(label)
        kiosk.presses(SorryChoice.DONE)
    for outcome in (OutcomeUnknown("no reply"), Jammed()):
        _placed(kiosk)
        kiosk.lock_says(NotSent("the line is down"))
        kiosk.presses(SorryChoice.TRY_AGAIN)
        kiosk.lock_says(outcome)
        kiosk.presses(SorryChoice.DONE)
    label = _placed(kiosk)
    kiosk.lock_says()
    kiosk.closes(label, after=1)
    kiosk.waits(60)
    label = _placed(kiosk)
    kiosk.lock_says()
    kiosk.waits(121)
    kiosk.closes(label)
    kiosk.waits(30)


def _placed(kiosk: Kiosk) -> str:
    """Something is in the next free compartment, and its recipient holds the code before the scanner."""
    free = (c.label for c in kiosk.site.cabinet.compartments() if is_free(kiosk.ledger, c))
    label = next(free)
    number = kiosk.journal.head.seq
    kiosk.scans(kiosk.placed(label, f"JJD9{number:09}", f"+49 30 {number:07}").token)
    return label


def _taken(kiosk: Kiosk) -> None:
    """Taken, and the door opened once more to look."""
    label = _placed(kiosk)
    kiosk.lock_says()
    kiosk.closes(label)
    kiosk.presses(ThanksChoice.OPEN_AGAIN)
    kiosk.lock_says()
    kiosk.closes(label)
    kiosk.presses(ThanksChoice.DONE)


def _guesses(kiosk: Kiosk) -> None:
    kiosk.presses(HomeChoice.PICK_UP)
    for guess in range(5):
        kiosk.presses(Typed(f"{guess:08}"))
        kiosk.finds_tag()
    kiosk.goes_back()
    kiosk.presses(HomeChoice.PICK_UP)
    kiosk.waits(60)


def _from_afar(kiosk: Kiosk) -> None:
    told: list[Opening] = []
    by = operator_named(kiosk.means, "Olga")
    label = _placed(kiosk)
    kiosk.lock_says()
    kiosk.presses(TakeChoice.CANNOT_REACH)
    kiosk.presses(YesNo.YES)
    kiosk.closes(label)
    kiosk.presses(SorryChoice.DONE)
    for where in (label, "24"):
        kiosk.house.visits.open_from_afar(where, by, "cannot reach it", told.append)
        kiosk.lock_says()
        kiosk.closes(where)


def _lines_and_alarms(kiosk: Kiosk) -> None:
    kiosk.house.handle(BusDown(kiosk.site.buses[0].name, "unplugged"))
    kiosk.waits(3600)
    kiosk.lines_up()
    kiosk.moved("10", DoorState.OPEN, commanded=False)
    kiosk.closes("10")


def _work(kiosk: Kiosk) -> None:
    """A courier takes away what somebody refused."""
    kiosk.scans(kiosk.staff().token)
    kiosk.presses(ScanParcelChoice.TASKS)
    task = kiosk.sees(StaffTasks).tasks[0]
    kiosk.presses(Picked(task.id))
    kiosk.lock_says()
    kiosk.closes(task.label)
    kiosk.presses(YesNo.YES)
    kiosk.presses(BackChoice.BACK)
    kiosk.presses(ScanParcelChoice.DONE)
    kiosk.presses(SummaryChoice.FINISH)


def _power_cut(kiosk: Kiosk) -> None:
    """The power goes while a door is open, and comes back."""
    _placed(kiosk)
    kiosk.lock_says()
    kiosk.die()
    kiosk.start()
    kiosk.book.record(MachineStarted("0.1.0", kiosk.site.digest, "3.51.3"))
    kiosk.lines_up()
    _placed(kiosk)
    kiosk.house.close("asked to")
    kiosk.start()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
