"""Digits of any script as what they count."""

from __future__ import annotations

import unicodedata


def folded(text: str) -> str:
    """`text`, each decimal digit (Arabic-Indic, Persian, full-width ...) as the ASCII one of its value."""
    if text.isascii():
        return text
    return "".join(str(unicodedata.decimal(c)) if c.isdecimal() else c for c in text)
