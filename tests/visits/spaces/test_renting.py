"""Somebody rents a space in a whole house, comes back with the code, and gives the space back."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from hardware.outcomes.locks import Jammed
from kiosk.custody.machine.events import Alive
from kiosk.custody.services.verbs import Verb
from kiosk.custody.spaces.events import TenancyBegan, TenancyEnded, TenancyExtended
from kiosk.custody.words import Condition, TaskKind, TenancyEnd
from kiosk.journeys.doors.screens import PressChoice, PressDoor
from kiosk.journeys.front.screens import Home, Sorry, SorryKind
from kiosk.journeys.screen import BackChoice, OkChoice, Picked, YesNo
from kiosk.journeys.spaces.screens import (
    ChooseSpace,
    FoundChoice,
    IsSpaceEmpty,
    MarkFind,
    MySpace,
    MySpaceChoice,
    PutThings,
    SpaceCodeChoice,
    SpaceOpen,
    SpaceReturned,
    WhatWasInside,
)
from kiosk.journeys.who.screens import EnterPin
from kiosk.journeys.work.screens import WorkshopChoice
from kiosk.orders.parcels import Withdraw, withdraw
from kiosk.site.ports import write_changed
from tests.visits.rig import DEMO, Kiosk
from tests.visits.spaces.renters import begins, comes_back, lending, moves_in


@pytest.fixture
def kiosk(tmp_path: Path) -> Iterator[Kiosk]:
    one = lending(tmp_path)
    yield one
    one.end()


def starts_anew(kiosk: Kiosk) -> None:
    kiosk.die()
    kiosk.owned.release()
    kiosk.__post_init__()
    kiosk.lines_up()


def hours(kiosk: Kiosk, number: int) -> None:
    """They pass as they do: something is written down in each."""
    for _ in range(number):
        kiosk.clock.advance(3600)
        kiosk.house.tick()
        kiosk.book.record(Alive())


def test_a_locker_for_the_day_from_the_tile_at_home_to_an_empty_door(kiosk: Kiosk) -> None:
    assert [tile.verb for tile in kiosk.sees(Home).verbs] == [Verb.STORE]
    key = moves_in(kiosk)
    mine = kiosk.sees(MySpace)
    assert (mine.label, mine.fresh, mine.over) == (key.label, True, False)
    assert mine.until is not None
    assert mine.until.days == 1
    kiosk.presses(MySpaceChoice.DONE)
    assert kiosk.is_home()
    for _ in range(2):
        comes_back(kiosk, key.code)
        kiosk.sees(MySpace)
        kiosk.presses(MySpaceChoice.OPEN)
        kiosk.lock_says()
        assert not kiosk.sees(SpaceOpen).leaving
        kiosk.closes(key.label)
        kiosk.sees(MySpace)
        kiosk.presses(MySpaceChoice.DONE)
    kiosk.scans(key.token)
    kiosk.presses(MySpaceChoice.END)
    kiosk.lock_says()
    assert kiosk.sees(SpaceOpen).leaving
    kiosk.closes(key.label)
    kiosk.sees(IsSpaceEmpty)
    kiosk.presses(YesNo.YES)
    kiosk.sees(SpaceReturned)
    kiosk.presses(OkChoice.OK)
    assert kiosk.is_home()
    assert kiosk.ledger.tenancies == {}
    assert kiosk.ledger.holdings == {}
    assert [e.how for e in kiosk.events() if isinstance(e, TenancyEnded)] == [TenancyEnd.GIVEN_BACK]


def test_a_code_opens_nothing_once_the_space_is_given_back_and_is_forgotten_in_time(kiosk: Kiosk) -> None:
    key = moves_in(kiosk)
    kiosk.presses(MySpaceChoice.END)
    kiosk.lock_says()
    kiosk.closes(key.label)
    kiosk.presses(YesNo.YES)
    kiosk.presses(OkChoice.OK)
    comes_back(kiosk, key.code)
    kiosk.sees(EnterPin)
    kiosk.goes_back()
    assert len(kiosk.ledger.departed) == 1


def test_no_code_is_in_the_journal(kiosk: Kiosk) -> None:
    key = moves_in(kiosk)
    kiosk.presses(MySpaceChoice.DONE)
    text = "\n".join(str(row.event) for row in kiosk.journal.rows())
    assert key.code not in text
    assert key.token not in text
    assert key.code not in repr(key)


def test_two_people_have_two_spaces_and_neither_opens_the_other_s(kiosk: Kiosk) -> None:
    first = moves_in(kiosk)
    kiosk.presses(MySpaceChoice.DONE)
    second = moves_in(kiosk)
    kiosk.presses(MySpaceChoice.DONE)
    assert first.label != second.label
    for key in (first, second):
        comes_back(kiosk, key.code)
        assert kiosk.sees(MySpace).label == key.label
        kiosk.presses(MySpaceChoice.DONE)


def test_whoever_walks_away_before_the_door_opens_rents_nothing(kiosk: Kiosk) -> None:
    key = begins(kiosk)
    kiosk.goes_back()
    assert kiosk.is_home()
    assert (kiosk.ledger.tenancies, kiosk.ledger.holdings) == ({}, {})
    comes_back(kiosk, key.code)
    kiosk.sees(EnterPin)


@pytest.mark.parametrize("steps", range(4))
def test_a_power_cut_leaves_either_nothing_or_a_space_that_the_code_opens(kiosk: Kiosk, steps: int) -> None:
    key = begins(kiosk)
    happens: tuple[Callable[[], object], ...] = (
        lambda: None,
        lambda: kiosk.presses(SpaceCodeChoice.OPEN),
        kiosk.lock_says,
        lambda: kiosk.closes(key.label),
    )
    for step in happens[: steps + 1]:
        step()
    starts_anew(kiosk)
    holding = kiosk.ledger.holding(key.label)
    match steps:
        case 0:
            assert (kiosk.ledger.tenancies, kiosk.ledger.holdings) == ({}, {})
        case 1 | 2:
            # Its lock was told, or its door was open: a person has a look, and nothing is lost meanwhile.
            assert holding.condition is Condition.UNKNOWN
            assert [t.kind for t in kiosk.ledger.tasks.values()] == [TaskKind.INSPECT]
            assert holding.tenancy is not None
        case _:
            assert holding.condition is Condition.KNOWN
    comes_back(kiosk, key.code)
    kiosk.sees(EnterPin if steps == 0 else MySpace)


def test_a_door_that_jams_at_the_start_gives_another_compartment_to_the_same_code(kiosk: Kiosk) -> None:
    key = begins(kiosk)
    kiosk.presses(SpaceCodeChoice.OPEN)
    for _ in range(2):
        kiosk.lock_says(Jammed())
        kiosk.sees(PressDoor)
        kiosk.presses(PressChoice.TRY_AGAIN)
    kiosk.lock_says(Jammed())
    kiosk.lock_says()
    put = kiosk.sees(PutThings)
    assert put.label != key.label
    kiosk.closes(put.label)
    kiosk.presses(MySpaceChoice.DONE)
    assert kiosk.ledger.holding(key.label).condition is Condition.BROKEN
    comes_back(kiosk, key.code)
    assert kiosk.sees(MySpace).label == put.label


def test_where_it_costs_nothing_it_can_be_kept_for_one_more_term(kiosk: Kiosk) -> None:
    key = moves_in(kiosk)
    assert not kiosk.sees(MySpace).longer
    kiosk.presses(MySpaceChoice.DONE)
    hours(kiosk, 30)
    comes_back(kiosk, key.code)
    assert kiosk.sees(MySpace).over
    kiosk.presses(MySpaceChoice.LONGER)
    mine = kiosk.sees(MySpace)
    assert (mine.over, mine.longer) == (False, False)
    longer = [e for e in kiosk.events() if isinstance(e, TenancyExtended)]
    assert abs(longer[0].until - kiosk.clock.now() - timedelta(hours=24)) < timedelta(minutes=1)


def test_who_never_comes_back_is_cleared_and_told_where_their_things_are(kiosk: Kiosk) -> None:
    worker = kiosk.staff("technician")
    key = moves_in(kiosk)
    kiosk.presses(MySpaceChoice.DONE)
    hours(kiosk, 24 + 80)
    task = next(t for t in kiosk.ledger.tasks.values() if t.kind is TaskKind.CLEAR)
    assert (task.compartment, task.role) == (key.label, "technician")
    # Until somebody has been there, it is still theirs.
    comes_back(kiosk, key.code)
    assert kiosk.sees(MySpace).over
    kiosk.presses(MySpaceChoice.DONE)
    kiosk.signs_in(worker)
    kiosk.presses(WorkshopChoice.TASKS)
    kiosk.presses(Picked(task.id))
    kiosk.lock_says()
    kiosk.closes(key.label)
    kiosk.sees(WhatWasInside)
    kiosk.presses(FoundChoice.TAKEN_OUT)
    number = kiosk.sees(MarkFind).code
    kiosk.presses(OkChoice.OK)
    kiosk.goes_back()
    assert kiosk.ledger.tenancies == {}
    kiosk.waits(400)
    comes_back(kiosk, key.code)
    assert kiosk.sees(Sorry).kind is SorryKind.CLEARED
    # Once it is handed out elsewhere, the operator says so, and the code is nobody's.
    kiosk.waits(400)
    withdrawn = kiosk.book.vault.consignments_with(number)
    assert withdrawn
    assert withdraw(kiosk.means, Withdraw(number)) == ""
    comes_back(kiosk, key.code)
    kiosk.sees(EnterPin)


def test_a_space_that_costs_something_is_not_offered_where_nobody_can_pay(tmp_path: Path) -> None:
    file = tmp_path / "paid.toml"
    write_changed(DEMO, file, {"services": ["parcel", "storage"]})
    kiosk = Kiosk(tmp_path / "data", file)
    kiosk.lines_up()
    assert kiosk.sees(Home).verbs == ()
    kiosk.end()


def test_the_space_begins_under_the_rules_of_that_moment(kiosk: Kiosk) -> None:
    moves_in(kiosk)
    began = next(e for e in kiosk.events() if isinstance(e, TenancyBegan))
    assert began.rules in kiosk.ledger.rules
    assert kiosk.site.services["storage"].rules == kiosk.ledger.rules[began.rules]


def test_going_back_from_the_sizes_ends_the_visit_and_begins_nothing(kiosk: Kiosk) -> None:
    kiosk.presses(Verb.STORE)
    kiosk.sees(ChooseSpace)
    kiosk.presses(BackChoice.BACK)
    assert kiosk.is_home()
    assert not any(isinstance(e, TenancyBegan) for e in kiosk.events())
