"""What a person may rely on who has seen a scene: which events must be in the journal by then."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from kiosk.custody.doors.events import DoorOpenedLate, DoorShut, OpeningEnded, OpeningIntended
from kiosk.custody.event import Event
from kiosk.custody.things.events import (
    Announced,
    Collected,
    Deposited,
    DepositUndone,
    MarkedUnknown,
    Quarantined,
)
from kiosk.custody.words import DoorResult
from kiosk.journeys.doors.screens import CloseDoor
from kiosk.journeys.dropoff.screens import DidYouPutItIn, DropOffDone, WriteNumber
from kiosk.journeys.front.screens import Sorry, SorryKind
from kiosk.journeys.handover.screens import (
    DidYouTakeIt,
    PutParcel,
    ScanNotice,
    ScanParcel,
    TakeParcel,
    ThankYou,
)
from kiosk.journeys.screen import Screen
from kiosk.journeys.work.screens import IsItEmpty, TaskDoor

Seen = Sequence[Event]


def broken(screen: Screen[Any], events: Seen) -> str:
    """What `screen` promises and the visit's `events` don't hold, as a sentence's end; "" where they do."""
    match screen:
        case TakeParcel(label) | PutParcel(label) | CloseDoor(label) | TaskDoor(label):
            return _wanted(_opened(events, label), f"that door {label} opened")
        case DropOffDone(label=label):
            return _any(events, Deposited, label)
        case WriteNumber():
            return _wanted(any(isinstance(event, Announced) for event in events), "what was brought along")
        case DidYouTakeIt(label) | DidYouPutItIn(label) | IsItEmpty(label):
            return _wanted(DoorShut(label) in events, f"that door {label} was shut")
        case ThankYou(count):
            taken = sum(isinstance(event, Collected) for event in events)
            return _wanted(taken >= count, f"{count} collections, but {taken}")
        case ScanParcel(delivered, notice=notice, label=label):
            return _courier(events, delivered, notice, label)
        case Sorry(kind, label):
            return _sorry(events, kind, label)
        case _:
            return ""


def _courier(events: Seen, delivered: int, notice: ScanNotice, label: str) -> str:
    brought = sum(isinstance(event, Deposited) for event in events)
    if brought < delivered:
        return f"{delivered} deposits, but {brought}"
    match notice:
        case ScanNotice.DELIVERED:
            return _any(events, Deposited, label)
        case ScanNotice.UNDONE:
            return _any(events, DepositUndone, label)
        case _:
            return ""


def _sorry(events: Seen, kind: SorryKind, label: str) -> str:
    match kind:
        case SorryKind.EMPTY:
            return _any(events, MarkedUnknown, label)
        case SorryKind.UNKNOWN:
            return _wanted(
                _ended(events, label, DoorResult.UNKNOWN), f"an opening of {label} nobody can tell of"
            )
        case SorryKind.NOT_MINE:
            return _any(events, Quarantined, label)
        case SorryKind.JAMMED:
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
