"""`[power]`: the supplies, and what the machine does as their batteries empty."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from typing import Annotated

from pydantic import Field

from kiosk.custody.power.supplies import PowerRules
from kiosk.site.kinds import STRICT, Brightness, ModbusAddress, Name, Seconds, Text
from kiosk.site.problems import SiteProblem, doubles, found, port_problem

Percent = Annotated[int, Field(ge=0, le=100)]
Volts = Annotated[float, Field(ge=5, le=80)]
UpsName = Annotated[str, Field(pattern=r"^[A-Za-z0-9._-]{1,64}$")]


class SupplyKind(StrEnum):
    NUT = "nut"
    VICTRON = "victron"
    EPEVER = "epever"


class WhenLow(StrEnum):
    """What the machine does when its battery is nearly empty and nothing runs any more."""

    POWER_OFF = "power-off"
    STOP = "stop"
    """The program ends; something else looks after the machine."""
    REST = "rest"
    """It stays on, dark and out of service, until the battery is charged."""


# --- the shape of the file ------------------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class SupplyTable:
    """`ups` is for nut alone, `address` for epever, volts for chargers."""

    __pydantic_config__ = STRICT
    name: Name
    kind: SupplyKind
    port: Text
    ups: UpsName | None = None
    address: ModbusAddress | None = None
    grid: bool | None = None
    low_volts: Volts | None = None
    well_volts: Volts | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class PowerTable:
    __pydantic_config__ = STRICT
    supplies: Annotated[tuple[SupplyTable, ...], Field(min_length=1)]
    no_deposits_below: Percent = 30
    low_below: Percent = 15
    hysteresis: Percent = 10
    settle: Seconds = 60
    dim: Brightness = 40
    when_low: WhenLow = WhenLow.POWER_OFF
    finish_within: Annotated[Seconds, Field(ge=10, le=3600)] = 300

    def build(self) -> PowerSite:
        return PowerSite(
            supplies=tuple(map(_supply, self.supplies)),
            rules=PowerRules(self.no_deposits_below, self.low_below, self.hysteresis, self.settle),
            dim=self.dim,
            when_low=self.when_low,
            finish_within=self.finish_within,
        )


# --- the values -----------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class SupplySite:
    """`port`: a device's path or `tcp://host:port`. `grid`: whether there is one behind it, or only the sun.

    `low_volts` and `well_volts` are a charger's: below the one its battery is low, above the other well.
    """

    name: str
    kind: SupplyKind
    port: str
    grid: bool
    ups: str = ""
    address: int = 1
    low_volts: float = 11.8
    well_volts: float = 12.5


@dataclass(frozen=True, slots=True)
class PowerSite:
    """`dim`: percent of the screen's brightness. `finish_within`: seconds that visits have to end."""

    supplies: tuple[SupplySite, ...]
    rules: PowerRules
    dim: int
    when_low: WhenLow
    finish_within: int

    @property
    def grids(self) -> frozenset[str]:
        return frozenset(supply.name for supply in self.supplies if supply.grid)


def _supply(table: SupplyTable) -> SupplySite:
    grid = table.kind is SupplyKind.NUT if table.grid is None else table.grid
    low, well = _volts(table)
    return SupplySite(
        table.name, table.kind, table.port, grid, table.ups or "", table.address or 1, low, well
    )


def _volts(table: SupplyTable) -> tuple[float, float]:
    usual = SupplySite(table.name, table.kind, table.port, grid=False)
    low = usual.low_volts if table.low_volts is None else table.low_volts
    return low, usual.well_volts if table.well_volts is None else table.well_volts


# --- what can be wrong ----------------------------------------------------------------------------


def power_problems(power: PowerTable, taken: Iterable[str], names: Iterable[str]) -> Iterator[SiteProblem]:
    """`taken`: ports that something else is at; `names`: what other devices are called."""
    yield from _limits(power)
    yield from doubles("power.supplies", "the name", (*names, *(supply.name for supply in power.supplies)))
    at: dict[str, SupplyTable | None] = dict.fromkeys(taken)
    for supply in power.supplies:
        where = f'power.supplies["{supply.name}"]'
        yield from _of_kind(where, supply)
        if supply.port in at and not _share(at[supply.port], supply):
            yield SiteProblem(f"{where}.port", found(supply.port, "a port where nothing else is"))
        at.setdefault(supply.port, supply)
    for supply in power.supplies:
        yield from port_problem(f'power.supplies["{supply.name}"].port', supply.port)


def _share(one: SupplyTable | None, other: SupplyTable) -> bool:
    """Chargers on Modbus may share a line, or a upsd its UPSes."""
    if one is None or one.kind is not other.kind:
        return False
    match other.kind:
        case SupplyKind.EPEVER:
            return (one.address or 1) != (other.address or 1)
        case SupplyKind.NUT:
            return one.ups != other.ups
        case _:
            return False


def _limits(power: PowerTable) -> Iterator[SiteProblem]:
    low, stop = power.low_below, power.no_deposits_below
    if low >= stop:
        wanted = f"less than `no_deposits_below`, which is {stop}"
        yield SiteProblem("power.low_below", found(low, wanted))
    if stop + power.hysteresis > 100:
        wanted = f"at most {100 - stop}, so that a full battery is enough"
        yield SiteProblem("power.hysteresis", found(power.hysteresis, wanted))


def _of_kind(where: str, supply: SupplyTable) -> Iterator[SiteProblem]:
    nut, epever = supply.kind is SupplyKind.NUT, supply.kind is SupplyKind.EPEVER
    if nut and supply.ups is None:
        yield SiteProblem(f"{where}.ups", "it is missing")
    if nut and not supply.port.startswith("tcp://"):
        yield SiteProblem(
            f"{where}.port", found(supply.port, 'where upsd is, such as "tcp://127.0.0.1:3493"')
        )
    fits = {"ups": nut, "address": epever, "low_volts": not nut, "well_volts": not nut}
    for key, good in fits.items():
        if getattr(supply, key) is not None and not good:
            yield SiteProblem(
                f"{where}.{key}", f'found a key that "{supply.kind}" has no use for; wanted none'
            )
    low, well = _volts(supply)
    if low >= well:
        yield SiteProblem(f"{where}.well_volts", found(well, f"more than `low_volts`, which is {low:g}"))
