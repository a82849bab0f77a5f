"""One charge through all that can become of it: what is still to be done, and when it leaves the ledger."""

from __future__ import annotations

from datetime import timedelta

from kiosk.custody.doors.events import VisitBegan
from kiosk.custody.doors.settle import settle
from kiosk.custody.event import Event
from kiosk.custody.ids import ChargeId, PaymentId
from kiosk.custody.ledger import Ledger
from kiosk.custody.money.closing import needs_person, task_of
from kiosk.custody.money.events import (
    ChargeBooked,
    ChargeEarned,
    ChargeFixed,
    ChargeStands,
    PaymentApproved,
    PaymentEnded,
    PaymentIntended,
    PaymentReleased,
)
from kiosk.custody.money.fold import REMEMBERED
from kiosk.custody.money.owed import (
    AskAfter,
    Debt,
    Free,
    GiveBack,
    LetGo,
    PayOut,
    Take,
    Wait,
    obligation,
)
from kiosk.custody.money.state import Charge
from kiosk.custody.money.words import BookedHow, PayResult, PayWay, PayWhat
from kiosk.custody.services.rules import ChargeKind, Money
from kiosk.custody.words import Act, Ending, TaskKind
from tests.custody.book import NOON, VISIT, after

C = ChargeId("c")
COST = Money(450, "EUR")


def fixed(kind: ChargeKind = ChargeKind.PRICE, name: str = "c") -> ChargeFixed:
    return ChargeFixed(ChargeId(name), "p1", "fetch", Act.COLLECT, "duty", kind, COST)


def asked(payment: str, what: PayWhat = PayWhat.TAKE, amount: int = 450, of: str = "") -> PaymentIntended:
    source = PaymentId(of) if of else None
    return PaymentIntended(
        PaymentId(payment), C, what, Money(amount, "EUR"), PayWay.CARD, "terminal", of=source
    )


def ended(payment: str, result: PayResult = PayResult.DONE, amount: int | None = None) -> PaymentEnded:
    moved = Money(amount, "EUR") if amount is not None else None
    return PaymentEnded(PaymentId(payment), C, result, amount=moved)


def paid(
    payment: str = "y", what: PayWhat = PayWhat.TAKE, amount: int = 450, of: str = ""
) -> tuple[Event, ...]:
    return (asked(payment, what, amount, of), ended(payment))


def visit(*events: Event) -> Ledger:
    return after(VisitBegan("test", "harbour"), *events, visit=VISIT)


def charge(ledger: Ledger) -> Charge:
    return ledger.charges[C]


def over(ledger: Ledger, how: Ending = Ending.LEFT) -> Ledger:
    return after(*settle(ledger, VISIT, how), onto=ledger, visit=VISIT)


def test_a_price_that_is_paid_and_earned_leaves_with_its_visit() -> None:
    ledger = visit(fixed())
    assert not charge(ledger).covered
    assert obligation(charge(ledger)) == Wait()
    ledger = after(*paid(), onto=ledger, visit=VISIT)
    assert charge(ledger).covered
    ledger = over(after(ChargeEarned(C, 450), onto=ledger, visit=VISIT))
    assert not ledger.charges
    assert ledger.closed_charges[C].net == 450


def test_what_was_paid_for_a_door_that_never_opened_goes_back() -> None:
    ledger = over(visit(fixed(), *paid()))
    payment = charge(ledger).payments[0]
    assert obligation(charge(ledger)) == GiveBack(450, payment)
    ledger = after(*paid("back", PayWhat.REFUND, of="y"), onto=ledger)
    assert not ledger.charges
    assert ledger.closed_charges[C].net == 0


def test_each_part_goes_back_the_way_it_came() -> None:
    ledger = over(visit(fixed(), *paid("voucher", amount=200), *paid("card", amount=250)))
    wanted = obligation(charge(ledger))
    assert isinstance(wanted, GiveBack)
    assert (wanted.amount, wanted.payment.id) == (250, "card")
    ledger = after(*paid("back", PayWhat.REFUND, 250, "card"), onto=ledger)
    wanted = obligation(charge(ledger))
    assert isinstance(wanted, GiveBack)
    assert (wanted.amount, wanted.payment.id) == (200, "voucher")


def test_a_refund_that_is_refused_is_a_persons_work_and_a_person_ends_it() -> None:
    ledger = over(visit(fixed(), *paid()))
    declined = ended("back", PayResult.DECLINED)
    ledger = after(asked("back", PayWhat.REFUND, of="y"), declined, onto=ledger)
    assert needs_person(charge(ledger))
    ledger = after(*task_of(ledger, charge(ledger)), onto=ledger)
    (task,) = ledger.tasks.values()
    assert (task.kind, task.note) == (TaskKind.MONEY, C)
    assert task_of(ledger, charge(ledger)) == ()
    ledger = after(ChargeBooked(C, BookedHow.BY_HAND), onto=ledger)
    assert not ledger.charges
    assert after(*task_of(ledger, ledger.closed_charges[C]), onto=ledger).tasks == {}


