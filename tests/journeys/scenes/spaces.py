"""Rented spaces, and whoever comes to them: to begin one, to open it again, to give it back, to empty it."""

from __future__ import annotations

from collections.abc import Sequence

from kiosk.access.credentials import Proved
from kiosk.custody.event import Event
from kiosk.custody.services.events import RulesTaken
from kiosk.custody.spaces.events import TenancyUsed
from kiosk.custody.words import Audience, TaskKind
from kiosk.journeys.work.tasks import tasks
from tests.custody.spaces.lockers import STORAGE, T, begun, holder
from tests.journeys.scenes.scenes import (
    RECIPIENT,
    TECHNICIAN,
    cabinet,
    hasty,
    ledger,
    scene,
    signed_in,
    staff,
    task,
)
from tests.journeys.world import Scene


def rented(label: str = "1", *, opened: bool = True) -> tuple[Event, ...]:
    """The recipient rents a space there; something may be inside."""
    began = (RulesTaken(STORAGE), begun(label, holder(RECIPIENT)))
    return (*began, TenancyUsed(T, label)) if opened else began


def clearing() -> Sequence[Scene]:
    """A technician who is to empty a space, to talk to its tenant, or to look where nobody is sure."""
    who = Proved(TECHNICIAN, Audience.STAFF)
    book = ledger(*staff(), *rented())
    homes = (
        scene("clear a space", ledger(task(TaskKind.CLEAR, "1"), onto=book), cabinet("S")),
        scene("talk to a tenant", ledger(task(TaskKind.OVERSTAYED, "1"), onto=book), cabinet("S")),
        scene("look into a space", ledger(task(TaskKind.INSPECT, "1"), onto=book), cabinet("S")),
    )
    return [signed_in(who, tasks, hasty(home)) for home in homes]
