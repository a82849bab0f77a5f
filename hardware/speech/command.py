"""`cubby speak TEXT --language CODE [--out FILE.wav]`: what the machine's voice makes of a text."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path

from hardware.speech import usage
from hardware.speech.sound.player import DeviceLost, Player
from hardware.speech.sound.samples import LOUDNESS, Samples, louder, silence, stereo, to_wav
from hardware.speech.text import pieces
from hardware.speech.turn import SpeechTurn
from hardware.speech.voices.espeak import PROGRAM, EspeakNg
from hardware.speech.voices.voice import VoiceLost

_END = 0.2
"""Seconds of silence, so that a device that cuts its end cuts no word."""


def main(argv: Sequence[str]) -> int:
    """0 when it was said or written; 1 with a sentence where it could not be."""
    given = usage.speak().parse_args(argv)
    voice, turn = EspeakNg({given.language: given.voice} if given.voice else None), SpeechTurn()
    try:
        if voice.name_of(given.language, turn) is None:
            return _fail(f'no voice speaks "{given.language}"', f"`{PROGRAM} --voices` lists languages")
        samples = _spoken(voice, given.text, given.language, given.speed, turn)
    except VoiceLost as lost:
        return _fail(str(lost), f"`apt-get install {PROGRAM}`; `{PROGRAM} --voices` lists its voices")
    if not samples:
        return _fail("there is nothing to say in this text")
    samples = louder(samples, LOUDNESS[given.volume]) + silence(_END)
    return _write(given.out, samples) if given.out is not None else _play(given.device, samples, turn)


def _spoken(voice: EspeakNg, text: str, language: str, speed: float, turn: SpeechTurn) -> Samples:
    """Raises VoiceLost."""
    samples = silence(0)
    for piece in pieces(text, language):
        name = voice.name_of(piece.language, turn) or voice.name_of(language, turn)
        if name is not None:
            samples += voice.speak(piece.text, name, speed, turn)
    return samples


def _write(file: Path, samples: Samples) -> int:
    try:
        file.write_bytes(to_wav(samples))
    except OSError as failure:
        return _fail(f"{file} was not written: {failure.strerror}")
    return 0


def _play(device: str | None, samples: Samples, turn: SpeechTurn) -> int:
    try:
        player = Player(device, turn)
        try:
            player.write(stereo(samples, samples))
            player.finish()
        finally:
            player.close()
    except DeviceLost as lost:
        return _fail(f"nothing was heard: {lost}", "`aplay -L` lists devices for --device")
    return 0


def _fail(why: str, remedy: str = "") -> int:
    sys.stderr.write(f"cubby speak: {why}\n{f'Try: {remedy}{chr(10)}' if remedy else ''}")
    return 1
