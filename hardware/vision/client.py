"""The kiosk's side of vision: starts the vision process, replaces it, and takes its reports.

Standard library only: the decoders and OpenCV live in the other process.
"""

from __future__ import annotations

import logging
import secrets
import threading
import time
from collections.abc import Callable, Iterable, Sequence

from hardware.bell import Bell
from hardware.outcomes.devices import DeviceDown, DeviceUp
from hardware.outcomes.faces import FaceReport
from hardware.outcomes.reading import CodeRead, ReaderReport, ScanHelp, ScanHint, Symbology
from hardware.scanners.text import LONGEST, is_plain, show_separators, without_ends
from hardware.vision.child import COMMAND, SPARE, Child, Trouble
from hardware.vision.faces.client import Faces
from hardware.vision.memory import Preview, PreviewMemory
from hardware.vision.messages import (
    Beat,
    BeginCapture,
    CameraDown,
    CameraUp,
    EndCapture,
    Expect,
    FacesMissing,
    FacesReady,
    Formats,
    Hint,
    Order,
    Ready,
    Report,
    Saw,
    key_of,
)

logger = logging.getLogger(__name__)

PATIENCE = 0.8  # seconds; with the half that a new process takes, a hang is over within two
MOST_PATIENCE = 8.0
BACK_OFF = (0.0, 0.25, 0.5, 1.0, 2.0, 5.0)
HEALTHY_AFTER = 10.0


