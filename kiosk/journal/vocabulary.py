"""What a version of Cubby can read of a journal; and what is written in its words while it may come back.

While a version is on trial, the one before must be able to read everything that is written meanwhile. So each
version keeps beside its data what it reads, and the next one, on trial, writes nothing else: a field that the
other does not know is left out where it says nothing, and an event that it could not read is not written.
"""

from __future__ import annotations

import dataclasses
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import Enum
from typing import Any, Final, get_args, get_type_hints

_NOTHING: Final = object()


class NotInItsWords(Exception):  # noqa: N818  says what is the matter
    """The version before could not read this event: a mistake of ours, for what leads to it can wait."""


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """`kinds`: the `v` of each kind of event. `shapes`: the fields of each dataclass in them, `words`: the
    values of each enum. `tables`: the version of the file.
    """

    tables: int
    kinds: Mapping[str, int]
    shapes: Mapping[str, frozenset[str]]
    words: Mapping[str, frozenset[str]]


def vocabulary_of(events: Mapping[str, type[Any]], tables: int) -> Vocabulary:
    """Of a version with these kinds of events."""
    shapes: dict[str, frozenset[str]] = {}
    words: dict[str, frozenset[str]] = {}
    for event in events.values():
        for kind in _kinds(event, set()):
            if isinstance(kind, type) and issubclass(kind, Enum):
                words[kind.__name__] = frozenset(str(word.value) for word in kind)
            elif isinstance(kind, type):
                shapes[kind.__name__] = frozenset(field.name for field in dataclasses.fields(kind))
    return Vocabulary(tables, {name: event.v for name, event in events.items()}, shapes, words)


def in_its_words(vocabulary: Vocabulary, event: Any, plain: dict[str, Any]) -> dict[str, Any]:  # noqa: ANN401
    """The JSON value of an event without what the vocabulary lacks. Raises NotInItsWords."""
    if type(event).__name__ not in vocabulary.kinds:
        raise NotInItsWords(f"the version before does not know {type(event).__name__}")
    pruned: dict[str, Any] = _pruned(vocabulary, event, plain)
    return pruned


def vocabulary_text(vocabulary: Vocabulary) -> bytes:
    told = {
        "tables": vocabulary.tables,
        "kinds": dict(vocabulary.kinds),
        "shapes": {name: sorted(fields) for name, fields in vocabulary.shapes.items()},
        "words": {name: sorted(values) for name, values in vocabulary.words.items()},
    }
    return (json.dumps(told, sort_keys=True) + "\n").encode()


def read_vocabulary(content: bytes) -> Vocabulary:
    """Raises ValueError where it is none."""
    try:
        told = json.loads(content)
        return Vocabulary(
            int(told["tables"]),
            {str(kind): int(v) for kind, v in told["kinds"].items()},
            {str(name): frozenset(map(str, fields)) for name, fields in told["shapes"].items()},
            {str(name): frozenset(map(str, values)) for name, values in told["words"].items()},
        )
    except (KeyError, TypeError, AttributeError, ValueError) as failure:
        raise ValueError("it is no vocabulary") from failure


def _pruned(vocabulary: Vocabulary, value: Any, plain: Any) -> Any:  # noqa: ANN401  any JSON value
    if isinstance(value, Enum):
        kind = type(value).__name__
        if str(value.value) not in vocabulary.words.get(kind, frozenset()):
            raise NotInItsWords(f"the version before does not know {kind} {value.value!r}")
        return plain
    if dataclasses.is_dataclass(value):
        return {name: _pruned(vocabulary, said, plain[name]) for name, said in _said(vocabulary, value)}
    if isinstance(value, Mapping):
        return {key: _pruned(vocabulary, said, plain[str(key)]) for key, said in value.items()}
    if isinstance(value, tuple | list):
        return [_pruned(vocabulary, said, part) for said, part in zip(value, plain, strict=True)]
    return plain


def _said(vocabulary: Vocabulary, value: Any) -> Iterator[tuple[str, Any]]:  # noqa: ANN401  a dataclass's value
    """The fields that both know; one that only this version knows must say nothing."""
    known = vocabulary.shapes.get(type(value).__name__, frozenset())
    for field in dataclasses.fields(value):
        said = getattr(value, field.name)
        if field.name in known:
            yield field.name, said
        elif said != _default(field):
            name = f"{type(value).__name__}.{field.name}"
            raise NotInItsWords(f"the version before does not know {name}, which says {said!r}")


def _default(field: dataclasses.Field[Any]) -> object:
    if field.default is not dataclasses.MISSING:
        return field.default
    return field.default_factory() if field.default_factory is not dataclasses.MISSING else _NOTHING


def _kinds(kind: Any, seen: set[Any]) -> Iterator[Any]:  # noqa: ANN401  a type, or what stands for several
    """The dataclasses and enums that values of this type are made of."""
    if kind in seen:
        return
    seen.add(kind)
    for part in get_args(kind):
        yield from _kinds(part, seen)
    if isinstance(kind, type) and issubclass(kind, Enum):
        yield kind
    elif isinstance(kind, type) and dataclasses.is_dataclass(kind):
        yield kind
        hints = get_type_hints(kind)
        for field in dataclasses.fields(kind):
            yield from _kinds(hints[field.name], seen)
