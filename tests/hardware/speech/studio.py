"""A folder of programs that stands for the machine's PATH: a player that keeps what it hears, and voices."""

from __future__ import annotations

import array
import os
import shutil
import sys
from pathlib import Path

from hardware.speech.jack import EV_SW, EVENT, SW_HEADPHONE_INSERT
from hardware.speech.sound.samples import Samples

# What comes in goes into `heard-DEVICE`; while `slow` is there it takes a long time for it, and a device
# whose name stands in `lost` can't be opened.
_APLAY = """
import os, pathlib, sys, time
here = pathlib.Path(__file__).parent
device = sys.argv[sys.argv.index("-D") + 1] if "-D" in sys.argv else "usual"
if device in (here / "lost").read_text().split():
    sys.exit("aplay: main:831: audio open error: No such file or directory")
with open(here / f"heard-{device}", "ab", 0) as heard:
    while data := os.read(0, 2048):
        heard.write(data)
        if (here / "slow").exists():
            time.sleep(0.1)
"""

_LISTED = "Pty Language Age/Gender VoiceName File Other Languages"


class Studio:
    def __init__(self, folder: Path) -> None:
        self.folder = folder
        (folder / "lost").write_text("")
        self.program("aplay", f"#!{sys.executable} -IS\n{_APLAY}")
        real = shutil.which("espeak-ng")
        assert real is not None, "espeak-ng stands in packaging/run.txt"
        (folder / "espeak-ng").symlink_to(real)

    def program(self, name: str, script: str) -> None:
        file = self.folder / name
        file.unlink(missing_ok=True)
        file.write_text(script)
        file.chmod(0o755)

    def voice(self, script: str) -> None:
        """A voice that lists itself for English, and otherwise does what Python is told here."""
        listed = f'if "--voices" in sys.argv: sys.exit(print("{_LISTED}\\n 5  en  --/M  English  en "))'
        self.program("espeak-ng", f"#!{sys.executable} -IS\nimport os, sys, time\n{listed}\n{script}\n")

    def without(self, name: str) -> None:
        (self.folder / name).unlink()

    def lose(self, *devices: str) -> None:
        (self.folder / "lost").write_text(" ".join(devices))

    def slow(self, *, wanted: bool = True) -> None:
        file = self.folder / "slow"
        file.touch() if wanted else file.unlink()

    def heard(self, device: str = "usual") -> Samples:
        """What was played there in stereo."""
        file = self.folder / f"heard-{device}"
        return array.array("h", file.read_bytes()) if file.exists() else array.array("h")


def loudest(samples: Samples) -> int:
    return max((abs(value) for value in samples), default=0)


class JackPlug:
    """A pipe with the bytes of an input device."""

    def __init__(self, path: Path) -> None:
        self.path = path
        os.mkfifo(path)
        self._fd = os.open(path, os.O_RDWR | os.O_NONBLOCK)

    def plug(self, *, wanted: bool) -> None:
        os.write(
            self._fd, EVENT.pack(0, 0, EV_SW, SW_HEADPHONE_INSERT, int(wanted)) + EVENT.pack(0, 0, 0, 0, 0)
        )

    def write(self, data: bytes) -> None:
        os.write(self._fd, data)

    def close(self) -> None:
        os.close(self._fd)
