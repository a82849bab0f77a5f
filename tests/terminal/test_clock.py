"""`cubby doctor` about clocks that differ, and `cubby clock accept`."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from kiosk.cli import main
from kiosk.clock import FakeClock
from kiosk.custody.machine.events import ClockBelieved, MachineStarted
from kiosk.custody.words import ClockReason
from kiosk.doctor.time import clock, findings
from kiosk.journeys.screen import Typed
from kiosk.orders.clock import AcceptClock
from kiosk.orders.staff import AddStaff
from tests.helpers.phone import code_of
from tests.program.rig import Running, events_of
from tests.visits.rig import Kiosk

YEARS = 5 * 365 * 86_400.0


def test_doctor_says_that_the_clock_is_in_doubt_until_somebody_confirms_it(tmp_path: Path) -> None:
    kiosk = Kiosk(tmp_path, clock=FakeClock(datetime(2026, 1, 1, 12, tzinfo=UTC)))
    kiosk.book.record(MachineStarted("0", "", ""))
    assert list(findings(kiosk.book)) == []
    kiosk.clock.lie(YEARS, trusted=False)
    (found,) = findings(kiosk.book)
    assert found.what == (
        "Clock: it says 2030-12-31 12:00 UTC, and by the records of this machine it is 2026-01-01 12:00 UTC"
    )
    assert "cubby clock accept" in found.remedy
    assert clock(kiosk.book)["doubted"] is True
    kiosk.book.record(ClockBelieved(ClockReason.ORDERED))
    assert list(findings(kiosk.book)) == []
    kiosk.end()


def test_doctor_says_that_a_phone_and_the_machine_differ(tmp_path: Path) -> None:
    kiosk = Kiosk(tmp_path)
    kiosk.lines_up()
    made = kiosk.gives(AddStaff("Ty", "technician"))
    kiosk.scans(made.token)
    kiosk.presses(Typed(code_of(made.phone, kiosk.clock.now() + timedelta(seconds=60))))
    (found,) = findings(kiosk.book)
    assert found.what == "Clock: the phone of Ty is 1.0 min ahead of it"
    kiosk.end()


def test_a_person_confirms_the_clock_of_a_running_kiosk_and_of_data_at_rest(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with Running(tmp_path) as kiosk:
        kiosk.home()
        assert kiosk.told(AcceptClock())["ok"] is True
    assert main(["clock", "accept", "--data", str(kiosk.data)]) == 0
    assert capsys.readouterr().out.startswith("The clock is confirmed: ")
    told = [event.why for event in events_of(kiosk.data) if isinstance(event, ClockBelieved)]
    assert told == [ClockReason.ORDERED] * 2
