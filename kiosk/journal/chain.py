"""The chain: each row's hash covers the row and the hash before it. Pure."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable
from dataclasses import dataclass
from json.encoder import encode_basestring as quoted
from typing import NamedTuple

GENESIS = bytes(32)


class Raw(NamedTuple):
    """A row as the file has it; `at` is UTC in ISO 8601 with microseconds, `body` canonical JSON."""

    seq: int
    epoch: int
    boot: str
    at: str
    clock_trusted: int
    visit: str | None
    principal: str | None
    actor: str | None
    on_behalf_of: str | None
    kind: str
    v: int
    body: str
    hash: bytes


def _text(value: str | None) -> str:
    return "null" if value is None else quoted(value)


def canonical(
    seq: int,
    epoch: int,
    boot: str,
    at: str,
    clock_trusted: int,
    visit: str | None,
    principal: str | None,
    actor: str | None,
    on_behalf_of: str | None,
    kind: str,
    v: int,
    body: str,
) -> str:
    """The row without its hash as canonical JSON (the body, canonical already, is taken as it is)."""
    return (
        f'{{"actor":{_text(actor)},"at":{quoted(at)},"body":{body},"boot":{quoted(boot)},'
        f'"clock_trusted":{"true" if clock_trusted else "false"},"epoch":{epoch},"kind":{quoted(kind)},'
        f'"on_behalf_of":{_text(on_behalf_of)},"principal":{_text(principal)},"seq":{seq},"v":{v},'
        f'"visit":{_text(visit)}}}'
    )


def link(previous: bytes, row: str) -> bytes:
    """SHA-256 of the hash before (32 bytes) and the canonical row in UTF-8."""
    return hashlib.sha256(previous + row.encode()).digest()


@dataclass(frozen=True, slots=True)
class Head:
    """The head of the chain; seq 0 with 32 zero bytes is the empty journal."""

    seq: int = 0
    hash: bytes = GENESIS


@dataclass(frozen=True, slots=True)
class Broken:
    """`seq` is the first row that can't be trusted; the break is between it and `upto`."""

    seq: int
    why: str
    upto: int | None = None


def follow(head: Head, rows: Iterable[Raw]) -> Head | Broken:
    """Walk the rows that come after `head`; the new head, or the first row that does not fit."""
    seq, previous = head.seq, head.hash
    for row in rows:
        seq += 1
        if row.seq != seq:
            return Broken(seq, f"row {seq} is missing; row {row.seq} follows row {seq - 1}")
        why = _misfit(previous, row)
        if why:
            return Broken(seq, why)
        previous = row.hash
    return Head(seq, previous)


def _misfit(previous: bytes, row: Raw) -> str | None:
    # A body that is not JSON could pose as other columns of the canonical row.
    try:
        json.loads(row.body)
        fits = link(previous, canonical(*row[:-1])) == row.hash
    except (TypeError, ValueError):
        return f"row {row.seq} holds values that Cubby never writes"
    return None if fits else f"row {row.seq} does not fit its hash or the row before it"
