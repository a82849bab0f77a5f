"""Relays and contacts on MCP23017 port expanders: GPA0 to 7 pull, GPB0 to 7 see."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final, Protocol, Self

from hardware.locks.bridge.driver import PULSE_MS
from hardware.locks.bridge.frames import States
from hardware.locks.bridge.relays import RelayBoard, Unreachable
from hardware.locks.gpio.settings import ACTIVE

SCHEME: Final = "mcp23017://"
"""Before the bus: `mcp23017:///dev/i2c-1`."""
FIRST_CHIP: Final = 0x20
"""The I2C address of the chip whose three address pins are low; it is the bank of address 0."""
CHANNELS: Final = 8

# Registers with IOCON.BANK = 0, as after a reset.
IODIRA, IODIRB = 0x00, 0x01
IPOLB = 0x03
GPPUB = 0x0D
GPIOB = 0x13
OLATA = 0x14
_EVERY: Final = 0xFF


class Smbus(Protocol):
    """One I2C bus; both raise OSError where no chip answers."""

    def read_byte_data(self, i2c_addr: int, register: int, /) -> int: ...

    def write_byte_data(self, i2c_addr: int, register: int, value: int, /) -> None: ...

    def close(self) -> None: ...


class McpRelays:
    """Relays on MCP23017 chips; a chip that lost its supply is set up again."""

    def __init__(self, boards: Sequence[RelayBoard], bus: Smbus) -> None:
        self._bus = bus
        self._seconds = {board.address: PULSE_MS.of(board.settings) / 1000 for board in boards}
        self._rest = {board.address: _EVERY * (ACTIVE.of(board.settings) == "low") for board in boards}
        self._channels = {board.address: board.channels for board in boards}

    @classmethod
    def open(cls, port: str, boards: Sequence[RelayBoard]) -> Self:
        """Raises Unreachable. A chip that doesn't answer yet is a silent board."""
        from smbus2 import SMBus  # noqa: PLC0415  only where there is such a bus

        device = port.removeprefix(SCHEME)
        try:
            return cls(boards, SMBus(device))
        except OSError as failure:
            raise Unreachable(f"{device}: {failure.strerror}") from failure

    def pulse_seconds(self, address: int) -> float:
        return self._seconds[address]

    def states(self, address: int) -> States:
        chip = FIRST_CHIP + address
        if not self._is_set_up(chip):
            self._set_up(address)
        return States(self._bus.read_byte_data(chip, GPIOB), (1 << self._channels[address]) - 1)

    def on(self, address: int, lock: int) -> bool:
        chip = FIRST_CHIP + address
        if not self._is_set_up(chip):
            self._set_up(address)
        self._bus.write_byte_data(chip, OLATA, self._rest[address] ^ 1 << (lock - 1))
        return True

    def off(self, address: int, lock: int) -> None:
        del lock  # at rest is at rest: no other is pulled meanwhile
        self._bus.write_byte_data(FIRST_CHIP + address, OLATA, self._rest[address])

    def all_off(self, address: int) -> None:
        self._set_up(address)

    def close(self) -> None:
        self._bus.close()

    def _is_set_up(self, chip: int) -> bool:
        wanted = ((IODIRA, 0), (IODIRB, _EVERY), (GPPUB, _EVERY), (IPOLB, _EVERY))
        return all(self._bus.read_byte_data(chip, register) == value for register, value in wanted)

    def _set_up(self, address: int) -> None:
        chip = FIRST_CHIP + address
        # The latch before the direction: a pin that becomes an output must not pull for a moment.
        self._bus.write_byte_data(chip, OLATA, self._rest[address])
        for register, value in ((IODIRB, _EVERY), (GPPUB, _EVERY), (IPOLB, _EVERY), (IODIRA, 0)):
            self._bus.write_byte_data(chip, register, value)
