"""What names a recipient is forgotten by itself, some time after the parcel has left."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from kiosk.clock import FakeClock
from kiosk.custody.machine.events import Alive
from kiosk.custody.proofs.events import PersonErased
from kiosk.custody.things.events import DeparturesForgotten, Inspected
from kiosk.journeys.handover.screens import ThanksChoice
from kiosk.orders.badges import GiveBadge, give_badge
from kiosk.visits.things.departures import forget_departed
from tests.visits.rig import DEMO, Kiosk

DAY = 86_400.0
PHONE = "+49301234567"
PARCEL, OTHER = "JJD0001234567", "JJD0009999999"


def collected(kiosk: Kiosk, label: str = "12", tracking: str = PARCEL) -> None:
    kiosk.scans(kiosk.placed(label, tracking).token)
    kiosk.lock_says()
    kiosk.closes(label)
    kiosk.presses(ThanksChoice.DONE)


def passes(kiosk: Kiosk, days: int) -> None:
    """The machine runs for so long, and the journal says so."""
    for _ in range(days):
        kiosk.clock.advance(DAY)
        kiosk.book.record(Alive())


def night(kiosk: Kiosk, days: float = 0) -> int:
    """So many days later, at night: how many rows are erased."""
    passes(kiosk, int(days))
    kiosk.clock.advance(days % 1 * DAY)
    time = kiosk.book.certain()
    assert time is not None
    return forget_departed(kiosk.book, kiosk.site.services, time)


def knows(kiosk: Kiosk, tracking: str = PARCEL) -> tuple[bool, bool]:
    """Whether the vault has the label, and whether it has the person."""
    return bool(kiosk.vault.consignments_with(tracking)), any(p.phone == PHONE for p in kiosk.vault.persons())


def test_after_thirty_days_label_codes_and_person_are_gone_and_the_journal_says_so(kiosk: Kiosk) -> None:
    collected(kiosk)
    (thing,) = kiosk.ledger.departed
    assert night(kiosk, 29.9) == 0
    assert knows(kiosk) == (True, True)
    assert night(kiosk, 0.2) == 4
    assert knows(kiosk) == (False, False)
    forgotten, erased = kiosk.events()[-2:]
    assert forgotten == DeparturesForgotten((thing,))
    assert isinstance(erased, PersonErased)
    assert kiosk.ledger.departed == {}
    assert night(kiosk, 1) == 0


def test_a_start_in_between_changes_nothing(kiosk: Kiosk) -> None:
    collected(kiosk)
    passes(kiosk, 20)
    kiosk.die()
    kiosk.start()
    assert night(kiosk, 9) == 0
    assert night(kiosk, 2) > 0


def test_whoever_has_something_else_here_keeps_that_and_loses_only_what_left(kiosk: Kiosk) -> None:
    collected(kiosk)
    kiosk.announced(OTHER, phone=PHONE)
    assert night(kiosk, 31) == 3
    assert knows(kiosk) == (False, True)
    assert knows(kiosk, OTHER) == (True, True)


def test_whoever_collected_something_lately_is_kept(kiosk: Kiosk) -> None:
    collected(kiosk)
    passes(kiosk, 20)
    collected(kiosk, "3", OTHER)
    night(kiosk, 11)
    assert knows(kiosk) == (False, True)
    assert knows(kiosk, OTHER) == (True, True)
    night(kiosk, 20)
    assert knows(kiosk, OTHER) == (False, False)


def test_whoever_has_a_badge_is_kept_while_it_counts(kiosk: Kiosk) -> None:
    collected(kiosk)
    give_badge(kiosk.means, GiveBadge(PHONE, "0011223344"))
    night(kiosk, 31)
    assert knows(kiosk) == (False, True)
    (person,) = (p.party for p in kiosk.vault.persons() if p.phone == PHONE)
    kiosk.vault.revoke(party=person)
    night(kiosk)
    assert knows(kiosk) == (False, False)


def test_staff_and_whatever_waits_here_are_never_forgotten_by_time(kiosk: Kiosk) -> None:
    kiosk.staff()
    kiosk.placed("12")
    assert night(kiosk, 3650) == 0
    assert knows(kiosk) == (True, True)
    assert any(p.name == "Bo" for p in kiosk.vault.persons())


def test_what_a_technician_took_out_has_left_too(kiosk: Kiosk) -> None:
    kiosk.placed("12")
    kiosk.book.record(Inspected("12", empty=True))
    night(kiosk, 31)
    assert knows(kiosk) == (False, False)


def test_a_clock_that_lost_its_time_forgets_nobody(tmp_path: Path) -> None:
    kiosk = Kiosk(tmp_path, clock=FakeClock(trusted=False))
    kiosk.lines_up()
    collected(kiosk)
    kiosk.clock.lie(-3650 * DAY)
    assert night(kiosk) == 0
    assert knows(kiosk) == (True, True)
    kiosk.end()


def test_what_left_by_a_wrong_clock_is_kept_for_its_time_and_no_longer(kiosk: Kiosk) -> None:
    passes(kiosk, 1)
    kiosk.clock.lie(3650 * DAY)
    collected(kiosk)
    kiosk.clock.lie(-3650 * DAY)
    assert night(kiosk, 29) == 0
    assert night(kiosk, 2) > 0


@pytest.fixture
def brief(tmp_path: Path) -> Iterator[Kiosk]:
    """A site that keeps nothing for longer than two days."""
    file = tmp_path / "site.toml"
    text = DEMO.read_text("utf-8")
    assert "[defaults]" in text
    file.write_text(text.replace("[defaults]", '[defaults]\nforget_after = "2 days"', 1), "utf-8")
    one = Kiosk(tmp_path / "data", file)
    one.lines_up()
    yield one
    one.end()


def test_the_site_says_how_long(brief: Kiosk) -> None:
    collected(brief)
    assert night(brief, 1.9) == 0
    assert night(brief, 0.2) > 0


def test_thousands_are_forgotten_in_rows_of_a_size_that_can_be_read(kiosk: Kiosk) -> None:
    collected(kiosk)
    (departure,) = kiosk.ledger.departed.values()
    many = {f"c{n:04}": replace(departure, at=departure.at - timedelta(days=40)) for n in range(1200)}
    kiosk.book.ledger = replace(kiosk.ledger, departed=many)  # type: ignore[arg-type]  # ids are texts
    night(kiosk)
    rows = [x for x in kiosk.events() if isinstance(x, DeparturesForgotten)]
    assert [len(row.consignments) for row in rows] == [500, 500, 200]
