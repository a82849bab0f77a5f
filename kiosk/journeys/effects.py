"""What a journey asks for. Each effect knows every outcome it can have, so that every path can be walked.

A journey awaits an effect; whoever drives the journey (`kiosk.visits`, or the explorer in the tests) performs
it and sends the outcome back. There is no event loop: `coroutine.send` is all there is. The effects of a
subject stand in its shelf's `effects.py`.
"""

from __future__ import annotations

from collections.abc import Generator
from dataclasses import dataclass
from typing import Any, Final, Generic, TypeVar, overload

from kiosk.custody.event import Event
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


class Source(Generic[R_co]):
    __slots__ = ()

    def outcomes(self) -> tuple[R_co, ...]:
        raise AssertionError(f"{type(self).__name__} does not say what it can report")


@dataclass(frozen=True, slots=True)
class TimeUp:
    pass


@dataclass(frozen=True, slots=True)
class Changed:
    """Something that the screen shows may be different now."""


@dataclass(frozen=True, slots=True)
class After(Source[TimeUp]):
    """Counted from the asking. `NEVER` seconds never come.

    Who wishes for more time has more, but not where it is `fixed`: no time of a person's.
    """

    seconds: float
    fixed: bool = False

    def outcomes(self) -> tuple[TimeUp, ...]:
        return (TimeUp(),) if self.seconds < NEVER else ()


@dataclass(frozen=True, slots=True)
class Changes(Source[Changed]):
    def outcomes(self) -> tuple[Changed, ...]:
        return (Changed(),)


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
