"""Badges at the reader: a courier's, a technician's, a recipient's, one that was taken back, one of a day."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from hardware.outcomes.reading import BadgeRead, CodeRead, Symbology
from kiosk.custody.proofs.events import BadgeGiven, BadgeTaken, CredentialTried
from kiosk.custody.words import Kind, Way
from kiosk.journeys.front.screens import ChooseService, HomeChoice, Sorry, SorryChoice, SorryKind
from kiosk.journeys.handover.screens import (
    PutParcel,
    ScanNotice,
    ScanParcel,
    ScanParcelChoice,
    SummaryChoice,
    TakeParcel,
    ThanksChoice,
)
from kiosk.journeys.screen import Typed
from kiosk.journeys.who.screens import EnterCode, EnterPin, PinProblem
from kiosk.journeys.work.screens import Workshop
from kiosk.orders.badges import GiveBadge, give_badge, take_badge
from kiosk.orders.parcels import Announce
from kiosk.orders.procedure import Secrets
from kiosk.orders.refusal import OrderRefused
from kiosk.orders.staff import AddStaff, end_of
from kiosk.visits.readers.repeats import Repeats
from tests.helpers.phone import code_of
from tests.visits.rig import Kiosk

NUMBER, OTHER = "04A1B2C3D4", "04FFFFFFFF"


def holds(kiosk: Kiosk, number: str) -> None:
    kiosk.house.reads.repeats = Repeats(kiosk.clock.monotonic)  # the card was away meanwhile
    kiosk.house.handle(BadgeRead(number, "badge reader"))


def courier(kiosk: Kiosk, **more: Any) -> Secrets:
    return kiosk.gives(AddStaff("Bo", "courier", anyway=True, **more))


def test_a_courier_s_badge_signs_in_from_home(kiosk: Kiosk) -> None:
    courier(kiosk, badge=NUMBER)
    kiosk.announced("JJD0001234567", "S")
    holds(kiosk, NUMBER)
    kiosk.sees(ScanParcel)
    (tried,) = [x for x in kiosk.events() if isinstance(x, CredentialTried)]
    assert (tried.way, tried.kinds) == (Way.BADGE, (Kind.BADGE,))
    kiosk.scans("JJD0001234567")
    kiosk.lock_says()
    kiosk.sees(PutParcel)


def test_a_badge_is_held_out_wherever_somebody_is_asked_for(kiosk: Kiosk) -> None:
    courier(kiosk, badge=NUMBER)
    kiosk.presses(HomeChoice.STAFF)
    kiosk.sees(EnterPin)
    holds(kiosk, NUMBER)
    kiosk.sees(ScanParcel)
    holds(kiosk, NUMBER)
    kiosk.sees(ScanParcel)


def test_a_technician_s_badge_wants_the_phone_s_code_as_well(kiosk: Kiosk) -> None:
    made = kiosk.gives(AddStaff("Ty", "technician", badge=NUMBER))
    holds(kiosk, NUMBER)
    kiosk.sees(EnterCode)
    kiosk.presses(Typed(code_of(made.phone, kiosk.clock.now())))
    kiosk.sees(Workshop)
    (tried,) = [x for x in kiosk.events() if isinstance(x, CredentialTried)]
    assert tried.kinds == (Kind.BADGE, Kind.TOTP)


def test_a_printed_code_is_no_badge(kiosk: Kiosk) -> None:
    """A QR code can say any number: it proves nothing that a badge proves."""
    courier(kiosk, badge=NUMBER)
    kiosk.house.handle(CodeRead(NUMBER, Symbology.QR, "scanner"))
    kiosk.sees(ChooseService)  # for all the machine knows, somebody wants to send something
    assert not [x for x in kiosk.events() if isinstance(x, CredentialTried)]


def test_a_recipient_s_badge_opens_what_waits_for_them_and_never_wears_out(kiosk: Kiosk) -> None:
    give_badge(kiosk.means, GiveBadge("+49 30 1234567", NUMBER))
    holds(kiosk, NUMBER)
    assert kiosk.sees(Sorry).kind is SorryKind.NOTHING_WAITING
    kiosk.presses(SorryChoice.DONE)
    kiosk.presses(ThanksChoice.DONE)
    for label in ("12", "11"):
        kiosk.placed(label, f"JJD00012345{label}")
        holds(kiosk, NUMBER)
        kiosk.lock_says()
        assert kiosk.sees(TakeParcel).label == label
        kiosk.closes(label)
        kiosk.presses(ThanksChoice.DONE)


def test_a_stranger_s_badge_proves_nobody_and_says_nothing(kiosk: Kiosk) -> None:
    holds(kiosk, OTHER)
    assert kiosk.sees(EnterPin).problem is PinProblem.NOT_FOUND


def test_a_badge_that_was_taken_back_opens_nothing_and_may_be_given_again(kiosk: Kiosk) -> None:
    give_badge(kiosk.means, GiveBadge("+49 30 1234567", NUMBER))
    kiosk.placed("12")
    take_badge(kiosk.book, NUMBER)
    holds(kiosk, NUMBER)
    assert kiosk.sees(EnterPin).problem is PinProblem.NOT_FOUND
    kiosk.goes_back()
    give_badge(kiosk.means, GiveBadge("+49 30 7654321", NUMBER))
    holds(kiosk, NUMBER)
    assert kiosk.sees(Sorry).kind is SorryKind.NOTHING_WAITING
    said = [type(x) for x in kiosk.events() if isinstance(x, BadgeGiven | BadgeTaken)]
    assert said == [BadgeGiven, BadgeTaken, BadgeGiven]


def test_one_badge_is_one_person_s(kiosk: Kiosk) -> None:
    courier(kiosk, badge=NUMBER)
    with pytest.raises(OrderRefused):
        give_badge(kiosk.means, GiveBadge("+49 30 1234567", NUMBER))
    with pytest.raises(OrderRefused):
        courier(kiosk, badge=NUMBER.lower())
    with pytest.raises(OrderRefused):
        take_badge(kiosk.book, OTHER)
    with pytest.raises(OrderRefused):
        courier(kiosk, badge="no badge!")


def test_no_table_says_the_number(kiosk: Kiosk) -> None:
    courier(kiosk, badge=NUMBER)
    dump = "\n".join(kiosk.journal.writing.db.conn.iterdump())
    assert NUMBER not in dump
    assert NUMBER.encode().hex().upper() not in dump


def test_staff_of_a_day_sign_in_until_it_ends(kiosk: Kiosk) -> None:
    ends = kiosk.clock.now() + timedelta(hours=6)
    made = courier(kiosk, badge=NUMBER, until=ends.isoformat())
    kiosk.clock.advance(6 * 3600 - 1)
    holds(kiosk, NUMBER)
    kiosk.sees(ScanParcel)
    kiosk.presses(ScanParcelChoice.DONE)
    kiosk.presses(SummaryChoice.FINISH)
    kiosk.clock.advance(1)
    shows: list[Callable[[], object]] = [lambda: holds(kiosk, NUMBER), lambda: kiosk.scans(made.token)]
    for show in shows:
        show()
        assert kiosk.sees(EnterPin).problem is PinProblem.NOT_FOUND
        kiosk.goes_back()
    kiosk.presses(HomeChoice.STAFF)
    kiosk.presses(Typed(made.pin))
    kiosk.finds_tag()
    assert kiosk.sees(EnterPin).problem is PinProblem.NOT_FOUND


def test_a_shift_ends_at_midnight_where_the_machine_stands(kiosk: Kiosk) -> None:
    courier(kiosk, badge=NUMBER, until="today")
    kiosk.clock.advance(10.5 * 3600)  # Noon in UTC is one o'clock in Berlin's winter.
    holds(kiosk, NUMBER)
    kiosk.sees(ScanParcel)
    kiosk.presses(ScanParcelChoice.DONE)
    kiosk.presses(SummaryChoice.FINISH)
    kiosk.clock.advance(0.5 * 3600)
    holds(kiosk, NUMBER)
    kiosk.sees(EnterPin)


def test_nobody_outlasts_what_the_role_allows(kiosk: Kiosk) -> None:
    late = (kiosk.clock.now() + timedelta(days=30)).isoformat()
    kiosk.gives(AddStaff("Su", "subcontractor", NUMBER, late))
    kiosk.clock.advance(86_400)
    holds(kiosk, NUMBER)
    kiosk.sees(EnterPin)


@pytest.mark.parametrize("until", ["tomorrow", "2025-01-01T00:00", "25:00"])
def test_a_time_that_is_none_or_over_is_refused(kiosk: Kiosk, until: str) -> None:
    with pytest.raises(OrderRefused):
        courier(kiosk, until=until)


def test_a_courier_of_one_route_brings_what_is_on_it_and_nothing_else(kiosk: Kiosk) -> None:
    kiosk.gives(Announce("JJD0000000001", "+49 30 1234567", "S", route="north"))
    kiosk.gives(Announce("JJD0000000002", "+49 30 1234567", "S", route="south"))
    kiosk.gives(Announce("JJD0000000003", "+49 30 1234567", "S"))
    courier(kiosk, badge=NUMBER, route="north")
    courier(kiosk, badge=OTHER)
    holds(kiosk, NUMBER)
    assert kiosk.sees(ScanParcel).expected == 1
    for label in ("JJD0000000002", "JJD0000000003"):
        kiosk.scans(label)
        assert kiosk.sees(ScanParcel).notice is ScanNotice.UNKNOWN_LABEL
    kiosk.scans("JJD0000000001")
    kiosk.lock_says()
    kiosk.closes(kiosk.sees(PutParcel).label)
    kiosk.presses(ScanParcelChoice.DONE)
    kiosk.presses(SummaryChoice.FINISH)
    holds(kiosk, OTHER)
    assert kiosk.sees(ScanParcel).expected == 2


# --- until when -----------------------------------------------------------------------------------

BERLIN = "Europe/Berlin"
NOON = datetime(2026, 12, 24, 11, tzinfo=UTC)


@pytest.mark.parametrize(
    ("until", "ends"),
    [
        ("2026-12-24", "2026-12-25T00:00+01:00"),  # today means the end of today
        ("today", "2026-12-25T00:00+01:00"),
        ("20261224", "2026-12-25T00:00+01:00"),
        ("2026-12-31", "2027-01-01T00:00+01:00"),
        ("2027-03-28", "2027-03-29T00:00+02:00"),  # the night in which clocks are set
        ("2026-12-24T18:00", "2026-12-24T18:00+01:00"),
        ("2026-12-24T18:00Z", "2026-12-24T18:00+00:00"),
        ("9999-12-30", "9999-12-31T00:00+01:00"),
    ],
)
def test_a_date_means_its_end_where_the_machine_is(until: str, ends: str) -> None:
    assert end_of(until, NOON, BERLIN) == datetime.fromisoformat(ends)


@pytest.mark.parametrize("until", ["2026-12-23", "2026-12-24T11:59", "2026-12-24T10:59Z"])
def test_what_is_over_is_refused(until: str) -> None:
    with pytest.raises(OrderRefused, match="is over"):
        end_of(until, NOON, BERLIN)


@pytest.mark.parametrize(
    "until", ["9999-12-31", "9999-12-31T23:59:59-05:00", "soon", "2026-13-01", "2026-W53-9"]
)
def test_what_is_no_time_or_past_all_years_is_refused_with_a_sentence(until: str) -> None:
    with pytest.raises(OrderRefused):
        end_of(until, NOON, BERLIN)


def test_a_courier_of_today_signs_in_until_midnight_here(kiosk: Kiosk) -> None:
    here = kiosk.clock.now().astimezone(ZoneInfo(kiosk.site.time_zone))
    made = courier(kiosk, until=here.date().isoformat())
    kiosk.clock.advance((datetime.combine(here.date(), time(23, 59), here.tzinfo) - here).total_seconds())
    kiosk.scans(made.token)
    kiosk.sees(ScanParcel)
    kiosk.presses(ScanParcelChoice.DONE)
    kiosk.presses(SummaryChoice.FINISH)
    kiosk.clock.advance(120)
    kiosk.scans(made.token)
    assert kiosk.sees(EnterPin).problem is PinProblem.NOT_FOUND
