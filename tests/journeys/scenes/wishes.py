"""Where explored visits begin of somebody who has changed something on the screen."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from tests.journeys.moment import Scene
from tests.journeys.scenes.scenes import cabinet, hasty, ledger, lying, scene, staff, works


def wishing_for_more() -> Sequence[Scene]:
    """A recipient: known again, asked whether to keep it, and having it deleted."""
    book = ledger(*staff(), *lying("p1", "1"))
    home = works(hasty(scene("wishes: a parcel", book, cabinet("S"))))
    return [replace(home, wishes=True)]
