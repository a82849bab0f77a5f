"""A card terminal as a provider: its values in the words of money."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import Final, assert_never

from hardware.outcomes.devices import DeviceDown, DeviceUp
from hardware.outcomes.terminals import (
    CardDeclined,
    CardDoing,
    CardDone,
    CardHolding,
    CardNotSent,
    CardRefusal,
    CardSlip,
    CardUnknown,
    CardWorking,
    TerminalDayClosed,
    TerminalDayOpen,
    TerminalNews,
    TerminalReport,
    TerminalState,
)
from hardware.terminals.terminal import CardTerminal
from kiosk.custody.ids import PaymentId
from kiosk.custody.money.answers import (
    PayAnswer,
    PayApproved,
    PayDeclined,
    PayDone,
    PayEnd,
    PayNotSent,
    PayProgress,
    PayUnknown,
)
from kiosk.custody.money.words import DeclineReason, PayStep, PayWay, PayWhat, WayState
from kiosk.custody.services.rules import Money
from kiosk.payments.provider import PayMessage, PayOrder, PaySaid, ProviderChanged, ProviderSettled

TerminalFact = TerminalNews | TerminalDayClosed | TerminalDayOpen | DeviceUp | DeviceDown
"""What a terminal says that is about no payment."""

_NIGHT: Final = "night"
_REFERENCE: Final = re.compile(r"(\d{1,4})(?:/(\d{1,8}))?")
_STATES: Final[Mapping[TerminalState, WayState]] = {
    TerminalState.READY: WayState.READY,
    TerminalState.BUSY: WayState.BUSY,
    TerminalState.UPDATING: WayState.BUSY,
    TerminalState.DAY_END: WayState.BUSY,
    TerminalState.SERVICE: WayState.SERVICE,
    TerminalState.FOREIGN: WayState.SERVICE,
}
_REASONS: Final[Mapping[CardRefusal, DeclineReason]] = {
    CardRefusal.BANK: DeclineReason.REFUSED,
    CardRefusal.CANCELLED: DeclineReason.CANCELLED,
    CardRefusal.GOODS: DeclineReason.CANCELLED,
    CardRefusal.NOT_PAID: DeclineReason.OTHER,
    CardRefusal.OTHER: DeclineReason.OTHER,
}
"""All others are the terminal's: it can't, or not now."""
_STEPS: Final[Mapping[CardDoing, PayStep]] = {
    CardDoing.WAIT: PayStep.READING,
    CardDoing.CARD: PayStep.SHOW_CARD,
    CardDoing.PIN: PayStep.PIN,
    CardDoing.HOST: PayStep.AUTHORISING,
    CardDoing.REMOVE: PayStep.REMOVE_CARD,
    CardDoing.REFUSED: PayStep.FINISHING,
    CardDoing.APPROVED: PayStep.FINISHING,
    CardDoing.REVERSING: PayStep.FINISHING,
    CardDoing.DAY_END: PayStep.CONNECTING,
    CardDoing.SERVICE: PayStep.CONNECTING,
}
_STOPPABLE: Final = frozenset({CardDoing.WAIT, CardDoing.CARD, CardDoing.PIN})


class TerminalProvider:
    """`make` makes the terminal around what it posts; `start` and `close` are its thread's.

    `tell` hears what is about no payment. `gives`: it takes payments back without the card, until its day is
    closed; whatever is to be paid out otherwise is for a person. `pre_approves`: seconds for which its holds
    stand. `others`: what the terminal calls all other payments since an order's time, which can't be the one
    that is asked about.
    """

    ways = frozenset({PayWay.CARD})
    two_step = True

    def __init__(
        self,
        make: Callable[[Callable[[TerminalReport], None]], CardTerminal],
        currency: str,
        post: Callable[[PayMessage], None],
        tell: Callable[[TerminalFact], None],
        *,
        gives: bool,
        pre_approves: int = 0,
        others: Callable[[PayOrder], frozenset[str]] = lambda _order: frozenset(),
    ) -> None:
        self._terminal = make(self._take)
        self._currency = currency
        self._post = post
        self._tell = tell
        self._closed = False
        self._up = False
        self._news: TerminalNews | None = None
        self._others = others
        self._asking: dict[str, frozenset[str]] = {}
        self.gives = gives
        self.hold_for = pre_approves

    @property
    def name(self) -> str:
        return self._terminal.name

    @property
    def approved_for(self) -> float:
        return self._terminal.hold_for

    @property
    def state(self) -> WayState:
        news = self._news
        return WayState.GONE if not self._up or news is None else _STATES[news.state]

    @property
    def mark(self) -> str:
        news = self._news
        return "" if news is None or news.receipt is None else str(news.receipt)

    def start(self) -> None:
        self._terminal.start()

    def begin(self, order: PayOrder) -> None:
        id_, amount = str(order.payment), order.amount.minor
        if order.amount.currency != self._currency or amount <= 0:
            self._say(order.payment, PayNotSent("this terminal does not take such an amount"))
            return
        slip = _slip(order)
        match order.what:
            case PayWhat.TAKE:
                self._terminal.begin(id_, amount)
            case PayWhat.HOLD:
                self._terminal.hold(id_, amount)
            case PayWhat.CAPTURE:
                self._terminal.book(id_, slip, amount)
            case PayWhat.VOID:
                self._terminal.free(id_, slip)
            case PayWhat.REFUND if self.gives and slip.amount == amount:
                self._terminal.reverse(id_, slip)
            case PayWhat.REFUND | PayWhat.GIVE:
                # A part of a payment, or money without a card: a terminal alone can't.
                self._say(order.payment, PayDeclined(DeclineReason.SERVICE))
            case _:
                assert_never(order.what)

    def commit(self, payment: PaymentId) -> None:
        self._terminal.commit(str(payment))

    def refuse(self, payment: PaymentId) -> None:
        self._terminal.refuse(str(payment))

    def ask(self, order: PayOrder) -> None:
        """Once at a time: a question waits until the terminal is there, and nothing is sold meanwhile."""
        id_ = str(order.payment)
        if id_ not in self._asking:
            self._asking[id_] = self._others(order)
            before = int(order.mark) if order.mark.isdecimal() else None
            self._terminal.ask(id_, order.amount.minor, before)

    def cancel(self, payment: PaymentId) -> None:
        self._terminal.cancel(str(payment))

    def close_day(self) -> None:
        """Settle the terminal's day; `tell` hears what it came to."""
        self._terminal.close_day(_NIGHT)

    def close(self) -> None:
        self._closed = True

    def stop(self) -> None:
        """End the terminal's thread."""
        self._closed = True
        self._terminal.stop()

    # --- on the terminal's thread -------------------------------------------------------------------

    def _take(self, report: TerminalReport) -> None:
        match report:
            case DeviceUp() | DeviceDown() | TerminalNews():
                self._note(report)
            case TerminalDayClosed():
                if not self._closed:
                    self._tell(report)
                    self._post(self._settled(report))
            case TerminalDayOpen():
                if not self._closed:
                    self._tell(report)
            case CardWorking(id_, doing):
                self._say(PaymentId(id_), PayProgress(_STEPS[doing], doing in _STOPPABLE))
            case CardHolding(id_, slip):
                self._say(PaymentId(id_), PayApproved(self._money(slip), reference_of(slip)))
            case CardDone(id_, slip):
                self._end(id_, PayDone(self._money(slip), reference_of(slip)))
            case CardDeclined(id_, why):
                self._end(id_, PayDeclined(_REASONS.get(why, DeclineReason.SERVICE)))
            case CardNotSent(id_, why):
                self._end(id_, PayNotSent(why))
            case CardUnknown(id_, reason):
                self._end(id_, PayUnknown(reason))
            case _:
                assert_never(report)

    def _note(self, report: DeviceUp | DeviceDown | TerminalNews) -> None:
        before = self.state
        match report:
            case DeviceUp():
                self._up = True
            case DeviceDown():
                self._up = False
            case TerminalNews():
                self._news = report
        if self._closed:
            return
        self._tell(report)
        if self.state is not before:
            self._post(ProviderChanged(self.name))

    def _end(self, id_: str, answer: PayEnd) -> None:
        others = self._asking.pop(id_, frozenset())
        if isinstance(answer, PayDone) and answer.reference in others:
            answer = PayUnknown("the terminal's last payment is another visit's")
        self._say(PaymentId(id_), answer)

    def _say(self, payment: PaymentId, answer: PayAnswer) -> None:
        if not self._closed:
            self._post(PaySaid(payment, answer))

    def _settled(self, day: TerminalDayClosed) -> ProviderSettled:
        total = None if day.total is None else Money(day.total, self._currency)
        count = sum(each.count for each in day.of) if day.of else None
        return ProviderSettled(self.name, total, day.first, day.last, count)

    def _money(self, slip: CardSlip) -> Money:
        return Money(slip.amount or 0, self._currency)


def reference_of(slip: CardSlip) -> str:
    """Receipt and trace number, as the journal keeps them: "43/613995"; empty where the terminal has none."""
    if slip.receipt is None:
        return ""
    return f"{slip.receipt}" if slip.trace is None else f"{slip.receipt}/{slip.trace}"


def _slip(order: PayOrder) -> CardSlip:
    """What the terminal has to know of the payment that an order is about."""
    told = _REFERENCE.fullmatch(order.earlier)
    amount = None if order.earlier_amount is None else order.earlier_amount.minor
    if told is None:
        return CardSlip(amount)
    return CardSlip(amount, int(told[1]), int(told[2]) if told[2] else None)
