"""The program as a person starts it: `./cubby`, in a folder of their own."""

from __future__ import annotations

import subprocess
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
CUBBY = ROOT / "cubby"


def cubby(*arguments: str, folder: Path = ROOT, timeout_s: float = 120) -> subprocess.CompletedProcess[str]:
    """Run `cubby ARGUMENTS` in `folder` to its end; its standard input is empty."""
    return subprocess.run(
        (str(CUBBY), *arguments),
        cwd=folder,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        timeout=timeout_s,
        check=False,
    )
