"""Pays what a hand-over costs before its door: says what it costs, asks how, waits, and says how it ended.

Nobody pays before everything else that the hand-over asks for is met, and no door opens before it is paid.
"""

from __future__ import annotations

from enum import Enum, auto
from typing import Final, assert_never

from kiosk.custody.doors.steps import WITHOUT_DOOR
from kiosk.custody.ids import ChargeId
from kiosk.custody.money.answers import (
    PayApproved,
    PayDeclined,
    PayDone,
    PayNotSent,
    PayProgress,
    PayUnknown,
)
from kiosk.custody.money.dues import PriceDue, dropped, may_pay, of_visit, unclear, undone
from kiosk.custody.money.events import ChargeBooked
from kiosk.custody.money.state import Charge
from kiosk.custody.money.tax import tax_lines
from kiosk.custody.money.words import BookedHow, DeclineReason, PayStep, PayWay
from kiosk.custody.services.rules import ChargeKind, Money, TerminalDown
from kiosk.journeys.desk import Desk
from kiosk.journeys.effects import Draw, Record, ask
from kiosk.journeys.money.effects import PayEvents, PayStarted, StartPaying, StopPaying
from kiosk.journeys.money.screens import (
    EnterVoucher,
    FailedChoice,
    Pay,
    PayFailed,
    PayNote,
    PayNoteKind,
    PayUnclear,
    PayWaiting,
    Price,
    PriceLine,
    TaxShare,
    TermsAndPrice,
    TermsChoice,
    WaitingChoice,
    price_of,
)
from kiosk.journeys.screen import BackChoice, Typed

_FIRST: Final = PayStep.CONNECTING


async def settle_up(desk: Desk, about: str, step: str, due: tuple[PriceDue, ...]) -> bool:
    """Whether the door may be asked for now: everything that is due for this step is paid.

    False where the person does not want to, can't, or where nobody knows whether they have paid; they were
    told. What was paid already counts for another try in this visit.
    """
    doubt = unclear(desk.ledger, desk.visit, about, step)
    if doubt is not None:
        await _unclear(desk, doubt)
        return False
    if not due:
        return True
    waived = _while_nobody_can_pay(desk, due)
    if waived is None and not desk.pay_ways:
        await ask(PayNote(PayNoteKind.NO_WAY, _total(due)))
        return False
    if waived is None:
        agreed = await _agreed(due)
        if not agreed:
            return False
    fixed: tuple[ChargeId, ...] = ()
    for _, each in enumerate(due):
        drawn = await Draw()
        event = each.fixed(ChargeId(drawn))
        fixed = (*fixed, event.charge)
        await Record(event, *(() if waived is None else (ChargeBooked(event.charge, waived),)))
    for _, charge in enumerate(fixed):
        paid = await _pay(desk, charge)
        if not paid:
            return False
    return True


async def give_up(desk: Desk, about: str) -> None:
    """The door stayed shut for good: what was paid for it goes back, and they are told.

    Where nobody knows what happened behind the door nothing goes back before a person has looked.
    """
    events = dropped(desk.ledger, desk.visit, about)
    back = _paid(desk, about)
    if not events:
        return
    door = all(charge.act not in WITHOUT_DOOR for charge in of_visit(desk.ledger, desk.visit))
    await Record(*events)
    if back is not None:
        await ask(PayNote(PayNoteKind.GOES_BACK, back, door))


async def take_back(desk: Desk, about: str, step: str) -> None:
    """Its door did open, but what is behind it is no good: what was paid goes back, and they are told."""
    events = undone(desk.ledger, desk.visit, about, step)
    if not events:
        return
    back = [c for c in (desk.ledger.charges[event.charge] for event in events) if c.covered and c.payments]
    await Record(*events)
    if back:
        total = Money(sum(c.amount.minor for c in back), back[0].amount.currency)
        await ask(PayNote(PayNoteKind.GOES_BACK, price_of(total)))


def _while_nobody_can_pay(desk: Desk, due: tuple[PriceDue, ...]) -> BookedHow | None:
    """What becomes of all of it where no way of paying works now; None where the door waits."""
    if desk.pay_ways:
        return None
    downs = {each.down for each in due}
    if downs == {TerminalDown.WAIVE}:
        return BookedHow.WAIVED
    known = all(each.party is not None for each in due)
    if known and downs <= {TerminalDown.WAIVE, TerminalDown.ACCOUNT}:
        return BookedHow.ACCOUNT
    return None


