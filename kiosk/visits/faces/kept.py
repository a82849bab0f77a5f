"""Faces that are kept: of whom, since when, and how they go. Templates never leave this room."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Final

from kiosk.access.consent import may_ask_again
from kiosk.custody.proofs.events import FaceKept
from kiosk.custody.words import Forgotten
from kiosk.journeys.desk import CAMERA
from kiosk.journeys.faces.effects import EraseFace, FaceOf, FaceStanding, KeepFace
from kiosk.orders.erasure import clear_traces, destroy_faces
from kiosk.visits.book import Signature
from kiosk.visits.ground import Ground
from kiosk.visits.hands import Hands
from kiosk.visits.machine.devices import Devices
from kiosk.visits.part import Hears, Performs
from kiosk.visits.run import LATER, Run

PATIENCE: Final = 8.0
"""Seconds that somebody at the screen waits to hear that older copies are gone too; they go in any case."""
MODELS = "faces"
"""The device's name under which the models of faces come and go."""


def are_on(ground: Ground, devices: Devices) -> bool:
    """Whether this machine knows people by their faces now."""
    up = devices.standing
    down = any(name in up and not up[name].up for name in (CAMERA, MODELS))
    return ground.outside.eye is not None and ground.site.faces is not None and not down


class KeptFaces:
    """Belongs to the kiosk's thread. `taken`: the template of the enrolment that has just ended, once."""

    def __init__(
        self, ground: Ground, hands: Hands, devices: Devices, taken: Callable[[], bytes | None]
    ) -> None:
        self._ground = ground
        self._hands = hands
        self._devices = devices
        self._taken = taken
        self.performs: Performs = {FaceOf: self._standing, KeepFace: self._keep, EraseFace: self._forget}
        self.hears: Hears = {}

    def _standing(self, _run: Run, effect: FaceOf) -> FaceStanding:
        ground = self._ground
        if ground.outside.eye is None or ground.site.faces is None:
            return FaceStanding.OFF
        faces = ground.book.vault.faces
        if faces.has(effect.party):
            return FaceStanding.KEPT
        said = faces.choice(effect.party)
        if said is not None:
            at = datetime.fromisoformat(said.at)
            if not may_ask_again(at, ground.clock.now(), agreed=said.agreed):
                return FaceStanding.LEFT_IN_PEACE
        return FaceStanding.MAY_BE_ASKED if are_on(ground, self._devices) else FaceStanding.OFF

    def _keep(self, run: Run, effect: KeepFace) -> bool:
        """Store what was just taken. Only of somebody whom this visit has proven, and who has agreed."""
        party, template, book = effect.party, self._taken(), self._ground.book
        faces = book.vault.faces
        said = faces.choice(party)
        visit = book.ledger.visits[run.visit] if run.visit else None
        if said is None or not said.agreed or visit is None or party not in visit.proven:
            raise AssertionError("a face is to be kept of somebody who has not agreed, or is not proven")
        if template is None:
            return False
        now = book.pace()
        self._hands.record(run, FaceKept(party), also=lambda: faces.keep(party, template, now))
        return True

    def _forget(self, run: Run, effect: EraseFace) -> object:
        """Destroy it; whether no older copy has it any more, which may take some seconds to tell."""
        ground, hands = self._ground, self._hands
        if ground.book.vault.faces.has(effect.party):
            by = Signature(ground.site.principal, run.actor or "visitor", run.visit)
            destroy_faces(ground.book, [effect.party], Forgotten.WITHDRAWN, by)
        if ground.outside.clear is None:
            return not clear_traces(ground.book)
        asked = run.pending

        def told(why: str) -> None:
            ground.timers.cancel(("clear", run))
            if run in hands.runs and run.pending is asked and asked is not None:
                hands.go_on(run, not why)

        ground.timers.set(("clear", run), PATIENCE, lambda: told("it goes on after the visit"))
        ground.outside.clear(told)
        return LATER
