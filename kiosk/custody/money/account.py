"""A day's account: what was taken and given back by service, tax rate and provider, and what is open."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Final, TypeVar

from kiosk.custody.doors.events import VisitBegan
from kiosk.custody.event import Event
from kiosk.custody.ids import ChargeId
from kiosk.custody.ledger import EMPTY, Ledger, Recorded
from kiosk.custody.money.closing import needs_person
from kiosk.custody.money.days import DayCheck, check_day
from kiosk.custody.money.events import (
    ChargeBooked,
    ChargeFixed,
    DaySettled,
    MoneyDecided,
    PaymentEnded,
    PaymentIntended,
)
from kiosk.custody.money.fold import MONEY
from kiosk.custody.money.owed import Debt, GiveBack, PayOut, obligation
from kiosk.custody.money.state import Charge, Payment
from kiosk.custody.money.tax import TaxLine, tax_lines
from kiosk.custody.money.words import BookedHow, PayResult, PayWhat
from kiosk.custody.services.rules import ChargeKind, Money

KINDS: Final[frozenset[type[Event]]] = frozenset({*MONEY, MoneyDecided, VisitBegan})
"""All that an account is made of. Visits are only counted, for their numbers."""

K = TypeVar("K", bound="tuple[str, ...]")

_SIGNS: Final = {PayWhat.TAKE: 1, PayWhat.CAPTURE: 1, PayWhat.REFUND: -1, PayWhat.GIVE: -1}
_VISITS: Final = 256
"""How many visits may be under way at once, by far."""


@dataclass(frozen=True, slots=True)
class Movement:
    """Money moved at `at` (UTC); `amount` in minor units, less than 0 where it went back to the visitor."""

    at: datetime
    charge: Charge
    payment: Payment
    amount: int

    @property
    def currency(self) -> str:
        return self.payment.amount.currency


@dataclass(frozen=True, slots=True)
class Settled:
    """A charge was settled without a provider, at `at`; `amount` is what was still open of it."""

    at: datetime
    charge: Charge
    how: BookedHow
    amount: Money


@dataclass(frozen=True, slots=True)
class MoneyVerdict:
    """A person decided about a charge, at `at`."""

    at: datetime
    charge: Charge
    said: MoneyDecided


@dataclass(frozen=True, slots=True)
class ProviderDay:
    """A provider settled its day, at `at`; `checked` against the journal as it was then."""

    at: datetime
    said: DaySettled
    checked: DayCheck


class MoneyBook:
    """Hears the rows of `KINDS` in their order. `moved`, `settled` and `days` are all since the first row."""

    def __init__(self) -> None:
        self.moved: list[Movement] = []
        self.settled: list[Settled] = []
        self._each: dict[ChargeId, Ledger] = {}
        """A ledger for each charge alone: small, and the same fold as the kiosk's."""
        self.days: list[ProviderDay] = []
        self.decided: list[MoneyVerdict] = []
        self._asked: dict[str, set[ChargeId]] = {}
        """By provider: the charges that it was asked about since it settled the last time."""
        self._visits_begun = 0
        self._numbers: deque[tuple[str, int]] = deque(maxlen=_VISITS)

    @property
    def charges(self) -> Iterator[Charge]:
        for name in self._each:
            yield self._charge(name)

    def hear(self, row: Recorded) -> None:
        event = row.event
        if isinstance(event, VisitBegan):
            self._visits_begun += 1
            self._numbers.append((row.visit or "", self._visits_begun))
            return
        if isinstance(event, DaySettled):
            self._settle(row.at, event)
            return
        if isinstance(event, MoneyDecided):
            if event.charge in self._each:
                self.decided.append(MoneyVerdict(row.at, self._charge(event.charge), event))
            return
        if isinstance(event, PaymentIntended):
            self._asked.setdefault(event.provider, set()).add(event.charge)
        name: ChargeId | None = getattr(event, "charge", None)
        if name is None or (name not in self._each and not isinstance(event, ChargeFixed)):
            return
        ledger = MONEY[type(event)](self._each.get(name, EMPTY), row, event)
        if isinstance(event, ChargeFixed):
            number = next((n for visit, n in self._numbers if visit == row.visit), 0)
            ledger = replace(ledger, charges={name: replace(ledger.charges[name], number=number)})
        before = self._charge(name) if name in self._each else None
        self._each[name] = ledger
        if isinstance(event, PaymentEnded) and event.result is PayResult.DONE:
            self._move(row, self._charge(name), event, before)
        elif isinstance(event, ChargeBooked):
            charge = self._charge(name)
            left = (charge.amount.minor if charge.target is None else charge.target) - charge.net
            self.settled.append(Settled(row.at, charge, event.how, Money(left, charge.amount.currency)))

    def _move(self, row: Recorded, charge: Charge, event: PaymentEnded, before: Charge | None) -> None:
        payment = charge.payment(event.payment)
        was = None if before is None else before.payment(event.payment)
        if payment is None or (was is not None and was.result is PayResult.DONE):
            return
        sign = _SIGNS.get(payment.what, 0)
        if sign:
            self.moved.append(Movement(row.at, charge, payment, sign * payment.amount.minor))

    def _settle(self, at: datetime, said: DaySettled) -> None:
        last = next((each.at for each in reversed(self.days) if each.said.provider == said.provider), None)
        asked = (self._charge(name) for name in self._asked.pop(said.provider, ()) if name in self._each)
        payments = (
            payment
            for charge in asked
            for payment in charge.payments
            if payment.provider == said.provider and (last is None or payment.at >= last)
        )
        self.days.append(ProviderDay(at, said, check_day(payments, said)))

    def _charge(self, name: ChargeId) -> Charge:
        ledger = self._each[name]
        return ledger.charges.get(name) or ledger.closed_charges[name]


