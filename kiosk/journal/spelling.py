"""What tells one phone or name from another, however it is written."""

from __future__ import annotations

import unicodedata


def digits_of(text: str) -> str:
    """Its decimal digits as 0 to 9."""
    return "".join(str(unicodedata.decimal(sign)) for sign in text if unicodedata.decimal(sign, -1) >= 0)


def last_four(text: str) -> str:
    """The last four of its digits; fewer if it has fewer."""
    return digits_of(text)[-4:]


def name_key(name: str) -> str:
    """The same for "Tess  Young" and "tess young"; empty where there is no name."""
    return " ".join(unicodedata.normalize("NFKC", name).casefold().split())
