"""The machine's voice as a site file wants it."""

from __future__ import annotations

import shutil
from collections.abc import Callable

from hardware.speech.client import Speech, SpeechNews
from hardware.speech.owner import SpeechPlan, SpeechProcess
from hardware.speech.voices.espeak import PROGRAM as VOICE
from kiosk.site.parts.speech import SpeechSite
from kiosk.site.whole import Site


def speech_plan(speech: SpeechSite) -> SpeechPlan:
    return SpeechPlan(
        device=speech.device, headphones=speech.headphones, voices=speech.voices, jack=speech.jack
    )


def speech_of(site: Site, news: Callable[[SpeechNews], None]) -> Speech | None:
    """The machine's voice, which `news` is told of from a thread of its own; it has to be closed.

    None where the site wants none, or says nothing of it and this machine has no voice.
    """
    speech = site.speech or SpeechSite()
    if not speech.start or (site.speech is None and shutil.which(VOICE) is None):
        return None
    return SpeechProcess(speech_plan(speech), news)
