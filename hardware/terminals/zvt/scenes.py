"""What a simulated ZVT terminal says to each command, step by step, and what it does with the money."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Generator
from dataclasses import dataclass, field, replace
from typing import Final

from hardware.terminals.script import SaleAct, SaleTurn, Takings, VanishAt
from hardware.terminals.zvt import frames
from hardware.terminals.zvt.fields import bcd, counted, read
from hardware.terminals.zvt.frames import Apdu, packed

TERMINAL: Final = "29001006"
FIRST_RECEIPT: Final = 42
_POLL: Final = 2.0
_CUT: Final = bytes.fromhex("411111EEEEEE1111")
_CLEAR: Final = bytes.fromhex("4111111111111111")
_TRACK: Final = bytes.fromhex("4111111111111111D25122010000000000000F")
_GREETING: Final = b'\x00\x00\x00>"VER|"'
_CARD: Final = "Visa"
_OPEN, _PAID, _BACK, _HELD = "open", "taken", "returned", "held"


@dataclass(frozen=True, slots=True)
class Saying:
    """An APDU that the kiosk has to answer within `within` seconds; 0: it needs no answer."""

    frame: bytes
    within: float = 5.0


@dataclass(frozen=True, slots=True)
class Pause:
    seconds: float


@dataclass(frozen=True, slots=True)
class Blurt:
    """Bytes as they are; garbage where there are none."""

    data: bytes = b""


@dataclass(frozen=True, slots=True)
class Gone:
    """The plug is pulled."""


Course = Generator[Saying | Pause | Blurt | Gone, Apdu | None, None]


@dataclass(slots=True)
class TillReceipt:
    """One receipt. `state`: as `Takings.what`, or open; `original`: the trace of what it takes back."""

    amount: int
    state: str
    result: int = 0
    original: int | None = None


@dataclass(slots=True)
class Till:
    """What the terminal has and is: receipts, the state that 05 01 tells, what the next sales do."""

    tell: Callable[[Takings], None]
    think: float
    vending: bool
    terminal: str = TERMINAL
    state: int = 0
    reverses_last: bool = False
    holds_less: int = 0
    """minor units that a hold is approved for less than it is asked for"""
    turns: deque[SaleTurn] = field(default_factory=deque)
    turn: SaleTurn = field(default_factory=SaleTurn)
    repeats: deque[bytes] = field(default_factory=deque)
    """APDUs that 06 20 tells instead of the last receipt, one after the other"""
    receipts: dict[int, TillReceipt] = field(
        default_factory=lambda: {FIRST_RECEIPT: TillReceipt(990, "settled")}
    )
    wants_day_end: bool = False

    @property
    def charged(self) -> int:
        """Minor units that cards lost here since the start."""
        signs = {_PAID: 1, "booked": 1, "settled": 1, "refunded": -1}
        return sum(
            signs.get(each.state, 0) * each.amount
            for number, each in self.receipts.items()
            if number != FIRST_RECEIPT
        )

    def new(self, amount: int, state: str, result: int = 0, original: int | None = None) -> int:
        number = max(self.receipts) + 1
        self.receipts[number] = TillReceipt(amount, state, result, original)
        if state != _OPEN:
            self.tell(Takings(state, number, amount))
        return number

    def mark(self, number: int, state: str, amount: int | None = None) -> None:
        payment = self.receipts[number]
        payment.state = state
        if amount is not None:
            payment.amount = amount
        self.tell(Takings(state, number, payment.amount))

    def cut(self) -> None:
        """Nobody committed what is open: it is taken back, or kept, as the turn says."""
        for number, payment in self.receipts.items():
            if payment.state == _OPEN:
                if self.turn.keep:
                    self.mark(number, _PAID)
                else:
                    self.take_back(number)

    def take_back(self, number: int) -> None:
        """Undo a payment that nobody committed; its receipt says so from now on."""
        self.receipts[number].result = 0x6C
        self.mark(number, _BACK)

    def may_stop(self) -> bool:
        return not any(each.state == _OPEN for each in self.receipts.values())


def scene(till: Till, command: Apdu) -> Course:
    """What is said to a command."""
    match command.head:
        case frames.REGISTER:
            return _registered(till)
        case frames.ENQUIRY:
            return _enquired(till)
        case frames.REPEAT:
            return _repeated(till, command)
        case frames.PAY:
            till.turn = till.turns.popleft() if till.turns else SaleTurn()
            return _sale(till, command)
        case frames.HOLD:
            return _held(till, command)
        case frames.UNUSED:
            return _open_holds(till)
        case frames.BOOK | frames.FREE:
            return _hold_ends(till, command)
        case frames.REVERSE:
            return _reversed(till, command)
        case frames.REFUND:
            return _refunded(till, command)
        case frames.DAY_END:
            return _settled(till)
        case frames.DIAGNOSE | frames.INITIALISE:
            return _plain()
        case _:
            return _refused(0x83)


def status(till: Till, number: int, turn: SaleTurn | None = None) -> bytes:
    """An 04 0F of one receipt, told as `turn` says."""
    turn, payment = turn or SaleTurn(), till.receipts[number]
    amount = int(turn.value or 0) if turn.act is SaleAct.AMOUNT else payment.amount
    terminal = "11111111" if turn.act is SaleAct.OTHER_TERMINAL else till.terminal
    told = FIRST_RECEIPT if turn.act is SaleAct.OLD_RECEIPT else number
    data = b"\x27" + bytes((payment.result,))
    if turn.act is SaleAct.UNKNOWN_BITMAP:
        data += b"\xd0\x01\x02"
    data += b"\x04" + bcd(amount, 6) + b"\x49\x09\x78" + b"\x0b" + bcd(told, 3) + b"\x87" + bcd(told, 2)
    if turn.act is SaleAct.CLEAR_NUMBER:
        data += b"\x22" + counted(_CLEAR, 2) + b"\x23" + counted(_TRACK, 2)
    elif payment.result == 0:
        data += b"\x22" + counted(_CUT, 2)
    if payment.original is not None:
        data += b"\x37" + bcd(payment.original, 3)
    data += b"\x0c\x09\x38\x48\x0d\x04\x25\x8a\x0a\x8b" + counted(_CARD.encode() + b"\0", 2)
    return packed(frames.STATUS, data + b"\x29" + bytes.fromhex(terminal))


def done(data: bytes = b"") -> Saying:
    return Saying(packed(frames.DONE, data))


def aborted(code: int) -> Course:
    yield Saying(packed(frames.ABORTED, bytes((code,))))


def _begun() -> Saying:
    return Saying(frames.yes(), 0)


def _refused(code: int) -> Course:
    yield Saying(frames.no(code), 0)


def _plain() -> Course:
    yield _begun()
    yield done()


def _registered(till: Till) -> Course:
    yield _begun()
    flags = 0x10 if till.vending else 0
    yield done(b"\x19" + bytes((flags,)) + b"\x29" + bytes.fromhex(till.terminal) + b"\x49\x09\x78")


def _enquired(till: Till) -> Course:
    yield _begun()
    yield done(counted(b"2.14.15\0", 3) + bytes((0xF0 if till.wants_day_end else till.state,)))


def _repeated(till: Till, command: Apdu) -> Course:
    yield _begun()
    wants_status = read(command.data[3:]).byte(0x03)
    if wants_status and wants_status & 2:
        told = till.repeats.popleft() if till.repeats else status(till, max(till.receipts))
        if told:
            yield Saying(told)
    yield done()


def _sale(till: Till, command: Apdu) -> Course:
    said = read(command.data)
    amount, turn = said.figure(0x04) or 0, till.turn
    goods_s, polls = said.byte(0x01) or 30, said.byte(0x02) or 3
    if turn.vanish is VanishAt.ASKED:
        if turn.keep:
            till.new(amount, _PAID)
        yield Gone()
        return
    match turn.act:
        case SaleAct.SILENT:
            return
        case SaleAct.FOREIGN | SaleAct.GARBAGE:
            yield Blurt(_GREETING if turn.act is SaleAct.FOREIGN else b"")
            return
        case SaleAct.BUSY:
            yield Saying(frames.no(0xA0), 0)
            return
        case _:
            yield _begun()
    if turn.vanish is VanishAt.BEGUN:
        if turn.keep:
            till.new(amount, _PAID)
        yield Gone()
        return
    yield Saying(packed(frames.WORKING, b"\x0a"))
    if turn.vanish is VanishAt.WORKING:
        yield Gone()
        return
    yield Pause(till.think)
    yield from _judged(till, turn, amount, goods_s, polls)


def _judged(till: Till, turn: SaleTurn, amount: int, goods_s: int, polls: int) -> Course:
    match turn.act:
        case SaleAct.MUTE:
            yield Pause(600.0)
        case SaleAct.ONLY_DONE:
            yield done()
        case SaleAct.ABORT:
            yield from aborted(int(turn.value or "6C", 16))
        case SaleAct.DECLINE | SaleAct.DECLINE_DONE:
            code = int(turn.value or "6C", 16)
            yield Saying(status(till, till.new(amount, "declined", code)))
            if turn.act is SaleAct.DECLINE_DONE:
                yield done()
            else:
                yield from aborted(code)
        case SaleAct.DAY_END | SaleAct.UPDATE:
            code = 0xF0 if turn.act is SaleAct.DAY_END else 0xE0
            till.wants_day_end = turn.act is SaleAct.DAY_END
            yield Saying(status(till, till.new(amount, "declined", code)))
            yield from aborted(code)
        case _:
            yield from _approved(till, turn, amount, goods_s, polls)


def _approved(till: Till, turn: SaleTurn, amount: int, goods_s: int, polls: int) -> Course:
    number = till.new(amount, _OPEN)
    told = status(till, number, turn)
    if turn.act is SaleAct.TWICE:
        yield Saying(told, 0)
    for _ in range(polls + 1):
        if turn.vanish is VanishAt.APPROVED:
            # What was said arrives, and the answer to it never does.
            yield Saying(told, 0)
            yield Pause(0.01)
            yield Gone()
            return
        answer = yield Saying(told, float(goods_s))
        if answer is None or answer.no != frames.WAIT:
            break
        yield Pause(_POLL)
    if answer is not None and answer.is_yes:
        till.mark(number, _PAID)
        if turn.vanish is VanishAt.ANSWERED:
            yield Gone()
        elif turn.act is not SaleAct.NEVER_DONE:
            yield Saying(packed(frames.LINE, b"\x40** CUSTOMER RECEIPT **"))
            yield Saying(packed(frames.LINE, b"\x80"))
            yield done()
        return
    if turn.act is SaleAct.COMPLETE_REFUSED:
        till.mark(number, _PAID)
        yield done()
        return
    till.take_back(number)
    yield from aborted(0x6C)


def _held(till: Till, command: Apdu) -> Course:
    amount = (read(command.data).figure(0x04) or 0) - till.holds_less
    yield _begun()
    yield Pause(till.think)
    yield Saying(status(till, till.new(amount, _HELD)))
    yield done()


def _open_holds(till: Till) -> Course:
    yield _begun()
    left = [number for number, each in till.receipts.items() if each.state == _HELD]
    told = bcd(left[0], 2) if left else b"\xff\xff"
    yield Saying(packed(frames.ABORTED, bytes((frames.OPEN_HOLDS, 0x87)) + told))


def _hold_ends(till: Till, command: Apdu) -> Course:
    said = read(command.data)
    number, used = said.figure(0x87) or 0, said.figure(0x04)
    if number not in till.receipts or till.receipts[number].state != _HELD:
        yield from _refused(0xB5)
        return
    yield _begun()
    if command.head == frames.FREE:
        till.mark(number, "freed")
    elif used is None or used > till.receipts[number].amount:
        yield from aborted(0xB7)
        return
    else:
        till.mark(number, "booked", used)
    yield Saying(status(till, number))
    yield done()


def _reversed(till: Till, command: Apdu) -> Course:
    number = read(command.data[3:]).figure(0x87) or 0
    if till.reverses_last:
        number = max(till.receipts)
    yield _begun()
    payment = till.receipts.get(number)
    if payment is None or payment.state not in {_PAID, _BACK}:
        yield from aborted(0xB5)
        return
    if payment.state == _BACK:
        yield from aborted(0xB4)
        return
    till.mark(number, _BACK)
    back = till.new(payment.amount, "declined", 0, number)
    till.receipts[back] = replace(till.receipts[back], state=_BACK)
    yield Saying(status(till, back))
    yield done()


def _refunded(till: Till, command: Apdu) -> Course:
    amount = read(command.data[3:]).figure(0x04) or 0
    yield _begun()
    yield Pause(till.think)
    yield Saying(status(till, till.new(amount, "refunded")))
    yield done()


def _settled(till: Till) -> Course:
    """The end of the day; holds that are still open are charged in full."""
    yield _begun()
    for number, each in till.receipts.items():
        if each.state == _HELD:
            till.mark(number, "booked")
    day = {
        number: each
        for number, each in till.receipts.items()
        if each.state in {_PAID, "booked"} and number != FIRST_RECEIPT
    }
    total = sum(each.amount for each in day.values())
    for each in day.values():
        each.state = "settled"
    till.wants_day_end = False
    till.tell(Takings("settled", max(till.receipts), total))
    first, last = (min(day), max(day)) if day else (0, 0)
    counts = bytes(7) * 4 + bytes((len(day),)) + bcd(total, 6) + bytes(7) * 2
    totals = bcd(first, 2) + bcd(last, 2) + counts
    yield Saying(packed(frames.STATUS, b"\x27\x00\x04" + bcd(total, 6) + b"\x60" + counted(totals, 3)))
    yield done()
