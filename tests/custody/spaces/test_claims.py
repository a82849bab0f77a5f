"""Whose a rented space is: its holder opens it as often as they like, and nobody else does."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from kiosk.custody.cabinet.allocation import is_free
from kiosk.custody.doors.claims import Facts, Refusal, can_exercise, may_open
from kiosk.custody.doors.events import DoorShut, GrantGiven, VisitBegan
from kiosk.custody.doors.gates import Surroundings
from kiosk.custody.event import Event
from kiosk.custody.ids import PartyId
from kiosk.custody.ledger import Ledger
from kiosk.custody.proofs.events import CredentialTried
from kiosk.custody.proofs.factors import Rule
from kiosk.custody.services.events import GroupSet
from kiosk.custody.services.rules import GateKind, GateRule, Selector, SelectorKind
from kiosk.custody.spaces.claims import spaces_of
from kiosk.custody.spaces.events import TenancyEnded, TenancyUsed
from kiosk.custody.things.events import MarkedBroken, MarkedUnknown
from kiosk.custody.words import Act, Audience, DoorResult, TenancyEnd, Way, Why
from tests.custody.book import (
    ANNA,
    BEN,
    COURIER,
    NOON,
    P1,
    STAFF,
    VISIT,
    G,
    after,
    announced,
    cabinet,
    compartment,
    facts,
    granted,
    opened,
    signed_in,
)
from tests.custody.spaces.lockers import LEAVE, OPEN, RENT, STORAGE, T, begun, rented, renting, storage

USED = TenancyUsed(T, "1")
SHUT = DoorShut("1")


def asking(book: Ledger, act: Act, who: PartyId = ANNA, label: str = "1") -> Refusal | None:
    """What the rule says to somebody who has shown who they are, and asks for this."""
    book = after(*signed_in(who), granted(who, act, T, label), visit=VISIT, onto=book)
    return may_open(facts(book), VISIT, G, label)


def test_a_space_is_begun_once_and_then_opened_as_often_as_its_holder_likes() -> None:
    book = rented()
    assert asking(book, Act.BEGIN) is None
    assert asking(book, Act.USE) is Refusal.NO_CLAIM
    book = after(USED, onto=book)
    for _ in range(3):
        assert asking(book, Act.USE) is None
        assert asking(book, Act.END) is None
        book = after(USED, onto=book)
    assert asking(book, Act.BEGIN) is Refusal.NO_CLAIM


@pytest.mark.parametrize("act", [Act.BEGIN, Act.USE, Act.END])
def test_it_opens_for_nobody_else(act: Act) -> None:
    book = rented() if act is Act.BEGIN else rented(USED)
    assert asking(book, act, BEN) is Refusal.NO_CLAIM
    assert asking(after(*STAFF, onto=book), act, COURIER) is Refusal.NO_CLAIM
    assert asking(book, act, label="2") is Refusal.NO_CLAIM
    ended = after(TenancyEnded(T, "1", TenancyEnd.GIVEN_BACK), onto=book)
    assert asking(ended, act) is Refusal.NO_CLAIM


def test_whoever_begins_it_without_a_name_is_known_by_their_visit() -> None:
    here = (VisitBegan("space", "harbour"), begun(), granted(ANNA, Act.BEGIN, T, "1"))
    book = renting(*here)
    assert may_open(facts(book), VISIT, G, "1") is None
    book = after(*opened("1"), USED, SHUT, granted(ANNA, Act.USE, T, "1"), visit=VISIT, onto=book)
    assert may_open(facts(book), VISIT, G, "1") is None
    other = after(VisitBegan("space", "forest"), visit=PartyId("other"), onto=book)  # type: ignore[arg-type]
    assert other.visits[VISIT].tenancies == (T,)
    late = after(*here[:1], granted(ANNA, Act.USE, T, "1"), visit=VISIT, onto=rented(USED))
    assert may_open(facts(late), VISIT, G, "1") is Refusal.NOT_PROVEN


def test_where_the_service_wants_a_name_the_visit_alone_does_not_do() -> None:
    rules = storage(replace(RENT, proof=Rule()), OPEN, LEAVE)
    here = (VisitBegan("space", "harbour"), begun(rules=rules), granted(ANNA, Act.BEGIN, T, "1"))
    assert may_open(facts(renting(*here, rules=rules)), VISIT, G, "1") is Refusal.MORE_PROOF


def test_a_service_may_want_more_proof_to_open_it_again() -> None:
    rules = storage(RENT, replace(OPEN, proof=Rule(factors=2)), LEAVE)
    book = rented(USED, rules=rules)
    assert asking(book, Act.USE) is Refusal.MORE_PROOF
    shown = CredentialTried(Way.TYPE, Audience.VISITOR, ANNA)
    book = after(*signed_in(ANNA), shown, granted(ANNA, Act.USE, T, "1"), visit=VISIT, onto=book)
    assert may_open(facts(book), VISIT, G, "1") is None


def test_a_group_rents_together() -> None:
    club = Selector(SelectorKind.GROUP, "club")
    book = after(GroupSet("club", (ANNA, BEN)), onto=after(begun(to=club), USED))
    assert asking(book, Act.USE, BEN) is None
    assert [one.id for one in spaces_of(book, BEN)] == [T]
    left = after(GroupSet("club", (ANNA,)), onto=book)
    assert asking(left, Act.USE, BEN) is Refusal.NO_CLAIM
    assert spaces_of(left, BEN) == ()


def test_nothing_else_goes_into_a_rented_space_and_nobody_tries_its_lock() -> None:
    book = after(*STAFF, announced(P1), onto=rented(USED))
    assert not is_free(book, compartment("1", "S", 90))
    assert is_free(book, compartment("2", "S", 90))
    assert not can_exercise(book, "1")
    assert not book.is_empty
    laying = GrantGiven(G, COURIER, Act.DEPOSIT, P1, "1")
    book = after(*signed_in(COURIER, Audience.STAFF), laying, visit=VISIT, onto=book)
    assert may_open(facts(book), VISIT, G, "1") is Refusal.NO_CLAIM


@pytest.mark.parametrize(
    ("happened", "use", "begin"),
    [
        (MarkedUnknown("1", Why.FORCED), None, Refusal.CONDITION),
        (MarkedBroken("1", Why.JAMMED), None, None),
        (MarkedBroken("1", Why.WITHDRAWN), Refusal.CONDITION, Refusal.CONDITION),
    ],
)
def test_the_holder_opens_a_space_whose_content_nobody_else_knew_anyway(
    happened: Event, use: Refusal | None, begin: Refusal | None
) -> None:
    assert asking(rented(USED, happened), Act.USE) is use
    assert asking(rented(happened), Act.BEGIN) is begin


def test_gates_stand_before_a_space_as_well() -> None:
    hours = storage(
        RENT, replace(OPEN, gates=(GateRule(GateKind.HOURS), GateRule(GateKind.AFTER, "rent"))), LEAVE
    )
    book = rented(USED, rules=hours)
    book = after(*signed_in(ANNA), granted(ANNA, Act.USE, T, "1"), visit=VISIT, onto=book)
    where = cabinet(compartment("1", "S", 90))
    for now_open, refusal in ((True, None), (False, Refusal.GATE), (None, Refusal.GATE)):
        seen = Facts(book, where, {}, NOON, around=Surroundings(now_open))
        assert may_open(seen, VISIT, G, "1") is refusal


def test_a_stuck_lock_is_not_told_for_ever() -> None:
    book = after(*signed_in(ANNA), granted(ANNA, Act.USE, T, "1"), visit=VISIT, onto=rented(USED))
    unknown = after(*opened("1", DoorResult.UNKNOWN), granted(ANNA, Act.USE, T, "1"), visit=VISIT, onto=book)
    assert may_open(facts(unknown), VISIT, G, "1") is Refusal.STUCK


def test_the_rules_are_those_of_the_day_it_began() -> None:
    assert rented().tenancies[T].rules == STORAGE.digest
    assert rented().tenancies[T].until == NOON + timedelta(days=1)
