"""The keys of a hub in its data folder: two that sign orders, one that opens what kiosks seal."""

from __future__ import annotations

import os
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey

FOLDER: Final = "keys"
_ORDERS: Final = ("order-one.key", "order-two.key")
_SEALING: Final = "sealing.key"
_SIZE: Final = 32


class HubKeysUnusable(Exception):  # noqa: N818  says what is the matter
    """A key is missing, too short or open to others; the text is a sentence."""


@dataclass(frozen=True, slots=True)
class HubKeys:
    """`orders`: the second one signs only what a second person has approved."""

    orders: tuple[Ed25519PrivateKey, Ed25519PrivateKey] = field(repr=False)
    sealing: X25519PrivateKey = field(repr=False)

    @property
    def public(self) -> tuple[str, ...]:
        """The public halves of the order keys, in hex."""
        return tuple(key.public_key().public_bytes_raw().hex() for key in self.orders)

    @property
    def sealing_public(self) -> str:
        """The public half of the sealing key, in hex."""
        return self.sealing.public_key().public_bytes_raw().hex()


def load(data: Path, *, create: bool) -> HubKeys:
    """The keys in `data`; only with `create` are missing ones made. Raises HubKeysUnusable, OSError."""
    folder = data / FOLDER
    if create:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    one, two, sealing = (_key(folder / name, create=create) for name in (*_ORDERS, _SEALING))
    private = Ed25519PrivateKey.from_private_bytes
    return HubKeys((private(one), private(two)), X25519PrivateKey.from_private_bytes(sealing))


def _key(path: Path, *, create: bool) -> bytes:
    if create and not path.exists():
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(handle, "wb") as file:
            file.write(os.urandom(_SIZE))
            file.flush()
            os.fsync(file.fileno())
    if not path.exists():
        raise HubKeysUnusable(f"{path} is missing. Put it back from where you keep the keys.")
    if path.stat().st_mode & 0o077:
        raise HubKeysUnusable(f"{path} can be read by others. Make it 0600, and replace the keys.")
    key = path.read_bytes()
    if len(key) != _SIZE:
        raise HubKeysUnusable(f"{path} has {len(key)} bytes; a key has {_SIZE}.")
    return key
