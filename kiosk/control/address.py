"""Where the control socket is: its name in the data folder, and how to reach a path of any length."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path
from typing import Final

SOCKET: Final = "control.sock"
PATIENCE: Final = 30.0
"""Seconds that the kiosk may take before it begins an order, and again before it has carried it out."""


def near(path: Path, use: Callable[[str], None]) -> None:
    """A socket's path may have 107 bytes at most; through the folder's own descriptor any folder will do."""
    handle = os.open(path.parent, os.O_PATH | os.O_DIRECTORY)
    try:
        use(f"/proc/self/fd/{handle}/{path.name}")
    finally:
        os.close(handle)
