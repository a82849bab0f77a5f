"""Code reader for a stream of frames: chooses each frame's view, and accepts sights."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from itertools import product

import numpy as np

from hardware.cameras.camera import Gray
from hardware.outcomes.reading import Symbology
from hardware.vision.codes.acceptance import Acceptance
from hardware.vision.codes.decoders import View, look
from hardware.vision.codes.sights import Outline, Sight

_TURNS = (View.STRAIGHT, View.TURNED, View.STRAIGHT, View.COARSE)
_ZOOMS = (1.0, 0.96, 1.08, 0.9, 1.25)
_MOST_SAME_TURNS = 3
_ROOM, _LEAST_ROOM = 0.4, 60  # of the code's size, and in pixels: how far a hand moves in a frame
_MOST_OF_IT = 0.6
ALL_FORMATS = frozenset(Symbology) - {Symbology.UNKNOWN}
USUAL = ALL_FORMATS - {Symbology.UPCE, Symbology.PDF417}  # the one misreads, the other costs 3 ms a frame
STILL_LOOKS = tuple((zoom, view) for zoom, view in product(_ZOOMS, View))


Region = tuple[int, int, int, int]
"""Left, top, right and bottom in the frame's pixels."""


@dataclass(frozen=True, slots=True)
class ReadResult:
    """Result of one look: everything seen (for the outline), and what is accepted and new."""

    seen: tuple[Sight, ...]
    accepted: tuple[Sight, ...]


class Reader:
    """Looks at frames, each in one way, so that a moving label costs little and a tilted one is read.

    A frame that stays (a picture in a folder, a film of one picture) is looked at in `STILL_LOOKS` different
    ways and then left alone: the same look at the same picture proves nothing more.
    """

    def __init__(self, *, stills: bool) -> None:
        """`stills`: a new frame is a new scene, and not the next moment of the same one."""
        self._stills = stills
        self.acceptance = Acceptance()
        self._turn = 0
        self._stayed = 0
        self._frames = 0
        self._looks = 0
        self._since = 0.0
        self._region: Region | None = None
        self.formats = USUAL
        """Which symbologies are read; from any thread."""

    @property
    def done(self) -> bool:
        """Whether the present frame has nothing more to give."""
        return self._looks >= len(STILL_LOOKS)

    def new_frame(self, frame: Gray, now: float) -> ReadResult:
        """Look at a frame that was not there before; `now` in seconds."""
        self._frames += 1
        self._looks = 0
        self._since = now
        if self._stills:
            self.acceptance.new_scene()
        if self.acceptance.undecided and self._stayed < _MOST_SAME_TURNS:
            self._stayed += 1  # what was just seen is confirmed soonest by the same look
        else:
            self._turn = (self._turn + 1) % len(_TURNS)
            self._stayed = 0
        return self._look(frame, _TURNS[self._turn], 1.0, now)

    def same_frame(self, frame: Gray, now: float) -> ReadResult:
        """Look once more at the frame that is still there, if another way of looking is left."""
        self.acceptance.stand_still(self._since, now)
        if self.done:
            return ReadResult((), ())
        zoom, view = STILL_LOOKS[self._looks]
        self._looks += 1
        return self._look(frame, view, zoom, now)

    def _look(self, frame: Gray, view: View, zoom: float, now: float) -> ReadResult:
        sights = self._sights(frame, view, zoom)
        accepted = self.acceptance.see(sights, (self._frames, view, zoom), now)
        undecided = self.acceptance.undecided and not self._stills
        self._region = around(sights[0].outline, frame) if sights and undecided else None
        return ReadResult(tuple(sights), tuple(accepted))

    def _sights(self, frame: Gray, view: View, zoom: float) -> list[Sight]:
        """Decode the region of the last sight first: that costs a fraction of a whole frame."""
        if self._region is not None:
            left, top, right, bottom = self._region
            part = np.ascontiguousarray(frame[top:bottom, left:right])
            found = look(part, view, zoom=zoom, formats=self.formats)
            if found:
                return [replace(sight, outline=moved(sight.outline, left, top)) for sight in found]
        return look(frame, view, zoom=zoom, formats=self.formats)


def around(outline: Outline, frame: Gray) -> Region | None:
    """Region of a code in the next frame; None where that is most of the frame."""
    height, width = frame.shape
    xs, ys = [x for x, _ in outline], [y for _, y in outline]
    room = max(_LEAST_ROOM, round(_ROOM * max(max(xs) - min(xs), max(ys) - min(ys))))
    left, top = max(0, int(min(xs)) - room), max(0, int(min(ys)) - room)
    right, bottom = min(width, int(max(xs)) + room), min(height, int(max(ys)) + room)
    worth = 0 < (right - left) * (bottom - top) < _MOST_OF_IT * width * height
    return (left, top, right, bottom) if worth else None


def moved(outline: Outline, left: int, top: int) -> Outline:
    a, b, c, d = ((x + left, y + top) for x, y in outline)
    return a, b, c, d


def formats_of(names: Iterable[str]) -> frozenset[Symbology]:
    """Those that a journey asked for; the usual ones where it did not."""
    wanted = frozenset(Symbology(name) for name in names if name in ALL_FORMATS)
    return wanted or USUAL