# --- a day ----------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Sums:
    """What was taken and what went back, in minor units, both from 0 on; `count` payments took it."""

    currency: str
    count: int
    taken: int
    returned: int

    @property
    def net(self) -> int:
        return self.taken - self.returned


@dataclass(frozen=True, slots=True)
class ServiceTakings:
    """Of one charge of one service. `payee`: for whom it was taken; empty where it is the operator's."""

    service: str
    name: str
    kind: ChargeKind
    payee: str
    sums: Sums


@dataclass(frozen=True, slots=True)
class ProviderTakings:
    provider: str
    sums: Sums


@dataclass(frozen=True, slots=True)
class RateTakings:
    """The operator's own takings at one rate of tax."""

    currency: str
    line: TaxLine


@dataclass(frozen=True, slots=True)
class BookedSum:
    """What was settled without a provider."""

    how: BookedHow
    count: int
    amount: Money


@dataclass(frozen=True, slots=True)
class OpenCharge:
    """Something about a charge is open. `amount`: how much of it. `payment`: which one it is about.

    `by_person`: no provider does it, or none can be asked.
    """

    charge: Charge
    amount: Money
    payment: Payment | None
    by_person: bool


@dataclass(frozen=True, slots=True)
class DayAccount:
    """What moved from `begins` until before `ends`, and what is open after the last row that was heard."""

    begins: datetime
    ends: datetime
    services: tuple[ServiceTakings, ...]
    rates: tuple[RateTakings, ...]
    providers: tuple[ProviderTakings, ...]
    booked: tuple[BookedSum, ...]
    decided: tuple[MoneyVerdict, ...]
    refunds_due: tuple[OpenCharge, ...]
    unknown: tuple[OpenCharge, ...]
    holds: tuple[OpenCharge, ...]
    securities: tuple[OpenCharge, ...]
    debts: tuple[OpenCharge, ...]
    unsigned: tuple[OpenCharge, ...]


