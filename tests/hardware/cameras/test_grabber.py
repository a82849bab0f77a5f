"""The thread that owns a camera: the newest frame only, and a camera that may go and come."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import cv2
import numpy as np
import pytest

from hardware.cameras.camera import CameraKind, CameraLost, Picture
from hardware.cameras.grabber import Grabber
from hardware.cameras.v4l import V4lCamera
from tests.helpers.inbox import Inbox

BACK = None
EXPOSURE, BY_HAND = 157.0, 1


class Lens:
    """A capture device as OpenCV shows it, which a test plugs in, freezes and pulls out."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.opens = True
        self.frozen = False
        self.silent = False
        self.covered = False
        self.settings: dict[int, float] = {}
        self.released = 0
        self.opened = 0
        self._count = 0
        self.go_on = threading.Event()
        self.go_on.set()

    def plug_in(self) -> None:
        self.path.touch()

    def pull_out(self) -> None:
        self.path.unlink()

    def open(self, _path: str) -> Lens:
        self.opened += 1
        return self

    def isOpened(self) -> bool:  # noqa: N802  OpenCV's name
        return self.opens

    def read(self) -> tuple[bool, Any]:
        self.go_on.wait()
        if self.silent:
            return False, None
        if not self.frozen:
            self._count += 1
        lightest = self._count % 5 if self.covered else 100 + self._count % 120
        return True, np.full((36, 64, 3), lightest, np.uint8)

    def get(self, what: int) -> float:
        return self.settings.get(what, EXPOSURE)

    def set(self, what: int, value: float) -> bool:
        self.settings[what] = value
        return True

    def release(self) -> None:
        self.released += 1


@pytest.fixture
def lens(tmp_path: Path) -> Iterator[Lens]:
    lens = Lens(tmp_path / "usb-camera-index0")
    yield lens
    lens.go_on.set()


@pytest.fixture
def inbox() -> Inbox:
    return Inbox()


@pytest.fixture
def grabber(lens: Lens, inbox: Inbox) -> Iterator[Grabber]:
    camera = V4lCamera(str(lens.path), lens.open)
    grabber = Grabber(camera, inbox.put, back_off=(0.01,), stands_still=0.05)
    grabber.start()
    yield grabber
    lens.go_on.set()
    grabber.stop()


def reason(text: str) -> Any:
    return lambda report: isinstance(report, CameraLost) and text in report.reason


def test_nothing_is_captured_until_somebody_watches(lens: Lens, grabber: Grabber, inbox: Inbox) -> None:
    lens.plug_in()
    assert grabber.newer(0, 0.0) is None
    assert lens.opened == 0
    grabber.watch(wanted=True)
    assert grabber.newer(0, 30.0) is not None
    inbox.wait(lambda report: report is BACK)


def test_the_camera_is_let_go_when_nobody_watches(lens: Lens, grabber: Grabber, inbox: Inbox) -> None:
    lens.plug_in()
    for turn in range(1, 4):
        grabber.watch(wanted=True)
        assert grabber.newer(0, 30.0) is not None
        grabber.watch(wanted=False)
        assert grabber.newer(0, 0.0) is None
        while lens.released < turn:
            assert grabber.newer(0, 0.01) is None
    assert lens.opened == 3


def test_a_slow_consumer_gets_the_newest_frame(lens: Lens, grabber: Grabber) -> None:
    lens.plug_in()
    grabber.watch(wanted=True)
    first = grabber.newer(0, 30.0)
    assert first is not None
    later = grabber.newer(first.number + 50, 30.0)
    assert later is not None
    assert later.number > first.number + 50
    assert later.at >= first.at


def test_unplugged_and_plugged_in_again(lens: Lens, grabber: Grabber, inbox: Inbox) -> None:
    grabber.watch(wanted=True)
    inbox.wait(reason("there is no camera"))
    number = 0
    for _ in range(3):
        lens.plug_in()
        inbox.wait(lambda report: report is BACK)
        frame = grabber.newer(number, 30.0)
        assert frame is not None
        number = frame.number
        lens.pull_out()  # OpenCV goes on reporting success
        inbox.wait(reason("unplugged"))
    assert inbox.rest() == []


