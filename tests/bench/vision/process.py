"""The real vision process: time to a code, an empty frame's cost, memory, rest, how soon it is replaced."""

from __future__ import annotations

import os
import signal
import sys
import tempfile
import threading
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

import numpy as np

from hardware.outcomes.devices import DeviceDown, DeviceUp
from hardware.outcomes.reading import CodeRead, Symbology
from hardware.vision.client import Vision
from tests.bench.figure import Figure, percentile
from tests.helpers.inbox import Inbox
from tests.helpers.labels import Picture, empty_picture, label_picture, save_film

_LABELS, _LABEL_FRAMES = 8, 45
_SLOW = 10.0  # frames a second, each of which the preview shows: so they can be counted
_EMPTY_SECONDS, _REST, _WARM = 8.0, 5.0, 12.0
_PAGE = os.sysconf("SC_PAGE_SIZE")
_TICKS = os.sysconf("SC_CLK_TCK")


def measure() -> Sequence[Figure]:
    with tempfile.TemporaryDirectory() as text:
        folder = Path(text)
        film = save_film([empty_picture(n % 6) for n in range(30)], folder / "empty.avi", _SLOW)
        return (*_accepting(folder), *_watching(film), *_replacing(film), *_faces(film))


@contextmanager
def _seeing(source: Path) -> Iterator[tuple[Vision, Inbox, int]]:
    inbox = Inbox()
    vision = Vision(f"film:{source}", inbox.put)
    vision.start()
    try:
        inbox.wait(DeviceUp("camera"))
        pid = vision.process_id
        assert pid is not None
        yield vision, inbox, pid
    finally:
        vision.stop()


def _accepting(folder: Path) -> Iterator[Figure]:
    """From asking for the camera, which a moving label is before, to the code: opening the film included."""
    times = []
    for seed in range(_LABELS):
        symbology = (Symbology.CODE128, Symbology.QR)[seed % 2]
        label = label_picture("JJD000390007882912345", symbology, seed)
        film = save_film([_moved(label, 9 * n) for n in range(_LABEL_FRAMES)], folder / "label.avi", 30.0)
        with _seeing(film) as (vision, inbox, _):
            began = time.monotonic()
            vision.active(True)
            inbox.wait(CodeRead)
            times.append(time.monotonic() - began)
    yield Figure("vision_code_median", round(1000 * percentile(times, 50)), "ms", 250.0, "lower")
    yield Figure("vision_code_slowest", round(1000 * max(times)), "ms", None, "lower")


def _moved(label: Picture, pixels: int) -> Picture:
    return np.asarray(np.roll(label, pixels, axis=1), np.uint8)


def _watching(film: Path) -> Iterator[Figure]:
    with _seeing(film) as (vision, _, pid):
        vision.active(True)
        _pass(1.0)
        before, first = _processor(pid), _shown(vision)
        _pass(_EMPTY_SECONDS)
        spent, frames = _processor(pid) - before, _shown(vision) - first
        yield Figure("vision_empty_frame", round(1000 * spent / frames, 1), "ms cpu", 20.0, "lower")
        yield Figure("vision_resident", round(_resident(pid)), "MiB", 120.0, "lower")
        vision.active(False)
        _pass(0.5)
        before = _processor(pid)
        _pass(_REST)
        resting = (_processor(pid) - before) / _REST
        yield Figure("vision_at_rest", round(100 * resting, 2), "% of a core", 0.0, "lower")


def _replacing(film: Path) -> Iterator[Figure]:
    """Until pictures come in again."""
    with _seeing(film) as (vision, inbox, _):
        vision.active(True)
        for name, how in (("killed", signal.SIGKILL), ("hung", signal.SIGSTOP)):
            _pass(_WARM)  # there is a spare, and it has loaded what it needs
            lost = vision.process_id
            assert lost is not None
            began = time.monotonic()
            os.kill(lost, how)
            inbox.wait(DeviceDown)
            while vision.preview() is None:
                _pass(0.005)
            yield Figure(f"vision_{name}_replaced", round(time.monotonic() - began, 2), "s", 2.0, "lower")


def _faces(film: Path) -> Iterator[Figure]:
    with _seeing(film) as (vision, inbox, pid):
        vision.faces.load()
        answer = inbox.wait(lambda report: getattr(report, "device", "") == "faces")
        if isinstance(answer, DeviceDown):
            sys.stdout.write(f"not measured with faces: {answer.reason}\n")
            return
        vision.faces.enrol()
        vision.active(True)
        _pass(3.0)
        yield Figure("vision_resident_with_faces", round(_resident(pid)), "MiB", 300.0, "lower")


def _shown(vision: Vision) -> int:
    shown = vision.preview()
    return 0 if shown is None else shown.sequence


def _pass(seconds: float) -> None:
    threading.Event().wait(seconds)


def _resident(pid: int) -> float:
    return int(Path(f"/proc/{pid}/statm").read_text().split()[1]) * _PAGE / 2**20


def _processor(pid: int) -> float:
    fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / _TICKS
