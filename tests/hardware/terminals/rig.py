"""A ZVT terminal's driver on a clock without a hurry: against the simulator, or word for word."""

from __future__ import annotations

import heapq
from collections.abc import Callable, Iterator
from itertools import count
from typing import Any, TypeVar

from hardware.outcomes.terminals import CardHolding, CardOutcome, TerminalReport
from hardware.terminals.script import turn_of
from hardware.terminals.zvt.driver import ZvtTerminal
from hardware.terminals.zvt.simulator import SimulatedZvt
from hardware.transport.base import LineError, Transport
from hardware.transport.memory import MemoryLine, VirtualClock, VirtualWake
from hardware.transport.recorder import Direction, Recorder
from hardware.transport.wire import Device

Report = TypeVar("Report")
EUR = 978
PRICE = 450


class _Unthreaded(ZvtTerminal):
    """The owner's loop in the test's own thread."""

    def live(self) -> None:
        self._run()

    def end(self) -> None:
        self._stopping = True
        self._wake.set()

    def bury(self) -> None:
        self._stopping = False
        super().stop()


class _Timed:
    """A device, and hands that do something at a time."""

    def __init__(self, device: Device) -> None:
        self.device = device
        self._acts: list[tuple[float, int, Callable[[], None]]] = []
        self._order = count()

    def at(self, moment: float, act: Callable[[], None]) -> None:
        heapq.heappush(self._acts, (moment, next(self._order), act))

    def receive(self, data: bytes, now: float) -> None:
        self.device.receive(data, now)

    def emit(self, now: float) -> bytes:
        if self._acts and self._acts[0][0] <= now:
            heapq.heappop(self._acts)[2]()
            return b""
        return self.device.emit(now)

    def next_due(self) -> float | None:
        moments = [self._acts[0][0]] if self._acts else []
        due = self.device.next_due()
        return min([*moments, *([] if due is None else [due])], default=None)


class Spoken:
    """A terminal that says what a transcript says: `>` from the kiosk, word for word, `<` to it.

    `cut` pulls the plug, `wait S` lets time pass. What the kiosk says besides is in `unexpected`; its looks
    (05 01) after the last line are answered.
    """

    def __init__(self, transcript: str) -> None:
        lines = [line.split("#")[0].strip() for line in transcript.strip().splitlines()]
        self._lines = [line for line in lines if line]
        self._half = b""
        self._out: list[tuple[float, bytes]] = []
        self.cut: Callable[[], None] = lambda: None
        self.unexpected: list[str] = []
        self.heard: list[str] = []
        self.split = False

    @property
    def rest(self) -> list[str]:
        return [line for line in self._lines if not line.startswith("wait")]

    def receive(self, data: bytes, now: float) -> None:
        self._half += data
        while len(self._half) >= 3:
            length = (
                3 + self._half[2] if self._half[2] != 0xFF else 5 + int.from_bytes(self._half[3:5], "little")
            )
            if len(self._half) < length:
                return
            frame, self._half = self._half[:length], self._half[length:]
            self._hear(frame, now)

    def _hear(self, frame: bytes, now: float) -> None:
        said = frame.hex(" ").upper()
        self.heard.append(said)
        if self._lines and self._lines[0] == f"> {said}":
            self._lines.pop(0)
            self._speak(now)
        elif not self._lines and said.startswith("05 01"):
            self._say(now, bytes.fromhex("80 00 00 06 0F 01 00"))
        elif self._lines or not said.startswith("80 00"):
            self.unexpected.append(said)

    def _speak(self, now: float) -> None:
        while self._lines and not self._lines[0].startswith(">"):
            word, _, rest = self._lines.pop(0).partition(" ")
            if word == "wait":
                now += float(rest)
            elif word == "cut":
                self._half = b""
                self._say(now, b"")
            else:
                self._say(now, bytes.fromhex(rest))

    def _say(self, now: float, data: bytes) -> None:
        pieces = [bytes((byte,)) for byte in data] if self.split and data else [data]
        begin = max([now, *(moment + 0.001 for moment, _ in self._out)])
        self._out += [(begin + 0.001 * n, piece) for n, piece in enumerate(pieces)]

    def emit(self, now: float) -> bytes:
        if self._out and self._out[0][0] <= now:
            said = self._out.pop(0)[1]
            if not said:
                self.cut()
            return said
        return b""

    def next_due(self) -> float | None:
        return self._out[0][0] if self._out else None


