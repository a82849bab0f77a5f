"""Which local names of a waiting script can still matter: those that may be read before they are written.

Two states that differ only in names nobody will read again are one state. Names that a `for` writes always
count: they say how far its iterator is. What this page does not know of a later Python counts as read.
"""

from __future__ import annotations

import dis
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from types import CodeType

_GOES_ELSEWHERE = ("JUMP_FORWARD", "JUMP_BACKWARD", "JUMP_BACKWARD_NO_INTERRUPT", "JUMP_ABSOLUTE")
_ENDS = ("RETURN_VALUE", "RETURN_CONST", "RAISE_VARARGS", "RERAISE")


@dataclass(frozen=True, slots=True)
class _Line:
    reads: frozenset[str]
    writes: frozenset[str]
    then: tuple[int, ...]


@cache
def live_names(code: CodeType, at: int) -> frozenset[str]:
    """The names that matter while a frame of `code` waits at instruction offset `at` (its `f_lasti`)."""
    alive = _alive(code)
    after = _lines(code)[at].then
    return frozenset().union(_always(code), *(alive[line] for line in after))


@cache
def _alive(code: CodeType) -> dict[int, frozenset[str]]:
    """By offset: what is read before it is written, from there on."""
    lines = _lines(code)
    alive: dict[int, frozenset[str]] = dict.fromkeys(lines, frozenset())
    changed = True
    while changed:
        changed = False
        for offset in reversed(lines):
            line = lines[offset]
            after = frozenset().union(*(alive[o] for o in line.then))
            now = line.reads | (after - line.writes)
            if now != alive[offset]:
                alive[offset] = now
                changed = True
    return alive


@cache
def _lines(code: CodeType) -> dict[int, _Line]:
    steps = list(dis.get_instructions(code))
    lines = {}
    for step, following in zip(steps, [*steps[1:], None], strict=True):
        then = [] if step.opname in (*_GOES_ELSEWHERE, *_ENDS) or following is None else [following.offset]
        if step.opcode in (*dis.hasjrel, *dis.hasjabs):
            then.append(step.argval)
        names = _names(step)
        writes = names if step.opname == "STORE_FAST" else frozenset[str]()
        lines[step.offset] = _Line(names - writes, writes, tuple(then))
    return lines


def _names(step: dis.Instruction) -> frozenset[str]:
    if "FAST" not in step.opname:
        return frozenset()
    return frozenset(step.argval) if isinstance(step.argval, tuple) else frozenset({str(step.argval)})


@cache
def _always(code: CodeType) -> frozenset[str]:
    """Targets of `for`, and whatever is shared with inner functions."""
    return frozenset({*code.co_cellvars, *code.co_freevars, *_targets(code)})


def _targets(code: CodeType) -> Iterator[str]:
    steps = list(dis.get_instructions(code))
    for at, step in enumerate(steps):
        if step.opname == "FOR_ITER":
            unpacks = steps[at + 1].opname == "UNPACK_SEQUENCE"
            count = 1 + int(steps[at + 1].arg or 0) if unpacks else 1
            for target in steps[at + 1 : at + 1 + count]:
                yield from _names(target)
