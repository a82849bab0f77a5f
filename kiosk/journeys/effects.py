"""What a journey asks for. Each effect knows every outcome it can have, so that every path can be walked.

A journey awaits an effect; whoever drives the journey (`kiosk.visits`, or the explorer in the tests) performs
it and sends the outcome back. There is no event loop: `coroutine.send` is all there is.
"""

from __future__ import annotations

from collections.abc import Generator
from dataclasses import dataclass, field
from typing import Any, Final, Generic, TypeVar, overload

from hardware.outcomes.locks import (
    BoardFound,
    DoorState,
    Jammed,
    LockAddress,
    NotSent,
    Opened,
    OutcomeUnknown,
    SearchDone,
)
from kiosk.access.credentials import (
    BothShown,
    Halfway,
    Proved,
    Shown,
    TokenShown,
    TooSoon,
    Unproved,
    Untimely,
    Verdict,
)
from kiosk.custody.cabinet.cabinet import Column
from kiosk.custody.doors.claims import Refusal
from kiosk.custody.event import Event
from kiosk.custody.ids import ConsignmentId, GrantId, PartyId
from kiosk.custody.words import Audience, Leaving
from kiosk.journeys.screen import Screen

R_co = TypeVar("R_co", covariant=True)
A = TypeVar("A")
E1 = TypeVar("E1")
E2 = TypeVar("E2")
E3 = TypeVar("E3")


NEVER: Final = float("inf")


class VisitOver(BaseException):
    """Thrown at a pending `Ask`, once: the person left. Nothing is put right on the way out."""


class Effect(Generic[R_co]):
    __slots__ = ()

    def __await__(self) -> Generator[Effect[Any], Any, R_co]:
        outcome: R_co = yield self
        return outcome

    def outcomes(self) -> tuple[R_co, ...]:
        """Every outcome, one sample of each kind; who drives may leave out what can't be so now."""
        raise AssertionError(f"{type(self).__name__} does not say what it can come to")


# --- what may answer a question besides the screen ----------------------------------------------


class Source(Generic[R_co]):
    __slots__ = ()

    def outcomes(self) -> tuple[R_co, ...]:
        raise AssertionError(f"{type(self).__name__} does not say what it can report")


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
class TimeUp:
    pass


@dataclass(frozen=True, slots=True)
class Scanned:
    text: str


@dataclass(frozen=True, slots=True)
class BadgeHeld:
    """A badge was held to its reader."""

    number: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class Changed:
    """Something that the screen shows may be different now."""


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


@dataclass(frozen=True, slots=True)
class After(Source[TimeUp]):
    """Counted from the asking. `NEVER` seconds never come."""

    seconds: float

    def outcomes(self) -> tuple[TimeUp, ...]:
        return (TimeUp(),) if self.seconds < NEVER else ()


@dataclass(frozen=True, slots=True)
class Scans(Source[Scanned]):
    """`samples`: texts worth trying when every path is walked."""

    samples: tuple[str, ...] = ("scanned",)

    def outcomes(self) -> tuple[Scanned, ...]:
        return tuple(Scanned(text) for text in self.samples)


@dataclass(frozen=True, slots=True)
class Proofs(Source[Scanned | BadgeHeld]):
    """Whatever is held out to prove who somebody is: a code to scanner or camera, a badge to its reader."""

    def outcomes(self) -> tuple[Scanned | BadgeHeld, ...]:
        return (Scanned("CUBBY:token"), BadgeHeld("04A1B2C3"))


@dataclass(frozen=True, slots=True)
class Changes(Source[Changed]):
    def outcomes(self) -> tuple[Changed, ...]:
        return (Changed(),)


@dataclass(frozen=True, slots=True)
class Pauses(Source[Changed]):
    """Whether things are taken in may be different; the same screen may be asked again."""

    def outcomes(self) -> tuple[Changed, ...]:
        return (Changed(),)


@dataclass(frozen=True, slots=True)
class BoardNews(Source[Changed]):
    """Lines and boards are asked how they do, every second or so; the same screen may be asked again.

    Such a question takes no further source of time, and its answering by news is no touch of anybody's.
    """

    def outcomes(self) -> tuple[Changed, ...]:
        return (Changed(),)


# --- effects ------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Ask(Effect[R_co]):
    """A question on the screen, answered there or by one of `also`. `screen` is None for a silent wait."""

    screen: Screen[Any] | None
    also: tuple[Source[Any], ...] = ()

    def outcomes(self) -> tuple[R_co, ...]:
        answers = self.screen.answers() if self.screen is not None else ()
        return (*answers, *(outcome for source in self.also for outcome in source.outcomes()))


@overload
def ask(screen: Screen[A]) -> Ask[A]: ...
@overload
def ask(screen: Screen[A], one: Source[E1], /) -> Ask[A | E1]: ...
@overload
def ask(screen: Screen[A], one: Source[E1], two: Source[E2], /) -> Ask[A | E1 | E2]: ...
@overload
def ask(
    screen: Screen[A], one: Source[E1], two: Source[E2], three: Source[E3], /
) -> Ask[A | E1 | E2 | E3]: ...
def ask(screen: Screen[Any], *also: Source[Any]) -> Ask[Any]:
    """`Ask`, with a type that knows every answer it can get."""
    return Ask(screen, also)


def watch(door: str, seconds: float) -> Ask[DoorClosed | TimeUp]:
    """Wait for a door without a screen."""
    return Ask(None, (DoorEvents(door), After(seconds)))


