"""The camera in the house: on while somebody wants a code or a face seen, and off at every other moment.

It does what the question on the stage asks of it, one thing at a time. The template of a face that was just
taken stays here until it is kept, and whom a look has found until it is shown; journeys get tickets.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any, Final, get_args

from hardware.outcomes.devices import DeviceDown, DeviceUp
from hardware.outcomes.faces import (
    FaceAsked,
    FaceCollected,
    FaceEnrolled,
    FaceKnown,
    FaceRefusal,
    FaceRefused,
    FaceReport,
)
from hardware.outcomes.reading import ScanHelp, Symbology
from hardware.vision.faces.client import Liveness
from hardware.vision.faces.likeness import MOST_ENROLLED, Thresholds
from hardware.vision.faces.liveness.flash import PASTELS
from kiosk.custody.ids import PartyId
from kiosk.custody.proofs.attempts import wait
from kiosk.custody.proofs.events import CredentialTried, LookRefused
from kiosk.custody.words import Act, Audience, Kind, Stage, Way
from kiosk.journeys.desk import CAMERA
from kiosk.journeys.dropoff.screens import SayWhat
from kiosk.journeys.effects import Ask
from kiosk.journeys.faces.effects import (
    FaceLook,
    FaceNotTaken,
    FaceTaken,
    FaceTakes,
    Glances,
    LookAsked,
    LookFailed,
    Looks,
)
from kiosk.journeys.faces.screens import begun_anew, told
from kiosk.journeys.handover.screens import ScanParcel
from kiosk.journeys.machine.screens import CameraTest
from kiosk.journeys.screen import Screen
from kiosk.journeys.who.screens import EnterPin, FaceGlance, NextPin, NextShow, ScanCode
from kiosk.visits.faces.kept import are_on
from kiosk.visits.ground import Ground
from kiosk.visits.hands import Hands
from kiosk.visits.machine.devices import Devices
from kiosk.visits.outside import Eye
from kiosk.visits.part import Hears, Performs
from kiosk.visits.run import Run
from kiosk.visits.scene import Touched

TRIES: Final = 3
"""Looks of a visit that may come to nothing; then it is the code's turn. Nobody is locked out."""
_AFTER_A_TOUCH: Final = 5.0
"""Seconds for which nobody is looked at who uses the screen: they are typing."""
_NOBODYS_FAULT: Final = (FaceRefusal.UNAVAILABLE, FaceRefusal.BAD_TEMPLATE, FaceRefusal.SLOW_CAMERA)
_LONG_AGO: Final = datetime.min.replace(tzinfo=UTC)
_HOPELESS: Final = (*_NOBODYS_FAULT, FaceRefusal.TOO_LIGHT_HERE)

_PROOFS: Final = (Symbology.QR, Symbology.DATAMATRIX, Symbology.AZTEC)
"""What proves somebody is printed as one of these; no stripes on a parcel in the arm are read for it."""

Wanted = FaceTakes | Glances | Looks


