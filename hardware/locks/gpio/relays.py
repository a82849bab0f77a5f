"""Relays and contacts on the pins of a small computer, by the kernel's character device (libgpiod)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol, Self

from hardware.locks.bridge.driver import PULSE_MS
from hardware.locks.bridge.frames import States
from hardware.locks.bridge.relays import RelayBoard, Unreachable
from hardware.locks.gpio.settings import ACTIVE, INPUTS, OUTPUTS, SCHEME


class Pins(Protocol):
    """Lines of one chip, requested as a whole; `True` is active: a relay pulled, a contact closed."""

    def get(self, pin: int) -> bool: ...

    def put(self, pin: int, *, active: bool) -> None: ...

    def release(self) -> None: ...


@dataclass(frozen=True, slots=True)
class _Wiring:
    outputs: tuple[int, ...]
    inputs: tuple[int, ...]
    seconds: float


class GpioRelays:
    """Relays on GPIO lines, requested at the start so that no other program can take them."""

    def __init__(self, boards: Sequence[RelayBoard], outputs: Pins, inputs: Pins) -> None:
        self._wired = {board.address: _wiring(board) for board in boards}
        self._outputs = outputs
        self._inputs = inputs

    @classmethod
    def open(cls, port: str, boards: Sequence[RelayBoard]) -> Self:
        """Raises Unreachable, OSError."""
        chip = port.removeprefix(SCHEME)
        low = {pin: _is_low(board) for board in boards for pin in _wiring(board).outputs}
        contacts = {pin for board in boards for pin in _wiring(board).inputs}
        if both := sorted(low.keys() & contacts):
            raise Unreachable(f"pins used as output and as input: {', '.join(map(str, both))}")
        outputs = _request(chip, {pin: ("out", is_low) for pin, is_low in low.items()})
        return cls(boards, outputs, _request(chip, dict.fromkeys(contacts, ("in", True))))

    def pulse_seconds(self, address: int) -> float:
        return self._wired[address].seconds

    def states(self, address: int) -> States:
        short = seen = 0
        for index, pin in enumerate(self._wired[address].inputs):
            seen |= 1 << index
            short |= self._inputs.get(pin) << index
        return States(short, seen)

    def on(self, address: int, lock: int) -> bool:
        self._outputs.put(self._wired[address].outputs[lock - 1], active=True)
        return True

    def off(self, address: int, lock: int) -> None:
        self._outputs.put(self._wired[address].outputs[lock - 1], active=False)

    def all_off(self, address: int) -> None:
        for pin in self._wired[address].outputs:
            self._outputs.put(pin, active=False)

    def close(self) -> None:
        self._outputs.release()
        self._inputs.release()


def _wiring(board: RelayBoard) -> _Wiring:
    outputs, inputs = OUTPUTS.of(board.settings), INPUTS.of(board.settings)
    if len(outputs) < board.channels:
        raise Unreachable(f"{board.channels} channels need as many outputs; {len(outputs)} are named")
    return _Wiring(outputs[: board.channels], inputs[: board.channels], PULSE_MS.of(board.settings) / 1000)


def _is_low(board: RelayBoard) -> bool:
    return ACTIVE.of(board.settings) == "low"


def _request(chip: str, pins: Mapping[int, tuple[str, bool]]) -> Pins:
    import gpiod  # noqa: PLC0415  compiled: only where there are pins
    from gpiod.line import Bias, Direction, Value  # noqa: PLC0415

    class Lines:
        def __init__(self, request: gpiod.LineRequest) -> None:
            self._request = request

        def get(self, pin: int) -> bool:
            return bool(self._request.get_value(pin) == Value.ACTIVE)

        def put(self, pin: int, *, active: bool) -> None:
            self._request.set_value(pin, Value.ACTIVE if active else Value.INACTIVE)

        def release(self) -> None:
            self._request.release()

    wanted: dict[Iterable[int | str] | int | str, gpiod.LineSettings | None] = {
        pin: gpiod.LineSettings(direction=Direction.OUTPUT, active_low=low, output_value=Value.INACTIVE)
        if way == "out"
        else gpiod.LineSettings(direction=Direction.INPUT, active_low=low, bias=Bias.PULL_UP)
        for pin, (way, low) in pins.items()
    }
    try:
        return Lines(gpiod.request_lines(chip, config=wanted, consumer="cubby"))
    except (OSError, ValueError) as failure:
        raise Unreachable(f"{chip}: {failure}") from failure
