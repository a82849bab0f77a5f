"""What the player was given is speech: a recogniser that knows some sentences writes it down again."""

from __future__ import annotations

import array
import subprocess
import wave
from pathlib import Path
from typing import Final

import pytest

from hardware.speech.client import HeadphonesIn, Say, SpeechEnded, SpeechUp, SpokenPhrase
from hardware.speech.sound.samples import RATE, Samples
from tests.hardware.speech.conftest import Begin
from tests.hardware.speech.studio import JackPlug, Studio
from tests.helpers.inbox import Inbox

_RECOGNISER: Final = "/usr/bin/pocketsphinx_continuous"
_MODEL: Final = "/usr/share/pocketsphinx/model/en-us"
_HEARS: Final = 16_000
_GRAMMAR: Final = """#JSGF V1.0;
grammar said;
<digit> = one | two | three | four | five | six | seven | eight | nine;
public <said> = door <digit> is (open | closed) | take your parcel | this code is not known
    | twenty seconds left | <digit> <digit> <digit>;
"""


def recognised(heard: Samples, folder: Path) -> str:
    """The words of what was played in stereo; empty where none are in it."""
    left = heard[0::2]
    samples = array.array("h", [left[at * RATE // _HEARS] for at in range(len(left) * _HEARS // RATE)])
    sound, grammar = folder / "heard.wav", folder / "said.gram"
    with wave.open(str(sound), "wb") as out:
        out.setnchannels(1)
        out.setsampwidth(2)
        out.setframerate(_HEARS)
        out.writeframes(samples.tobytes())
    grammar.write_text(_GRAMMAR)
    command = (
        _RECOGNISER, "-infile", str(sound), "-hmm", f"{_MODEL}/en-us",
        "-dict", f"{_MODEL}/cmudict-en-us.dict", "-jsgf", str(grammar), "-logfn", "/dev/null",
    )  # fmt: skip
    return subprocess.run(command, capture_output=True, text=True, check=True, timeout=120).stdout.strip()


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Door 7 is open.", "door seven is open"),
        ("Door 4 is closed.", "door four is closed"),
        ("Take your parcel.", "take your parcel"),
        ("This code is not known.", "this code is not known"),
        ("20 seconds left", "twenty seconds left"),
    ],
)
def test_what_is_said_is_understood(
    text: str, words: str, begin: Begin, studio: Studio, inbox: Inbox, tmp_path: Path
) -> None:
    speech = begin()
    inbox.wait(SpeechUp)
    speech.say(Say(1, (SpokenPhrase(text, "en-US"),), volume=5))
    inbox.wait(SpeechEnded(1, whole=True))
    assert recognised(studio.heard(), tmp_path) == words


def test_a_code_is_understood_in_headphones_and_nowhere_else(
    begin: Begin, studio: Studio, inbox: Inbox, plug: JackPlug, tmp_path: Path
) -> None:
    speech = begin()
    inbox.wait(SpeechUp)
    code = (SpokenPhrase("5 7 9", "en-US", private=True),)
    speech.say(Say(1, code, volume=5))
    inbox.wait(SpeechEnded(1, whole=True))
    assert recognised(studio.heard(), tmp_path) == ""
    plug.plug(wanted=True)
    inbox.wait(HeadphonesIn)
    speech.say(Say(2, code, volume=5))
    inbox.wait(SpeechEnded(2, whole=True))
    assert recognised(studio.heard("phones"), tmp_path) == "five seven nine"
