"""The camera in the house: on while somebody wants a code or a face seen, and off at every other moment.

The template of a face that was just taken stays here until it is kept, or the next question comes.
"""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Any

from hardware.outcomes import FaceAsked, FaceCollected, FaceEnrolled, FaceRefused, FaceReport
from kiosk.access.consent import may_ask_again
from kiosk.custody import events as e
from kiosk.custody.ids import PartyId
from kiosk.custody.words import Forgotten, Stage
from kiosk.journeys.effects import Ask
from kiosk.journeys.face_effects import FaceNotTaken, FaceStanding, FaceTaken, FaceTakes
from kiosk.journeys.face_screens import told
from kiosk.journeys.screens import CameraTest, ScanCode, ScanParcel, Screen
from kiosk.visits.book import Signature
from kiosk.visits.forgetting import clear_traces, destroy_faces

if TYPE_CHECKING:
    from kiosk.visits.house import House
    from kiosk.visits.outside import Eye
    from kiosk.visits.run import Run

CAMERA, FACES = "camera", "faces"
"""Names of devices: the camera itself, and the models of faces."""


class Seeing:
    """One thing at a time: what the question on the stage asks of the camera."""

    def __init__(self, house: House) -> None:
        self._house = house
        self._eye = house.outside.eye
        self.on = False
        self._run: Run | None = None
        self._wanted: FaceTakes | None = None
        self._turn = 0
        self._ticket = 0
        self._template: bytes | None = None

    def open(self) -> None:
        """Have the models loaded in the background, so that the first visitor does not wait for them."""
        if self._eye is not None and self._house.site.faces is not None:
            self._eye.faces.load()

    def follow(self, run: Run, screen: Screen[Any]) -> None:
        """`run` shows `screen` on the stage: have the camera do what that asks, and nothing else."""
        eye = self._eye
        if eye is None:
            return
        wanted = _wanted(run)
        goes_on = self._ticket and (run, wanted) == (self._run, self._wanted)
        if not goes_on and (run, run.turn, wanted) != (self._run, self._turn, self._wanted):
            self._begin(eye, run, wanted)
        self._turn = run.turn
        on = self._ticket > 0 or isinstance(screen, ScanCode | ScanParcel | CameraTest)
        if on and not self.on and isinstance(screen, ScanParcel):
            self._expect(eye)
        if on is not self.on:
            eye.active(on)
            self.on = on

    def _begin(self, eye: Eye, run: Run, wanted: FaceTakes | None) -> None:
        if self._ticket:
            eye.faces.leave()
        self._run, self._wanted, self._template, self._ticket = run, wanted, None, 0
        if wanted is not None:
            self._ticket = eye.faces.enrol()

    def _expect(self, eye: Eye) -> None:
        book = self._house.book
        coming = [c.id for c in book.ledger.consignments.values() if c.stage is Stage.ANNOUNCED]
        eye.expect(label.tracking for label in book.vault.labels(coming).values())

    def reported(self, report: FaceReport) -> None:
        """The camera's word about what it was asked last; of anything else it is too late."""
        run = self._run
        if run is None or run is not self._house.stage or report.ticket != self._ticket:
            return
        match report:
            case FaceEnrolled(_, template):
                self._ticket, self._template = 0, template
                self._answer(run, FaceTaken())
            case FaceRefused():
                self._ticket = 0
                self._answer(run, FaceNotTaken())
            case _:
                self._show(run, report)

    def _answer(self, run: Run, outcome: FaceTaken | FaceNotTaken) -> None:
        if run.listens(FaceTakes):
            self._house.idle.touched()
            self._house.performer.go_on(run, outcome)

    def _show(self, run: Run, report: FaceReport) -> None:
        if isinstance(report, FaceCollected | FaceAsked):
            self._house.idle.touched()
        if run.screen is not None:
            run.screen = told(run.screen, report)
            self._house.publish()

    # --- what is kept -----------------------------------------------------------------------------

    def standing(self, party: PartyId) -> FaceStanding:
        house = self._house
        up = house.devices.standing
        down = any(name in up and not up[name].up for name in (CAMERA, FACES))
        if self._eye is None or house.site.faces is None:
            return FaceStanding.OFF
        faces = house.book.vault.faces
        if faces.has(party):
            return FaceStanding.KEPT
        said = faces.choice(party)
        if said is not None:
            at = datetime.fromisoformat(said.at)
            if not may_ask_again(at, house.clock.now(), agreed=said.agreed):
                return FaceStanding.LEFT_IN_PEACE
        return FaceStanding.OFF if down else FaceStanding.MAY_BE_ASKED

    def keep(self, run: Run, party: PartyId) -> bool:
        """Store what was just taken. Only of somebody whom this visit has proven, and who has agreed."""
        template, self._template = self._template, None
        faces, ledger = self._house.book.vault.faces, self._house.book.ledger
        said = faces.choice(party)
        visit = ledger.visits[run.visit] if run.visit else None
        if said is None or not said.agreed or visit is None or party not in visit.proven:
            raise AssertionError("a face is to be kept of somebody who has not agreed, or is not proven")
        if template is None:
            return False
        now = self._house.clock.now()
        self._house.record(run, e.FaceKept(party), also=lambda: faces.keep(party, template, now))
        return True

    def forget(self, run: Run, party: PartyId) -> bool:
        """Destroy it; whether no older copy has it any more."""
        house = self._house
        if house.book.vault.faces.has(party):
            by = Signature(house.site.principal, run.actor or "visitor", run.visit)
            destroy_faces(house.book, [party], Forgotten.WITHDRAWN, by)
        return not clear_traces(house.book)


def _wanted(run: Run) -> FaceTakes | None:
    """What the question that is out wants of faces."""
    if not isinstance(run.pending, Ask):
        return None
    return next((source for source in run.pending.also if isinstance(source, FaceTakes)), None)
