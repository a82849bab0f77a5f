"""`cubby demo`: the real kiosk and a simulated cabinet in processes of their own."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import cv2
import pytest

from kiosk.site.ports import write_changed

HOME = Path(__file__).parents[2]
DEMO = HOME / "assets" / "sites" / "demo.toml"
OFTEN_TOO_QUICK = "DoorOpening"
VISITS = [
    "Home", "EnterPin", "ScanCode", "ScanParcel", "PutParcel", "ScanParcel", "ChooseSize", "PutParcel",
    "ScanParcel", "CourierSummary", "Home", "EnterPin", "TakeParcel", "ThankYou", "Home",
]  # fmt: skip


def demo(*options: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "ui.demo", *options],
        cwd=HOME,
        capture_output=True,
        text=True,
        check=False,
        timeout=240,
    )


def screens_in(folder: Path) -> list[str]:
    """The screens that were photographed, in order."""
    screens = [picture.stem.split("-")[1] for picture in sorted(folder.iterdir())]
    return [screen for screen in screens if screen != OFTEN_TOO_QUICK]


def happenings(folder: Path) -> list[dict[str, object]]:
    lines = (folder / "site.jsonl").read_text("utf-8").splitlines()
    return [json.loads(line) for line in lines]


@pytest.mark.slow
def test_without_a_display_it_plays_a_drop_off_and_a_pick_up(tmp_path: Path) -> None:
    done = demo("--headless", "--keep", str(tmp_path / "demo"), "--pictures", str(tmp_path / "seen"))
    assert done.returncode == 0, done.stderr
    assert done.stdout.splitlines()[-2] == "Grace has the parcel."
    assert screens_in(tmp_path / "seen") == VISITS
    for picture in (tmp_path / "seen").iterdir():
        seen = cv2.imread(str(picture))
        assert seen is not None
        assert seen.shape == (1920, 1080, 3)
        assert seen.std() > 5
    opened = [one["door"] for one in happenings(tmp_path / "demo") if one.get("state") == "open"]
    closed = [one["door"] for one in happenings(tmp_path / "demo") if one.get("state") == "closed"]
    assert len(opened) == 3
    assert opened == closed
    assert opened[0] == opened[2]


@pytest.mark.slow
def test_it_plays_in_another_language_by_the_names_of_that_language(tmp_path: Path) -> None:
    done = demo("--headless", "--language", "ar", "--pictures", str(tmp_path))
    assert done.returncode == 0, done.stderr
    assert screens_in(tmp_path) == VISITS


@pytest.mark.slow
def test_a_site_without_a_camera_is_played_with_the_scanner(tmp_path: Path) -> None:
    site = tmp_path / "site.toml"
    write_changed(DEMO, site, {"camera": None, "languages": ["pl"], "defaults": {"pin": "six-and-phone"}})
    done = demo("--headless", "--site", str(site), "--pictures", str(tmp_path / "seen"))
    assert done.returncode == 0, done.stderr
    screens = screens_in(tmp_path / "seen")
    assert "ScanCode" not in screens
    assert "EnterPhoneEnd" in screens


def test_a_folder_that_holds_a_demo_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "data").mkdir()
    done = demo("--headless", "--keep", str(tmp_path))
    assert done.returncode == 1
    assert "has a demo's data already" in done.stderr
    assert [path.name for path in tmp_path.iterdir()] == ["data"]


def test_a_site_file_that_is_refused_is_a_sentence(tmp_path: Path) -> None:
    done = demo("--headless", "--site", str(tmp_path / "no.toml"))
    assert done.returncode == 1
    assert "no.toml: it can't be read" in done.stderr


@pytest.fixture
def display() -> Iterator[str]:
    """A display server of its own; its name."""
    ours, theirs = os.pipe()
    server = subprocess.Popen(
        ["Xvfb", "-displayfd", str(theirs), "-screen", "0", "1920x1080x24", "-nolisten", "tcp"],
        pass_fds=(theirs,),
        stderr=subprocess.DEVNULL,
    )
    os.close(theirs)
    with os.fdopen(ours, encoding="ascii") as told:
        number = told.readline().strip()
    yield f":{number}"
    server.terminate()
    server.wait()


@pytest.mark.slow
@pytest.mark.window
def test_with_a_display_it_shows_two_windows_until_it_is_ended(tmp_path: Path, display: str) -> None:
    seen = {k: v for k, v in os.environ.items() if k not in {"QT_QPA_PLATFORM", "WAYLAND_DISPLAY"}}
    run = subprocess.Popen(
        [sys.executable, "-m", "ui.demo", "--keep", str(tmp_path)],
        cwd=HOME,
        env=seen | {"DISPLAY": display, "QT_QPA_PLATFORM": "xcb"},
        stdout=subprocess.PIPE,
        text=True,
    )
    assert run.stdout is not None
    lines = []
    for line in run.stdout:
        lines.append(line)
        if line.startswith("Two windows"):
            break
    assert any(line.startswith("Kim, the courier: PIN ") for line in lines)
    run.send_signal(signal.SIGTERM)
    run.communicate(timeout=60)
    assert run.returncode == 0
    assert any("holds" in one for one in happenings(tmp_path))
