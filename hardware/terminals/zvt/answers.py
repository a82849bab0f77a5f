"""What a terminal's APDUs mean: status, completion, abort, its own state, and what it does meanwhile."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from hardware.outcomes.terminals import CardDoing, CardRefusal, CardSlip, DayTotal, TerminalState
from hardware.terminals.zvt.fields import NONE_LEFT, Bitmaps, read, unbcd

KINDS: Final[Mapping[int, str]] = {
    2: "ec-cash",
    5: "girocard",
    6: "Mastercard",
    8: "American Express",
    9: "electronic purse",
    10: "Visa",
    11: "Visa Electron",
    12: "Diners",
    13: "V PAY",
    14: "JCB",
    30: "gift card",
    46: "Maestro",
    70: "Visa Debit",
}
_TOTALS: Final = ("girocard", "JCB", "Mastercard", "American Express", "Visa", "Diners", "other")

_REFUSALS: Final[Mapping[int, CardRefusal]] = {
    0x66: CardRefusal.GOODS,
    0x6C: CardRefusal.CANCELLED,
    0x6F: CardRefusal.CURRENCY,
    0x77: CardRefusal.DAY_END_FAILED,
    0x83: CardRefusal.IMPOSSIBLE,
    0x9A: CardRefusal.FORM,
    0x9C: CardRefusal.BUSY,
    0xA0: CardRefusal.BUSY,
    0xA3: CardRefusal.OFFLINE,
    0xB4: CardRefusal.ALREADY_REVERSED,
    0xB5: CardRefusal.NOT_REVERSIBLE,
    0xB7: CardRefusal.AMOUNT,
    0xE0: CardRefusal.UPDATING,
    0xF0: CardRefusal.DAY_END,
    0xFC: CardRefusal.UPDATING,
}
_STATES: Final[Mapping[int, TerminalState]] = {
    0x00: TerminalState.READY,
    0x51: TerminalState.SERVICE,
    0x9C: TerminalState.BUSY,
    0xC2: TerminalState.SERVICE,
    0xDC: TerminalState.BUSY,
    0xDF: TerminalState.SERVICE,
    0xE0: TerminalState.UPDATING,
    0xF0: TerminalState.DAY_END,
    0xFC: TerminalState.UPDATING,
}
_DOING: Final[Mapping[int, CardDoing]] = {
    **dict.fromkeys((0x0A, 0xDF), CardDoing.CARD),
    **dict.fromkeys((0x00, 0x01, 0x02, 0x15, 0xE0, 0xE1, 0xE2, 0xE3), CardDoing.PIN),
    **dict.fromkeys((0x04, 0x06, *range(0xD2, 0xD8)), CardDoing.HOST),
    **dict.fromkeys((0x0B, *range(0x41, 0x60)), CardDoing.REMOVE),
    **dict.fromkeys(
        (0x03, 0x07, 0x08, 0x09, 0x0C, 0x0D, 0x10, 0x13, 0x14, 0x16, 0x18, 0x19, 0x1D), CardDoing.REFUSED
    ),
    **dict.fromkeys((0x1B, 0x1C), CardDoing.APPROVED),
    0x05: CardDoing.REVERSING,
    0x0F: CardDoing.DAY_END,
    **dict.fromkeys((0x12, 0x1A), CardDoing.SERVICE),
}
_INITIALISE, _DIAGNOSE, _VENDING = 0x01, 0x02, 0x10


def refusal_of(code: int) -> CardRefusal:
    """Codes 01 to 63 are the host's."""
    return CardRefusal.BANK if 0x01 <= code <= 0x63 else _REFUSALS.get(code, CardRefusal.OTHER)


def state_of(code: int) -> TerminalState:
    """A state that nobody knows is no state to sell in."""
    return _STATES.get(code, TerminalState.BUSY)


def doing_of(data: bytes) -> CardDoing:
    """What an 04 FF says."""
    return _DOING.get(data[0], CardDoing.WAIT) if data else CardDoing.WAIT


