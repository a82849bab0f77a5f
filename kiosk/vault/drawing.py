"""Work that needs tags of PINs: it asks for one and goes on when somebody brings it, however long that takes.

A tag takes an Argon2 run. Whoever stands at the screen must not wait for one, so the work is a generator: it
yields what is to be tagged, and is sent the tag.
"""

from __future__ import annotations

from collections.abc import Callable, Generator
from dataclasses import dataclass, field
from typing import TypeAlias, TypeVar

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class TagWanted:
    """These digits, with the phone's end where the scheme asks for it."""

    digits: str = field(repr=False)
    phone_end: str = field(default="", repr=False)


Work: TypeAlias = Generator[TagWanted, bytes, T]
"""What it returns is its outcome. Nothing is written before its last tag is there."""


def at_once(work: Work[T], tag_pin: Callable[[str, str | None], bytes]) -> T:
    """The outcome of `work`, with every tag worked out here: for data at rest."""
    try:
        wanted = next(work)
        while True:
            wanted = work.send(tag_pin(wanted.digits, wanted.phone_end or None))
    except StopIteration as done:
        outcome: T = done.value
        return outcome