def account(book: MoneyBook, begins: datetime, ends: datetime) -> DayAccount:
    """Times are UTC."""
    moved = tuple(each for each in book.moved if begins <= each.at < ends)
    charges = tuple(book.charges)
    return DayAccount(
        begins,
        ends,
        tuple(_services(moved)),
        tuple(_rates(moved)),
        tuple(
            ProviderTakings(name, sums)
            for (name, currency), sums in _by(moved, lambda m: (m.payment.provider, m.currency))
        ),
        tuple(_booked(each for each in book.settled if begins <= each.at < ends)),
        tuple(each for each in book.decided if begins <= each.at < ends),
        tuple(_refunds(charges)),
        tuple(_unknown(charges)),
        tuple(
            OpenCharge(
                c,
                _of(c, c.held),
                next((p for p in c.payments if p.what is PayWhat.HOLD), None),
                by_person=False,
            )
            for c in charges
            if c.held
        ),
        tuple(OpenCharge(c, _of(c, c.net), None, by_person=False) for c in charges if c.stands and c.net),
        tuple(_debts(charges)),
        tuple(
            OpenCharge(c, p.amount, p, by_person=False) for c in charges for p in c.payments if p.is_unsigned
        ),
    )


def _services(moved: tuple[Movement, ...]) -> Iterator[ServiceTakings]:
    def key(each: Movement) -> tuple[str, str, ChargeKind, str, str]:
        charge = each.charge
        return charge.service, charge.name, charge.kind, charge.payee, each.currency

    for (service, name, kind, payee, _), sums in _by(moved, key):
        yield ServiceTakings(service, name, kind, payee, sums)


def _rates(moved: tuple[Movement, ...]) -> Iterator[RateTakings]:
    """A security, and what belongs to somebody else, is no takings, unless the site says a rate for it."""
    own = [m for m in moved if m.charge.tax or (m.charge.kind is ChargeKind.PRICE and not m.charge.payee)]
    for currency in sorted({m.currency for m in own}):
        for line in tax_lines((m.amount, m.charge.tax) for m in own if m.currency == currency):
            yield RateTakings(currency, line)


def _by(moved: Iterable[Movement], key: Callable[[Movement], K]) -> Iterator[tuple[K, Sums]]:
    groups: dict[K, list[Movement]] = {}
    for each in moved:
        groups.setdefault(key(each), []).append(each)
    for name in sorted(groups):
        amounts = [each.amount for each in groups[name]]
        taken = [each for each in amounts if each > 0]
        yield (
            name,
            Sums(
                groups[name][0].currency, len(taken), sum(taken), -sum(each for each in amounts if each < 0)
            ),
        )


def _booked(settled: Iterable[Settled]) -> Iterator[BookedSum]:
    groups: dict[tuple[BookedHow, str], list[int]] = {}
    for each in settled:
        groups.setdefault((each.how, each.amount.currency), []).append(each.amount.minor)
    for how, currency in sorted(groups):
        amounts = groups[how, currency]
        yield BookedSum(how, len(amounts), Money(sum(amounts), currency))


def _refunds(charges: Iterable[Charge]) -> Iterator[OpenCharge]:
    for charge in charges:
        match obligation(charge):
            case GiveBack(amount, payment):
                yield OpenCharge(charge, _of(charge, amount), payment, needs_person(charge))
            case PayOut(amount):
                yield OpenCharge(charge, _of(charge, amount), None, needs_person(charge))
            case _:
                pass


def _unknown(charges: Iterable[Charge]) -> Iterator[OpenCharge]:
    for charge in charges:
        payment = charge.open_payment
        if payment is not None:
            yield OpenCharge(charge, payment.amount, payment, payment.result is PayResult.UNKNOWN)


def _debts(charges: Iterable[Charge]) -> Iterator[OpenCharge]:
    for charge in charges:
        wanted = obligation(charge)
        if isinstance(wanted, Debt):
            yield OpenCharge(charge, _of(charge, wanted.amount), None, by_person=True)


def _of(charge: Charge, minor: int) -> Money:
    return Money(minor, charge.amount.currency)
