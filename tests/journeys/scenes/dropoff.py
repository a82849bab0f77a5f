"""Where explored visits begin in which somebody brings what no courier announced."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from kiosk.access.credentials import Proved
from kiosk.custody.doors.events import VisitBegan
from kiosk.custody.ids import ConsignmentId, TaskId
from kiosk.custody.ledger import Ledger, Task
from kiosk.custody.proofs.factors import Rule
from kiosk.custody.services.binding import legs_of
from kiosk.custody.services.events import RulesTaken
from kiosk.custody.services.rules import (
    EvidenceKind,
    EvidenceRule,
    GateKind,
    GateRule,
    Privacy,
    QuotaRule,
    Selector,
    SelectorKind,
    ServiceRules,
    StepRule,
    StepStart,
    ThingRule,
)
from kiosk.custody.things.events import Announced, MarkedUnknown, for_visit
from kiosk.custody.things.services import Service
from kiosk.custody.words import Act, Audience, TaskKind, Why
from kiosk.journeys.dropoff.bring import bring, bring_announced
from kiosk.journeys.dropoff.receipt import find_dropoff
from kiosk.journeys.work.tasks import tasks
from tests.journeys.moment import PRINCIPAL, VISIT, Scene
from tests.journeys.scenes.scenes import (
    TECHNICIAN,
    cabinet,
    calm,
    jams_only,
    ledger,
    lying,
    scene,
    signed_in,
    staff,
    works,
)

ANYONE: Final = Selector(SelectorKind.ANYONE)
COURIERS: Final = Selector(SelectorKind.ROLE, "courier")
GIVER: Final = Selector(SelectorKind.PERSON, "giver")
TAKER: Final = Selector(SelectorKind.PERSON, "taker")
DEPOSITOR: Final = Selector(SelectorKind.DEPOSITOR)
SCANNED: Final = (EvidenceRule(EvidenceKind.SCAN), EvidenceRule(EvidenceKind.PHOTO, where_possible=True))
DECLARED: Final = (*SCANNED, EvidenceRule(EvidenceKind.DECLARATION))
NOTHING_ASKED: Final = Rule(factors=0)

BRING: Final = StepRule(
    "bring", Act.DEPOSIT, (ANYONE,), start=StepStart.SELF, proof=NOTHING_ASKED, evidence=SCANNED
)
FETCH: Final = StepRule("fetch", Act.COLLECT, (COURIERS,))
LEAVE: Final = StepRule("leave", Act.DEPOSIT, (GIVER,), start=StepStart.SELF, proof=NOTHING_ASKED)
TAKE: Final = StepRule("take", Act.COLLECT, (TAKER, DEPOSITOR))


def brought(name: str, *steps: StepRule, reminders: int = 0) -> Service:
    """A service that begins at the machine."""
    things = (ThingRule("thing"),)
    rules = ServiceRules(name, 1, f"digest of {name}", PRINCIPAL, Privacy.PLAIN, things, steps)
    return Service(name, rules=rules, reminders=reminders)


RETURN: Final = brought("return", BRING, FETCH)
SEND: Final = brought("send", replace(BRING, evidence=DECLARED), FETCH)
HANDOVER: Final = brought("handover", LEAVE, TAKE)


def offering(
    name: str, *services: Service, sizes: tuple[str, ...] = ("S",), book: Ledger | None = None
) -> Scene:
    """A machine with these services, from home on."""
    rules = (RulesTaken(one.rules) for one in services if one.rules is not None)
    known = ledger(*rules, onto=book or ledger(*staff()))
    home = scene(f"dropoff: {name}", known, cabinet(*sizes))
    return replace(home, services={one.name: one for one in services})


def bringing(name: str, service: Service, *sizes: str, book: Ledger | None = None) -> Scene:
    """From the moment on in which it is known which service it is."""
    return begun(offering(name, service, sizes=sizes or ("S",), book=book), service)


def begun(home: Scene, service: Service) -> Scene:
    started = ledger(VisitBegan("bring", "harbour"), visit=VISIT, onto=home.ledger)
    return replace(home, journey=lambda desk: bring(desk, service), ledger=started, begun=True)


def announced(service: Service, name: str = "r1", size: str = "S") -> Announced:
    """An order has announced it, for whoever has it to put in."""
    rules = _rules(service)
    thing = ConsignmentId(name)
    legs = legs_of(rules, "thing", {})
    return Announced(thing, service.name, legs, size, rules=rules.digest, kind="thing", case=thing)


def in_doubt(service: Service, label: str = "1") -> Ledger:
    """The power went while a visitor stood at the open door: a technician is to look."""
    rules = _rules(service)
    first, *later = legs_of(rules, "thing", {})
    thing = ConsignmentId("brought")
    legs = (replace(first, by=for_visit(VISIT)), *later)
    coming = Announced(thing, service.name, legs, "S", rules=rules.digest, kind="thing", case=thing)
    marked = MarkedUnknown(label, Why.INTERRUPTED)
    book = ledger(*staff(), RulesTaken(rules), coming, marked)
    look = Task(TaskId("look"), TaskKind.INSPECT, label, "technician", PRINCIPAL, about=thing)
    return replace(book, tasks={look.id: look})


def _rules(service: Service) -> ServiceRules:
    assert service.rules is not None
    return service.rules


def _announced_bringing(book: Ledger, thing: ConsignmentId) -> Scene:
    home = begun(offering("announced", RETURN, book=book), RETURN)
    return replace(home, journey=lambda desk: bring_announced(desk, thing))


def _finding(home: Scene) -> Scene:
    return replace(begun(home, RETURN), journey=find_dropoff)


def dropping_off() -> Sequence[Scene]:
    """Each shape: with a label and without, agreed to, for somebody, proved, gated, rationed."""
    two_people = replace(BRING, proof=Rule(factors=0, people=2), second=COURIERS)
    asked = replace(LEAVE, proof=Rule(factors=1))
    gated = replace(BRING, gates=(GateRule(GateKind.RELEASED),))
    enough = replace(BRING, quota=QuotaRule(most=0))
    known = announced(RETURN)
    coming = ledger(RulesTaken(_rules(RETURN)), known, onto=ledger(*staff()))
    full = ledger(*staff(), *lying("a", "1"))
    return [
        bringing("a return", RETURN),
        calm(bringing("a return, and two doors", RETURN, "S", "L")),
        jams_only(bringing("sent", SEND)),
        jams_only(bringing("for somebody", HANDOVER)),
        works(bringing("reminded", brought("return", BRING, FETCH, reminders=1))),
        works(bringing("two people", brought("return", two_people, FETCH))),
        works(bringing("whoever shows who they are", brought("handover", asked, TAKE))),
        works(bringing("not released", brought("return", gated, FETCH))),
        works(bringing("often enough", brought("return", enough, FETCH))),
        bringing("no room", RETURN, book=full),
        works(replace(bringing("a receipt on paper", HANDOVER), printer=True)),
        works(_announced_bringing(coming, known.consignment)),
        works(replace(offering("from home", RETURN, SEND, book=coming), people={})),
        works(_finding(offering("finding", RETURN))),
        works(
            signed_in(
                Proved(TECHNICIAN, Audience.STAFF),
                tasks,
                scene("dropoff: a look where it may lie", in_doubt(RETURN), cabinet("S")),
            )
        ),
    ]
