"""Which supply states are reported, and when a battery is low. Pure."""

from __future__ import annotations

from dataclasses import dataclass

from hardware.outcomes.power import PowerSource, PowerState


def unknown(device: str, reason: str) -> PowerState:
    """Nobody knows what carries the cabinet."""
    return PowerState(device, PowerSource.UNKNOWN, None, None, low=False, detail=reason)


@dataclass(slots=True)
class News:
    """Filters states: source, charge and low at each change, the rest every `period` seconds."""

    period: float
    _told: PowerState | None = None
    _told_at: float = 0.0

    def is_news(self, state: PowerState, now: float) -> bool:
        last = self._told
        same = last is not None and (last.source, last.charge, last.low) == (
            state.source,
            state.charge,
            state.low,
        )
        if same and now < self._told_at + self.period:
            return False
        self._told, self._told_at = state, now
        return True

    def forget(self) -> None:
        self._told = None


@dataclass(frozen=True, slots=True)
class Battery:
    """Low below `low_volts`, and until it is above `well_volts` again. The figures fit lead at 12 V."""

    low_volts: float = 11.8
    well_volts: float = 12.5

    def __post_init__(self) -> None:
        if not 0 < self.low_volts < self.well_volts:
            raise ValueError("a battery is low below low_volts and well above the higher well_volts")

    def is_low(self, volts: float, *, before: bool) -> bool:
        return volts < (self.well_volts if before else self.low_volts)


LEAD_12V = Battery()


def percent(value: float) -> int | None:
    """A charge that can be one, in whole percent."""
    return round(value) if 0 <= value <= 100 else None
