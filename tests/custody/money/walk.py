"""Years of visits with money in them, at random: who pays, what the provider says, what truly moves, and when
the power goes. It knows the truth, and holds the ledger against it after every step."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from random import Random
from typing import Final

from kiosk.custody.doors.claims import may_open
from kiosk.custody.doors.events import DoorShut, GrantGiven, OpeningEnded, OpeningIntended, VisitBegan
from kiosk.custody.doors.paid import claim_of, due_for, with_opening
from kiosk.custody.doors.settle import settle
from kiosk.custody.event import Event
from kiosk.custody.fold import fold
from kiosk.custody.ids import ChargeId, ConsignmentId, GrantId, IntentId, PaymentId, VisitId
from kiosk.custody.ledger import EMPTY, Ledger, Recorded
from kiosk.custody.money.closing import looked, needs_person, tasks_of_money
from kiosk.custody.money.dues import earned, may_pay, of_visit
from kiosk.custody.money.events import (
    ChargeBooked,
    PaymentApproved,
    PaymentEnded,
    PaymentIntended,
    PaymentReleased,
)
from kiosk.custody.money.owed import AskAfter, Debt, Free, GiveBack, LetGo, PayOut, Take, Wait, obligation
from kiosk.custody.money.state import Charge, Payment
from kiosk.custody.money.words import BookedHow, PayResult, PayWay, PayWhat
from kiosk.custody.proofs.events import CredentialTried
from kiosk.custody.services.events import RulesTaken
from kiosk.custody.services.rules import (
    AmountFrom,
    ChargeRule,
    ClockRule,
    Money,
    ServiceRules,
    Span,
)
from kiosk.custody.things.events import Announced, Collected, Deposited, Inspected, LeftInside, Leg, for_party
from kiosk.custody.words import Act, Audience, Condition, DoorResult, Ending, TaskKind, Way
from kiosk.custody.work.events import TaskDone
from tests.custody.book import ANNA, NOON, STAFF, cabinet, compartment, facts
from tests.custody.services.shop import BRING, FETCH, service

DAY: Final = Span(24 * 3600)
LABELS: Final = ("1", "2")
WHERE: Final = cabinet(compartment("1", "S", 90), compartment("2", "S", 50))
DUTY: Final = ChargeRule("duty", amount=AmountFrom.ORDER, payee="carrier")
LATE: Final = ChargeRule("late", amount=Money(100, "EUR"), per=DAY, free=DAY)
PAID_FOR: Final[ServiceRules] = service(
    BRING, replace(FETCH, charges=(DUTY, LATE), clock=ClockRule()), name="paid"
)


class MoneyError(AssertionError):
    """Money and world do not agree."""


@dataclass
class Walk:
    """`moved`: what truly moved, by payment, whatever was said of it. `lying`: where each thing truly is."""

    seed: int
    ledger: Ledger = EMPTY
    now: datetime = NOON
    moved: dict[PaymentId, int] = field(default_factory=dict)
    lying: dict[ConsignmentId, str] = field(default_factory=dict)
    taken: set[ConsignmentId] = field(default_factory=set)
    opened: set[ConsignmentId] = field(default_factory=set)
    steps: int = 0
    rows: list[Recorded] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.random = Random(self.seed)  # noqa: S311  a walk that can be walked again
        self._ids = 0
        self.all: dict[ChargeId, Charge] = {}
        self.record(*STAFF, RulesTaken(PAID_FOR))

    # --- the book ---------------------------------------------------------------------------------

    def record(self, *events: Event, visit: VisitId | None = None) -> None:
        for event in events:
            row = Recorded(self.ledger.seq + 1, self.now, visit, "swift", ANNA, event)
            self.ledger = fold(self.ledger, row)
            self.rows.append(row)
            name = getattr(event, "charge", None)
            if name is not None:
                known = self.ledger.charges.get(name) or self.ledger.closed_charges.get(name)
                self.all[name] = known or self.all[name]
        self._holds()

    def draw(self) -> str:
        self._ids += 1
        return f"{self._ids}"

    def chance(self, of: float) -> bool:
        return self.random.random() < of

    def _holds(self) -> None:
        for charge in self.ledger.charges.values():
            if sum(p.is_open for p in charge.payments) > 1:
                raise MoneyError(f"two payments stand for {charge.id}")
            if charge.net > charge.amount.minor:
                raise MoneyError(f"{charge.id}: more was taken than it costs")
            if charge.target and ConsignmentId(charge.about) not in self.opened:
                raise MoneyError(f"{charge.id} is owed for a door that never opened")

    # --- what can happen ----------------------------------------------------------------------------

    def step(self) -> None:
        self.steps += 1
        self.now += timedelta(minutes=self.random.choice((0, 1, 60, 1500)))
        act = self.random.choice(self._acts)
        act(self)
        self.see_to_tasks()

    def see_to_tasks(self) -> None:
        self.record(*tasks_of_money(self.ledger))

    def comes(self) -> None:
        """A parcel is laid in."""
        free = [x for x in LABELS if not self.ledger.holding(x).things and x not in self.lying.values()]
        free = [x for x in free if self.ledger.holding(x).condition is Condition.KNOWN]
        if not free:
            return
        thing = ConsignmentId(f"thing {self.draw()}")
        legs = (Leg(Act.DEPOSIT, BRING.by, "bring"), Leg(Act.COLLECT, for_party(ANNA), "fetch"))
        amount = Money(self.random.choice((0, 450)), "EUR")
        coming = Announced(thing, "paid", legs, "S", rules=PAID_FOR.digest, kind="thing", amount=amount)
        label = self.random.choice(free)
        self.record(coming, Deposited(thing, label))
        self.lying[thing] = label

    def visits(self) -> None:
        """Somebody comes, pays in one of all ways, opens, takes it or not, and goes or is cut off."""
        waiting = [t for t in self.ledger.consignments.values() if t.compartment in LABELS]
        if not waiting:
            return
        thing = self.random.choice(waiting)
        visit, label = VisitId(f"visit {self.draw()}"), thing.compartment or ""
        grant = GrantId(f"grant {self.draw()}")
        tried = CredentialTried(Way.SCAN, Audience.VISITOR, ANNA)
        given = GrantGiven(grant, ANNA, Act.COLLECT, thing.id, label, openings=9)
        self.record(VisitBegan("test", "harbour"), tried, given, visit=visit)
        for _ in range(self.random.randint(1, 3)):
            if visit in self.ledger.visits and thing.id in self.ledger.consignments:
                self._tries(visit, grant, thing.id, label)
        if visit in self.ledger.visits:
            how = self.random.choice(list(Ending))
            self.record(*settle(self.ledger, visit, how), visit=visit)
            if how is not Ending.INTERRUPTED:
                self._answers_after_all()

    def _tries(self, visit: VisitId, grant: GrantId, thing: ConsignmentId, label: str) -> None:
        now = facts(self.ledger, WHERE, self.now)
        for due in due_for(now, self.ledger.visits[visit], self.ledger.consignments[thing], ANNA):
            if self.chance(0.1):
                return
            fixed = due.fixed(ChargeId(f"charge {self.draw()}"))
            self.record(fixed, visit=visit)
            for _ in range(self.random.randint(1, 2)):
                self._pays(visit, fixed.charge)
        if self.chance(0.1):
            return
        self._opens(visit, grant, thing, label)

    def _pays(self, visit: VisitId, name: ChargeId) -> None:
        charge = self.ledger.charges.get(name)
        if charge is None or not may_pay(self.ledger, self.ledger.visits[visit], charge):
            return
        amount = Money(charge.rest if self.chance(0.8) else max(1, charge.rest // 2), "EUR")
        payment = PaymentId(f"payment {self.draw()}")
        asked = PaymentIntended(payment, name, PayWhat.TAKE, amount, PayWay.CARD, "terminal")
        self.record(asked, visit=visit)
        happens = self.random.choice((*["done"] * 5, "approved", "approved", "declined", "unknown", "silent"))
        match happens:
            case "done":
                self.moved[payment] = amount.minor
                self.record(PaymentEnded(payment, name, PayResult.DONE, amount=amount), visit=visit)
            case "approved":
                self.record(PaymentApproved(payment, name, amount), visit=visit)
            case "declined":
                result = self.random.choice((PayResult.DECLINED, PayResult.NOT_SENT))
                self.record(PaymentEnded(payment, name, result), visit=visit)
            case _:
                self.moved[payment] = amount.minor if self.chance(0.5) else 0
                if happens == "unknown":
                    self.record(PaymentEnded(payment, name, PayResult.UNKNOWN), visit=visit)

    def _opens(self, visit: VisitId, grant: GrantId, thing: ConsignmentId, label: str) -> None:
        if may_open(facts(self.ledger, WHERE, self.now), visit, grant, label) is not None:
            return
        intent = IntentId(f"intent {self.draw()}")
        self.record(OpeningIntended(intent, grant, label), visit=visit)
        result = self.random.choice((DoorResult.OPENED,) * 6 + tuple(DoorResult))
        opens = result is DoorResult.OPENED or (result is DoorResult.UNKNOWN and self.chance(0.5))
        if opens:
            self._must_be_paid(visit, thing)
            self.opened.add(thing)
        if self.chance(0.05):
            if opens and self.chance(0.5):
                self._takes(thing)
            return  # the power goes: nobody hears the lock's answer, nor does the provider hear of the door
        if result is not DoorResult.NOT_SENT:
            self._released(visit, intent, result)
        self.record(OpeningEnded(intent, result), visit=visit)
        if result is not DoorResult.OPENED:
            if opens and self.chance(0.5):
                self._takes(thing)
            return
        takes = self.chance(0.8)
        if takes:
            self._takes(thing)
        if self.chance(0.1):
            return  # left, with the door open
        self.record(DoorShut(label), visit=visit)
        if self.chance(0.1):
            return
        if takes:
            self._says_taken(visit, thing, label)
        else:
            self.record(LeftInside(thing, label), visit=visit)

    def _must_be_paid(self, visit: VisitId, thing: ConsignmentId) -> None:
        mine = of_visit(self.ledger, self.ledger.visits[visit])
        if any(not c.covered for c in mine if c.about == thing and not self._replaced(c)):
            raise MoneyError(f"{thing} was opened unpaid")

    def _replaced(self, charge: Charge) -> bool:
        """Another attempt at the same price is paid."""
        same = (c for c in self.ledger.charges.values() if (c.about, c.name) == (charge.about, charge.name))
        return any(c.covered and c.visit == charge.visit for c in same)

    def _takes(self, thing: ConsignmentId) -> None:
        self.lying.pop(thing, None)
        self.taken.add(thing)

    def _says_taken(self, visit: VisitId, thing: ConsignmentId, label: str) -> None:
        claimed = claim_of(facts(self.ledger, WHERE, self.now), self.ledger.consignments[thing], ANNA)
        owed = () if claimed is None else earned(self.ledger, self.ledger.visits[visit], claimed)
        self.record(Collected(thing, label), *owed, visit=visit)

    def _released(self, visit: VisitId, intent: IntentId, result: DoorResult) -> None:
        """The provider hears of the door."""
        now = self.ledger.visits[visit]
        mine = next(each for each in now.intents if each.id == intent)
        for event in tuple(with_opening(facts(self.ledger, WHERE, self.now), now, mine, result)):
            self.record(event, visit=visit)
            if isinstance(event, PaymentReleased):
                charge = self.ledger.charges[event.charge]
                payment = charge.payment(event.payment)
                assert payment is not None
                if not event.keep:
                    self._lets_go(charge, payment)
                    continue
                self.moved[payment.id] = payment.amount.minor
                if self.chance(0.8):
                    self.record(PaymentEnded(payment.id, charge.id, PayResult.DONE), visit=visit)

    def _lets_go(self, charge: Charge, payment: Payment) -> None:
        if payment.told is None:
            self.record(PaymentReleased(payment.id, charge.id, keep=False))
        result = PayResult.DECLINED if self.chance(0.8) else PayResult.UNKNOWN
        self.record(PaymentEnded(payment.id, charge.id, result))

    def _answers_after_all(self) -> None:
        """Who was asked and has not answered does so once the visit is over."""
        for charge in tuple(self.ledger.charges.values()):
            payment = charge.open_payment
            if payment is not None and payment.result is None and not payment.approved:
                self._asked(charge, payment)

    def works(self) -> None:
        """What is owed is carried out, for a few charges; a provider may refuse."""
        open_ = tuple(self.ledger.charges.values())
        for charge in self.random.sample(open_, min(4, len(open_))):
            self.carries_out(charge, refuses=0.2)

    def carries_out(self, charge: Charge, refuses: float = 0.0) -> None:
        live = charge.visit in self.ledger.visits
        match obligation(charge):
            case None | Wait():
                return
            case LetGo(payment):
                self._lets_go(charge, payment)
            case AskAfter(payment) if not live:
                if not self.chance(refuses):
                    self._asked(charge, payment)
            case Take(amount, payment):
                self._does(charge, PayWhat.CAPTURE, amount, payment, refuses)
            case Free(payment):
                self._does(charge, PayWhat.VOID, 0, payment, refuses)
            case GiveBack(amount, payment):
                self._does(charge, PayWhat.REFUND, amount, payment, refuses)
            case AskAfter() | Debt() | PayOut():
                return

    def _asked(self, charge: Charge, payment: Payment) -> None:
        moved = self.moved.get(payment.id, 0)
        result = PayResult.DONE if moved else PayResult.DECLINED
        self.record(PaymentEnded(payment.id, charge.id, result))

    def _does(self, charge: Charge, what: PayWhat, amount: int, of: Payment, refuses: float) -> None:
        if needs_person(charge) and refuses:
            return
        payment = PaymentId(f"payment {self.draw()}")
        money = Money(amount, "EUR")
        self.record(PaymentIntended(payment, charge.id, what, money, of.way, of.provider, of=of.id))
        result = PayResult.DECLINED if self.chance(refuses) else PayResult.DONE
        if result is PayResult.DONE:
            self.moved[payment] = -amount
        elif self.chance(0.3):
            self.moved[payment] = -amount if self.chance(0.5) else 0
            result = PayResult.UNKNOWN
        self.record(PaymentEnded(payment, charge.id, result))

    def looks(self) -> None:
        """A technician looks into what is in doubt, and what is found decides."""
        for task in tuple(self.ledger.tasks.values()):
            if task.kind in (TaskKind.INSPECT, TaskKind.REPAIR):
                label = task.compartment
                self.record(Inspected(label, empty=label not in self.lying.values()), TaskDone(task.id))
                if label in self.ledger.doors_open:
                    self.record(DoorShut(label))
        self.decided()

    def decided(self) -> None:
        for charge in tuple(self.ledger.charges.values()):
            self.record(*looked(self.ledger, charge))

    def power_goes(self) -> None:
        for visit in tuple(self.ledger.visits):
            self.record(*settle(self.ledger, visit, Ending.INTERRUPTED), visit=visit)

    _acts: Final[tuple[Callable[[Walk], None], ...]] = (comes, visits, visits, visits, works, works, looks)

    # --- the end ------------------------------------------------------------------------------------

    def drains(self) -> None:
        """Every visit is over, every doubt looked at, everything owed carried out or with a person."""
        self.power_goes()
        self.looks()
        for _ in range(6):
            for charge in tuple(self.ledger.charges.values()):
                self.carries_out(charge)
        self.see_to_tasks()

    def wrong(self) -> Iterator[str]:
        """What does not agree once all is carried out."""
        told = {t.note for t in self.ledger.tasks.values() if t.kind is TaskKind.MONEY}
        for charge in self.all.values():
            moved = sum(self.moved.get(p.id, 0) for p in charge.payments)
            owed = charge.amount.minor if charge.about in self.taken and self._paid_in(charge) else 0
            if charge.id in self.ledger.charges:
                if charge.id not in told:
                    yield f"{charge.id} is neither right nor anybody's task: {charge}"
            elif moved != (charge.target or 0):
                yield f"{charge.id}: {moved} taken, {charge.target} owed"
            if charge.target and not owed:
                yield f"{charge.id} is owed for what was never taken"

    def _paid_in(self, charge: Charge) -> bool:
        return charge.target is None or charge.target == charge.amount.minor

    def writes_off(self) -> None:
        """A person clears up whatever only a person can."""
        for charge in tuple(self.ledger.charges.values()):
            if needs_person(charge):
                self.record(ChargeBooked(charge.id, BookedHow.WRITTEN_OFF))
        self.see_to_tasks()
