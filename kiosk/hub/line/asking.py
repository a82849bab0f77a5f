"""A kiosk's request: whose it is, before anything in it is looked at."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
from starlette.requests import Request
from starlette.responses import Response

from kiosk.clock import Clock
from kiosk.hub.database import Database
from kiosk.hub.line.nonces import Nonces
from kiosk.hub.settings import Hub
from kiosk.wire import names
from kiosk.wire.enrolment import is_kiosk_id
from kiosk.wire.signing import RequestParts, claimed

MOST_BODY: Final = 1 << 20


class TurnedDown(Exception):  # noqa: N818  an answer that is given
    """The request is answered with this status and this sentence, or these words."""

    def __init__(self, status: int, why: str, more: Mapping[str, Any] | None = None) -> None:
        super().__init__(why)
        self.status = status
        self.content: dict[str, Any] = {"why": why, **(more or {})}


@dataclass(frozen=True, slots=True)
class SignedCaller:
    """The kiosk that signed the request, the key it did so with, and the content as it was sent."""

    kiosk: str
    key: bytes
    body: bytes


class Wicket:
    """Lets kiosks in. One a node; keys are looked up once and again where a signature does not fit."""

    def __init__(self, database: Database, hub: Hub, clock: Clock) -> None:
        self.database = database
        self.hub = hub
        self.clock = clock
        self.nonces = Nonces(hub.nonce_key)
        self.spread = names.LEAST_SPREAD
        self._keys: dict[str, bytes] = {}

    @property
    def now(self) -> int:
        """Seconds since 1970."""
        return int(self.clock.now().timestamp())

    async def caller(self, request: Request, most: int = MOST_BODY) -> SignedCaller:
        """Whose request it is. Raises TurnedDown, psycopg.Error."""
        kiosk = str(request.path_params["kiosk"])
        body = await read_body(request, most)
        scope = request.scope
        path = (scope.get("raw_path") or scope["path"].encode()).decode("ascii", "replace").partition("?")[0]
        asked = RequestParts(request.method, path, scope["query_string"].decode("ascii", "replace"), body)
        said = claimed(asked, request.headers)
        if said is None or said.kiosk != kiosk:
            raise TurnedDown(401, "The request is not signed, or not as this hub wants it.")
        if not self.nonces.is_good(said.nonce, self.now):
            raise TurnedDown(401, "The nonce is none of this hub's, or too old. Sign again with the new one.")
        known = self._keys.get(kiosk)
        if known is None or not is_signed(known, said.base, said.signature):
            known = await self._look_up(kiosk)
            if not is_signed(known, said.base, said.signature):
                raise TurnedDown(
                    403, "This kiosk is not known here by the key it signed with. Enrol it again."
                )
            self._keys[kiosk] = known
        return SignedCaller(kiosk, known, body)

    def forget(self, kiosk: str) -> None:
        """Its key is looked up again."""
        self._keys.pop(kiosk, None)

    async def _look_up(self, kiosk: str) -> bytes:
        found = await self.database.rows("SELECT key FROM cursors WHERE kiosk = %s", [kiosk])
        if not found:
            raise TurnedDown(403, "This kiosk is not enrolled here.")
        return bytes(found[0]["key"])

    def reply(self, status: int, content: Mapping[str, Any] | None = None) -> Response:
        """A reply with what every one carries."""
        body = b"" if content is None else json.dumps(content, separators=(",", ":")).encode()
        headers = {
            names.NONCE: self.nonces.draw(self.now),
            names.SPREAD: str(self.spread),
            names.INCARNATION: str(self.hub.incarnation),
        }
        if status in (429, 503):
            headers[names.RETRY_AFTER] = str(self.spread)
        return Response(body, status, headers, names.JSON_TYPE)


async def read_body(request: Request, most: int) -> bytes:
    """The content as it was sent, and not more of it than allowed. Raises TurnedDown."""
    parts, length = [], 0
    async for part in request.stream():
        length += len(part)
        if length > most:
            raise TurnedDown(413, f"The content is larger than {most} bytes.")
        parts.append(part)
    return b"".join(parts)


def read_object(body: bytes) -> dict[str, Any]:
    """The JSON object that a request holds. Raises TurnedDown."""
    try:
        found = json.loads(body)
    except (ValueError, RecursionError):
        found = None
    if not isinstance(found, dict):
        raise TurnedDown(400, "The content is no JSON object.")
    return found


def kiosk_in(request: Request) -> str:
    """The kiosk that the path names. Raises TurnedDown."""
    kiosk = str(request.path_params["kiosk"])
    if not is_kiosk_id(kiosk):
        raise TurnedDown(404, "There is no such kiosk.")
    return kiosk


def is_signed(key: bytes, message: bytes, signature: bytes) -> bool:
    """Whether the Ed25519 signature fits."""
    try:
        Ed25519PublicKey.from_public_bytes(key).verify(signature, message)
    except (InvalidSignature, ValueError):
        return False
    return True
