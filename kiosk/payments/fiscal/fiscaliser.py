"""What records each payment for the tax office, and numbers or signs its receipt."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from hardware.outcomes.fiscal import SignedReceipt
from kiosk.custody.ids import PaymentId
from kiosk.custody.money.words import PayWay
from kiosk.custody.services.rules import Money


@dataclass(frozen=True, slots=True)
class FiscalOrder:
    """One movement of money: `amount` is less than 0 where it goes back. `name`: what it is for, as the
    service calls it; `rate`: the tax in it, in hundredths of a percent; `at`: when it was asked for, in UTC.
    """

    payment: PaymentId
    at: datetime
    amount: Money
    name: str
    rate: int
    way: PayWay


@dataclass(frozen=True, slots=True)
class FiscalSaid:
    """The payment's receipt, or why it has none yet: then it may be finished again."""

    payment: PaymentId
    receipt: SignedReceipt | None
    reason: str = ""


@dataclass(frozen=True, slots=True)
class FiscalChanged:
    """Whether it is ready may be different now."""


@dataclass(frozen=True, slots=True)
class FiscalDayTold:
    """A day was closed under this number, or was not, and why."""

    number: str
    reason: str = ""


@dataclass(frozen=True, slots=True)
class FiscalCopy:
    """What it has kept, for an auditor; empty, with a reason, where it gave nothing."""

    data: bytes
    reason: str = ""


FiscalMessage = FiscalSaid | FiscalChanged | FiscalDayTold | FiscalCopy
PostFiscal = Callable[[FiscalMessage], None]
"""Puts a message into the kiosk's queue, from any thread."""


class Fiscaliser(Protocol):
    """Everything returns at once; answers come as messages, from any thread.

    A payment's id is the key: whatever is asked twice under it is recorded once. A payment that is done stays
    done whatever becomes of its receipt.
    """

    @property
    def name(self) -> str:
        """What is kept with the payments that it records; empty where it records none."""
        ...

    @property
    def ready(self) -> bool:
        """Whether money may be asked for now: without this nobody pays here."""
        ...

    def begin(self, order: FiscalOrder) -> None:
        """Somebody is going to pay. Not answered."""
        ...

    def finish(self, order: FiscalOrder) -> None:
        """The money has moved: one `FiscalSaid`."""
        ...

    def cancel(self, payment: PaymentId) -> None:
        """No money has moved. Not answered."""
        ...

    def close_day(self) -> None:
        """One `FiscalDayTold`, where it has days."""
        ...

    def export(self) -> None:
        """One `FiscalCopy`, where it keeps something of its own."""
        ...

    def close(self) -> None:
        """No more answers."""
        ...
