"""`cubby speak`: into a file, onto a device, and its sentences where it can't."""

from __future__ import annotations

import wave
from pathlib import Path

import pytest

from hardware.speech.sound.samples import RATE
from kiosk.cli import main
from tests.hardware.speech.studio import Studio, loudest

Said = pytest.CaptureFixture[str]


def test_a_text_is_written_as_a_wav_file(tmp_path: Path, capfd: Said) -> None:
    file = tmp_path / "said.wav"
    assert main(["speak", "الباب مفتوح", "--language", "ar", "--out", str(file)]) == 0
    with wave.open(str(file)) as read:
        assert (read.getnchannels(), read.getsampwidth(), read.getframerate()) == (1, 2, RATE)
        assert read.getnframes() > RATE / 2
    assert capfd.readouterr() == ("", "")


def test_a_text_is_played_by_the_real_player(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """ALSA itself writes what it would play."""
    heard, settings = tmp_path / "heard.raw", tmp_path / "asoundrc"
    settings.write_text(f'pcm.captured {{ type file slave.pcm "null" file "{heard}" format "raw" }}\n')
    monkeypatch.setenv("ALSA_CONFIG_PATH", f"/usr/share/alsa/alsa.conf:{settings}")
    assert main(["speak", "Door 12 is open.", "--language", "en", "--device", "captured"]) == 0
    file = tmp_path / "said.wav"
    assert main(["speak", "Door 12 is open.", "--language", "en", "--out", str(file)]) == 0
    with wave.open(str(file)) as read:
        written = read.readframes(read.getnframes())
    played = heard.read_bytes()
    left = b"".join(played[at : at + 2] for at in range(0, len(played), 4))
    assert left[: len(written)] == written


def test_louder_and_faster(studio: Studio) -> None:
    spoken = []
    for options in ([], ["--speed", "2"], ["--volume", "1"]):
        before = len(studio.heard())
        assert main(["speak", "Door 12 is open.", "--language", "en", *options]) == 0
        spoken.append(studio.heard()[before:])
    usual, fast, quiet = spoken
    assert len(fast) < 0.85 * len(usual)
    assert loudest(quiet) < loudest(usual) / 10


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["nuqneH", "--language", "tlh"], 'no voice speaks "tlh"\nTry: `espeak-ng --voices` lists languages'),
        (["\x00\x01", "--language", "en"], "there is nothing to say in this text"),
        (
            ["Hi", "--language", "en", "--out", "/nowhere/a.wav"],
            "/nowhere/a.wav was not written: No such file",
        ),
        (
            ["Hi", "--language", "en", "--voice", "none"],
            "The specified espeak-ng voice does not exist\nTry: ",
        ),
        (
            ["Hi", "--language", "en", "--device", "lost"],
            "nothing was heard: the sound device can't be opened: No such file or directory\nTry: `aplay -L`",
        ),
    ],
)
def test_what_could_not_be_said_is_told(arguments: list[str], said: str, studio: Studio, capfd: Said) -> None:
    studio.lose("lost")
    assert main(["speak", *arguments]) == 1
    err = capfd.readouterr().err
    assert err.startswith("cubby speak: ")
    assert said in err


def test_a_machine_without_a_voice_says_what_to_install(studio: Studio, capfd: Said) -> None:
    studio.without("espeak-ng")
    assert main(["speak", "Hi", "--language", "en"]) == 1
    assert "Try: `apt-get install espeak-ng`" in capfd.readouterr().err


@pytest.mark.parametrize(
    "options", [[], ["--language", "en", "--speed", "9"], ["--language", "en", "--volume", "0"]]
)
def test_wrong_usage(options: list[str], capfd: Said) -> None:
    with pytest.raises(SystemExit) as over:
        main(["speak", "Hi", *options])
    assert over.value.code == 2
    assert "cubby speak: error:" in capfd.readouterr().err
