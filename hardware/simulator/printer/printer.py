"""A simulated receipt printer on a pseudo-terminal or a TCP port, and the hand that feeds and opens it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from hardware.simulator.lines.port import ServedPort
from hardware.simulator.lines.terminal import ServedLine
from hardware.simulator.printer.paper import EscposPrinter, Slip
from hardware.transport.wire import Faults, Wire


class SimulatedPrinter:
    """With `tcp` on a port of the loopback address (0: a free one). Any thread may call every method.

    `on_slip` hears of every receipt that is cut off, in the serving thread, and must not call back.
    """

    def __init__(
        self,
        *,
        link: Path | None = None,
        tcp: int | None = None,
        seed: int = 0,
        on_slip: Callable[[Slip], None] = lambda _slip: None,
    ) -> None:
        self._printer = EscposPrinter()
        self._wire = Wire([self._printer], seed=seed)
        self._port: ServedLine | ServedPort = (
            ServedLine(self._wire, link=link) if tcp is None else ServedPort(self._wire, port=tcp)
        )
        self._printer.broken = self._port.unplug
        self._printer.cut = on_slip

    def start(self) -> str:
        """Begin to serve; the pseudo-terminal's path or "tcp://127.0.0.1:port"."""
        self._port.start()
        return self._port.path

    def stop(self) -> None:
        self._port.stop()

    def paper(self, lines: float, *, near_end: float = 40) -> None:
        """So many lines of paper are left; 0 is none."""
        with self._port.lock:
            self._printer.lines_left, self._printer.near_end = lines, near_end
        self._port.poke()

    def cover(self, *, is_open: bool) -> None:
        with self._port.lock:
            self._printer.is_open = is_open
        self._port.poke()

    def silence(self, *, on: bool) -> None:
        """It answers nothing (and prints all the same)."""
        with self._port.lock:
            self._printer.silent = on

    def forget_gs_r(self) -> None:
        """Be a cheap printer without the command GS r."""
        with self._port.lock:
            self._printer.knows_gs_r = False

    def slow(self, pace: float) -> None:
        """A line takes `pace` seconds."""
        with self._port.lock:
            self._printer.pace = pace

    def break_after(self, count: int) -> None:
        """After so many more bytes its power fails: it is unplugged, until `plug`."""
        with self._port.lock:
            self._printer.breaks_after = count

    def spoil(self, fault: str, value: float | bool) -> None:  # noqa: FBT001  one of `Faults` fields' values
        """Set one of the fields of `Faults`."""
        if fault not in Faults.__slots__:
            raise KeyError(fault)
        with self._port.lock:
            setattr(self._wire.faults, fault, value)
        self._port.poke()

    def slips(self) -> list[Slip]:
        """Receipts cut off so far."""
        with self._port.lock:
            return list(self._printer.slips)

    def hangs_out(self) -> Slip:
        """Paper that is printed and isn't cut off."""
        with self._port.lock:
            half = self._printer.half
            return Slip(list(half.lines), list(half.pictures))

    def unplug(self) -> None:
        with self._port.lock:
            self._printer.reset()
        self._port.unplug()

    def plug(self) -> str:
        return self._port.plug()
