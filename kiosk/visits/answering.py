"""Whether the question that is out can be answered like this."""

from __future__ import annotations

from kiosk.journeys.effects import Ask
from kiosk.journeys.screen import Back, Screen, Typed
from kiosk.visits.run import Run


def allows(run: Run, answer: object) -> bool:
    """A late or forged answer is dropped."""
    screen = run.screen
    if screen is None or not isinstance(run.pending, Ask):
        return False
    possible = screen.answers()
    # Of what was typed there is only a sample; everything else that can be said is named.
    typed = isinstance(answer, Typed) and any(isinstance(each, Typed) for each in possible)
    return typed or answer in possible


def may_leave(run: Run) -> bool:
    screen = run.screen
    asking = screen is not None and isinstance(run.pending, Ask)
    return asking and screen is not None and (screen.back is Back.LEAVES or screen.idle)


def same_question(screen: Screen[object], shown: Screen[object] | None) -> bool:
    """Whether it can be answered just as what is shown can be."""
    return shown is not None and type(screen) is type(shown) and screen.answers() == shown.answers()
