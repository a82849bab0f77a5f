"""The fold: total, pure, and its sums agree whatever the journal says."""

from __future__ import annotations

import dataclasses
from collections import Counter
from datetime import datetime, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from hardware.outcomes.faces import FaceRefusal
from hardware.outcomes.power import PowerSource
from kiosk.custody.boards.boards import BoardCount
from kiosk.custody.doors.events import (
    DoorShut,
    GrantGiven,
    OpeningEnded,
    OpeningIntended,
    VisitBegan,
    VisitEnded,
    VisitParked,
)
from kiosk.custody.doors.settle import settle
from kiosk.custody.event import Event
from kiosk.custody.events import EVENTS
from kiosk.custody.fold import fold
from kiosk.custody.ids import (
    ChargeId,
    ConsignmentId,
    GrantId,
    IntentId,
    PartyId,
    PaymentId,
    TaskId,
    TenancyId,
    VisitId,
)
from kiosk.custody.ledger import EMPTY, Ledger, Recorded, Staff
from kiosk.custody.machine.updates import UndoReason, UpdateFault
from kiosk.custody.money.words import BookedHow, DeclineReason, MoneyDecision, PayResult, PayWay, PayWhat
from kiosk.custody.proofs.events import CredentialTried, WayLimit
from kiosk.custody.services.rules import (
    ChargeKind,
    EvidenceKind,
    GateKind,
    Money,
    PauseReason,
    Privacy,
    Selector,
    SelectorKind,
    ServiceRules,
    ThingRule,
)
from kiosk.custody.things.events import (
    Collected,
    Deposited,
    DepositUndone,
    Inspected,
    Leg,
    MarkedBroken,
    MarkedUnknown,
    Quarantined,
    Released,
    for_party,
    for_role,
)
from kiosk.custody.words import (
    Act,
    Alarm,
    Audience,
    ClockReason,
    Condition,
    DoorResult,
    Ending,
    Forgotten,
    Found,
    Kind,
    Leaving,
    Level,
    OrderOutcome,
    Reported,
    SensorWord,
    Stage,
    TaskKind,
    TenancyEnd,
    TokenFault,
    Way,
    Why,
)
from tests.custody.book import (
    ANNA,
    COURIER,
    NOON,
    P1,
    P2,
    STAFF,
    VISIT,
    after,
    announced,
    granted,
    lying,
    opened,
    signed_in,
)

# --- whatever the journal says ------------------------------------------------------------------

ID_TYPES = {
    "ConsignmentId": st.sampled_from([ConsignmentId("p1"), ConsignmentId("p2")]),
    "PartyId": st.sampled_from([PartyId("anna"), PartyId("courier")]),
    "GrantId": st.sampled_from([GrantId("g1"), GrantId("g2")]),
    "IntentId": st.sampled_from([IntentId("i1"), IntentId("i2")]),
    "TenancyId": st.sampled_from([TenancyId("s1"), TenancyId("s2")]),
    "TaskId": st.sampled_from([TaskId("t1"), TaskId("t2")]),
    "ChargeId": st.sampled_from([ChargeId("c1"), ChargeId("c2")]),
    "PaymentId": st.sampled_from([PaymentId("y1"), PaymentId("y2")]),
}
BRINGER = Staff(PartyId("courier"), "courier", "swift")
LABELS = st.sampled_from(["1", "2"])
LEGS = st.lists(
    st.sampled_from([Leg(Act.DEPOSIT, for_role("courier")), Leg(Act.COLLECT, for_party(PartyId("anna")))]),
    max_size=2,
).map(tuple)
LIMITS = st.lists(st.sampled_from([WayLimit(Way.TYPE, Audience.VISITOR, 2, 9)]), max_size=1).map(tuple)
RULES = ServiceRules("parcel", 1, "d1", "swift", Privacy.PLAIN, (ThingRule("thing"),), ())
ENUMS = (
    Act,
    Alarm,
    Audience,
    BookedHow,
    MoneyDecision,
    ChargeKind,
    ClockReason,
    DeclineReason,
    DoorResult,
    Ending,
    EvidenceKind,
    FaceRefusal,
    Forgotten,
    Found,
    GateKind,
    Kind,
    Leaving,
    Level,
    OrderOutcome,
    PauseReason,
    PayResult,
    PayWay,
    PayWhat,
    PowerSource,
    Reported,
    SensorWord,
    TaskKind,
    TenancyEnd,
    TokenFault,
    UndoReason,
    UpdateFault,
    Way,
    Why,
)


