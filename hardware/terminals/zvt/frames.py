"""APDUs of ZVT, both directions, as pure functions.

Source: PA00P015 13.08, and what terminals were seen to send. An APDU is `CLASS INSTR LEN data`, LEN being
one byte, or FF and two, the low one first, from 255 bytes on. Numbers are BCD, amounts twelve digits.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from hardware.terminals.zvt.fields import NONE_LEFT, bcd

Head = tuple[int, int]

ACK: Final[Head] = (0x80, 0x00)
STATUS: Final[Head] = (0x04, 0x0F)
WORKING: Final[Head] = (0x04, 0xFF)
ENQUIRY: Final[Head] = (0x05, 0x01)
REGISTER: Final[Head] = (0x06, 0x00)
PAY: Final[Head] = (0x06, 0x01)
DONE: Final[Head] = (0x06, 0x0F)
ABORTED: Final[Head] = (0x06, 0x1E)
REPEAT: Final[Head] = (0x06, 0x20)
HOLD: Final[Head] = (0x06, 0x22)
UNUSED: Final[Head] = (0x06, 0x23)
BOOK: Final[Head] = (0x06, 0x24)
FREE: Final[Head] = (0x06, 0x25)
REVERSE: Final[Head] = (0x06, 0x30)
REFUND: Final[Head] = (0x06, 0x31)
DAY_END: Final[Head] = (0x06, 0x50)
DIAGNOSE: Final[Head] = (0x06, 0x70)
INITIALISE: Final[Head] = (0x06, 0x93)
STOP: Final[Head] = (0x06, 0xB0)
LINE: Final[Head] = (0x06, 0xD1)
BLOCK: Final[Head] = (0x06, 0xD3)
NACK: Final = 0x84
LONG: Final = 0xFF
ANSWERS: Final = frozenset({ACK[0], NACK})

MONEY: Final = frozenset({PAY, HOLD, UNUSED, BOOK, FREE, REVERSE, REFUND, DAY_END})
"""Commands that are sent once and never again by themselves."""
TOLD: Final = frozenset({STATUS, WORKING, LINE, BLOCK, DONE, ABORTED})
"""What a terminal tells by itself while a command runs; each has to be answered."""
CLASSES: Final = frozenset({0x04, 0x05, 0x06, 0x08, 0x0F, 0x80, 0x84})
"""First bytes that a terminal sends; anything else at the beginning of an APDU is no ZVT."""

WAIT: Final = 0x9C
FAILED: Final = 0x66
IMPOSSIBLE: Final = 0x83
OPEN_HOLDS: Final = 0xB8

TEXT_BLOCKS: Final = bytes.fromhex("06 06 26 04 0A 02 06 D3")
"""The container that says which commands the kiosk takes besides the usual: text blocks."""
NO_MORE: Final = bytes((0x06, 0x00))
"""An empty container: from now on the terminal may send its own."""


@dataclass(frozen=True, slots=True)
class Apdu:
    head: Head
    data: bytes = b""

    @property
    def is_yes(self) -> bool:
        return self.head == ACK

    @property
    def no(self) -> int | None:
        """The code of an 84 xx; 84 00, which some terminals send for yes, is none."""
        return self.head[1] if self.head[0] == NACK else None

    def whole(self) -> bytes:
        return packed(self.head, self.data)


def packed(head: Head, data: bytes = b"") -> bytes:
    """The bytes of one APDU. Raises ValueError for more than 65535 bytes of data."""
    if len(data) > 0xFFFF:
        raise ValueError("an APDU has no room for so much")
    length = bytes((len(data),)) if len(data) < LONG else bytes((LONG, *len(data).to_bytes(2, "little")))
    return bytes(head) + length + data


def length_of(start: bytes) -> int | None:
    """Length of the APDU that begins here, in bytes; None while too little of it is there to know."""
    if len(start) < 3:
        return None
    if start[2] != LONG:
        return 3 + start[2]
    return None if len(start) < 5 else 5 + int.from_bytes(start[3:5], "little")


def opened(frame: bytes) -> Apdu | None:
    """One whole APDU; None where the length is another one."""
    if length_of(frame) != len(frame):
        return None
    return Apdu((frame[0], frame[1]), frame[5:] if frame[2] == LONG else frame[3:])


# --- what the kiosk sends -------------------------------------------------------------------------


def register(password: str, config: int, currency: int, *, blocks: bool = True) -> bytes:
    """`blocks`: take text blocks too, and let the terminal send containers; some refuse the very question."""
    said = bcd(password, 3) + bytes((config,)) + bcd(currency, 2)
    return packed(REGISTER, said + (TEXT_BLOCKS if blocks else b""))


def pay(amount: int, currency: int, goods_s: int, polls: int, *, containers: bool = True) -> bytes:
    """A sale whose approval waits `goods_s` seconds for the goods, and asks at most `polls` times."""
    said = _price(amount, currency) + bytes((0x01, goods_s, 0x02, polls))
    return packed(PAY, said + (NO_MORE if containers else b""))


def hold(amount: int, currency: int) -> bytes:
    return packed(HOLD, _price(amount, currency))


def book(receipt: int, used: int, currency: int) -> bytes:
    """Take the used amount of a hold; the rest of it is free."""
    return packed(BOOK, _receipt(receipt) + _price(used, currency))


def free(receipt: int) -> bytes:
    return packed(FREE, _receipt(receipt))


def open_holds() -> bytes:
    """Ask for the receipt of a hold that is still open."""
    return packed(UNUSED, b"\x87" + NONE_LEFT)


def reverse(password: str, receipt: int) -> bytes:
    return packed(REVERSE, bcd(password, 3) + _receipt(receipt))


def refund(password: str, amount: int, currency: int) -> bytes:
    return packed(REFUND, bcd(password, 3) + _price(amount, currency))


def day_end(password: str) -> bytes:
    return packed(DAY_END, bcd(password, 3))


def diagnose() -> bytes:
    return packed(DIAGNOSE)


def initialise(password: str) -> bytes:
    return packed(INITIALISE, bcd(password, 3))


def enquire(password: str) -> bytes:
    return packed(ENQUIRY, bcd(password, 3))


def repeat(password: str) -> bytes:
    """The last receipt again, with its status: without the service byte there comes none."""
    return packed(REPEAT, bcd(password, 3) + bytes((0x03, 0x03)))


def stop() -> bytes:
    return packed(STOP)


def yes() -> bytes:
    return packed(ACK)


def no(code: int) -> bytes:
    return packed((NACK, code))


def _price(amount: int, currency: int) -> bytes:
    return b"\x04" + bcd(amount, 6) + b"\x49" + bcd(currency, 2)


def _receipt(number: int) -> bytes:
    return b"\x87" + bcd(number, 2)
