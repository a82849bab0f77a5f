"""Faces that are kept: of whom, since when, and how they go. Templates never leave this room."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Final

from kiosk.access.consent import may_ask_again
from kiosk.custody.ids import PartyId
from kiosk.custody.proofs.events import FaceKept
from kiosk.custody.words import Forgotten
from kiosk.journeys.desk import CAMERA
from kiosk.journeys.faces.effects import FaceStanding
from kiosk.orders.erasure import clear_traces, destroy_faces
from kiosk.visits.book import Signature

if TYPE_CHECKING:
    from kiosk.visits.house import House
    from kiosk.visits.run import Run

PATIENCE: Final = 8.0
"""Seconds that somebody at the screen waits to hear that older copies are gone too; they go in any case."""
MODELS = "faces"
"""The device's name under which the models of faces come and go."""


def are_on(house: House) -> bool:
    """Whether this machine knows people by their faces now."""
    up = house.devices.standing
    down = any(name in up and not up[name].up for name in (CAMERA, MODELS))
    return house.outside.eye is not None and house.site.faces is not None and not down


def standing(house: House, party: PartyId) -> FaceStanding:
    if house.outside.eye is None or house.site.faces is None:
        return FaceStanding.OFF
    faces = house.book.vault.faces
    if faces.has(party):
        return FaceStanding.KEPT
    said = faces.choice(party)
    if said is not None:
        at = datetime.fromisoformat(said.at)
        if not may_ask_again(at, house.clock.now(), agreed=said.agreed):
            return FaceStanding.LEFT_IN_PEACE
    return FaceStanding.MAY_BE_ASKED if are_on(house) else FaceStanding.OFF


def keep(house: House, run: Run, party: PartyId, template: bytes | None) -> bool:
    """Store what was just taken. Only of somebody whom this visit has proven, and who has agreed."""
    faces, ledger = house.book.vault.faces, house.book.ledger
    said = faces.choice(party)
    visit = ledger.visits[run.visit] if run.visit else None
    if said is None or not said.agreed or visit is None or party not in visit.proven:
        raise AssertionError("a face is to be kept of somebody who has not agreed, or is not proven")
    if template is None:
        return False
    now = house.book.pace()
    house.record(run, FaceKept(party), also=lambda: faces.keep(party, template, now))
    return True


def forget(house: House, run: Run, party: PartyId, later: object) -> object:
    """Destroy it; whether no older copy has it any more, which may take some seconds to tell (`later`)."""
    if house.book.vault.faces.has(party):
        by = Signature(house.site.principal, run.actor or "visitor", run.visit)
        destroy_faces(house.book, [party], Forgotten.WITHDRAWN, by)
    if house.outside.clear is None:
        return not clear_traces(house.book)
    asked = run.pending

    def told(why: str) -> None:
        house.timers.cancel(("clear", run))
        if run in house.runs and run.pending is asked and asked is not None:
            house.performer.go_on(run, not why)

    house.timers.set(("clear", run), PATIENCE, lambda: told("it goes on after the visit"))
    house.outside.clear(told)
    return later
