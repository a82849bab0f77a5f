"""How a kiosk becomes known to a hub: the code on the hub's screen, six digits, and a person's word.

The technician scans the code at the machine. The machine posts a request, again and again, and shows six
digits; the operator's page shows six digits too. Where they are the same, the operator approves, and the
next request is answered with what the kiosk needs.
"""

from __future__ import annotations

import base64
import binascii
import hashlib
import re
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any, Final

PREFIX: Final = "CUBBY1"
NO_PIN: Final = "-"
"""Instead of a pin where the hub speaks without TLS, which a kiosk only takes on its own machine."""
CODE_BYTES: Final = 16
CODE_HOURS: Final = 24
_ADDRESS: Final = re.compile(r"https?://[A-Za-z0-9.:\[\]-]{1,255}(/[A-Za-z0-9._~/-]{0,255})?")
_PIN: Final = re.compile(r"[0-9a-f]{64}|-")
_CODE: Final = re.compile(r"[A-Z2-7]{26}")
_KIOSK: Final = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,63}")
_KEY: Final = re.compile(r"[0-9a-f]{64}")


@dataclass(frozen=True, slots=True)
class EnrolmentCode:
    """What the QR says.

    `address` of the hub, without a slash at its end; `pin`: SHA-256 (hex) of the DER of the certificate at
    `names.AUTHORITY`, or `NO_PIN`; `code`: 128 random bits in base32, good once and for 24 hours.
    """

    address: str
    pin: str
    kiosk: str
    code: str

    def text(self) -> str:
        """What is in the QR, and what a person may type."""
        return f"{PREFIX} {self.address} {self.pin} {self.kiosk} {self.code}"


def read_code(text: str) -> EnrolmentCode | None:
    """The code in what was scanned or typed; None where it is none."""
    parts = text.split()
    if len(parts) != 5 or parts[0] != PREFIX:
        return None
    address, pin, kiosk, code = parts[1].rstrip("/"), parts[2].lower(), parts[3], parts[4].upper()
    if not _ADDRESS.fullmatch(address) or not _PIN.fullmatch(pin) or not _CODE.fullmatch(code):
        return None
    if not is_kiosk_id(kiosk) or (pin == NO_PIN) != address.startswith("http://"):
        return None
    return EnrolmentCode(address, pin, kiosk, code)


def is_kiosk_id(text: str) -> bool:
    """Letters, digits, dots, dashes and underlines, at most 64: it stands in paths and headers."""
    return _KIOSK.fullmatch(text) is not None


def write_code(random: bytes) -> str:
    """The code's text of 16 random bytes."""
    return base64.b32encode(random).decode().rstrip("=")


def digits(public: bytes, code: str) -> str:
    """Six digits that the machine and the operator's page both show, of the kiosk's public key and the
    code.
    """
    found = hashlib.sha256(b"cubby-enrol\n" + public + code.encode()).digest()
    return f"{int.from_bytes(found[:8], 'big') % 1_000_000:06d}"


@dataclass(frozen=True, slots=True)
class EnrolmentRequest:
    """`key`: the kiosk's public key in hex. `proof`: its signature of `proof_of(...)`, standard base64."""

    kiosk: str
    code: str
    key: str
    epoch: int
    proof: str

    def content(self) -> dict[str, Any]:
        """The JSON object that is posted."""
        return asdict(self)


def proof_of(kiosk: str, code: str, key: str, epoch: int) -> bytes:
    """What the kiosk signs: that it has the key, for this code."""
    return f"cubby-enrol\n{kiosk}\n{code}\n{key}\n{epoch}".encode()


def read_request(content: Mapping[str, Any]) -> EnrolmentRequest | None:
    """The request of a JSON object; None where it has another shape."""
    if set(content) != {"kiosk", "code", "key", "epoch", "proof"}:
        return None
    match content:
        case {
            "kiosk": str(kiosk),
            "code": str(code),
            "key": str(key),
            "epoch": int(epoch),
            "proof": str(proof),
        }:
            sound = is_kiosk_id(kiosk) and _CODE.fullmatch(code) and _KEY.fullmatch(key) and epoch >= 1
            return EnrolmentRequest(kiosk, code, key, epoch, proof) if sound and signature(proof) else None
        case _:
            return None


def signature(text: str) -> bytes | None:
    """The 64 bytes of a signature in standard base64; None where it is none."""
    try:
        raw = base64.b64decode(text, validate=True)
    except (binascii.Error, ValueError):
        return None
    return raw if len(raw) == 64 else None


@dataclass(frozen=True, slots=True)
class Enrolled:
    """The hub's answer (200) once a person has approved; before that it answers 202 with `{"waiting": true}`.

    `hub`, `inc`: its id and incarnation. `keys`: its order keys in hex, each another person's or place's.
    `sealing`: the operator's X25519 key in hex. `epoch`: the least epoch of rows that the hub takes.
    `orders_after`: the `seq` of the newest order that is not for this enrolment; 0 at first.
    """

    kiosk: str
    hub: str
    inc: int
    keys: tuple[str, ...]
    sealing: str
    epoch: int
    orders_after: int

    def content(self) -> dict[str, Any]:
        """The JSON object of the answer."""
        return asdict(self)


def read_enrolled(content: Mapping[str, Any]) -> Enrolled | None:
    """The answer of a JSON object; None where it has another shape."""
    if set(content) != {"kiosk", "hub", "inc", "keys", "sealing", "epoch", "orders_after"}:
        return None
    keys, sealing = content["keys"], content["sealing"]
    texts = (content["kiosk"], content["hub"])
    numbers = (content["inc"], content["epoch"], content["orders_after"])
    if not all(isinstance(text, str) and text for text in texts):
        return None
    if not all(type(number) is int and number >= 0 for number in numbers):
        return None
    if not isinstance(keys, list | tuple) or not 1 <= len(keys) <= 4 or len(set(map(str, keys))) != len(keys):
        return None
    if not all(isinstance(key, str) and _KEY.fullmatch(key) for key in (*keys, sealing)):
        return None
    kiosk, hub = texts
    inc, epoch, after = numbers
    return Enrolled(kiosk, hub, inc, tuple(keys), sealing, epoch, after)
