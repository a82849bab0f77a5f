"""The signature of a kiosk's request: HTTP Message Signatures (RFC 9421) over a Content-Digest (RFC 9530).

Covered are method, path, query, digest of the content as it is sent (so before anything is unpacked) and the
nonce of the hub's last reply. No time is covered: a kiosk's clock may be wrong for years.
"""

from __future__ import annotations

import base64
import binascii
import hashlib
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Final

DIGEST: Final = "Content-Digest"
INPUT: Final = "Signature-Input"
SIGNATURE: Final = "Signature"
TAG: Final = "cubby-link"
_LABEL: Final = "cubby"
_COVERED: Final = '("@method" "@path" "@query" "content-digest")'
_PLAIN: Final = re.compile(r"[A-Za-z0-9._~-]{0,128}")
_INPUT: Final = re.compile(
    re.escape(f"{_LABEL}={_COVERED}")
    + rf';nonce="([A-Za-z0-9._~-]{{0,128}})";keyid="([A-Za-z0-9._~-]{{1,128}})";alg="ed25519";tag="{TAG}"'
)
_SIGNATURE: Final = re.compile(rf"{_LABEL}=:([A-Za-z0-9+/]{{86}}==):")


@dataclass(frozen=True, slots=True)
class RequestParts:
    """What of a request is signed. `path` as the request line has it, encoded; `query` without `?`."""

    method: str
    path: str
    query: str
    body: bytes


@dataclass(frozen=True, slots=True)
class Claimed:
    """What a request's headers claim; true once `signature` fits `base` under the key of `kiosk`."""

    kiosk: str
    nonce: str
    base: bytes
    signature: bytes


def digest(body: bytes) -> str:
    """The value of Content-Digest."""
    return f"sha-256=:{base64.b64encode(hashlib.sha256(body).digest()).decode()}:"


def sign(asked: RequestParts, kiosk: str, nonce: str, key: Callable[[bytes], bytes]) -> dict[str, str]:
    """The three headers of a signed request; `key` makes the Ed25519 signature of a message.

    `nonce` may be empty before the first reply. Raises ValueError where an id or a nonce holds a sign that
    headers would have to escape.
    """
    if not _PLAIN.fullmatch(kiosk) or not _PLAIN.fullmatch(nonce):
        raise ValueError("a kiosk's id and a nonce hold letters, digits, dots, dashes, tildes and underlines")
    covered = digest(asked.body)
    parameters = f'{_COVERED};nonce="{nonce}";keyid="{kiosk}";alg="ed25519";tag="{TAG}"'
    signature = base64.b64encode(key(_base(asked, covered, parameters))).decode()
    return {DIGEST: covered, INPUT: f"{_LABEL}={parameters}", SIGNATURE: f"{_LABEL}=:{signature}:"}


def claimed(asked: RequestParts, headers: Mapping[str, str]) -> Claimed | None:
    """What the headers (any case, as HTTP libraries' mappings have them) claim of this request.

    None where they are missing, of another form, or the digest is not of this content.
    """
    said_digest, said_input, said = (headers.get(name, "") for name in (DIGEST, INPUT, SIGNATURE))
    form, signed = _INPUT.fullmatch(said_input), _SIGNATURE.fullmatch(said)
    if form is None or signed is None or said_digest != digest(asked.body):
        return None
    try:
        signature = base64.b64decode(signed[1], validate=True)
    except binascii.Error:
        return None
    parameters = said_input.removeprefix(f"{_LABEL}=")
    return Claimed(form[2], form[1], _base(asked, said_digest, parameters), signature)


def _base(asked: RequestParts, covered: str, parameters: str) -> bytes:
    """RFC 9421, 2.5: one line a component, the parameters last, no newline at the end."""
    return (
        f'"@method": {asked.method}\n"@path": {asked.path}\n"@query": ?{asked.query}\n'
        f'"content-digest": {covered}\n"@signature-params": {parameters}'
    ).encode()