def _field(name: str, kind: str) -> st.SearchStrategy[object]:
    bare = kind.removesuffix(" | None")
    by_kind: dict[str, st.SearchStrategy[object]] = {
        **ID_TYPES,
        **{enum.__name__: st.sampled_from(list(enum)) for enum in ENUMS},
        "tuple[Leg, ...]": LEGS,
        "tuple[ConsignmentId, ...]": st.lists(ID_TYPES["ConsignmentId"], max_size=2).map(tuple),
        "tuple[BoardCount, ...]": st.just((BoardCount("A", 100, 97, 1, 2),)),
        "tuple[Kind, ...]": st.lists(st.sampled_from(list(Kind)), max_size=2).map(tuple),
        "tuple[WayLimit, ...]": LIMITS,
        "tuple[str, ...]": st.lists(LABELS, max_size=2).map(tuple),
        "tuple[PartyId, ...]": st.lists(ID_TYPES["PartyId"], max_size=2).map(tuple),
        "tuple[PauseReason, ...]": st.lists(st.sampled_from(list(PauseReason)), max_size=2).map(tuple),
        "Money": st.just(Money(250, "EUR")),
        "Selector": st.sampled_from([Selector(SelectorKind.PARTY, "anna"), Selector(SelectorKind.ANYONE)]),
        "datetime": st.integers(-100, 100).map(lambda minutes: NOON + timedelta(minutes=minutes)),
        "ServiceRules": st.just(RULES),
        "int": st.integers(0, 3),
        "bool": st.booleans(),
        "str": LABELS if name in {"compartment", "door", "source"} else st.sampled_from(["courier", "S", ""]),
    }
    found = by_kind[bare]
    return st.none() | found if kind.endswith("| None") else found


def any_of(kind: type[Event]) -> st.SearchStrategy[Event]:
    fields = {field.name: _field(field.name, str(field.type)) for field in dataclasses.fields(kind)}
    return st.builds(kind, **fields)


ANY_EVENT = st.one_of([any_of(kind) for kind in EVENTS.values()])
ROWS = st.lists(
    st.tuples(
        st.integers(-100, 100).map(lambda minutes: NOON + timedelta(minutes=minutes)),
        st.sampled_from([None, VisitId("v1"), VisitId("v2")]),
        st.sampled_from(["", "courier"]),
        ANY_EVENT,
    ),
    max_size=25,
)


def folded(rows: list[tuple[datetime, VisitId | None, str, Event]]) -> Ledger:
    ledger = EMPTY
    for seq, (at, visit, actor, event) in enumerate(rows):
        ledger = fold(ledger, Recorded(seq, at, visit, "swift", actor, event))
        agrees(ledger)
    return ledger


def agrees(ledger: Ledger) -> None:
    """A thing is in one compartment, and the compartment knows it; what is nowhere is announced."""
    inside = Counter(thing for holding in ledger.holdings.values() for thing in holding.things)
    assert all(times == 1 for times in inside.values())
    assert set(inside) == {c.id for c in ledger.consignments.values() if c.compartment is not None}
    for thing in ledger.consignments.values():
        assert (thing.compartment is None) is (thing.stage is Stage.ANNOUNCED)
        assert thing.compartment is None or thing.id in ledger.holding(thing.compartment).things
    assert ledger.exposed <= set(inside)
    rented = {holding.tenancy: label for label, holding in ledger.holdings.items() if holding.tenancy}
    assert rented == {one.id: one.compartment for one in ledger.tenancies.values()}
    begun = {one for visit in ledger.visits.values() for one in visit.tenancies}
    assert begun <= ledger.tenancies.keys()
    # What is asked of it can always be asked.
    ledger.waiting_for(PartyId("anna"))
    ledger.announced_for(BRINGER)


@settings(max_examples=300, deadline=None)
@given(ROWS)
def test_any_journal_folds_and_its_sums_agree(
    rows: list[tuple[datetime, VisitId | None, str, Event]],
) -> None:
    assert folded(rows) == folded(rows)


@settings(max_examples=200, deadline=None)
@given(ROWS, st.sampled_from(Ending))
def test_any_visit_can_be_settled_and_is_settled_once(
    rows: list[tuple[datetime, VisitId | None, str, Event]], how: Ending
) -> None:
    ledger = folded(rows)
    for visit in tuple(ledger.visits):
        closing = settle(ledger, visit, how)
        ledger = after(*closing, visit=visit, onto=ledger)
        agrees(ledger)
        assert visit not in ledger.visits
        assert all(holding.held_by != visit for holding in ledger.holdings.values())
        assert all(grant.visit != visit for grant in ledger.grants.values())
        assert settle(ledger, visit, how) == ()


def test_folding_leaves_the_ledger_it_was_given_alone() -> None:
    before = after(*STAFF, *lying(P1, "1"))
    copy = after(*STAFF, *lying(P1, "1"))
    after(Collected(P1, "1"), MarkedUnknown("1", Why.REPORTED), onto=before)
    assert before == copy


# --- what it says -------------------------------------------------------------------------------


