"""Whether this machine can speak: its voices and its sound devices, tried without a sound."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from hardware.speech.owner import SpeechPlan
from hardware.speech.sound.player import DeviceLost, Player
from hardware.speech.sound.samples import silence
from hardware.speech.turn import SpeechTurn
from hardware.speech.voices.espeak import PROGRAM, EspeakNg
from hardware.speech.voices.voice import VoiceLost

_BUSY = "busy"
"""Of ALSA: somebody else plays on that device just now, so it works."""


@dataclass(frozen=True, slots=True)
class SpeechFault:
    """`about`: "voice", "device" or "headphones", of a voice with its language: "voice:en"."""

    about: str
    text: str
    remedy: str


def speech_faults(plan: SpeechPlan, languages: Sequence[str]) -> Iterator[SpeechFault]:
    """One for each thing that keeps a machine with this plan from speaking these languages."""
    yield from _voice_faults(plan, languages)
    for about, device in (("device", plan.device), ("headphones", plan.headphones)):
        if about == "device" or device is not None:
            try:
                _try(device)
            except DeviceLost as lost:
                if _BUSY not in str(lost).lower():
                    name = device or "the usual sound device"
                    yield SpeechFault(
                        about, f"{name} can't be played on ({lost})", "`aplay -L` lists devices"
                    )


def _voice_faults(plan: SpeechPlan, languages: Sequence[str]) -> Iterator[SpeechFault]:
    voice, turn = EspeakNg(plan.voices), SpeechTurn()
    try:
        voice.languages(turn)
    except VoiceLost as lost:
        yield SpeechFault("voice", str(lost), f"`apt-get install {PROGRAM}`")
        return
    for language in languages:
        name = voice.name_of(language, turn)
        if name is None:
            yield SpeechFault(
                f"voice:{language}", f'no voice speaks "{language}"', "`espeak-ng --voices` lists them"
            )
            continue
        try:
            if language in plan.voices:
                voice.speak("1", name, 1.0, turn)
        except VoiceLost as lost:
            text = f'the voice "{name}" of "{language}" says nothing ({lost})'
            yield SpeechFault(f"voice:{language}", text, "`espeak-ng --voices` lists them")


def _try(device: str | None) -> None:
    """Raises DeviceLost."""
    player = Player(device, SpeechTurn())
    try:
        player.write(silence(0.05))
        player.finish()
    finally:
        player.close()
