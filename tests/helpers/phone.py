"""A technician's phone: what its app shows for the otpauth:// text that it was given."""

from __future__ import annotations

from datetime import datetime

import pyotp


def code_of(uri: str, now: datetime) -> str:
    """The six digits of this moment."""
    clock = pyotp.parse_uri(uri)
    assert isinstance(clock, pyotp.TOTP)
    return clock.at(now)
