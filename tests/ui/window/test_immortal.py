"""PySide6 takes references to None, True and False that nobody gave it: they must last for years."""

from __future__ import annotations

import subprocess
import sys

_LONG_RUN = """
import sys
import ui
from PySide6.QtCore import QCoreApplication, QObject, Signal

class Bell(QObject):
    rung = Signal()

QCoreApplication([])
bell = Bell()
for _ in range(20_000):
    bell.rung.emit()
    QCoreApplication.processEvents()
assert min(map(sys.getrefcount, (None, True, False))) > 10_000
print("well")
"""


def test_many_signals_do_not_end_python() -> None:
    ran = subprocess.run([sys.executable, "-c", _LONG_RUN], capture_output=True, text=True, check=False)
    assert (ran.returncode, ran.stdout) == (0, "well\n"), ran.stderr
