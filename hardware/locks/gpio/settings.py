"""Site settings of locks on GPIO pins."""

from __future__ import annotations

from typing import Final

from hardware.locks.settings import Choice, PinList

SCHEME: Final = "gpio://"
"""Before the chip: `gpio:///dev/gpiochip0`."""
ACTIVE = Choice("active", ("high", "low"))
"""At which level the relays pull; many relay modules want a low one."""
OUTPUTS = PinList("outputs", range(64), (4, 5, 6, 12, 13, 16, 17, 18))
INPUTS = PinList("inputs", range(64), (19, 20, 21, 22, 23, 24, 25, 26))
"""A contact between the pin and ground; the pin is pulled up."""
