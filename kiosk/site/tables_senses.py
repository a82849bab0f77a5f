"""The shape of a site file where it speaks of sensors, contacts, classes of temperature and the printer."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated, Literal

from pydantic import Field

from kiosk.custody.words import ContactKind
from kiosk.site.kinds import STRICT, Baud, Label, Name, Seconds, Text

Degrees = Annotated[float, Field(ge=-40, le=80)]
ModbusAddress = Annotated[int, Field(ge=1, le=247)]


@dataclass(frozen=True, slots=True, kw_only=True)
class TemperatureTable:
    """A class of temperature: degrees Celsius, both limits still good."""

    __pydantic_config__ = STRICT
    least: Degrees | None = None
    most: Degrees | None = None
    grace: Seconds | None = None
    unwatched: Seconds | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ProbeTable:
    """A temperature sensor and the compartments whose air it measures. `every`: seconds between readings."""

    __pydantic_config__ = STRICT
    name: Name
    address: ModbusAddress = 1
    temperature: Name
    compartments: Annotated[tuple[Label, ...], Field(min_length=1)]
    every: Annotated[Seconds, Field(ge=1, le=600)] = 10


@dataclass(frozen=True, slots=True, kw_only=True)
class ContactTable:
    """A contact on input `channel` (from 1) of the board at `address`."""

    __pydantic_config__ = STRICT
    name: Name
    kind: ContactKind
    address: ModbusAddress
    channel: Annotated[int, Field(ge=1, le=64)]
    closed_when_on: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class SensorsTable:
    """A Modbus line with what is on it."""

    __pydantic_config__ = STRICT
    name: Name
    port: Text
    baud: Baud = 9600
    climate: tuple[ProbeTable, ...] = ()
    contacts: tuple[ContactTable, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class PrinterTable:
    """`paper`: its width in millimetres."""

    __pydantic_config__ = STRICT
    port: Text
    baud: Baud = 19200
    paper: Literal[58, 80] = 80
