"""Whether a machine that is to speak can: its voices and its sound devices."""

from __future__ import annotations

from collections.abc import Iterator

from hardware.speech.soundcheck import speech_faults
from kiosk.doctor.finding import Finding, Harm
from kiosk.program.speech import speech_plan
from kiosk.site.whole import Site


def findings(site: Site) -> Iterator[Finding]:
    """One a cause, where the site file has a table [speech]; without one a machine that can't is silent."""
    if site.speech is None or not site.speech.start:
        return
    for fault in speech_faults(speech_plan(site.speech), site.languages):
        thing, _, language = fault.about.partition(":")
        yield Finding(
            f"speech:{fault.about}",
            Harm.SERVICE,
            f"speech ({language})" if language else "speech",
            f"Speech: {fault.text}",
            "Codes are never said, only clicked."
            if thing == "headphones"
            else "Whoever can't see the screen is not served.",
            f"Try: {fault.remedy}.",
        )