async def _agreed(due: tuple[PriceDue, ...]) -> bool:
    deposits = tuple(each for each in due if each.kind is ChargeKind.SECURITY)
    answer = await ask(
        TermsAndPrice(
            tuple(PriceLine(each.name, each.kind, price_of(each.amount), each.late) for each in due),
            _total(due),
            _taxes(due),
            _total(deposits) if deposits else None,
            due[0].service,
            due[0].terms,
            due[0].act not in WITHOUT_DOOR,
        )
    )
    match answer:
        case TermsChoice.PAY:
            return True
        case BackChoice.BACK:
            return False
        case _:
            assert_never(answer)


class _Then(Enum):
    ON = auto()
    """The charge is looked at again: it is paid, or more is to be tried."""
    WRONG_CODE = auto()
    STOP = auto()


async def _pay(desk: Desk, name: ChargeId) -> bool:
    """One charge, in as many parts as vouchers leave of it, and as many tries as the person wants."""
    after = _Then.ON
    while True:
        charge = desk.ledger.charges[name]
        if charge.covered:
            return True
        if not may_pay(desk.ledger, desk.visit, charge):
            await _unclear(desk, charge)
            return False
        total = price_of(Money(charge.rest, charge.amount.currency))
        way: PayWay | None = PayWay.CODE
        if after is not _Then.WRONG_CODE:
            way = await _way(total, desk.pay_ways)
        if way is None:
            return False
        after = await _try(desk, charge, way, total, wrong=after is _Then.WRONG_CODE)
        if after is _Then.STOP:
            return False


async def _try(desk: Desk, charge: Charge, way: PayWay, total: Price, *, wrong: bool) -> _Then:
    code = ""
    if way is PayWay.CODE:
        answer = await ask(EnterVoucher(total, wrong))
        match answer:
            case Typed(text):
                code = text
            case BackChoice.BACK:
                return _Then.STOP if len(desk.pay_ways) == 1 else _Then.ON
            case _:
                assert_never(answer)
    ended = await _one_payment(charge, way, total, code)
    match ended:
        case PayDone() | PayApproved():
            return _Then.ON
        case PayUnknown():
            await _unclear(desk, charge)
            return _Then.STOP
        case PayDeclined(reason=DeclineReason.CODE):
            return _Then.WRONG_CODE
        case PayDeclined(reason=reason):
            pass
        case PayNotSent():
            reason = DeclineReason.SERVICE
        case _:
            assert_never(ended)
    others = len(desk.pay_ways) > 1
    again = await ask(PayFailed(total, reason, others, charge.act not in WITHOUT_DOOR))
    return _Then.STOP if again is FailedChoice.STOP else _Then.ON


async def _way(total: Price, ways: tuple[PayWay, ...]) -> PayWay | None:
    """The only one, or the one that the person picks; None where they go back or none is left."""
    if len(ways) == 1:
        return ways[0]
    if not ways:
        await ask(PayNote(PayNoteKind.NO_WAY, total))
        return None
    answer = await ask(Pay(total, ways))
    return None if isinstance(answer, BackChoice) else answer


async def _one_payment(
    charge: Charge, way: PayWay, total: Price, code: str
) -> PayDone | PayApproved | PayDeclined | PayNotSent | PayUnknown:
    started = await StartPaying(charge.id, way, code)
    if not isinstance(started, PayStarted):
        return started
    progress = PayProgress(_FIRST)
    stopping = False
    while True:
        answer = await ask(
            PayWaiting(
                total,
                way,
                progress.step,
                progress.can_cancel and not stopping,
                progress.link,
                progress.until,
                charge.act not in WITHOUT_DOOR,
            ),
            PayEvents(started.payment),
        )
        match answer:
            case WaitingChoice.CANCEL:
                stopping = True
                await StopPaying(started.payment)
            case PayProgress():
                progress = answer
            case _:
                return answer


async def _unclear(desk: Desk, charge: Charge) -> None:
    own = charge.visit == desk.visit.id
    door = charge.act not in WITHOUT_DOOR
    await ask(PayUnclear(price_of(charge.amount), charge.number, own, door))


def _total(due: tuple[PriceDue, ...]) -> Price:
    return price_of(Money(sum(each.amount.minor for each in due), due[0].amount.currency))


def _taxes(due: tuple[PriceDue, ...]) -> tuple[TaxShare, ...]:
    currency = due[0].amount.currency
    lines = tax_lines((each.amount.minor, each.tax) for each in due if each.tax)
    return tuple(TaxShare(line.rate, price_of(Money(line.tax, currency))) for line in lines)


def _paid(desk: Desk, about: str) -> Price | None:
    """What this visit has paid for it so far."""
    mine = [c for c in of_visit(desk.ledger, desk.visit) if c.about == about and c.net + c.waits > 0]
    if not mine:
        return None
    return price_of(Money(sum(c.net + c.waits for c in mine), mine[0].amount.currency))
