"""The real speech process before a player that keeps what it hears: it speaks, stops, dies and comes back."""

from __future__ import annotations

import os
import signal
import sys
from pathlib import Path

import pytest

from hardware.speech.client import (
    HeadphonesIn,
    HeadphonesOut,
    Say,
    SpeechBegan,
    SpeechDown,
    SpeechEnded,
    SpeechUp,
    SpokenPhrase,
    Tick,
)
from hardware.speech.sound import tones
from hardware.speech.sound.samples import LOUDNESS, RATE, louder, silence, stereo
from tests.hardware.speech.conftest import Begin
from tests.hardware.speech.studio import JackPlug, Studio, loudest
from tests.helpers.inbox import Inbox

OPEN = SpokenPhrase("Door 12 is open.", "en")
CODE = SpokenPhrase("5779", "en", private=True)
LONG = SpokenPhrase("The parcel lies in door 12. " * 20, "en")


def order(number: int, *phrases: SpokenPhrase, volume: int = 3, speed: float = 1.0) -> Say:
    return Say(number, phrases, speed=speed, volume=volume)


def test_what_is_said_is_heard_and_told(begin: Begin, studio: Studio, inbox: Inbox) -> None:
    speech = begin()
    up = inbox.wait(SpeechUp)
    assert {"en", "en-us", "ar", "de", "pl"} <= set(up.languages)
    before = len(studio.heard())
    speech.say(order(1, OPEN))
    assert inbox.wait(SpeechBegan) == SpeechBegan(1)
    assert inbox.wait(SpeechEnded) == SpeechEnded(1, whole=True)
    heard = studio.heard()[before:]
    assert len(heard) / 2 > RATE / 2
    assert loudest(heard) > 1000
    assert heard[0::2] == heard[1::2]


@pytest.mark.parametrize(
    "phrase",
    [
        SpokenPhrase("الباب مفتوح", "ar"),
        SpokenPhrase("Die Tür ist offen.", "de-AT"),
        SpokenPhrase("Drzwi są otwarte.", "pl"),
        SpokenPhrase("Parcel of محمد and 李", "en"),
    ],
)
def test_each_language_is_heard(phrase: SpokenPhrase, begin: Begin, studio: Studio, inbox: Inbox) -> None:
    speech = begin()
    inbox.wait(SpeechUp)
    speech.say(order(1, phrase))
    assert inbox.wait(SpeechEnded) == SpeechEnded(1, whole=True)
    assert loudest(studio.heard()) > 1000


def test_a_language_without_a_voice_is_passed_over_and_told(
    begin: Begin, studio: Studio, inbox: Inbox
) -> None:
    speech = begin()
    inbox.wait(SpeechUp)
    speech.say(order(1, SpokenPhrase("nuqneH", "x-none"), OPEN))
    assert inbox.wait(SpeechEnded) == SpeechEnded(1, whole=False)
    assert loudest(studio.heard()) > 1000
    assert inbox.rest() == []


def test_the_newest_order_replaces_what_is_said_and_what_waits(
    begin: Begin, studio: Studio, inbox: Inbox
) -> None:
    studio.slow()
    speech = begin()
    inbox.wait(SpeechUp)
    speech.say(order(1, LONG))
    inbox.wait(SpeechBegan(1))
    for number in range(2, 40):
        speech.say(order(number, LONG))
    studio.slow(wanted=False)
    speech.say(order(40, OPEN))
    assert inbox.wait(SpeechEnded(40, whole=True))
    ended = [news for news in inbox.history if isinstance(news, SpeechEnded)]
    assert sorted(news.number for news in ended) == list(range(1, 41))
    assert [news.number for news in ended if news.whole] == [40]


def test_stop_is_silence_at_once(begin: Begin, studio: Studio, inbox: Inbox) -> None:
    studio.slow()
    speech = begin()
    inbox.wait(SpeechUp)
    speech.say(order(1, LONG))
    inbox.wait(SpeechBegan(1))
    speech.stop()
    assert inbox.wait(SpeechEnded) == SpeechEnded(1, whole=False)
    heard = len(studio.heard())
    studio.slow(wanted=False)
    speech.say(order(2, SpokenPhrase(".", "en")))
    inbox.wait(SpeechEnded(2, whole=True))
    assert loudest(studio.heard()[heard:]) < 500


