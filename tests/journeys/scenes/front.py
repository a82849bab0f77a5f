"""Where explored visits begin that begin at home, and what more somebody may have to prove there."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from kiosk.custody.doors.events import DoorFoundOpen, VisitBegan, VisitParked
from kiosk.custody.ids import VisitId
from kiosk.custody.ledger import Ledger
from kiosk.custody.proofs.factors import Proof, Rule
from kiosk.custody.things.services import PinScheme
from kiosk.custody.words import Audience, Kind
from kiosk.journeys.desk import Settings
from kiosk.journeys.front.screens import OutReason
from tests.journeys.moment import Scene
from tests.journeys.scenes.scenes import (
    SERVICE,
    TECHNICIAN,
    announced,
    cabinet,
    hasty,
    ledger,
    lying,
    scene,
    staff,
    works,
)


def at_home() -> Sequence[Scene]:
    """From home on: who is it, in every way that can be shown, and on to what they came for."""
    book = ledger(*staff(), *lying("p1", "1"))
    left = ledger(VisitBegan("collect", "pier"), visit=VisitId("other"), onto=book)
    left = ledger(VisitParked("2"), visit=VisitId("other"), onto=left)
    nothing = scene("from home", ledger(*staff()), cabinet("S"))
    mechanic = {Audience.STAFF: TECHNICIAN}
    return [
        nothing,
        scene("from home: one parcel", book, cabinet("S")),
        replace(
            scene("from home: a parcel out of service", ledger(*staff()), cabinet("S")), out=OutReason.LOCKS
        ),
        replace(nothing, name="from home: resting", out=OutReason.RESTING),
        replace(nothing, name="from home: nothing taken in", paused=True),
        replace(nothing, name="from home: camera", settings=Settings(camera=True)),
        replace(
            nothing,
            name="from home: six digits",
            settings=Settings(pins=(PinScheme.SIX_AND_PHONE,), camera=True),
        ),
        replace(
            nothing,
            name="from home: technician",
            people=mechanic,
            cabinet=replace(nothing.cabinet, columns=()),
        ),
        scene("from home: a door left open", left, cabinet("S", "S")),
        scene("from home: a door that is nobody's", ledger(*staff(), DoorFoundOpen("2")), cabinet("S", "S")),
    ]


def guarded() -> Sequence[Scene]:
    """What waits is handed over for two factors, or before two people, or for what nobody can show here."""
    book = ledger(*staff(), *lying("p1", "1"))
    coming = ledger(announced("p1", "S"), onto=ledger(*staff()))

    def asking(name: str, onto: Ledger, proof: Proof, settings: Settings | None = None) -> Scene:
        home = works(hasty(scene(f"guarded: {name}", onto, cabinet("S"), settings)))
        return replace(home, services={"parcel": replace(SERVICE, reminders=0, proof=proof)})

    two = Rule(frozenset({Kind.PIN, Kind.TOKEN}), factors=2)
    giving = Settings(delegation_hours=72)
    return [
        asking("two factors", book, Proof(collect=two)),
        asking(
            "two factors, six digits", book, Proof(collect=two), Settings(pins=(PinScheme.SIX_AND_PHONE,))
        ),
        asking("two people", book, Proof(collect=Rule(people=2))),
        asking("a badge, and no reader", book, Proof(collect=Rule(frozenset({Kind.BADGE})))),
        asking("a code for somebody else", book, Proof(), giving),
        asking("no code for somebody else", book, Proof(collect=two), giving),
        asking("a courier's two factors", coming, Proof(deposit=two)),
    ]
