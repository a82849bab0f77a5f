"""Statements of the hub besides orders: its greeting, its step-up after a restore, and documents."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any, Final

HELLO_TYPE: Final = "cubby-hello"
STEP_UP_TYPE: Final = "cubby-step-up"
DOCUMENT_TYPE: Final = "cubby-document"
STEP_UP: Final = "incarnation"
"""The document name under which the step-up is fetched."""
DOCUMENTS: Final = ("configuration", "holds", "revocations", "prices", "notices")
HELLO_NONCE: Final = re.compile(r"[A-Za-z0-9_-]{16,64}")
_LAST: Final = 1 << 40


@dataclass(frozen=True, slots=True)
class Hello:
    """`n`: the kiosk's own, repeated; `now`: seconds since 1970 by the hub's clock; `nonce`: to sign with."""

    aud: str
    hub: str
    inc: int
    n: str
    now: int
    nonce: str

    def content(self) -> dict[str, Any]:
        """What is signed."""
        return asdict(self)


@dataclass(frozen=True, slots=True)
class StepUp:
    """The hub came back from a backup, and a person says so: kiosks take orders of `inc` from now on."""

    aud: str
    hub: str
    inc: int
    was: int

    def content(self) -> dict[str, Any]:
        """What is signed."""
        return asdict(self)


@dataclass(frozen=True, slots=True)
class SignedDocument:
    """`version` rises with every change; the kiosk keeps the highest, in the transaction of its effect."""

    aud: str
    hub: str
    name: str
    version: int
    content: Mapping[str, Any]

    def signed(self) -> dict[str, Any]:
        """What is signed."""
        return asdict(self)


def read_hello(content: Mapping[str, Any]) -> Hello | None:
    """The greeting of a statement of `HELLO_TYPE`; None where it has another shape."""
    if not _fits(content, {"aud": str, "hub": str, "inc": int, "n": str, "now": int, "nonce": str}):
        return None
    return Hello(**content)


def read_step_up(content: Mapping[str, Any]) -> StepUp | None:
    """The step-up of a statement of `STEP_UP_TYPE`; None where it has another shape."""
    if not _fits(content, {"aud": str, "hub": str, "inc": int, "was": int}):
        return None
    return StepUp(**content)


def read_document(content: Mapping[str, Any]) -> SignedDocument | None:
    """The document of a statement of `DOCUMENT_TYPE`; None where it has another shape."""
    if not _fits(content, {"aud": str, "hub": str, "name": str, "version": int, "content": dict}):
        return None
    return SignedDocument(**content)


def _fits(content: Mapping[str, Any], shape: Mapping[str, type]) -> bool:
    return set(content) == set(shape) and all(
        type(content[key]) is kind and (kind is not int or 0 <= content[key] < _LAST)
        for key, kind in shape.items()
    )
