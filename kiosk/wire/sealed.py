"""Items sealed to the operator's key: PINs, names and photos, which the journal never holds.

An item is sealed like this: an X25519 key made for it, HKDF-SHA256 of the shared secret (no salt, `info` as
below) to 32 bytes, ChaCha20-Poly1305 with twelve zero bytes as nonce (the key is used once) and `info` as
what is authenticated along. On the wire: the made key's public half (32 bytes), then the ciphertext. Who
holds the keys does the cryptography; this file has the words.
"""

from __future__ import annotations

import base64
import binascii
import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

DAYS_KEPT: Final = 7
"""After the hub's acknowledgement the kiosk erases its copy."""
_ID: Final = re.compile(r"[A-Za-z0-9._:-]{8,64}")
_KIND: Final = re.compile(r"[a-z-]{1,32}")
_KEYS: Final = frozenset({"id", "about", "kind", "sealed"})


@dataclass(frozen=True, slots=True)
class SealedItem:
    """`id` is random and the item's own: twice is once. `about`: the order or consignment it belongs to."""

    id: str
    about: str
    kind: str
    sealed: bytes

    def content(self) -> dict[str, Any]:
        """The JSON object, in the list `items` of `POST sealed`."""
        packed = base64.b64encode(self.sealed).decode()
        return {"id": self.id, "about": self.about, "kind": self.kind, "sealed": packed}


def info(kiosk: str, item: str) -> bytes:
    """What an item's key is derived for, so that none is taken for another's."""
    return f"cubby-sealed\n{kiosk}\n{item}".encode()


def read_items(content: Mapping[str, Any]) -> list[SealedItem] | None:
    """The items of the JSON object `{"items": [...]}`; None where one has another shape."""
    said = content.get("items")
    if set(content) != {"items"} or not isinstance(said, list):
        return None
    found = [_item(one) for one in said]
    return [one for one in found if one is not None] if None not in found else None


def _item(said: object) -> SealedItem | None:
    if not isinstance(said, dict) or set(said) != _KEYS or not all(isinstance(v, str) for v in said.values()):
        return None
    if not _ID.fullmatch(said["id"]) or len(said["about"]) > 64 or not _KIND.fullmatch(said["kind"]):
        return None
    try:
        raw = base64.b64decode(said["sealed"], validate=True)
    except (binascii.Error, ValueError):
        return None
    return SealedItem(said["id"], said["about"], said["kind"], raw)
