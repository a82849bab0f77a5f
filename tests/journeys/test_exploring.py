"""Every path of every journey, with every check on every step of it."""

from __future__ import annotations

import os
from functools import cache
from hashlib import sha256
from pathlib import Path

import pytest

from kiosk.journeys.every import EFFECTS, SAMPLES, SCREENS
from kiosk.journeys.front.screens import Appearance, Help, Languages, StillThere
from tests.helpers.length import LONG
from tests.journeys.everything import every
from tests.journeys.explorer import Exploration, explore
from tests.journeys.moment import Scene
from tests.journeys.world import WAYS

AMBIENT = {Help, Languages, Appearance, StillThere}


def _scene(name: str) -> Scene:
    return next(scene for scene in every() if scene.name == name)


@cache
def walked(name: str) -> Exploration:
    return explore(_scene(name))


def test_every_effect_is_performed_in_the_world() -> None:
    assert WAYS.keys() == set(EFFECTS)


@pytest.fixture
def notes(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where every worker of this run notes the screens that a scene reaches, so that none is walked twice."""
    base = tmp_path_factory.getbasetemp()
    folder = (base.parent if "PYTEST_XDIST_WORKER" in os.environ else base) / "walked"
    folder.mkdir(exist_ok=True)
    return folder


@pytest.mark.parametrize("name", [scene.name for scene in every()])
def test_nothing_goes_wrong_on_any_path(name: str, notes: Path) -> None:
    found = walked(name)
    note = notes / sha256(name.encode()).hexdigest()
    half = note.with_suffix(".half")
    half.write_text("\n".join(screen.__name__ for screen in found.screens), "utf-8")
    half.rename(note)
    assert found.ends
    assert not found.faults, "\n".join(map(str, found.faults.values()))


@pytest.mark.timeout(1200)  # alone it walks them all
def test_every_screen_is_reached_and_has_a_sample(notes: Path) -> None:
    known = {screen.__name__: screen for screen in SCREENS}
    reached: set[type] = set()
    for scene in every():
        note = notes / sha256(scene.name.encode()).hexdigest()
        if note.exists():
            reached |= {known[one] for one in note.read_text("utf-8").split()}
        else:
            reached |= walked(scene.name).screens
    assert reached == set(SCREENS) - AMBIENT
    assert {type(sample) for sample in SAMPLES.values()} >= reached | AMBIENT


@pytest.mark.parametrize(
    "name",
    [
        "from home: technician",
        "one parcel",
        "two parcels",
        "a small parcel and one door",
        "look into an empty one",
        "from afar: a parcel",
    ],
)
def test_merging_states_hides_nothing(name: str) -> None:
    """With and without merging the same states, screens and faults are found, ten effects deep."""
    deep = 10 if LONG or name != "from home: technician" else 8
    scene = _scene(name)
    merged = explore(scene, depth=deep)
    naive = explore(scene, depth=deep, merged=False)
    assert merged.keys == naive.keys
    assert merged.seen == naive.seen
    assert merged.faults.keys() == naive.faults.keys()
