"""Pictures to measure on. They lie beside the project, are not part of it, and may be absent."""

from __future__ import annotations

from pathlib import Path

import pytest

SHARED = Path(__file__).resolve().parents[3] / "shared" / "data"


def measuring(name: str) -> Path:
    """The folder of these pictures; without it the test is skipped with a line that says so."""
    folder = SHARED / name
    if not folder.is_dir():
        pytest.skip(f"the measuring pictures of ../shared/data/{name} are not here")
    return folder
