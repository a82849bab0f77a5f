"""The checks can fail: each of these scripts does one thing that must not be, and is caught at it."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from hardware.outcomes.locks import Opened
from kiosk.access.credentials import Proved
from kiosk.access.grants import grant
from kiosk.custody.doors.events import GrantGiven, OpeningAdded, OpeningEnded, OpeningIntended, VisitEnded
from kiosk.custody.event import Event
from kiosk.custody.ids import ConsignmentId, GrantId, IntentId, TaskId
from kiosk.custody.ledger import Ledger
from kiosk.custody.things.events import (
    Collected,
    DepositUndone,
    Inspected,
    LeftInside,
    PersonReported,
    Quarantined,
    Released,
    Reserved,
)
from kiosk.custody.words import Act, Audience, DoorResult, Ending, Reported, TaskKind, Why
from kiosk.custody.work.events import TaskMade
from kiosk.journeys.desk import Desk
from kiosk.journeys.doors.effects import DoorClosed, DoorEvents, OpenDoor, Park, watch
from kiosk.journeys.doors.opening import until_closed
from kiosk.journeys.doors.screens import CloseDoor, CloseWhy
from kiosk.journeys.effects import After, Draw, Record, VisitOver, ask
from kiosk.journeys.front.screens import OutOfService, OutReason, Sorry, SorryKind
from kiosk.journeys.handover.screens import PutChoice, PutParcel, TakeChoice, TakeParcel
from tests.journeys.explorer import Explorer, NoEndError, explore
from tests.journeys.moment import Scene
from tests.journeys.scenes.scenes import (
    COURIER,
    SERVICE,
    VISITOR,
    announced,
    cabinet,
    ledger,
    lying,
    scene,
    signed_in,
    staff,
)

P1 = ConsignmentId("p1")
BRINGER = Proved(COURIER, Audience.STAFF)


def here(journey: Any, who: Proved = VISITOR) -> Scene:
    """Parcel p1 waits in compartment 1; compartment 2 is free, and p2 is announced."""
    book = ledger(*staff(), *lying("p1", "1"), announced("p2", "S"))
    return signed_in(who, journey, scene("wrong", book, cabinet("S", "S")))


async def _granted(desk: Desk, who: Proved, label: str = "1") -> GrantId:
    drawn = await Draw()
    given = grant(desk.ledger, drawn, who, Act.COLLECT, P1, label)
    assert given is not None
    await Record(given)
    return given.grant


async def collects_without_opening(desk: Desk, who: Proved) -> None:
    await Record(Collected(P1, "1"))


async def collects_before_the_door_is_shut(desk: Desk, who: Proved) -> None:
    given = await _granted(desk, who)
    outcome = await OpenDoor(given, "1")
    if isinstance(outcome, Opened):
        await Record(Collected(P1, "1"))


async def collects_what_may_still_be_inside(desk: Desk, who: Proved) -> None:
    given = await _granted(desk, who)
    outcome = await OpenDoor(given, "1")
    if isinstance(outcome, Opened):
        answer = await ask(TakeParcel("1", desk.place("1")), DoorEvents("1"))
        if isinstance(answer, DoorClosed):
            await Record(Collected(P1, "1"))


async def opens_twice_with_one_grant(desk: Desk, who: Proved) -> None:
    given = await _granted(desk, who)
    outcome = await OpenDoor(given, "1")
    if isinstance(outcome, Opened):
        await watch("1", 30)
        await OpenDoor(given, "1")


async def gives_itself_another_opening(desk: Desk, who: Proved) -> None:
    given = await _granted(desk, who)
    outcome = await OpenDoor(given, "1")
    if isinstance(outcome, Opened):
        await Record(OpeningAdded(given, Act.COLLECT))


async def grants_itself_two_openings(desk: Desk, who: Proved) -> None:
    await Record(GrantGiven(GrantId("g"), who.party, Act.COLLECT, P1, "1", openings=2))


async def opens_without_a_grant(desk: Desk, who: Proved) -> None:
    await OpenDoor(GrantId("g"), "1")


async def opens_another_door(desk: Desk, who: Proved) -> None:
    given = await _granted(desk, who)
    await OpenDoor(given, "2")


async def writes_the_intent_itself(desk: Desk, who: Proved) -> None:
    given = await _granted(desk, who)
    await Record(OpeningIntended(IntentId("i"), given, "1"), OpeningEnded(IntentId("i"), DoorResult.OPENED))


async def goes_on_when_left(desk: Desk, who: Proved) -> None:
    try:
        await ask(Sorry(SorryKind.REFUSED))
    except VisitOver:
        await ask(Sorry(SorryKind.REFUSED))


async def frees_what_is_called_occupied(desk: Desk, who: Proved) -> None:
    drawn = await Draw()
    given = GrantGiven(GrantId(drawn), who.party, Act.DEPOSIT, "p2", "2")
    await Record(Reserved("2"), given)
    outcome = await OpenDoor(given.grant, "2")
    if not isinstance(outcome, Opened):
        return
    place = desk.place("2")
    answer = await ask(PutParcel("2", place, "label"))
    if answer is not PutChoice.OCCUPIED:
        return
    await Record(PersonReported("2", Reported.OCCUPIED))
    closing = CloseDoor("2", place, CloseWhy.OCCUPIED)
    await until_closed("2", SERVICE, closing, closing)
    await Record(Released("2"))


async def loses_the_claim(desk: Desk, who: Proved) -> None:
    await Record(Inspected("1", empty=False), DepositUndone(P1, "1"))


async def halts_and_asks_nobody(desk: Desk, who: Proved) -> None:
    given = await _granted(desk, who)
    outcome = await OpenDoor(given, "1")
    if isinstance(outcome, Opened):
        answer = await ask(TakeParcel("1", desk.place("1")))
        if answer is TakeChoice.NOT_MINE:
            await Record(Quarantined("1", Why.REPORTED))


async def opens_for_whoever_came_back(desk: Desk, who: Proved) -> None:
    given = await _granted(desk, who)
    outcome = await OpenDoor(given, "1")
    if isinstance(outcome, Opened):
        await Park("1")
        await Record(LeftInside(P1, "1"))
        again = await _granted(desk, who)
        await OpenDoor(again, "1")


async def asks_when_nobody_is_there(desk: Desk, who: Proved) -> None:
    given = await _granted(desk, who)
    outcome = await OpenDoor(given, "1")
    if isinstance(outcome, Opened):
        await Park("1")
        await ask(Sorry(SorryKind.REFUSED))


async def asks_what_nothing_answers(desk: Desk, who: Proved) -> None:
    await ask(OutOfService(OutReason.STORAGE))


async def makes_the_same_task_twice(desk: Desk, who: Proved) -> None:
    for n, _ in enumerate("ab"):
        await Record(TaskMade(TaskId(f"t{n}"), TaskKind.INSPECT, "1", "technician"))


@pytest.mark.parametrize(
    ("journey", "fault"),
    [
        (collects_without_opening, "Collected of 1 whose door did not open for it"),
        (collects_before_the_door_is_shut, "Collected of 1 whose door is open"),
        (collects_what_may_still_be_inside, "1 is called collected, and nobody said that it was taken"),
        (opens_twice_with_one_grant, "the script asks for door 1: used_up"),
        (gives_itself_another_opening, "one more opening of 1 that nothing allows"),
        (grants_itself_two_openings, "a grant with 2 openings"),
        (opens_without_a_grant, "the script asks for door 1: no_grant"),
        (opens_another_door, "the script asks for door 2: not_this_door"),
        (writes_the_intent_itself, "the script itself says OpeningIntended"),
        (goes_on_when_left, "the person left and the script went on"),
        (frees_what_is_called_occupied, "2 counts as free, and it is in doubt"),
        (loses_the_claim, "the claim to p1 was lost"),
        (halts_and_asks_nobody, "1 is quarantined and nobody is asked to look"),
        (opens_for_whoever_came_back, "door 1 opens for whoever came after the screen was given to others"),
        (asks_when_nobody_is_there, "Sorry is shown to nobody"),
        (asks_what_nothing_answers, "nothing can answer"),
        (makes_the_same_task_twice, "2 tasks to inspect at 1"),
    ],
)
def test_a_wrong_script_is_caught(journey: Any, fault: str) -> None:
    who = BRINGER if journey is frees_what_is_called_occupied else VISITOR
    explorer = Explorer(here(journey, who))
    found = explorer.look_around()
    assert any(what.startswith(fault) for what in found.faults), "\n".join(found.faults)


async def never_ends(desk: Desk, who: Proved) -> None:
    while True:
        await ask(OutOfService(OutReason.LOCKS), After(1))


async def counts_for_ever(desk: Desk, who: Proved) -> None:
    count = 0
    while True:
        await ask(Sorry(SorryKind.REFUSED), After(1))
        count += 1


@pytest.mark.parametrize("journey", [never_ends, counts_for_ever])
def test_a_script_without_an_end_is_caught(journey: Any) -> None:
    with pytest.raises(NoEndError):
        explore(here(journey), limit=200)


def _forgets_to_settle(ledger: Ledger, visit: object, how: Ending) -> tuple[Event, ...]:
    return ()


def _forgets_the_doubt(ledger: Ledger, visit: object, how: Ending) -> tuple[Event, ...]:
    return (VisitEnded(how),)


async def opens_a_free_one(desk: Desk, who: Proved) -> None:
    drawn = await Draw()
    given = GrantGiven(GrantId(drawn), who.party, Act.DEPOSIT, "p2", "2")
    await Record(given)
    await OpenDoor(given.grant, "2")


@pytest.mark.parametrize(
    ("settling", "fault"),
    [
        (_forgets_to_settle, "the visit is not settled (visit finished)"),
        (_forgets_the_doubt, "2 counts as free, and it is in doubt (visit interrupted)"),
    ],
)
def test_a_wrong_settling_is_caught(settling: Any, fault: str) -> None:
    wrong = replace(here(opens_a_free_one, BRINGER), settle=settling)
    assert fault in explore(wrong).faults
