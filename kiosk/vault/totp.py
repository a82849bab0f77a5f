"""The phone's code: six digits that change every half minute (RFC 6238), each taken once.

A person's secret follows from the pepper and their random id, so no table holds it, and a stolen database
tells nothing about it.
"""

from __future__ import annotations

import base64
import hashlib
import hmac
from datetime import datetime
from typing import Final

import pyotp

STEP: Final = 30
"""Seconds that a code lasts."""
SLACK: Final = 2
"""Steps that the phone's clock may be before or behind ours: a kiosk without a network drifts."""


def secret_of(pepper: bytes, party: str) -> str:
    """The secret of a member of staff in base32, as authenticator apps take it; 160 bits."""
    return base64.b32encode(
        hmac.digest(pepper, b"cubby totp 1" + party.encode(), hashlib.sha256)[:20]
    ).decode()


def uri_of(secret: str, name: str, machine: str) -> str:
    """The otpauth:// text that a phone scans."""
    return pyotp.TOTP(secret, interval=STEP).provisioning_uri(name=name, issuer_name=f"Cubby {machine}")


def step_of(secret: str, code: str, now: datetime, after: int) -> int | None:
    """The time step of which `code` is the code, if it is near now and later than the step `after`.

    As much work for a wrong code as for a right one.
    """
    clock = pyotp.TOTP(secret, interval=STEP)
    present = int(now.timestamp()) // STEP
    found = None
    for step in range(present - SLACK, present + SLACK + 1):
        right = hmac.compare_digest(clock.generate_otp(step).encode(), code.encode())
        if right and step > after:
            found = step
    return found
