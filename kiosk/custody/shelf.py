"""What a module of a shelf defines itself, so that lists of all shelves need no name of each."""

from __future__ import annotations

from types import ModuleType
from typing import TypeVar

T = TypeVar("T")


def defined(module: ModuleType, base: type[T]) -> tuple[type[T], ...]:
    """The kinds of `base` that the module itself defines, in the order in which they stand there."""
    return tuple(
        value
        for value in vars(module).values()
        if isinstance(value, type)
        and issubclass(value, base)
        and value is not base
        and value.__module__ == module.__name__
    )
