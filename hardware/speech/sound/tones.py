"""Tones made from sines: the click of a hidden character, the tick of an open door."""

from __future__ import annotations

import array
import math
from typing import Final

from hardware.speech.client import Tick
from hardware.speech.sound.samples import RATE, Samples, as_sample, louder, silence, stereo

TICK_EVERY: Final = 0.9
"""Seconds from one tick to the next."""
CLICK_EVERY: Final = 0.22
_TICK_S, _CLICK_S = 0.09, 0.03
_LOWEST_HZ, _OCTAVES = 330.0, 2.0
_CLICK_HZ = 1_500.0


def click() -> Samples:
    """A click, and the silence until the next."""
    sound = _tone(_CLICK_HZ, _CLICK_S)
    return sound + silence(CLICK_EVERY - _CLICK_S)


def tick(wanted: Tick, loudness: float) -> Samples:
    """One tick in stereo, and the silence until the next; from the middle it is as loud as from a side."""
    pan, pitch = _within(wanted.pan, -1.0, 1.0), _within(wanted.pitch, 0.0, 1.0)
    sound = _tone(_LOWEST_HZ * 2 ** (_OCTAVES * pitch), _TICK_S) + silence(TICK_EVERY - _TICK_S)
    angle = (pan + 1) * math.pi / 4
    return stereo(louder(sound, loudness * math.cos(angle)), louder(sound, loudness * math.sin(angle)))


def _tone(hertz: float, seconds: float) -> Samples:
    """It swells fast, so that its direction is heard, and dies away."""
    made = array.array("h")
    for step in range(int(seconds * RATE)):
        at = step / RATE
        swell = min(1.0, at / 0.002) * (1 - at / seconds) ** 2
        wave = math.sin(math.tau * hertz * at) + 0.3 * math.sin(2 * math.tau * hertz * at)
        made.append(as_sample(swell * wave / 1.3))
    return made


def _within(value: float, least: float, most: float) -> float:
    return max(least, min(most, value))