class Vision:
    """Codes and previews from `source`: `folder:DIR`, `film:FILE`, or a camera's stable path.

    `post` gets `CodeRead`, `DeviceUp` and `DeviceDown` on a thread of its own and must not block; `tell`,
    where given, gets what the person is to see: reports of `faces`, and what would help to read a code. The
    device "faces" goes up or down once their models were asked for. A process that dies, hangs or talks
    nonsense is replaced; that costs frames and a `DeviceDown` with its `DeviceUp`, and `faces` begins anew.
    """

    def __init__(
        self,
        source: str,
        post: Callable[[ReaderReport], None],
        *,
        tell: Callable[[FaceReport | ScanHelp], None] | None = None,
        name: str = "camera",
        command: Sequence[str] = COMMAND,
    ) -> None:
        self._source = source
        self._post = post
        self._tell = tell
        self._name = name
        self._command = command
        self._state = threading.Lock()  # guards what the owner thread and its callers share
        self._active = False
        self._ending = False
        self._expected: tuple[str, ...] = ()
        self._formats = Formats(())
        self.faces = Faces(self._order)
        self._faces_up: bool | None = None
        self._news: list[Order] = []
        self._memory: PreviewMemory | None = None
        self._bell = Bell()
        self._thread: threading.Thread | None = None
        self._child: Child | None = None
        self._spare: Child | None = None
        self._up: bool | None = None

    def start(self) -> None:
        self._memory = PreviewMemory()
        self._bell.open()
        self._thread = threading.Thread(target=self._run, args=(self._memory,), name=self._name, daemon=True)
        self._thread.start()

    def stop(self) -> None:
        """End the process and wait for it; nothing is posted after this returns."""
        if self._thread is None:
            return
        with self._state:
            self._ending = True
            self._wake()
        self._thread.join()
        with self._state:
            self._thread = None
            self._bell.close()
            if self._memory is not None:
                self._memory.close()
                self._memory = None

    def active(self, wanted: bool) -> None:  # noqa: FBT001  reads as it is said: active(True)
        """Capture and read from now on, or let the camera go."""
        with self._state:
            if wanted == self._active:
                return
            self._active = wanted
            self._news.append(BeginCapture() if wanted else EndCapture())
            self._wake()

    def expect(self, texts: Iterable[str]) -> None:
        """Accept these after one read. The process gets salted hashes of them, never the texts."""
        with self._state:
            self._expected = tuple(texts)
            self._news.append(_expectation(self._expected))
            self._wake()

    def formats(self, wanted: Iterable[Symbology]) -> None:
        """Read these only: fewer misreads and less work. None at all means all."""
        with self._state:
            self._formats = Formats(tuple(sorted(wanted)))
            self._news.append(self._formats)
            self._wake()

    def preview(self) -> Preview | None:
        """A copy of the newest picture, about 0.2 ms; None while nothing is captured. From any thread."""
        with self._state:
            if self._memory is None or not self._active:
                return None
            return self._memory.newest()

    @property
    def process_id(self) -> int | None:
        """The process that sees at this moment, for figures and tests."""
        child = self._child
        return None if child is None else child.pid

    # --- the owner thread ---------------------------------------------------------------------

    def _run(self, memory: PreviewMemory) -> None:
        failures, patience = 0, PATIENCE
        while True:
            started = time.monotonic()
            trouble = self._live_once(memory, patience)
            if trouble is None:
                self._end_spare()
                return
            self._say_down(trouble.reason)
            if time.monotonic() - started > HEALTHY_AFTER:
                failures, patience = 0, PATIENCE
            pause = BACK_OFF[min(failures, len(BACK_OFF) - 1)]
            failures += 1
            patience = min(patience * 2 if failures > 2 else patience, MOST_PATIENCE)
            if self._bell.pause(pause, self._is_ending):
                self._end_spare()
                return

    def _live_once(self, memory: PreviewMemory, patience: float) -> Trouble | None:
        """Run one process from start to end; its trouble, or None if it was stopped."""
        with self._state:
            self._news = [_expectation(self._expected)] if self._expected else []
            self._news += [self._formats] if self._formats.names else []
            self._news += self.faces.orders()
            self._news += [BeginCapture() if self._active else EndCapture()]
        try:
            child = self._next_child(memory, patience)
        except OSError as failure:
            return Trouble(f"the vision process does not start: {failure}")
        self._child = child
        trouble = self._attend(child, memory)
        self._child = None
        if trouble is None:
            child.end()
        else:
            child.kill()
        memory.wipe()
        return trouble

    def _next_child(self, memory: PreviewMemory, patience: float) -> Child:
        """The spare, where it is of use. Raises OSError."""
        spare, self._spare = self._spare, None
        if spare is not None:
            if spare.step_in(patience):
                return spare
            spare.kill()
        return Child(self._command, self._source, memory.fd, patience)

    def _attend(self, child: Child, memory: PreviewMemory) -> Trouble | None:
        has_spare = False
        while True:
            if child.is_ready and not has_spare:
                has_spare = True
                self._prepare_spare(memory)
            with self._state:
                if self._ending:
                    return None
                news, self._news = self._news, []
            for order in news:
                child.send(order)
            match child.wait(self._bell):
                case Trouble() as trouble:
                    return trouble
                case reports:
                    for report in reports:
                        self._take(report)

    def _prepare_spare(self, memory: PreviewMemory) -> None:
        if self._command != COMMAND or self._spare is not None:
            return
        try:
            self._spare = Child(SPARE, self._source, memory.fd, PATIENCE)
        except OSError as failure:
            logger.info("there is no spare vision process: %s", failure)

    def _end_spare(self) -> None:
        if self._spare is not None:
            self._spare.kill()
            self._spare = None

    def _order(self, order: Order) -> None:
        with self._state:
            self._news.append(order)
            self._wake()

    def _wake(self) -> None:
        """Only with `_state` held: the pipe is closed under it."""
        if self._thread is not None:
            self._bell.ring()

    def _is_ending(self) -> bool:
        with self._state:
            return self._ending

    def _take(self, report: Report) -> None:
        match report:
            case Saw():
                self._post(_code_from(report, self._name))
            case CameraUp():
                if self._up is not True:
                    if self._up is False:
                        logger.info("%s is connected again", self._name)
                    self._up = True
                    self._post(DeviceUp(self._name))
            case CameraDown(reason):
                self._say_down(reason)
            case Hint(hint):
                known = hint in ScanHint.__members__.values()
                self._say(ScanHelp(self._name, ScanHint(hint) if known else None))
            case FacesReady():
                self._say_faces(None)
            case FacesMissing(reason):
                self._say_faces(reason)
            case Ready() | Beat():
                pass
            case _:
                if self.faces.passes(report):
                    self._say(report)

    def _say(self, news: FaceReport | ScanHelp) -> None:
        if self._tell is not None:
            self._tell(news)

    def _say_faces(self, reason: str | None) -> None:
        up = reason is None
        if self._faces_up is up:
            return
        self._faces_up = up
        if reason is None:
            self._post(DeviceUp("faces"))
        else:
            logger.warning("faces can't be used: %s", reason)
            self._post(DeviceDown("faces", reason))

    def _say_down(self, reason: str) -> None:
        if self._up is not False:
            self._up = False
            logger.warning("%s is not connected: %s", self._name, reason)
            self._post(DeviceDown(self._name, reason))


def _expectation(texts: Iterable[str]) -> Expect:
    salt = secrets.token_hex(16)
    return Expect(salt, tuple(key_of(text, salt) for text in texts))


def _code_from(saw: Saw, source: str) -> CodeRead:
    """A code from the process' report; characters that are no text become replacement characters."""
    text = without_ends(show_separators(saw.text, is_gs1=saw.is_gs1))[:LONGEST]
    if not is_plain(text):
        text = "".join(
            character if is_plain(character) else "\N{REPLACEMENT CHARACTER}" for character in text
        )
    known = saw.symbology in Symbology.__members__.values()
    return CodeRead(text, Symbology(saw.symbology) if known else Symbology.UNKNOWN, source)
