"""Six short sounds, made from sines at first use and played by `aplay`, which hears them through a pipe."""

from __future__ import annotations

import array
import logging
import math
import subprocess
import threading
from dataclasses import dataclass
from enum import StrEnum
from typing import Final, assert_never

from hardware.speech.sound.samples import RATE, to_wav
from kiosk.site.parts.night import Quiet
from ui.shown import Shown

log = logging.getLogger(__name__)

VOLUMES: Final = (0.0, 0.06, 0.12, 0.25, 0.5, 1.0)
"""By step; each is twice as loud as the one before."""
_TRIED: Final = "SoundLevels"
_LONGEST_S = 3.0
_REMINDING: Final = frozenset({"TakeParcel", "PutParcel", "CloseDoor", "TaskDoor"})
_GOOD_ENDS: Final = frozenset({"ThankYou"})


class Sound(StrEnum):
    TOUCHED = "touched"
    OPEN = "open"
    DONE = "done"
    LOOK_HERE = "look_here"
    HELD = "held"
    """A finger stays on the screen."""
    READS = "reads"
    """It has stayed there for long enough: the screen is read aloud."""


@dataclass(frozen=True, slots=True)
class Note:
    """A tone of `hertz` that begins at `start` and dies away in `length` seconds."""

    hertz: float
    start: float
    length: float


_SCORES: Final[dict[Sound, tuple[Note, ...]]] = {
    Sound.TOUCHED: (Note(880, 0, 0.06),),
    Sound.OPEN: (Note(523.25, 0, 0.22), Note(783.99, 0.12, 0.32)),
    Sound.DONE: (Note(523.25, 0, 0.2), Note(659.25, 0.11, 0.2), Note(1046.5, 0.22, 0.42)),
    Sound.HELD: (Note(659.25, 0, 0.14),),
    Sound.READS: (Note(659.25, 0, 0.12), Note(880, 0.1, 0.22)),
    Sound.LOOK_HERE: (Note(987.77, 0, 0.18), Note(987.77, 0.28, 0.18), Note(987.77, 0.56, 0.3)),
}


def samples(sound: Sound, volume: float) -> array.array[int]:
    """One channel of 16 bits at RATE; `volume` from 0 to 1."""
    notes = _SCORES[sound]
    seconds = max(note.start + note.length for note in notes)
    mixed = [0.0] * (int(seconds * RATE) + 1)
    for note in notes:
        first = int(note.start * RATE)
        for step in range(int(note.length * RATE)):
            at = step / RATE
            swell = min(1.0, at / 0.004) * (1 - at / note.length) ** 2
            tone = math.sin(math.tau * note.hertz * at) + 0.25 * math.sin(2 * math.tau * note.hertz * at)
            mixed[first + step] += swell * tone / 1.25
    peak = max(1.0, *(abs(value) for value in mixed))
    return array.array("h", (round(value / peak * volume * 32_767) for value in mixed))


def wav(sound: Sound, volume: float) -> bytes:
    """The sound as a RIFF file is. None is ever written: nothing has to be cleaned up after a power cut."""
    return to_wav(samples(sound, volume))


def cue(before: Shown, after: Shown) -> Sound | None:
    """What is to be heard when the window changes."""
    reminded = after.screen_name in _REMINDING and after.screen.get("reminded", False)
    was_reminded = before.turn == after.turn and before.screen.get("reminded", False)
    if set(after.doors_open) - set(before.doors_open):
        return Sound.OPEN
    if (after.still_there and not before.still_there) or (reminded and not was_reminded):
        return Sound.LOOK_HERE
    if after.screen_name == _TRIED and before.turn != after.turn and after.screen.get("playing"):
        return Sound(after.screen["playing"])
    if after.screen_name in _GOOD_ENDS and before.screen_name != after.screen_name:
        return Sound.DONE
    return None


def volume(shown: Shown) -> float:
    """How loud it is now, from 0 to 1; on the page where it is set, as it is set there."""
    by_day, at_night = (VOLUMES[step] for step in shown.volumes)
    if shown.screen_name == _TRIED:
        return at_night if shown.screen.get("by_night") else by_day
    match shown.quiet:
        case Quiet.SILENT:
            return 0.0
        case Quiet.SOFT:
            return at_night
        case Quiet.NO:
            return by_day
        case _:
            assert_never(shown.quiet)


class Loudspeaker:
    """Makes each sound when it is first wanted and has `command` play what comes on its standard input.

    A machine without the command or without a card stays silent: said once, and once when it is over.
    """

    def __init__(self, command: tuple[str, ...]) -> None:
        self._command = command
        self._made: dict[tuple[Sound, float], bytes] = {}
        self._silent = False

    def sound(self, sound: Sound, volume: float) -> None:
        """Play it to its end; nothing where the volume is 0."""
        if not volume:
            return
        if (sound, volume) not in self._made:
            self._made[sound, volume] = wav(sound, volume)
        try:
            subprocess.run(
                self._command,
                check=True,
                timeout=_LONGEST_S,
                input=self._made[sound, volume],
                stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,
            )
        except (OSError, subprocess.SubprocessError) as problem:
            if not self._silent:
                log.warning("the sounds can't be heard: %s", problem)
            self._silent = True
        else:
            if self._silent:
                log.info("the sounds are heard again")
            self._silent = False


class SoundPlayer:
    """Plays one sound after the other in a thread of its own."""

    def __init__(self, command: tuple[str, ...] = ("aplay", "-q")) -> None:
        self._command = command
        self._changed = threading.Condition()
        self._next: tuple[Sound, float] | None = None
        self._closed = False
        self._thread = threading.Thread(target=self._serve, name="sound", daemon=True)
        self._thread.start()

    def play(self, sound: Sound, *, volume: float) -> None:
        """Sound it soon; never waits. Only the newest waits its turn; a touch drives out no other."""
        with self._changed:
            if self._next is None or sound is not Sound.TOUCHED:
                self._next = (sound, volume)
                self._changed.notify()

    def close(self) -> None:
        """End the thread, after what is being played and what waits."""
        with self._changed:
            self._closed = True
            self._changed.notify()
        self._thread.join(2 * _LONGEST_S + 1)

    def _serve(self) -> None:
        loudspeaker = Loudspeaker(self._command)
        while (wanted := self._take()) is not None:
            loudspeaker.sound(*wanted)

    def _take(self) -> tuple[Sound, float] | None:
        with self._changed:
            self._changed.wait_for(lambda: self._closed or self._next is not None)
            wanted, self._next = self._next, None
            return wanted
