"""Passwords and the codes of phones: how they are kept and compared."""

from __future__ import annotations

import base64
import hashlib
import hmac
import secrets
import struct
from typing import Final
from urllib.parse import quote

LEAST_PASSWORD: Final = 12
_N, _R, _P = 1 << 15, 8, 1
_MEMORY: Final = 64 << 20
_STEP: Final = 30
_LETTERS: Final = "abcdefghjkmnpqrstuvwxyz23456789"


def one_time_password() -> str:
    """Four groups of four letters that nobody mistakes for others; 79 bits."""
    return "-".join("".join(secrets.choice(_LETTERS) for _ in range(4)) for _ in range(4))


def keep(password: str) -> bytes:
    """A salt and the scrypt hash (RFC 7914) of a password."""
    salt = secrets.token_bytes(16)
    return salt + _hash(password, salt)


def is_kept(kept: bytes, password: str) -> bool:
    """Whether it is this password; takes the same time where it is not."""
    return hmac.compare_digest(kept[16:], _hash(password, kept[:16]))


def _hash(password: str, salt: bytes) -> bytes:
    return hashlib.scrypt(password.encode(), salt=salt, n=_N, r=_R, p=_P, maxmem=_MEMORY, dklen=32)


def new_totp() -> bytes:
    """A secret that a phone and this hub share."""
    return secrets.token_bytes(20)


def totp_code(secret: bytes, step: int) -> str:
    """Six digits of a time step (RFC 6238, SHA-1, 30 seconds)."""
    made = hmac.new(secret, struct.pack(">Q", step), hashlib.sha1).digest()
    at = made[-1] & 15
    return f"{(struct.unpack('>I', made[at : at + 4])[0] & 0x7FFFFFFF) % 1_000_000:06d}"


def totp_step(secret: bytes, code: str, now: int, spent: int) -> int | None:
    """The time step that a code is of, one before or after the present at most; None where it is none.

    `spent`: the last step that was taken; it and those before it count no more.
    """
    digits = "".join(code.split())
    present = now // _STEP
    found = [
        step
        for step in (present - 1, present, present + 1)
        if step > spent and hmac.compare_digest(totp_code(secret, step).encode(), digits.encode())
    ]
    return found[0] if found else None


def totp_address(secret: bytes, person: str, hub: str) -> str:
    """What an authenticator app reads."""
    key = base64.b32encode(secret).decode()
    return f"otpauth://totp/{quote(f'Cubby {hub}:{person}')}?secret={key}&issuer={quote(f'Cubby {hub}')}"
