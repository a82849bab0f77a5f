"""Versions of Cubby: which text is one, and which of two is the later."""

from __future__ import annotations

import re
from typing import Final

_VERSION: Final = re.compile(r"(\d{1,6})\.(\d{1,6})\.(\d{1,6})(?:-([0-9A-Za-z]+(?:\.[0-9A-Za-z]+)*))?")

Order = tuple[int, int, int, bool, tuple[tuple[bool, int, str], ...]]


def is_version(text: str) -> bool:
    """Whether it has the form of semver.org without build data; such a text is a safe folder name too."""
    return len(text) <= 64 and _VERSION.fullmatch(text) is not None


def order(version: str) -> Order:
    """To compare two versions by: what comes before a release, such as 1.0.0-rc.1, is the earlier one.

    Raises ValueError where the text is no version.
    """
    told = _VERSION.fullmatch(version)
    if told is None:
        raise ValueError(f"{version!r} is no version")
    major, minor, patch, before = told.groups()
    parts = tuple(_part(part) for part in before.split(".")) if before else ()
    return int(major), int(minor), int(patch), not before, parts


def _part(text: str) -> tuple[bool, int, str]:
    return (False, int(text), "") if text.isdecimal() else (True, 0, text)
