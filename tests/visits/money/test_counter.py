"""What needs no door, on a real journal: a bill is paid by card and is gone, an offer is answered once."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from kiosk.custody.ids import ConsignmentId
from kiosk.custody.money.answers import PayApproved, PayDone
from kiosk.custody.money.events import ChargeEarned, PaymentReleased
from kiosk.custody.services.events import OfferAnswered
from kiosk.custody.services.rules import Money
from kiosk.custody.services.verbs import Verb
from kiosk.custody.things.events import Collected, Deposited, StepDone
from kiosk.journeys.counter.screens import AnswerKept, BillPaid, FindBill, OfferCard
from kiosk.journeys.front.screens import Home
from kiosk.journeys.money.screens import PayWaiting, Price, TermsAndPrice, TermsChoice
from kiosk.journeys.screen import OkChoice, Picked
from kiosk.journeys.who.screens import EnterPin
from kiosk.orders.order import PROCEDURES
from kiosk.orders.parcels import Announce
from kiosk.orders.things.cases import MakeOffer
from kiosk.site.ports import write_changed
from kiosk.vault.drawing import at_once
from tests.visits.rig import DEMO, Kiosk

BILL = "INV20240117"
TWELVE = Money(1250, "EUR")


@pytest.fixture
def kiosk(tmp_path: Path) -> Iterator[Kiosk]:
    file = tmp_path / "site.toml"
    services = [{"use": "parcel"}, {"use": "counter"}, {"use": "repair"}, {"use": "trade-in"}]
    write_changed(DEMO, file, {"services": services})
    one = Kiosk(tmp_path, file, pays=True)
    one.lines_up()
    one.terminal_says()
    yield one
    one.end()


def give(kiosk: Kiosk, order: Announce | MakeOffer) -> dict[str, Any]:
    return at_once(PROCEDURES[type(order)].work(kiosk.means, order), kiosk.vault.tag_pin)


def billed(kiosk: Kiosk) -> None:
    give(kiosk, Announce(BILL, service="counter", charge="12.50 EUR"))


def at_the_workshop(kiosk: Kiosk, service: str) -> tuple[str, ConsignmentId]:
    """The code, and the thing that was put in and taken to where somebody looks at it."""
    token = give(kiosk, Announce("JJD0000000001", "+49 30 1234567", service=service))["token"]
    (thing,) = kiosk.ledger.consignments
    kiosk.book.record(Deposited(thing, "12"))
    kiosk.book.record(Collected(thing, "12"))
    return str(token), thing


def test_a_bill_is_found_by_its_number_paid_and_gone(kiosk: Kiosk) -> None:
    billed(kiosk)
    assert Verb.PAY in [tile.verb for tile in kiosk.sees(Home).verbs]
    kiosk.presses(Verb.PAY)
    kiosk.sees(FindBill)
    kiosk.scans("INV20249999")
    assert kiosk.sees(FindBill).unknown
    kiosk.scans(BILL)
    asked = kiosk.sees(TermsAndPrice)
    assert (asked.total, asked.door) == (Price(1250, "EUR", 2), False)
    kiosk.presses(TermsChoice.PAY)
    kiosk.sees(PayWaiting)
    kiosk.terminal_says(PayDone(TWELVE))
    paid = kiosk.sees(BillPaid)
    assert (paid.parcel, paid.total) == (BILL, Price(1250, "EUR", 2))
    assert not kiosk.ledger.consignments
    assert any(isinstance(event, StepDone) for event in kiosk.events())
    kiosk.presses(OkChoice.OK)
    kiosk.presses(Verb.PAY)
    kiosk.scans(BILL)
    assert kiosk.sees(FindBill).unknown


def test_what_the_terminal_approves_is_kept_at_once_for_no_door_opens(kiosk: Kiosk) -> None:
    kiosk.terminal.patient = True
    billed(kiosk)
    kiosk.presses(Verb.PAY)
    kiosk.scans(BILL)
    kiosk.presses(TermsChoice.PAY)
    kiosk.terminal_says(PayApproved(TWELVE))
    released = [event for event in kiosk.events() if isinstance(event, PaymentReleased)]
    assert [event.keep for event in released] == [True]
    kiosk.terminal_says(PayDone(TWELVE))
    kiosk.sees(BillPaid)


def test_who_does_not_pay_leaves_the_bill_as_it_was(kiosk: Kiosk) -> None:
    billed(kiosk)
    kiosk.presses(Verb.PAY)
    kiosk.scans(BILL)
    kiosk.goes_back()
    (bill,) = kiosk.ledger.consignments.values()
    assert bill.amount == TWELVE
    assert not kiosk.ledger.charges


def test_an_offer_is_accepted_and_what_it_pays_out_is_owed(kiosk: Kiosk) -> None:
    token, thing = at_the_workshop(kiosk, "trade-in")
    kiosk.scans(token)
    assert isinstance(kiosk.scene.screen, EnterPin)  # nothing is asked yet: the code opens nothing
    kiosk.goes_back()
    give(kiosk, MakeOffer("JJD0000000001", "80 EUR"))
    kiosk.scans(token)
    card = kiosk.sees(OfferCard)
    assert card.amount == Price(8000, "EUR", 2)
    assert [choice.word for choice in card.choices] == ["accept", "refuse"]
    kiosk.presses(Picked("accept"))
    assert kiosk.sees(AnswerKept).gives == Price(8000, "EUR", 2)
    assert OfferAnswered(thing, "accept") in kiosk.events()
    assert [e.amount for e in kiosk.events() if isinstance(e, ChargeEarned)] == [8000]
    assert not kiosk.ledger.consignments


def test_an_offer_is_declined_and_it_comes_back(kiosk: Kiosk) -> None:
    token, thing = at_the_workshop(kiosk, "repair")
    give(kiosk, MakeOffer("JJD0000000001", "80 EUR"))
    kiosk.scans(token)
    kiosk.sees(OfferCard)
    kiosk.presses(Picked("refuse"))
    assert kiosk.sees(AnswerKept).word == "refuse"
    kiosk.presses(OkChoice.OK)
    assert kiosk.is_home()
    assert kiosk.ledger.offers[thing].answer == "refuse"
    kiosk.scans(token)
    assert not isinstance(kiosk.scene.screen, OfferCard)
