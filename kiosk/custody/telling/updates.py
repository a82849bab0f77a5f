"""What happened with versions, and with a machine that is emptied, in words for a terminal."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, Final

from kiosk.custody.event import Event
from kiosk.custody.machine.events import (
    DrainBegan,
    DrainEnded,
    UpdateApplied,
    UpdateConfirmed,
    UpdateFetched,
    UpdateRefused,
    UpdateUndone,
)
from kiosk.custody.machine.updates import UndoReason, UpdateFault

FAULTS: Final[Mapping[UpdateFault, str]] = {
    UpdateFault.FOREIGN_KEY: "it is not signed by the operator",
    UpdateFault.OLDER: "the repository is older than what this machine has seen",
    UpdateFault.EXPIRED: "its signature has ended",
    UpdateFault.ALTERED: "it is not what was signed",
    UpdateFault.DISK_FULL: "the disk is full",
    UpdateFault.DISK_FAILED: "the disk failed",
    UpdateFault.NO_ANSWER: "it could not be fetched",
    UpdateFault.NOT_SET_UP: "updates are not set up",
    UpdateFault.UNDONE_BEFORE: "it was undone here before",
    UpdateFault.NOTHING: "there is nothing newer",
}
UNDOINGS: Final[Mapping[UndoReason, str]] = {
    UndoReason.STARTS: "it did not live through its starts",
    UndoReason.MISSING: "its files were missing",
    UndoReason.NOT_SERVING: "it served nobody",
    UndoReason.ASKED: "somebody asked for it",
    UndoReason.UNKNOWN: "the reason is unknown",
}


def _refused(event: UpdateRefused) -> str:
    what = f"Version {event.version}" if event.version else "A release"
    return f"{what} was refused: {FAULTS[event.why]}"


WORDS: Final[Mapping[type[Event], Callable[[Any], str]]] = {
    UpdateFetched: lambda x: f"Version {x.version} was fetched ({x.size / 1000:,.1f} kB)",
    UpdateRefused: _refused,
    UpdateApplied: lambda x: f"The kiosk changes from version {x.previous} to {x.version}, on trial",
    UpdateConfirmed: lambda x: f"Version {x.version} is confirmed",
    DrainBegan: lambda x: f"The machine is emptied until {x.until:%Y-%m-%d %H:%M} UTC",
    DrainEnded: lambda _: "The machine is not emptied any more",
    UpdateUndone: lambda x: f"Version {x.version} was undone ({UNDOINGS[x.why]}); {x.back_to} runs again",
}
