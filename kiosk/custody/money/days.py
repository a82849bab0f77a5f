"""The end of a provider's day: what it says it settled, against what the journal says it took."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Final

from kiosk.custody.event import Event
from kiosk.custody.ids import TaskId
from kiosk.custody.ledger import Ledger
from kiosk.custody.money.events import DaySettled
from kiosk.custody.money.state import Payment
from kiosk.custody.money.words import PayResult, PayWhat
from kiosk.custody.roles import OPERATOR
from kiosk.custody.words import TaskKind
from kiosk.custody.work.events import TaskMade

LAST_NUMBER: Final = 9999
"""After this one a terminal's receipts begin with 1 again."""
_MOST: Final = 9
"""So many runs of receipts are named; where there are more, the whole day is."""
_NUMBER: Final = re.compile(r"(\d{1,4})(?:/\d+)?")
_SIGNS: Final = {PayWhat.TAKE: 1, PayWhat.CAPTURE: 1, PayWhat.REFUND: -1, PayWhat.GIVE: -1}


@dataclass(frozen=True, slots=True)
class DayCheck:
    """`booked`: what the journal says was taken, less what went back. `says`: what the provider says; None
    where it tells no total. `unbooked`: receipts of its day that the journal does not know; `unsettled`:
    receipts by which the journal has money and the provider's day has none.
    """

    booked: int
    says: int | None
    unbooked: tuple[int, ...] = ()
    unsettled: tuple[int, ...] = ()

    @property
    def agrees(self) -> bool | None:
        """Whether there is nothing to look at; None where the provider told nothing to compare.

        A receipt by which no money moved, such as a declined one, is no difference: the total shows that.
        """
        if self.unsettled or (self.says is not None and self.says != self.booked):
            return False
        if self.says is not None:
            return True
        return None if not self.unbooked else False


def check_day(payments: Iterable[Payment], day: DaySettled) -> DayCheck:
    """`payments`: what the provider was asked for since it settled the last time."""
    mine = tuple(payments)
    moved = [p for p in mine if p.what in _SIGNS and p.result is PayResult.DONE]
    booked = sum(_SIGNS[p.what] * p.amount.minor for p in moved)
    says = None if day.total is None else day.total.minor
    numbers = receipts_of(day)
    if not numbers:
        return DayCheck(booked, says)
    known = {number for p in mine if (number := number_of(p)) is not None}
    returned = {p.of for p in moved if p.what is PayWhat.REFUND}
    stays = (number_of(p) for p in moved if _SIGNS[p.what] > 0 and p.id not in returned)
    settled = frozenset(numbers)
    return DayCheck(
        booked,
        says,
        tuple(number for number in numbers if number not in known),
        tuple(sorted({number for number in stays if number is not None and number not in settled})),
    )


def receipts_of(day: DaySettled) -> tuple[int, ...]:
    """The numbers of the day's receipts, in their order; none where the provider told none."""
    if not day.first or not day.last:
        return ()
    if day.first <= day.last:
        return tuple(range(day.first, day.last + 1))
    return (*range(day.first, LAST_NUMBER + 1), *range(1, day.last + 1))


def number_of(payment: Payment) -> int | None:
    """The receipt's number, of a reference such as "43/613995"."""
    found = _NUMBER.fullmatch(payment.reference)
    return None if found is None else int(found[1])


def payments_since(ledger: Ledger, provider: str) -> Iterator[Payment]:
    """What the provider was asked for since it settled the last time, as far as the ledger goes back."""
    since = ledger.settled.get(provider)
    for charges in (ledger.charges, ledger.closed_charges):
        for charge in charges.values():
            for payment in charge.payments:
                if payment.provider == provider and (since is None or payment.at >= since):
                    yield payment


def tasks_of_day(
    ledger: Ledger, day: DaySettled, checked: DayCheck, draw: Callable[[], str]
) -> Iterator[Event]:
    """A task for each run of receipts that a person has to look at; one that there is already stays."""
    if checked.agrees is not False:
        return
    there = {task.note for task in ledger.tasks.values() if task.kind is TaskKind.RECEIPT}
    for numbers in named(day, checked):
        note = f"{day.provider} {numbers}".strip()
        if note not in there:
            yield TaskMade(TaskId(draw()), TaskKind.RECEIPT, "", OPERATOR, note)


def named(day: DaySettled, checked: DayCheck) -> tuple[str, ...]:
    """What to look at, such as "44" or "44-46"; where no single receipt is odd, all of the day's."""
    odd = (*runs(checked.unbooked), *runs(checked.unsettled))
    if 0 < len(odd) <= _MOST:
        return odd
    return (f"{day.first}-{day.last}" if receipts_of(day) else "",)


def runs(numbers: Iterable[int]) -> tuple[str, ...]:
    """1, 2, 3, 7 is "1-3" and "7"."""
    found: list[list[int]] = []
    for number in numbers:
        if found and number == found[-1][-1] + 1:
            found[-1].append(number)
        else:
            found.append([number])
    return tuple(str(run[0]) if len(run) == 1 else f"{run[0]}-{run[-1]}" for run in found)
