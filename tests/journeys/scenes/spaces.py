"""Rented spaces, and whoever comes to them: to begin one, to open it again, to give it back, to empty it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta

from kiosk.access.credentials import Proved
from kiosk.custody.doors.events import VisitBegan
from kiosk.custody.event import Event
from kiosk.custody.ids import TenancyId
from kiosk.custody.proofs.factors import Rule
from kiosk.custody.services.events import RulesTaken
from kiosk.custody.services.rules import ChargeRule, Money, ServiceRules, SizePrice, Span
from kiosk.custody.services.verbs import Verb
from kiosk.custody.spaces.events import TenancyUsed
from kiosk.custody.spaces.fold import space_clocks_set
from kiosk.custody.things.services import Service
from kiosk.custody.words import Audience, TaskKind
from kiosk.custody.work.looking import cleared
from kiosk.journeys.desk import Desk
from kiosk.journeys.front.verbs import choose
from kiosk.journeys.spaces.mine import visit_spaces
from kiosk.journeys.spaces.renting import rent
from kiosk.journeys.work.tasks import tasks
from tests.custody.spaces.lockers import HOUR, LEAVE, OPEN, RENT, STORAGE, T, begun, holder, storage
from tests.journeys.moment import VISIT, Scene
from tests.journeys.scenes.money import CARD
from tests.journeys.scenes.scenes import (
    RECIPIENT,
    TECHNICIAN,
    cabinet,
    calm,
    doubtful,
    hasty,
    jams_only,
    ledger,
    lying,
    scene,
    signed_in,
    staff,
    task,
    works,
)

OTHER_SPACE = TenancyId("another space")


def rented(label: str = "1", *, opened: bool = True) -> tuple[Event, ...]:
    """The recipient rents a space there; something may be inside."""
    began = (RulesTaken(STORAGE), begun(label, holder(RECIPIENT)))
    return (*began, TenancyUsed(T, label)) if opened else began


STORE = Service("storage", reminders=0, rules=STORAGE)


_PRICES = (SizePrice("S", Money(300, "EUR")), SizePrice("L", Money(800, "EUR")))
_BY_THE_DAY = ChargeRule("rent", amount=_PRICES, per=Span(24 * HOUR))
_OVERTIME = replace(_BY_THE_DAY, name="overtime")
PAID = storage(
    replace(RENT, charges=(_BY_THE_DAY,)),
    replace(OPEN, charges=(_OVERTIME,)),
    replace(LEAVE, charges=(_OVERTIME,)),
)
"""A locker by the day, of two sizes at two prices."""


def renter(home: Scene, *, named: bool = False, rules: ServiceRules = STORAGE) -> Scene:
    """Whoever comes to rent a space; `named`: the service wants to know who they are."""
    rules = storage(replace(RENT, proof=Rule()), OPEN, LEAVE) if named else rules
    service = replace(STORE, rules=rules)
    begun = replace(
        home,
        ledger=ledger(VisitBegan("store", "harbour"), visit=VISIT, onto=home.ledger),
        begun=True,
        services={"storage": service},
        people={Audience.VISITOR: RECIPIENT},
        journey=lambda desk: rent(desk, service),
    )
    return replace(begun, ledger=ledger(RulesTaken(rules), onto=begun.ledger))


def tenant(home: Scene) -> Scene:
    """Whoever rents a space here, before the doors that are theirs."""
    return replace(
        signed_in(Proved(RECIPIENT, Audience.VISITOR), visit_spaces, home), services={"storage": STORE}
    )


def renting() -> Sequence[Scene]:
    book = ledger(*staff())
    full = ledger(*lying("p1", "1"), onto=book)
    return [
        renter(scene("rent: one door", book, cabinet("S"))),
        renter(jams_only(scene("rent: another door", book, cabinet("S", "S")))),
        renter(works(scene("rent: a larger door", book, cabinet("S", "L")))),
        renter(scene("rent: none is free", full, cabinet("S"))),
        renter(works(scene("rent: by name", book, cabinet("S"))), named=True),
        replace(renter(scene("rent: which of two", full, cabinet("S"))), journey=_which),
    ]


def paid_spaces() -> Sequence[Scene]:
    """A space is paid for before its door opens, and what has run over before it opens again."""
    book = ledger(*staff())
    mine = ledger(*staff(), RulesTaken(PAID), begun("1", holder(RECIPIENT), rules=PAID), TenancyUsed(T, "1"))
    over = space_clocks_set(mine, -timedelta(days=3))
    renters = (
        replace(calm(scene("rent: paid by card", book, cabinet("S"))), ways=CARD),
        replace(calm(scene("rent: a door decides", book, cabinet("S", "S"))), ways=CARD, two_step=True),
        replace(works(scene("rent: a larger one costs more", book, cabinet("S", "L"))), ways=CARD),
        works(scene("rent: nobody can pay", book, cabinet("S"))),
    )
    tenants = (
        replace(works(scene("a space of mine, overtime", over, cabinet("S"))), ways=CARD),
        replace(calm(scene("a space of mine, a door decides", over, cabinet("S"))), ways=CARD, two_step=True),
    )
    paid = replace(STORE, rules=PAID)
    return [
        *(renter(replace(home, surprises=False), rules=PAID) for home in renters),
        *(replace(tenant(replace(home, surprises=False)), services={"storage": paid}) for home in tenants),
    ]


async def _which(desk: Desk) -> None:
    """Two services rent spaces here."""
    other = replace(STORE, name="lockers")
    picked = await choose(Verb.STORE, (STORE, other))
    if picked is not None:
        await rent(desk, STORE)


def coming_back() -> Sequence[Scene]:
    """Whoever rents a space comes to it again: opened, never opened, long over, one of two, in doubt."""
    over = space_clocks_set(ledger(*staff(), *rented()), -timedelta(days=3))
    two = ledger(begun("2", holder(RECIPIENT), name=OTHER_SPACE), onto=ledger(*staff(), *rented()))
    cleared = ledger(*staff(), *rented(), *_cleared())
    homes = (
        jams_only(scene("a space of mine", ledger(*staff(), *rented()), cabinet("S"))),
        works(scene("a space of mine, never opened", ledger(*staff(), *rented(opened=False)), cabinet("S"))),
        calm(scene("a space of mine in doubt", ledger(*doubtful("1"), onto=over), cabinet("S"))),
        works(scene("one of two spaces", two, cabinet("S", "S"))),
        works(scene("a space and a parcel", ledger(*lying("p", "2"), onto=over), cabinet("S", "S"))),
        scene("a space that was cleared", cleared, cabinet("S")),
    )
    return [tenant(hasty(home)) for home in homes]


def _cleared() -> tuple[Event, ...]:
    space = ledger(*rented()).tenancies[T]
    return tuple(cleared(ledger(*rented()), space, found=True))


def clearing() -> Sequence[Scene]:
    """A technician who is to empty a space, to talk to its tenant, or to look where nobody is sure."""
    who = Proved(TECHNICIAN, Audience.STAFF)
    book = ledger(*staff(), *rented())
    homes = (
        calm(scene("clear a space", ledger(task(TaskKind.CLEAR, "1"), onto=book), cabinet("S"))),
        scene("talk to a tenant", ledger(task(TaskKind.OVERSTAYED, "1"), onto=book), cabinet("S")),
        works(scene("look into a space", ledger(task(TaskKind.INSPECT, "1"), onto=book), cabinet("S"))),
    )
    return [signed_in(who, tasks, hasty(home)) for home in homes]
