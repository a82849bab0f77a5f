"""A simulated card terminal on a line of its own, with its record of bytes and money."""

from __future__ import annotations

import json
import threading
import time
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import TextIO

from hardware.simulator.lines.tcp import ServedTcp
from hardware.simulator.lines.terminal import ServedLine
from hardware.terminals.mdb.simulator import SimulatedReader
from hardware.terminals.registry import TerminalKind
from hardware.terminals.script import WORDS, SaleTurn, Takings, turn_of
from hardware.terminals.zvt.simulator import SimulatedZvt
from hardware.transport.recorder import Direction, Passed


class TerminalLog:
    """JSON lines with the machine's monotonic time `t`: bytes as `{"from", "hex"}`, money as `{"money",
    "receipt", "amount"}`."""

    def __init__(self, file: TextIO | None) -> None:
        self._file = file
        self._lock = threading.Lock()

    def bytes(self, passed: Passed) -> None:
        sender = "kiosk" if passed.direction is Direction.RECEIVED else "terminal"
        self._write({"t": passed.at, "from": sender, "hex": passed.data.hex()})

    def money(self, what: Takings) -> None:
        told = {"money": what.what, "receipt": what.receipt, "amount": what.amount}
        self._write({"t": time.monotonic()} | told)

    def _write(self, line: dict[str, object]) -> None:
        if self._file is not None:
            with self._lock:
                self._file.write(json.dumps(line) + "\n")
                self._file.flush()


class ServedTerminal:
    """`tcp`: a port of the loopback address (0: any); else a pseudo-terminal, named by `link`.

    Every method is a hand's and may be called from any thread. `tell` hears of the money.
    """

    def __init__(
        self,
        kind: TerminalKind,
        *,
        tcp: int | None = None,
        link: Path | None = None,
        turns: Iterable[SaleTurn] = (),
        think: float = 0.05,
        log: TerminalLog | None = None,
        tell: Callable[[Takings], None] = lambda _what: None,
    ) -> None:
        log = log or TerminalLog(None)

        def money(what: Takings) -> None:
            log.money(what)
            tell(what)

        self.device: SimulatedZvt | SimulatedReader = (
            SimulatedZvt(tcp=tcp is not None, think=think, tell=money, vanish=self._vanish)
            if kind is TerminalKind.ZVT
            else SimulatedReader(think=think, tell=money, vanish=self._vanish)
        )
        self.device.turns.extend(turns)
        self._line = (
            ServedLine(self.device, link=link, tell=log.bytes)
            if tcp is None
            else ServedTcp(self.device, tcp, tell=log.bytes, on_call=self.device.hung_up)
        )

    @property
    def charged(self) -> int:
        """Minor units that cards lost here."""
        with self._line.lock:
            device = self.device
            return device.till.charged if isinstance(device, SimulatedZvt) else device.charged

    def start(self) -> str:
        """Begin to serve; its port or path."""
        self._line.start()
        return self._line.path

    def stop(self) -> None:
        self._line.stop()

    def next(self, turn: SaleTurn) -> None:
        """One more sale goes like this."""
        with self._line.lock:
            self.device.turns.append(turn)

    def unplug(self) -> None:
        with self._line.lock:
            self.device.hung_up()
            self._line.unplug()

    def plug(self) -> str:
        return self._line.plug()

    def becomes(self, state: int) -> None:
        """What a ZVT terminal says of itself from now on: 0 ready, 0xC2 service and the like."""
        with self._line.lock:
            if isinstance(self.device, SimulatedZvt):
                self.device.till.state = state

    def obey(self, line: str) -> str:
        """Do what a line of words says; a sentence when it makes no sense, else nothing."""
        try:
            match line.split():
                case []:
                    pass
                case ["unplug"]:
                    self.unplug()
                case ["plug"]:
                    self.plug()
                case ["state", code]:
                    self.becomes(int(code, 16))
                case _:
                    self.next(turn_of(line))
        except ValueError:
            return f"not understood: {line.strip()}; known: {WORDS}"
        return ""

    def _vanish(self) -> None:
        self._line.unplug()
        self._line.plug()
