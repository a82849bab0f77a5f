"""The speech without sound: it keeps the same promises and writes what would be heard."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from hardware.speech.client import (
    HeadphonesIn,
    HeadphonesOut,
    Say,
    Speech,
    SpeechBegan,
    SpeechEnded,
    SpeechUp,
    SpokenPhrase,
    Tick,
)
from hardware.speech.simulated import SimulatedSpeech
from tests.helpers.inbox import Inbox

CODE = SpokenPhrase("5779 3065", "en", private=True)
OPEN = SpokenPhrase("Door\x00 12 is open.\ud800", "en")


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "said.jsonl"


@pytest.fixture
def speech(file: Path, inbox: Inbox) -> Iterator[SimulatedSpeech]:
    made = SimulatedSpeech(file, inbox.put)
    yield made
    made.close()


def lines(file: Path) -> list[Any]:
    return [json.loads(line) for line in file.read_text("utf-8").splitlines()]


def test_it_writes_what_would_be_heard(speech: SimulatedSpeech, file: Path, inbox: Inbox) -> None:
    as_any: Speech = speech
    as_any.say(Say(7, (OPEN, CODE), speed=1.5, volume=4))
    as_any.tick(Tick(-1.0, 0.5))
    as_any.tick(Tick(-1.0, 0.5))
    as_any.stop()
    as_any.tick(None)
    phrases = [{"text": "Door 12 is open.", "language": "en"}, {"clicks": 8}]
    assert lines(file) == [
        {"say": 7, "output": "speaker", "speed": 1.5, "volume": 4, "phrases": phrases},
        {"tick": {"pan": -1.0, "pitch": 0.5}},
        {"stop": True},
        {"tick": None},
    ]
    assert inbox.wait(SpeechUp).languages == ("ar", "de", "en", "pl")
    assert [inbox.wait(SpeechBegan), inbox.wait(SpeechEnded)] == [SpeechBegan(7), SpeechEnded(7, whole=True)]


def test_a_code_is_written_while_headphones_are_in(speech: SimulatedSpeech, file: Path, inbox: Inbox) -> None:
    speech.plug(wanted=True)
    speech.say(Say(1, (CODE,)))
    speech.plug(wanted=False)
    speech.plug(wanted=False)
    speech.say(Say(2, (CODE,)))
    said = [(line["output"], line["phrases"]) for line in lines(file) if "say" in line]
    assert said == [
        ("headphones", [{"text": "5779 3065", "language": "en"}]),
        ("speaker", [{"clicks": 8}]),
    ]
    inbox.wait(HeadphonesIn)
    inbox.wait(HeadphonesOut)


def test_a_site_without_headphones_hides_codes_whatever_is_plugged_in(file: Path, inbox: Inbox) -> None:
    speech = SimulatedSpeech(file, inbox.put, has_headphones=False)
    speech.plug(wanted=True)
    speech.say(Say(1, (CODE,)))
    speech.close()
    assert lines(file)[-1]["phrases"] == [{"clicks": 8}]


def test_nothing_is_written_or_told_after_it_was_closed(
    speech: SimulatedSpeech, file: Path, inbox: Inbox
) -> None:
    inbox.wait(SpeechUp)
    speech.close()
    speech.say(Say(1, (OPEN,)))
    speech.stop()
    speech.close()
    assert lines(file) == []
    assert inbox.rest() == []
