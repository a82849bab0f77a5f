"""Events of money. Each is on the disk before what it says is done; none holds a card's number."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from kiosk.custody.event import Event
from kiosk.custody.ids import ChargeId, PartyId, PaymentId
from kiosk.custody.money.words import BookedHow, DeclineReason, MoneyDecision, PayResult, PayWay, PayWhat
from kiosk.custody.services.rules import ChargeKind, Money
from kiosk.custody.words import Act


@dataclass(frozen=True, slots=True)
class ChargeFixed(Event):
    """A price was shown and accepted; it holds for this visit, whatever the time or the service file says.

    `about`: the thing, space or bill; `step`, `act`, `name`: of its service, whose rules have the digest
    `terms`. `party`: who pays. `compartment`: whose door waits for it; empty where none does. `tax`: of the
    amount, in hundredths of a percent.
    """

    charge: ChargeId
    about: str
    step: str
    act: Act
    name: str
    kind: ChargeKind
    amount: Money
    service: str = ""
    terms: str = ""
    compartment: str = ""
    party: PartyId | None = None
    payee: str = ""
    tax: int = 0


@dataclass(frozen=True, slots=True)
class ChargeStands(Event):
    """A security is kept from now on, until the thing is back."""

    charge: ChargeId


@dataclass(frozen=True, slots=True)
class ChargeEarned(Event):
    """So much is owed in the end, in minor units; 0 drops the charge, and what was paid goes back."""

    charge: ChargeId
    amount: int


@dataclass(frozen=True, slots=True)
class ChargeBooked(Event):
    """Nothing more is asked of a provider for this charge."""

    charge: ChargeId
    how: BookedHow


@dataclass(frozen=True, slots=True)
class PaymentIntended(Event):
    """Committed before the provider hears of it. The payment's id is the key by which it is asked for.

    `of`: the earlier payment that a capture, a void or a refund is about. `fiscal`: what records it for the
    tax office once it is done; empty where nothing does.
    """

    payment: PaymentId
    charge: ChargeId
    what: PayWhat
    amount: Money
    way: PayWay
    provider: str
    mark: str = ""
    of: PaymentId | None = None
    fiscal: str = ""


@dataclass(frozen=True, slots=True)
class PaymentApproved(Event):
    """The provider keeps the money once it is told that the door is open."""

    payment: PaymentId
    charge: ChargeId
    amount: Money
    reference: str = ""


@dataclass(frozen=True, slots=True)
class PaymentReleased(Event):
    """Committed before the provider hears of it. `keep`: the door is open, the money is kept; or not."""

    payment: PaymentId
    charge: ChargeId
    keep: bool


@dataclass(frozen=True, slots=True)
class PaymentEnded(Event):
    """`amount`: what has moved, where that is known."""

    payment: PaymentId
    charge: ChargeId
    result: PayResult
    reference: str = ""
    amount: Money | None = None
    reason: DeclineReason | None = None


@dataclass(frozen=True, slots=True)
class DaySettled(Event):
    """A provider has settled what it took since the last time, and tells what that came to.

    `total`: None where it tells none. `first`, `last`: numbers of its receipts. `count`: so many payments.
    """

    provider: str
    total: Money | None = None
    first: int | None = None
    last: int | None = None
    count: int | None = None


@dataclass(frozen=True, slots=True)
class MoneyDecided(Event):
    """A person has decided; what follows of it is in the rows beside this one.

    `by`: of the operator's people. `amount`: how much it is about. `text`: the id of why, in the vault.
    """

    charge: ChargeId
    what: MoneyDecision
    by: PartyId
    amount: Money
    text: str = ""


@dataclass(frozen=True, slots=True)
class FiscalSigned(Event):
    """A payment was recorded for the tax office. `signature` and `qr` are empty where nothing is signed."""

    payment: PaymentId
    charge: ChargeId
    number: str
    signature: str = ""
    qr: str = ""
    device: str = ""


@dataclass(frozen=True, slots=True)
class VoucherMade(Event):
    voucher: str
    worth: Money
    until: datetime | None = None


@dataclass(frozen=True, slots=True)
class VoucherUsed(Event):
    """So much of it is gone, in minor units; less than 0 puts some back."""

    voucher: str
    amount: int
