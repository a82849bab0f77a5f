"""PINs: drawn at random, kept only as tags that can't be turned back without the pepper."""

from __future__ import annotations

import hashlib
import hmac
import secrets
from dataclasses import dataclass

from argon2.low_level import Type, hash_secret_raw

from kiosk.journal.spelling import last_four

_LONGEST = 64


@dataclass(frozen=True, slots=True)
class Cost:
    """Argon2id's cost: memory in KiB, passes, lanes."""

    memory: int
    passes: int
    lanes: int = 1


OWASP_MINIMUM = Cost(memory=19 * 1024, passes=2)


class PinTagger:
    """PIN to tag; safe to call from any thread. One Argon2 run a call (about 30 ms on a small machine)."""

    def __init__(self, pepper: bytes, cost: Cost = OWASP_MINIMUM) -> None:
        self._pepper = pepper
        self._cost = cost
        # One salt a kiosk, so that one run finds a PIN among all live ones; secret is the pepper.
        self._salt = hmac.digest(pepper, b"cubby pin salt 1", hashlib.sha256)[:16]

    def tag_pin(self, pin: str, phone_end: str | None = None) -> bytes:
        """`HMAC(pepper, argon2id(pin, kiosk's salt))`, 32 bytes; with the phone's end where the scheme asks.

        Raises ValueError for a text longer than any PIN.
        """
        if len(pin) + len(phone_end or "") > _LONGEST:
            raise ValueError("no PIN is that long")
        stretched = hash_secret_raw(
            secret=f"{pin}\0{phone_end or ''}".encode(),
            salt=self._salt,
            time_cost=self._cost.passes,
            memory_cost=self._cost.memory,
            parallelism=self._cost.lanes,
            hash_len=32,
            type=Type.ID,
        )
        return hmac.digest(self._pepper, b"cubby pin 1" + stretched, hashlib.sha256)


def new_pin(digits: int) -> str:
    """Random digits, each PIN as likely as any other."""
    return f"{secrets.randbelow(10**digits):0{digits}d}"


def phone_end(phone: str) -> str:
    """The last four digits of a phone number as 0-9, whatever script they are in; fewer if it has fewer."""
    return last_four(phone)
