"""`[speech]`: what it says, what is wrong with it, and what the doctor finds where it is mute."""

from __future__ import annotations

from pathlib import Path

import pytest

from hardware.speech.client import Say, SpeechEnded, SpeechNews, SpokenPhrase
from kiosk.doctor.speech import findings
from kiosk.program.speech import speech_of, speech_plan
from kiosk.site.loading import load_site
from kiosk.site.parts.speech import DoorTicks, SpeechSite, SpeechStart
from kiosk.site.problems import SiteRefused
from kiosk.site.whole import Site
from tests.hardware.speech.studio import Studio
from tests.helpers.inbox import Inbox

DEMO = Path(__file__).parents[2] / "assets" / "sites" / "demo.toml"


def site(folder: Path, table: str) -> Site:
    file = folder / "site.toml"
    file.write_text(DEMO.read_text("utf-8") + "\n" + table, "utf-8")
    return load_site(file)


@pytest.fixture
def studio(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Studio:
    folder = tmp_path / "programs"
    folder.mkdir()
    made = Studio(folder)
    monkeypatch.setenv("PATH", str(folder))
    return made


def test_a_table_says_all_of_it(tmp_path: Path) -> None:
    table = """
[speech]
device = "plughw:CARD=PCH"
headphones = "plughw:CARD=Headset"
jack = "/dev/input/by-path/sound"
start = ["jack", "key"]
voices = { de = "de", en = "en-us+f3" }
hint = false
ticks = "always"
help = "F13"
"""
    told = site(tmp_path, table).speech
    assert told == SpeechSite(
        device="plughw:CARD=PCH",
        headphones="plughw:CARD=Headset",
        jack="/dev/input/by-path/sound",
        start=(SpeechStart.JACK, SpeechStart.KEY),
        voices={"de": "de", "en": "en-us+f3"},
        hint=False,
        ticks=DoorTicks.ALWAYS,
        help="F13",
    )
    assert speech_plan(told).arguments() == (
        "--device=plughw:CARD=PCH",
        "--headphones=plughw:CARD=Headset",
        "--jack=/dev/input/by-path/sound",
        "--voice=de=de",
        "--voice=en=en-us+f3",
    )


def test_without_the_table_everything_is_usual(tmp_path: Path) -> None:
    assert site(tmp_path, "").speech is None
    assert site(tmp_path, "[speech]").speech == SpeechSite()
    assert SpeechSite().start == tuple(SpeechStart)


@pytest.mark.parametrize(
    ("table", "where"),
    [
        ('start = ["jack", "shout"]', "speech.start[2]"),
        ('start = ["key", "key"]', "speech.start"),
        ('start = "jack"', "speech.start"),
        ('jack = "event3"', "speech.jack"),
        ('voices = { tlh = "en" }', "speech.voices.tlh"),
        ('voices = { en = "-v --path=/etc" }', "speech.voices.en"),
        ('voices = { en = "" }', "speech.voices.en"),
        ('device = "a\\nb"', "speech.device"),
        ("device = 3", "speech.device"),
        ("hint = 1", "speech.hint"),
        ('ticks = "sometimes"', "speech.ticks"),
        ('help = "F25"', "speech.help"),
        ('help = "?"', "speech.help"),
        ("volume = 3", "speech.volume"),
    ],
)
def test_what_is_wrong_is_named(table: str, where: str, tmp_path: Path) -> None:
    with pytest.raises(SiteRefused) as refused:
        site(tmp_path, f"[speech]\n{table}")
    assert [problem.where for problem in refused.value.problems] == [where]


def test_a_machine_that_can_speak_has_no_finding(tmp_path: Path, studio: Studio) -> None:
    assert list(findings(site(tmp_path, '[speech]\nheadphones = "phones"'))) == []


def test_the_doctor_says_why_a_machine_cannot_speak(tmp_path: Path, studio: Studio) -> None:
    mute = site(tmp_path, '[speech]\nheadphones = "phones"\nvoices = { en = "none-such" }')
    studio.lose("usual", "phones")
    found = {finding.key: finding.text for finding in findings(mute)}
    assert found.keys() == {"speech:voice:en", "speech:device", "speech:headphones"}
    assert found["speech:voice:en"].startswith('Speech: the voice "none-such" of "en" says nothing (')
    assert "the usual sound device can't be played on (" in found["speech:device"]
    assert "Codes are never said, only clicked." in found["speech:headphones"]
    studio.without("espeak-ng")
    (voice, *_) = findings(mute)
    assert voice.text == (
        "Speech: espeak-ng does not start: No such file or directory. "
        "Whoever can't see the screen is not served. Try: `apt-get install espeak-ng`."
    )


def test_a_language_without_a_voice_is_a_finding(tmp_path: Path, studio: Studio) -> None:
    studio.voice("sys.exit(1)")
    keys = [finding.key for finding in findings(site(tmp_path, "[speech]"))]
    assert keys == [f"speech:voice:{code}" for code in load_site(DEMO).languages if code != "en"]


def test_a_device_that_somebody_plays_on_is_well(tmp_path: Path, studio: Studio) -> None:
    studio.program(
        "aplay", "#!/bin/sh\necho 'aplay: main:831: audio open error: Device or resource busy' >&2\nexit 1\n"
    )
    assert list(findings(site(tmp_path, "[speech]"))) == []


def test_a_site_without_the_table_has_no_finding(tmp_path: Path, studio: Studio) -> None:
    studio.without("espeak-ng")
    assert list(findings(site(tmp_path, ""))) == []
    assert list(findings(site(tmp_path, "[speech]\nstart = []"))) == []


def ignore(_news: SpeechNews) -> None:
    """Nobody listens."""


def test_who_wants_no_speech_or_has_no_voice_gets_none(tmp_path: Path, studio: Studio) -> None:
    assert speech_of(site(tmp_path, "[speech]\nstart = []"), ignore) is None
    studio.without("espeak-ng")
    assert speech_of(site(tmp_path, ""), ignore) is None


@pytest.mark.parametrize("table", ["", "[speech]"])
def test_a_machine_with_a_voice_speaks(table: str, tmp_path: Path, studio: Studio) -> None:
    inbox = Inbox()
    speech = speech_of(site(tmp_path, table), inbox.put)
    assert speech is not None
    speech.say(Say(1, (SpokenPhrase("Hello", "en"),)))
    assert inbox.wait(SpeechEnded) == SpeechEnded(1, whole=True)
    speech.close()
