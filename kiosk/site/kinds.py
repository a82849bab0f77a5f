"""The kinds of values that a site file's keys have: times, lengths, names, texts."""

from __future__ import annotations

import re
from typing import Annotated

from pydantic import AfterValidator, BeforeValidator, ConfigDict, Field

_UNITS = {"s": 1, "min": 60, "h": 3600, "day": 86_400, "days": 86_400}
_DURATION = re.compile(r"(\d{1,6}) ?(s|min|h|days?)")


def _seconds(value: object) -> object:
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


def _country(code: str) -> str:
    """Of a country that has phones."""
    from kiosk.vault.phones import is_country  # noqa: PLC0415  a tenth of a second, for those who say it

    if not is_country(code):
        raise ValueError('a country in ISO 3166 such as "DE"')
    return code


Seconds = Annotated[int, BeforeValidator(_seconds), Field(ge=0, le=3660 * 86_400)]
FaceTerm = Annotated[int, BeforeValidator(_seconds), Field(ge=86_400, le=1095 * 86_400)]
Length = Annotated[float, Field(gt=0, le=2000)]
Offset = Annotated[float, Field(ge=0, le=2000)]
Name = Annotated[str, Field(pattern=r"^[A-Za-z0-9][A-Za-z0-9_-]{0,39}$")]
Label = Annotated[str, AfterValidator(_one_line), Field(pattern=r"^[^\s/](?:[^/\r\n\t]{0,6}[^\s/])?$")]
Text = Annotated[str, AfterValidator(_one_line), Field(min_length=1, max_length=200)]
Language = Annotated[str, Field(pattern=r"^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$")]
Country = Annotated[str, AfterValidator(_country)]
Baud = Annotated[int, Field(ge=300, le=4_000_000)]
Pixels = Annotated[int, Field(ge=320, le=16_384)]
Channel = Annotated[int, Field(ge=1, le=255)]

STRICT = ConfigDict(extra="forbid", strict=True, allow_inf_nan=False)
