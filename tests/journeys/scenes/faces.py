"""Where explored visits begin at a machine that knows faces."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from kiosk.custody.proofs.factors import Proof, Rule
from kiosk.custody.words import Kind
from kiosk.journeys.desk import Settings
from tests.journeys.moment import Scene
from tests.journeys.scenes.scenes import SERVICE, cabinet, hasty, ledger, lying, scene, staff, works


def known_by_face() -> Sequence[Scene]:
    """A recipient at a machine that knows faces: offered, explained, enrolled, forgotten."""
    book = ledger(*staff(), *lying("p1", "1"))
    settings = Settings(camera=True, face_days=365)
    both = Proof(collect=Rule(frozenset({Kind.PIN, Kind.FACE}), factors=2))
    three = Proof(collect=Rule(factors=3))
    home = works(hasty(scene("faces: a parcel", book, cabinet("S"), settings)))
    asked = replace(SERVICE, reminders=0)
    return [
        home,
        replace(home, name="faces: and a code", services={"parcel": replace(asked, proof=both)}),
        replace(home, name="faces: three factors", services={"parcel": replace(asked, proof=three)}),
    ]
