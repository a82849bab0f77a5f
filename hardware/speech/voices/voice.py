"""The interface of a voice, and what can go wrong with one."""

from __future__ import annotations

from typing import Protocol

from hardware.speech.sound.samples import Samples
from hardware.speech.turn import SpeechTurn


class VoiceLost(Exception):  # noqa: N818  the state that it is, as CameraLost
    """Nothing can be spoken now; the reason is a sentence without its full stop."""


class Voice(Protocol):
    def languages(self, turn: SpeechTurn) -> tuple[str, ...]:
        """The BCP 47 codes that it speaks, in lower case. Raises VoiceLost."""

    def name_of(self, language: str, turn: SpeechTurn) -> str | None:
        """What it speaks `language` with; None where it doesn't. Raises VoiceLost."""

    def speak(self, text: str, name: str, speed: float, turn: SpeechTurn) -> Samples:
        """`text` as sound, by the voice `name`; empty where `turn` was stopped meanwhile.

        `text` is plain and short (`hardware/speech/text.py`). Raises VoiceLost.
        """
