"""A line in memory with a clock of its own: hours of traffic in a moment, the same every time."""

from __future__ import annotations

from collections.abc import Callable

from hardware.transport.base import BURST_LIMIT, Burst, LineError
from hardware.transport.wake import Wake
from hardware.transport.wire import Device


class VirtualClock:
    """Seconds that pass only when somebody waits."""

    def __init__(self, now: float = 100.0) -> None:
        self.now = now

    def __call__(self) -> float:
        return self.now

    def until(self, moment: float) -> None:
        self.now = max(self.now, moment)


class VirtualWake(Wake):
    """A bell whose waiting takes no real time."""

    def __init__(self, clock: VirtualClock) -> None:
        super().__init__()
        self._clock = clock

    def wait(self, seconds: float) -> bool:
        if super().wait(0):
            return True
        self._clock.until(self._clock.now + seconds)
        return False


class MemoryLine:
    """A `Transport` to `device`; a `Wire` as device loses, splits, delays, corrupts and echoes.

    `takes` is the number of bytes that the line still takes before it breaks (None: it never does), so a test
    can pull the plug in the middle of a frame; `pull` breaks it at once.
    """

    def __init__(self, device: Device, clock: VirtualClock, *, takes: int | None = None) -> None:
        self._device = device
        self._clock = clock
        self._waiting = bytearray()
        self.takes = takes
        self.closed = False

    def pull(self) -> None:
        self.takes = 0

    def write(self, data: bytes) -> None:
        taken = len(data) if self.takes is None else min(self.takes, len(data))
        self._device.receive(data[:taken], self._clock.now)
        if self.takes is not None:
            self.takes -= taken
            if taken < len(data):
                raise LineError("unplugged", taken)

    def listen(self, seconds: float, wake: Wake) -> bool:
        if wake.is_set():
            return False
        return self._arrive(self._clock.now + seconds, wake)

    def read_until_gap(
        self, first: float, gap: float, longest: float, enough: Callable[[bytes], bool] | None = None
    ) -> Burst:
        data = bytearray()
        latest = self._clock.now + first + longest
        moment = self._clock.now + first
        while self._arrive(moment):
            data += self._waiting[: BURST_LIMIT - len(data)]
            del self._waiting[:BURST_LIMIT]
            if enough is not None and enough(bytes(data)):
                break
            if len(data) >= BURST_LIMIT or self._clock.now >= latest:
                return Burst(bytes(data), ended=False)
            moment = self._clock.now + gap
        return Burst(bytes(data), ended=True)

    def drain(self, silence: float, longest: float) -> Burst:
        return self.read_until_gap(silence, silence, longest)

    def close(self) -> None:
        self.closed = True

    def _arrive(self, moment: float, wake: Wake | None = None) -> bool:
        """Let time pass until a byte is there, at most until `moment`, or until the device rings `wake`."""
        if self.takes == 0 or self.closed:
            raise LineError("unplugged")
        while not self._waiting:
            due = self._device.next_due()
            if due is None or due > moment:
                self._clock.until(moment)
                return False
            self._clock.until(due)
            said = self._device.emit(self._clock.now)
            self._waiting += said
            if wake is not None and not said:
                if wake.is_set():
                    return False
                if self.takes == 0 or self.closed:
                    raise LineError("unplugged")
        return True
