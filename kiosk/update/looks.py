"""What the kiosk sees of its installation, and what it changes there: all of it may wait for a disk."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from kiosk.custody.machine.updates import UndoReason, WantedKind
from kiosk.update.installation import (
    Installation,
    SlotStanding,
    changed_to,
    note_undone,
    read_standing,
    write_shared,
    write_standing,
)
from kiosk.update.news import UpdateNews, take_news
from kiosk.update.times import keep_known_time
from kiosk.update.wanted import Wanted, forget_wanted, read_wanted


@dataclass(frozen=True, slots=True)
class InstallationSeen:
    standing: SlotStanding | None
    wanted: Wanted | None
    news: tuple[UpdateNews, ...]
    notes: Mapping[str, str]
    """What is new in the version that is wanted, by language."""


def look(installation: Installation, known: datetime | None = None) -> InstallationSeen:
    """`known`: a time that has surely passed, kept for the updater. Raises OSError."""
    if known is not None:
        keep_known_time(installation.state, known)
    wanted = read_wanted(installation)
    return InstallationSeen(
        read_standing(installation),
        wanted,
        take_news(installation),
        read_notes(installation, wanted.version) if wanted is not None else {},
    )


def change(installation: Installation, wanted: Wanted, why: UndoReason = UndoReason.ASKED) -> bool:
    """From the next start on the other version runs; whether that is another. Raises OSError."""
    standing = read_standing(installation)
    forget_wanted(installation)
    if standing is None or standing.version == wanted.version:
        return False
    if wanted.kind is WantedKind.APPLY:
        write_standing(installation, changed_to(wanted.version, standing))
        return True
    if standing.previous != wanted.version:
        return False
    note_undone(installation, standing.version)
    write_standing(installation, standing.back(why))
    return True


def confirm(installation: Installation, version: str) -> None:
    """It is on trial no more. Raises OSError."""
    standing = read_standing(installation)
    if standing is not None and standing.version == version:
        write_standing(installation, standing.confirmed())


def undoing_is_told(installation: Installation, undone: str) -> None:
    """The journal has it. Raises OSError."""
    standing = read_standing(installation)
    if standing is not None and standing.undone == undone:
        write_standing(installation, standing.told())


def write_notes(installation: Installation, version: str, notes: Mapping[str, str]) -> None:
    """Raises OSError."""
    write_shared(
        installation.manifests / f"{version}.notes", json.dumps(dict(notes), ensure_ascii=False).encode()
    )


def read_notes(installation: Installation, version: str) -> Mapping[str, str]:
    """Empty where there are none."""
    file = installation.manifests / f"{version}.notes"
    try:
        told = json.loads(file.read_bytes())
    except (FileNotFoundError, ValueError):
        return {}
    return {str(language): str(text) for language, text in told.items()} if isinstance(told, dict) else {}
