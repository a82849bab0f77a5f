"""Formats by journey, the region of interest, and what would help to read a code."""

from __future__ import annotations

from pathlib import Path

import cv2
import numpy as np
import numpy.typing as npt
import pytest

from hardware.outcomes.reading import CodeRead, ScanHelp, ScanHint, Symbology
from hardware.vision.client import Vision
from hardware.vision.codes.decoders import View, look
from hardware.vision.codes.hints import Hints, hint_of
from hardware.vision.codes.reader import USUAL, Reader, around, formats_of
from tests.helpers.inbox import Inbox
from tests.helpers.labels import code_picture, empty_picture, label_picture, save_film, two_labels_picture

Gray = npt.NDArray[np.uint8]
TOKEN = "CUBBY:ABCDEFGHIJKLMNOPQRSTUVWX23"  # noqa: S105  a token of nobody


def gray(picture: npt.NDArray[np.uint8]) -> Gray:
    return np.asarray(cv2.cvtColor(picture, cv2.COLOR_BGR2GRAY), np.uint8)


def test_only_what_the_journey_wants_is_read() -> None:
    both = gray(two_labels_picture(("JJD0001234", Symbology.CODE128), (TOKEN, Symbology.QR), 5))
    reader = Reader(stills=False)
    reader.formats = formats_of(["qr"])
    texts = {sight.text for n in range(8) for sight in reader.new_frame(both, n / 25).seen}
    assert texts == {TOKEN}
    assert formats_of([]) == formats_of(["nonsense"]) == USUAL


@pytest.mark.parametrize("view", list(View))
def test_where_no_decoder_has_the_format_nothing_is_read(view: View) -> None:
    label = gray(label_picture("4006381333931", Symbology.EAN13, 1))
    assert look(label, view, formats={Symbology.DATAMATRIX}) == []


def test_after_the_first_sight_only_its_surroundings_are_looked_at() -> None:
    label = gray(code_on_grey(shift=0))
    reader = Reader(stills=False)
    first = next(looked for n in range(4) if (looked := reader.new_frame(label, n / 25)).seen)
    assert not first.accepted
    second = reader.new_frame(gray(code_on_grey(shift=12)), 0.2)
    assert [sight.text for sight in second.accepted] == [TOKEN]
    xs = [x for x, _ in second.seen[0].outline]
    assert sum(xs) / 4 == pytest.approx(652, abs=6)


def test_what_left_the_region_is_found_in_the_whole_frame() -> None:
    reader = Reader(stills=False)
    assert any(reader.new_frame(gray(code_on_grey(shift=-400)), n / 25).seen for n in range(4))
    assert reader.new_frame(gray(code_on_grey(shift=400)), 0.2).seen


def test_a_region_lies_within_the_frame_and_is_worth_it() -> None:
    frame = np.zeros((720, 1280), np.uint8)
    assert around(((0, 0), (100, 0), (100, 100), (0, 100)), frame) == (0, 0, 160, 160)
    assert around(((100, 50), (1200, 50), (1200, 700), (100, 700)), frame) is None


def code_on_grey(
    shift: int, scale: float = 1.0, blur: float = 0.8, *, glare: bool = False, light: float = 1.0
) -> npt.NDArray[np.uint8]:
    """A QR code on a card in the middle of an even wall, or `shift` pixels to the right of it."""
    code = cv2.resize(
        code_picture(TOKEN, Symbology.QR), None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA
    )
    wall = np.full((720, 1280), 120.0)
    high, wide = code.shape
    top, left = 360 - high // 2, 640 + shift - wide // 2
    if glare:
        wall[top - 120 : top + high + 120, left - 120 : left + wide + 120] = 255
        code = np.asarray(np.clip(code.astype(int) + 200, 0, 255), np.uint8)
    wall[top : top + high, left : left + wide] = code if glare else code * 0.9
    noise = np.random.default_rng(1).normal(0, 3, wall.shape)
    seen = np.clip(cv2.GaussianBlur(wall, (0, 0), blur) * light + noise, 0, 255).astype(np.uint8)
    return np.asarray(cv2.cvtColor(seen, cv2.COLOR_GRAY2BGR), np.uint8)


@pytest.mark.parametrize(
    ("picture", "hint"),
    [
        (code_on_grey(0, scale=0.4), ScanHint.CLOSER),
        (code_on_grey(0, scale=1.5, blur=5), ScanHint.HOLD_STILL),
        (code_on_grey(0, glare=True), ScanHint.DIM_YOUR_PHONE),
        (code_on_grey(0, light=0.15), ScanHint.TOO_DARK),
        (code_on_grey(0, scale=5.0), None),
        (empty_picture(1), None),
        (label_picture("JJD0001234", Symbology.CODE128, 1), None),
    ],
)
def test_the_frame_says_what_would_help(picture: npt.NDArray[np.uint8], hint: ScanHint | None) -> None:
    assert hint_of(gray(picture)) is hint


def said(hints: Hints, frame: Gray, times: list[float], *, code_seen: bool = False) -> list[ScanHint | None]:
    news = [hints.look(frame, code_seen=code_seen, now=now) for now in times]
    return [hint for each in news if each is not None for hint in each]


def test_help_comes_after_a_while_once_and_goes_with_the_first_code() -> None:
    hints = Hints()
    hints.begin(0.0)
    small = gray(code_on_grey(0, scale=0.4))
    assert said(hints, small, [0.5, 1.0]) == []
    assert said(hints, small, [1.5, 1.6, 2.0, 2.5, 3.0]) == [ScanHint.CLOSER]
    assert said(hints, small, [3.1, 3.2], code_seen=True) == [None]
    assert said(hints, small, [3.5, 4.0]) == []


def test_the_real_process_says_it_and_reads_only_what_is_wanted(tmp_path: Path) -> None:
    devices, told = Inbox(), Inbox()
    frames = [code_on_grey(3 * n, scale=0.4) for n in range(12)]
    vision = Vision(f"film:{save_film(frames, tmp_path / 'small.avi')}", devices.put, tell=told.put)
    vision.formats([Symbology.QR])
    vision.start()
    try:
        vision.active(True)
        assert told.wait(ScanHelp) == ScanHelp("camera", ScanHint.CLOSER)
    finally:
        vision.stop()
    assert not [report for report in devices.history if isinstance(report, CodeRead)]
