"""What only the operator may read: sealed to their X25519 key, as `kiosk.wire.sealed` describes."""

from __future__ import annotations

from typing import Final

from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey
from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

_USED_ONCE: Final = bytes(12)


def seal_up(content: bytes, public: bytes, info: bytes) -> bytes:
    """`content` for whoever has the other half of `public` (32 bytes). `info`: what it is, bound to it.

    Raises ValueError where `public` is no key that can be sealed to.
    """
    made = X25519PrivateKey.generate()
    key = _key(made.exchange(X25519PublicKey.from_public_bytes(public)), info)
    return made.public_key().public_bytes_raw() + ChaCha20Poly1305(key).encrypt(_USED_ONCE, content, info)


def _key(shared: bytes, info: bytes) -> bytes:
    return HKDF(SHA256(), 32, None, info).derive(shared)
