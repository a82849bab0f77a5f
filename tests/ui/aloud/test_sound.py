"""The sounds: when they are heard, what they are, and that a silent machine goes on."""

from __future__ import annotations

import io
import os
import wave
from dataclasses import replace
from pathlib import Path

import pytest

from hardware.speech.sound.samples import RATE
from kiosk.site.parts.night import Quiet
from ui.shown import Shown
from ui.sound import VOLUMES, Loudspeaker, Sound, SoundPlayer, cue, samples, volume, wav

LOUD, NIGHT = VOLUMES[4], VOLUMES[2]
QUIET = Shown(turn=1, screen_name="Home", screen={})
TAKE = Shown(turn=2, screen_name="TakeParcel", screen={"reminded": False}, visit=1)


@pytest.mark.parametrize(
    ("before", "after", "heard"),
    [
        (QUIET, replace(QUIET, time="12:01"), None),
        (QUIET, replace(QUIET, doors_open=("12",)), Sound.OPEN),
        (replace(QUIET, doors_open=("12",)), QUIET, None),
        (replace(QUIET, doors_open=("12",)), replace(QUIET, doors_open=("12", "3")), Sound.OPEN),
        (TAKE, replace(TAKE, still_there=20), Sound.LOOK_HERE),
        (replace(TAKE, still_there=20), replace(TAKE, still_there=19), None),
        (TAKE, replace(TAKE, screen={"reminded": True}), Sound.LOOK_HERE),
        (
            replace(TAKE, screen={"reminded": True}),
            replace(TAKE, screen={"reminded": True}, word="oak"),
            None,
        ),
        (TAKE, Shown(turn=3, screen_name="ThankYou"), Sound.DONE),
        (Shown(turn=3, screen_name="ThankYou"), Shown(turn=4, screen_name="ThankYou"), None),
    ],
)
def test_a_sound_belongs_to_a_change(before: Shown, after: Shown, heard: Sound | None) -> None:
    assert cue(before, after) is heard


@pytest.mark.parametrize("sound", Sound)
def test_each_sound_is_short_and_begins_and_ends_in_silence(sound: Sound) -> None:
    pcm = samples(sound, 0.5)
    assert 0.05 < len(pcm) / RATE < 1.0
    assert abs(pcm[0]) < 100
    assert abs(pcm[-1]) < 100
    assert 10_000 < max(abs(value) for value in pcm) <= 16_384


def test_no_two_sounds_are_alike() -> None:
    assert len({samples(sound, 0.5).tobytes() for sound in Sound}) == len(Sound)


def test_the_night_is_quieter() -> None:
    loud, quiet = (max(samples(Sound.DONE, volume)) for volume in (0.5, 0.12))
    assert quiet * 4 < loud


def test_a_sound_is_what_it_says() -> None:
    with wave.open(io.BytesIO(wav(Sound.OPEN, 0.5))) as read:
        assert (read.getnchannels(), read.getsampwidth(), read.getframerate()) == (1, 2, RATE)
        assert read.readframes(read.getnframes()) == samples(Sound.OPEN, 0.5).tobytes()


@pytest.fixture
def command(tmp_path: Path) -> Path:
    """A command that keeps what it is given to play, while the file `card` is beside it."""
    script = tmp_path / "aplay"
    script.write_text('#!/bin/sh\nhere=$(dirname "$0")\n[ -e "$here/card" ] || exit 1\ncat >>"$here/heard"\n')
    script.chmod(0o755)
    (tmp_path / "card").touch()
    return script


def test_a_sound_is_played_by_the_command(command: Path) -> None:
    player = SoundPlayer((str(command),))
    player.play(Sound.DONE, volume=LOUD)
    player.close()
    assert (command.parent / "heard").read_bytes() == wav(Sound.DONE, LOUD)


def test_at_night_the_quiet_one_is_played(command: Path) -> None:
    player = SoundPlayer((str(command),))
    player.play(Sound.LOOK_HERE, volume=NIGHT)
    player.close()
    assert (command.parent / "heard").read_bytes() == wav(Sound.LOOK_HERE, NIGHT)


def test_a_machine_that_is_set_to_be_silent_is(command: Path) -> None:
    player = SoundPlayer((str(command),))
    player.play(Sound.DONE, volume=VOLUMES[0])
    player.close()
    assert not (command.parent / "heard").exists()


LEVELS = Shown(
    turn=5, screen_name="SoundLevels", screen={"playing": "done", "by_night": True}, volumes=(5, 1)
)


def test_a_sound_that_is_tried_is_heard_at_each_touch_and_as_loud_as_it_is_set() -> None:
    assert cue(replace(LEVELS, turn=4), LEVELS) is Sound.DONE
    assert cue(LEVELS, replace(LEVELS, word="oak")) is None
    assert volume(LEVELS) == VOLUMES[1]
    assert volume(replace(LEVELS, screen={"by_night": False})) == VOLUMES[5]
    home = replace(LEVELS, screen={}, screen_name="Home")
    heard = [volume(replace(home, quiet=quiet)) for quiet in (Quiet.NO, Quiet.SOFT, Quiet.SILENT)]
    assert heard == [VOLUMES[5], VOLUMES[1], 0]


def test_nothing_is_left_behind_whatever_ends_the_program(
    command: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path / "temporary"))
    (tmp_path / "temporary").mkdir()
    Loudspeaker((str(command),)).sound(Sound.OPEN, LOUD)
    assert (command.parent / "heard").read_bytes() == wav(Sound.OPEN, LOUD)
    assert list((tmp_path / "temporary").iterdir()) == []


def test_a_touch_does_not_drive_out_what_waits(tmp_path: Path) -> None:
    gate, heard, free = tmp_path / "gate", tmp_path / "heard", tmp_path / "free"
    os.mkfifo(gate)
    script = tmp_path / "aplay"
    script.write_text(f"#!/bin/sh\ncat >>{heard}\n[ -e {free} ] || read line <{gate}\ntouch {free}\n")
    script.chmod(0o755)
    player = SoundPlayer((str(script),))
    player.play(Sound.TOUCHED, volume=LOUD)
    with gate.open("w") as first:
        player.play(Sound.OPEN, volume=LOUD)
        player.play(Sound.TOUCHED, volume=LOUD)
        first.write("over\n")
    player.close()
    assert heard.read_bytes() == wav(Sound.TOUCHED, LOUD) + wav(Sound.OPEN, LOUD)


@pytest.mark.parametrize("command", ["/nowhere/aplay", "false"])
def test_a_machine_without_sound_says_so_once(command: str, caplog: pytest.LogCaptureFixture) -> None:
    loudspeaker = Loudspeaker((command,))
    loudspeaker.sound(Sound.OPEN, LOUD)
    loudspeaker.sound(Sound.DONE, LOUD)
    assert [record.levelname for record in caplog.records] == ["WARNING"]
    assert "can't be heard" in caplog.text


def test_it_says_when_the_sounds_are_back(
    command: Path, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level("INFO")
    loudspeaker = Loudspeaker((str(command),))
    (tmp_path / "card").unlink()
    loudspeaker.sound(Sound.OPEN, LOUD)
    (tmp_path / "card").touch()
    loudspeaker.sound(Sound.OPEN, LOUD)
    loudspeaker.sound(Sound.OPEN, LOUD)
    assert [record.levelname for record in caplog.records] == ["WARNING", "INFO"]
