"""The body of `POST events`: a first line, then the journal's rows as bytes; and the hub's answers."""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from typing import Any, Final, TypeAlias

_HASH: Final = re.compile(r"[0-9a-f]{64}")
_KEYS: Final = frozenset({"hub", "epoch", "first", "prev"})


class NotABatch(ValueError):  # noqa: N818  says what is the matter
    """The bytes are no batch, or the reply is no answer; the message is a sentence."""


@dataclass(frozen=True, slots=True)
class FirstLine:
    """Where the rows that follow belong.

    `hub`: whom the kiosk takes the other end for. `epoch`: of all rows of this batch. `first`: the seq of the
    first of them. `prev`: the hash of the row before it in hex, 64 zeros before row 1.
    """

    hub: str
    epoch: int
    first: int
    prev: str


def write_batch(line: FirstLine, rows: Sequence[bytes]) -> bytes:
    """NDJSON, each line ended by a newline; `rows` are canonical rows in UTF-8, ascending without a gap."""
    head = json.dumps(asdict(line), separators=(",", ":")).encode()
    return b"\n".join((head, *rows, b""))


def read_batch(body: bytes) -> tuple[FirstLine, list[bytes]]:
    """The first line and the rows, each as the bytes that came. Raises NotABatch."""
    if not body.endswith(b"\n"):
        raise NotABatch("The batch is cut off: its last line has no end.")
    head, *rows = body[:-1].split(b"\n")
    if not rows:
        raise NotABatch("The batch holds no row.")
    found = _object(head)
    if set(found) != _KEYS:
        raise NotABatch("The first line names hub, epoch, first and prev, and nothing else.")
    hub, epoch, first, prev = found["hub"], found["epoch"], found["first"], found["prev"]
    if not isinstance(hub, str) or not _is_number(epoch) or not _is_number(first) or not _is_hash(prev):
        raise NotABatch("The first line holds a value of a wrong kind.")
    return FirstLine(hub, epoch, first, prev), rows


@dataclass(frozen=True, slots=True)
class Acked:
    """The hub has committed all rows of `epoch` up to `acked`; `head` is the hash of that row in hex."""

    acked: int
    head: str
    epoch: int


@dataclass(frozen=True, slots=True)
class Expected:
    """The batch begins elsewhere: the hub has `epoch` up to `expected - 1`, whose hash is `head`."""

    expected: int
    head: str
    epoch: int


@dataclass(frozen=True, slots=True)
class Fork:
    """The hub has another row of this number: somebody else wrote under this kiosk's name."""

    fork: int


Answered: TypeAlias = Acked | Expected | Fork
STATUS: Final[dict[type, int]] = {Acked: 200, Expected: 409, Fork: 409}


def write_answer(answer: Answered) -> dict[str, Any]:
    """The answer as a JSON object."""
    return asdict(answer)


def read_answer(body: bytes) -> Answered:
    """The answer of a reply with status 200 or 409. Raises NotABatch where it has no such shape."""
    found = _object(body)
    match found:
        case {"acked": int(seq), "head": str(head), "epoch": int(epoch)} if _is_hash(head):
            return Acked(seq, head, epoch)
        case {"expected": int(seq), "head": str(head), "epoch": int(epoch)} if _is_hash(head):
            return Expected(seq, head, epoch)
        case {"fork": int(seq)}:
            return Fork(seq)
        case _:
            raise NotABatch("The reply is no answer to a batch.")


def _object(line: bytes) -> dict[str, Any]:
    try:
        found = json.loads(line)
    except (ValueError, RecursionError):
        raise NotABatch("A line is not JSON.") from None
    if not isinstance(found, dict):
        raise NotABatch("A line is no JSON object.")
    return found


def _is_number(value: object) -> bool:
    return type(value) is int and 1 <= value < 1 << 62


def _is_hash(value: object) -> bool:
    return isinstance(value, str) and _HASH.fullmatch(value) is not None
