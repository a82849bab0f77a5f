"""How loud the machine is by day and by night, and how bright: set, heard and seen at once, and kept.

Each step is an event: it survives a power cut as everything else in the journal does, and says who set it.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from kiosk.custody.words import Level
from kiosk.custody.work.events import LevelSet
from kiosk.custody.work.levels import within
from kiosk.journeys.desk import Desk
from kiosk.journeys.effects import Record, ask
from kiosk.journeys.machine.screens import LevelChoice, SoundLevels, Tone
from kiosk.journeys.screen import BackChoice

_STEPS: Final[Mapping[LevelChoice, tuple[Level, int]]] = {
    LevelChoice.DAY_UP: (Level.DAY, 1),
    LevelChoice.DAY_DOWN: (Level.DAY, -1),
    LevelChoice.NIGHT_UP: (Level.NIGHT, 1),
    LevelChoice.NIGHT_DOWN: (Level.NIGHT, -1),
    LevelChoice.BRIGHTER: (Level.BRIGHTNESS, 1),
    LevelChoice.DARKER: (Level.BRIGHTNESS, -1),
}
_TONES: Final[Mapping[LevelChoice, Tone]] = {
    LevelChoice.HEAR_TOUCHED: Tone.TOUCHED,
    LevelChoice.HEAR_OPEN: Tone.OPEN,
    LevelChoice.HEAR_DONE: Tone.DONE,
    LevelChoice.HEAR_LOOK_HERE: Tone.LOOK_HERE,
}


async def set_levels(desk: Desk) -> None:
    """Until the technician goes back."""
    playing: Tone | None = None
    by_night = False
    while True:
        answer = await ask(_shown(desk, playing, by_night=by_night))
        if answer is BackChoice.BACK:
            return
        if answer in _TONES:
            playing = _TONES[answer]
            continue
        level, by = _STEPS[answer]
        step = within(level, desk.ledger.level(level) + by)
        playing = None if level is Level.BRIGHTNESS else Tone.OPEN
        by_night = level is Level.NIGHT
        await Record(LevelSet(level, step))


def _shown(desk: Desk, playing: Tone | None, *, by_night: bool) -> SoundLevels:
    ledger = desk.ledger
    return SoundLevels(
        ledger.level(Level.DAY),
        ledger.level(Level.NIGHT),
        ledger.level(Level.BRIGHTNESS) if desk.settings.backlight else 0,
        playing.value if playing is not None else "",
        by_night=by_night,
    )
