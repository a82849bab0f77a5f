"""`cubby run` from its first moment on: what it refuses, and that SIGTERM is always a good end."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

HOME = Path(__file__).parents[3]
DEMO = HOME / "assets" / "sites" / "demo.toml"
UNSEEN = {"QT_QPA_PLATFORM": "offscreen", "QT_QUICK_BACKEND": "software"}

_ENDED_MEANWHILE = """
import os, signal, sys
import ui.run
from ui.run import main
{moment}
sys.exit(main(sys.argv[1:]))
"""

_MOMENTS = {
    "the window is made": """
class Slow(ui.run.App):
    def __init__(self, *words):
        os.kill(os.getpid(), signal.SIGTERM)
        super().__init__(*words)
ui.run.App = Slow
""",
    "the kiosk's thread begins": """
start = ui.run.Machine.start
ui.run.Machine.start = lambda self: [start(self), os.kill(os.getpid(), signal.SIGTERM)][0]
""",
    "it is ending already": """
stop = ui.run.Machine.stop
def twice(self, reason):
    os.kill(os.getpid(), signal.SIGTERM)
    stop(self, reason)
ui.run.Machine.stop = twice
start = ui.run.Machine.start
ui.run.Machine.start = lambda self: [start(self), os.kill(os.getpid(), signal.SIGTERM)][0]
""",
}


def run(*words: str, moment: str = "") -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-c", _ENDED_MEANWHILE.format(moment=moment), *words],
        cwd=HOME,
        env=os.environ | UNSEEN,
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )


@pytest.mark.parametrize("moment", _MOMENTS)
def test_sigterm_is_a_good_end_while(moment: str, tmp_path: Path) -> None:
    done = run("--site", str(DEMO), "--data", str(tmp_path / "data"), moment=_MOMENTS[moment])
    assert done.returncode == 0, done.stderr
    assert "Traceback" not in done.stderr


def test_a_language_that_the_site_does_not_speak_is_wrong_usage(tmp_path: Path) -> None:
    done = run("--site", str(DEMO), "--data", str(tmp_path / "data"), "--language", "tlh")
    assert done.returncode == 2
    assert "does not speak 'tlh'; it speaks en, de, pl, ar" in done.stderr
    assert not (tmp_path / "data").exists()
