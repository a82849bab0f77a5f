"""Rows on their way into the table: read, chained, and packed for COPY, without being written anew."""

from __future__ import annotations

import hashlib
import struct
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import msgspec

COPY: Final = (
    "COPY hub.rows (kiosk, epoch, seq, principal, kind, visit, at, hash, row) FROM STDIN (FORMAT BINARY)"
)
_HEADER: Final = b"PGCOPY\n\xff\r\n\0" + bytes(8)
_TRAILER: Final = b"\xff\xff"
_FIELDS: Final = 9
_NULL: Final = b"\xff\xff\xff\xff"
_START: Final = struct.Struct(">hI")
_LENGTH: Final = struct.Struct(">I")
_NUMBERS: Final = struct.Struct(">IiIq")


class NotARow(ValueError):  # noqa: N818  says what is the matter
    """A line is no row of this journal; the text is a sentence."""


class _Columns(msgspec.Struct):
    """What the hub looks at of a row; the rest is in its bytes."""

    seq: int
    epoch: int
    kind: str
    at: str
    principal: str | None = None
    visit: str | None = None


@dataclass(frozen=True, slots=True)
class ChainedRow:
    """A row with its place in the chain. `raw` is the canonical row as it came."""

    seq: int
    principal: str
    kind: str
    visit: str | None
    at: str
    hash: bytes
    raw: bytes


_columns: Final = msgspec.json.Decoder(_Columns)


def chained(lines: Sequence[bytes], epoch: int, first: int, before: bytes) -> list[ChainedRow]:
    """The rows of a batch, each with the hash that it has after `before`. Raises NotARow.

    Only the number, the epoch and the shape are judged; what a row says never is.
    """
    rows: list[ChainedRow] = []
    seq, previous, decode = first, before, _columns.decode
    for line in lines:
        try:
            found = decode(line)
        except (msgspec.DecodeError, UnicodeDecodeError):
            raise NotARow(f"Line {seq - first + 2} is no row of a journal.") from None
        if found.seq != seq or found.epoch != epoch:
            raise NotARow(
                f"Row {found.seq} of epoch {found.epoch} stands where row {seq} of epoch {epoch} belongs."
            )
        previous = hashlib.sha256(previous + line).digest()
        rows.append(ChainedRow(seq, found.principal or "", found.kind, found.visit, found.at, previous, line))
        seq += 1
    return rows


def packed(kiosk: str, epoch: int, rows: Sequence[ChainedRow]) -> bytes:
    """The rows in PostgreSQL's binary form of COPY."""
    parts = [_HEADER]
    add = parts.append
    name = kiosk.encode()
    start = _START.pack(_FIELDS, len(name)) + name
    for row in rows:
        add(start)
        add(_NUMBERS.pack(4, epoch, 8, row.seq))
        for text in (row.principal, row.kind, row.visit, row.at):
            if text is None:
                add(_NULL)
                continue
            raw = text.encode() if "\0" not in text else text.replace("\0", "�").encode()
            add(_LENGTH.pack(len(raw)))
            add(raw)
        for raw in (row.hash, row.raw):
            add(_LENGTH.pack(len(raw)))
            add(raw)
    add(_TRAILER)
    return b"".join(parts)
