"""A digit is a digit on every keyboard: NumLock off, other scripts, the French row."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, Qt
from PySide6.QtGui import QKeyEvent

from kiosk.custody.words import Audience
from kiosk.journeys.handover.screens import TypeLabel
from kiosk.journeys.screen import Typed
from kiosk.journeys.who.screens import EnterPin
from kiosk.visits.scene import Answered
from tests.architecture.source import ROOT
from tests.helpers.accessible.screen_reader import Desktop, ScreenReader
from tests.ui.touch.test_touch import answers, press, show, touch
from ui.gallery import Easel
from ui.keys import command, digit

Key = Qt.Key
NONE = Qt.KeyboardModifier.NoModifier
KEYPAD = Qt.KeyboardModifier.KeypadModifier
PIN = EnterPin(Audience.VISITOR, 8)
NUMLOCK_OFF = (Key.Key_End, Key.Key_Down, Key.Key_PageDown, Key.Key_Left, Key.Key_Clear,
               Key.Key_Right, Key.Key_Home, Key.Key_Up, Key.Key_PageUp, Key.Key_Insert)  # fmt: skip
AZERTY = "&é\"'(-è_çà"
BELGIAN = "&é\"'(§è!çà"
CZECH = "+ěščřžýáíé"


def strike(
    on: Easel, text: str, key: int = Key.Key_unknown, held: Qt.KeyboardModifier = NONE, scan_code: int = 0
) -> None:
    for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
        QCoreApplication.sendEvent(on.app.root, QKeyEvent(kind, key, held, scan_code, 0, 0, text))


def typed(on: Easel) -> str:
    """What came of it, once eight were typed."""
    press(on, Key.Key_Return)
    ((said),) = answers(on)
    assert isinstance(said, Answered)
    assert isinstance(said.answer, Typed)
    return said.answer.text


@pytest.mark.parametrize(
    "digits",
    ["١٢٣٤٥٦٧٨", "۱۲۳۴۵۶۷۸", "１２３４５６７８", "१२३४५६७८", "12345678", "𝟏𝟐𝟑𝟒𝟓𝟔𝟕𝟖"],
    ids=["arabic", "persian", "full-width", "devanagari", "ascii", "mathematical"],
)
def test_a_pin_is_typed_in_the_digits_of_any_script(digits: str, on: Easel) -> None:
    show(on, 1, PIN)
    for character in digits:
        strike(on, character)
    assert typed(on) == "12345678"


def test_a_keypad_types_digits_while_its_numlock_is_off(on: Easel) -> None:
    show(on, 1, PIN)
    for key in (*NUMLOCK_OFF[:7], NUMLOCK_OFF[9]):
        strike(on, "", key, KEYPAD)
    assert typed(on) == "12345670"


def test_its_arrows_type_too_where_a_control_has_the_keys(on: Easel) -> None:
    show(on, 1, PIN)
    press(on, Key.Key_Tab)
    for key in (*NUMLOCK_OFF[1:9],):
        strike(on, "", key, KEYPAD)
    assert typed(on) == "23456789"


def test_the_arrows_of_the_keyboard_itself_type_nothing(on: Easel) -> None:
    show(on, 1, PIN)
    for key in NUMLOCK_OFF:
        strike(on, "", key)
    for number in range(8):
        strike(on, str(number))
    assert typed(on) == "01234567"


@pytest.mark.parametrize("row", [AZERTY, BELGIAN, CZECH], ids=["french", "belgian", "czech"])
def test_the_row_above_the_letters_types_by_its_place(row: str, on: Easel) -> None:
    show(on, 1, PIN)
    for place, sign in enumerate(row[:8]):
        strike(on, sign, scan_code=10 + place)
    assert typed(on) == "12345678"


def test_the_french_row_types_without_scan_codes(on: Easel) -> None:
    show(on, 1, PIN)
    for sign in AZERTY[2:]:
        strike(on, sign)
    assert typed(on) == "34567890"


def test_a_label_is_typed_in_any_digits_and_keeps_its_hyphen(on: Easel) -> None:
    show(on, 1, TypeLabel())
    for character in "j-٧７":
        strike(on, character, scan_code=15 if character == "-" else 0)
    strike(on, "", Key.Key_Up, KEYPAD)
    touch(on, "Next")
    assert answers(on) == [Answered(1, Typed("J-778"))]


@pytest.mark.parametrize(
    ("text", "key", "held", "scan_code"),
    [
        ("@", Key.Key_At, Qt.KeyboardModifier.AltModifier, 19),
        ("½", Key.Key_onehalf, NONE, 49),
        ("²", Key.Key_twosuperior, NONE, 49),
        ("Ⅷ", Key.Key_unknown, NONE, 0),
        ("a", Key.Key_A, NONE, 38),
        ("\t", Key.Key_Tab, NONE, 10),
        ("", Key.Key_Delete, KEYPAD, 91),
        ("12", Key.Key_unknown, NONE, 0),
        ("", 0x7FFF_0000, KEYPAD, 0),
    ],
)
def test_what_is_no_digit_types_none(text: str, key: int, held: Qt.KeyboardModifier, scan_code: int) -> None:
    assert digit(text, int(key), held.value, scan_code, row=True) == ""


@pytest.mark.window
@pytest.mark.slow
def test_a_french_keyboard_and_a_keypad_reach_the_window(tmp_path: Path) -> None:
    words = [sys.executable, "-m", "tests.helpers.one_screen", "pin"]
    with Desktop(tmp_path) as desktop, ScreenReader(desktop) as reader:
        desktop.layout("fr")
        with subprocess.Popen(
            words, env=desktop.environment(), cwd=ROOT, stdout=subprocess.PIPE, text=True
        ) as program:
            reader.wait_for("0 of 8 digits typed", timeout=30)
            desktop.type("ampersand", "eacute", "quotedbl", "agrave", "KP_End", "KP_Begin", "KP_Insert")
            reader.wait_for("7 of 8 digits typed")
            desktop.type("KP_Prior", "KP_Enter")
            assert program.stdout is not None
            assert program.stdout.readline().startswith("Typed(")
            program.terminate()
            assert program.wait(20) == 0


@pytest.mark.parametrize(
    ("key", "helps", "means"),
    [
        (Key.Key_F1, None, "help"),
        (Key.Key_Help, "F13", "help"),
        (Key.Key_F13, "F13", "help"),
        (Key.Key_F13, None, ""),
        (Key.Key_F2, "F2", "help"),
        (Key.Key_F2, None, "repeat"),
    ],
)
def test_a_site_names_the_key_of_its_keypad_that_means_help(key: Key, helps: str | None, means: str) -> None:
    assert command(key.value, 0, helps) == means
