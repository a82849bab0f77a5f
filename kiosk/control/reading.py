"""A line of the control socket read as an order, or why it is none, in a sentence."""

from __future__ import annotations

import dataclasses
import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from typing import Annotated, Any, Final, get_args

from pydantic import Field, TypeAdapter, ValidationError

from kiosk.orders.order import Order

_ORDER: TypeAdapter[Order] = TypeAdapter(Annotated[Order, Field(discriminator="order")])


def _kinds() -> Mapping[str, tuple[str, ...]]:
    """The keys of every kind of order."""
    fields = ({field.name: field.default for field in dataclasses.fields(kind)} for kind in get_args(Order))
    return {str(of["order"]): tuple(of) for of in fields}


_ID: Final = re.compile(r"[A-Za-z0-9._:-]{1,64}")
KINDS: Final = _kinds()


class NoOrder(ValueError):  # noqa: N818  says what is the matter
    """The text is a sentence for whoever sent the line."""


@dataclass(frozen=True, slots=True)
class Asked:
    """An order and its own id, empty where it has none."""

    order: Order
    id: str = ""


def read_order(line: bytes) -> Asked:
    """Raises NoOrder where it is not JSON, of no kind that is known, or says what no such order says."""
    try:
        content = json.loads(line, object_pairs_hook=_once)
    except RecursionError:
        raise NoOrder("This is no order: Invalid JSON (nested too deeply).") from None
    except NoOrder:
        raise
    except ValueError as failure:
        raise NoOrder(f"This is no order: Invalid JSON ({failure}).") from None
    if not isinstance(content, dict):
        raise NoOrder("This is no order: wanted one JSON object.")
    order_id = content.pop("id", None)
    if order_id is not None and not (isinstance(order_id, str) and _ID.fullmatch(order_id)):
        raise NoOrder("This is no order: an id has 1 to 64 letters, digits and . _ : -.")
    kind = content.get("order")
    if not isinstance(kind, str) or kind not in KINDS:
        raise NoOrder(f"This is no order: there is none of the kind {kind!r}{_near(kind, KINDS)}.")
    for key in content:
        if key not in KINDS[kind]:
            raise NoOrder(f"This is no order: {kind!r} has no key {key!r}{_near(key, KINDS[kind])}.")
    try:
        return Asked(_ORDER.validate_json(json.dumps(content), strict=True), order_id or "")
    except ValidationError as refusal:
        first = refusal.errors()[0]
        where = ".".join(str(part) for part in first["loc"][1:])
        raise NoOrder(f"This is no order: {f'{where}: ' if where else ''}{first['msg']}.") from None


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    """Of a key that is there twice nobody knows which was meant."""
    content = dict(pairs)
    if len(content) < len(pairs):
        keys = [key for key, _ in pairs]
        twice = next(key for key in keys if keys.count(key) > 1)
        raise NoOrder(f"This is no order: the key {twice!r} is there twice.")
    return content


def _near(word: object, known: Mapping[str, object] | tuple[str, ...]) -> str:
    near = get_close_matches(word, known, n=1) if isinstance(word, str) else []
    return f"; did you mean {near[0]!r}?" if near else ""
