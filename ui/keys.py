"""What a key means: a digit, whatever its layout, its script and its NumLock; back, help, or the voice."""

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


_COMMANDS: Final = {
    Qt.Key.Key_Backspace: "back",
    Qt.Key.Key_Back: "back",
    Qt.Key.Key_Cancel: "back",
    Qt.Key.Key_F1: "help",
    Qt.Key.Key_Help: "help",
    Qt.Key.Key_F2: "repeat",
    Qt.Key.Key_MediaPlay: "repeat",
    Qt.Key.Key_MediaTogglePlayPause: "repeat",
    Qt.Key.Key_F3: "stop",
    Qt.Key.Key_MediaStop: "stop",
    Qt.Key.Key_F4: "slower",
    Qt.Key.Key_F5: "faster",
    Qt.Key.Key_F6: "quieter",
    Qt.Key.Key_VolumeDown: "quieter",
    Qt.Key.Key_F7: "louder",
    Qt.Key.Key_VolumeUp: "louder",
}
_ON_A_KEYPAD: Final = {
    Qt.Key.Key_Asterisk: "repeat",
    Qt.Key.Key_Slash: "stop",
    Qt.Key.Key_Minus: "quieter",
    Qt.Key.Key_Plus: "louder",
}
"""The signs around the digits of a keypad."""


def command(key: int, modifiers: int, helps: str | None = None) -> str:
    """back, help, repeat, stop, slower, faster, quieter or louder; else nothing.

    `helps`: the function key that means help at this machine, whatever it means elsewhere.
    """
    if helps is not None and key == Qt.Key.Key_F1.value + int(helps[1:]) - 1:
        return "help"
    try:
        pressed = Qt.Key(key)
    except ValueError:
        return ""
    if Qt.KeyboardModifier(modifiers) & Qt.KeyboardModifier.KeypadModifier and pressed in _ON_A_KEYPAD:
        return _ON_A_KEYPAD[pressed]
    return _COMMANDS.get(pressed, "")
