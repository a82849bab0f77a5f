"""A person's secret at rest: sealed with a key of its own, which is beside it, wrapped.

The wrapping key follows from the pepper, and the person's id is bound to both. So a stolen database tells
nothing, what was moved to another person's row does not open, and to destroy the row is to destroy the key.
"""

from __future__ import annotations

import hashlib
import hmac
import secrets
from dataclasses import dataclass, field
from typing import Final

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

_NONCE: Final = 12


@dataclass(frozen=True, slots=True)
class Sealed:
    """Both as they are in a row: the wrapped key, and what it opens."""

    key: bytes = field(repr=False)
    secret: bytes = field(repr=False)


class Sealing:
    """`kind` and `what` name the secret ("face", "template"): of another kind nothing opens."""

    def __init__(self, pepper: bytes, kind: str, what: str) -> None:
        self._kind = kind
        self._what = what
        self._wrapping = AESGCM(hmac.digest(pepper, f"cubby {kind} key 1".encode(), hashlib.sha256))

    def seal(self, party: str, secret: bytes) -> Sealed:
        """With a new key."""
        key = AESGCM.generate_key(bit_length=256)
        wrapped = _seal(self._wrapping, key, self._bound("key", party))
        return Sealed(wrapped, _seal(AESGCM(key), secret, self._bound(self._what, party)))

    def unseal(self, party: str, sealed: Sealed) -> bytes | None:
        """None where it is not this person's, was changed, or is by another pepper."""
        try:
            key = _unseal(self._wrapping, sealed.key, self._bound("key", party))
            return _unseal(AESGCM(key), sealed.secret, self._bound(self._what, party))
        except (InvalidTag, ValueError):
            return None

    def _bound(self, what: str, party: str) -> bytes:
        return f"cubby {self._kind} {what} 1\0{party}".encode()


def _seal(key: AESGCM, secret: bytes, bound: bytes) -> bytes:
    nonce = secrets.token_bytes(_NONCE)
    return nonce + key.encrypt(nonce, secret, bound)


def _unseal(key: AESGCM, sealed: bytes, bound: bytes) -> bytes:
    return key.decrypt(sealed[:_NONCE], sealed[_NONCE:], bound)
