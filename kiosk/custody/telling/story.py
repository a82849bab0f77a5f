"""What earlier rows said that a later one only refers to: which door, which visit."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from kiosk.custody.doors.events import GrantGiven, OpeningAdded, OpeningEnded, OpeningIntended, VisitBegan
from kiosk.custody.event import Event
from kiosk.custody.machine.events import Withdrawn
from kiosk.custody.spaces.events import TenancyBegan
from kiosk.custody.things.events import Deposited, Notified
from kiosk.custody.words import Act, TaskKind
from kiosk.custody.work.events import TaskDone, TaskMade


@dataclass(frozen=True, slots=True)
class VisitName:
    """A visit by its number in this machine and the word that its screen shows."""

    number: int
    word: str


@dataclass(slots=True)
class Story:
    """Hears the rows in their order. `visits_begun`: how many began before the first one it hears."""

    visits_begun: int = 0
    visits: dict[str, VisitName] = field(default_factory=dict)
    doors: dict[str, str] = field(default_factory=dict)
    """By intent."""
    grants: dict[str, tuple[Act, str]] = field(default_factory=dict)
    """By grant: what for, and at which compartment."""
    granted: dict[str, str] = field(default_factory=dict)
    """By intent: its grant."""
    tasks: dict[str, tuple[TaskKind, str]] = field(default_factory=dict)
    places: dict[str, str] = field(default_factory=dict)
    """By consignment: the compartment it was put into last."""
    spaces: dict[str, str] = field(default_factory=dict)
    """By tenancy: its compartment."""

    def hear(self, event: Event, visit: str | None) -> None:
        match event:
            case VisitBegan(_, word):
                self.visits_begun += 1
                if visit is not None:
                    self.visits[visit] = VisitName(self.visits_begun, word)
            case GrantGiven(grant, _, act, _, compartment):
                self.grants[grant] = (act, compartment)
            case OpeningIntended(intent, grant, door):
                self.doors[intent], self.granted[intent] = door, grant
            case TaskMade(task, kind, compartment):
                self.tasks[task] = (kind, compartment)
            case Deposited(consignment, compartment):
                self.places[consignment] = compartment
            case TenancyBegan(tenancy, compartment=compartment):
                self.spaces[tenancy] = compartment
            case _:
                pass

    def named(self, visit: str | None) -> str:
        """` (visit 0042)`, or nothing where there is none."""
        if visit is None:
            return ""
        known = self.visits.get(visit)
        return f" (visit {known.number:04d})" if known else f" (visit {visit})"

    def door_of(self, intent: str) -> str:
        return self.doors.get(intent, "?")

    def act_of(self, intent: str) -> Act | None:
        found = self.grants.get(self.granted.get(intent, ""))
        return found[0] if found else None

    def concerns(self, event: Event) -> Iterator[str]:
        """The doors and compartments that an event is about."""
        for name in ("door", "compartment"):
            if isinstance(told := getattr(event, name, None), str) and told:
                yield told
        for name in ("doors", "compartments"):
            yield from getattr(event, name, ())
        match event:
            case OpeningEnded(intent):
                yield self.door_of(intent)
            case OpeningAdded(grant) if grant in self.grants:
                yield self.grants[grant][1]
            case TaskDone(task) if task in self.tasks:
                yield self.tasks[task][1]
            case Notified(consignment) | Withdrawn(consignment) if consignment in self.places:
                yield self.places[consignment]
            case _:
                pass