def test_a_thing_goes_in_and_out() -> None:
    book = after(announced(P1))
    assert [c.id for c in book.announced_for(BRINGER)] == [P1]
    book = after(Deposited(P1, "1"), onto=book)
    assert [c.id for c in book.waiting_for(ANNA)] == [P1]
    assert book.holding("1").things == (P1,)
    book = after(Collected(P1, "1"), onto=book)
    assert book.consignments == {}
    assert book.holdings == {}


def test_an_undone_deposit_waits_for_the_same_role_again() -> None:
    book = after(*STAFF, *lying(P1, "1"))
    undone = after(DepositUndone(P1, "1"), onto=book, actor=COURIER)
    assert [c.id for c in undone.announced_for(BRINGER)] == [P1]
    assert undone.holdings == {}
    assert after(Deposited(P1, "2"), onto=undone).waiting_for(ANNA)[0].compartment == "2"


def test_two_things_may_lie_in_one_compartment() -> None:
    book = after(*lying(P1, "1"), *lying(P2, "1"), Collected(P1, "1"))
    assert book.holding("1").things == (P2,)


def test_what_is_inspected_and_empty_leaves_the_book() -> None:
    book = after(*lying(P1, "1"), MarkedUnknown("1", Why.REPORTED), Inspected("1", empty=True))
    assert book.consignments == {}
    assert book.holdings == {}


def test_what_is_refused_stays_halted_until_it_is_taken_away() -> None:
    book = after(*lying(P1, "1"), Quarantined("1", Why.REPORTED))
    assert book.waiting_for(ANNA) == ()
    for middle in (MarkedBroken("1", Why.JAMMED), MarkedUnknown("1", Why.FORCED)):
        looked = after(middle, Inspected("1", empty=False), onto=book)
        assert looked.holding("1").condition is Condition.QUARANTINED
    assert after(Inspected("1", empty=True), onto=book).consignments == {}


def test_a_grant_is_used_up_by_its_intent() -> None:
    book = after(
        *signed_in(ANNA), granted(ANNA, Act.COLLECT, P1, "1"), visit=VISIT, onto=after(*lying(P1, "1"))
    )
    book = after(*opened("1", None), visit=VISIT, onto=book)
    assert [g.openings for g in book.grants.values()] == [0]
    assert book.holding("1").held_by == VISIT
    assert book.doors_open == frozenset()
    book = after(OpeningEnded(IntentId("intent"), DoorResult.OPENED), visit=VISIT, onto=book)
    assert book.doors_open == {"1"}


def test_an_opening_that_was_not_sent_is_forgotten_and_its_grant_stays_used() -> None:
    book = after(
        *signed_in(ANNA), granted(ANNA, Act.COLLECT, P1, "1"), visit=VISIT, onto=after(*lying(P1, "1"))
    )
    book = after(*opened("1", DoorResult.NOT_SENT), visit=VISIT, onto=book)
    assert book.visits[VISIT].intents == ()
    assert [g.openings for g in book.grants.values()] == [0]


def test_a_long_round_leaves_no_openings_behind() -> None:
    book = after(*STAFF)
    book = after(*signed_in(COURIER, Audience.STAFF), visit=VISIT, onto=book)
    for n in range(40):
        thing = ConsignmentId(f"thing{n}")
        label = str(n)
        book = after(announced(thing), onto=book)
        given_ = GrantGiven(GrantId(f"g{n}"), COURIER, Act.DEPOSIT, thing, label)
        intent = IntentId(f"i{n}")
        book = after(
            given_,
            OpeningIntended(intent, GrantId(f"g{n}"), label),
            OpeningEnded(intent, DoorResult.OPENED),
            DoorShut(label),
            Deposited(thing, label),
            Released(label),
            visit=VISIT,
            onto=book,
        )
    assert book.visits[VISIT].intents == ()
    assert book.grants == {}
    assert len(book.visits[VISIT].deposited) == 40


def test_a_parked_visit_is_no_longer_parked_once_its_door_is_shut() -> None:
    book = after(*signed_in(ANNA), VisitParked("1"), visit=VISIT)
    assert book.visits[VISIT].parked_at == "1"
    assert after(DoorShut("2"), onto=book).visits[VISIT].parked_at == "1"
    assert after(DoorShut("1"), onto=book).visits[VISIT].parked_at is None


def test_only_a_proven_credential_proves() -> None:
    book = after(VisitBegan("collect", "pier"), CredentialTried(Way.TYPE, Audience.VISITOR), visit=VISIT)
    assert book.visits[VISIT].proven == {}


def test_visits_are_numbered() -> None:
    book = after(VisitBegan("collect", "pier"), VisitEnded(Ending.LEFT), visit=VISIT)
    book = after(VisitBegan("collect", "harbour"), visit=VISIT, onto=book)
    assert book.visits[VISIT].number == 2
