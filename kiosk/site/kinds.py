"""The kinds of values that a site file's keys have: times, lengths, names, texts."""

from __future__ import annotations

import dataclasses
import re
from typing import Annotated, Any, ClassVar, Protocol

from pydantic import AfterValidator, BeforeValidator, ConfigDict, Field

_UNITS = {"s": 1, "min": 60, "h": 3600, "day": 86_400, "days": 86_400}
_DURATION = re.compile(r"(\d{1,6}) ?(s|min|h|days?)")


def seconds(value: object) -> object:
    """`"48 h"`, `"90 s"`, `"15 min"`, `"3 days"`; a bare number is seconds."""
    if not isinstance(value, str):
        return value
    told = _DURATION.fullmatch(value)
    if told is None:
        raise ValueError('a time such as "90 s", "15 min", "48 h" or "3 days"')
    return int(told[1]) * _UNITS[told[2]]


def _one_line(text: str) -> str:
    """People read it: no line breaks, no signs that turn the direction of what follows, not only blanks."""
    if not text.strip() or not text.isprintable():
        raise ValueError("a text on one line, without signs that can't be seen")
    return text


Seconds = Annotated[int, BeforeValidator(seconds), Field(ge=0, le=3660 * 86_400)]
Length = Annotated[float, Field(gt=0, le=2000)]
Offset = Annotated[float, Field(ge=0, le=2000)]
Name = Annotated[str, Field(pattern=r"^[A-Za-z0-9][A-Za-z0-9_-]{0,39}$")]
Label = Annotated[str, AfterValidator(_one_line), Field(pattern=r"^[^\s/](?:[^/\r\n\t]{0,6}[^\s/])?$")]
Text = Annotated[str, AfterValidator(_one_line), Field(min_length=1, max_length=200)]
Baud = Annotated[int, Field(ge=300, le=4_000_000)]
Channel = Annotated[int, Field(ge=1, le=255)]
ModbusAddress = Annotated[int, Field(ge=1, le=247)]
Brightness = Annotated[int, Field(ge=5, le=100)]

STRICT = ConfigDict(extra="forbid", strict=True, allow_inf_nan=False)


class _Dataclass(Protocol):
    __dataclass_fields__: ClassVar[dict[str, dataclasses.Field[Any]]]


def said(table: _Dataclass, *but: str) -> dict[str, Any]:
    """The keys of a table that the file says, with their values; those in `but` are left out."""
    keys = (each.name for each in dataclasses.fields(table) if each.name not in but)
    return {key: value for key in keys if (value := getattr(table, key)) is not None}
