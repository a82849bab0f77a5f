"""Conflicts between makers on one line: frames for one board that would open another one's doors.

Frames of different makers may look alike: the question to a Winnsen board begins, at some stations, as an 8A
board's "open several" with a right checksum.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from hardware.locks.bursts import SHORTEST
from hardware.locks.driver import Bank
from hardware.locks.line import Line
from hardware.locks.registry import MAKERS, make_driver
from hardware.transport.memory import MemoryLine, VirtualClock
from hardware.transport.recorder import Direction, Passed, Recorder
from hardware.transport.wire import Wire


def clashes(banks: Sequence[Bank]) -> Iterator[tuple[Bank, Bank]]:
    """Each bank, with one of another maker that would open something by what the first one is sent."""
    if len({bank.board for bank in banks}) == 1:
        return
    for told in banks:
        frames = said_to(told)
        for other in banks:
            opens = MAKERS[other.board].board.opens
            if other.board != told.board and any(opens(part, other.address) for part in _parts(frames)):
                yield told, other


def said_to(bank: Bank) -> list[bytes]:
    """Every frame that its driver sends: questions, the safe state, and an unlock of each channel."""
    clock, passed = VirtualClock(), list[Passed]()
    transport = Recorder(MemoryLine(Wire([]), clock), clock=clock, tell=passed.append)
    driver = make_driver(bank)
    line = Line(transport, (), clock, driver.gap)
    line.echo = False
    driver.read(line)
    driver.prepare(line)
    for channel in range(1, bank.channels + 1):
        driver.unlock(line, channel, lambda _at: None)
    return [each.data for each in passed if each.direction is Direction.SENT]


def _parts(frames: Sequence[bytes]) -> Iterator[bytes]:
    """All slices of a frame."""
    for frame in frames:
        for start in range(len(frame) - SHORTEST + 1):
            for end in range(start + SHORTEST, len(frame) + 1):
                yield frame[start:end]
