"""Visits that read like the visit: what the person sees, does and hears of, one line a step.

It performs effects with the explorer's own world; where a lock, a credential or a label could go several
ways, the test says which beforehand, and else everything is well.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any, TypeVar

from hardware.outcomes.locks import Opened
from kiosk.access.credentials import Halfway, Proved, Verdict
from kiosk.custody.event import Event
from kiosk.custody.fold import fold
from kiosk.custody.ledger import Ledger, Recorded
from kiosk.custody.words import Ending
from kiosk.journeys.doors.effects import DoorClosed, OpenDoor, Opening, Park, Refused, Reply, Resumed
from kiosk.journeys.effects import Ask, Effect, Record, Show, TimeUp
from kiosk.journeys.faces.effects import FaceOf, FaceStanding
from kiosk.journeys.handover.effects import Find, LabelTold, TellLabel
from kiosk.journeys.handover.receipts import PrintEnded, PrintReceipt, Slip
from kiosk.journeys.handover.screens import ReceiptWord
from kiosk.journeys.screen import Screen
from kiosk.journeys.who.effects import Scanned, Verify
from tests.journeys.explorer import Run
from tests.journeys.moment import NOW, PRINCIPAL, VISIT, Left, Scene, Step
from tests.journeys.world import end, may_leave, perform

S = TypeVar("S", bound=Screen[Any])


class Visit:
    """Drives one script. `labels`: which consignments a scanned text may be. `told`: what is known of one
    whose parcel was not found."""

    def __init__(
        self,
        scene: Scene,
        *,
        locks: tuple[Opening, ...] = (),
        verdicts: tuple[Verdict, ...] = (),
        face: FaceStanding = FaceStanding.OFF,
        labels: Mapping[str, str | tuple[str, ...]] | None = None,
        told: Mapping[str, LabelTold] | None = None,
    ) -> None:
        self.scene = scene
        self.events: list[Event] = []
        self.opened: list[str] = []
        """Doors, in the order in which their locks were told to open."""
        self.replies: list[Opening] = []
        self.printed: list[Slip] = []
        self._locks = list(locks)
        self._verdicts = list(verdicts)
        self._labels = labels or {}
        self._told = told or {}
        self._face = face
        self._run = Run(scene)
        self._go_on()

    # --- what the person sees -------------------------------------------------------------------

    def sees(self, which: type[Screen[Any]], /, **fields: object) -> None:
        screen = self.question(which)
        for name, value in fields.items():
            assert getattr(screen, name) == value, f"sees {screen}"

    def question(self, which: type[S], /) -> S:
        screen = self.screen
        assert isinstance(screen, which), f"sees {screen}"
        return screen

    @property
    def screen(self) -> Screen[Any] | None:
        assert isinstance(self._run.pending, Ask), f"nothing is asked: {self._run.pending}, {self._run.ended}"
        return self._run.pending.screen

    @property
    def book(self) -> Ledger:
        """The ledger of this moment."""
        return self._run.moment.ledger

    @property
    def offers(self) -> tuple[object, ...]:
        assert self.screen is not None
        return tuple(self.screen.answers())

    # --- what happens ---------------------------------------------------------------------------

    def presses(self, answer: object) -> None:
        assert answer in self.offers, f"{self.screen} does not offer {answer}"
        self._answers(answer)

    def scans(self, text: str) -> None:
        assert isinstance(self._run.pending, Ask)
        self._run.step(Scanned(text), self._run.moment)
        self._go_on()

    def hears(self, outcome: object) -> None:
        """Something besides the screen answers."""
        self._answers(outcome)

    def closes(self, door: str, *, quickly: bool = False) -> None:
        if isinstance(self._run.pending, Park):
            self._answers(DoorClosed(door))
        else:
            self._answers(DoorClosed(door, quickly=quickly))

    def prints(self, word: ReceiptWord) -> None:
        """The printer is done with the receipt."""
        self._answers(PrintEnded(word))

    def waits(self) -> None:
        """Nobody does anything until the screen's own time is up."""
        self._answers(TimeUp())

    def is_parked_at(self, door: str) -> None:
        assert self._run.pending == Park(door)

    def is_taken_up_again(self) -> None:
        self._answers(Resumed())

    def walks_away(self) -> None:
        assert may_leave(self.screen)
        self._answers(Left())

    def happens(self, *events: Event) -> None:
        """Something comes into the journal from elsewhere."""
        ledger = self._run.moment.ledger
        for event in events:
            ledger = fold(ledger, Recorded(0, NOW, None, PRINCIPAL, "", event))
        self._run.moment = replace(self._run.moment, ledger=ledger)
        self._run.forget()

    def too_late(self) -> None:
        """The grace in which a door may be opened again is over."""
        self._run.moment = replace(self._run.moment, late=True)
        self._run.forget()

    # --- how it ended ---------------------------------------------------------------------------

    def is_over(self) -> Ledger:
        """The ledger after the visit was settled."""
        assert self._run.ended is not None, f"still asked: {self._run.pending}"
        return self._settled(self._run.ended)

    @property
    def result(self) -> object:
        """What the script returned."""
        return self._run.result

    def the_power_fails(self) -> Ledger:
        return self._settled(Ending.INTERRUPTED)

    def _settled(self, how: Ending) -> Ledger:
        ledger = end(self.scene, self._run.moment, how).after.ledger
        assert VISIT not in ledger.visits
        return ledger

    def said(self, kind: type[Event]) -> list[Event]:
        return [event for event in self.events if type(event) is kind]

    # --- inside ---------------------------------------------------------------------------------

    def _answers(self, outcome: object) -> None:
        assert self._run.pending is not None
        steps = self._steps()
        step = next((s for s in steps if s.outcome == outcome), None)
        assert step is not None, f"{outcome} can't come now: {[s.outcome for s in steps]}"
        self._take(step)
        self._go_on()

    def _go_on(self) -> None:
        while self._run.pending is not None and not isinstance(self._run.pending, (Ask, Park)):
            self._take(self._chosen(self._run.pending))

    def _chosen(self, effect: Effect[Any]) -> Step:
        steps = self._steps()
        match effect:
            case Verify() if self._verdicts:
                wanted: object = self._verdicts.pop(0)
            case Verify():
                wanted = next(s.outcome for s in steps if isinstance(s.outcome, Proved | Halfway))
            case OpenDoor(door=door) if not isinstance(steps[0].outcome, Refused):
                self.opened.append(door)
                wanted = self._locks.pop(0) if self._locks else Opened()
            case FaceOf():
                wanted = next((s.outcome for s in steps if s.outcome is self._face), steps[0].outcome)
            case Find(text):
                found = self._labels.get(text, ())
                wanted = (found,) if isinstance(found, str) else found
            case TellLabel(text):
                wanted = self._told.get(text, LabelTold())
            case Record(events):
                self.events += events
                wanted = None
            case Reply(outcome):
                self.replies.append(outcome)
                wanted = None
            case PrintReceipt(slip):
                self.printed.append(slip)
                wanted = None
            case Show():
                wanted = None
            case _:
                wanted = steps[0].outcome
        return next(s for s in steps if s.outcome == wanted)

    def _steps(self) -> tuple[Step, ...]:
        assert self._run.pending is not None
        return perform(self.scene, self._run.moment, self._run.pending)

    def _take(self, step: Step) -> None:
        assert not step.wrong, step.wrong
        self._run.step(step.outcome, step.after)
