from __future__ import annotations

from tests.journeys.everything import drawn, moves
from tests.journeys.explorer import Explorer
from tests.journeys.scenes.scenes import collecting


def test_the_map_shows_the_way_of_a_pick_up() -> None:
    explorer = Explorer(next(scene for scene in collecting() if scene.name == "one parcel"))
    explorer.explore()
    known = set(moves(explorer))
    assert {
        ("DoorOpening", "TakeParcel"),
        ("DoorOpening", "Sorry"),
        ("TakeParcel", "DidYouTakeIt"),
        ("TakeParcel", "ThankYou"),
        ("ThankYou", ""),
    } <= known
    assert ("DidYouTakeIt", "CloseDoor") not in known
    assert '"TakeParcel" -> "ThankYou";' in drawn(known)
