"""What a screen reader hears by itself: notices as they come, and never a digit of a code."""

from __future__ import annotations

import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.architecture.source import ROOT
from tests.helpers.accessible.screen_reader import Desktop, ScreenReader

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
def program(
    desktop: Desktop, reader: ScreenReader, request: pytest.FixtureRequest
) -> Iterator[subprocess.Popen[str]]:
    """The window with the samples (and language) that the test names, begun once somebody listens."""
    words = [sys.executable, "-m", "tests.helpers.one_screen", *request.param]
    with subprocess.Popen(
        words, env=desktop.environment(), cwd=ROOT, stdout=subprocess.PIPE, text=True
    ) as running:
        yield running
        running.terminate()
        assert running.wait(20) == 0


@pytest.mark.parametrize("program", [["pin,pin-not-found,pin-not-found"]], indirect=True)
def test_a_wrong_code_is_said_each_time_and_over_everything_else(
    program: subprocess.Popen[str], reader: ScreenReader
) -> None:
    for _ in range(2):
        reader.press_each("12345678")
        reader.press("Next")
        said = reader.hears(re.compile(".*don't know this code.*"), timeout=30)
        assert said[1] == "assertive"


@pytest.mark.parametrize(
    ("program", "button", "said", "urgency"),
    [
        (["nothing-free,scan-parcel-delivered"], "Keep the parcel", "Delivered in door 12.", "polite"),
        (["nothing-free,scan-parcel-unknown_label"], "Keep the parcel", "This parcel isn't", "assertive"),
        (["pick-up-or-give,take-reminded"], "Open the door", "Door 12 is still open", "assertive"),
    ],
    indirect=["program"],
)
def test_what_happened_is_said(
    program: subprocess.Popen[str], reader: ScreenReader, button: str, said: str, urgency: str
) -> None:
    reader.press(button, timeout=30)
    assert reader.hears(re.compile(f"{said}.*"))[1] == urgency


@pytest.mark.parametrize("program", [["thank-you,pin-wait,home"]], indirect=True)
def test_what_counts_down_is_said_once(program: subprocess.Popen[str], reader: ScreenReader) -> None:
    reader.press("Done", timeout=30)
    assert reader.hears(re.compile("There were many attempts.*"))[1] == "assertive"


@pytest.mark.parametrize(
    "program", [["pin"], ["phone-end"], ["code-lost-phone"], ["next-pin-staff"]], indirect=True
)
def test_a_code_is_a_password_and_its_digits_are_nowhere(
    program: subprocess.Popen[str], reader: ScreenReader, desktop: Desktop
) -> None:
    reader.wait_for(re.compile("0 of .* digits typed"), timeout=30)
    field = reader.wait_for("", "password text")
    assert field.focused
    desktop.type(*"7394"[:3])
    assert reader.hears(re.compile("3 of .* digits typed"))[1] == "polite"
    assert reader.wait_for("", "password text").description == ""
    assert reader.text_of("", "password text") == ""
    buttons = reader.names("button")
    others = [name for name in reader.names() if name not in buttons]
    assert not [name for name in others if re.search("739|7 3 9", name)]
