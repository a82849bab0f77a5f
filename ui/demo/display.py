"""Whether a window can be made where the environment says: `python -m ui.demo.display` ends with 0 then.

Qt aborts the program that finds out it can't, so this is one of its own.
"""

from __future__ import annotations

from PySide6.QtGui import QGuiApplication

if __name__ == "__main__":
    QGuiApplication([])
