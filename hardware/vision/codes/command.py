"""`cubby read-codes`: reads codes in pictures and films."""

from __future__ import annotations

import json
import sys
import time
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import asdict, dataclass
from itertools import chain, repeat
from pathlib import Path

import cv2
import numpy as np

from hardware.cameras.camera import Gray
from hardware.cameras.folder import SUFFIXES, fit, load
from hardware.vision import usage
from hardware.vision.codes.reader import ALL_FORMATS, STILL_LOOKS, Reader

_RATE = 25.0
_FILMS = frozenset({".avi", ".gif", ".mkv", ".mov", ".mp4", ".webm"})
_SEEN = SUFFIXES | _FILMS
_MOST_SIDE = 3200  # pixels; what is larger is made smaller


@dataclass(frozen=True, slots=True)
class CodeFound:
    """One accepted code; `ms` is the processing time from the file's first frame to its acceptance."""

    file: str
    format: str
    text: str
    ms: float


class NoPictureError(Exception):
    """Nothing in the file can be looked at; the text is a sentence that says so."""


def main(argv: Sequence[str]) -> int:
    options = usage.read_codes().parse_args(argv)
    cv2.setNumThreads(1)
    found: list[CodeFound] = []
    status = 0
    for file in chain.from_iterable(map(_files, options.files)):
        try:
            codes = codes_in(file)
            if not codes:
                print(f"{file}: no code found.", file=sys.stderr)
            found += codes
        except NoPictureError as unread:
            print(unread, file=sys.stderr)
            status = 1
    if options.json:
        print(json.dumps([asdict(code) for code in found], indent=1))
    else:
        for code in found:
            print(f"{code.file}: {code.format} {code.text!r} ({code.ms} ms)")
    return status


def codes_in(file: Path) -> list[CodeFound]:
    """Codes accepted in a picture (read as a film of itself) or a film. Raises NoPictureError."""
    _refuse_what_is_none(file)
    frames = _frames(file)
    first = next(frames, None)
    if first is None:
        raise NoPictureError(f"{file} can't be read as a picture or a film.")
    second = next(frames, None)
    if second is None:
        return _accepted(
            file, Reader(stills=True), chain([(first, True)], repeat((first, False), len(STILL_LOOKS)))
        )
    film = chain((first, second), frames)
    return _accepted(file, Reader(stills=False), ((frame, True) for frame in film))


def _accepted(file: Path, reader: Reader, frames: Iterable[tuple[Gray, bool]]) -> list[CodeFound]:
    """Of `frames`, each with whether it is another than the one before."""
    reader.formats = ALL_FORMATS
    found: list[CodeFound] = []
    spent = 0.0
    for number, (frame, is_new) in enumerate(frames):
        begun = time.perf_counter()
        looked = (reader.new_frame if is_new else reader.same_frame)(frame, number / _RATE)
        spent += time.perf_counter() - begun
        found += [
            CodeFound(str(file), code.symbology.value, code.text, round(spent * 1000, 1))
            for code in looked.accepted
        ]
    return found


def _files(named: Path) -> list[Path]:
    """Itself, or the pictures and films in a folder."""
    try:
        return sorted(
            file for file in named.iterdir() if file.suffix.lower() in _SEEN and file.is_file()
        ) or [named]
    except OSError:
        return [named]


def _refuse_what_is_none(file: Path) -> None:
    """Raises NoPictureError for what is no file with something in it."""
    try:
        if not file.exists():
            raise NoPictureError(f"{file} is not there.")
        if file.is_dir():
            raise NoPictureError(f"There is no picture and no film in {file}.")
        if not file.is_file():
            raise NoPictureError(f"{file} is no file.")
        with file.open("rb") as opened:
            if not opened.read(1):
                raise NoPictureError(f"{file} is empty.")
    except OSError as failure:
        raise NoPictureError(f"{file} can't be read: {failure.strerror}.") from failure


def _frames(file: Path) -> Iterator[Gray]:
    """The frames of a film, the one of a picture, or none."""
    suffix = file.suffix.lower()
    if suffix not in _FILMS:
        picture = load(file, cv2.IMREAD_GRAYSCALE)
        if picture is not None:
            yield fit(picture, _MOST_SIDE)
        if picture is not None or suffix in SUFFIXES:
            return
    with file.open("rb") as opened:
        film = cv2.VideoCapture(f"/proc/self/fd/{opened.fileno()}")  # its name may be no UTF-8
        try:
            while (colours := film.read()[1]) is not None:
                yield fit(np.asarray(cv2.cvtColor(colours, cv2.COLOR_BGR2GRAY), np.uint8), _MOST_SIDE)
        finally:
            film.release()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
