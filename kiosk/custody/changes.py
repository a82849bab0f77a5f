"""Values of a fold with something changed: new ones, or the same in place where many rows are folded at once.

The fold says `replace(ledger, visits=put(ledger.visits, id, visit))`. On a ledger that makes a new ledger
with a new mapping; on a `Draft` (`kiosk.custody.draft`), which nobody else has seen, it changes both as
they are. So there is one fold, and it folds a year in seconds.

A trap for whoever writes a fold: on a draft, what was read before a change may be changed by it, and so may
the visits, grants and holdings in it. Take what you iterate over as a tuple before you change it, never
compare a mapping with what it was, and keep no visit, grant or holding inside another value.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Iterable, Mapping
from operator import attrgetter
from typing import TYPE_CHECKING, Any, ParamSpec, TypeVar, cast

K = TypeVar("K")
V = TypeVar("V")


class Own(dict[K, V]):
    """A mapping that belongs to a draft alone."""

    __slots__ = ()


class Watched(Own[K, V]):
    """One that remembers what came and what left since somebody last asked."""

    __slots__ = ("came", "gone")

    def __init__(self, of: Mapping[K, V]) -> None:
        super().__init__(of)
        self.came: dict[K, V] = {}
        self.gone: dict[K, V] = {}


class Adopting(Own[K, V]):
    """One whose values belong to the draft too: what is in it is of `kind`, which is changed in place."""

    __slots__ = ("kind",)

    def __init__(self, of: Mapping[K, V], kind: type) -> None:
        super().__init__()
        self.kind = kind
        for key, value in of.items():
            put(self, key, replace(cast("Any", value)))


class InPlace:
    """The mark of what is changed in place; the first parent of a class of the same slots that is frozen."""

    __slots__ = ()
    __setattr__ = object.__setattr__
    __delattr__ = object.__delattr__
    # both, or CPython finds its way to either through Python, ten times as slow
    __hash__ = None  # type: ignore[assignment]  # it changes


def put(mapping: Mapping[K, V], key: K, value: V) -> Mapping[K, V]:
    """The mapping with `value` at `key`."""
    if not isinstance(mapping, Own):
        return {**mapping, key: value}
    if isinstance(mapping, Watched) and key not in mapping:
        mapping.came[key] = value
    elif isinstance(mapping, Adopting):
        object.__setattr__(value, "__class__", mapping.kind)  # past the guard of a frozen class
    mapping[key] = value
    return mapping


def without(mapping: Mapping[K, V], *keys: K) -> Mapping[K, V]:
    """The mapping without these keys."""
    if not isinstance(mapping, Own):
        leaving = frozenset(keys)
        return {k: v for k, v in mapping.items() if k not in leaving}
    for key in keys:
        if key in mapping:
            value = mapping.pop(key)
            if isinstance(mapping, Watched):
                mapping.gone[key] = value
    return mapping


def kept(mapping: Mapping[K, V], stays: Callable[[K, V], bool]) -> Mapping[K, V]:
    """The mapping with what stays; itself where everything does."""
    leaving = [k for k, v in mapping.items() if not stays(k, v)]
    return without(mapping, *leaving) if leaving else mapping


if TYPE_CHECKING:
    from dataclasses import replace as replace  # noqa: PLC0414  so that mypy checks the names of fields
else:

    def replace(value: Any, /, **changes: Any) -> Any:  # noqa: ANN401  any dataclass
        """As `dataclasses.replace`, three times as fast, and in place on a draft."""
        if isinstance(value, InPlace):
            for name, new in changes.items():
                # A plain dict was made anew by the fold: nobody else has it.
                setattr(value, name, _adopted(getattr(value, name), new) if type(new) is dict else new)
            return value
        kind = type(value)
        return (_PLANS.get(kind) or _plan(kind))(value, changes)


_Plan = Callable[[Any, dict[str, Any]], Any]
_PLANS: dict[type, _Plan] = {}


def _plan(kind: type) -> _Plan:
    _PLANS[kind] = plan = _anew(kind)
    return plan


def _adopted(old: object, new: dict[Any, Any]) -> dict[Any, Any]:
    if not isinstance(old, Own):  # what a value of the draft has is put anew each time
        return new
    if isinstance(old, Adopting):
        return Adopting(new, old.kind)
    if not isinstance(old, Watched):
        return Own(new)
    watched: Watched[Any, Any] = Watched(new)
    watched.came = old.came | {k: v for k, v in new.items() if k not in old}
    watched.gone = old.gone | {k: v for k, v in old.items() if k not in new}
    return watched


def _anew(kind: type) -> _Plan:
    twin = _twin(kind)
    names = tuple(field.name for field in dataclasses.fields(kind))
    if twin is None or len(names) < 2:
        return lambda value, changes: dataclasses.replace(value, **changes)
    values_of = attrgetter(*names)

    def anew(value: Any, changes: dict[str, Any]) -> Any:  # noqa: ANN401  any dataclass
        new: Any = twin(*values_of(value))
        for name, changed in changes.items():
            setattr(new, name, changed)
        new.__class__ = kind
        return new

    return anew


def together(mapping: Mapping[K, V], more: Iterable[tuple[K, V]]) -> Mapping[K, V]:
    """The mapping with all of `more`."""
    if not isinstance(mapping, Own):
        return {**mapping, **dict(more)}
    for key, value in more:
        mapping = put(mapping, key, value)
    return mapping


P = ParamSpec("P")
T = TypeVar("T")

if TYPE_CHECKING:

    def made(kind: Callable[P, T], /, *values: P.args, **named: P.kwargs) -> T:
        """`kind(...)`."""
        ...

else:

    def made(kind: Any, /, *values: Any, **named: Any) -> Any:  # noqa: ANN401  any dataclass
        """`kind(...)` of a frozen dataclass, three times as fast: by its twin."""
        twin = _TWINS[kind] if kind in _TWINS else _twin(kind)
        if twin is None:
            return kind(*values, **named)
        new = twin(*values, **named)
        new.__class__ = kind
        return new


_TWINS: dict[type, Any] = {}


def _twin(kind: type) -> Any:  # noqa: ANN401  a class
    """The class's twin; None where there can't be one, because its class does more when a value is made.

    A frozen class sets its fields one by one past its own guard, which takes most of the time of a fold. So
    a value is made as one of a twin, which has the same slots and no guard, and is of its class from then on.
    """
    fields = dataclasses.fields(kind)
    plain = all(field.init for field in fields) and not hasattr(kind, "__post_init__")
    twin = dataclasses.make_dataclass("Twin", map(_like, fields), slots=True, eq=False, repr=False)
    _TWINS[kind] = twin if plain and _fits(twin, kind) else None
    return _TWINS[kind]


def _like(field: dataclasses.Field[Any]) -> tuple[str, Any, Any]:
    if field.default_factory is not dataclasses.MISSING:
        return field.name, Any, dataclasses.field(default_factory=field.default_factory)
    return field.name, Any, dataclasses.field(default=field.default)


def _fits(twin: type, kind: type) -> bool:
    """Whether a value of the twin can become one of the class."""
    try:
        new: Any = object.__new__(twin)
        new.__class__ = kind
    except TypeError:  # other slots, or none at all
        return False
    return True
