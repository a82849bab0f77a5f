"""The real vision process before a folder of pictures: it reads, dies, hangs, rests and comes back."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import textwrap
import threading
from collections.abc import Callable, Iterator
from contextlib import suppress
from functools import partial
from itertools import count
from pathlib import Path
from typing import TypeVar

import pytest

from hardware.outcomes.devices import DeviceDown, DeviceUp
from hardware.outcomes.reading import CodeRead, Symbology
from hardware.vision.client import Vision
from hardware.vision.memory import Preview
from tests.helpers.inbox import Inbox
from tests.helpers.labels import Picture, code_picture, label_picture, save, two_labels_picture

T = TypeVar("T")

TRACKING = "JJD000390007882912345"
TOKEN = "CUBBY:ABCDEFGHIJKLMNOPQRSTUVWX23"  # noqa: S105  a token of nobody


def saw(text: str, symbology: Symbology = Symbology.CODE128) -> CodeRead:
    return CodeRead(text, symbology, "camera")


def until(get: Callable[[], T | None]) -> T:
    """Ask again and again until there is something."""
    pause = threading.Event()
    for _ in range(3000):
        if (got := get()) is not None:
            return got
        pause.wait(0.01)
    raise AssertionError("it never came")


class Place:
    """The folder before the camera."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._names = count()

    def hold(self, picture: Picture) -> None:
        save(picture, self.folder / f"{next(self._names):04}.png")


@pytest.fixture
def place(tmp_path: Path) -> Place:
    return Place(tmp_path)


@pytest.fixture
def inbox() -> Inbox:
    return Inbox()


@pytest.fixture
def vision(place: Place, inbox: Inbox) -> Iterator[Vision]:
    vision = Vision(f"folder:{place.folder}", inbox.put)
    vision.start()
    inbox.wait(DeviceUp("camera"))
    yield vision
    vision.stop()


def process_of(vision: Vision) -> int:
    return until(lambda: vision.process_id)


def gone(pid: int) -> bool:
    """Whether the process has ended; one that nobody has reaped yet has."""
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] == "Z"
    except FileNotFoundError:
        return True


def test_labels_held_before_the_camera_are_read(vision: Vision, place: Place, inbox: Inbox) -> None:
    vision.active(True)
    place.hold(label_picture(TRACKING, Symbology.CODE128, seed=1))
    assert inbox.wait(CodeRead) == saw(TRACKING)
    place.hold(label_picture("(00)340434161094042557", Symbology.CODE128, seed=2, gs1=True))
    assert inbox.wait(CodeRead) == saw("00340434161094042557")
    place.hold(label_picture(TOKEN, Symbology.QR, seed=3, angle=30.0))
    assert inbox.wait(CodeRead) == saw(TOKEN, Symbology.QR)


def test_two_labels_at_once_are_both_read_and_each_once(vision: Vision, place: Place, inbox: Inbox) -> None:
    vision.active(True)
    place.hold(two_labels_picture(("JJD0001234", Symbology.CODE128), (TOKEN, Symbology.QR), seed=4))
    found = {inbox.wait(CodeRead), inbox.wait(CodeRead)}
    assert found == {saw("JJD0001234"), saw(TOKEN, Symbology.QR)}
    place.hold(label_picture("LAST-ONE-1", Symbology.CODE128, seed=5))
    assert inbox.wait(CodeRead) == saw("LAST-ONE-1")


def test_a_hostile_code_arrives_as_plain_text(vision: Vision, place: Place, inbox: Inbox) -> None:
    vision.active(True)
    place.hold(label_picture("A\x1b[2J\r\nB\x00C\x1dD", Symbology.QR, seed=6))
    assert inbox.wait(CodeRead) == saw("A\ufffd[2J\ufffd\ufffdB\ufffdC\ufffdD", Symbology.QR)


def test_the_preview_shows_the_newest_picture_and_the_code_in_it(
    vision: Vision, place: Place, inbox: Inbox
) -> None:
    assert vision.preview() is None
    vision.active(True)
    place.hold(label_picture(TOKEN, Symbology.QR, seed=7))
    inbox.wait(CodeRead)

    def outlined() -> Preview | None:
        shown = vision.preview()
        return shown if shown is not None and shown.outline else None

    shown = until(outlined)
    assert (shown.width, shown.height, len(shown.rgb)) == (640, 360, 640 * 360 * 3)
    x, y = (sum(side) / 4 for side in zip(*shown.outline, strict=True))
    assert abs(x - 320) < 40
    assert abs(y - 180) < 60
    later = until(lambda: (p := vision.preview()) and (p if p.sequence > shown.sequence else None))
    assert later.sequence > shown.sequence


def test_at_rest_nothing_is_captured_and_no_picture_remains(
    vision: Vision, place: Place, inbox: Inbox
) -> None:
    vision.active(True)
    until(vision.preview)
    vision.active(False)
    assert vision.preview() is None
    place.hold(label_picture(TRACKING, Symbology.CODE128, seed=8))
    vision.active(True)
    assert inbox.wait(CodeRead) == saw(TRACKING)


