"""The enums that a screen can hold, found from its dataclass, and a screen with each of their members."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import fields, is_dataclass, replace
from enum import StrEnum
from types import NoneType, UnionType
from typing import Any, Union, get_args, get_origin, get_type_hints

from kiosk.journeys.screen import Screen

Path = tuple[str, ...]
"""Where a value stands in a screen: names of fields; each element of a tuple is meant."""


def enums_of(kind: type[Screen[Any]]) -> dict[Path, tuple[StrEnum | None, ...]]:
    """Every place in a screen where a member of an enum may stand, and all that may stand there."""
    return dict(_within(kind, ()))


def _within(kind: Any, path: Path) -> Iterator[tuple[Path, tuple[StrEnum | None, ...]]]:
    if is_dataclass(kind):
        for name, hint in get_type_hints(kind).items():
            if name in {field.name for field in fields(kind)}:
                yield from _within(hint, (*path, name))
    elif get_origin(kind) in {Union, UnionType}:
        none = NoneType in get_args(kind)
        for one in get_args(kind):
            for where, members in _within(one, path):
                # Only what stands right here may be none; what is deeper is not there at all then.
                yield where, (*members, None) if none and where == path else members
    elif get_origin(kind) is tuple:
        for one in get_args(kind):
            yield from _within(one, path)
    elif isinstance(kind, type) and issubclass(kind, StrEnum):
        yield path, tuple(kind)


def holds(value: Any, path: Path, member: object) -> bool:
    """Whether `member` stands at `path`, in one element at least where they are several."""
    if isinstance(value, tuple):
        return any(holds(part, path, member) for part in value)
    if path and hasattr(value, path[0]):
        return holds(getattr(value, path[0]), path[1:], member)
    return not path and value == member


def put(value: Any, path: Path, member: object) -> Any:
    """The same with `member` at `path`; None where there is nothing on the way to it."""
    if isinstance(value, tuple):
        # A row of all is as long as it was; what is offered is one at least.
        parts = [put(part, path, member) for part in value] if path else [member]
        return tuple(parts) if parts and None not in parts else None
    if not path:
        return member
    if not is_dataclass(value) or isinstance(value, type) or not hasattr(value, path[0]):
        return None
    inner = put(getattr(value, path[0]), path[1:], member)
    if inner is None and member is not None:
        return None
    return replace(value, **{path[0]: inner})
