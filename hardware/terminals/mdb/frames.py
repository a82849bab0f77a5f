"""Lines of a Qibixx adapter as master of a cashless reader, both directions, as pure functions.

Source: the maker's pages on vending sessions and "always idle". The kiosk's lines begin with D, the adapter's
with d; prices are decimal numbers; a line ends with LF, and the adapter's with CR LF.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from hardware.terminals.currencies import as_amount, as_price

OFF: Final = b"D,0\n"
ON: Final = b"D,2\n"
"""master of a reader that is always ready: the price first, then the card"""
READER_ON: Final = b"D,READER,1\n"
STOP: Final = b"D,REQ,-1\n"
COMMIT: Final = b"D,END\n"
REFUSE: Final = b"D,END,-1\n"
LOOK: Final = b"D,STATUS\n"
_PRODUCT: Final = 1
_LONGEST: Final = 200


def request(amount: int, decimals: int) -> bytes:
    """Ask the reader for a price."""
    return f"D,REQ,{as_price(amount, decimals)},{_PRODUCT}\n".encode()


@dataclass(frozen=True, slots=True)
class ReaderIs:
    """`word`: OFF, RESET, INIT, IDLE, VEND, INACTIVE and the like."""

    word: str


@dataclass(frozen=True, slots=True)
class ReaderSays:
    """The reader's word on a price. `amount` is None where it said none, or none that is a price."""

    good: bool
    amount: int | None


@dataclass(frozen=True, slots=True)
class AdapterRefuses:
    """The adapter could not do what a line said."""

    text: str


ReaderLine = ReaderIs | ReaderSays | AdapterRefuses


def line_of(line: bytes, decimals: int) -> ReaderLine | None:
    """What one line of the adapter means; None for what is none of a cashless master's."""
    words = line.decode("ascii", errors="replace").strip().split(",")
    match words:
        case ["d", "STATUS", "RESULT", "-1", *_]:
            return ReaderSays(good=False, amount=None)
        case ["d", "STATUS", "RESULT", "1", *rest]:
            return ReaderSays(good=True, amount=as_amount(rest[0], decimals) if rest else None)
        case ["d", "STATUS", word, *_] if word.isalpha():
            return ReaderIs(word)
        case ["d" | "D", "ERR", *rest]:
            return AdapterRefuses(",".join(rest).strip('"')[:_LONGEST])
        case _:
            return None


class AdapterLines:
    """Cuts what comes into lines; what never ends is thrown away."""

    def __init__(self) -> None:
        self._half = b""

    def feed(self, data: bytes) -> Iterator[bytes]:
        *lines, self._half = (self._half + data).split(b"\n")
        self._half = self._half[-_LONGEST:]
        yield from (line for line in lines if line.strip())
