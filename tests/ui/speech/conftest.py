"""A window with a voice."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QObject

from tests.ui.speech.ear import Ear


@pytest.fixture
def ear(qapp: QObject) -> Iterator[Ear]:
    made = Ear()
    yield made
    made.close()
