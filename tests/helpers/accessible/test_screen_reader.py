"""The screen reader reads and presses the real window, and its pictures are of it."""

from __future__ import annotations

import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtGui import QImage

from tests.architecture.source import ROOT
from tests.helpers.accessible.screen_reader import Desktop, NotSeenError, ScreenReader

pytestmark = [pytest.mark.window, pytest.mark.slow]


@pytest.fixture
def desktop(tmp_path: Path) -> Iterator[Desktop]:
    with Desktop(tmp_path) as made:
        yield made


@pytest.fixture
def reader(desktop: Desktop) -> Iterator[ScreenReader]:
    with ScreenReader(desktop) as made:
        yield made


@pytest.fixture
def program(desktop: Desktop, request: pytest.FixtureRequest) -> Iterator[subprocess.Popen[str]]:
    """The window with the sample (and language) that the test names."""
    words = [sys.executable, "-m", "tests.helpers.one_screen", *request.param]
    with subprocess.Popen(
        words, env=desktop.environment(), cwd=ROOT, stdout=subprocess.PIPE, text=True
    ) as running:
        yield running
        running.terminate()
        assert running.wait(20) == 0


def _answer(program: subprocess.Popen[str]) -> str:
    assert program.stdout is not None
    return program.stdout.readline().strip()


@pytest.mark.parametrize("program", [["home"]], indirect=True)
def test_a_button_is_found_by_its_name_and_pressed(
    program: subprocess.Popen[str], reader: ScreenReader
) -> None:
    seen = reader.wait_for(re.compile("Pick up.*"), "button", timeout=30)
    assert seen.enabled
    reader.press(seen.name)
    assert _answer(program) == "pick_up"


@pytest.mark.parametrize("program", [["pin"]], indirect=True)
def test_keys_of_a_keyboard_reach_the_window(
    program: subprocess.Popen[str], reader: ScreenReader, desktop: Desktop
) -> None:
    reader.wait_for("1", "button", timeout=30)
    desktop.type(*"12345678", "Return")
    assert _answer(program).startswith("Typed(")


@pytest.mark.parametrize("program", [["pin", "ar"]], indirect=True)
def test_what_is_not_there_is_not_seen_and_the_rest_is_told(
    program: subprocess.Popen[str], reader: ScreenReader
) -> None:
    reader.wait_for("رجوع", "button", timeout=30)
    with pytest.raises(NotSeenError, match="رجوع"):
        reader.press("Fly away", timeout=0.2)
    reader.wait_until_gone("Fly away")


@pytest.mark.parametrize("program", [["home"]], indirect=True)
def test_a_picture_is_of_the_screen(
    program: subprocess.Popen[str], reader: ScreenReader, desktop: Desktop, tmp_path: Path
) -> None:
    reader.wait_for(re.compile("Pick up.*"), "button", timeout=30)
    picture = QImage(str(desktop.picture(tmp_path / "home.png")))
    assert (picture.width(), picture.height()) == (1080, 1920)
    colours = {picture.pixelColor(x, y).name() for x in range(0, 1080, 20) for y in range(0, 1920, 20)}
    assert "#f7f5f0" in colours
    assert "#0b5fff" in colours