def minutes_of(data: bytes) -> int | None:
    """The second byte of an 04 FF: minutes within which the terminal will speak again; None without one."""
    return (unbcd(data[1:2]) or None) if len(data) > 1 else None


@dataclass(frozen=True, slots=True)
class CardStatus:
    """An 04 0F. `result` None: it isn't there or could not be read; 0 is good."""

    result: int | None
    slip: CardSlip
    original: int | None
    """the trace number of what was reversed"""
    first: int | None
    last: int | None
    totals: tuple[DayTotal, ...]
    unread: str

    @property
    def same(self) -> tuple[int | None, int | None, int | None]:
        """What a repetition of it has in common with it."""
        return self.result, self.slip.amount, self.slip.receipt


def status_of(data: bytes) -> CardStatus:
    said = read(data)
    moment = "".join(said.values.get(key, b"").hex() for key in (0x0D, 0x0C))
    terminal = said.values.get(0x29, b"").hex()
    slip = CardSlip(
        said.figure(0x04),
        said.figure(0x87),
        said.trace,
        terminal,
        _kind(said),
        said.number,
        moment if moment.isdecimal() else "",
        said.values.get(0x3B, b"").hex(),
    )
    first, last, totals = _totals(said.values.get(0x60, b""))
    return CardStatus(said.byte(0x27), slip, said.figure(0x37), first, last, totals, said.unread)


def _kind(said: Bitmaps) -> str:
    name = said.values.get(0x8B, b"").decode("cp437").strip("\0 ")
    if name and name.isprintable() and not any(each.isdigit() for each in name):
        return name
    kind = said.byte(0x8A)
    return "" if kind is None else KINDS.get(kind, f"card {kind}")


def _totals(data: bytes) -> tuple[int | None, int | None, tuple[DayTotal, ...]]:
    """Receipts from and to, then a count and a total for each of seven kinds of cards."""
    if len(data) < 4:
        return None, None, ()
    first, last = unbcd(data[:2]), unbcd(data[2:4])
    found: list[DayTotal] = []
    for at, card in enumerate(_TOTALS):
        part = data[4 + 7 * at : 11 + 7 * at]
        total = unbcd(part[1:]) if len(part) == 7 else None
        if total is not None and (part[0] or total):
            found.append(DayTotal(card, part[0], total))
    return first, last, tuple(found)


@dataclass(frozen=True, slots=True)
class Finished:
    """An 06 0F: the command is over, which says nothing about money."""

    terminal: str = ""
    initialise: bool = False
    diagnose: bool = False
    vending: bool = False


def finished_of(data: bytes) -> Finished:
    said = read(data)
    flags = said.byte(0x19) or 0
    return Finished(
        said.values.get(0x29, b"").hex(),
        bool(flags & _INITIALISE),
        bool(flags & _DIAGNOSE),
        bool(flags & _VENDING),
    )


def enquired_of(data: bytes) -> int | None:
    """The state in an 06 0F that answers 05 01, whose version comes first where there is one."""
    if not data:
        return None
    if data[0] & 0xF0 == 0xF0 and len(data) > 3 and all(byte & 0xF0 == 0xF0 for byte in data[:3]):
        length = 100 * (data[0] & 15) + 10 * (data[1] & 15) + (data[2] & 15)
        return data[3 + length] if len(data) > 3 + length else None
    return data[0]


@dataclass(frozen=True, slots=True)
class Aborted:
    """An 06 1E with its code. `hold`: the receipt of a hold that is open, where it tells of one."""

    code: int
    hold: int | None = None


def aborted_of(data: bytes) -> Aborted:
    if not data:
        return Aborted(0xFF)
    receipt = read(data[1:]).values.get(0x87)
    return Aborted(data[0], None if receipt in (None, NONE_LEFT) else unbcd(receipt or b""))
