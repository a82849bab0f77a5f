"""Which principal asks, and how often it may."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from kiosk.hub.database import Database
from kiosk.hub.line.asking import TurnedDown

BURST: Final = 200
A_SECOND: Final = 50.0
_MOST: Final = 10_000


@dataclass(slots=True)
class _Bucket:
    left: float
    at: float


class PrincipalKeys:
    """Belongs to one node: a key is looked up each time, so that a revoked one is over at once."""

    def __init__(self, database: Database, monotonic: Callable[[], float]) -> None:
        self._database = database
        self._monotonic = monotonic
        self._buckets: dict[bytes, _Bucket] = {}

    async def principal(self, authorization: str) -> str:
        """Whose key it is. Raises TurnedDown, psycopg.Error."""
        word, _, key = authorization.partition(" ")
        if word.lower() != "bearer" or not key:
            raise TurnedDown(401, "An API key is needed: Authorization: Bearer KEY.")
        hashed = hashlib.sha256(key.strip().encode()).digest()
        self._count(hashed)
        found = await self._database.rows(
            "SELECT principal FROM api_keys WHERE key_hash = %s AND revoked IS NULL", [hashed]
        )
        if not found:
            raise TurnedDown(401, "This API key is not known, or was revoked.")
        return str(found[0]["principal"])

    def _count(self, key: bytes) -> None:
        now = self._monotonic()
        if len(self._buckets) > _MOST:
            self._buckets.clear()
        bucket = self._buckets.setdefault(key, _Bucket(BURST, now))
        bucket.left = min(BURST, bucket.left + (now - bucket.at) * A_SECOND)
        bucket.at = now
        if bucket.left < 1:
            raise TurnedDown(429, "Too many requests with this key. Please wait a second.")
        bucket.left -= 1
