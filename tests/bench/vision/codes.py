"""Codes: right and wrong per kind on the measuring pictures, the time to accept, an empty frame's cost."""

from __future__ import annotations

import sys
import time
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

import cv2
import numpy as np
import zxingcpp
from pyzbar import pyzbar

from hardware.cameras.camera import Gray
from hardware.outcomes.reading import Symbology
from hardware.vision.codes.command import codes_in
from hardware.vision.codes.reader import Reader
from tests.bench.figure import Figure, percentile
from tests.helpers.labels import empty_picture, label_picture
from tests.helpers.measuring import SHARED

_FRAME = 1 / 30
_LABELS, _EMPTY = 20, 60


def measure() -> Sequence[Figure]:
    barcodes = SHARED / "barcodes"
    if not barcodes.is_dir():
        sys.stdout.write("codes are not counted: the pictures of ../shared/data/barcodes are not here\n")
        return _stream()
    return (*_read(barcodes), *_stream())


def _read(folder: Path) -> Sequence[Figure]:
    ours, theirs, total, wrong = Counter[str](), Counter[str](), Counter[str](), 0
    for picture in sorted(folder.glob("*/*.png")):
        kind, expected = picture.parent.name, picture.with_suffix(".txt")
        texts = {code.text for code in codes_in(picture)}
        if not expected.exists():
            wrong += len(texts)
            continue
        text = expected.read_bytes().decode()
        total[kind] += 1
        ours[kind] += texts == {text}
        theirs[kind] += text in _bare(picture)
        wrong += len(texts - {text})
    figures = [
        Figure(f"codes_{kind}_of_{count}", ours[kind], "right", float(theirs[kind]), "higher")
        for kind, count in sorted(total.items())
    ]
    return (*figures, Figure("codes_misread", wrong, "codes", 0.0, "lower"))


def _bare(picture: Path) -> set[str]:
    """What the two decoders make of the picture as it is, zxing-cpp first."""
    loaded = cv2.imread(str(picture), cv2.IMREAD_GRAYSCALE)
    if loaded is None:
        return set()
    found = zxingcpp.read_barcodes(loaded, text_mode=zxingcpp.TextMode.Plain)
    if found:
        return {code.text for code in found}
    return {code.data.decode(errors="replace") for code in pyzbar.decode(loaded)}


def _stream() -> Sequence[Figure]:
    times, costs = [], []
    for seed in range(_LABELS):
        symbology = (Symbology.CODE128, Symbology.QR)[seed % 2]
        label = _gray(label_picture("JJD000390007882912345", symbology, seed))
        reader, now = Reader(stills=False), 0.0
        for number in range(30):
            frame = np.roll(label, 9 * number, axis=1)
            began = time.perf_counter()
            accepted = reader.new_frame(frame, now).accepted
            cost = time.perf_counter() - began
            if accepted:
                now += cost
                break
            now += max(_FRAME, cost)
        times.append(now)
    reader = Reader(stills=False)
    for number in range(_EMPTY):
        empty = _gray(empty_picture(number % 6))
        began = time.process_time()
        reader.new_frame(empty, number * _FRAME)
        costs.append(time.process_time() - began)
    return (
        Figure("code_accepted_median", round(1000 * percentile(times, 50)), "ms", 250.0, "lower"),
        Figure("code_accepted_p95", round(1000 * percentile(times, 95)), "ms", None, "lower"),
        Figure("empty_frame", round(1000 * sum(costs) / len(costs), 1), "ms cpu", 20.0, "lower"),
    )


def _gray(picture: Gray) -> Gray:
    return np.asarray(cv2.cvtColor(picture, cv2.COLOR_BGR2GRAY), np.uint8)
