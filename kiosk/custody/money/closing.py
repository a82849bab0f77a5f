"""What becomes of money when a visit ends, when a person has looked, and what only a person can clear up."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from kiosk.custody.event import Event
from kiosk.custody.ids import ConsignmentId, TaskId, TenancyId
from kiosk.custody.ledger import Ledger, Visit
from kiosk.custody.money.dues import in_doubt, of_visit
from kiosk.custody.money.events import ChargeEarned, ChargeStands, PaymentEnded
from kiosk.custody.money.owed import obligation, refused
from kiosk.custody.money.state import Charge, Payment
from kiosk.custody.money.words import PayResult
from kiosk.custody.roles import OPERATOR
from kiosk.custody.services.rules import ChargeKind
from kiosk.custody.things.deadlines import step_of
from kiosk.custody.words import Act, TaskKind
from kiosk.custody.work.events import TaskDone, TaskMade


def settle_money(
    ledger: Ledger, visit: Visit, doubtful: Iterable[str], *, interrupted: bool
) -> Iterator[Event]:
    """What a visit fixed and did not earn is dropped. `doubtful`: the things and spaces behind whose doors
    nobody knows what happened: there nobody pays, and nothing goes back, before a person has looked.

    `interrupted`: the machine stopped, so that no answer comes any more.
    """
    unsure = frozenset(doubtful)
    for charge in of_visit(ledger, visit):
        payment = charge.open_payment
        if payment is not None and payment.result is None and interrupted:
            yield PaymentEnded(payment.id, charge.id, PayResult.UNKNOWN)
            yield from task_of(ledger, _in_doubt(charge, payment))
        if charge.target is not None or charge.stands:
            continue
        if charge.about not in unsure and not in_doubt(ledger, charge):
            yield ChargeEarned(charge.id, 0)


def task_of(ledger: Ledger, charge: Charge) -> tuple[Event, ...]:
    """A task for a person, where only one can clear this charge up; or its end."""
    task = TaskId(f"{charge.id}.money")
    if needs_person(charge):
        if task in ledger.tasks:
            return ()
        return (TaskMade(task, TaskKind.MONEY, "", OPERATOR, charge.id),)
    return (TaskDone(task),) if task in ledger.tasks else ()


def tasks_of_money(ledger: Ledger) -> Iterator[Event]:
    """The tasks that charges want and have not, and the ends of those that no charge wants any more."""
    for charge in ledger.charges.values():
        yield from task_of(ledger, charge)
    for task in ledger.tasks.values():
        if task.kind is TaskKind.MONEY and task.note not in ledger.charges:
            yield TaskDone(task.id)


def needs_person(charge: Charge) -> bool:
    """Whether it is unknown, owed by somebody who is gone, or a provider has refused to put it right."""
    payment = charge.open_payment
    if payment is not None:
        return payment.result is PayResult.UNKNOWN
    wanted = obligation(charge)
    return wanted is not None and refused(charge, wanted)


def looked(ledger: Ledger, charge: Charge) -> tuple[Event, ...]:
    """Whether the step that a charge is for was done, once a person has looked behind its door; nothing while
    nobody has, or while its visit is under way."""
    if charge.target is not None or charge.visit in ledger.visits:
        return ()
    if charge.stands:
        return _kept_or_back(ledger, charge)
    if in_doubt(ledger, charge):
        return ()
    happened = _happened(ledger, charge)
    if happened and charge.covered and charge.kind is ChargeKind.SECURITY:
        return (ChargeStands(charge.id),)
    return (ChargeEarned(charge.id, charge.amount.minor if happened else 0),)


def _kept_or_back(ledger: Ledger, charge: Charge) -> tuple[Event, ...]:
    """A security for something that nobody waits for any more is kept, and one for what is back goes back,
    where the visit that brought it did not say so itself."""
    thing = ledger.consignments.get(ConsignmentId(charge.about))
    if thing is None:
        return (ChargeEarned(charge.id, charge.amount.minor),)
    if thing.compartment is None or ledger.holding(thing.compartment).held_by is not None:
        return ()
    return (ChargeEarned(charge.id, 0),)


def _happened(ledger: Ledger, charge: Charge) -> bool:
    """A thing that still waits for the step has not passed it. What is in no book any more was taken out, or
    never came."""
    tenancy = ledger.tenancies.get(TenancyId(charge.about))
    if tenancy is not None:
        # What its holder does later is owed with the opening; here nobody saw one.
        return charge.act is Act.BEGIN and tenancy.opened
    thing = ledger.consignments.get(ConsignmentId(charge.about))
    if thing is None:
        return charge.act not in (Act.DEPOSIT, Act.BEGIN)
    step = step_of(ledger, thing)
    return step is None or step.name != charge.step


def _in_doubt(charge: Charge, payment: Payment) -> Charge:
    unknown = replace(payment, result=PayResult.UNKNOWN)
    return replace(charge, payments=tuple(unknown if p.id == payment.id else p for p in charge.payments))
