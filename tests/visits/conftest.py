from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.visits.rig import Kiosk


@pytest.fixture
def kiosk(tmp_path: Path) -> Iterator[Kiosk]:
    """A kiosk whose lines are up, at home."""
    one = Kiosk(tmp_path)
    one.lines_up()
    yield one
    one.end()
