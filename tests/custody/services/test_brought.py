"""What a visitor brings along in the book: proof, second person, quota; how a visit leaves it."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta

import pytest

from kiosk.custody.cabinet.cabinet import Cabinet
from kiosk.custody.doors.claims import Facts, enough_for, entitled, lacks_proof
from kiosk.custody.doors.events import VisitBegan
from kiosk.custody.doors.settle import settle
from kiosk.custody.event import Event
from kiosk.custody.fold import fold
from kiosk.custody.ids import ConsignmentId, PartyId, VisitId
from kiosk.custody.ledger import EMPTY, Consignment, Ledger, Recorded
from kiosk.custody.machine.events import MachineStarted, Withdrawn
from kiosk.custody.proofs.events import CredentialTried, GuestCame, StaffAdded
from kiosk.custody.proofs.factors import Proof, Rule
from kiosk.custody.services.binding import legs_of
from kiosk.custody.services.events import RulesTaken
from kiosk.custody.services.rules import QuotaRule, Selector, SelectorKind, ServiceRules, StepRule
from kiosk.custody.things.events import Announced, Deposited, for_visit
from kiosk.custody.things.services import Service
from kiosk.custody.words import Act, Audience, Ending, Kind, Way
from tests.custody.services.shop import service
from tests.journeys.moment import NOW
from tests.journeys.scenes.scenes import cabinet

VISIT = VisitId("visit")
GUEST = PartyId("guest")
THING = ConsignmentId("thing")
ANYONE = Selector(SelectorKind.ANYONE)
COURIERS = Selector(SelectorKind.ROLE, "courier")
BRING = StepRule("bring", Act.DEPOSIT, (ANYONE,), proof=Rule(factors=0))
FETCH = StepRule("fetch", Act.COLLECT, (COURIERS,))


def after(*events: Event, onto: Ledger = EMPTY, at: datetime = NOW, by: str = "") -> Ledger:
    for event in events:
        onto = fold(onto, Recorded(0, at, VISIT, "swift", by, event))
    return onto


def brought(rules: ServiceRules, *, by_visit: bool = True) -> Announced:
    first, *later = legs_of(rules, "thing", {})
    first = replace(first, by=for_visit(VISIT)) if by_visit else first
    legs = (first, *later)
    return Announced(THING, rules.id, legs, rules=rules.digest, kind="thing", case=THING)


def visit(rules: ServiceRules, *, by_visit: bool = True) -> Ledger:
    """A guest is at the machine, with something of this service."""
    began = after(RulesTaken(rules), VisitBegan("bring", "harbour"), GuestCame(GUEST))
    return after(brought(rules, by_visit=by_visit), onto=began, by=GUEST)


def facts(ledger: Ledger, least: Proof | None = None, present: ServiceRules | None = None) -> Facts:
    now: Cabinet = cabinet("S")
    services = {} if present is None else {"parcel": Service("parcel", rules=present)}
    return Facts(ledger, now, services, NOW, least or Proof())


def needs(rules: ServiceRules, present: ServiceRules | None = None, *more: Event) -> object:
    ledger = after(*more, onto=visit(rules))
    here = facts(ledger, present=present)
    return lacks_proof(here, ledger.visits[VISIT], GUEST, Act.DEPOSIT, (ledger.consignments[THING],))


def test_a_guest_puts_in_what_is_open_to_anyone_whatever_the_site_asks_of_others() -> None:
    assert needs(service(BRING, FETCH)) is None


def test_the_rules_of_then_and_those_of_now_are_both_met() -> None:
    now = service(replace(BRING, proof=Rule(factors=1)), FETCH)
    assert needs(service(BRING, FETCH), now) is not None
    assert needs(service(replace(BRING, proof=Rule(factors=1)), FETCH), service(BRING, FETCH)) is not None


@pytest.mark.parametrize(("role", "enough"), [("courier", True), ("technician", False)])
def test_the_second_person_is_whom_the_step_names(role: str, *, enough: bool) -> None:
    rules = service(replace(BRING, proof=Rule(factors=0, people=2), second=COURIERS), FETCH)
    second = PartyId("second")
    shown = CredentialTried(Way.SCAN, Audience.STAFF, second, kinds=(Kind.TOKEN,))
    need = needs(rules, None, StaffAdded(second, role), shown)
    assert (need is None) is enough


def test_what_is_brought_along_is_that_visits_alone() -> None:
    ledger = visit(service(BRING, FETCH))
    thing = ledger.consignments[THING]
    assert entitled(ledger, GUEST, thing)
    assert not entitled(ledger, PartyId("somebody else"), thing)


def test_what_was_announced_for_anyone_is_whoevers_who_has_it_until_it_is_in() -> None:
    ledger = visit(service(BRING, FETCH), by_visit=False)
    assert entitled(ledger, PartyId("somebody"), ledger.consignments[THING])
    ledger = after(Deposited(THING, "1"), onto=ledger, by=GUEST)
    assert not entitled(ledger, PartyId("somebody"), ledger.consignments[THING])


def test_a_visit_that_ends_before_it_is_in_takes_it_out_of_the_book() -> None:
    ledger = visit(service(BRING, FETCH))
    assert Withdrawn(THING) in settle(ledger, VISIT, Ending.LEFT)
    ledger = after(Deposited(THING, "1"), onto=ledger, by=GUEST)
    assert Withdrawn(THING) not in settle(ledger, VISIT, Ending.FINISHED)
    assert ledger.consignments[THING].depositor == GUEST


def rationed(quota: QuotaRule) -> tuple[Ledger, Consignment]:
    """One was put in by a guest already, and another guest comes with the next."""
    rules = service(replace(BRING, quota=quota), FETCH)
    ledger = after(Deposited(THING, "1"), onto=visit(rules), by=GUEST)
    ledger = after(*settle(ledger, VISIT, Ending.FINISHED), onto=ledger)
    ledger = after(VisitBegan("bring", "pier"), GuestCame(PartyId("next")), onto=ledger)
    ledger = after(replace(brought(rules), consignment=ConsignmentId("other")), onto=ledger, by="next")
    return ledger, ledger.consignments[ConsignmentId("other")]


def enough(quota: QuotaRule, later: timedelta = timedelta()) -> bool:
    ledger, thing = rationed(quota)
    here = replace(facts(ledger), now=NOW + later)
    return enough_for(here, VISIT, PartyId("next"), Act.DEPOSIT, thing)


def test_all_guests_are_one_person_to_a_quota() -> None:
    assert enough(QuotaRule(most=1))
    assert not enough(QuotaRule(most=2))


def test_a_quota_counts_for_its_time_and_is_forgotten_at_a_start_after_it() -> None:
    quota = QuotaRule(most=1, within=3600)
    assert enough(quota, timedelta(minutes=59))
    assert not enough(quota, timedelta(hours=1))
    ledger, _ = rationed(quota)
    assert len(ledger.uses) == 1
    assert after(MachineStarted("0.2.0", "site", "3.40"), onto=ledger, at=NOW + timedelta(hours=2)).uses == {}
