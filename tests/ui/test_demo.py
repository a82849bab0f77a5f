"""`cubby demo`: the real kiosk and a simulated cabinet in processes of their own."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import cv2
import pytest

from kiosk.journal.lock import own
from kiosk.site.loading import load_site
from kiosk.site.ports import write_changed
from ui.demo.cast import Actor, Cast
from ui.demo.play import LONGER_THAN_A_MISTAKE, Play
from ui.demo.processes import Ended, Program

HOME = Path(__file__).parents[2]
DEMO = HOME / "assets" / "sites" / "demo.toml"
OFTEN_TOO_QUICK = "DoorOpening"
UNSEEN = {"QT_QPA_PLATFORM": "offscreen", "QT_QUICK_BACKEND": "software"}
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
def test_on_a_campus_a_device_is_borrowed_as_well(tmp_path: Path) -> None:
    campus = str(HOME / "assets" / "sites" / "campus.toml")
    done = demo(
        "--headless", "--site", campus, "--keep", str(tmp_path / "d"), "--pictures", str(tmp_path / "s")
    )
    assert done.returncode == 0, done.stderr
    assert done.stdout.splitlines()[-2] == "Noor has it."
    assert screens_in(tmp_path / "s")[len(VISITS) :] == [
        "ChooseService", "EnterPin", "PoolPage", "NextPin", "TakeParcel", "IsItRight", "TakenAlong", "Home",
    ]  # fmt: skip


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
@pytest.mark.parametrize("when", ["Starting the simulated", "Kim, the courier, touches"])
def test_sigterm_is_a_good_end_and_what_it_started_ends_with_it(tmp_path: Path, when: str) -> None:
    run = subprocess.Popen(
        [sys.executable, "-m", "ui.demo", "--headless", "--keep", str(tmp_path)],
        cwd=HOME,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    assert run.stdout is not None
    assert any(line.startswith(when) for line in run.stdout)
    run.send_signal(signal.SIGTERM)
    run.send_signal(signal.SIGTERM)
    _, said = run.communicate(timeout=60)
    assert (run.returncode, said) == (0, "")
    own(tmp_path / "data").release()  # no kiosk has it any more


@pytest.mark.slow
def test_a_chilled_cabinet_is_played_with_a_cool_parcel_and_a_receipt(tmp_path: Path) -> None:
    chilled = DEMO.with_name("chilled.toml")
    done = demo("--headless", "--keep", str(tmp_path), "--site", str(chilled))
    assert done.returncode == 0, done.stderr
    happened = happenings(tmp_path)
    placed = {one["compartment"]: one["holds"] for one in happened if one.get("holds")}
    cool = {c.label for c in load_site(chilled).cabinet.compartments() if c.temperature == "biological"}
    assert {label for label, things in placed.items() if things == ["CHILL-2001"]} <= cool
    assert ["CHILL-2001"] in placed.values()
    receipts = [str(one["printed"]) for one in happened if "printed" in one]
    assert len(receipts) == 1
    assert "CHILL-2001" in receipts[0]


@pytest.mark.slow
def test_a_space_is_rented_and_paid_by_card(tmp_path: Path) -> None:
    shop = DEMO.with_name("corner-shop.toml")
    done = demo("--headless", "--keep", str(tmp_path), "--site", str(shop))
    assert done.returncode == 0, done.stderr
    seen = screens_in(tmp_path / "pictures")
    assert {"ChooseSpace", "SpaceCode", "TermsAndPrice", "PayWaiting", "MySpace"} <= set(seen)
    money = [(one["money"], one["amount"]) for one in happenings(tmp_path) if "money" in one]
    assert money == [("taken", 300)]


@pytest.mark.slow
def test_a_site_without_a_camera_is_played_with_the_scanner_in_its_language(tmp_path: Path) -> None:
    site = tmp_path / "site.toml"
    write_changed(DEMO, site, {"camera": None, "languages": ["ar"], "defaults": {"pin": "six-and-phone"}})
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


def test_a_language_that_the_site_does_not_speak_is_wrong_usage(tmp_path: Path) -> None:
    done = demo("--headless", "--language", "tlh", "--keep", str(tmp_path / "demo"))
    assert done.returncode == 2
    assert "does not speak tlh; it speaks en, de, pl, ar" in done.stderr
    assert not (tmp_path / "demo").exists()


@pytest.mark.slow
def test_a_display_that_is_named_and_not_there_is_none(tmp_path: Path) -> None:
    nowhere = f"unix:{tmp_path}/gone"
    seen = {k: v for k, v in os.environ.items() if k not in {"QT_QPA_PLATFORM", "WAYLAND_DISPLAY"}}
    done = subprocess.run(
        [sys.executable, "-c", "from ui.demo.command import _has_display; print(_has_display())"],
        cwd=HOME,
        env=seen | {"DISPLAY": nowhere},
        capture_output=True,
        text=True,
        check=True,
        timeout=60,
    )
    assert done.stdout == "False\n"


class Noting:
    """A kiosk and a site that are always where they are wanted; `pressed` is what a finger did."""

    def __init__(self) -> None:
        self.pressed: list[str] = []

    def ask(self, **request: Any) -> dict[str, Any]:
        if "press" in request:
            self.pressed.append(request["press"])
        return {"screen": request.get("await", [""])[-1], "fields": {"label": "5"}}

    def act(self, line: str, until: dict[str, object]) -> None:
        """A hand that never fails."""


def test_a_site_without_any_reader_is_played_on_the_keys(tmp_path: Path) -> None:
    demo_site = load_site(DEMO)
    quick = replace(demo_site.timers, quick_close=-LONGER_THAN_A_MISTAKE)
    noting: Any = Noting()
    noting.say = lambda _line: None
    bare = replace(demo_site, camera=None, scanner=None, timers=quick)
    kim = Actor("Kim", pin="12345678", token="")
    grace = Actor("Grace", pin="87654321", token="", tracking="AB-12", size="M")
    Play(bare, noting, noting, tmp_path, lambda _line: None).run(Cast(kim, (), (grace,)))
    typed = [*"12345678", "Next", "Type a label", *"AB-12", "Next"]
    assert noting.pressed[1 : 1 + len(typed)] == typed


def test_a_program_that_ends_too_soon_is_told_with_its_last_words(tmp_path: Path) -> None:
    broken = Program("kiosk", ["ui.player", "--site", "no.toml", "--data", "x"], tmp_path / "log", UNSEEN)
    with broken, pytest.raises(Ended, match="The kiosk ended before its time") as told:
        broken.hear()
    assert "it can't be read" in str(told.value)


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
