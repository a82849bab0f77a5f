"""What carries the cabinet, and what the machine does about it: thresholds, and how long each has to stand.

A supply behind which the grid stands is judged by its source: on mains all is well, whatever its battery has.
One that only the sun charges is on battery every night: it is judged by charge and by its own alarm alone.
Where nobody knows, what was known is believed for a while, and then nothing: a power cut is survivable, a
machine that is closed because a cable fell out is not.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from hardware.outcomes.power import PowerSource, PowerState

SURE: Final = 10.0
"""Seconds that bad news has to stand: one lying answer must not shut a machine down."""
BELIEVED: Final = 600.0
"""Seconds for which the last word of a supply counts that has fallen silent."""
WORN: Final = 3600.0
"""Seconds on mains after which a battery that will not charge is no reason to rest any longer."""

CLOUDS: Final = 900.0
"""Seconds that the sun has to stay, or to stay away, to be told: the journal is no record of the weather."""


@dataclass(frozen=True, slots=True)
class PowerRules:
    """Percent of the battery's charge, but `settle`: seconds that good news has to stand.

    What began below a limit ends `hysteresis` above it.
    """

    no_deposits_below: int = 30
    low_below: int = 15
    hysteresis: int = 10
    settle: int = 60


@dataclass(frozen=True, slots=True)
class Supply:
    """What the book has of one supply. `since`: when `source` became so; `charge` at the last event.

    `paused`: no new deposits. `low`: the machine finishes what runs and rests.
    """

    source: PowerSource = PowerSource.UNKNOWN
    paused: bool = False
    low: bool = False
    charge: int | None = None
    since: datetime | None = None


@dataclass(frozen=True, slots=True)
class Due:
    """What a supply should be in the book once that has stood for so many seconds."""

    source: PowerSource
    paused: bool
    low: bool
    source_after: float
    paused_after: float
    low_after: float


@dataclass(frozen=True, slots=True)
class Conduct:
    """What the machine does: the screen dark while nobody is there, deposits taken, visitors served."""

    dim: bool = False
    deposits: bool = True
    serves: bool = True


def due(held: Supply, told: PowerState, rules: PowerRules, *, grid: bool) -> Due:
    """What becomes of `held` if the supply goes on saying `told`. `grid`: whether there is one behind it."""
    if told.source is PowerSource.UNKNOWN:
        return Due(PowerSource.UNKNOWN, False, False, BELIEVED, BELIEVED, BELIEVED)  # noqa: FBT003  fields
    carried = grid and told.source is PowerSource.MAINS
    low = told.low or (not carried and _is_low(held, told, rules, grid=grid))
    paused = low or (not carried and _is_scarce(held, told, rules, grid=grid))
    back = rules.settle
    worn = carried and held.low and _below(told.charge, rules.low_below + rules.hysteresis)
    return Due(
        source=told.source,
        paused=paused,
        low=low,
        source_after=_turns_after(held, told, rules, grid=grid),
        paused_after=SURE if paused else WORN if worn else back,
        low_after=SURE if low else WORN if worn else back,
    )


def conduct(supplies: Mapping[str, Supply], grids: frozenset[str]) -> Conduct:
    """`supplies` are those of the site, by name, and `grids` those behind which the grid is."""
    low = any(one.low for one in supplies.values())
    paused = any(one.paused for one in supplies.values())
    away = any(one.source is PowerSource.BATTERY for name, one in supplies.items() if name in grids)
    return Conduct(dim=away or paused or low, deposits=not (paused or low), serves=not low)


def _turns_after(held: Supply, told: PowerState, rules: PowerRules, *, grid: bool) -> float:
    """A power cut is told at once."""
    first = held.source is PowerSource.UNKNOWN
    cut = grid and told.source is PowerSource.BATTERY
    return 0.0 if first or cut else float(rules.settle) if grid else CLOUDS


def _is_low(held: Supply, told: PowerState, rules: PowerRules, *, grid: bool) -> bool:
    if told.charge is None:
        # An alarm that is over means something only where it is the one word there is.
        return held.low and grid
    return _below(told.charge, rules.low_below + (rules.hysteresis if held.low else 0))


def _is_scarce(held: Supply, told: PowerState, rules: PowerRules, *, grid: bool) -> bool:
    if told.charge is None:
        return held.paused and grid
    return _below(told.charge, rules.no_deposits_below + (rules.hysteresis if held.paused else 0))


def _below(charge: int | None, limit: int) -> bool:
    return charge is not None and charge < limit
