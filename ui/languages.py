"""Language codes (BCP 47): what they are called, how they are written, what stands in for them."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QLocale, Qt

SOURCE = "en"
_NAMES: Final = {SOURCE: "English", "es": "Español", "pt": "Português"}
"""Those that Qt knows by one of their countries only: "American English", "Español de España"."""


def native_name(code: str) -> str:
    """The language in its own words, as a list of languages shows it; the code if nobody knows it."""
    locale = QLocale(code)
    if locale.language() == QLocale.Language.C:
        return code
    name = _NAMES.get(code) or locale.nativeLanguageName()
    return name[:1].upper() + name[1:] if name else code


def is_right_to_left(code: str) -> bool:
    return QLocale(code).textDirection() == Qt.LayoutDirection.RightToLeft


def chain(code: str) -> tuple[str, ...]:
    """The code, then what is in where it lacks words: `de-AT` gives `de-AT`, `de`, `en`."""
    parts = code.replace("_", "-").split("-")
    wider = ["-".join(parts[:n]) for n in range(len(parts), 0, -1)]
    return tuple(dict.fromkeys([*wider, SOURCE]))
