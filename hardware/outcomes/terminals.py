"""Reports of card terminals: what a sale, a hold, a refund or a day came to, and how the terminal is.

Amounts are whole minor units (450 is 4.50 EUR). Of a card number there are never more than the first six and
the last four digits in any of these values, and nothing of its tracks.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from hardware.outcomes.devices import DeviceDown, DeviceUp


class CardRefusal(StrEnum):
    """Why nothing was charged, as far as the terminal says it; texts are made of this and of nothing else."""

    BANK = "bank"
    """the card's bank or the acquirer said no"""
    CANCELLED = "cancelled"
    """the person or the kiosk stopped it, or nobody held a card in time"""
    CURRENCY = "currency"
    AMOUNT = "amount"
    IMPOSSIBLE = "impossible"
    """this terminal or this card can't do it"""
    FORM = "form"
    """the terminal could not read what it was asked"""
    BUSY = "busy"
    OFFLINE = "offline"
    """the terminal has no line to its host"""
    DAY_END = "day-end"
    """the terminal wants its end of day first"""
    UPDATING = "updating"
    ALREADY_REVERSED = "already-reversed"
    NOT_REVERSIBLE = "not-reversible"
    DAY_END_FAILED = "day-end-failed"
    GOODS = "goods"
    """the kiosk said that the goods were not given out; the terminal took it back without the card"""
    NOT_PAID = "not-paid"
    """asked afterwards: the terminal knows of no such payment"""
    GONE = "gone"
    """the terminal is not connected"""
    UNSUPPORTED = "unsupported"
    """this kind of terminal has no such function"""
    STOPPED = "stopped"
    """the program stops"""
    OTHER = "other"


class CardDoing(StrEnum):
    """What a terminal is doing meanwhile, for our own words on the screen."""

    WAIT = "wait"
    CARD = "card"
    """it waits for the card"""
    PIN = "pin"
    """the person should look at the terminal: PIN, a question"""
    HOST = "host"
    """it talks to the bank"""
    REMOVE = "remove"
    """the card should be taken out"""
    REFUSED = "refused"
    APPROVED = "approved"
    REVERSING = "reversing"
    DAY_END = "day-end"
    SERVICE = "service"


class TerminalState(StrEnum):
    READY = "ready"
    BUSY = "busy"
    """somebody uses it, a card is in it, or it works for itself"""
    UPDATING = "updating"
    SERVICE = "service"
    """it wants a person: service, dead, tampered"""
    DAY_END = "day-end"
    """it sells nothing before its end of day"""
    FOREIGN = "foreign"
    """what is connected doesn't speak this protocol"""


@dataclass(frozen=True, slots=True)
class CardSlip:
    """What the terminal said of one payment; None or empty where it said nothing.

    `receipt` and `trace` are its numbers, `number` the cut card number (`411111******1111`), `card` the name
    of its kind, `moment` the terminal's own `MMDDhhmmss` (a hint, its clock may be wrong), `code` the
    authorisation's, in hex, `lines` what the scheme wants printed.
    """

    amount: int | None = None
    receipt: int | None = None
    trace: int | None = None
    terminal: str = ""
    card: str = ""
    number: str = ""
    moment: str = ""
    code: str = ""
    lines: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class CardWorking:
    """The terminal is at work for `id`; says nothing of what will come."""

    id: str
    doing: CardDoing


@dataclass(frozen=True, slots=True)
class CardHolding:
    """Approved, and not yet taken: hand out the goods, then `commit(id)`, or `refuse(id)`.

    It has to be told within the terminal's `hold_for` seconds, else the terminal is told to take it back.
    """

    id: str
    slip: CardSlip


@dataclass(frozen=True, slots=True)
class CardDone:
    """It is so. A hold's `slip.amount` may be less than what was asked for; nothing else's is."""

    id: str
    slip: CardSlip


@dataclass(frozen=True, slots=True)
class CardDeclined:
    """Nothing is charged. `code`: the terminal's own result, for technicians; -1 where it had none."""

    id: str
    why: CardRefusal
    code: int = -1


@dataclass(frozen=True, slots=True)
class CardNotSent:
    """No byte of it left the machine, or the terminal refused to begin: nothing is charged."""

    id: str
    why: CardRefusal


@dataclass(frozen=True, slots=True)
class CardUnknown:
    """Nobody knows whether it was charged: no second charge, no door; `ask(id, ...)`, or a person finds out.

    `reason` is for technicians. `slip`: what the terminal said before it fell silent.
    """

    id: str
    reason: str
    slip: CardSlip | None = None


@dataclass(frozen=True, slots=True)
class DayTotal:
    """What one kind of card came to on that day."""

    card: str
    count: int
    total: int


@dataclass(frozen=True, slots=True)
class TerminalDayClosed:
    """The terminal has settled its day. `total` and receipts `first` to `last` are None where it said none.

    `id` is empty where the terminal wanted it and nobody had asked.
    """

    device: str
    id: str
    total: int | None
    first: int | None
    last: int | None
    of: tuple[DayTotal, ...] = ()


@dataclass(frozen=True, slots=True)
class TerminalDayOpen:
    """The day was not settled. `holds`: receipts of holds that have to be taken or freed first."""

    device: str
    id: str
    why: CardRefusal
    holds: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class TerminalNews:
    """How the terminal is, told whenever it changes.

    `receipt`: number of the last receipt that it knows, to be kept with an intent before money is asked for;
    None where it knows of none. `holds_goods`: it says of itself that it waits for goods (vending mode).
    """

    device: str
    state: TerminalState
    terminal: str = ""
    receipt: int | None = None
    holds_goods: bool = False
    detail: str = ""


CardOutcome = CardDone | CardDeclined | CardNotSent | CardUnknown
"""The last word on one id; exactly one is posted for each."""
DayOutcome = TerminalDayClosed | TerminalDayOpen
TerminalReport = CardWorking | CardHolding | CardOutcome | DayOutcome | TerminalNews | DeviceUp | DeviceDown
