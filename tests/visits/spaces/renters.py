"""A kiosk whose site lends spaces for nothing, and people who rent one."""

from __future__ import annotations

from pathlib import Path
from typing import Any, Final

from kiosk.custody.services.verbs import Verb
from kiosk.journeys.doors.screens import DoorOpening
from kiosk.journeys.front.screens import HomeChoice
from kiosk.journeys.screen import Picked, Typed
from kiosk.journeys.spaces.screens import ChooseSpace, MySpace, PutThings, SpaceCode, SpaceCodeChoice
from kiosk.journeys.who.screens import EnterPin
from kiosk.site.ports import write_changed
from tests.visits.rig import DEMO, Kiosk

FREE: Final[dict[str, Any]] = {
    "name": "storage",
    "use": "storage",
    "step": {
        step: {"charges": [{"name": charge, "amount": "0 EUR"}]}
        for step, charge in (("rent", "rent"), ("open", "overtime"), ("leave", "overtime"))
    },
}


def lending(folder: Path, *more: object) -> Kiosk:
    file = folder / "lending.toml"
    write_changed(DEMO, file, {"services": ["parcel", FREE, *more]})
    kiosk = Kiosk(folder / "data", file)
    kiosk.lines_up()
    return kiosk


def begins(kiosk: Kiosk, size: str = "S") -> SpaceCode:
    """From home to the code that opens the door."""
    kiosk.presses(Verb.STORE)
    kiosk.sees(ChooseSpace)
    kiosk.presses(Picked(size))
    kiosk.finds_tag()
    return kiosk.sees(SpaceCode)


def moves_in(kiosk: Kiosk, size: str = "S") -> SpaceCode:
    """From home to a door that is shut behind somebody's things."""
    key = begins(kiosk, size)
    kiosk.presses(SpaceCodeChoice.OPEN)
    kiosk.sees(DoorOpening)
    kiosk.lock_says()
    kiosk.sees(PutThings)
    kiosk.closes(key.label)
    kiosk.sees(MySpace)
    return key


def comes_back(kiosk: Kiosk, code: str) -> None:
    kiosk.presses(HomeChoice.PICK_UP)
    kiosk.sees(EnterPin)
    kiosk.presses(Typed(code))
    kiosk.finds_tag()
