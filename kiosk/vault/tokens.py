"""Tokens: what a QR code holds. 128 random bits, so that one HMAC without stretching is enough."""

from __future__ import annotations

import base64
import hashlib
import hmac
import secrets

from kiosk.access.codes import TOKEN_PREFIX

PREFIX = TOKEN_PREFIX
"""Tells a token from a label; with base32 behind it the whole fits a QR code's alphanumeric mode."""


def new_token() -> str:
    return PREFIX + base64.b32encode(secrets.token_bytes(16)).decode().rstrip("=")


def tag_token(pepper: bytes, text: str) -> bytes:
    """`HMAC(pepper, token)`, 32 bytes. Upper and lower case are the same; so are spaces around it."""
    return hmac.digest(pepper, b"cubby token 1" + _tidy(text).encode(), hashlib.sha256)


def _tidy(text: str) -> str:
    return text.strip().upper()
