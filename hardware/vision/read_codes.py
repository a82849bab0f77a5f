"""`cubby read-codes`: the machine's own reading, on pictures and films."""

from __future__ import annotations

import argparse
import json
import sys
import time
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

import cv2
import numpy as np

from hardware.cameras.folder import SUFFIXES
from hardware.vision.decoders import Gray
from hardware.vision.reader import STILL_LOOKS, Looked, Reader

_RATE = 25.0


@dataclass(frozen=True, slots=True)
class Found:
    """One accepted code; `ms` is the processing time from the file's first frame to its acceptance."""

    file: str
    format: str
    text: str
    ms: float


class NoPictureError(Exception):
    """The file is neither a picture nor a film that OpenCV reads."""


def main(argv: Sequence[str]) -> int:
    parser = argparse.ArgumentParser(prog="cubby read-codes", description=__doc__)
    parser.add_argument("files", metavar="FILE", nargs="+", type=Path)
    parser.add_argument("--json", action="store_true", help="print a list of {file, format, text, ms}")
    options = parser.parse_args(argv)
    cv2.setNumThreads(1)
    found: list[Found] = []
    status = 0
    for file in options.files:
        try:
            found += codes_in(file)
        except NoPictureError as unread:
            print(unread, file=sys.stderr)
            status = 1
    if options.json:
        print(json.dumps([asdict(code) for code in found], indent=1))
    else:
        for code in found:
            print(f"{code.file}: {code.format} {code.text!r} ({code.ms} ms)")
    return status


def codes_in(file: Path) -> list[Found]:
    """What the program accepts of a picture (read as a film of itself) or a film. Raises NoPictureError."""
    reader = Reader(stills=file.suffix.lower() in SUFFIXES)
    found: list[Found] = []
    spent = 0.0
    for number, (frame, is_new) in enumerate(_frames(file)):
        begun = time.perf_counter()
        look = reader.new_frame if is_new else reader.same_frame
        looked: Looked = look(frame, number / _RATE)
        spent += time.perf_counter() - begun
        found += [
            Found(str(file), code.symbology.value, code.text, round(spent * 1000, 1))
            for code in looked.accepted
        ]
    return found


def _frames(file: Path) -> Iterator[tuple[Gray, bool]]:
    """The frames, and whether each is another than the one before."""
    if file.suffix.lower() in SUFFIXES:
        picture = cv2.imread(str(file), cv2.IMREAD_GRAYSCALE) if file.is_file() else None
        if picture is None:
            raise NoPictureError(f"{file} can't be read as a picture.")
        gray = np.asarray(picture, np.uint8)
        yield gray, True
        for _ in STILL_LOOKS:
            yield gray, False
        return
    film = cv2.VideoCapture(str(file)) if file.is_file() else None
    if film is None or not film.isOpened():
        raise NoPictureError(f"{file} can't be read as a picture or a film.")
    while True:
        good, colours = film.read()
        if not good:
            film.release()
            return
        yield np.asarray(cv2.cvtColor(colours, cv2.COLOR_BGR2GRAY), np.uint8), True


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
