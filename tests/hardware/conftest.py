"""Rigs that are taken down at the end."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from hardware.vision.faces.models import Models, load
from tests.hardware.locks.rig import Rig


@pytest.fixture
def make() -> Iterator[type[Rig]]:
    """`Rig`, remembering each that is made."""
    made: list[Rig] = []

    class Kept(Rig):
        def __init__(self, *args: Any, **settings: Any) -> None:
            super().__init__(*args, **settings)
            made.append(self)

    yield Kept
    for rig in made:
        rig.finish()


@pytest.fixture(scope="session")
def models() -> Models:
    """The real models of faces, loaded once."""
    loaded = load()
    assert isinstance(loaded, Models)
    return loaded
