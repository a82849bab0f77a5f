"""Every path of every journey, with every check on every step; and scripts that the checks must catch."""

from __future__ import annotations

import pytest

from tests.journeys.explorer import explore
from tests.journeys.scenes import collecting
from tests.journeys.world import Scene


@pytest.mark.parametrize("scene", collecting(), ids=lambda scene: scene.name)
def test_nothing_goes_wrong_on_any_path(scene: Scene) -> None:
    found = explore(scene)
    assert found.ends
    assert not found.faults, "\n".join(map(str, found.faults.values()))
