"""A bus without a thread on a clock without a hurry: every run is the same and takes no time."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Mapping, Sequence
from functools import cache
from itertools import pairwise
from typing import TypeVar

from hardware.locks.driver import Bank, Polarity
from hardware.locks.orders import Orders, SearchOrder, UnlockOrder
from hardware.locks.owner import Owner
from hardware.locks.registry import MAKERS, make_driver
from hardware.locks.session import Context, Hooks
from hardware.locks.settings import Value
from hardware.locks.shuoming.simulator import ShuomingBoard
from hardware.outcomes.locks import (
    BusReady,
    BusReport,
    DoorMoved,
    LineHealth,
    LockAddress,
    OpenOutcome,
    SearchDone,
    UnlockDone,
)
from hardware.simulator.boards.board import Timing
from hardware.simulator.boards.doors import DoorEvent, Happening, SimulatedDoors, Who
from hardware.transport.base import LineError, Transport
from hardware.transport.memory import MemoryLine, VirtualClock, VirtualWake
from hardware.transport.recorder import Direction, Passed, Recorder
from hardware.transport.wire import Device, Faults, Wire

Report = TypeVar("Report")


@cache
def openings(maker: str, address: int) -> frozenset[bytes]:
    """Every frame by which such a board at that address opens something."""
    return frozenset(MAKERS[maker].board.openings(address))


class Rig:
    """Banks "b1", "b2" ... of `channels` doors at addresses 1, 2 ..., an `Owner` over them, and hands.

    `device` replaces the boards by something else that speaks.
    """

    def __init__(
        self,
        banks: int = 1,
        channels: int = 12,
        *,
        maker: str = "shuoming",
        settings: Callable[[int], Mapping[str, Value]] = lambda _n: {},
        faults: Faults | None = None,
        seed: int = 0,
        polarity: Polarity = Polarity.SHORT_WHEN_LOCKED,
        reports: bool = False,
        groups: int | None = None,
        timing: Timing | None = None,
        device: Device | None = None,
    ) -> None:
        self.clock = VirtualClock()
        self.events: list[DoorEvent] = []
        self.banks = [
            Bank(f"b{n}", maker, n, channels, polarity, settings=settings(n)) for n in range(1, banks + 1)
        ]
        self.boards = {
            bank.address: MAKERS[maker].board(
                bank,
                SimulatedDoors(bank.address, channels, self.events.append),
                reports=reports,
                timing=timing,
            )
            for bank in self.banks
        }
        for board in self.boards.values():
            if isinstance(board, ShuomingBoard) and groups:
                board.groups = groups
        self._maker = maker
        self.wire = Wire([device] if device else list(self.boards.values()), faults, seed)
        self.posted: list[BusReport] = []
        self.orders = Orders()
        self.waiting: deque[UnlockOrder] = deque()
        self.line: MemoryLine | None = None
        self.passed: list[Passed] = []
        self.openings = 0
        self.plugged = True
        self.takes: int | None = None
        self.sent: dict[int, float] = {}
        self.taken: dict[int, float] = {}
        self.wake = VirtualWake(self.clock)
        self.when_sent: Callable[[], object] = lambda: None
        hooks = Hooks(self.taken.__setitem__, self._unlock_sent)
        self.owner = Owner(
            self._open,
            self.banks,
            make_driver,
            self._orders,
            Context("bus", self.posted.append, self.wake, self.clock, hooks),
        )
        self._later: list[tuple[float, Callable[[], object]]] = []
        self._tickets = 0

    def _open(self) -> Transport:
        self.openings += 1
        if not self.plugged:
            raise LineError("no such port")
        self.line = MemoryLine(_Scheduled(self.wire, self), self.clock, takes=self.takes)
        return Recorder(self.line, clock=self.clock, tell=self.passed.append)

    def _unlock_sent(self, ticket: int, at: float) -> None:
        self.sent[ticket] = at
        self.when_sent()

    def _orders(self) -> Orders:
        self.orders.unlocks.extend(self.waiting)
        self.waiting.clear()
        return self.orders

    # --- what happens ---------------------------------------------------------------------------

    def after(self, seconds: float, act: Callable[[], object]) -> None:
        """Do `act` when that time has passed, in the middle of a transaction if need be."""
        self._later.append((self.clock.now + seconds, act))
        self._later.sort(key=lambda entry: entry[0])

    def due(self) -> float | None:
        return self._later[0][0] if self._later else None

    def do_due(self) -> None:
        while self._later and self._later[0][0] <= self.clock.now:
            self._later.pop(0)[1]()

    def ask(self, bank: int, channel: int) -> int:
        """Ask for an unlock; its ticket."""
        self._tickets += 1
        self.waiting.append(UnlockOrder(self._tickets, LockAddress(f"b{bank}", channel)))
        self.wake.set()
        return self._tickets

    def run(self, seconds: float) -> None:
        end = self.clock.now + seconds
        while self.clock.now < end:
            self.owner.step()

    def until(self, kind: type[Report], start: int | None = None) -> Report:
        """Step until something of `kind` is posted (after `start` postings)."""
        seen = len(self.posted) if start is None else start
        for _ in range(2000):
            for value in self.posted[seen:]:
                if isinstance(value, kind):
                    return value
            self.owner.step()
        raise AssertionError(f"no {kind.__name__} came, but {self.posted}")

    def ready(self) -> Rig:
        self.until(BusReady, 0)
        return self

    def unlock(self, bank: int, channel: int) -> OpenOutcome:
        start = len(self.posted)
        ticket = self.ask(bank, channel)
        while (done := self.until(UnlockDone, start)).ticket != ticket:
            start = self.posted.index(done) + 1
        return done.outcome

    def health(self) -> LineHealth:
        """How the line does, asked for now."""
        self.orders.health = True
        told = self.until(LineHealth)
        self.orders.health = False
        return told

    def search(self, bank: int) -> SearchDone:
        """Look for the board that replaces this bank's."""
        self._tickets += 1
        self.orders.searches.append(SearchOrder(self._tickets, f"b{bank}"))
        done = self.until(SearchDone)
        assert done.ticket == self._tickets
        return done

    def finish(self) -> None:
        self.owner.finish("the test is over")
        self.wake.close()

    # --- what happened --------------------------------------------------------------------------

    def outcomes(self) -> dict[int, list[OpenOutcome]]:
        found: dict[int, list[OpenOutcome]] = {}
        for value in self.posted:
            if isinstance(value, UnlockDone):
                found.setdefault(value.ticket, []).append(value.outcome)
        return found

    def moves(self) -> list[DoorMoved]:
        return [value for value in self.posted if isinstance(value, DoorMoved)]

    def sent_frames(self) -> list[bytes]:
        return [passed.data for passed in self.passed if passed.direction is Direction.SENT]

    def unlock_frames(self) -> list[bytes]:
        opens = MAKERS[self._maker].board.opens
        return [
            frame for frame in self.sent_frames() if any(opens(frame, address) for address in self.boards)
        ]

    def opened_by_command(self) -> list[tuple[int, int]]:
        return [
            (event.bank, event.channel)
            for event in self.events
            if event.happening is Happening.OPENED and event.by is Who.COMMAND
        ]


