"""One 8A board: its questions, its one command, its unasked reports."""

from __future__ import annotations

from collections.abc import Callable

from hardware.locks.driver import Bank, Doors, Driver, Identity
from hardware.locks.line import Heard, Line, NoAnswer
from hardware.locks.shuoming import frames
from hardware.outcomes import DoorState, NotSent

STATUS_WITHIN = 0.75
"""Seconds; the maker names 200 ms."""
UNLOCK_WITHIN = 1.5
"""Seconds; boards answer when the pulse is over, after about 500 ms."""
ECHO_TRIES = 3
GROUPS_USUAL = 4
"""Boards answer with three or four groups even where they have fewer locks."""


class ShuomingDriver(Driver):
    """A `Driver` for the 8A board."""

    readings_needed = 1
    gap = 0.0
    pulse = 0.0  # the board answers when its pulse is over

    def __init__(self, bank: Bank) -> None:
        self._bank = bank
        self._board = bank.address
        self._groups: int | None = None

    def find_echo(self, line: Line) -> bool | None:
        """See `Driver.find_echo`. The answer to "query all" differs from the question, an echo doesn't."""
        question = frames.query_all(self._board)

        def enough(data: bytes) -> bool:
            return any(frame != question for frame in self._split(data, self.is_answer) or ())

        for _ in range(ECHO_TRIES):
            got = line.exchange(question, enough, self._within(STATUS_WITHIN))
            if isinstance(got, NotSent) or not got:
                return None
            came = self._split(got, self.is_answer)
            if came is None:
                continue  # wrecked: ask again
            if set(came) == {question}:
                return self._find_echo_by_one(line)
            return question in came
        return None

    def prepare(self, _line: Line) -> NoAnswer | NotSent | None:
        return None

    def identify(self, line: Line) -> Identity | NoAnswer | NotSent:
        got = self.read(line)
        return Identity((self._groups or 0) * 8) if isinstance(got, Doors) else got

    def read(self, line: Line) -> Doors | NoAnswer | NotSent:
        answer = line.ask(frames.query_all(self._board), self._status, self._within(STATUS_WITHIN))
        match answer:
            case NoAnswer() | NotSent():
                return answer
            case frames.AllBits(groups=groups, high=high):
                self._groups = groups
                return Doors(tuple(self._door(channel, groups, high) for channel in self._channels()))

    def unlock(self, line: Line, channel: int, on_sent: Callable[[float], None]) -> NotSent | DoorState:
        if channel not in self._channels():
            raise ValueError(f"bank {self._bank.name} has no channel {channel}")

        def ours(frame: bytes) -> frames.LockBit | None:
            reply = frames.read_unlock_reply(frame)
            return reply if reply and (reply.board, reply.lock) == (self._board, channel) else None

        answer = line.ask(frames.unlock(self._board, channel), ours, self._within(UNLOCK_WITHIN), on_sent)
        match answer:
            case NotSent():
                return answer
            case NoAnswer():
                return DoorState.UNKNOWN
            case frames.LockBit(high=high):
                return self._bank.polarity.door(short=high)

    def hear(self, data: bytes) -> Heard | None:
        """A report of this board, or a late answer of it to an unlock, which tells nothing."""
        frame = data[: frames.SHORT]
        bit = frames.read_report(frame)
        if bit is not None and bit.board == self._board and bit.lock in self._channels():
            return Heard(frames.SHORT, bit.lock, self._bank.polarity.door(short=bit.high))
        late = frames.read_unlock_reply(frame)
        if late is not None and late.board == self._board:
            return Heard(frames.SHORT)
        return None

    def _find_echo_by_one(self, line: Line) -> bool | None:
        """Only the question came back: an echo and no board, or a board of one group with no bit set."""
        question = frames.query(self._board, 1)

        def ours(data: bytes) -> bool:
            bit = frames.read_status_reply(data)
            return data == question or (bit is not None and (bit.board, bit.lock) == (self._board, 1))

        def enough(data: bytes) -> bool:
            return any(frame != question for frame in self._split(data, ours) or ())

        got = line.exchange(question, enough, self._within(STATUS_WITHIN))
        came = None if isinstance(got, NotSent) else self._split(got, ours)
        if not came:
            return None
        if set(came) != {question}:
            self._groups = 1
        return question in came

    def is_answer(self, data: bytes) -> bool:
        """See `Driver.is_answer`."""
        bits = frames.read_all_reply(data)
        return bits is not None and bits.board == self._board and bits.groups <= self._groups_most()

    def _groups_most(self) -> int:
        return max(GROUPS_USUAL, -(-self._bank.channels // 8))

    def _split(self, data: bytes, known: Callable[[bytes], bool]) -> list[bytes] | None:
        """The whole frames that `data` consists of, as many as possible; None when there is anything else.

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
