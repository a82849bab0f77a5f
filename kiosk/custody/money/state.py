"""Charges and payments as the ledger keeps them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from kiosk.custody.ids import ChargeId, PartyId, PaymentId, VisitId
from kiosk.custody.money.words import BookedHow, DeclineReason, PayResult, PayWay, PayWhat
from kiosk.custody.services.rules import ChargeKind, Money
from kiosk.custody.words import Act


@dataclass(frozen=True, slots=True)
class FiscalMark:
    """What a receipt carries for the tax office. `qr`: the text of its QR code."""

    number: str
    signature: str = ""
    qr: str = ""


@dataclass(frozen=True, slots=True)
class Payment:
    """One thing that a provider was asked for. `result`: None while nobody has answered.

    `approved`: it waits for its door. `told`: the provider was told to keep it or, False, to let it go.
    `amount`: what was asked for, and once it is answered what has moved. `reference`: the provider's own name
    for it. `mark`: what the provider wants to know when it is asked again. `of`: the earlier payment that a
    capture, a void or a refund is about. `fiscal`: what records it for the tax office; `signed`: as what.
    """

    id: PaymentId
    what: PayWhat
    amount: Money
    way: PayWay
    provider: str
    at: datetime
    mark: str = ""
    of: PaymentId | None = None
    result: PayResult | None = None
    reference: str = ""
    approved: bool = False
    told: bool | None = None
    reason: DeclineReason | None = None
    fiscal: str = ""
    signed: FiscalMark | None = None

    @property
    def is_unsigned(self) -> bool:
        """Whether it moved money that is still to be recorded for the tax office."""
        return bool(self.fiscal) and self.signed is None and self.result is PayResult.DONE

    @property
    def is_open(self) -> bool:
        """Whether nobody knows what became of it."""
        return self.result in (None, PayResult.UNKNOWN)


@dataclass(frozen=True, slots=True)
class Charge:
    """What a step costs, as it was shown and accepted. Its amount never changes.

    `about`: the thing, space or bill; `step`, `act`, `name`: of its service. `target`: what is owed in the
    end, None while nobody can say. `stands`: a security that is kept until the thing is back. `booked`:
    settled without a provider. `tax`: of the amount, in hundredths of a percent. `number`: of its visit, to
    be read aloud. `closed_at`: since when there is nothing left to do.
    """

    id: ChargeId
    about: str
    step: str
    act: Act
    name: str
    kind: ChargeKind
    amount: Money
    visit: VisitId | None
    at: datetime
    number: int = 0
    service: str = ""
    compartment: str = ""
    party: PartyId | None = None
    payee: str = ""
    tax: int = 0
    target: int | None = None
    stands: bool = False
    booked: BookedHow | None = None
    payments: tuple[Payment, ...] = ()
    closed_at: datetime | None = None

    def payment(self, name: PaymentId) -> Payment | None:
        return next((each for each in self.payments if each.id == name), None)

    @property
    def held(self) -> int:
        """What is kept back on a card now."""
        ended = (PayWhat.CAPTURE, PayWhat.VOID)
        if any(p.what in ended and p.result is PayResult.DONE for p in self.payments):
            return 0
        return self._done(PayWhat.HOLD)

    @property
    def waits(self) -> int:
        """What is approved and waits for its door."""
        return sum(
            p.amount.minor for p in self.payments if p.approved and p.result is None and p.told is None
        )

    @property
    def net(self) -> int:
        """What was taken, less what was given back."""
        return self._done(PayWhat.TAKE, PayWhat.CAPTURE) - self._done(PayWhat.REFUND, PayWhat.GIVE)

    @property
    def open_payment(self) -> Payment | None:
        """The one of which nobody knows what became; there is never a second one beside it."""
        return next((p for p in self.payments if p.is_open), None)

    @property
    def rest(self) -> int:
        """What a door still waits for."""
        if self.kind is ChargeKind.GIVE or self.booked is not None:
            return 0
        return max(0, self.amount.minor - max(self.held, self.net + self._underway))

    @property
    def covered(self) -> bool:
        """Whether a door may be opened for it."""
        return self.rest == 0

    @property
    def _underway(self) -> int:
        """Approved, and not let go: its door is being opened, or has been."""
        mine = (p for p in self.payments if p.approved and p.told is not False and p.result is None)
        return sum(p.amount.minor for p in mine)

    def _done(self, *what: PayWhat) -> int:
        return sum(p.amount.minor for p in self.payments if p.what in what and p.result is PayResult.DONE)


@dataclass(frozen=True, slots=True)
class VoucherState:
    """What a voucher is still worth."""

    worth: Money
    until: datetime | None = None
