"""Events about lock boards: how they were asked, and which one was replaced."""

from __future__ import annotations

from dataclasses import dataclass

from kiosk.custody.boards.boards import BoardCount
from kiosk.custody.event import Event


@dataclass(frozen=True, slots=True)
class BoardsCounted(Event):
    """What the questions to each board came to since the last such event, or since the start: once a day."""

    boards: tuple[BoardCount, ...]


@dataclass(frozen=True, slots=True)
class BoardReplaced(Event):
    """A technician put another board into the place of this bank's, and the site file says where it is.

    `turned`: its sensors speak the other way round than the last one's. `site`: the new file's digest.
    """

    bank: str
    before: int
    address: int
    turned: bool
    site: str
