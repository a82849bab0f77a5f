"""Where explored visits begin in which somebody takes one of many, or brings it back, or looks at it then."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from kiosk.access.credentials import Proved
from kiosk.custody.event import Event
from kiosk.custody.fold import fold
from kiosk.custody.ids import ConsignmentId, PartyId, TaskId
from kiosk.custody.ledger import Ledger, Recorded
from kiosk.custody.services.binding import legs_of, loop_of
from kiosk.custody.services.events import GroupSet, RulesTaken
from kiosk.custody.services.rules import (
    ChargeKind,
    ChargeRule,
    ChargeTime,
    EvidenceKind,
    EvidenceRule,
    GateKind,
    GateRule,
    Money,
    Privacy,
    QuotaRule,
    Selector,
    SelectorKind,
    ServiceRules,
    Span,
    StepRule,
    ThingRule,
)
from kiosk.custody.things.events import Announced, CheckNeeded, Collected, Deposited
from kiosk.custody.things.services import Service
from kiosk.custody.words import Act, Audience, TaskKind
from kiosk.custody.work.events import TaskMade
from kiosk.journeys.desk import Desk
from kiosk.journeys.pools.borrow import at_pool
from kiosk.journeys.work.tasks import tasks
from tests.journeys.moment import NOW, PRINCIPAL, Scene
from tests.journeys.scenes.money import CARD
from tests.journeys.scenes.scenes import (
    RECIPIENT,
    TECHNICIAN,
    cabinet,
    calm,
    jams_only,
    ledger,
    scene,
    signed_in,
    staff,
    works,
)

MEMBERS: Final = Selector(SelectorKind.GROUP, "members")
HOLDER: Final = Selector(SelectorKind.HOLDER)
DESK: Final = Selector(SelectorKind.ROLE, "technician")
ORDERLY: Final = (EvidenceRule(EvidenceKind.CONDITIONS),)
ONE: Final = QuotaRule(most=1, holding=True)
SECURITY: Final = ChargeRule("deposit", ChargeKind.SECURITY, amount=Money(5000, "EUR"))
LATE: Final = ChargeRule(
    "late", when=ChargeTime.AFTER, amount=Money(200, "EUR"), per=Span(86_400), source="deposit"
)

STOCK: Final = StepRule("stock", Act.DEPOSIT, (DESK,))
TAKE: Final = StepRule("take", Act.COLLECT, (MEMBERS,), quota=ONE)
BACK: Final = StepRule("back", Act.DEPOSIT, (HOLDER,))


def lending(
    *steps: StepRule, name: str = "loan", check: Selector | None = None, again: str = "take"
) -> Service:
    """A service of which one of many is taken; `again`: what comes back is taken again."""
    things = (ThingRule("thing", again=again, check=check),)
    rules = ServiceRules(name, 1, f"digest of {name}", PRINCIPAL, Privacy.PLAIN, things, steps)
    return Service(name, rules=rules, reminders=0)


LOAN: Final = lending(STOCK, TAKE, BACK)
ASKING: Final = lending(
    STOCK,
    replace(TAKE, evidence=ORDERLY),
    replace(BACK, evidence=(EvidenceRule(EvidenceKind.SCAN), *ORDERLY)),
    check=DESK,
)
KIT: Final = lending(STOCK, replace(TAKE, quota=QuotaRule(most=1)), name="kit", again="")


def pooled(service: Service, name: str, label: str) -> tuple[Event, ...]:
    """One of many, in this compartment."""
    rules = service.rules
    assert rules is not None
    thing = ConsignmentId(name)
    legs, loop = legs_of(rules, "thing", {}), loop_of(rules, "thing", {})
    coming = Announced(
        thing, service.name, legs, "S", rules=rules.digest, kind="thing", case=thing, loop=loop
    )
    return coming, Deposited(thing, label)


def library(service: Service, *labels: str) -> Ledger:
    """Members, and one thing in each of these compartments: "c1" in the first."""
    rules = service.rules
    assert rules is not None
    things = [event for at, label in enumerate(labels) for event in pooled(service, f"c{at + 1}", label)]
    return ledger(*staff(), RulesTaken(rules), GroupSet("members", (RECIPIENT,)), *things)


def taken(book: Ledger, name: str = "c1", label: str = "1", by: PartyId = RECIPIENT) -> Ledger:
    """They have it."""
    return fold(book, Recorded(0, NOW, None, PRINCIPAL, by, Collected(ConsignmentId(name), label)))


def member(home: Scene, service: Service) -> Scene:
    """From the moment on in which it is known who they are, and for which service they came."""

    async def come(desk: Desk, who: Proved) -> None:
        await at_pool(desk, who, service)

    begun = signed_in(Proved(RECIPIENT, Audience.VISITOR), come, home)
    return replace(begun, services={service.name: service})


def checking_what_came_back() -> Scene:
    back = library(ASKING, "1")
    thing = ConsignmentId("c1")
    made = TaskMade(TaskId("c1.check"), TaskKind.CHECK, "1", "technician", about=thing)
    home = scene("pool: look at what came back", ledger(CheckNeeded(thing), made, onto=back), cabinet("S"))
    return signed_in(Proved(TECHNICIAN, Audience.STAFF), tasks, works(home))


def lending_and_borrowing() -> Sequence[Scene]:
    """Each shape: one there, two, none; lent, asked about, paid for, kept, gated, and from home on."""
    small, two = cabinet("S"), cabinet("S", "S")
    gated = lending(STOCK, replace(TAKE, gates=(GateRule(GateKind.RELEASED),)), BACK)
    paid = lending(STOCK, replace(TAKE, charges=(SECURITY,)), replace(BACK, charges=(LATE,)))
    both = taken(library(LOAN, "1", "2"))
    return [
        member(scene("pool: one is there", library(LOAN, "1"), small), LOAN),
        member(calm(scene("pool: two are there", library(LOAN, "1", "2"), two)), LOAN),
        member(scene("pool: none is there", library(LOAN), small), LOAN),
        member(scene("pool: bring it back", taken(library(LOAN, "1")), small), LOAN),
        member(jams_only(scene("pool: have one, and another is there", both, two)), LOAN),
        member(works(scene("pool: take, and say how it is", library(ASKING, "1"), small)), ASKING),
        member(works(scene("pool: scan it, and say how it is", taken(library(ASKING, "1")), small)), ASKING),
        member(works(scene("pool: to keep", library(KIT, "1"), small)), KIT),
        member(works(scene("pool: gated", library(gated, "1"), small)), gated),
        replace(member(works(scene("pool: a deposit", library(paid, "1"), small)), paid), ways=CARD),
        member(works(scene("pool: nobody can pay", library(paid, "1"), small)), paid),
        replace(works(scene("pool: from home", both, two)), services={"loan": LOAN}),
        checking_what_came_back(),
    ]
