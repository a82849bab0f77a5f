"""A Victron solar charger (MPPT) or battery monitor (BMV) on its VE.Direct port: 19200 8N1, it only talks."""

from __future__ import annotations

import logging
import re
import time
from collections.abc import Callable

from hardware.outcomes.power import PowerReport, PowerSource, PowerState
from hardware.power.news import LEAD_12V, Battery, News, percent, unknown
from hardware.power.vedirect import Block, BlockCutter, Damaged
from hardware.transport.base import LineSettings, Transport
from hardware.transport.owner import BACK_OFF, PortOwner
from hardware.transport.ports import open_port
from hardware.transport.presence import Presence

log = logging.getLogger(__name__)

SETTINGS = LineSettings(19200)
SILENCE = 5.0
NO_WORD = "it says nothing of its battery"
_ALARM_LOW = 1 | 4
"""bits of AR: low voltage, low charge"""
_CHARGING = frozenset({3, 4, 5, 7})
"""values of CS: bulk, absorption, float, equalize"""


def state(device: str, block: Block, battery: Battery, *, low_before: bool) -> PowerState | None:
    """The supply in one block; None when it says nothing of it (a battery monitor's second block).

    The sun carries the cabinet while current flows into the battery (I), whatever the charger's state (CS) is
    called: there are more states than any list has. Without any current that state decides. `low` is the
    voltage's word, or that of the battery monitor's alarm (AR).
    """
    millivolts, milliamps = _number(block, "V"), _number(block, "I")
    if millivolts is None or milliamps is None or not 5_000 <= millivolts <= 80_000:
        return None
    charging = _number(block, "CS")
    carried = milliamps > 0 or (milliamps == 0 and (charging is None or charging in _CHARGING))
    permille, minutes = _number(block, "SOC"), _number(block, "TTG")
    alarm = (_number(block, "AR") or 0) & _ALARM_LOW
    volts = millivolts / 1000
    return PowerState(
        device,
        PowerSource.MAINS if carried else PowerSource.BATTERY,
        None if permille is None else percent(permille / 10),
        None if minutes is None or minutes < 0 else minutes * 60,
        bool(alarm) or battery.is_low(volts, before=low_before),
        f"{volts:.1f} V, {milliamps / 1000:+.1f} A",
    )


class VictronPort(PortOwner):
    """Listens on `port` and posts a `PowerState` when it is news, and every `period` seconds.

    Two blocks have to agree on source and low, as one byte of checksum passes one damaged block in 256.
    No good block for `silence` seconds is a `DeviceDown` and a state of unknown source. `post` is called on
    this thread and must not block.
    """

    def __init__(
        self,
        port: str,
        post: Callable[[PowerReport], None],
        *,
        name: str = "solar",
        battery: Battery = LEAD_12V,
        period: float = 30.0,
        silence: float = SILENCE,
        back_off: tuple[float, ...] = BACK_OFF,
    ) -> None:
        super().__init__(name, lambda: open_port(port, SETTINGS), back_off=back_off)
        self._name = name
        self._post = post
        self._battery = battery
        self._silence = silence
        self._news = News(period)
        self._health = Presence(name, post, log)
        self._last: PowerState | None = None

    def _serve(self, line: Transport) -> None:
        cutter = BlockCutter()
        heard = time.monotonic()
        trouble = NO_WORD
        while not self._stopping:
            if line.listen(heard + self._silence - time.monotonic(), self._wake):
                for block in cutter.feed(line.read_until_gap(0, 0, 0).data):
                    if isinstance(block, Damaged):
                        trouble = "it sends only damaged blocks"
                    elif self._take(block):
                        heard, trouble = time.monotonic(), NO_WORD
            if time.monotonic() >= heard + self._silence:
                self._lost(trouble)
                heard, trouble = time.monotonic(), NO_WORD

    def _take(self, block: Block) -> bool:
        found = state(self._name, block, self._battery, low_before=self._last is not None and self._last.low)
        if found is None:
            return False
        last, self._last = self._last, found
        if last is not None and (last.source, last.low) == (found.source, found.low):
            self._worked()
            self._health.up()
            if self._news.is_news(found, time.monotonic()):
                self._post(found)
        return True

    def _lost(self, reason: str) -> None:
        self._last = None
        if self._health.down(reason):
            self._news.forget()
            self._post(unknown(self._name, reason))


def _number(block: Block, label: str) -> int | None:
    """A whole number; None where there is none, or for "---", the device's word for unknown."""
    text = block.get(label, "")
    if re.fullmatch(r"0x[0-9A-Fa-f]{1,8}", text):
        return int(text, 16)
    return int(text) if re.fullmatch(r"-?\d{1,9}", text) else None
