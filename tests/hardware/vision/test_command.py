"""`cubby read-codes`: what it prints, and what it says about files that it can't read."""

from __future__ import annotations

import json
import os
import struct
import zlib
from pathlib import Path

import cv2
import numpy as np
import pytest

from hardware.outcomes.reading import Symbology
from hardware.vision.codes.command import main
from tests.helpers.labels import empty_picture, label_picture, save, save_film


@pytest.fixture
def label(tmp_path: Path) -> Path:
    return save(label_picture("JJD0001234", Symbology.CODE128, 2), tmp_path / "label.png")


def bomb(path: Path, side: int) -> Path:
    """A few kilobytes of PNG that ask for `side` times `side` pixels."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    pixels = zlib.compress(bytes((side // 8 + 1) * 64), 9)
    head = chunk(b"IHDR", struct.pack(">IIBBBBB", side, side, 1, 0, 0, 0, 0))
    path.write_bytes(b"\x89PNG\r\n\x1a\n" + head + chunk(b"IDAT", pixels) + chunk(b"IEND", b""))
    return path


def test_the_command_prints_json(label: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    empty = save(empty_picture(2), tmp_path / "empty.png")
    assert main([str(label), str(empty), "--json"]) == 0
    (entry,) = json.loads(capsys.readouterr().out)
    assert entry.keys() == {"file", "format", "text", "ms"}
    assert (entry["file"], entry["format"], entry["text"]) == (str(label), "code128", "JJD0001234")


def test_a_picture_in_which_nothing_is_read_is_named(
    label: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    empty = save(empty_picture(2), tmp_path / "empty.png")
    assert main([str(label), str(empty)]) == 0
    said = capsys.readouterr()
    assert said.out.startswith(f"{label}: code128 'JJD0001234'")
    assert said.err == f"{empty}: no code found.\n"


def test_files_that_cannot_be_read_are_named_and_stop_nothing(
    label: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "nothing.png").touch()
    (tmp_path / "words.txt").write_text("no picture")
    (tmp_path / "cut.png").write_bytes(label.read_bytes()[:5000])
    (tmp_path / "noise.mp4").write_bytes(np.random.default_rng(1).bytes(4000))
    (tmp_path / "folder").mkdir()
    os.mkfifo(tmp_path / "pipe.png")
    bomb(tmp_path / "bomb.png", 60_000)
    bad = ["nothing.png", "words.txt", "cut.png", "noise.mp4", "folder", "pipe.png", "bomb.png", "gone.png"]
    for name in bad:
        assert main([str(tmp_path / name), str(label), "--json"]) == 1
        out, err = capsys.readouterr()
        assert [entry["text"] for entry in json.loads(out)] == ["JJD0001234"]
        assert name in err


def test_a_folder_stands_for_its_pictures_and_films(
    label: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    film = [label_picture("JJD0005678", Symbology.CODE128, 3)] * 6
    save_film(film, tmp_path / "moving.avi")
    (tmp_path / "label.txt").write_text("JJD0001234")
    assert main([str(tmp_path), "--json"]) == 0
    texts = {Path(entry["file"]).name: entry["text"] for entry in json.loads(capsys.readouterr().out)}
    assert texts == {"label.png": "JJD0001234", "moving.avi": "JJD0005678"}


@pytest.mark.parametrize("name", ["moving.gif", "moving.mp4"])
def test_films_of_other_kinds_are_read(name: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    frames = [
        np.asarray(np.roll(label_picture("CUBBY:ABC", Symbology.QR, 2, (640, 360)), 4 * n, axis=1), np.uint8)
        for n in range(8)
    ]
    if name.endswith("gif"):
        moving = cv2.Animation()
        moving.frames, moving.durations = frames, [40] * len(frames)
        assert cv2.imwriteanimation(str(tmp_path / name), moving)
    else:
        film = cv2.VideoWriter(str(tmp_path / name), cv2.VideoWriter.fourcc(*"mp4v"), 25.0, (640, 360))
        for frame in frames:
            film.write(frame)
        film.release()
    assert main([str(tmp_path / name), "--json"]) == 0
    assert [entry["text"] for entry in json.loads(capsys.readouterr().out)] == ["CUBBY:ABC"]


def test_a_film_of_one_picture_is_read_as_a_picture(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    film = save_film([label_picture("JJD0001234", Symbology.CODE128, 2)], tmp_path / "one.avi")
    assert main([str(film), "--json"]) == 0
    assert [entry["text"] for entry in json.loads(capsys.readouterr().out)] == ["JJD0001234"]


def test_a_name_that_is_no_text_is_a_name(
    label: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    odd = label.rename(Path(os.fsdecode(os.fsencode(tmp_path) + b"/b\xffd.png")))
    assert main([str(odd), "--json"]) == 0
    assert [entry["text"] for entry in json.loads(capsys.readouterr().out)] == ["JJD0001234"]


@pytest.mark.parametrize("size", [(1, 1), (2, 1), (1, 3000), (3, 3)])
def test_the_smallest_pictures_have_no_code(
    size: tuple[int, int], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    small = save(np.full((*size, 3), 200, np.uint8), tmp_path / "small.png")
    assert main([str(small), "--json"]) == 0
    assert json.loads(capsys.readouterr().out) == []
