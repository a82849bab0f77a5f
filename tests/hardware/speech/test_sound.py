"""Samples, tones and the cache: what they are, and that garbage is no sound."""

from __future__ import annotations

import array
import io
import itertools
import struct
import wave

import pytest

from hardware.speech.cache import PhraseCache
from hardware.speech.client import Tick
from hardware.speech.sound import tones
from hardware.speech.sound.samples import (
    LOUDNESS,
    RATE,
    NoSound,
    Samples,
    from_wav,
    louder,
    silence,
    stereo,
    to_wav,
)
from hardware.speech.sound.tones import TICK_EVERY, click, tick
from ui.sound import VOLUMES

RAMP = array.array("h", range(-1000, 1000))


def wav(samples: Samples, rate: int = RATE, channels: int = 1, width: int = 2) -> bytes:
    file = io.BytesIO()
    with wave.open(file, "wb") as out:
        out.setnchannels(channels)
        out.setsampwidth(width)
        out.setframerate(rate)
        out.writeframes(samples.tobytes())
    return file.getvalue()


def test_the_steps_of_volume_are_those_of_the_other_sounds() -> None:
    assert LOUDNESS == VOLUMES


def test_a_wav_file_comes_back_as_it_went() -> None:
    assert from_wav(to_wav(RAMP)) == RAMP


def test_a_file_that_does_not_know_its_length_is_read_to_its_end() -> None:
    data = wav(RAMP)
    at = data.index(b"data") + 4
    assert from_wav(data[:at] + struct.pack("<I", 0x7FFFF000) + data[at + 4 :]) == RAMP


def test_another_rate_becomes_ours() -> None:
    half = from_wav(wav(RAMP, rate=RATE // 2))
    assert len(half) == 2 * len(RAMP)
    assert half[0] == RAMP[0]
    assert abs(half[2000] - RAMP[1000]) <= 1
    assert len(from_wav(wav(RAMP, rate=44_100))) == len(RAMP) // 2


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"RIFF",
        b"no sound at all, but many letters",
        wav(RAMP)[:40],
        wav(RAMP, channels=2),
        wav(RAMP, width=1),
        wav(RAMP, rate=100),
        wav(RAMP).replace(b"fmt ", b"fmx "),
        b"RIFF\x00\x00\x00\x00WAVE" + b"LIST\xff\xff\xff\xff",
    ],
)
def test_what_is_no_sound_is_refused(data: bytes) -> None:
    with pytest.raises(NoSound):
        from_wav(data)


def energy(samples: Samples) -> float:
    return sum(value * value for value in samples)


@pytest.mark.parametrize(("pan", "left", "right"), [(-1, 1, 0), (0, 0.5, 0.5), (1, 0, 1), (99, 0, 1)])
def test_a_tick_comes_from_its_side_and_is_as_loud_from_everywhere(
    pan: float, left: float, right: float
) -> None:
    sound = tick(Tick(pan, 0.5), 0.5)
    whole = energy(tick(Tick(-1, 0.5), 0.5))
    assert energy(sound[0::2]) == pytest.approx(whole * left, rel=0.02, abs=whole * 0.001)
    assert energy(sound[1::2]) == pytest.approx(whole * right, rel=0.02, abs=whole * 0.001)
    assert len(sound) == pytest.approx(2 * RATE * TICK_EVERY, abs=4)


def crossings(samples: Samples) -> int:
    return sum(a < 0 <= b for a, b in itertools.pairwise(samples))


def test_a_tick_is_higher_for_what_is_higher() -> None:
    low, middle, high = (crossings(tick(Tick(-1, pitch), 1.0)[0::2]) for pitch in (0.0, 0.5, 1.0))
    assert low < middle < high
    assert tick(Tick(0, 7), 1.0) == tick(Tick(0, 1), 1.0)


@pytest.mark.parametrize("sound", [click(), tones.tick(Tick(-1, 1), 1.0)[0::2]])
def test_each_tone_begins_and_ends_in_silence(sound: Samples) -> None:
    assert abs(sound[0]) < 300
    assert abs(sound[-1]) < 300
    assert max(sound) > 20_000


def test_louder_and_in_stereo() -> None:
    assert louder(array.array("h", [-32_768, 100, 32_767]), 0.5).tolist() == [-16_384, 50, 16_383]
    assert stereo(array.array("h", [1, 2]), array.array("h", [3, 4])).tolist() == [1, 3, 2, 4]
    assert len(silence(0.5)) == RATE // 2


def test_the_cache_counts_its_bytes_and_drops_what_was_used_longest_ago() -> None:
    cache = PhraseCache(most=1000)
    sound = array.array("h", [0] * 200)
    for name in "ab":
        cache.put((name, "", 1.0), sound)
    assert cache.size == 800
    assert cache.get(("a", "", 1.0)) is sound
    cache.put(("c", "", 1.0), sound)
    assert cache.size == 800
    assert cache.get(("b", "", 1.0)) is None
    assert cache.get(("a", "", 1.0)) is sound
    cache.put(("large", "", 1.0), array.array("h", [0] * 600))
    assert cache.get(("large", "", 1.0)) is None
    cache.put(("a", "", 1.0), sound)
    assert cache.size == 800
