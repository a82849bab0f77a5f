"""A second vision process waits, and steps in when the first is lost."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
from pathlib import Path

import pytest

from hardware.outcomes.devices import DeviceDown, DeviceUp
from hardware.outcomes.reading import CodeRead, Symbology
from hardware.vision.client import Vision
from hardware.vision.messages import CameraUp, EndCapture, Ready, decode_report, encode
from tests.helpers.inbox import Inbox
from tests.helpers.labels import label_picture, save


def spares() -> set[int]:
    """Children of this process that wait to see."""
    found = set()
    for task in Path("/proc/self/task").iterdir():
        for child in map(int, (task / "children").read_text().split()):
            words = Path(f"/proc/{child}/cmdline").read_bytes().split(b"\0")
            if b"hardware.vision.spare" in words:
                found.add(child)
    return found


def spare_other_than(known: set[int]) -> int:
    pause = threading.Event()
    for _ in range(3000):
        if new := spares() - known:
            return new.pop()
        pause.wait(0.01)
    raise AssertionError("there is no spare")


@pytest.mark.parametrize("how", [signal.SIGKILL, signal.SIGSTOP])
def test_the_spare_steps_in_and_another_waits(how: signal.Signals, tmp_path: Path) -> None:
    inbox = Inbox()
    vision = Vision(f"folder:{tmp_path}", inbox.put)
    vision.start()
    try:
        inbox.wait(DeviceUp("camera"))
        vision.active(True)
        spare = spare_other_than(set())
        lost = vision.process_id
        assert lost is not None
        os.kill(lost, how)
        inbox.wait(DeviceDown)
        inbox.wait(DeviceUp("camera"))
        assert vision.process_id == spare
        assert spare_other_than({spare}) not in {lost, spare}
        save(label_picture("JJD0001234", Symbology.CODE128, 1), tmp_path / "label.png")
        assert inbox.wait(CodeRead) == CodeRead("JJD0001234", Symbology.CODE128, "camera")
    finally:
        vision.stop()
    assert not spares()


def test_where_the_spare_is_lost_too_a_new_process_sees(tmp_path: Path) -> None:
    inbox = Inbox()
    vision = Vision(f"folder:{tmp_path}", inbox.put)
    vision.start()
    try:
        inbox.wait(DeviceUp("camera"))
        spare, first = spare_other_than(set()), vision.process_id
        assert first is not None
        os.kill(spare, signal.SIGKILL)
        os.kill(first, signal.SIGKILL)
        inbox.wait(DeviceDown)
        inbox.wait(DeviceUp("camera"))
        assert vision.process_id not in {None, first, spare}
    finally:
        vision.stop()


def test_it_opens_nothing_before_the_first_order_and_ends_with_its_input(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "hardware.vision.spare", "--source", f"folder:{tmp_path}"]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as spare:
        assert spare.stdin is not None
        assert spare.stdout is not None
        assert decode_report(spare.stdout.readline()) == Ready()
        spare.stdin.write(encode(EndCapture()))
        spare.stdin.flush()
        while decode_report(spare.stdout.readline()) != CameraUp():
            pass
        spare.stdin.close()
        assert spare.wait(30) == 0
    with subprocess.Popen(command, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE) as alone:
        assert alone.wait(30) == 0
