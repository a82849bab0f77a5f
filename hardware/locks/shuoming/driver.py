"""Driver of an 8A board: polls, the unlock, unasked reports."""

from __future__ import annotations

from collections.abc import Callable

from hardware.locks.driver import Bank, Declined, DoorReading, Driver, Identity
from hardware.locks.line import Line, NoReply, UnaskedFrame
from hardware.locks.settings import Choice, Number
from hardware.locks.shuoming import frames
from hardware.outcomes.locks import DoorState, NotSent

STATUS_WITHIN = 0.75
"""Seconds; the maker names 200 ms."""
UNLOCK_WITHIN = 1.5
"""Seconds; boards answer when the pulse is over, after about 500 ms."""
PULSE = 0.5
"""Seconds: some boards answer at once, so the answer doesn't tell that the pulse is over."""
GROUPS_USUAL = 4
"""Boards answer with three or four groups even where they have fewer locks."""


DIALECT = Choice("dialect", tuple(frames.Dialect))
TIME = Number("time", frames.TIMES, usual=3)
"""The byte that says how long a board of the dialect "timed" pulls; 3 are named for 300 ms."""
SLOWEST_UNIT = 1.0
"""Seconds that one of `TIME` may mean: no other lock is pulled before."""


class ShuomingDriver(Driver):
    """A `Driver` for the 8A board."""

    readings_needed = 1
    gap = 0.0

    def __init__(self, bank: Bank) -> None:
        self._bank = bank
        self._dialect = frames.Dialect(DIALECT.of(bank.settings))
        self._time = TIME.of(bank.settings)
        self.pulse = PULSE
        if self._dialect is frames.Dialect.TIMED:
            self.pulse = max(PULSE, self._time * SLOWEST_UNIT)
        self._board = bank.address
        self._groups: int | None = None

    def find_echo(self, line: Line) -> bool | NoReply | NotSent:
        """See `Driver.find_echo`. The answer to "query all" differs from the question, an echo doesn't."""
        question = frames.query_all(self._board)
        found = line.find_echo(question, self.is_answer, self._within(STATUS_WITHIN))
        if isinstance(found, NoReply) and found.echoed:
            return self._find_echo_by_one(line)
        return found

    def prepare(self, _line: Line) -> NoReply | NotSent | None:
        return None

    def identify(self, line: Line) -> Identity | NoReply | NotSent:
        got = self.read(line)
        if not isinstance(got, DoorReading):
            return got
        question = frames.ask_firmware(self._board)

        def told(data: bytes) -> bool | None:
            return frames.is_firmware_reply(data) or None

        new = line.ask(question, told, self._within(STATUS_WITHIN))
        return Identity(
            (self._groups or 0) * 8, {DIALECT.name: frames.Dialect.OF_2025} if new is True else {}
        )

    def read(self, line: Line) -> DoorReading | NoReply | NotSent:
        answer = line.ask(frames.query_all(self._board), self._status, self._within(STATUS_WITHIN))
        match answer:
            case NoReply() | NotSent():
                return answer
            case frames.AllBits(groups=groups, high=high):
                self._groups = groups
                return DoorReading(tuple(self._door(channel, groups, high) for channel in self._channels()))

    def unlock(
        self, line: Line, channel: int, on_sent: Callable[[float], None]
    ) -> NotSent | DoorState | Declined:
        if channel not in self._channels():
            raise ValueError(f"bank {self._bank.name} has no channel {channel}")

        def ours(frame: bytes) -> frames.LockBit | None:
            reply = frames.read_unlock_reply(frame)
            return reply if reply and (reply.board, reply.lock) == (self._board, channel) else None

        frame = frames.unlock(self._board, channel, self._dialect, self._time)
        answer = line.ask(frame, ours, self._within(UNLOCK_WITHIN), on_sent)
        match answer:
            case NotSent():
                return answer
            case NoReply():
                return DoorState.UNKNOWN
            case frames.LockBit() if self._dialect is frames.Dialect.YBM:
                return DoorState.UNKNOWN  # it says that it was understood
            case frames.LockBit(high=high):
                return self._bank.polarity.door(short=high)

    def hear(self, data: bytes) -> UnaskedFrame | None:
        """Recognise this board's report, its late answer to an unlock, and frames without state."""
        frame = data[: frames.SHORT]
        bit = frames.read_report(frame)
        if bit is not None and bit.board == self._board and bit.lock in self._channels():
            return UnaskedFrame(frames.SHORT, bit.lock, self._bank.polarity.door(short=bit.high))
        late = frames.read_unlock_reply(frame)
        if late is not None and late.board == self._board:
            return UnaskedFrame(frames.SHORT)
        if frames.is_unmeaning(frame, self._board):
            return UnaskedFrame(frames.SHORT)
        return None

    def _find_echo_by_one(self, line: Line) -> bool | NoReply | NotSent:
        """Only the question came back: an echo and no board, or a board of one group with no bit set."""
        question = frames.query(self._board, 1)

        def ours(data: bytes) -> bool:
            bit = frames.read_status_reply(data)
            return bit is not None and (bit.board, bit.lock) == (self._board, 1)

        found = line.find_echo(question, ours, self._within(STATUS_WITHIN))
        if isinstance(found, bool):
            self._groups = 1
        return found

    def is_answer(self, data: bytes) -> bool:
        """See `Driver.is_answer`."""
        bits = frames.read_all_reply(data)
        return bits is not None and bits.board == self._board and bits.groups <= self._groups_most()

    def speaker(self, data: bytes) -> int | None:
        """See `Driver.speaker`."""
        bits = frames.read_all_reply(data)
        return None if bits is None or bits.groups > GROUPS_USUAL else bits.board

    def _groups_most(self) -> int:
        return max(GROUPS_USUAL, -(-self._bank.channels // 8))

    def _split(self, data: bytes, known: Callable[[bytes], bool]) -> list[bytes] | None:
        """Split `data` into whole frames, as many as possible; None when there is anything else.

        Two whole frames in a row have a right checksum together and look like one of a bigger board.
        """
        if not data:
            return []
        for length in range(frames.SHORT, 5 + self._groups_most()):
            if known(data[:length]):
                rest = self._split(data[length:], known)
                if rest is not None:
                    return [data[:length], *rest]
        return None

    def _status(self, data: bytes) -> frames.AllBits | None:
        bits = frames.read_all_reply(data)
        if bits is None or bits.board != self._board:
            return None
        if self._groups is not None and bits.groups != self._groups:
            return None  # a truncated frame whose checksum is right by chance
        if self._groups is None and (
            self._split(data, self.is_answer) != [data] or data == frames.query_all(self._board)
        ):
            return None  # glued, or our own question
        return bits

    def _door(self, channel: int, groups: int, high: frozenset[int]) -> DoorState:
        if channel > groups * 8:
            return DoorState.UNKNOWN
        return self._bank.polarity.door(short=channel in high)

    def _channels(self) -> range:
        return range(1, self._bank.channels + 1)

    def _within(self, seconds: float) -> float:
        return seconds * self._bank.patience
