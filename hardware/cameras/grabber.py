"""The thread that owns a camera and keeps its newest frame only."""

from __future__ import annotations

import logging
import threading
import time
import zlib
from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeVar

from hardware.cameras.camera import Camera, CameraKind, CameraLost, Picture
from hardware.outcomes.reading import BLACK_PICTURE

logger = logging.getLogger(__name__)

T = TypeVar("T")

BACK_OFF = (0.25, 0.5, 1.0, 2.0)
STANDS_STILL = 3.0
_BLACK = 12  # of 255, which hardly a pixel of a covered lens exceeds; a dark room's noise does


@dataclass(frozen=True, slots=True, eq=False)
class Frame:
    """`number` grows by one with each frame, dropped ones included; `at` is monotonic, in seconds."""

    picture: Picture
    number: int
    at: float


class Grabber:
    """Captures while `watch(wanted=True)`, reopens a camera that went away, and says so through `report`.

    `report(None)` means that pictures come in, `report(Lost)` that none do; each is said once, on the
    grabber's thread. A consumer that takes 100 ms sees frames 4 ms old this way; through a queue, 371 ms.
    """

    def __init__(
        self,
        camera: Camera,
        report: Callable[[CameraLost | None], None],
        *,
        back_off: tuple[float, ...] = BACK_OFF,
        stands_still: float = STANDS_STILL,
    ) -> None:
        self._camera = camera
        self._report = report
        self._back_off = back_off
        self._stands_still = stands_still
        self._changed = threading.Condition()
        self._wanted = False
        self._ended = False
        self._newest: Frame | None = None
        self._count = 0
        self._lost: CameraLost | None = None
        self._reported = False
        self._light_held = self._light_wanted = False
        self._asked_at: float | None = None
        self._frozen_mark: int | None = None
        self._black = False
        self._thread = threading.Thread(target=self._run, name="grabber", daemon=True)

    def start(self) -> None:
        self._thread.start()

    def stop(self) -> None:
        with self._changed:
            self._ended = True
            self._changed.notify_all()
        self._thread.join()

    def watch(self, *, wanted: bool) -> None:
        with self._changed:
            self._wanted = wanted
            self._newest = None
            self._changed.notify_all()

    def hold_light(self, *, wanted: bool) -> None:
        """Keep exposure and white balance as they are from the next frame on; ends with the watching."""
        self._light_wanted = wanted

    def newer(self, number: int, timeout: float) -> Frame | None:
        """The newest frame if its number is above `number`, waiting for one up to `timeout` seconds."""
        with self._changed:
            self._changed.wait_for(lambda: self._newest is not None and self._newest.number > number, timeout)
            newest = self._newest
            return newest if newest is not None and newest.number > number else None

    def stuck_for(self) -> float:
        """For how many seconds the camera has not come back from a call; 0 if it isn't in one."""
        asked_at = self._asked_at
        return 0.0 if asked_at is None else time.monotonic() - asked_at

    def _run(self) -> None:
        tries = 0
        while self._wait_until_wanted():
            lost = self._ask(self._camera.open)
            if lost is None:
                lost, frames = self._capture()
                self._ask(self._camera.close)
                tries = 0 if frames else tries
            if lost is not None:
                self._say(lost)
                self._rest(self._back_off[min(tries, len(self._back_off) - 1)])
                tries += 1

    def _capture(self) -> tuple[CameraLost | None, int]:
        """Fill the slot until nobody wants frames (None) or there are none; and how many there were."""
        frames, last_mark, changed_at = 0, -1, time.monotonic()
        light_at = changed_at
        self._light_held = False
        while self._wanted and not self._ended:
            if self._light_wanted is not self._light_held:
                self._light_held = self._light_wanted
                self._ask(lambda: self._camera.hold_light(wanted=self._light_held))
            picture = self._ask(self._camera.read)
            now = time.monotonic()
            match picture:
                case CameraLost():
                    return picture, frames
                case None:
                    pass
                case _:
                    frames += 1
                    mark = _fingerprint(picture)
                    if mark != last_mark:
                        last_mark, changed_at = mark, now
                    dark = is_black(picture)
                    light_at = light_at if dark else now
                    self._put(picture, now)
                    if mark != self._frozen_mark and not (dark and self._black):
                        self._frozen_mark, self._black = None, False
                        self._say(None)
            if self._camera.kind is CameraKind.LIVE and now - changed_at > self._stands_still:
                self._frozen_mark = last_mark  # reopened, it may show the same again: that is not back
                return CameraLost("the picture stands still"), 0
            if self._camera.kind is CameraKind.LIVE and now - light_at > self._stands_still:
                self._black = True  # nor is it back while it is black
                return CameraLost(BLACK_PICTURE), 0
        return None, frames

    def _put(self, picture: Picture, now: float) -> None:
        with self._changed:
            if self._wanted:
                self._count += 1
                self._newest = Frame(picture, self._count, now)
                self._changed.notify_all()

    def _wait_until_wanted(self) -> bool:
        with self._changed:
            self._changed.wait_for(lambda: self._wanted or self._ended)
            return not self._ended

    def _rest(self, seconds: float) -> None:
        with self._changed:
            self._changed.wait_for(lambda: self._ended or not self._wanted, seconds)

    def _say(self, lost: CameraLost | None) -> None:
        if self._reported and (lost is None) == (self._lost is None):
            return
        self._reported, self._lost = True, lost
        self._report(lost)

    def _ask(self, call: Callable[[], T]) -> T:
        self._asked_at = time.monotonic()
        answer = call()
        self._asked_at = None
        return answer


def is_black(picture: Picture) -> bool:
    """Whether hardly anything is seen: the lens is covered, or the lamp above is off."""
    few = picture[::16, ::16]
    return int((few > _BLACK).sum()) <= few.size // 100


def _fingerprint(picture: Picture) -> int:
    return zlib.crc32(picture[::16, ::4].tobytes())