def test_louder_and_faster(begin: Begin, studio: Studio, inbox: Inbox) -> None:
    speech = begin()
    inbox.wait(SpeechUp)
    spoken = []
    for number, (volume, speed) in enumerate([(3, 1.0), (5, 1.0), (3, 2.0), (99, 1.0)]):
        before = len(studio.heard())
        speech.say(order(number, OPEN, volume=volume, speed=speed))
        inbox.wait(SpeechEnded(number, whole=True))
        spoken.append(studio.heard()[before:])
    usual, loud, fast, loudest_there_is = spoken
    assert loudest(loud) > 3 * loudest(usual)
    assert len(fast) < 0.8 * len(usual)
    assert loudest_there_is == loud


# --- what is private -----------------------------------------------------------------------------


def test_on_the_loudspeaker_a_code_is_a_click_for_each_character(
    begin: Begin, studio: Studio, inbox: Inbox
) -> None:
    speech = begin()
    inbox.wait(SpeechUp)
    before = len(studio.heard())
    speech.say(order(1, CODE, volume=4))
    assert inbox.wait(SpeechEnded) == SpeechEnded(1, whole=True)
    click = louder(tones.click(), LOUDNESS[4])
    assert studio.heard()[before:] == stereo(click, click) * 4


def test_in_headphones_a_code_is_said_and_nowhere_else(
    begin: Begin, studio: Studio, inbox: Inbox, plug: JackPlug
) -> None:
    speech = begin()
    inbox.wait(SpeechUp)
    plug.plug(wanted=True)
    inbox.wait(HeadphonesIn)
    before = len(studio.heard())
    speech.say(order(1, CODE))
    inbox.wait(SpeechEnded(1, whole=True))
    assert loudest(studio.heard("phones")) > 1000
    assert len(studio.heard()) == before


def test_headphones_of_a_site_that_names_none_get_clicks(
    begin: Begin, studio: Studio, inbox: Inbox, plug: JackPlug
) -> None:
    speech = begin(headphones=None)
    inbox.wait(SpeechUp)
    plug.plug(wanted=True)
    inbox.wait(HeadphonesIn)
    before = len(studio.heard())
    speech.say(order(1, CODE))
    inbox.wait(SpeechEnded(1, whole=True))
    click = louder(tones.click(), LOUDNESS[3])
    assert studio.heard()[before:] == stereo(click, click) * 4


def test_headphones_pulled_out_in_the_middle_of_a_code_are_silence_and_never_the_loudspeaker(
    begin: Begin, studio: Studio, inbox: Inbox, plug: JackPlug
) -> None:
    speech = begin()
    inbox.wait(SpeechUp)
    plug.plug(wanted=True)
    inbox.wait(HeadphonesIn)
    before = len(studio.heard())
    studio.slow()
    speech.say(order(1, SpokenPhrase("5 7 7 9 " * 100, "en", private=True), OPEN))
    inbox.wait(SpeechBegan(1))
    plug.plug(wanted=False)
    inbox.wait(SpeechEnded(1, whole=False))
    assert HeadphonesOut() in inbox.history
    assert len(studio.heard()) == before
    speech.say(order(2, CODE))
    studio.slow(wanted=False)
    inbox.wait(SpeechEnded(2, whole=True))
    click = louder(tones.click(), LOUDNESS[3])
    assert studio.heard()[before:] == stereo(click, click) * 4


def test_a_process_that_is_lost_has_no_headphones_until_it_sees_them(
    begin: Begin, inbox: Inbox, plug: JackPlug
) -> None:
    speech = begin()
    inbox.wait(SpeechUp)
    plug.plug(wanted=True)
    inbox.wait(HeadphonesIn)
    kill(speech.process_id, signal.SIGKILL)
    inbox.wait(HeadphonesOut)
    inbox.wait(SpeechUp)


# --- ticks ---------------------------------------------------------------------------------------


def test_an_open_door_ticks_at_its_side_until_it_is_closed(
    begin: Begin, studio: Studio, inbox: Inbox
) -> None:
    speech = begin()
    inbox.wait(SpeechUp)
    before = len(studio.heard())
    speech.tick(Tick(pan=-1.0, pitch=0.5))
    until_heard(studio, before + 2 * 2 * int(RATE * tones.TICK_EVERY))
    speech.tick(None)
    speech.say(order(1, SpokenPhrase("", "en")))
    inbox.wait(SpeechEnded(1, whole=True))
    heard = studio.heard()[before:]
    assert loudest(heard[0::2]) > 3000
    assert loudest(heard[1::2]) == 0


