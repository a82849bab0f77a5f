"""Tying a credential's row to its owner, so that a row which somebody moved to another person shows."""

from __future__ import annotations

import hashlib
import hmac

from kiosk.journal.tables.vault import Credential


def bound(pepper: bytes, credential: Credential) -> bytes:
    """HMAC-SHA-256 over all that a credential is, also whether it was revoked; 32 bytes."""
    said = hmac.new(pepper, b"cubby bound 1", hashlib.sha256)
    for part in (
        credential.id.encode(),
        credential.party.encode(),
        credential.audience.encode(),
        credential.kind.encode(),
        credential.tag,
        (credential.consignment or "").encode(),
        (credential.expires_at or "").encode(),
        b"revoked" if credential.revoked else b"",
    ):
        said.update(len(part).to_bytes(4) + part)
    return said.digest()


def is_bound(pepper: bytes, credential: Credential) -> bool:
    """Whether the row is as it was issued. One without `bound` is not."""
    return hmac.compare_digest(credential.bound or b"", bound(pepper, credential))
