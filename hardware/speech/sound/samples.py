"""Samples of sound: one channel of 16 bits, made louder, put into stereo, taken out of a WAV file."""

from __future__ import annotations

import array
import io
import sys
import wave
from typing import Final, TypeAlias

RATE: Final = 22_050
"""Samples a second of everything that is played."""
LOUDNESS: Final = (0.0, 0.06, 0.12, 0.25, 0.5, 1.0)
"""By step of volume; those of the machine's other sounds."""

Samples: TypeAlias = "array.array[int]"

_HEADER: Final = 12
_LARGEST: Final = 32_767


class NoSound(Exception):  # noqa: N818  what came is none
    """What a voice wrote is no sound."""


def silence(seconds: float) -> Samples:
    return array.array("h", bytes(2 * int(seconds * RATE)))


def louder(samples: Samples, factor: float) -> Samples:
    """Times `factor`, from 0 to 1."""
    return array.array("h", [int(value * factor) for value in samples])


def stereo(left: Samples, right: Samples) -> Samples:
    """Both channels, sample by sample, as a device takes them."""
    both = array.array("h", bytes(4 * len(left)))
    both[0::2], both[1::2] = left, right
    return both


def from_wav(data: bytes) -> Samples:
    """The samples of a RIFF file at RATE, its lengths unheeded: who writes into a pipe knows none.

    Raises NoSound where it is none of one channel of 16 bits.
    """
    if data[:4] != b"RIFF" or data[8:_HEADER] != b"WAVE":
        raise NoSound("it does not begin as a WAV file does")
    at, rate = _HEADER, 0
    while len(data) >= at + 8:
        name, length = data[at : at + 4], int.from_bytes(data[at + 4 : at + 8], "little")
        body = at + 8
        if name == b"fmt ":
            kind, channels, rate = (
                int.from_bytes(data[body + first : body + last], "little")
                for first, last in ((0, 2), (2, 4), (4, 8))
            )
            bits = int.from_bytes(data[body + 14 : body + 16], "little")
            if (kind, channels, bits) != (1, 1, 16) or not 4_000 <= rate <= 192_000:
                raise NoSound(f"its sound has {channels} channels of {bits} bits at {rate} Hz")
        if name == b"data" and rate:
            return _at_rate(_read(data[body:][:length]), rate)
        at = body + length + length % 2
    raise NoSound("it ends before its sound begins")


def to_wav(samples: Samples) -> bytes:
    """A RIFF file of one channel."""
    out = array.array("h", samples)
    if sys.byteorder == "big":
        out.byteswap()
    file = io.BytesIO()
    with wave.open(file, "wb") as written:
        written.setnchannels(1)
        written.setsampwidth(2)
        written.setframerate(RATE)
        written.writeframes(out.tobytes())
    return file.getvalue()


def _read(data: bytes) -> Samples:
    samples = array.array("h", data[: len(data) // 2 * 2])
    if sys.byteorder == "big":
        samples.byteswap()
    return samples


def _at_rate(samples: Samples, rate: int) -> Samples:
    """On straight lines between the samples, which is enough for a voice."""
    if rate == RATE or len(samples) < 2:
        return samples
    last = len(samples) - 1
    made = array.array("h")
    for step in range(len(samples) * RATE // rate):
        place = min(step * rate / RATE, float(last))
        before = min(int(place), last - 1)
        part = place - before
        made.append(int(samples[before] * (1 - part) + samples[before + 1] * part))
    return made


def as_sample(value: float) -> int:
    """A value from -1 to 1."""
    return round(max(-1.0, min(1.0, value)) * _LARGEST)
