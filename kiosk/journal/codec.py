"""Events to and from what is written down: (kind, v, body), the body in canonical JSON."""

from __future__ import annotations

import copy
import json
from collections.abc import Callable, Mapping
from typing import Any, Generic, NamedTuple, TypeVar

from pydantic import TypeAdapter, ValidationError
from pydantic_core import SchemaValidator

from kiosk.journal.vocabulary import NotInItsWords, Vocabulary, in_its_words

E = TypeVar("E")
S = TypeVar("S")

Body = dict[str, Any]
Upcaster = Callable[[Body], Body]

_encoder = json.JSONEncoder(sort_keys=True, separators=(",", ":"), ensure_ascii=False, allow_nan=False)
canonical_json = _encoder.encode
"""Sorted keys, no spaces, text as itself (UTF-8 when written), no NaN: one spelling for one value."""


class Unreadable(ValueError):  # noqa: N818  says what is the matter
    """What is written can't be read by this version: an unknown kind, a newer `v`, a wrong body."""


class Written(NamedTuple):
    kind: str
    v: int
    body: str


class Codec(Generic[E]):
    """Writes and reads the events of one vocabulary.

    `events` maps a kind to its frozen dataclass, whose `v` (a ClassVar) is the version written today.
    `upcasters[kind, v]` turns a body of version `v` into one of `v + 1`; old versions are read for ever.
    `downcasters[kind, v]` turns one of version `v` into one of `v - 1`, for a version on trial whose
    predecessor reads no newer one.
    """

    def __init__(
        self,
        events: Mapping[str, type[E]],
        upcasters: Mapping[tuple[str, int], Upcaster] | None = None,
        downcasters: Mapping[tuple[str, int], Upcaster] | None = None,
    ) -> None:
        self._upcasters = dict(upcasters or {})
        self._downcasters = dict(downcasters or {})
        self._held: Vocabulary | None = None
        self._readers: dict[str, tuple[int, Callable[..., E]]] = {}
        self._writers: dict[type[E], tuple[str, int, Callable[..., Any]]] = {}
        for kind, event in events.items():
            v: int = event.v  # type: ignore[attr-defined]  # a ClassVar of every event, checked just below
            missing = [(kind, old) for old in range(1, v) if (kind, old) not in self._upcasters]
            if missing:
                raise TypeError(f"no upcaster for {missing}: old journals could not be read")
            adapter: TypeAdapter[E] = TypeAdapter(event)
            self._readers[kind] = (v, _reader(adapter).validate_json)
            self._writers[event] = (kind, v, adapter.serializer.to_python)

    def held_to(self, vocabulary: Vocabulary) -> Codec[E]:
        """The same, writing only what this vocabulary can say."""
        held = copy.copy(self)
        held._held = vocabulary
        return held

    def encode(self, event: E) -> Written:
        """What is written for `event`; raises where a field holds what its type forbids.

        Raises NotInItsWords where it is held to a vocabulary that can't say it.
        """
        kind, v, to_python = self._writers[type(event)]
        plain = to_python(event, mode="json", warnings="error")
        if self._held is not None:
            v, plain = self._in_words_of(self._held, event, kind, v, plain)
        return Written(kind, v, canonical_json(plain))

    def _in_words_of(
        self, vocabulary: Vocabulary, event: E, kind: str, v: int, plain: Body
    ) -> tuple[int, Body]:
        wanted = vocabulary.kinds.get(kind, v)
        if wanted >= v:
            return v, in_its_words(vocabulary, event, plain)
        for newer in range(v, wanted, -1):
            down = self._downcasters.get((kind, newer))
            if down is None:
                raise NotInItsWords(f"the version before reads {kind} up to version {wanted}")
            plain = down(plain)
        return wanted, plain

    def decode(self, kind: str, v: int, body: str) -> E:
        """The event as today's class; raises `Unreadable`."""
        known = self._readers.get(kind)
        if known is None:
            raise Unreadable(f"an event of unknown kind {kind!r}")
        current, read = known
        if v != current:
            body = self._of_today(kind, v, current, body)
        try:
            return read(body, strict=True)
        except (ValidationError, ValueError) as failure:
            raise Unreadable(f"{kind} of version {v}: {failure}") from failure

    def _of_today(self, kind: str, v: int, current: int, body: str) -> str:
        if not 1 <= v < current:
            raise Unreadable(f"{kind} of version {v}; this Cubby reads versions 1 to {current}")
        try:
            content = json.loads(body)
            for old in range(v, current):
                content = self._upcasters[kind, old](content)
            return canonical_json(content)
        except ValueError as failure:
            raise Unreadable(f"{kind} of version {v}: {failure}") from failure


def _reader(adapter: TypeAdapter[Any]) -> SchemaValidator:
    """Reads what `adapter` describes and nothing more: a key that it does not have is refused.

    pydantic would pass over such keys, and what the journal says must not get lost.
    """
    return SchemaValidator(_closed(adapter.core_schema))


def _closed(schema: Any) -> Any:  # noqa: ANN401  a schema of pydantic's core: dicts, lists and scalars
    if isinstance(schema, dict):
        closed = {key: _closed(value) for key, value in schema.items()}
        return closed | {"extra_behavior": "forbid"} if schema.get("type") == "dataclass-args" else closed
    if isinstance(schema, list | tuple):
        return type(schema)(map(_closed, schema))
    return schema


class StateCodec(Generic[S]):
    """A folded state (such as the ledger) to and from JSON, for snapshots.

    `shape` is the number of the fold that made the state: it rises when a fold makes something else of rows
    that there were before. Fields that came later have a default, so that snapshots outlive updates.
    """

    def __init__(self, state: type[S], fold: int) -> None:
        self._adapter: TypeAdapter[S] = TypeAdapter(state)
        self._reader = _reader(self._adapter)
        self.shape = f"fold {fold}"

    def encode(self, state: S) -> str:
        """Sets are written in no particular order: compare states, not their texts."""
        return canonical_json(self.plain(state))

    def plain(self, state: S) -> Any:  # noqa: ANN401  any JSON value
        """The state as JSON's dicts, lists and scalars."""
        return self._adapter.dump_python(state, mode="json", warnings="error")

    def decode(self, text: str) -> S:
        """Raises `Unreadable`."""
        try:
            state: S = self._reader.validate_json(text, strict=True)
        except ValidationError as failure:
            raise Unreadable(str(failure)) from failure
        return state
