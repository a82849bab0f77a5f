"""The windows that most of these tests stand before."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QObject

from tests.ui.easels import PORTRAIT, easel
from ui.gallery import Easel, Wish


@pytest.fixture
def on(qapp: QObject) -> Iterator[Easel]:
    """A window in which nothing moves; it may have warned of nothing at the end."""
    made = easel()
    yield made
    made.close()
    assert not made.app.warnings


@pytest.fixture
def moving(qapp: QObject) -> Iterator[Easel]:
    """The same with its motions."""
    made = easel(Wish(("en",), (PORTRAIT,), motion=True))
    yield made
    made.close()
    assert not made.app.warnings