class Seeing:
    """Belongs to the kiosk's thread."""

    def __init__(self, ground: Ground, hands: Hands, devices: Devices) -> None:
        self._ground = ground
        self._hands = hands
        self._devices = devices
        self._eye = ground.outside.eye
        self.on = False
        self._delivering = False
        self._formats: tuple[Symbology, ...] = ()
        self._run: Run | None = None
        self._wanted: Wanted | None = None
        self._turn = 0
        self._ticket = 0
        self._paused = False
        self._parties: tuple[PartyId, ...] = ()
        self._asked: FaceAsked | None = None
        self._misses = 0
        self._template: bytes | None = None
        self._known: tuple[int, PartyId] | None = None
        self.performs: Performs = {}
        self.hears: Hears = {
            **dict.fromkeys(get_args(FaceReport), self.on_face),
            ScanHelp: self.on_scan_help,
            DeviceUp: self.on_device,
            DeviceDown: self.on_device,
            Touched: self.on_touched,
        }

    def open(self) -> None:
        """Have the models loaded in the background, so that the first visitor does not wait for them."""
        if self._eye is not None and self._ground.site.faces is not None:
            self._eye.faces.load()

    def follow(self, run: Run, screen: Screen[Any]) -> None:
        """`run` shows `screen` on the stage: have the camera do what that asks, and nothing else."""
        eye = self._eye
        if eye is None:
            return
        wanted = _wanted(run)
        if self._goes_on(run, wanted):
            if wanted != self._wanted and self._asked is not None:
                run.screen = told(screen, self._asked)
        elif (run, run.turn, wanted) != (self._run, self._turn, self._wanted):
            self._begin(eye, run, wanted)
        self._wanted, self._turn = wanted, run.turn
        on = self._ticket > 0 or self._paused or _wants_a_code(screen)
        delivering = isinstance(screen, ScanParcel)
        if delivering and not self._delivering:
            self._expect(eye)
        self._delivering = delivering
        if on and (formats := _formats(screen)) != self._formats:
            eye.formats(formats)
            self._formats = formats
        if on is not self.on:
            eye.active(on)
            self.on = on

    def _goes_on(self, run: Run, wanted: Wanted | None) -> bool:
        """Whether the camera does what is wanted: a glance becomes a look, once it has found somebody."""
        if not self._ticket or run is not self._run:
            return False
        if isinstance(self._wanted, Glances) and isinstance(wanted, Looks) and self._asked is not None:
            return wanted == Looks(self._wanted.of, self._may_flash)
        return wanted == self._wanted

    @property
    def _may_flash(self) -> bool:
        return self._ground.settings.flashes

    def _begin(self, eye: Eye, run: Run, wanted: Wanted | None) -> None:
        self._leave(eye)
        if run is not self._run:
            self._run, self._misses = run, 0
        self._template = None
        match wanted:
            case FaceTakes():
                self._ticket = eye.faces.enrol()
            case Glances(wanted=True, of=of):
                self._recognise(eye, of, flashes=self._may_flash)
            case Looks(of, flashes):
                self._recognise(eye, of, flashes=flashes)
                if not self._ticket:
                    self._ground.timers.set(("look", run), 0.0, lambda: self._can_not(run))
            case _:
                pass

    def _leave(self, eye: Eye) -> None:
        if self._ticket:
            eye.faces.leave()
        self._ticket, self._asked, self._paused, self._parties = 0, None, False, ()

    def _recognise(self, eye: Eye, of: PartyId | None, *, flashes: bool) -> None:
        """Begin an attempt, where there is anybody to be found, and attempts are left."""
        site = self._ground.site.faces
        if site is None or self._misses >= TRIES or not self._may_try():
            return
        found = self._ground.book.vault.faces.templates(self._candidates() if of is None else (of,))
        if not found:
            return
        self._parties = tuple(PartyId(party) for party in found)
        # Nobody has claimed to be anybody: even if one only is enrolled, the distance is that of many.
        one = site.many if of is None else site.one
        thresholds = Thresholds(one, site.many, site.margin)
        self._ticket = eye.faces.recognise(tuple(found.values()), thresholds, Liveness(flashes=flashes))

    def _may_try(self) -> bool:
        attempts = self._ground.book.ledger.attempts
        slow = wait(attempts, Way.LOOK, Audience.VISITOR, self._ground.book.by_last_row())
        return are_on(self._ground, self._devices) and slow <= 0

    def _candidates(self) -> tuple[PartyId, ...]:
        """People with a face kept for whom something waits here, the newest things first, at most twenty."""
        ledger, faces = self._ground.book.ledger, self._ground.book.vault.faces
        waiting = [c for c in ledger.consignments.values() if c.stage is Stage.WAITING]
        waiting.sort(key=lambda c: (c.clock.started if c.clock else _LONG_AGO, c.id), reverse=True)
        legs = (c.leg for c in waiting if c.leg.act is Act.COLLECT)
        parties = dict.fromkeys(party for leg in legs for party in leg.parties)
        return tuple(party for party in parties if faces.has(party))[:MOST_ENROLLED]

    def can_look(self, run: Run) -> bool:
        """Whether a look could tell who somebody is, in this visit."""
        used_up = run is self._run and self._misses >= TRIES
        return not used_up and self._may_try() and bool(self._candidates())

    def _expect(self, eye: Eye) -> None:
        book = self._ground.book
        coming = [c.id for c in book.ledger.consignments.values() if c.stage is Stage.ANNOUNCED]
        eye.expect(label.tracking for label in book.vault.labels(coming).values())

    # --- what comes of it -------------------------------------------------------------------------

    def on_face(self, report: FaceReport) -> None:
        """The camera's word about what it was asked last; of anything else it is too late."""
        run = self._run
        if run is None or run is not self._hands.stage or report.ticket != self._ticket:
            return
        match report:
            case FaceEnrolled(_, template):
                self._ticket, self._template = 0, template
                self._answer(run, FaceTaken())
            case FaceKnown(ticket, person):
                self._ticket, self._known = 0, (ticket, self._parties[person])
                self._answer(run, FaceLook(ticket))
            case FaceRefused(_, why):
                self._ticket = 0
                self._refused(run, why)
            case FaceAsked(_, _, colour) if colour is None or colour in PASTELS:
                self._asked = report
                self._show(run, report)
                if isinstance(self._wanted, Glances):
                    self._answer(run, LookAsked())
            case FaceAsked():
                pass
            case _:
                self._show(run, report)

    def _refused(self, run: Run, why: FaceRefusal) -> None:
        if isinstance(self._wanted, FaceTakes):
            self._answer(run, FaceNotTaken(slow=why is FaceRefusal.SLOW_CAMERA))
            return
        if why not in _NOBODYS_FAULT:
            self._misses += 1
            # Who is only glanced at has claimed nothing: all glances of a visit cost as much as one try.
            counts = isinstance(self._wanted, Looks) or self._misses == TRIES
            tried = (CredentialTried(Way.LOOK, Audience.VISITOR),) if counts else ()
            self._hands.record(run, *tried, LookRefused(why))
        if isinstance(self._wanted, Looks):
            self._answer(run, LookFailed(why, again=self._misses < TRIES and why not in _HOPELESS))
        elif self._eye is not None:
            if isinstance(run.screen, EnterPin):
                glance = FaceGlance.SLOW if why is FaceRefusal.SLOW_CAMERA else FaceGlance.UNKNOWN
                run.screen = replace(run.screen, face=glance)
            if why not in _HOPELESS:
                self._begin(self._eye, run, self._wanted)
            self._hands.publish()

    def _can_not(self, run: Run) -> None:
        """Nobody can be found by a look now: said at once, for nothing else is asked."""
        if run is self._hands.stage and isinstance(self._wanted, Looks) and not self._ticket:
            self._answer(run, LookFailed(FaceRefusal.UNAVAILABLE, again=False))

    def _answer(self, run: Run, outcome: object) -> None:
        if isinstance(run.pending, Ask) and self._wanted in run.pending.also:
            self._hands.touched()
            self._hands.go_on(run, outcome)

    def _show(self, run: Run, report: FaceReport) -> None:
        if isinstance(report, FaceCollected | FaceAsked):
            self._hands.touched()
        if run.screen is not None:
            run.screen = told(run.screen, report)
            self._hands.publish()

    def on_scan_help(self, report: ScanHelp) -> None:
        """What would help to read a code is shown where one is scanned."""
        run = self._hands.stage
        if run is not None and isinstance(run.screen, ScanCode | ScanParcel | SayWhat):
            run.screen = replace(run.screen, hint=report.hint)
            self._hands.publish()

    def on_device(self, report: DeviceUp | DeviceDown) -> None:
        """Where the camera is gone for a moment, whoever stands before it begins anew when it is back."""
        run = self._run
        lost = isinstance(report, DeviceDown) and report.device == CAMERA and self._ticket > 0
        if lost and run is not None and run is self._hands.stage and run.screen is not None:
            run.screen = begun_anew(run.screen)
            self._hands.publish()

    def on_touched(self, _message: Touched) -> None:
        """Somebody uses the screen: they are not looked at until they have stopped."""
        if self._hands.stage is None:
            return
        run, eye = self._run, self._eye
        if eye is None or run is None or not isinstance(self._wanted, Glances) or self._asked is not None:
            return
        if self._ticket or self._paused:
            self._leave(eye)
            self._paused = True
            self._ground.timers.set(("look", run), _AFTER_A_TOUCH, lambda: self._go_on_looking(run))

    def _go_on_looking(self, run: Run) -> None:
        if self._eye is not None and self._paused and run is self._run and run is self._hands.stage:
            self._begin(self._eye, run, self._wanted)
            self._hands.publish()

    # --- tickets ----------------------------------------------------------------------------------

    def taken(self) -> bytes | None:
        """The template of the enrolment that has just ended; once."""
        template, self._template = self._template, None
        return template

    def known(self, ticket: int) -> PartyId | None:
        """Whom the look with this ticket has found; once."""
        known, self._known = self._known, None
        return known[1] if known is not None and known[0] == ticket else None


def _wants_a_code(screen: Screen[Any]) -> bool:
    """Whether a code before the camera would do. At home it would as well, but there the camera rests."""
    match screen:
        case ScanCode() | CameraTest() | EnterPin():
            return True
        case SayWhat(camera=camera):
            return camera
        case ScanParcel(paused=paused):
            return not paused
        case NextShow(kinds=kinds):
            return Kind.TOKEN in kinds
        case NextPin(others=others):
            return Kind.TOKEN in others
        case _:
            return False


def _formats(screen: Screen[Any]) -> tuple[Symbology, ...]:
    """None at all means all: parcels carry every kind."""
    return () if isinstance(screen, ScanParcel | SayWhat | CameraTest) else _PROOFS


def _wanted(run: Run) -> Wanted | None:
    """What the question that is out wants of faces."""
    if not isinstance(run.pending, Ask):
        return None
    return next(_of_faces(run.pending), None)


def _of_faces(question: Ask[Any]) -> Iterator[Wanted]:
    for source in question.also:
        if isinstance(source, FaceTakes | Looks) or (isinstance(source, Glances) and source.wanted):
            yield source
