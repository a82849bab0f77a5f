"""The throttle: time alone refills, hits cost nothing, and nobody's account is ever locked."""

from __future__ import annotations

from datetime import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.custody.doors.events import VisitBegan
from kiosk.custody.ledger import EMPTY, Ledger
from kiosk.custody.machine.events import MachineStarted
from kiosk.custody.proofs.attempts import LIMITS, Bucket, Limit, key, suspicious, wait
from kiosk.custody.proofs.events import CredentialTried, GuessingSuspected, LimitsSet, WayLimit
from kiosk.custody.words import Audience, Way
from tests.custody.book import ANNA, NOON, VISIT, after, later

TYPED = (Way.TYPE, Audience.VISITOR)
MISS = CredentialTried(*TYPED)
HIT = CredentialTried(*TYPED, ANNA)


def missed(times: int, at: datetime = NOON, onto: Ledger = EMPTY) -> Ledger:
    return after(*([MISS] * times), onto=onto, at=at)


def waits(
    ledger: Ledger, now: datetime = NOON, way: Way = Way.TYPE, who: Audience = Audience.VISITOR
) -> float:
    return wait(ledger.attempts, way, who, now)


def test_five_misses_are_taken_at_once_and_the_sixth_waits() -> None:
    assert [waits(missed(n)) for n in range(5)] == [0.0] * 5
    assert waits(missed(5)) == 120.0


def test_time_refills() -> None:
    assert waits(missed(5), later(119)) == pytest.approx(1.0)
    assert waits(missed(5), later(120)) == 0.0
    assert waits(missed(1, later(120), missed(5)), later(120)) == 120.0


def test_hits_cost_nothing() -> None:
    assert waits(after(*([HIT] * 50))) == 0.0
    assert waits(after(*([HIT] * 50), onto=missed(5))) == 120.0


def test_pranks_on_the_keypad_stop_neither_staff_nor_codes() -> None:
    book = missed(5)
    assert waits(book, who=Audience.STAFF) == 0.0
    assert waits(book, way=Way.SCAN) == 0.0


def test_a_clock_set_back_refills_nothing() -> None:
    assert waits(missed(5), later(-3600)) == 120.0


def test_a_clock_that_was_wrong_for_years_does_not_close_the_keypad_for_years() -> None:
    book = missed(5, later(3600 * 24 * 365))
    assert waits(book) == 120.0
    begun = after(VisitBegan("collect", "pier"), visit=VISIT, onto=book)
    assert waits(begun) == 120.0
    assert waits(begun, later(120)) == 0.0


def test_a_start_sets_the_buckets_to_the_present_too() -> None:
    started = after(MachineStarted("1", "site", "3"), onto=missed(5, later(3600)))
    assert waits(started, later(120)) == 0.0


def test_the_level_is_part_of_the_ledger() -> None:
    """So it survives a restart: the ledger is folded from the journal."""
    assert missed(2).attempts == {key(*TYPED): Bucket(2.0, NOON)}


@given(st.lists(st.tuples(st.integers(-600, 600), st.booleans()), max_size=30))
def test_nobody_guesses_faster_than_the_limit(turns: list[tuple[int, bool]]) -> None:
    """However the clock jumps: as long as it goes forward, no more misses are taken than refill allows."""
    limit = LIMITS[TYPED]
    book, now, begun, taken = EMPTY, 0.0, 0.0, 0
    for step, hit in turns:
        now += abs(step)
        if waits(book, later(now)) == 0.0:
            book = after(HIT if hit else MISS, onto=book, at=later(now))
            taken += not hit
    assert taken <= limit.size + (now - begun) / limit.refill


def test_every_way_of_every_audience_that_is_used_has_a_limit() -> None:
    assert LIMITS[(Way.TYPE, Audience.STAFF)] == Limit(5, 120.0)
    assert set(LIMITS) >= {(way, who) for way in Way if way is not Way.COMMAND for who in Audience}