@pytest.mark.parametrize("how", [signal.SIGKILL, signal.SIGSTOP, signal.SIGSEGV])
def test_a_process_that_dies_or_hangs_is_replaced(
    how: signal.Signals, vision: Vision, place: Place, inbox: Inbox
) -> None:
    vision.active(True)
    place.hold(label_picture(TRACKING, Symbology.CODE128, seed=9))
    inbox.wait(saw(TRACKING))
    lost = process_of(vision)
    os.kill(lost, how)
    assert "vision process" in inbox.wait(DeviceDown).reason
    inbox.wait(DeviceUp("camera"))
    assert gone(lost)
    assert process_of(vision) != lost
    until(vision.preview)
    place.hold(label_picture(TOKEN, Symbology.QR, seed=10))
    assert inbox.wait(CodeRead) == saw(TOKEN, Symbology.QR)


def test_one_that_hangs_at_rest_is_replaced_when_it_is_needed(
    vision: Vision, place: Place, inbox: Inbox
) -> None:
    os.kill(process_of(vision), signal.SIGSTOP)
    vision.active(True)
    inbox.wait(DeviceDown)
    inbox.wait(DeviceUp("camera"))
    place.hold(label_picture(TRACKING, Symbology.CODE128, seed=11))
    assert inbox.wait(CodeRead) == saw(TRACKING)


def test_a_camera_that_goes_away_is_down_until_it_is_back(
    vision: Vision, place: Place, inbox: Inbox, tmp_path: Path
) -> None:
    vision.active(True)
    until(vision.preview)
    away = tmp_path.with_name("away")
    place.folder.rename(away)
    inbox.wait(DeviceDown)
    away.rename(place.folder)
    inbox.wait(DeviceUp("camera"))
    place.hold(label_picture(TRACKING, Symbology.CODE128, seed=12))
    assert inbox.wait(CodeRead) == saw(TRACKING)


def test_what_is_expected_survives_a_new_process(vision: Vision, place: Place, inbox: Inbox) -> None:
    vision.expect([TRACKING, TOKEN])
    vision.active(True)
    os.kill(process_of(vision), signal.SIGKILL)
    inbox.wait(DeviceUp("camera"))
    place.hold(label_picture(TRACKING, Symbology.CODE128, seed=13))
    assert inbox.wait(CodeRead) == saw(TRACKING)


def test_stopping_ends_the_process_even_one_that_hangs(place: Place, inbox: Inbox) -> None:
    for hangs in (False, True):
        vision = Vision(f"folder:{place.folder}", inbox.put)
        vision.start()
        inbox.wait(DeviceUp("camera"))
        vision.active(True)
        pid = process_of(vision)
        if hangs:
            os.kill(pid, signal.SIGSTOP)
        vision.stop()
        vision.stop()
        assert gone(pid)
        assert vision.preview() is None
        vision.active(False)
        inbox.rest()


def _is_another(vision: Vision, first: int | None) -> bool | None:
    return (vision.process_id or first) != first or None


def test_a_process_that_talks_nonsense_is_replaced(place: Place, inbox: Inbox) -> None:
    for talk in (
        'print("hello", flush=True)',
        'import os\nwhile True: os.write(1, b"x" * 4096)',
        "raise SystemExit(4)",
    ):
        vision = Vision(
            f"folder:{place.folder}", inbox.put, command=[sys.executable, "-c", f"{talk}\ninput()"]
        )
        vision.start()
        inbox.wait(DeviceDown)
        first = vision.process_id
        until(partial(_is_another, vision, first))
        vision.stop()


def test_a_program_that_is_not_there_is_a_state(place: Place, inbox: Inbox) -> None:
    vision = Vision(f"folder:{place.folder}", inbox.put, command=["/nowhere/cubby", "vision"])
    vision.start()
    assert "does not start" in inbox.wait(DeviceDown).reason
    vision.stop()


def test_the_process_ends_when_its_parent_is_killed(tmp_path: Path) -> None:
    parent = textwrap.dedent(f"""
        import sys, time
        from hardware.vision.client import Vision
        def post(report):
            print(vision.process_id, flush=True)
        vision = Vision("folder:{tmp_path}", post)
        vision.active(True)
        vision.start()
        time.sleep(600)
    """)
    with subprocess.Popen([sys.executable, "-c", parent], stdout=subprocess.PIPE) as process:
        assert process.stdout is not None
        pid = int(process.stdout.readline())
        assert not gone(pid)
        process.kill()
    assert until(lambda: gone(pid) or None)
    with suppress(ChildProcessError):  # some machines hand orphans to us
        os.waitpid(pid, 0)


def test_the_kiosks_side_loads_no_decoder() -> None:
    """Its memory and its life must not depend on native code."""
    loaded = "import sys, hardware.vision.client; print([m for m in sys.modules])"
    modules = subprocess.run(
        [sys.executable, "-c", loaded], capture_output=True, text=True, check=True
    ).stdout
    assert "hardware.vision.memory" in modules
    for native in ("cv2", "numpy", "zxingcpp", "pyzbar"):
        assert f"'{native}'" not in modules


def test_a_phone_in_dark_mode_is_read(vision: Vision, place: Place, inbox: Inbox) -> None:
    vision.active(True)
    screen = 255 - code_picture(TOKEN, Symbology.QR)
    place.hold(screen.astype("uint8"))
    assert inbox.wait(CodeRead) == saw(TOKEN, Symbology.QR)
