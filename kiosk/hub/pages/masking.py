"""Names and phones as a call centre sees them: enough to compare with what a caller says, and no more."""

from __future__ import annotations


def masked_name(name: str) -> str:
    """`A••• L•••` of `Ada Lovelace`."""
    return " ".join(f"{word[0]}•••" for word in name.split())


def masked_phone(phone: str) -> str:
    """`••• 4711`: the last four digits."""
    digits = "".join(sign for sign in phone if sign.isdigit())
    return f"••• {digits[-4:]}" if digits else ""


def tracking_key(text: str) -> str:
    """What tells one tracking number from another, however it is written."""
    return "".join(sign for sign in text.upper() if sign.isalnum())


def phone_key(text: str) -> str:
    """The last nine digits: the same with and without a country's prefix."""
    return "".join(sign for sign in text if sign.isdigit())[-9:]
