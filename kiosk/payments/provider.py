"""What takes money and gives it back: a card terminal, a pay-link, vouchers, an account."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from kiosk.custody.ids import PaymentId
from kiosk.custody.money.answers import PayAnswer
from kiosk.custody.money.words import PayWay, PayWhat, WayState
from kiosk.custody.services.rules import Money


@dataclass(frozen=True, slots=True)
class PayOrder:
    """One thing that a provider is asked for, under an id that never comes again.

    `mark`: what the provider itself wanted kept with it (`Provider.mark`), so that it can be asked about it
    after a restart. `at`: when it was committed, in UTC. `earlier`: of a capture, a void, a refund: what the
    provider called the payment that it is about, and that payment's amount. `party`: who pays, where they
    are known. `code`: what was typed or scanned, for a way that wants it; kept nowhere.
    """

    payment: PaymentId
    what: PayWhat
    amount: Money
    at: datetime
    mark: str = ""
    earlier: str = ""
    earlier_amount: Money | None = None
    party: str = ""
    code: str = ""


@dataclass(frozen=True, slots=True)
class PaySaid:
    """A provider answers: about this payment, and nothing else."""

    payment: PaymentId
    answer: PayAnswer


@dataclass(frozen=True, slots=True)
class ProviderChanged:
    """What this provider can do now may be different; see its `state`."""

    provider: str


@dataclass(frozen=True, slots=True)
class ProviderSettled:
    """This provider has settled its day; what that came to, where it says it (see `DaySettled`)."""

    provider: str
    total: Money | None
    first: int | None = None
    last: int | None = None
    count: int | None = None


PayMessage = PaySaid | ProviderChanged | ProviderSettled
Post = Callable[[PayMessage], None]
"""Puts a message into the kiosk's queue, from any thread."""


class Provider(Protocol):
    """Everything returns at once; answers come as `PaySaid`, from any thread.

    Nothing is repeated on the line but what the provider's own protocol makes harmless. Whatever it was told
    is answered in the end, if only by `PayUnknown`. It keeps no card's number beyond the first six and the
    last four digits.
    """

    @property
    def name(self) -> str:
        """As the site file calls it; in the journal."""
        ...

    @property
    def ways(self) -> frozenset[PayWay]: ...

    @property
    def two_step(self) -> bool:
        """Whether a `TAKE` is answered by `PayApproved` first and waits for `commit` or `refuse`."""
        ...

    @property
    def approved_for(self) -> float:
        """Seconds for which an approval waits for `commit`; after that it has to be refused."""
        ...

    @property
    def hold_for(self) -> int:
        """Seconds for which a `HOLD` stands; 0 where there are no holds."""
        ...

    @property
    def gives(self) -> bool:
        """Whether it can give money back, or pay somebody, without a card being shown again."""
        ...

    @property
    def state(self) -> WayState: ...

    @property
    def mark(self) -> str:
        """What has to be known to ask about the next payment later, such as the last receipt's number."""
        ...

    def begin(self, order: PayOrder) -> None:
        """Its intent is on the disk. Sent once, whatever happens."""
        ...

    def commit(self, payment: PaymentId) -> None:
        """The door is open: keep the money. Answered by `PayDone`, or `PayUnknown`."""
        ...

    def refuse(self, payment: PaymentId) -> None:
        """The door stays shut: the approval is over. Answered by `PayDeclined`, or `PayUnknown`."""
        ...

    def ask(self, order: PayOrder) -> None:
        """What became of it? Moves no money. Answered by one of the four ends."""
        ...

    def cancel(self, payment: PaymentId) -> None:
        """A wish: how it ends is answered as if nobody had wished."""
        ...

    def close(self) -> None:
        """No more answers."""
        ...
