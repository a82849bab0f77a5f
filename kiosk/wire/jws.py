"""Signed statements of a hub: JSON Web Signatures (RFC 7515) by Ed25519 keys.

The algorithm is fixed here and never taken from the statement; `typ` tells one kind of statement from
another, so that none is ever taken for another.
"""

from __future__ import annotations

import base64
import binascii
import hashlib
import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

ALGORITHM: Final = "EdDSA"
MOST_BYTES: Final = 1 << 20
MOST_SIGNATURES: Final = 4

Verify = Callable[[bytes, bytes, bytes], bool]
"""`verify(public key, message, signature)`."""


@dataclass(frozen=True, slots=True)
class Statement:
    """`content` as it was signed; `keys`: ids of those of the known keys that signed it, each once."""

    content: Mapping[str, Any]
    keys: frozenset[str]


def key_id(public: bytes) -> str:
    """The name of a key in headers: the first 16 hex digits of its SHA-256."""
    return hashlib.sha256(public).hexdigest()[:16]


def protected(kind: str, public: bytes) -> str:
    """The protected header of a statement of this `typ` by this key, encoded."""
    return _packed({"alg": ALGORITHM, "kid": key_id(public), "typ": kind})


def payload(content: Mapping[str, Any]) -> str:
    return _packed(content)


def signing_input(header: str, content: str) -> bytes:
    """What a key signs: both parts, encoded, joined by a dot."""
    return f"{header}.{content}".encode()


def joined(content: str, signatures: Sequence[tuple[str, bytes]]) -> dict[str, Any]:
    """The general JSON form: (protected header, signature of 64 bytes) each."""
    return {
        "payload": content,
        "signatures": [{"protected": header, "signature": _encoded(made)} for header, made in signatures],
    }


def read(said: object, kind: str, keys: Sequence[bytes], verify: Verify) -> Statement | None:
    """The statement, if at least one of `keys` (32 bytes each) signed it as a `kind`; else None.

    One signature that does not fit refuses the whole; one by an unknown key is passed over.
    """
    match said:
        case {"payload": str(content), "signatures": list(signatures), **more} if not more:
            pass
        case _:
            return None
    if not 1 <= len(signatures) <= MOST_SIGNATURES or len(content) > MOST_BYTES:
        return None
    known = {key_id(key): key for key in keys}
    good: set[str] = set()
    for signature in signatures:
        name = _signed_by(signature, content, kind, known, verify)
        if name is None:
            return None
        good.add(name)
    found = _unpacked(content)
    good &= set(known)
    return Statement(found, frozenset(good)) if found is not None and good else None


def _signed_by(
    signature: object, content: str, kind: str, known: Mapping[str, bytes], verify: Verify
) -> str | None:
    """The id of the key that made it, known or not; None where the signature is none."""
    match signature:
        case {"protected": str(header), "signature": str(made)}:
            says, raw = _unpacked(header), _decoded(made)
        case _:
            return None
    if says is None or raw is None or set(says) != {"alg", "kid", "typ"}:
        return None
    name = says["kid"]
    if says["alg"] != ALGORITHM or says["typ"] != kind or not isinstance(name, str):
        return None
    key = known.get(name)
    if key is not None and not verify(key, signing_input(header, content), raw):
        return None
    return name


def _packed(content: Mapping[str, Any]) -> str:
    text = json.dumps(content, sort_keys=True, separators=(",", ":"), ensure_ascii=False, allow_nan=False)
    return _encoded(text.encode())


def _unpacked(text: str) -> dict[str, Any] | None:
    raw = _decoded(text)
    try:
        found = json.loads(raw) if raw is not None else None
    except (ValueError, RecursionError):
        return None
    return found if isinstance(found, dict) else None


def _encoded(raw: bytes) -> str:
    return base64.urlsafe_b64encode(raw).rstrip(b"=").decode()


def _decoded(text: str) -> bytes | None:
    """Base64url without padding, in its one canonical spelling."""
    if not text.isascii():
        return None
    try:
        raw = base64.b64decode(text + "=" * (-len(text) % 4), altchars=b"-_", validate=True)
    except (binascii.Error, ValueError):
        return None
    return raw if _encoded(raw) == text else None
