"""Consent to have one's face kept: which words were agreed to, and when one may be asked again."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Final

VERSION: Final = 2
"""Of the words on the screen `FaceConsent`. Raised with every change of what they mean; a test holds them."""

WISHES_VERSION: Final = 1
"""The same, of the words on the screen `KeepForNextTime`."""
WISHES_DAYS: Final = 365
"""After so many days without a visit what was kept is destroyed."""

_AFTER_NO: Final = timedelta(days=365)
_AFTER_YES: Final = timedelta(days=7)


def may_ask_again(at: datetime, now: datetime, *, agreed: bool) -> bool:
    """Whether to offer it anew to somebody whose face is not kept, and who has `agreed` or not at `at`.

    Whoever has declined is left in peace for a year; whoever agreed and was not finished, for a week.
    """
    return now - at >= (_AFTER_YES if agreed else _AFTER_NO)
