"""A space is paid for before its door opens: every outcome of a payment at every step, and what goes back."""

from __future__ import annotations

import pytest

from tests.journeys.explorer import Explorer
from tests.journeys.moment import Scene
from tests.journeys.scenes.spaces import paid_spaces

SCENES = {home.name: home for home in paid_spaces()}


@pytest.mark.parametrize("home", SCENES.values(), ids=SCENES.keys())
def test_every_path_of_a_paid_space(home: Scene) -> None:
    found = Explorer(home).explore()
    assert not found.faults, "\n".join(map(str, found.faults.values()))
    assert found.ends
