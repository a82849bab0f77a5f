"""A simulated Victron charger or battery monitor on a pseudo-terminal: it sends and never listens."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from hardware.simulator.lines.hand import HandOnLine
from hardware.simulator.power.battery import SimulatedBattery

HEX_FRAME = b":A0102000543\n"
"""an unasked message of the HEX protocol, as a charger puts between its texts"""


def block(fields: Mapping[str, str], hex_inside: bytes = b"") -> bytes:
    """The bytes of one block; `hex_inside` is put into the middle of its second line."""
    data = b"".join(f"\r\n{label}\t{value}".encode() for label, value in fields.items()) + b"\r\nChecksum\t"
    data += bytes((-sum(data) % 256,))
    middle = data.index(b"\r\n", 1) + 4 if len(fields) > 1 else 0
    return data[:middle] + hex_inside + data[middle:]


class VictronSender:
    """A charger (`monitor` false) or a battery monitor; it has something to say every `every` seconds."""

    def __init__(self, supply: SimulatedBattery, *, monitor: bool = False, every: float = 1.0) -> None:
        self.supply = supply
        self.silent = False
        self.damaged = False
        """every checksum is wrong"""
        self.hex_inside = False
        self._monitor = monitor
        self._every = every
        self._due = 0.0

    def receive(self, data: bytes, now: float) -> None:
        """Ignore what arrives; only HEX requests have answers, and none is sent."""

    def emit(self, now: float) -> bytes:
        if now < self._due:
            return b""
        self._due = now + self._every
        if self.silent:
            return b""
        blocks = [block(fields, HEX_FRAME * self.hex_inside) for fields in self._fields()]
        return b"".join(data[:-1] + bytes((data[-1] ^ self.damaged,)) for data in blocks)

    def next_due(self) -> float | None:
        return self._due

    def _fields(self) -> list[dict[str, str]]:
        supply = self.supply
        flow = {"V": str(round(supply.volts * 1000)), "I": str(round(supply.amps * 1000))}
        if not self._monitor:
            sun = (
                {"VPV": "18350", "PPV": "31", "CS": "3"}
                if supply.on_mains
                else {"VPV": "10", "PPV": "0", "CS": "0"}
            )
            return [
                {"PID": "0xA053", "FW": "159", "SER#": "HQ2132ABCDE", **flow, **sun, "ERR": "0", "LOAD": "ON"}
            ]
        left = {
            "SOC": str(round(supply.charge * 10)),
            "TTG": "-1" if supply.on_mains else str(supply.runtime_s // 60),
            "Alarm": "ON" if supply.is_low else "OFF",
            "AR": "4" if supply.is_low else "0",
        }
        history = {"H1": "-55000", "H2": "-1200", "H4": "12"}
        return [{"PID": "0x203", **flow, **left}, history]


class SimulatedVictron(HandOnLine):
    """One sender on a pseudo-terminal. Every method is a hand's and may be called from any thread."""

    def __init__(
        self,
        *,
        monitor: bool = False,
        every: float = 1.0,
        batteries: float = 1.0,
        link: Path | None = None,
        seed: int = 0,
    ) -> None:
        self._sender = VictronSender(SimulatedBattery(batteries=batteries), monitor=monitor, every=every)
        super().__init__([self._sender], link=link, seed=seed)

    def sun(self, *, on: bool) -> None:
        with self._line.lock:
            self._sender.supply.on_mains = on

    def drain(self, charge: float) -> None:
        """The battery has this many percent left, and the voltage that goes with it."""
        with self._line.lock:
            self._sender.supply.charge = charge

    def fail(self, *, silent: bool = False, damaged: bool = False) -> None:
        """Send nothing, or wrong checksums, from now on; `fail()` ends it."""
        with self._line.lock:
            self._sender.silent, self._sender.damaged = silent, damaged

    def interleave(self, *, on: bool) -> None:
        """HEX frames stand in the middle of its lines."""
        with self._line.lock:
            self._sender.hex_inside = on
