"""Card numbers, cut: the one place where a whole one may pass through."""

from __future__ import annotations

import re

_HEAD, _TAIL = 6, 4
_SHORTEST = 13
"""Digits of the shortest number that a card has; of less than that only the end is kept."""
_STAR = "*"
# Digits and their stand-ins, in groups as people and terminals print them.
_LONG = re.compile(r"(?<![0-9A-Za-z])[0-9*xX#](?:[ .-]?[0-9*xX#]){11,}(?![0-9A-Za-z])")
_TRACK = re.compile(r"[%;B]?[0-9]{12,19}[=^D][0-9A-Za-z/ .^=?-]*")


def cut_number(digits: str) -> str:
    """At most the first six and the last four; all else is a star. Anything but a digit counts as hidden."""
    shown = "".join(each if each.isdecimal() and each.isascii() else _STAR for each in digits)
    if len(shown) < _SHORTEST:
        return (
            _STAR * max(0, len(shown) - _TAIL) + shown[-_TAIL:] if len(shown) > _TAIL else _STAR * len(shown)
        )
    return shown[:_HEAD] + _STAR * (len(shown) - _HEAD - _TAIL) + shown[-_TAIL:]


def cut_text(text: str) -> str:
    """A line of a receipt without tracks, and with every long number cut, however it is grouped."""
    return _LONG.sub(lambda found: cut_number(re.sub(r"[ .-]", "", found.group())), _TRACK.sub(_STAR, text))
