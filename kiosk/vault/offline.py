"""Signed tokens: a JSON Web Token (RFC 7519) by the operator's Ed25519 key, checked without a network.

The algorithm is fixed here and never taken from the token. What a token says is the operator's word for one
kiosk, one thing and one time span; that it counts once is the journal's business, the time its caller's.
"""

from __future__ import annotations

import base64
import binascii
import json
import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any, Final

from kiosk.access.codes import LONGEST_OFFLINE, tracking_text
from kiosk.custody.words import TokenFault
from kiosk.vault.keys import verifier
from kiosk.vault.points import is_sound

ALGORITHM: Final = "EdDSA"
TYPE: Final = "JWT"
KEYS_TYPE: Final = "cubby-keys"
"""The header's `typ` of a document that changes keys: no token is ever taken for one, nor it for a token."""
MOST_KEYS: Final = 2

_ID: Final = re.compile(r"[A-Za-z0-9_-]{16,64}")
_KEY: Final = re.compile(r"[0-9a-f]{64}")
LONGEST_LIFE: Final = timedelta(days=400)
"""So long, and no longer, what was spent or revoked is surely remembered."""
_LAST: Final = int(datetime(9000, 1, 1, tzinfo=UTC).timestamp())


@dataclass(frozen=True, slots=True)
class OfflineToken:
    """What a good token says. `tracking`: the label of the thing that it is about, normalised."""

    id: str
    tracking: str = field(repr=False)
    begins: datetime
    ends: datetime


@dataclass(frozen=True, slots=True)
class KeysDocument:
    """These keys (hex) are the operator's from now on; `number` is higher than that of any before."""

    number: int
    keys: tuple[str, ...]


def read_token(text: str, keys: Iterable[str], kiosk: str) -> OfflineToken | TokenFault:
    """The token in `text`, if one of `keys` (hex, 32 bytes each) signed it for this kiosk."""
    content = _signed(text, keys, TYPE)
    if isinstance(content, TokenFault):
        return content
    if content.get("aud") != kiosk:
        return TokenFault.OTHER_KIOSK
    token_id, begins, ends = content.get("jti"), _time(content.get("nbf")), _time(content.get("exp"))
    said = content.get("trk")
    tracking = tracking_text(said) if isinstance(said, str) else None
    known_act = content.get("act", "collect") == "collect"
    if not isinstance(token_id, str) or not is_token_id(token_id) or not known_act:
        return TokenFault.FORM
    if tracking is None or begins is None or ends is None or not begins < ends <= begins + LONGEST_LIFE:
        return TokenFault.FORM
    return OfflineToken(token_id, tracking, begins, ends)


def read_keys(text: str, keys: Iterable[str], kiosk: str) -> KeysDocument | TokenFault:
    """The document in `text`, if one of the present `keys` signed it for this kiosk."""
    content = _signed(text, keys, KEYS_TYPE)
    if isinstance(content, TokenFault):
        return content
    if content.get("aud") != kiosk:
        return TokenFault.OTHER_KIOSK
    number, wanted = content.get("number"), content.get("keys")
    if type(number) is not int or number < 1 or not isinstance(wanted, list):
        return TokenFault.FORM
    if not are_keys(wanted):
        return TokenFault.FORM
    return KeysDocument(number, tuple(wanted))


def are_keys(keys: list[Any] | tuple[Any, ...]) -> bool:
    """One or two different Ed25519 public keys, in lower-case hex."""
    formed = all(isinstance(key, str) and _KEY.fullmatch(key) for key in keys)
    return formed and 1 <= len(keys) <= MOST_KEYS and len(set(keys)) == len(keys)


def unsound(keys: Iterable[str]) -> str | None:
    """The first of these keys (hex, well formed) for which anybody could make signatures, or nobody can."""
    return next((key for key in keys if not is_sound(bytes.fromhex(key))), None)


def is_token_id(text: str) -> bool:
    return _ID.fullmatch(text) is not None


def _signed(text: str, keys: Iterable[str], kind: str) -> dict[str, Any] | TokenFault:
    """The content of a compact JWS (RFC 7515) that one of `keys` has signed."""
    if len(text) > LONGEST_OFFLINE or not text.isascii() or text.count(".") != 2:
        return TokenFault.FORM
    covered, _, ending = text.rpartition(".")
    parts = [_bytes(part) for part in (*covered.split("."), ending)]
    header, content = (_json(part) for part in parts[:2])
    signature = parts[2]
    if header is None or content is None or signature is None:
        return TokenFault.FORM
    if header.get("alg") != ALGORITHM or "crit" in header:
        return TokenFault.ALGORITHM
    if header.get("typ", TYPE) != kind:
        return TokenFault.FORM
    # All keys are tried: how long it takes tells nothing of which one fits. An unsound one that an earlier
    # Cubby took signs nothing.
    sound = [raw for key in keys if is_sound(raw := bytes.fromhex(key))]
    good = [verifier(raw)(covered.encode(), signature) for raw in sound]
    return content if any(good) else TokenFault.SIGNATURE


def _bytes(part: str) -> bytes | None:
    """Base64url without padding, in its one canonical spelling."""
    try:
        found = base64.b64decode(part + "=" * (-len(part) % 4), altchars=b"-_", validate=True)
    except (binascii.Error, ValueError):
        return None
    return found if base64.urlsafe_b64encode(found).rstrip(b"=") == part.encode() else None


def _json(part: bytes | None) -> dict[str, Any] | None:
    try:
        found = json.loads((part or b"").decode("utf-8"))
    except (ValueError, RecursionError):
        return None
    return found if isinstance(found, dict) else None


def _time(seconds: object) -> datetime | None:
    if type(seconds) is not int or not 0 <= seconds <= _LAST:
        return None
    return datetime.fromtimestamp(seconds, UTC)
