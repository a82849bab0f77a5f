"""Folders and films as cameras."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import pytest

from hardware.cameras.camera import Camera, CameraKind, CameraLost, Picture
from hardware.cameras.film import FilmCamera
from hardware.cameras.folder import FolderCamera
from hardware.cameras.grabber import is_black
from hardware.cameras.sources import camera_from
from hardware.cameras.synthetic import SyntheticCamera
from hardware.cameras.v4l import V4lCamera
from tests.helpers.labels import save, save_film


def picture(shade: int, size: tuple[int, int] = (32, 48)) -> Picture:
    return np.full((*size, 3), shade, np.uint8)


def next_picture(camera: Camera) -> Picture:
    for _ in range(200):
        match camera.read():
            case None:
                continue
            case CameraLost(reason):
                raise AssertionError(reason)
            case shown:
                return shown
    raise AssertionError("no picture came")


def shade(camera: Camera) -> int:
    return int(next_picture(camera)[0, 0, 0])


def test_pictures_are_shown_in_the_order_of_their_arrival_and_then_the_scene_is_empty(tmp_path: Path) -> None:
    camera = FolderCamera(tmp_path, hold=0.0)
    assert camera.open() is None
    assert next_picture(camera).shape == (720, 1280, 3)
    for n in (10, 20, 30):
        save(picture(n), tmp_path / f"{99 - n}.png")
        assert shade(camera) == n
    assert next_picture(camera).shape == (720, 1280, 3)
    assert camera.read() is None


def test_what_lay_there_before_is_not_shown_and_what_is_written_anew_is(tmp_path: Path) -> None:
    save(picture(10), tmp_path / "old.png")
    camera = FolderCamera(tmp_path, hold=0.0)
    assert camera.open() is None
    assert next_picture(camera).shape == (720, 1280, 3)
    save(picture(20), tmp_path / "old.png")
    assert shade(camera) == 20


def test_of_what_arrived_while_it_was_closed_the_newest_is_shown(tmp_path: Path) -> None:
    camera = FolderCamera(tmp_path, hold=0.0)
    save(picture(10), tmp_path / "b.png")
    save(picture(20), tmp_path / "a.png")
    assert camera.open() is None
    assert shade(camera) == 20
    assert next_picture(camera).shape == (720, 1280, 3)
    camera.close()
    assert camera.open() is None
    assert next_picture(camera).shape == (720, 1280, 3)


def test_what_is_no_picture_or_no_whole_one_is_passed_over(tmp_path: Path) -> None:
    camera = FolderCamera(tmp_path, hold=0.0)
    assert camera.open() is None
    next_picture(camera)
    (tmp_path / "notes.txt").write_text("no picture")
    (tmp_path / ".hidden.png").write_text("no picture")
    (tmp_path / "broken.png").write_bytes(b"\x89PNG")
    save(picture(30), tmp_path / "good.png")
    assert shade(camera) == 30


def test_a_large_picture_is_made_as_small_as_a_cameras(tmp_path: Path) -> None:
    camera = FolderCamera(tmp_path, hold=0.0)
    assert camera.open() is None
    next_picture(camera)
    save(picture(30, (3000, 4000)), tmp_path / "large.png")
    assert next_picture(camera).shape == (1440, 1920, 3)


def test_a_folder_that_goes_away_is_lost_and_found_again(tmp_path: Path) -> None:
    folder = tmp_path / "pictures"
    camera = FolderCamera(folder, hold=0.0)
    assert isinstance(camera.find(), CameraLost)
    assert isinstance(camera.open(), CameraLost)
    folder.mkdir()
    assert camera.find() is None
    assert camera.open() is None
    next_picture(camera)
    folder.rmdir()
    assert isinstance(camera.read(), CameraLost)


def test_a_film_plays_again_and_again(tmp_path: Path) -> None:
    shades = (40, 120, 200)
    camera = FilmCamera(save_film([picture(n) for n in shades], tmp_path / "film.avi", rate=100.0))
    assert camera.find() is None
    assert camera.open() is None
    seen = [shade(camera) for _ in range(7)]
    camera.close()
    assert [min(shades, key=lambda n: abs(n - got)) for got in seen] == [40, 120, 200, 40, 120, 200, 40]


def test_what_is_no_film_is_lost(tmp_path: Path) -> None:
    missing = FilmCamera(tmp_path / "none.mp4")
    assert isinstance(missing.find(), CameraLost)
    (tmp_path / "text.mp4").write_text("no film")
    assert isinstance(FilmCamera(tmp_path / "text.mp4").open(), CameraLost)
    assert isinstance(FilmCamera(tmp_path / "text.mp4").read(), CameraLost)


def test_a_camera_that_is_not_there_is_lost() -> None:
    camera = V4lCamera("/dev/v4l/by-path/none-video-index0")
    assert isinstance(camera.find(), CameraLost)
    assert isinstance(camera.open(), CameraLost)
    assert isinstance(camera.read(), CameraLost)


class Time:
    """Passes only where the camera sleeps."""

    def __init__(self) -> None:
        self.now = 0.0

    def clock(self) -> float:
        return self.now

    def sleep(self, seconds: float) -> None:
        self.now += seconds


def test_a_script_stalls_freezes_blackens_and_unplugs_the_camera(tmp_path: Path) -> None:
    save(picture(200, (72, 128)), tmp_path / "label.png")
    script = tmp_path / "bad day.txt"
    script.write_text("show label.png 1\nfreeze 1\n\nstall 1\nblack 1\nroom 1\nunplug 1\n")
    time = Time()
    camera = SyntheticCamera(script, clock=time.clock, sleep=time.sleep)
    assert camera.find() is None
    assert camera.open() is None
    seen: dict[int, list[Any]] = {}
    while time.now < 6.5:
        shown = camera.read()
        seen.setdefault(int(time.now), []).append(shown)
    labels, frozen = (np.array(seen[second]) for second in (0, 1))
    assert labels.mean() == pytest.approx(200, abs=2)
    assert (labels[1:] != labels[:-1]).any(axis=(1, 2, 3)).all()
    assert (frozen[1:] == frozen[:-1]).all()
    assert None in seen[3]
    assert is_black(seen[3][-1])
    assert not is_black(seen[4][-1])
    assert isinstance(seen[5][-1], CameraLost)
    assert labels.shape[1:] == (72, 128, 3)
    assert np.shape(seen[6][-1]) == (72, 128, 3)  # and again from the start


@pytest.mark.parametrize("text", ["", "dance 3", "show label.png", "room soon", "room -1", "black 1 2"])
def test_what_is_no_script_is_lost(text: str, tmp_path: Path) -> None:
    script = tmp_path / "script.txt"
    script.write_text(text)
    assert isinstance(SyntheticCamera(script).find(), CameraLost)
    assert isinstance(SyntheticCamera(tmp_path / "none.txt").open(), CameraLost)


@pytest.mark.parametrize(
    ("source", "camera", "kind"),
    [
        ("folder:/pictures", FolderCamera, CameraKind.STILLS),
        ("film:/visit.mp4", FilmCamera, CameraKind.FILM),
        ("synthetic:/visit.txt", SyntheticCamera, CameraKind.LIVE),
        ("/dev/v4l/by-path/pci-0000:00:14.0-usb-0:2:1.0-video-index0", V4lCamera, CameraKind.LIVE),
    ],
)
def test_the_site_file_names_a_source(source: str, camera: type, kind: CameraKind) -> None:
    made = camera_from(source)
    assert type(made) is camera
    assert made.kind is kind
