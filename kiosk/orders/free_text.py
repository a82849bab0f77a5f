"""What people write freely: one line, and nothing in it that somebody could be told by."""

from __future__ import annotations

import re
import unicodedata
from typing import Final

from kiosk.orders.refusal import OrderRefused
from kiosk.visits.book import Book

LONGEST: Final = 200
_ODD: Final = frozenset({"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"})
_LIKE_A_PHONE: Final = re.compile(r"\+?\d(?:[\s./()–-]*\d){6,}")
_WORDS: Final = re.compile(r"\w+(?:['’-]\w+)*")
_LONGEST_NAME: Final = 5
"""Words."""


def refuse_odd(what: str, text: str) -> None:
    """Line breaks, control characters, what turns the direction of others and halves of characters have no
    place in the book or on a screen. Raises OrderRefused."""
    if len(text) > LONGEST or any(unicodedata.category(c) in _ODD for c in text):
        raise OrderRefused(f"{what} is one line of at most {LONGEST} characters.")


def refuse_telling(book: Book, what: str, text: str) -> None:
    """Refuse what holds a phone, a tracking number or a name that the vault knows. Raises OrderRefused."""
    refuse_odd(what, text)
    plain = "".join(str(unicodedata.decimal(sign, sign)) for sign in unicodedata.normalize("NFKC", text))
    if found := _LIKE_A_PHONE.search(plain):
        raise OrderRefused(f"{what} can't hold a phone or a tracking number ({found.group().strip()}).")
    for word in plain.split():
        bare = word.strip(".,;:!?()[]\"'")
        if bare and book.vault.consignments_with(bare):
            raise OrderRefused(f"{what} can't hold a tracking number ({bare}).")
    words = _WORDS.findall(plain)
    for begin in range(len(words)):
        for end in range(begin + 1, min(len(words), begin + _LONGEST_NAME) + 1):
            name = " ".join(words[begin:end])
            if book.vault.parties_named(name):
                raise OrderRefused(f"{what} can't hold a name ({name}).")
