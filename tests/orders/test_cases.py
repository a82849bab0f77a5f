"""Orders about what hangs together: by its name or by a label, told once, and refused with a sentence."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from kiosk.custody.ids import ConsignmentId, PartyId
from kiosk.custody.services.events import GateTold, OfferAnswered, OfferMade
from kiosk.custody.services.rules import (
    ClockDeed,
    ClockRule,
    Deadline,
    GateKind,
    GateRule,
    Money,
    Selector,
    SelectorKind,
    Span,
)
from kiosk.custody.things.events import Deposited, LegsChanged
from kiosk.orders.order import PROCEDURES
from kiosk.orders.parcels import Announce
from kiosk.orders.refusal import OrderRefused
from kiosk.orders.things.cases import CaseOrder, MakeOffer, Recall, ShowCase, TellGate
from kiosk.vault.drawing import at_once
from tests.custody.services.shop import BRING, FETCH, coming, service
from tests.custody.services.test_steps import SALE
from tests.visits.rig import Kiosk

THING, SOLD = ConsignmentId("thing"), ConsignmentId("sold")
GUARDED = service(BRING, replace(FETCH, gates=(GateRule(GateKind.RELEASED),)), name="guarded")


@pytest.fixture
def kiosk(tmp_path: Path) -> Iterator[Kiosk]:
    one = Kiosk(tmp_path)
    one.lines_up()
    one.book.record(*coming(GUARDED, THING, recipient=PartyId("anna")), Deposited(THING, "12"))
    yield one
    one.end()


def give(kiosk: Kiosk, order: CaseOrder) -> dict[str, Any]:
    return at_once(PROCEDURES[type(order)].work(kiosk.means, order), kiosk.vault.tag_pin)


def test_a_gate_is_told_and_shown(kiosk: Kiosk) -> None:
    assert give(kiosk, TellGate(THING, is_open=True)) == {"ok": True, "things": 1}
    assert kiosk.events()[-1] == GateTold(THING, GateKind.RELEASED, is_open=True)
    (shown,) = give(kiosk, ShowCase(THING))["things"]
    assert shown["gates"] == {"released": True}
    assert (shown["stage"], shown["compartment"], shown["step"]) == ("waiting", "12", "fetch")
    assert shown["deadline"] == "remind"
    assert give(kiosk, TellGate(THING, is_open=False)) == {"ok": True, "things": 1}
    assert give(kiosk, ShowCase(THING))["things"][0]["gates"] == {"released": False}


@pytest.mark.parametrize(
    ("order", "why"),
    [
        (TellGate("elsewhere", is_open=True), "No parcel or case elsewhere is announced here"),
        (
            TellGate(THING, is_open=True, gate=GateKind.CUSTOMS),
            "No step of thing waits for the gate 'customs'",
        ),
        (TellGate(THING, is_open=True, gate=GateKind.HOURS), "Nobody is asked about the gate 'hours'"),
        (Recall("elsewhere"), "No parcel or case elsewhere"),
        (ShowCase(""), "No parcel or case"),
    ],
)
def test_what_can_t_be_is_said_and_changes_nothing(kiosk: Kiosk, order: CaseOrder, why: str) -> None:
    before = len(kiosk.events())
    with pytest.raises(OrderRefused, match=why):
        give(kiosk, order)
    assert len(kiosk.events()) == before


def test_a_recall_is_the_couriers_task_and_repeated_it_is_the_same(kiosk: Kiosk) -> None:
    told = {"ok": True, "compartments": ["12"], "roles": ["courier"]}
    assert give(kiosk, Recall(THING)) == told
    assert kiosk.ledger.consignments[THING].leg.recalled
    assert give(kiosk, Recall(THING)) == told
    assert sum(isinstance(event, LegsChanged) for event in kiosk.events()) == 1


def test_several_announcements_are_one_case_and_a_label_finds_it(kiosk: Kiosk) -> None:
    for tracking in ("JJD0000000001", "JJD0000000002"):
        kiosk.gives(Announce(tracking, "+49 30 1234567", case="order-1"))
    by_name, by_label = give(kiosk, ShowCase("order-1")), give(kiosk, ShowCase("JJD0000000001"))
    assert by_name == by_label
    assert {thing["tracking"] for thing in by_name["things"]} == {"JJD0000000001", "JJD0000000002"}
    with pytest.raises(OrderRefused, match="Nothing of order-1 is here"):
        give(kiosk, Recall("order-1"))


def test_a_case_can_t_be_named_after_a_person(kiosk: Kiosk) -> None:
    with pytest.raises(OrderRefused, match="A case can't hold a phone"):
        kiosk.gives(Announce("JJD0000000003", "+49 30 1234567", case="+49 30 1234567"))


def test_a_recall_is_for_whom_the_service_names_or_the_order(kiosk: Kiosk) -> None:
    due = ClockRule(then=(Deadline(Span(3600), ClockDeed.RECALL, Selector(SelectorKind.ROLE, "workshop")),))
    shop = service(BRING, replace(FETCH, clock=due), name="shop")
    one, other = ConsignmentId("one"), ConsignmentId("other")
    for thing, door in ((one, "1"), (other, "2")):
        kiosk.book.record(*coming(shop, thing, recipient=PartyId("anna")), Deposited(thing, door))
    assert give(kiosk, Recall("one"))["roles"] == ["workshop"]
    assert give(kiosk, Recall("other", "courier"))["roles"] == ["courier"]
    with pytest.raises(OrderRefused, match="There is no role 'queen'; the roles are courier, technician"):
        give(kiosk, Recall("other", "queen"))


def test_an_offer_is_made_shown_and_replaced(kiosk: Kiosk) -> None:
    kiosk.book.record(*coming(SALE, SOLD, owner=PartyId("anna")), Deposited(SOLD, "3"))
    made = give(kiosk, MakeOffer(SOLD, "80 EUR", "2099-05-04"))
    assert (made["amount"], made["until"][:10]) == ("80.00 EUR", "2099-05-04")
    assert kiosk.events()[-1] == OfferMade(SOLD, Money(8000, "EUR"), kiosk.ledger.offers[SOLD].until)
    shown = give(kiosk, ShowCase(SOLD))["offer"]
    assert (shown["amount"], shown["answer"]) == ("80.00 EUR", "")
    assert give(kiosk, MakeOffer(SOLD, "85.50 EUR"))["amount"] == "85.50 EUR"


@pytest.mark.parametrize(
    ("order", "why"),
    [
        (MakeOffer(THING, "80 EUR"), "thing needs no answer to an offer, by its service"),
        (MakeOffer("sold", "eighty"), "'eighty' is no amount: wanted an amount such as"),
        (MakeOffer("sold", "80.5 EUR"), "wanted an amount in EUR, which has 2 digits after the point"),
        (MakeOffer("sold", "80 CHF"), "What sold costs is in EUR, and 80 CHF is not"),
        (MakeOffer("sold", "80 EUR", "yesterday"), "'yesterday' is no time"),
        (MakeOffer("nothing", "80 EUR"), "No parcel or case nothing"),
    ],
)
def test_what_can_t_be_offered_is_said(kiosk: Kiosk, order: CaseOrder, why: str) -> None:
    kiosk.book.record(*coming(SALE, SOLD, owner=PartyId("anna")), Deposited(SOLD, "3"))
    before = len(kiosk.events())
    with pytest.raises(OrderRefused, match=why):
        give(kiosk, order)
    assert len(kiosk.events()) == before


def test_what_is_answered_gets_no_other_offer(kiosk: Kiosk) -> None:
    kiosk.book.record(*coming(SALE, SOLD, owner=PartyId("anna")), Deposited(SOLD, "3"))
    give(kiosk, MakeOffer(SOLD, "80 EUR"))
    left = kiosk.ledger.consignments[SOLD].legs[3:]
    kiosk.book.record(OfferAnswered(SOLD, "refuse"), LegsChanged(SOLD, left))
    assert give(kiosk, ShowCase(SOLD))["offer"]["answer"] == "refuse"
    with pytest.raises(OrderRefused, match="sold was answered already"):
        give(kiosk, MakeOffer(SOLD, "90 EUR"))
