"""What a simulated terminal does with the next sales, a line each, and what money it took."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum


class SaleAct(StrEnum):
    """How a sale goes."""

    APPROVE = "approve"
    DECLINE = "decline"
    """VALUE: the result, in hex; with the amount, and ended by an abort"""
    DECLINE_DONE = "decline-done"
    """the same, but it says at the end that all is done"""
    ABORT = "abort"
    """ended without a status"""
    ONLY_DONE = "only-done"
    """says that it is done and nothing else"""
    SILENT = "silent"
    """says nothing at all"""
    MUTE = "mute"
    """takes the order and falls silent"""
    NEVER_DONE = "never-done"
    """takes the money and never says that it is over"""
    TWICE = "twice"
    """says the approval twice"""
    AMOUNT = "amount"
    """approves another amount, VALUE in minor units"""
    OTHER_TERMINAL = "other-terminal"
    OLD_RECEIPT = "old-receipt"
    UNKNOWN_BITMAP = "unknown-bitmap"
    CLEAR_NUMBER = "clear-number"
    """shows the whole card number and its track"""
    COMPLETE_REFUSED = "complete-refused"
    """keeps the money although the goods were not given out"""
    BUSY = "busy"
    DAY_END = "day-end"
    """wants its end of day first"""
    UPDATE = "update"
    """declines, as it updates itself"""
    GARBAGE = "garbage"
    FOREIGN = "foreign"
    """is another machine that greets in its own way"""


class VanishAt(StrEnum):
    """Where a terminal can vanish: as soon as it was asked, and after each thing that it says."""

    ASKED = "asked"
    BEGUN = "begun"
    WORKING = "working"
    APPROVED = "approved"
    ANSWERED = "answered"


@dataclass(frozen=True, slots=True)
class SaleTurn:
    """One sale. `vanish`: where its plug is pulled; `keep`: it keeps the money of what nobody committed.

    `pieces`: its bytes come one by one; `lump`: several APDUs come in one piece.
    """

    act: SaleAct = SaleAct.APPROVE
    value: str = ""
    vanish: VanishAt | None = None
    keep: bool = False
    pieces: bool = False
    lump: bool = False


@dataclass(frozen=True, slots=True)
class Takings:
    """`what`: taken, returned, declined, held, booked, freed, refunded, or settled (a day's total)."""

    what: str
    receipt: int
    amount: int


WORDS = (
    f"{'|'.join(SaleAct)} [VALUE] [vanish {'|'.join(VanishAt)}] [keep] [pieces] [lump]; "
    "state CODE, unplug, plug"
)


def turn_of(line: str) -> SaleTurn:
    """A line such as "decline 6C pieces" or "approve vanish approved keep". Raises ValueError."""
    act, *words = line.split()
    value, vanish = "", None
    flags = dict.fromkeys(("keep", "pieces", "lump"), False)
    rest = iter(words)
    for word in rest:
        if word in flags:
            flags[word] = True
        elif word == "vanish":
            vanish = VanishAt(next(rest, ""))
        elif not value:
            value = word
        else:
            raise ValueError(f"{word} means nothing here")
    return SaleTurn(SaleAct(act), value, vanish, **flags)


def turns_of(lines: Iterable[str]) -> Iterator[SaleTurn]:
    """Of a script, whose empty lines and those that begin with # mean nothing. Raises ValueError."""
    for number, line in enumerate(lines, 1):
        if line.strip() and not line.lstrip().startswith("#"):
            try:
                yield turn_of(line)
            except ValueError as wrong:
                raise ValueError(f"line {number}: {wrong}") from wrong
