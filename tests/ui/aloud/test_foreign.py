"""What a foreign screen reader is given: where the focus goes through a visit, by name and role."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from tests.architecture.source import ROOT
from tests.helpers.accessible.screen_reader import Desktop, ScreenReader

pytestmark = [pytest.mark.window, pytest.mark.slow]

_VISIT = "home,pin,did-you-take-it,thank-you,home"


def test_the_focus_tells_a_visit_from_home_to_home(tmp_path: Path) -> None:
    """Each screen first as a whole, by its title, then the answer that is meant; a code as a password."""
    words = [sys.executable, "-m", "tests.helpers.one_screen", _VISIT]
    with (
        Desktop(tmp_path) as desktop,
        ScreenReader(desktop) as reader,
        subprocess.Popen(
            words, env=desktop.environment(), cwd=ROOT, stdout=subprocess.PIPE, text=True
        ) as shown,
    ):
        reader.wait_for("Courier or staff", "button", timeout=40)
        desktop.type("Down", "Down")
        reader.follows("Courier or staff", "button")
        desktop.type("Up", "Return")
        reader.follows("", "password text")
        desktop.type(*"73945162", "Return")
        reader.follows("Did you take your parcel?", "panel")
        desktop.type("Down")
        reader.follows("Yes, I have it", "button")
        desktop.type("Return")
        reader.follows("Thank you", "panel")
        reader.follows("Done", "button")
        desktop.type("Return")
        reader.follows("Pick up", "button")
        shown.terminate()
        assert shown.wait(20) == 0