def test_a_tick_pauses_while_something_is_said_and_goes_on(
    begin: Begin, studio: Studio, inbox: Inbox
) -> None:
    speech = begin()
    inbox.wait(SpeechUp)
    left = tones.tick(Tick(-1.0, 0.0), LOUDNESS[3])
    speech.tick(Tick(-1.0, 0.0))
    until_heard(studio, len(studio.heard()) + 100)
    speech.say(order(1, OPEN))
    inbox.wait(SpeechEnded(1, whole=True))
    after = len(studio.heard())
    until_heard(studio, after + len(left))
    assert studio.heard()[after:][: len(left)] == left


def until_heard(studio: Studio, samples: int) -> None:
    import threading  # noqa: PLC0415  the one that waits

    pause = threading.Event()
    for _ in range(3000):
        if len(studio.heard()) >= samples:
            return
        pause.wait(0.01)
    raise AssertionError("it was never heard")


# --- what goes wrong -----------------------------------------------------------------------------


def kill(pid: int | None, how: signal.Signals) -> None:
    assert pid is not None
    os.kill(pid, how)


@pytest.mark.parametrize("how", [signal.SIGKILL, signal.SIGSTOP, signal.SIGSEGV])
def test_a_process_that_dies_or_hangs_in_the_middle_is_replaced(
    how: signal.Signals, begin: Begin, studio: Studio, inbox: Inbox
) -> None:
    studio.slow()
    speech = begin(patience=2.0)
    inbox.wait(SpeechUp)
    speech.say(order(1, LONG))
    inbox.wait(SpeechBegan(1))
    kill(speech.process_id, how)
    inbox.wait(SpeechEnded(1, whole=False))
    inbox.wait(SpeechDown)
    inbox.wait(SpeechUp)
    studio.slow(wanted=False)
    speech.say(order(2, OPEN))
    inbox.wait(SpeechEnded(2, whole=True))


def test_the_tick_goes_on_in_the_next_process(begin: Begin, studio: Studio, inbox: Inbox) -> None:
    speech = begin()
    inbox.wait(SpeechUp)
    speech.tick(Tick(1.0, 1.0))
    until_heard(studio, len(studio.heard()) + 100)
    kill(speech.process_id, signal.SIGKILL)
    inbox.wait(SpeechUp)
    heard = len(studio.heard())
    until_heard(studio, heard + 2 * int(RATE * tones.TICK_EVERY))


def test_a_device_that_is_missing_is_said_once_and_found_when_it_comes(
    begin: Begin, studio: Studio, inbox: Inbox
) -> None:
    studio.lose("usual")
    speech = begin()
    told = "the sound device can't be opened: No such file or directory"
    assert inbox.wait(SpeechDown) == SpeechDown(told)
    for number in range(3):
        speech.say(order(number, OPEN))
        inbox.wait(SpeechEnded(number, whole=False))
    studio.lose()
    inbox.wait(SpeechUp)
    assert sum(isinstance(news, SpeechDown) for news in inbox.history) == 1


def test_a_device_that_goes_while_it_ticks_is_told(begin: Begin, studio: Studio, inbox: Inbox) -> None:
    speech = begin()
    inbox.wait(SpeechUp)
    studio.lose("usual")
    speech.tick(Tick(0.0, 0.0))
    inbox.wait(SpeechDown)
    studio.lose()
    inbox.wait(SpeechUp)
    heard = len(studio.heard())
    until_heard(studio, heard + int(RATE * tones.TICK_EVERY))


@pytest.mark.parametrize("name", ["aplay", "espeak-ng"])
def test_a_program_that_is_missing_is_told(name: str, begin: Begin, studio: Studio, inbox: Inbox) -> None:
    studio.without(name)
    speech = begin()
    assert inbox.wait(SpeechDown) == SpeechDown(f"{name} does not start: No such file or directory")
    speech.say(order(1, OPEN))
    assert inbox.wait(SpeechEnded) == SpeechEnded(1, whole=False)


@pytest.mark.parametrize(
    ("script", "reason"),
    [
        ("time.sleep(600)", "espeak-ng does not answer"),
        ("print('no sound at all')", "no sound: it does not begin as a WAV file does"),
        ("sys.stdout.buffer.write(b'RIFF....WAVEfmt ')", "no sound: it ends before its sound begins"),
        ("while True: os.write(1, bytes(65536))", "espeak-ng talks without end"),
        ("sys.exit('Error: no dictionary.')", "espeak-ng ended (1): Error: no dictionary"),
        ("os.kill(os.getpid(), 9)", "espeak-ng ended (-9)"),
    ],
)
def test_a_voice_that_hangs_or_talks_garbage_is_told(
    script: str, reason: str, begin: Begin, studio: Studio, inbox: Inbox
) -> None:
    studio.voice(script)
    speech = begin()
    inbox.wait(SpeechUp)
    speech.say(order(1, OPEN))
    down = inbox.wait(SpeechDown)
    assert down.reason.endswith(reason)
    inbox.wait(SpeechEnded(1, whole=False))