def overlapping(rig: Rig) -> list[tuple[float, float]]:
    """The pulses that began before another one of the same line was over: solenoids that share a supply."""
    pulses = sorted(pulse for board in rig.boards.values() for pulse in board.pulses)
    return [later for (_, done), later in pairwise(pulses) if later[0] < done]


class _Scheduled:
    """The wire, and hands that move while the kiosk waits for bytes."""

    def __init__(self, wire: Wire, rig: Rig) -> None:
        self._wire = wire
        self._rig = rig

    def receive(self, data: bytes, now: float) -> None:
        self._wire.receive(data, now)

    def emit(self, now: float) -> bytes:
        self._rig.do_due()
        return self._wire.emit(now)

    def next_due(self) -> float | None:
        moments = [due for due in (self._wire.next_due(), self._rig.due()) if due is not None]
        return min(moments, default=None)


class Script:
    """A device that answers each question with whatever `answer` gives: `(seconds, bytes)` pairs."""

    def __init__(self, answer: Callable[[bytes], Sequence[tuple[float, bytes]]]) -> None:
        self._answer = answer
        self._due: list[tuple[float, bytes]] = []

    def receive(self, data: bytes, now: float) -> None:
        self._due += [(now + seconds, reply) for seconds, reply in self._answer(data)]
        self._due.sort(key=lambda entry: entry[0])

    def emit(self, now: float) -> bytes:
        out = b""
        while self._due and self._due[0][0] <= now:
            out += self._due.pop(0)[1]
        return out

    def next_due(self) -> float | None:
        return self._due[0][0] if self._due else None