class DriverRig:
    """A driver's line, clock and reports; `device` is at the other end. `on` and `at` are hands."""

    def __init__(self, device: Device) -> None:
        self.clock = VirtualClock()
        self.wake = VirtualWake(self.clock)
        self._timed = _Timed(device)
        self._line: MemoryLine | None = None
        self.plugged = True
        self.reports: list[TerminalReport] = []
        self.times: list[float] = []
        self.passed: list[tuple[float, Direction, bytes]] = []
        self._reactions: list[tuple[type, Callable[[Any], None]]] = []

    def pull(self) -> None:
        if self._line is not None:
            self._line.pull()

    def _reconnected(self) -> None:
        """The device's end of a new line."""

    def _open(self) -> Transport:
        if not self.plugged:
            raise LineError("refused")
        self._reconnected()
        self._line = MemoryLine(self._timed, self.clock)
        return Recorder(
            self._line,
            clock=self.clock,
            tell=lambda passed: self.passed.append((passed.at, passed.direction, passed.data)),
        )

    def _take(self, report: TerminalReport) -> None:
        self.reports.append(report)
        self.times.append(self.clock.now)
        for kind, act in self._reactions:
            if isinstance(report, kind):
                act(report)

    def on(self, kind: type, act: Callable[[Any], None], after: float = 0.0, id_: str = "") -> None:
        """From now on do `act` so many seconds after each report of this kind (and id)."""

        def react(report: Any) -> None:
            if id_ in {"", report.id}:
                self._timed.at(self.clock.now + after, lambda: act(report))

        self._reactions.append((kind, react))

    def at(self, seconds: float, act: Callable[[], None]) -> None:
        self._timed.at(self.clock.now + seconds, act)

    def of(self, kind: type[Report]) -> list[Report]:
        return [report for report in self.reports if isinstance(report, kind)]

    def outcomes(self, id_: str = "a") -> list[CardOutcome]:
        return [report for report in self.reports if isinstance(report, CardOutcome) and report.id == id_]

    def outcome(self, id_: str = "a") -> CardOutcome:
        """The one and only."""
        (found,) = self.outcomes(id_)
        return found

    def sent(self, start: str = "") -> list[str]:
        """What the kiosk wrote, as hex."""
        said = (data.hex(" ").upper() for _, direction, data in self.passed if direction is Direction.SENT)
        return [each for each in said if each.startswith(start)]

    def sent_at(self, start: str) -> Iterator[float]:
        for at, direction, data in self.passed:
            if direction is Direction.SENT and data.hex(" ").upper().startswith(start):
                yield at


class TerminalRig(DriverRig):
    """`device` talks to a ZVT driver; `reports` is all that was posted, `run` lets seconds pass."""

    def __init__(self, device: SimulatedZvt | Spoken | None = None, *, tcp: bool = True) -> None:
        self.device = device if device is not None else SimulatedZvt(tcp=tcp)
        super().__init__(self.device)
        if isinstance(self.device, SimulatedZvt):
            self.device.vanish = self.pull
        else:
            self.device.cut = self.pull
        self.terminal = _Unthreaded(
            "tcp://127.0.0.1:20007" if tcp else "/dev/ttyTERM",
            "000000",
            EUR,
            self._take,
            open_line=self._open,
            clock=self.clock,
            wake=self.wake,
        )

    @property
    def zvt(self) -> SimulatedZvt:
        assert isinstance(self.device, SimulatedZvt)
        return self.device

    def _reconnected(self) -> None:
        if isinstance(self.device, SimulatedZvt):
            self.device.hung_up()

    def give_goods(self, after: float = 0.5, *, jams: bool = False) -> None:
        """The door of whatever is approved opens, or doesn't, after so many seconds."""
        decide = self.terminal.refuse if jams else self.terminal.commit
        self.on(CardHolding, lambda holding: decide(holding.id), after)

    def sale(self, script: str = "approve", amount: int = PRICE, id_: str = "a", after: float = 1.0) -> None:
        """The next sale goes as the line of a script says, and is begun so many seconds from now."""
        self.zvt.turns.append(turn_of(script))
        self.at(after, lambda: self.terminal.begin(id_, amount))

    def run(self, seconds: float) -> None:
        self.at(seconds, self.terminal.end)
        self.terminal.live()
        self.terminal.bury()
