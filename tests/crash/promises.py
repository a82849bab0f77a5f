"""What a person may rely on who has seen a scene: which events must be in the journal by then."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from kiosk.custody.doors.events import DoorOpenedLate, DoorShut, OpeningEnded, OpeningIntended
from kiosk.custody.event import Event
from kiosk.custody.things.events import Collected, Deposited, DepositUndone, MarkedUnknown, Quarantined
from kiosk.custody.words import DoorResult
from kiosk.journeys import screens as s

Seen = Sequence[Event]


def broken(screen: s.Screen[Any], events: Seen) -> str:
    """What `screen` promises and the visit's `events` don't hold, as a sentence's end; "" where they do."""
    match screen:
        case s.TakeParcel(label) | s.PutParcel(label) | s.CloseDoor(label) | s.TaskDoor(label):
            return _wanted(_opened(events, label), f"that door {label} opened")
        case s.DidYouTakeIt(label) | s.IsItEmpty(label):
            return _wanted(DoorShut(label) in events, f"that door {label} was shut")
        case s.ThankYou(count):
            taken = sum(isinstance(event, Collected) for event in events)
            return _wanted(taken >= count, f"{count} collections, but {taken}")
        case s.ScanParcel(delivered, notice=notice, label=label):
            return _courier(events, delivered, notice, label)
        case s.Sorry(kind, label):
            return _sorry(events, kind, label)
        case _:
            return ""


def _courier(events: Seen, delivered: int, notice: s.ScanNotice, label: str) -> str:
    brought = sum(isinstance(event, Deposited) for event in events)
    if brought < delivered:
        return f"{delivered} deposits, but {brought}"
    match notice:
        case s.ScanNotice.DELIVERED:
            return _any(events, Deposited, label)
        case s.ScanNotice.UNDONE:
            return _any(events, DepositUndone, label)
        case _:
            return ""


def _sorry(events: Seen, kind: s.SorryKind, label: str) -> str:
    match kind:
        case s.SorryKind.EMPTY:
            return _any(events, MarkedUnknown, label)
        case s.SorryKind.UNKNOWN:
            return _wanted(
                _ended(events, label, DoorResult.UNKNOWN), f"an opening of {label} nobody can tell of"
            )
        case s.SorryKind.NOT_MINE:
            return _any(events, Quarantined, label)
        case s.SorryKind.JAMMED:
            return _wanted(_ended(events, label, DoorResult.JAMMED), f"an opening of {label} that jammed")
        case _:
            return ""


def _opened(events: Seen, label: str) -> bool:
    late = any(isinstance(i, DoorOpenedLate) and i.door == label for i in events)
    return late or _ended(events, label, DoorResult.OPENED)


def _ended(events: Seen, label: str, result: DoorResult) -> bool:
    intents = {i.intent for i in events if isinstance(i, OpeningIntended) and i.door == label}
    ends = (i for i in events if isinstance(i, OpeningEnded))
    return any(end.intent in intents and end.result is result for end in ends)


def _any(events: Seen, kind: Callable[..., Event], label: str) -> str:
    found = any(isinstance(i, kind) and getattr(i, "compartment", "") == label for i in events)  # type: ignore[arg-type]  # a class
    return _wanted(found, f"{getattr(kind, '__name__', kind)} of compartment {label}")


def _wanted(held: bool, what: str) -> str:
    return "" if held else what
