"""Work of the vision process: frames in; codes, previews and signs of life out."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable

import cv2
import numpy as np

from hardware.cameras.camera import Camera, CameraKind, CameraLost, Gray, Picture
from hardware.cameras.grabber import Frame, Grabber
from hardware.vision.codes.hints import Hints
from hardware.vision.codes.reader import Reader, ReadResult, formats_of
from hardware.vision.codes.sights import Outline
from hardware.vision.faces.frame.box import Box
from hardware.vision.faces.work import FaceWork
from hardware.vision.memory import MOST_HEIGHT, MOST_WIDTH, PreviewWriter
from hardware.vision.messages import (
    Beat,
    BeginCapture,
    CameraDown,
    CameraUp,
    EndCapture,
    Enrol,
    Expect,
    Formats,
    Hint,
    LeaveFaces,
    LoadFaces,
    Order,
    Recognise,
    Report,
    Saw,
    key_of,
)

BEAT = 0.2
STUCK = 6.0  # a driver that does not come back; V4L's own limit is two seconds
_PREVIEW_PAUSE = 0.045
_OUTLINE_STAYS = 0.5
_NOTHING = ReadResult((), ())


class VisionWork:
    """Captures and reads while ordered to; `say` takes the reports, from several threads."""

    def __init__(self, camera: Camera, preview: PreviewWriter | None, say: Callable[[Report], None]) -> None:
        self._camera = camera
        self._kind = camera.kind
        self._grabber = Grabber(camera, self._camera_is)
        self._preview = preview
        self._say = say
        self._reader = Reader(stills=camera.kind is CameraKind.STILLS)
        self._faces = FaceWork(say)
        self._hints = Hints()
        self._watching = threading.Event()
        self._outline: Outline | None = None
        self._outlined_at = 0.0
        self._shown_at = 0.0
        self._said_at = 0.0

    def obey(self, order: Order) -> None:
        match order:
            case BeginCapture():
                self._grabber.watch(wanted=True)
                self._watching.set()
            case EndCapture():
                self._watching.clear()
                self._grabber.watch(wanted=False)
            case Expect(salt, keys):
                known = frozenset(keys)
                self._reader.acceptance.is_expected = lambda text: key_of(text, salt) in known
            case Formats(names):
                self._reader.formats = formats_of(names)
            case LoadFaces() | Enrol() | Recognise() | LeaveFaces():
                self._faces.obey(order)

    def run(self) -> None:
        """Look for ever. Returns only when the camera's driver hangs, which only a new process mends."""
        self._camera_is(self._camera.find())
        self._grabber.start()
        while not self._is_stuck():
            if not self._watching.is_set():
                self._wipe()
                self._watching.wait()
            self._look_until_rest()

    def _look_until_rest(self) -> None:
        number, frame = 0, None
        gray: Gray | None = None
        self._hints.begin(time.monotonic())
        while self._watching.is_set() and not self._is_stuck():
            self._beat()
            more = frame is not None and self._kind is CameraKind.STILLS and not self._reader.done
            newer = self._grabber.newer(number, 0.0 if more else BEAT)
            now = time.monotonic()
            if newer is not None:
                number, frame = newer.number, newer
                if self._kind is CameraKind.STILLS:
                    self._outline = None
                gray = np.asarray(cv2.cvtColor(newer.picture, cv2.COLOR_BGR2GRAY), np.uint8)
                self._look_for_faces(newer.picture, gray, newer.at, newer.number)
                looked = _NOTHING if self._faces.is_challenging else self._reader.new_frame(gray, now)
                self._tell(looked, newer, now)
                self._help(gray, looked, now)
            elif frame is not None and gray is not None and self._kind is CameraKind.STILLS:
                self._look_for_faces(frame.picture, gray, now)
                self._tell(self._reader.same_frame(gray, now), frame, now)

    def _help(self, gray: Gray, looked: ReadResult, now: float) -> None:
        if self._faces.busy:
            return
        news = self._hints.look(gray, code_seen=bool(looked.seen), now=now)
        if news is not None:
            (hint,) = news
            self._say(Hint(hint.value if hint is not None else ""))

    def _is_stuck(self) -> bool:
        if self._grabber.stuck_for() < STUCK:
            return False
        time.sleep(BEAT)  # perhaps it was only kept waiting by native code, as we were
        return self._grabber.stuck_for() >= STUCK

    def _look_for_faces(self, picture: Picture, gray: Gray, at: float, number: int | None = None) -> None:
        if self._faces.busy:
            self._faces.see(picture, gray, at, None if self._kind is CameraKind.STILLS else number)
            self._beat()
        self._grabber.hold_light(wanted=self._faces.is_challenging)

    def _tell(self, looked: ReadResult, frame: Frame, now: float) -> None:
        for sight in looked.accepted:
            self._say(Saw(sight.text, sight.symbology.value, sight.is_gs1))
        if looked.seen:
            self._outline, self._outlined_at = looked.seen[0].outline, now
        elif now - self._outlined_at > _OUTLINE_STAYS and self._kind is not CameraKind.STILLS:
            self._outline = None
        if self._preview is not None and now - self._shown_at >= _PREVIEW_PAUSE:
            self._shown_at = now
            _show(self._preview, frame.picture, self._outline or _around(self._faces.box))

    def _beat(self) -> None:
        now = time.monotonic()
        if now - self._said_at >= BEAT:
            self._said_at = now
            self._say(Beat())

    def _wipe(self) -> None:
        self._outline = None
        if self._preview is not None:
            self._preview.wipe()

    def _camera_is(self, lost: CameraLost | None) -> None:
        self._say(CameraUp() if lost is None else CameraDown(lost.reason))


def _around(box: Box | None) -> Outline | None:
    if box is None:
        return None
    left, top, right, bottom = map(float, (box.left, box.top, box.right, box.bottom))
    return (left, top), (right, top), (right, bottom), (left, bottom)


def _show(preview: PreviewWriter, picture: Picture, outline: Outline | None) -> None:
    height, width = picture.shape[:2]
    scale = min(1.0, MOST_WIDTH / width, MOST_HEIGHT / height)
    size = max(1, int(width * scale)), max(1, int(height * scale))
    small = cv2.resize(picture, size, interpolation=cv2.INTER_LINEAR) if scale < 1.0 else picture
    rgb = np.ascontiguousarray(cv2.cvtColor(small, cv2.COLOR_BGR2RGB))
    corners = () if outline is None else tuple((x * scale, y * scale) for x, y in outline)
    preview.write(size[0], size[1], rgb.tobytes(), corners)
