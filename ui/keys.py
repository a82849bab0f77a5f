"""Which digit a key of a keyboard stands for, whatever its layout, its script and its NumLock."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import Qt

from kiosk.access.digits import folded

_KEYPAD: Final = {
    Qt.Key.Key_Insert.value: "0",
    Qt.Key.Key_End.value: "1",
    Qt.Key.Key_Down.value: "2",
    Qt.Key.Key_PageDown.value: "3",
    Qt.Key.Key_Left.value: "4",
    Qt.Key.Key_Clear.value: "5",
    Qt.Key.Key_Right.value: "6",
    Qt.Key.Key_Home.value: "7",
    Qt.Key.Key_Up.value: "8",
    Qt.Key.Key_PageUp.value: "9",
}
"""What a keypad's keys are while its NumLock is off; 5 is called Clear."""
_ROW: Final = range(10, 20)
"""The scan codes of the row above the letters, 1 to 0, on X11, Wayland and the framebuffer: evdev's and 8."""
_ROW_DIGITS: Final = "1234567890"
_FRENCH_ROW: Final = "&é\"'(-è_çà"
"""The same row without Shift, where a keyboard far away sends its signs and no scan codes."""


def digit(text: str, key: int, modifiers: int, scan_code: int, *, row: bool) -> str:
    """The ASCII digit that a key means where digits are asked for, or nothing.

    `row`: the row above the letters counts by its place too, as on French keyboards, which give its digits
    only with Shift; not where signs such as `-` are typed as well.
    """
    typed = folded(text)
    if len(typed) == 1 and typed in _ROW_DIGITS:
        return typed
    held = Qt.KeyboardModifier(modifiers)
    if held & Qt.KeyboardModifier.KeypadModifier:
        return _KEYPAD.get(key, "")
    if not row or held != Qt.KeyboardModifier.NoModifier or len(text) != 1 or not text.isprintable():
        return ""
    if scan_code in _ROW:
        return _ROW_DIGITS[scan_code - _ROW.start]
    return _ROW_DIGITS[_FRENCH_ROW.index(text)] if scan_code == 0 and text in _FRENCH_ROW else ""