def test_a_voice_that_hangs_is_stopped_as_any_other(begin: Begin, studio: Studio, inbox: Inbox) -> None:
    begun = studio.folder / "begun"
    studio.voice(f"open({str(begun)!r}, 'w').close(); time.sleep(600)")
    speech = begin()
    inbox.wait(SpeechUp)
    speech.say(order(1, OPEN))
    speech.stop()
    inbox.wait(SpeechEnded(1, whole=False))
    assert not any(isinstance(news, SpeechDown) for news in inbox.history)


@pytest.mark.parametrize(
    ("script", "reason"),
    [
        ("print('hello', flush=True); import time; time.sleep(60)", "the speech process talks nonsense"),
        (
            "print('x' * 200_000, flush=True); import time; time.sleep(60)",
            "the speech process talks without end",
        ),
        ("import sys; sys.exit(3)", "the speech process ended"),
    ],
)
def test_a_process_that_is_none_of_ours_is_told(script: str, reason: str, begin: Begin, inbox: Inbox) -> None:
    speech = begin(command=(sys.executable, "-c", script))
    speech.say(order(1, OPEN))
    assert inbox.wait(SpeechDown) == SpeechDown(reason)


def test_a_process_that_cannot_be_started_is_told(begin: Begin, inbox: Inbox) -> None:
    begin(command=("/nowhere/at/all",))
    assert inbox.wait(SpeechDown) == SpeechDown(
        "the speech process does not start: No such file or directory"
    )


@pytest.mark.parametrize(
    "text",
    [
        "x" * 100_000,
        "wort " * 20_000,
        "\x00\x01100P\x1b[2J\r\n\x7f",
        "<speak><break time='1000s'/><audio src='file:///etc/passwd'/></speak>",
        "[[h@'loU]] [[[[",
        "-v nonsense --stdout",
        "\ud800\udfff lone",
        "e\u0301\u202e\u2066 \u200d\ufeff",
        "",
    ],
)
def test_a_hostile_text_is_said_as_text_and_nothing_else(
    text: str, begin: Begin, studio: Studio, inbox: Inbox
) -> None:
    speech = begin()
    inbox.wait(SpeechUp)
    speech.say(order(1, SpokenPhrase(text, "en")))
    assert inbox.wait(SpeechEnded) == SpeechEnded(1, whole=True)
    speech.say(order(2, *(SpokenPhrase("a", "en") for _ in range(100))))
    assert inbox.wait(SpeechEnded) == SpeechEnded(2, whole=True)
    assert not any(isinstance(news, SpeechDown) for news in inbox.history)


def test_a_code_is_never_handed_to_a_voice_without_headphones(
    begin: Begin, studio: Studio, inbox: Inbox
) -> None:
    given = studio.folder / "given"
    studio.voice(f"open({str(given)!r}, 'a').write(sys.stdin.read() + '|'); sys.exit('no voice')")
    speech = begin()
    inbox.wait(SpeechUp)
    speech.say(order(1, CODE, OPEN))
    inbox.wait(SpeechEnded)
    assert Path(given).read_text() == f"{OPEN.text}|"


def test_nothing_is_told_after_it_was_closed(begin: Begin, studio: Studio, inbox: Inbox) -> None:
    studio.slow()
    speech = begin()
    inbox.wait(SpeechUp)
    speech.say(order(1, LONG))
    inbox.wait(SpeechBegan)
    speech.close()
    told = len(inbox.history)
    speech.say(order(2, OPEN))
    speech.tick(Tick(0, 0))
    speech.stop()
    speech.close()
    assert len(inbox.history) == told


def test_what_is_said_while_there_is_no_device_yet_is_not_heard_later(
    begin: Begin, studio: Studio, inbox: Inbox
) -> None:
    studio.lose("usual")
    speech = begin()
    inbox.wait(SpeechDown)
    speech.say(order(1, OPEN))
    inbox.wait(SpeechEnded(1, whole=False))
    studio.lose()
    inbox.wait(SpeechUp)
    assert studio.heard() == stereo(silence(0.05), silence(0.05))
