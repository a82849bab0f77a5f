"""Simulated MCP23017 port expanders: registers as in the data sheet, and locks on their pins."""

from __future__ import annotations

from collections.abc import Callable

from hardware.locks.mcp23017 import relays

_AFTER_RESET = {relays.IODIRA: 0xFF, relays.IODIRB: 0xFF}


class SimulatedChips:
    """An I2C bus with chips at some addresses; `short` says which contacts of a chip are closed.

    A coil is pulled while its pin is an output at the active level; `pulled` hears of every change.
    """

    def __init__(
        self,
        addresses: tuple[int, ...],
        short: Callable[[int], int] = lambda _address: 0,
        pulled: Callable[[int, int], object] = lambda _address, _coils: None,
        *,
        active_low: bool = False,
    ) -> None:
        self.registers = {address: dict(_AFTER_RESET) for address in addresses}
        self.away = False
        """Whether the bus is broken: nobody answers."""
        self.closed = False
        self._short = short
        self._pulled = pulled
        self._rest = 0xFF if active_low else 0
        self._last = dict.fromkeys(addresses, 0)

    def reset(self, address: int) -> None:
        """Its supply broke down for a moment: everything is an input again."""
        self.registers[address] = dict(_AFTER_RESET)
        self._tell(address)

    def coils(self, address: int) -> int:
        """Coils that are energised, bit 0 lock 1."""
        known = self.registers[address]
        driven = ~known.get(relays.IODIRA, 0xFF) & 0xFF
        return (known.get(relays.OLATA, 0) ^ self._rest) & driven

    def read_byte_data(self, i2c_addr: int, register: int, /) -> int:
        known = self._chip(i2c_addr)
        if register != relays.GPIOB:
            return known.get(register, 0)
        # A closed contact pulls the pin to ground; without a pull-up an open one floats: low, here.
        pulled_up = known.get(relays.GPPUB, 0)
        level = pulled_up & ~self._short(i2c_addr) & 0xFF
        return level ^ known.get(relays.IPOLB, 0)

    def write_byte_data(self, i2c_addr: int, register: int, value: int, /) -> None:
        self._chip(i2c_addr)[register] = value
        self._tell(i2c_addr)

    def close(self) -> None:
        self.closed = True

    def _chip(self, address: int) -> dict[int, int]:
        if self.away or address not in self.registers:
            raise OSError(121, "Remote I/O error")
        return self.registers[address]

    def _tell(self, address: int) -> None:
        now = self.coils(address)
        if now != self._last[address]:
            self._last[address] = now
            self._pulled(address, now)
