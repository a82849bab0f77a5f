"""What the parts of the house may do to visits."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Protocol

from kiosk.custody.event import Event
from kiosk.visits.run import Run


class Hands(Protocol):
    """The house as its parts see it; they know nothing else of it, and nothing of each other through it."""

    @property
    def runs(self) -> Sequence[Run]:
        """Every visit under way, and the reception."""
        ...

    @property
    def stage(self) -> Run | None:
        """Whoever has the screen."""
        ...

    def go_on(self, run: Run, outcome: object) -> None:
        """Send the outcome into the journey and perform what it asks for next."""
        ...

    def refresh(self, run: Run, news: object | None = None) -> None:
        """What its screen shows may be different: it is told `news`, which is no touch of anybody's."""
        ...

    def record(self, run: Run, *events: Event, also: Callable[[], object] | None = None) -> None:
        """Commit events of this run under its visit, its actor and its principal."""
        ...

    def publish(self) -> None:
        """Let the screen show what the run on the stage has put up."""
        ...

    def touched(self) -> None:
        """Somebody is at the machine: the idle clock starts again."""
        ...
