"""What is on the paper: letters, pictures of letters, codes, and nothing that commands the printer."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import numpy as np
import numpy.typing as npt
import pytest
import zxingcpp
from hypothesis import given, settings
from hypothesis import strategies as st

from hardware.printers.compose import compose
from hardware.printers.drawn import NoLettersError, is_from_right, picture
from hardware.printers.receipt import MOST_PARTS, Qr, Receipt, Text
from hardware.simulator.printer.paper import EscposPrinter, Raster, Slip

WIDTH = 576
ROOT = Path(__file__).resolve().parents[3]


def printed(*parts: Text | Qr, width: int = WIDTH) -> Slip:
    printer = EscposPrinter()
    printer.receive(compose(Receipt(parts), width), 1.0)
    (slip,) = printer.slips
    assert printer.half == Slip()
    return slip


def seen(raster: Raster) -> npt.NDArray[np.uint8]:
    """A grey picture: ink is 0."""
    rows = np.frombuffer(raster.data, np.uint8).reshape(raster.height, raster.row)
    return (255 * (1 - np.unpackbits(rows, axis=1))).astype(np.uint8)


def test_plain_text_is_wrapped_and_sent_as_text() -> None:
    slip = printed(Text("Door 12", large=True, centred=True), Text("word " * 15), Text(""), width=384)
    assert slip.lines[:4] == [
        "Door 12",
        "word word word word word word",
        "word word word word word word",
        "word word word",
    ]
    assert slip.pictures == []


@pytest.mark.parametrize("code", ["CUBBY:7KQ2-M9", "https://example.org/żółw?" + "x" * 200])
def test_a_code_on_the_paper_can_be_read(code: str) -> None:
    (raster,) = printed(Qr(code)).pictures
    (read,) = zxingcpp.read_barcodes(np.pad(seen(raster), 40, constant_values=255))
    assert read.text == code


@pytest.mark.parametrize("text", ["رقم الخزانة 12", "שלום 12", "Zażółć gęślą jaźń", "Straße"])
def test_what_a_printer_has_no_letters_for_is_a_picture(text: str) -> None:
    slip = printed(Text(text))
    (raster,) = slip.pictures
    ink = np.nonzero((seen(raster) == 0).any(axis=0))[0]
    assert not any(line.strip() for line in slip.lines)
    if is_from_right(text):
        assert ink[-1] > WIDTH - 12
        assert ink[0] > WIDTH / 3
    else:
        assert ink[0] < 12
        assert ink[-1] < WIDTH * 2 / 3


def test_arabic_letters_are_joined() -> None:
    def ink(text: str) -> int:
        columns = np.nonzero((np.asarray(picture(text, WIDTH, large=False, centred=False)) == 0).any(axis=0))[
            0
        ]
        return int(columns[-1] - columns[0])

    assert ink("ببببب") < 0.7 * ink("ب\u200cب\u200cب\u200cب\u200cب")


def test_long_paragraphs_of_any_letters_stay_on_the_paper() -> None:
    (raster,) = printed(Text("Zażółć gęślą jaźń " * 20)).pictures
    assert raster.row * 8 == WIDTH
    assert raster.height > 200
    (raster,) = printed(Text("ż" * 300)).pictures
    ink = seen(raster) == 0
    assert not ink[:, -1].any()
    assert raster.height > 200


def test_letters_that_no_font_has_are_refused() -> None:
    with pytest.raises(NoLettersError):
        compose(Receipt((Text("\U00010600"),)), WIDTH)
    with pytest.raises(NoLettersError):
        picture("ż", WIDTH, large=False, centred=False, fonts=("/nowhere.ttf",))


def test_a_text_gives_no_commands() -> None:
    slip = printed(Text("Anna\x1b@\x1dV\x00 Nowak\x10\x04\x01"), Text("two\nlines"))
    assert slip.lines[:3] == ["Anna @ V  Nowak", "two", "lines"]


@settings(deadline=None)
@given(st.text(st.characters(codec="ascii"), max_size=80))
def test_any_ascii_makes_one_slip(text: str) -> None:
    assert "".join("".join(printed(Text(text)).lines).split()) == "".join(
        "".join(character if character.isprintable() else " " for character in text).split()
    )


def test_a_receipt_has_its_limits() -> None:
    with pytest.raises(ValueError, match="parts"):
        Receipt(())
    with pytest.raises(ValueError, match="parts"):
        Receipt((Text("x"),) * (MOST_PARTS + 1))
    with pytest.raises(ValueError, match="characters"):
        Text("x" * 1001)
    with pytest.raises(ValueError, match="bytes"):
        Qr("ż" * 501)


def test_the_library_leaves_the_log_and_the_temporary_folder_alone(tmp_path: Path) -> None:
    script = (
        "import logging, os; import hardware.printers.press; "
        "print(logging.getLogger().handlers, os.listdir(os.environ['TMPDIR']))"
    )
    environment = {**os.environ, "TMPDIR": str(tmp_path), "PYTHONPATH": str(ROOT)}
    done = subprocess.run(
        [sys.executable, "-c", script], env=environment, capture_output=True, text=True, check=True
    )
    assert done.stdout.strip() == "[] []"
