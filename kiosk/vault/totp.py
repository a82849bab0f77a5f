"""The phone's code: six digits that change every half minute (RFC 6238), each taken once.

A person's secret follows from the pepper and their random id, so no table holds it, and a stolen database
tells nothing about it.
"""

from __future__ import annotations

import base64
import hashlib
import hmac
from dataclasses import dataclass
from datetime import datetime
from typing import Final

import pyotp

from kiosk.custody.words import CODE_LASTS

STEP: Final = CODE_LASTS
"""Seconds that a code lasts."""
SLACK: Final = 2
"""Steps that the phone's clock may be before or behind where it is expected: both clocks drift."""
DAYS_A_STEP: Final = 10
"""So many days after the last good code one step more is looked at: a quartz drifts by seconds a day."""
MOST: Final = 10
FAR: Final = 60
"""Half an hour: for one code, once somebody has come in with their PIN and the recovery code."""


def secret_of(pepper: bytes, party: str) -> str:
    """The secret of a member of staff in base32, as authenticator apps take it; 160 bits."""
    return base64.b32encode(
        hmac.digest(pepper, b"cubby totp 1" + party.encode(), hashlib.sha256)[:20]
    ).decode()


def uri_of(secret: str, name: str, machine: str) -> str:
    """The otpauth:// text that a phone scans."""
    return pyotp.TOTP(secret, interval=STEP).provisioning_uri(name=name, issuer_name=f"Cubby {machine}")


def shown_at(secret: str, step: int) -> str:
    """What a phone with this secret shows in a time step; for people who are simulated."""
    return pyotp.TOTP(secret, interval=STEP).generate_otp(step)


def secret_in(uri: str) -> str:
    """The secret in an otpauth:// text. Raises ValueError where that is none."""
    return str(pyotp.parse_uri(uri).secret)


@dataclass(frozen=True, slots=True)
class Drift:
    """How far a phone's clock is ahead of ours: by `steps` at its last good code, give or take `slack`."""

    steps: int = 0
    slack: int = SLACK


_NO_DRIFT: Final = Drift()


def drift_of(steps: int, told: datetime | None, now: datetime, *, lost: bool) -> Drift:
    """Where to look for the code of somebody whose last one was `steps` ahead, at the time `told`.

    `lost`: they have come in with the recovery code since, and nobody knows any more.
    """
    if lost:
        return Drift(steps, FAR)
    days = 0 if told is None else max(0, (now - told).days)
    return Drift(steps, min(SLACK + days // DAYS_A_STEP, MOST))


def step_of(secret: str, code: str, now: datetime, after: int, drift: Drift = _NO_DRIFT) -> int | None:
    """The time step of which `code` is the code, if it is near now, or near where the person's phone was when
    it was last right, and later than the step `after`.

    As much work for a wrong code as for a right one.
    """
    clock = pyotp.TOTP(secret, interval=STEP)
    present = int(now.timestamp()) // STEP
    there = present + drift.steps
    near = {
        *range(present - SLACK, present + SLACK + 1),
        *range(there - drift.slack, there + drift.slack + 1),
    }
    found = None
    for step in sorted(each for each in near if each >= 0):
        right = hmac.compare_digest(clock.generate_otp(step).encode(), code.encode())
        if right and step > after:
            found = step
    return found
