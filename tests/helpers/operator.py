"""An operator with keys of its own: signs tokens and documents, good ones and every wrong kind."""

from __future__ import annotations

import base64
import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

FIRST = "token-0123456789"
HEADER: Mapping[str, Any] = {"alg": "EdDSA", "typ": "JWT"}


@dataclass
class Operator:
    """`now`: when it signs; its tokens begin an hour before and end a day after."""

    kiosk: str
    now: datetime
    key: Ed25519PrivateKey = field(default_factory=Ed25519PrivateKey.generate)

    @property
    def public(self) -> str:
        """As the kiosk is told it."""
        return self.key.public_key().public_bytes_raw().hex()

    def claims(self, tracking: str, named: str = FIRST) -> dict[str, Any]:
        begins, ends = self.now - timedelta(hours=1), self.now + timedelta(days=1)
        return {
            "aud": self.kiosk,
            "jti": named,
            "trk": tracking,
            "nbf": int(begins.timestamp()),
            "exp": int(ends.timestamp()),
        }

    def token(self, tracking: str, named: str = FIRST, **changed: object) -> str:
        """`changed`: other claims than the right ones; None leaves one out."""
        claims = self.claims(tracking, named) | changed
        return self.signed({k: v for k, v in claims.items() if v is not None})

    def document(self, which: object, *keys: str, **changed: object) -> str:
        content = {"aud": self.kiosk, "number": which, "keys": list(keys)} | changed
        return self.signed(content, {"alg": "EdDSA", "typ": "cubby-keys"})

    def signed(self, content: object, header: Mapping[str, Any] = HEADER) -> str:
        return self.sealed(json.dumps(content).encode(), header)

    def sealed(self, content: bytes, header: Mapping[str, Any] = HEADER) -> str:
        covered = f"{part(json.dumps(header).encode())}.{part(content)}"
        return f"{covered}.{part(self.key.sign(covered.encode()))}"


def part(content: bytes) -> str:
    """One part of a token."""
    return base64.urlsafe_b64encode(content).decode().rstrip("=")