def test_the_unknown_is_asked_and_keeps_everything_else_back() -> None:
    ledger = over(visit(fixed(), asked("y"), ended("y", PayResult.UNKNOWN)))
    wanted = obligation(charge(ledger))
    assert isinstance(wanted, AskAfter)
    assert needs_person(charge(ledger))
    moved = after(ended("y"), onto=ledger)
    assert isinstance(obligation(charge(moved)), GiveBack)
    assert not after(ended("y", PayResult.DECLINED), onto=ledger).charges


def test_a_power_cut_makes_an_answer_that_never_came_unknown_and_a_task() -> None:
    begun = visit(fixed(), asked("y"))
    ledger = over(begun, Ending.INTERRUPTED)
    assert charge(ledger).payments[0].result is PayResult.UNKNOWN
    assert [task.note for task in ledger.tasks.values()] == [C]
    left = over(begun)
    assert charge(left).payments[0].result is None
    assert not left.tasks


def test_an_approval_covers_until_it_is_let_go_and_is_never_kept_for_a_shut_door() -> None:
    ledger = visit(fixed(), asked("y"), PaymentApproved(PaymentId("y"), C, COST))
    assert charge(ledger).covered
    assert isinstance(obligation(charge(ledger)), AskAfter)
    assert isinstance(obligation(charge(over(ledger))), LetGo)
    refused = after(PaymentReleased(PaymentId("y"), C, keep=False), onto=ledger)
    assert not charge(refused).covered
    kept = after(PaymentReleased(PaymentId("y"), C, keep=True), onto=ledger)
    assert charge(kept).covered
    assert charge(after(ended("y"), onto=kept)).net == 450


def test_of_a_hold_the_used_amount_is_taken_or_all_of_it_freed() -> None:
    held = visit(fixed(ChargeKind.SECURITY), *paid("hold", PayWhat.HOLD), ChargeStands(C))
    assert charge(held).covered
    stood = over(held)
    assert charge(stood).stands
    hold = charge(stood).payments[0]
    used = after(ChargeEarned(C, 110), onto=stood)
    assert obligation(charge(used)) == Take(110, hold)
    taken = after(*paid("take", PayWhat.CAPTURE, 110, "hold"), onto=used)
    assert not taken.charges
    assert taken.closed_charges[C].net == 110
    unused = after(ChargeEarned(C, 0), onto=stood)
    assert obligation(charge(unused)) == Free(hold)
    assert not after(*paid("free", PayWhat.VOID, 0, "hold"), onto=unused).charges


def test_a_hold_that_was_approved_for_less_opens_nothing() -> None:
    ledger = visit(fixed(), asked("hold", PayWhat.HOLD), ended("hold", amount=100))
    assert charge(ledger).rest == 350
    assert isinstance(obligation(charge(over(ledger))), Free)


def test_what_is_missing_when_nobody_is_there_any_more_is_a_persons_work() -> None:
    ledger = after(ChargeEarned(C, 450), onto=visit(fixed()))
    assert obligation(charge(ledger)) == Debt(450)
    assert needs_person(charge(ledger))


def test_who_is_to_be_paid_is_paid_so_much_and_not_more() -> None:
    ledger = visit(fixed(ChargeKind.GIVE))
    assert charge(ledger).covered
    ledger = after(ChargeEarned(C, 450), onto=ledger)
    assert obligation(charge(ledger)) == PayOut(450)
    assert obligation(charge(after(*paid("give", PayWhat.GIVE), onto=ledger))) is None


def test_a_closed_charge_opens_again_when_a_person_gives_money_back() -> None:
    ledger = over(after(ChargeEarned(C, 450), onto=visit(fixed(), *paid())))
    ledger = after(ChargeEarned(C, 200), onto=ledger)
    assert C not in ledger.closed_charges
    assert obligation(charge(ledger)) == GiveBack(250, charge(ledger).payments[0])


def test_what_was_closed_long_ago_is_only_in_the_journal() -> None:
    ledger = over(after(ChargeEarned(C, 450), onto=visit(fixed(), *paid())))
    later = NOON + REMEMBERED + timedelta(seconds=1)
    assert after(fixed(name="d"), onto=ledger).closed_charges
    assert not after(fixed(name="d"), onto=ledger, at=later).closed_charges