def test_a_camera_that_does_not_open_or_sends_nothing(lens: Lens, grabber: Grabber, inbox: Inbox) -> None:
    lens.opens = False
    lens.plug_in()
    grabber.watch(wanted=True)
    inbox.wait(reason("does not open"))
    lens.opens = True
    inbox.wait(lambda report: report is BACK)
    lens.silent = True
    inbox.wait(reason("sends no picture"))
    lens.silent = False
    inbox.wait(lambda report: report is BACK)


def test_a_frozen_picture_is_noticed_and_is_not_back_before_it_moves(
    lens: Lens, grabber: Grabber, inbox: Inbox
) -> None:
    lens.plug_in()
    grabber.watch(wanted=True)
    inbox.wait(lambda report: report is BACK)
    lens.frozen = True
    inbox.wait(reason("stands still"))
    opened = lens.opened
    while lens.opened < opened + 2:
        grabber.newer(1 << 40, 0.01)
    assert inbox.rest() == []
    lens.frozen = False
    inbox.wait(lambda report: report is BACK)


def test_a_driver_that_does_not_come_back_is_noticed(lens: Lens, grabber: Grabber) -> None:
    lens.plug_in()
    grabber.watch(wanted=True)
    assert grabber.newer(0, 30.0) is not None
    lens.go_on.clear()
    while grabber.stuck_for() < 0.05:
        grabber.newer(1 << 40, 0.01)
    lens.go_on.set()
    while grabber.stuck_for() >= 0.05:
        grabber.newer(1 << 40, 0.01)


def test_a_covered_lens_is_noticed_and_is_not_back_before_there_is_light(
    lens: Lens, grabber: Grabber, inbox: Inbox
) -> None:
    lens.plug_in()
    grabber.watch(wanted=True)
    inbox.wait(lambda report: report is BACK)
    lens.covered = True
    inbox.wait(reason("black"))
    opened = lens.opened
    while lens.opened < opened + 2:
        grabber.newer(1 << 40, 0.01)
    assert inbox.rest() == []
    lens.covered = False
    inbox.wait(lambda report: report is BACK)


def test_the_light_is_held_while_it_is_wanted_and_let_go_with_the_camera(
    lens: Lens, grabber: Grabber, inbox: Inbox
) -> None:
    lens.plug_in()
    grabber.watch(wanted=True)
    inbox.wait(lambda report: report is BACK)
    grabber.hold_light(wanted=True)
    while lens.settings.get(cv2.CAP_PROP_AUTO_EXPOSURE) != BY_HAND:
        grabber.newer(1 << 40, 0.01)
    while cv2.CAP_PROP_EXPOSURE not in lens.settings:
        grabber.newer(1 << 40, 0.01)
    assert lens.settings[cv2.CAP_PROP_EXPOSURE] == EXPOSURE
    grabber.hold_light(wanted=False)
    while lens.settings[cv2.CAP_PROP_AUTO_EXPOSURE] == BY_HAND:
        grabber.newer(1 << 40, 0.01)


def test_pictures_of_a_folder_may_stand_still(inbox: Inbox) -> None:
    class Still:
        kind = CameraKind.STILLS

        def find(self) -> CameraLost | None:
            return None

        def open(self) -> CameraLost | None:
            return None

        def read(self) -> Picture | CameraLost | None:
            return np.zeros((4, 4, 3), np.uint8)

        def hold_light(self, *, wanted: bool) -> None: ...

        def close(self) -> None:
            pass

    grabber = Grabber(Still(), inbox.put, stands_still=0.0)
    grabber.start()
    grabber.watch(wanted=True)
    try:
        frame = grabber.newer(100, 30.0)
        assert frame is not None
        assert inbox.rest() == [BACK]
    finally:
        grabber.stop()
