"""A simulated upsd with one UPS, on a TCP port of the loopback address."""

from __future__ import annotations

from collections import deque

from hardware.simulator.lines.port import ServedPort
from hardware.simulator.power.battery import SimulatedBattery


class _Upsd:
    """Answers line for line. Faults: `error` instead of variables, `silent`, `garbled`, `halved` answers."""

    def __init__(self, ups: str, supply: SimulatedBattery) -> None:
        self.supply = supply
        self.error = ""
        self.silent = self.garbled = self.halved = self.shutting_down = self.calibrating = False
        self._ups = ups
        self._half = b""
        self._said: deque[bytes] = deque()

    def receive(self, data: bytes, now: float) -> None:  # noqa: ARG002  a `Device`'s; it answers at once
        *lines, self._half = (self._half + data).split(b"\n")
        for line in lines:
            said = "".join(
                f"{line}\n" for line in self._answer(line.decode(errors="replace").split())
            ).encode()
            if self.garbled:
                said = bytes(255 - byte for byte in said)
            if self.halved:
                said = said[: len(said) // 2]
            if not self.silent:
                self._said.append(said)

    def emit(self, now: float) -> bytes:  # noqa: ARG002  a `Device`'s
        return self._said.popleft() if self._said else b""

    def next_due(self) -> float | None:
        return 0.0 if self._said else None

    def variables(self) -> dict[str, str]:
        supply = self.supply
        status = "OL CHRG" if supply.on_mains and not self.calibrating else "OB DISCHRG"
        if self.calibrating:
            status += " CAL"
        return {
            "battery.charge": f"{supply.charge:.0f}",
            "battery.runtime": str(supply.runtime_s),
            "battery.voltage": f"{supply.volts:.2f}",
            "device.mfr": 'Simulated "\\" Power',
            "ups.status": status + (" LB" if supply.is_low else "") + (" FSD" if self.shutting_down else ""),
        }

    def _answer(self, words: list[str]) -> list[str]:
        match words:
            case ["LIST", "UPS"]:
                return ["BEGIN LIST UPS", f'UPS {self._ups} "Simulated"', "END LIST UPS"]
            case ["LIST" | "GET", "VAR", self._ups, *_] if self.error:
                return [f"ERR {self.error}"]
            case ["LIST", "VAR", self._ups]:
                lines = [self._variable(name, value) for name, value in self.variables().items()]
                return [f"BEGIN LIST VAR {self._ups}", *lines, f"END LIST VAR {self._ups}"]
            case ["GET", "VAR", self._ups, name]:
                value = self.variables().get(name)
                return ["ERR VAR-NOT-SUPPORTED"] if value is None else [self._variable(name, value)]
            case ["LIST" | "GET", "VAR", *_]:
                return ["ERR UNKNOWN-UPS"]
            case ["LOGOUT"]:
                return ["OK Goodbye"]
            case _:
                return ["ERR UNKNOWN-COMMAND"]

    def _variable(self, name: str, value: str) -> str:
        quoted = value.replace("\\", "\\\\").replace('"', '\\"')
        return f'VAR {self._ups} {name} "{quoted}"'


class SimulatedUps:
    """upsd and a UPS of this name. Every method is a hand's and may be called from any thread."""

    def __init__(self, ups: str = "cabinet", *, port: int = 0) -> None:
        self._upsd = _Upsd(ups, SimulatedBattery())
        self._port = ServedPort(self._upsd, port=port)

    @property
    def path(self) -> str:
        """ "tcp://127.0.0.1:port" """
        return self._port.path

    def start(self) -> str:
        self._port.start()
        return self._port.path

    def stop(self) -> None:
        self._port.stop()

    def mains(self, *, on: bool) -> None:
        with self._port.lock:
            self._upsd.supply.on_mains = on

    def drain(self, charge: float) -> None:
        """The battery has this many percent left; below 20 it says LB."""
        with self._port.lock:
            self._upsd.supply.charge = charge

    def calibrate(self, *, on: bool = True) -> None:
        """It drains its battery on purpose, to learn how long that lasts, while the grid is there (CAL)."""
        with self._port.lock:
            self._upsd.calibrating = on

    def order_shutdown(self, *, on: bool = True) -> None:
        """Whoever commands the UPS orders everybody to shut down (FSD)."""
        with self._port.lock:
            self._upsd.shutting_down = on

    def fail(
        self, error: str = "", *, silent: bool = False, garbled: bool = False, halved: bool = False
    ) -> None:
        """Answer with `error` ("DATA-STALE"), nothing, garbage or halves from now on; `fail()` ends it."""
        with self._port.lock:
            self._upsd.error = error
            self._upsd.silent, self._upsd.garbled, self._upsd.halved = silent, garbled, halved

    def unplug(self) -> None:
        self._port.unplug()

    def plug(self) -> str:
        return self._port.plug()
