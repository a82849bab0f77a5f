"""What a journey asks of doors: open one, wait for it, read its sensor, park the visit."""

from __future__ import annotations

from dataclasses import dataclass

from hardware.outcomes.locks import DoorState, Jammed, NotSent, Opened, OutcomeUnknown
from kiosk.custody.doors.claims import Refusal
from kiosk.custody.ids import GrantId
from kiosk.journeys.effects import After, Ask, Effect, Source, TimeUp


@dataclass(frozen=True, slots=True)
class DoorClosed:
    """`quickly`: within the site's time for "did you take it?" after the opening."""

    door: str
    quickly: bool = False


@dataclass(frozen=True, slots=True)
class DoorOpened:
    """A lock that had seemed to hold has let go after all, or somebody pulled."""

    door: str


@dataclass(frozen=True, slots=True)
class DoorEvents(Source[DoorClosed]):
    door: str

    def outcomes(self) -> tuple[DoorClosed, ...]:
        return (DoorClosed(self.door), DoorClosed(self.door, quickly=True))


@dataclass(frozen=True, slots=True)
class DoorOpens(Source[DoorOpened]):
    """Whoever asks with this stands before the door, and goes on as if it had opened at once."""

    door: str

    def outcomes(self) -> tuple[DoorOpened, ...]:
        return (DoorOpened(self.door),)


def watch(door: str, seconds: float) -> Ask[DoorClosed | TimeUp]:
    """Wait for a door without a screen."""
    return Ask(None, (DoorEvents(door), After(seconds)))


@dataclass(frozen=True, slots=True)
class Refused:
    """The rule said no; nothing happened and no opening was spent."""

    reason: Refusal


Opening = Opened | Jammed | NotSent | OutcomeUnknown | Refused


@dataclass(frozen=True, slots=True)
class OpenDoor(Effect[Opening]):
    """The only way to a lock: rule, intent, actuation, sensor, outcome."""

    grant: GrantId
    door: str

    def outcomes(self) -> tuple[Opening, ...]:
        return (Opened(), Jammed(), NotSent("line down"), OutcomeUnknown("no reply"))


@dataclass(frozen=True, slots=True)
class Resumed:
    """Somebody at the screen took the parked visit up again."""


@dataclass(frozen=True, slots=True)
class Park(Effect[Resumed | DoorClosed]):
    """Give the screen to others until this door is closed or somebody comes back to it."""

    door: str

    def outcomes(self) -> tuple[Resumed | DoorClosed, ...]:
        return (Resumed(), DoorClosed(self.door))


@dataclass(frozen=True, slots=True)
class Sense(Effect[DoorState]):
    """What a door's sensor says: at once where that is `expected`, else what it says after a moment."""

    door: str
    expected: DoorState | None

    def outcomes(self) -> tuple[DoorState, ...]:
        return tuple(DoorState)


@dataclass(frozen=True, slots=True)
class Reply(Effect[None]):
    """Tell whoever asked for this visit from afar what came of it; nothing where nobody waits."""

    outcome: Opening

    def outcomes(self) -> tuple[None, ...]:
        return (None,)