@dataclass(frozen=True, slots=True)
class Show(Effect[None]):
    """A screen that asks nothing; it stands until the next one."""

    screen: Screen[Any]

    def outcomes(self) -> tuple[None, ...]:
        return (None,)


@dataclass(frozen=True, slots=True)
class Begin(Effect[None]):
    """The visit gets its id, number and word, and the journal hears of it. Once, before anything else."""

    journey: str
    with_screen: bool = True

    def outcomes(self) -> tuple[None, ...]:
        return (None,)


@dataclass(frozen=True, slots=True, init=False)
class Record(Effect[None]):
    """Events, in one transaction; durable when it returns."""

    events: tuple[Event, ...]

    def __init__(self, *events: Event) -> None:
        object.__setattr__(self, "events", events)

    def outcomes(self) -> tuple[None, ...]:
        return (None,)


@dataclass(frozen=True, slots=True)
class Draw(Effect[str]):
    """A random id without meaning."""

    def outcomes(self) -> tuple[str, ...]:
        return ("id",)


@dataclass(frozen=True, slots=True)
class Verify(Effect[Verdict]):
    """Whose credential is it? Takes one attempt. `audience` None: whoever it belongs to.

    `of`: only this party's counts, for one more proof of somebody who has shown one already.
    `at`: whose screen this is, where anybody's is taken there: visitors and staff have attempts of their own.
    """

    shown: Shown
    audience: Audience | None
    of: PartyId | None = None
    at: Audience = Audience.VISITOR

    @property
    def counted(self) -> Audience:
        """Whose attempts a miss is one of."""
        return self.audience or self.at

    def outcomes(self) -> tuple[Verdict, ...]:
        audiences = tuple(Audience) if self.audience is None else (self.audience,)
        proved = tuple(Proved(self.of or PartyId(f"a {audience}"), audience) for audience in audiences)
        halfway = () if isinstance(self.shown, BothShown) else (Halfway(),)
        untimely = (Untimely(),) if isinstance(self.shown, TokenShown) else ()
        return (*proved, *halfway, Unproved(), *untimely, TooSoon(60))


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
class Find(Effect[tuple[ConsignmentId, ...]]):
    """Which consignments this label may be: one where it was announced just so, more where the bars hold more
    than was announced and several fit; none for a label nobody announced here."""

    text: str

    def outcomes(self) -> tuple[tuple[ConsignmentId, ...], ...]:
        return ((),)


@dataclass(frozen=True, slots=True)
class Texts(Effect[tuple[str, ...]]):
    """The labels of these consignments, to be read on the screen; "" for one that was erased."""

    consignments: tuple[ConsignmentId, ...]

    def outcomes(self) -> tuple[tuple[str, ...], ...]:
        return (tuple("label" for _ in self.consignments),)


@dataclass(frozen=True, slots=True)
class Sense(Effect[DoorState]):
    """What a door's sensor says: at once where that is `expected`, else what it says after a moment."""

    door: str
    expected: DoorState | None

    def outcomes(self) -> tuple[DoorState, ...]:
        return tuple(DoorState)


@dataclass(frozen=True, slots=True)
class SiteWritten:
    """`site`: the new file's digest; `kept`: the name of the old one."""

    site: str
    kept: str


@dataclass(frozen=True, slots=True)
class SiteNotWritten:
    """The old file is in its place."""

    why: str


@dataclass(frozen=True, slots=True)
class WriteSite(Effect[SiteWritten | SiteNotWritten]):
    """The site file from what was learned. `inverted`: banks whose sensors speak the other way round."""

    columns: tuple[Column, ...]
    wiring: tuple[tuple[str, LockAddress], ...]
    inverted: tuple[str, ...]

    def outcomes(self) -> tuple[SiteWritten | SiteNotWritten, ...]:
        return (SiteWritten("digest", "site-1.toml"), SiteNotWritten("the disk is full"))


@dataclass(frozen=True, slots=True)
class LookForBoard(Effect[SearchDone]):
    """The line of this bank is searched for the board that replaces its silent one; takes some seconds."""

    bank: str

    def outcomes(self) -> tuple[SearchDone, ...]:
        closed, opened = (DoorState.CLOSED,) * 8, (DoorState.OPEN,) * 8
        return (
            SearchDone(0, self.bank),
            SearchDone(0, self.bank, (BoardFound(5, None, closed),)),
            SearchDone(0, self.bank, (BoardFound(5, 8, opened), BoardFound(6, 1, ()))),
            SearchDone(0, self.bank, back=True),
            SearchDone(0, self.bank, lost="the line was lost"),
        )


@dataclass(frozen=True, slots=True)
class MoveBoard(Effect[SiteWritten | SiteNotWritten]):
    """The bank's board stands at `address` from now on: in the site file, then on the line.

    `turned`: its sensors speak the other way round than those of the last one.
    """

    bank: str
    address: int
    turned: bool

    def outcomes(self) -> tuple[SiteWritten | SiteNotWritten, ...]:
        return (SiteWritten("digest", "site-1.toml"), SiteNotWritten("the disk is full"))


@dataclass(frozen=True, slots=True)
class LeaveOff(Effect[None]):
    """The machine stops once everything is settled, and starts anew or not."""

    how: Leaving

    def outcomes(self) -> tuple[None, ...]:
        return (None,)


@dataclass(frozen=True, slots=True)
class Reply(Effect[None]):
    """Tell whoever asked for this visit from afar what came of it; nothing where nobody waits."""

    outcome: Opening

    def outcomes(self) -> tuple[None, ...]:
        return (None,)
