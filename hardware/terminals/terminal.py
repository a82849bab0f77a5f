"""The interface of a card terminal, and the thread that owns one."""

from __future__ import annotations

import logging
from abc import abstractmethod
from collections.abc import Callable
from typing import Protocol

from hardware.outcomes.terminals import (
    CardNotSent,
    CardRefusal,
    CardSlip,
    CardUnknown,
    TerminalDayOpen,
    TerminalReport,
)
from hardware.terminals.errands import (
    AskErrand,
    BookErrand,
    DayErrand,
    Errand,
    ErrandRow,
    FreeErrand,
    GoodsVerdict,
    HoldErrand,
    RefundErrand,
    ReverseErrand,
    SaleErrand,
)
from hardware.transport.base import Transport
from hardware.transport.owner import BACK_OFF, PortOwner
from hardware.transport.presence import Presence

log = logging.getLogger(__name__)

STOPPED = "the program stopped meanwhile"


class CardTerminal(Protocol):
    """Nothing here waits: every method may be called from any thread, and values are posted.

    `id` is the caller's and never used twice. Exactly one `CardOutcome` is posted for each `begin`, `ask`,
    `hold`, `book`, `free`, `reverse` and `refund`, and one `DayOutcome` for each `close_day`. Amounts are
    minor units. `hold_for`: seconds that an approval waits for `commit` or `refuse`.
    """

    name: str
    hold_for: float

    def start(self) -> None: ...

    def stop(self) -> None: ...

    def begin(self, id_: str, amount: int) -> None:
        """Take money. A `CardHolding` comes once it is approved and not yet taken: `commit` or `refuse`."""
        ...

    def commit(self, id_: str) -> None:
        """The goods are out: take it. Means nothing unless `id_` is holding."""
        ...

    def refuse(self, id_: str) -> None:
        """The goods are not out: take nothing. Means nothing unless `id_` is holding."""
        ...

    def cancel(self, id_: str) -> None:
        """A wish, until the approval; some terminals don't heed it. Wait for the outcome."""
        ...

    def ask(self, id_: str, amount: int, before: int | None) -> None:
        """Find out what became of a payment that nobody knows of; waits until the terminal is there.

        `before`: `TerminalNews.receipt` as it was before the money was asked for.
        """
        ...

    def hold(self, id_: str, amount: int) -> None:
        """Reserve money; less than `amount` may be approved."""
        ...

    def book(self, id_: str, slip: CardSlip, used: int) -> None:
        """Take the used part of a hold, and free the rest."""
        ...

    def free(self, id_: str, slip: CardSlip) -> None:
        """Free a hold."""
        ...

    def reverse(self, id_: str, slip: CardSlip) -> None:
        """Take a payment back without the card; only before its day is closed."""
        ...

    def refund(self, id_: str, amount: int) -> None:
        """Give money to a card that is held there."""
        ...

    def close_day(self, id_: str) -> None:
        """Settle the day; refused while holds are open."""
        ...


class TerminalOwner(PortOwner):
    """Keeps the promises of `CardTerminal` for what a driver's `_serve` sees to."""

    def __init__(
        self,
        name: str,
        open_line: Callable[[], Transport],
        post: Callable[[TerminalReport], None],
        *,
        hold_for: float,
        back_off: tuple[float, ...] = BACK_OFF,
    ) -> None:
        super().__init__(name, open_line, back_off=back_off)
        self.name = name
        self.hold_for = hold_for
        self._post = post
        self._errands = ErrandRow()
        self._health = Presence(name, post, log)

    @abstractmethod
    def _supports(self, errand: Errand) -> bool:
        """Whether this kind of terminal can do it."""

    def stop(self) -> None:
        """As `PortOwner.stop`; whatever waits is answered first."""
        super().stop()
        for errand in self._errands.close(asks=True):
            self._post(unseen(self.name, errand, CardRefusal.STOPPED))

    def begin(self, id_: str, amount: int) -> None:
        self._put(SaleErrand(id_, amount))

    def commit(self, id_: str) -> None:
        self._errands.decide(id_, GoodsVerdict.COMMIT)
        self._ring()

    def refuse(self, id_: str) -> None:
        self._errands.decide(id_, GoodsVerdict.REFUSE)
        self._ring()

    def cancel(self, id_: str) -> None:
        self._errands.cancel(id_)
        self._ring()

    def ask(self, id_: str, amount: int, before: int | None) -> None:
        self._put(AskErrand(id_, amount, before))

    def hold(self, id_: str, amount: int) -> None:
        self._put(HoldErrand(id_, amount))

    def book(self, id_: str, slip: CardSlip, used: int) -> None:
        self._put(BookErrand(id_, slip, used))

    def free(self, id_: str, slip: CardSlip) -> None:
        self._put(FreeErrand(id_, slip))

    def reverse(self, id_: str, slip: CardSlip) -> None:
        self._put(ReverseErrand(id_, slip))

    def refund(self, id_: str, amount: int) -> None:
        self._put(RefundErrand(id_, amount))

    def close_day(self, id_: str) -> None:
        self._put(DayErrand(id_))

    def _put(self, errand: Errand) -> None:
        if not self._supports(errand):
            self._post(unseen(self.name, errand, CardRefusal.UNSUPPORTED))
            return
        if self._stopping:
            self._post(unseen(self.name, errand, CardRefusal.STOPPED))
            return
        taken = self._errands.put(errand)
        if taken:
            self._ring()
        else:
            self._post(unseen(self.name, errand, CardRefusal.GONE if taken is None else CardRefusal.BUSY))

    def _ring(self) -> None:
        if not self._stopping:
            self._wake.set()

    def _lost(self, reason: str) -> None:
        for errand in self._errands.close():
            self._post(unseen(self.name, errand, CardRefusal.GONE))
        self._health.down(reason)

    def _is_over(self) -> bool:
        return self._stopping


def unseen(device: str, errand: Errand, why: CardRefusal) -> CardNotSent | CardUnknown | TerminalDayOpen:
    """The answer to an errand that was never begun."""
    match errand:
        case AskErrand(id_):
            return CardUnknown(id_, STOPPED if why is CardRefusal.STOPPED else f"not asked: {why}")
        case DayErrand(id_):
            return TerminalDayOpen(device, id_, why)
        case _:
            return CardNotSent(errand.id, why)