@pytest.mark.parametrize("emptied", LIMITS)
def test_an_emptied_bucket_stops_no_other(emptied: tuple[Way, Audience]) -> None:
    way, who = emptied
    book = after(*([CredentialTried(way, who)] * LIMITS[emptied].size))
    assert {k for k in LIMITS if waits(book, way=k[0], who=k[1]) > 0} == {emptied}


def test_openings_from_afar_are_counted_though_they_are_hits() -> None:
    opened = CredentialTried(Way.COMMAND, Audience.STAFF, ANNA)
    assert waits(after(*([opened] * 9)), way=Way.COMMAND, who=Audience.STAFF) == 0
    assert waits(after(*([opened] * 10)), way=Way.COMMAND, who=Audience.STAFF) == 60


# --- the site's own limits ------------------------------------------------------------------------

SLOW = LimitsSet((WayLimit(*TYPED, 2, 600),))


def test_the_site_says_how_fast_a_way_takes_attempts() -> None:
    begun = after(SLOW)
    assert waits(missed(1, onto=begun)) == 0.0
    assert waits(missed(2, onto=begun)) == 600.0
    assert waits(missed(5, onto=begun), who=Audience.STAFF) == 0.0


def test_attempts_before_a_change_count_by_the_old_limit_until_then() -> None:
    """Five misses are two and a half refills later two and a half; the new limit takes them from there."""
    changed = after(SLOW, onto=missed(5), at=later(300))
    assert changed.attempts[key(*TYPED)].level == pytest.approx(2.0)
    assert waits(changed, later(300)) == 600.0
    assert waits(changed, later(900)) == 0.0


def test_nobody_pays_for_ever_when_a_limit_becomes_smaller() -> None:
    scanned = (Way.SCAN, Audience.VISITOR)
    busy = after(*([CredentialTried(*scanned)] * 30))
    changed = after(LimitsSet((WayLimit(*scanned, 1, 60),)), onto=busy)
    assert waits(changed, way=Way.SCAN) == 60.0


# --- the alarm ------------------------------------------------------------------------------------


def dry(at: float, onto: Ledger = EMPTY) -> Ledger:
    return missed(5, later(at), onto)


HOURS = 3600.0


def test_a_way_that_runs_dry_three_times_in_a_day_is_suspicious() -> None:
    book = dry(2 * HOURS, dry(HOURS, dry(0)))
    assert suspicious(dry(HOURS, dry(0)).attempts, later(HOURS)) == ()
    assert suspicious(book.attempts, later(2 * HOURS)) == (TYPED,)


def test_three_times_in_two_days_are_not() -> None:
    book = dry(48 * HOURS, dry(24 * HOURS, dry(0)))
    assert suspicious(book.attempts, later(48 * HOURS)) == ()


def test_one_clumsy_visitor_is_no_alarm() -> None:
    """Nine wrong codes in a row, each as soon as it is taken."""
    book = dry(0)
    for n in range(1, 5):
        book = missed(1, later(120 * n), book)
    assert suspicious(book.attempts, later(480)) == ()


def test_who_guesses_at_every_refill_is_found_within_the_hour() -> None:
    book, now = dry(0), 0.0
    while not suspicious(book.attempts, later(now)):
        now += 120
        book = missed(1, later(now), book)
    assert now == 1200


def test_it_is_told_once_a_day() -> None:
    book = after(GuessingSuspected(*TYPED), onto=dry(2 * HOURS, dry(HOURS, dry(0))), at=later(2 * HOURS))
    assert suspicious(book.attempts, later(2 * HOURS)) == ()
    again = dry(26 * HOURS, dry(25 * HOURS, dry(24 * HOURS, book)))
    assert suspicious(again.attempts, later(26 * HOURS)) == (TYPED,)


def test_a_clock_set_back_neither_hides_an_attack_nor_invents_one() -> None:
    book = dry(2 * HOURS, dry(HOURS, dry(0)))
    back = after(VisitBegan("collect", "pier"), visit=VISIT, onto=book, at=later(-9000 * HOURS))
    assert suspicious(back.attempts, later(-9000 * HOURS)) == (TYPED,)
    assert suspicious(back.attempts, later(-8900 * HOURS)) == ()
