"""Events to and from what is written down: (kind, v, body), the body in canonical JSON."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Mapping
from typing import Any, Generic, NamedTuple, TypeVar

from pydantic import TypeAdapter, ValidationError

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
    """

    def __init__(
        self,
        events: Mapping[str, type[E]],
        upcasters: Mapping[tuple[str, int], Upcaster] | None = None,
    ) -> None:
        self._upcasters = dict(upcasters or {})
        self._adapters: dict[str, tuple[int, TypeAdapter[E]]] = {}
        self._writers: dict[type[E], tuple[str, int, Callable[..., Any]]] = {}
        for kind, event in events.items():
            v: int = event.v  # type: ignore[attr-defined]  # a ClassVar of every event, checked just below
            missing = [(kind, old) for old in range(1, v) if (kind, old) not in self._upcasters]
            if missing:
                raise TypeError(f"no upcaster for {missing}: old journals could not be read")
            adapter: TypeAdapter[E] = TypeAdapter(event)
            self._adapters[kind] = (v, adapter)
            self._writers[event] = (kind, v, adapter.serializer.to_python)

    def encode(self, event: E) -> Written:
        """What is written for `event`; raises where a field holds what its type forbids."""
        kind, v, to_python = self._writers[type(event)]
        return Written(kind, v, canonical_json(to_python(event, mode="json", warnings="error")))

    def decode(self, kind: str, v: int, body: str) -> E:
        """The event as today's class; raises `Unreadable`."""
        if kind not in self._adapters:
            raise Unreadable(f"an event of unknown kind {kind!r}")
        current, adapter = self._adapters[kind]
        if not 1 <= v <= current:
            raise Unreadable(f"{kind} of version {v}; this Cubby reads versions 1 to {current}")
        try:
            content = json.loads(body)
            for old in range(v, current):
                content = self._upcasters[kind, old](content)
            event = adapter.validate_json(canonical_json(content), strict=True)
        except (ValidationError, ValueError) as failure:
            raise Unreadable(f"{kind} of version {v}: {failure}") from failure
        # pydantic passes over keys that a dataclass does not have; what the journal says must not get lost.
        if not _contains(adapter.dump_python(event, mode="json"), content):
            raise Unreadable(f"{kind} of version {v} says what this Cubby does not know: {body}")
        return event


def _contains(known: Any, content: Any) -> bool:  # noqa: ANN401  JSON values
    """Whether `known` says all that `content` says; defaults of fields that came later may be more."""
    if isinstance(known, dict) and isinstance(content, dict):
        return all(key in known and _contains(known[key], value) for key, value in content.items())
    if isinstance(known, list) and isinstance(content, list):
        return len(known) == len(content) and all(map(_contains, known, content))
    return bool(known == content)


class StateCodec(Generic[S]):
    """A folded state (such as the ledger) to and from JSON, for snapshots.

    `shape` changes with the state's type and with `release`, so that a snapshot of another version is
    never taken for one of this.
    """

    def __init__(self, state: type[S], release: str) -> None:
        self._adapter: TypeAdapter[S] = TypeAdapter(state)
        schema = canonical_json(self._adapter.json_schema())
        self.shape = hashlib.sha256(f"{release}\n{schema}".encode()).hexdigest()[:16]

    def encode(self, state: S) -> str:
        """Sets are written in no particular order: compare states, not their texts."""
        return canonical_json(self.plain(state))

    def plain(self, state: S) -> Any:  # noqa: ANN401  any JSON value
        """The state as JSON's dicts, lists and scalars."""
        return self._adapter.dump_python(state, mode="json", warnings="error")

    def decode(self, text: str) -> S:
        """Raises `Unreadable`."""
        try:
            return self._adapter.validate_json(text, strict=True)
        except ValidationError as failure:
            raise Unreadable(str(failure)) from failure
