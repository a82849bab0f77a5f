"""The lines between the kiosk and a fiscal device: one JSON object a line, one answer a question."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from hardware.outcomes.fiscal import SignedReceipt

MOST: Final = 1000
"""Bytes of a number, a signature or a QR code's text."""
LONGEST: Final = 1 << 20
"""Bytes of one line; a device that says more is no fiscal device."""


@dataclass(frozen=True, slots=True)
class FiscalLine:
    """What was charged for: `gross` in minor units, less than 0 where it went back; `rate`: tax in hundredths
    of a percent."""

    name: str
    gross: int
    rate: int


@dataclass(frozen=True, slots=True)
class FiscalSale:
    """One movement of money. `id` never comes again; `at`: ISO 8601, UTC; `way`: how it was paid."""

    id: str
    at: str
    currency: str
    way: str
    lines: tuple[FiscalLine, ...]


def hello() -> bytes:
    return _line({"do": "hello", "v": 1})


def begin(sale: FiscalSale) -> bytes:
    return _line({"do": "begin", **_plain(sale)})


def finish(sale: FiscalSale) -> bytes:
    """Says all of it again, so that a device that was off meanwhile can sign it all the same."""
    return _line({"do": "finish", **_plain(sale)})


def cancel(id_: str) -> bytes:
    return _line({"do": "cancel", "id": id_})


def close_day() -> bytes:
    return _line({"do": "close_day"})


def export() -> bytes:
    return _line({"do": "export"})


def lines_of(sale: Mapping[str, Any]) -> tuple[FiscalLine, ...]:
    """Of a question, as a device reads it. Raises ValueError."""
    try:
        return tuple(
            FiscalLine(str(one["name"]), int(one["gross"]), int(one["rate"])) for one in sale["lines"]
        )
    except (KeyError, TypeError) as wrong:
        raise ValueError(f"no lines of a receipt: {wrong}") from wrong


def signed_of(answer: Mapping[str, Any]) -> SignedReceipt | None:
    """None where it has no number, or texts that no receipt could carry."""
    parts = [answer.get(key, "") for key in ("number", "signature", "qr", "device")]
    good = all(isinstance(part, str) and part.isprintable() and len(part.encode()) <= MOST for part in parts)
    if not good or not parts[0]:
        return None
    return SignedReceipt(*parts)


class FiscalLines:
    """Cuts what came into objects; anything else is `None`. Raises ValueError where a line has no end."""

    def __init__(self) -> None:
        self._half = b""

    def feed(self, data: bytes) -> Iterator[dict[str, Any] | None]:
        *lines, self._half = (self._half + data).split(b"\n")
        for line in lines:
            yield _object(line)
        if len(self._half) > LONGEST:
            self._half = b""
            raise ValueError("a line without an end")


def _object(line: bytes) -> dict[str, Any] | None:
    try:
        told = json.loads(line)
    except (ValueError, RecursionError):
        return None
    return told if isinstance(told, dict) else None


def _plain(sale: FiscalSale) -> dict[str, Any]:
    lines: Sequence[dict[str, Any]] = [
        {"name": each.name, "gross": each.gross, "rate": each.rate} for each in sale.lines
    ]
    return {
        "id": sale.id,
        "at": sale.at,
        "currency": sale.currency,
        "way": sale.way,
        "lines": lines,
    }


def _line(said: Mapping[str, Any]) -> bytes:
    return json.dumps(said, ensure_ascii=True, separators=(",", ":")).encode() + b"\n"
