"""What kiosks sign their requests with: a time and a proof that this hub gave it out, so that no node keeps
any.
"""

from __future__ import annotations

import base64
import binascii
import hashlib
import hmac
import os
import struct
from typing import Final

_LIVES: Final = 1200
"""Seconds; a request for orders is held for half of that."""
_FORM: Final = struct.Struct(">Q8s")
_PROOF: Final = 14
"""With the rest 30 bytes: base64 without a sign that headers would have to escape."""


class Nonces:
    """`key`: 32 bytes that all nodes of a hub share."""

    def __init__(self, key: bytes) -> None:
        self._key = key

    def draw(self, now: int) -> str:
        """A new one; `now` in seconds since 1970."""
        said = _FORM.pack(now, os.urandom(8))
        return base64.urlsafe_b64encode(said + self._proof(said)).decode()

    def is_good(self, nonce: str, now: int) -> bool:
        """Whether this hub gave it out a short while ago."""
        try:
            raw = base64.b64decode(nonce, altchars=b"-_", validate=True)
        except (binascii.Error, ValueError):
            return False
        said, proof = raw[: _FORM.size], raw[_FORM.size :]
        if len(said) != _FORM.size or not hmac.compare_digest(proof, self._proof(said)):
            return False
        given, _ = _FORM.unpack(said)
        return bool(-_LIVES <= now - given <= _LIVES)

    def _proof(self, said: bytes) -> bytes:
        return hmac.new(self._key, said, hashlib.sha256).digest()[:_PROOF]
