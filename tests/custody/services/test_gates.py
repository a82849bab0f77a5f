"""What must be so before a hand-over: each gate open, shut and unknown; and the door rule asks them."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from kiosk.custody.doors.claims import Refusal, goes_back_from, may_open
from kiosk.custody.doors.gates import ANYWHERE, Surroundings, surroundings
from kiosk.custody.event import Event
from kiosk.custody.ids import ConsignmentId
from kiosk.custody.ledger import Ledger
from kiosk.custody.services.calendar import Calendar
from kiosk.custody.services.events import GateTold
from kiosk.custody.services.rules import GateKind, GateRule, Unknown
from kiosk.custody.things.events import Announced, Collected, Deposited, LegsChanged
from kiosk.custody.words import Act
from tests.custody.book import ANNA, COURIER, NOON, P1, P2, STAFF, VISIT, G, after, facts, granted, signed_in
from tests.custody.services.shop import BRING, BRINGER, FETCH, coming, service

ALWAYS_SHUT = Surroundings(open_now=False)


def gated(*gates: GateRule) -> tuple[Event, ...]:
    """A parcel for Anna whose hand-over has these gates is in 1."""
    rules = service(BRING, replace(FETCH, gates=gates), name="guarded")
    return (*STAFF, *coming(rules, P1, recipient=ANNA), Deposited(P1, "1"))


def refusal(ledger: Ledger, around: Surroundings = ANYWHERE, now: datetime = NOON) -> Refusal | None:
    """Of the door rule, for Anna at 1."""
    began = after(*signed_in(ANNA), granted(ANNA, Act.COLLECT, P1, "1"), onto=ledger, visit=VISIT)
    return may_open(replace(facts(began, now=now), around=around), VISIT, G, "1")


TOLD = GateRule(GateKind.RELEASED)


def test_what_nobody_has_said_is_shut_unless_the_service_says_open() -> None:
    assert refusal(after(*gated(TOLD))) is Refusal.GATE
    assert refusal(after(*gated(replace(TOLD, unknown=Unknown.OPEN)))) is None


@pytest.mark.parametrize("about", [P1, "case"])
def test_the_last_word_counts_of_the_thing_or_of_its_case(about: str) -> None:
    lying = after(*gated(TOLD))
    lying = replace(lying, consignments={P1: replace(lying.consignments[P1], case="case")})
    told = after(GateTold(about, GateKind.RELEASED, is_open=True), onto=lying)
    assert refusal(told) is None
    assert refusal(after(GateTold(about, GateKind.RELEASED, is_open=False), onto=told)) is Refusal.GATE
    other = after(GateTold("another case", GateKind.RELEASED, is_open=True), onto=lying)
    assert refusal(other) is Refusal.GATE


def test_a_word_is_unknown_again_after_too_long_a_silence() -> None:
    told = after(GateTold(P1, GateKind.RELEASED, is_open=True), onto=after(*gated(replace(TOLD, fresh=600))))
    assert refusal(told, Surroundings(heard=NOON - timedelta(seconds=600))) is None
    assert refusal(told, Surroundings(heard=NOON - timedelta(seconds=601))) is Refusal.GATE
    assert refusal(told, Surroundings(heard=None)) is Refusal.GATE


def test_hours_and_temperature_ask_the_surroundings() -> None:
    hours, warm = after(*gated(GateRule(GateKind.HOURS))), after(*gated(GateRule(GateKind.TEMPERATURE)))
    assert refusal(hours) is None
    assert refusal(hours, ALWAYS_SHUT) is Refusal.GATE
    assert refusal(hours, Surroundings(open_now=None)) is Refusal.GATE
    assert refusal(warm, Surroundings(in_band={"1": True})) is None
    assert refusal(warm, Surroundings(in_band={"1": False})) is Refusal.GATE
    assert refusal(warm, Surroundings(in_band={"1": None})) is Refusal.GATE
    assert refusal(warm) is Refusal.GATE


def test_nobody_knows_the_hours_by_a_clock_that_cant_be_trusted_unless_it_is_always_open() -> None:
    never_open = Calendar(UTC, ((),) * 7)
    assert surroundings(never_open, NOON, {}, trusted=False).open_now is None
    assert surroundings(never_open, NOON, {}, trusted=True).open_now is False
    assert surroundings(Calendar(), NOON, {}, trusted=False).open_now is True


def of_case(thing: ConsignmentId, case: str, ledger: Ledger) -> Ledger:
    return replace(
        ledger,
        consignments={**ledger.consignments, thing: replace(ledger.consignments[thing], case=case)},
    )


def test_complete_is_when_every_thing_of_the_case_is_in() -> None:
    first = after(*gated(GateRule(GateKind.COMPLETE)))
    assert refusal(first) is None
    second = Announced(P2, "guarded", first.consignments[P1].legs, case="case")
    two = of_case(P1, "case", after(second, onto=first))
    assert refusal(two) is Refusal.GATE
    bringing = replace(two.consignments[P2], legs=(*two.consignments[P1].legs, *two.consignments[P1].legs))
    two = replace(two, consignments={**two.consignments, P2: bringing})
    assert refusal(after(Deposited(P2, "2"), onto=two)) is None


def test_after_wants_another_step_of_the_case_once_or_in_this_very_visit() -> None:
    """The new one is handed out once the old one was taken away."""
    for same_visit in (False, True):
        gate = GateRule(GateKind.AFTER, step="fetch", same_visit=same_visit)
        both = after(*gated(gate), *coming(service(BRING, FETCH), P2, recipient=ANNA), Deposited(P2, "2"))
        both = of_case(P1, "case", of_case(P2, "case", both))
        assert refusal(both) is Refusal.GATE
        began = after(*signed_in(ANNA), onto=both, visit=VISIT)
        done = after(Collected(P2, "2"), onto=began, visit=VISIT)
        done = after(granted(ANNA, Act.COLLECT, P1, "1"), onto=done, visit=VISIT)
        assert may_open(facts(done), VISIT, G, "1") is None
        earlier = after(Collected(P2, "2"), onto=both)
        assert refusal(earlier) is (Refusal.GATE if same_visit else None)


def test_what_goes_back_passes_every_gate_and_is_known_to_have_been_theirs() -> None:
    lying = after(*gated(TOLD))
    leg = lying.consignments[P1].leg
    back = replace(leg, by=(BRINGER,), recalled=True, was=leg.by)
    recalled = after(LegsChanged(P1, (back,)), onto=lying)
    visit = after(*signed_in(COURIER), granted(COURIER, Act.COLLECT, P1, "1"), onto=recalled, visit=VISIT)
    assert may_open(replace(facts(visit), around=ALWAYS_SHUT), VISIT, G, "1") is None
    assert goes_back_from(recalled, ANNA) == (recalled.consignments[P1],)
    assert goes_back_from(lying, ANNA) == ()
