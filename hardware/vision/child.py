"""One vision process as its parent holds it: orders in, reports out, deadlines for signs of life."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from hardware.bell import Bell
from hardware.messages import BadLineError
from hardware.outcomes.faces import FaceEnrolled, FaceKnown, FaceRefused
from hardware.pipes import HelperPipes, PipeEnd, Woken
from hardware.starvation import WORK, is_starved, processor_use
from hardware.vision.messages import (
    LONGEST_LINE,
    BeginCapture,
    EndCapture,
    Enrol,
    FacesMissing,
    FacesReady,
    LeaveFaces,
    LoadFaces,
    Order,
    Ready,
    Recognise,
    Report,
    decode_report,
    encode,
)

COMMAND = (sys.executable, "-m", "hardware.vision.process")
SPARE = (sys.executable, "-m", "hardware.vision.spare")
START_PATIENCE = 15.0  # seconds; loading the decoders takes half of one, and longer on a busy machine
_MODELS_PATIENCE = 60.0  # the models of faces: two seconds of processor time, during which nothing is said
_STEP_IN_PATIENCE = 1.5  # of a spare that has loaded everything
_FACES_PATIENCE = 4.0  # one look at a face takes 0.1 s of processor time, beside a load a second
_ONE_MORE_WHILE = 0.2
_LAST_WORDS = 1.0
_STARVED_PATIENCE = 8.0  # seconds of silence at most, however busy the machine is
_LOADING_PATIENCE, _LOADING_WORK = (
    300.0,
    10.0,
)  # the same while it loads, and the processor time that may take

_ROOT = Path(__file__).resolve().parents[2]
# one thread each: the machine has few cores, and they are the visitor's
_ENVIRONMENT = {
    "OMP_NUM_THREADS": "1",
    "OPENBLAS_NUM_THREADS": "1",
    "MALLOC_ARENA_MAX": "2",
    "OPENCV_LOG_LEVEL": "ERROR",
    "OPENCV_VIDEOIO_V4L_SELECT_TIMEOUT": "2",
}


@dataclass(frozen=True, slots=True)
class Trouble:
    """The reason to replace this process."""

    reason: str


class Child:
    """Used by one thread. `patience` is for how many seconds it may be silent while it watches."""

    def __init__(self, command: Sequence[str], source: str, memory: int, patience: float) -> None:
        """Raises OSError where the process can't be started."""
        path = os.pathsep.join(filter(None, (str(_ROOT), os.environ.get("PYTHONPATH"))))
        self._process = subprocess.Popen(
            [*command, "--source", source, "--memory", str(memory)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            bufsize=0,
            pass_fds=(memory,),
            env={**os.environ, **_ENVIRONMENT, "PYTHONPATH": path},
        )
        self._pipes = HelperPipes(self._process, LONGEST_LINE)
        self._patience = patience
        self._ready = False
        self._watching = False
        self._loading = False
        self._faces = False
        self._deadline = time.monotonic() + START_PATIENCE
        self._listen_from_now()

    @property
    def pid(self) -> int:
        return self._process.pid

    @property
    def is_ready(self) -> bool:
        """Whether it has loaded what it needs."""
        return self._ready

    def step_in(self, patience: float) -> bool:
        """For a spare: whether it can be used from now on; it then needs an order to begin."""
        while not self._ready and self._pipes.has_reports:
            if isinstance(self._read(), Trouble):
                return False
        self._patience = patience
        self._listen_from_now()
        self._deadline = time.monotonic() + (_STEP_IN_PATIENCE if self._ready else START_PATIENCE)
        return self._process.poll() is None

    def send(self, order: Order) -> None:
        if isinstance(order, Enrol | Recognise | LeaveFaces):
            self._faces = not isinstance(order, LeaveFaces)
        if self._ready and (self._faces or not self._must_speak):
            self._deadline = max(self._deadline, time.monotonic() + self._patience_now)
            self._listen_from_now()
        self._pipes.send(encode(order))
        if isinstance(order, LoadFaces):
            self._loading = True
            self._deadline = max(self._deadline, time.monotonic() + _MODELS_PATIENCE)
        if isinstance(order, BeginCapture | EndCapture):
            self._watching = isinstance(order, BeginCapture)

    def wait(self, bell: Bell) -> list[Report] | Trouble:
        """Block until it reports, the bell is rung (an empty list), or it is in trouble."""
        while True:
            left = self._deadline - time.monotonic() if self._must_speak else None
            if left is not None and left <= 0:
                if not self._may_yet_answer():
                    return Trouble("the vision process does not answer")
                left = self._deadline - time.monotonic()
            match self._pipes.wait(bell, left):
                case Woken.REPORTS:
                    return self._read()
                case Woken.BELL:
                    return []
                case Woken.NEITHER:
                    pass

    def end(self) -> None:
        """Close its input, which ends it; kill it where that does not help."""
        self._pipes.close_orders()
        try:
            self._process.wait(_LAST_WORDS if self._ready else 0.0)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()
        self._pipes.close()

    def kill(self) -> None:
        """Kill a process that does not answer."""
        self._process.kill()
        self.end()

    def _listen_from_now(self) -> None:
        """It was heard, or asked something that it has to answer."""
        self._heard_at, self._stood = time.monotonic(), processor_use(self._process.pid)

    def _may_yet_answer(self) -> bool:
        """Give one more while to a process that others keep from the processor; False for one that hangs."""
        now = time.monotonic()
        loads = self._loading or not self._ready
        longest, work = (_LOADING_PATIENCE, _LOADING_WORK) if loads else (_STARVED_PATIENCE, WORK)
        if now - self._heard_at > longest:
            return False
        if not is_starved(self._stood, processor_use(self._process.pid), work):
            return False
        self._deadline = now + _ONE_MORE_WHILE
        return True

    @property
    def _patience_now(self) -> float:
        return max(self._patience, _FACES_PATIENCE) if self._faces else self._patience

    @property
    def _must_speak(self) -> bool:
        """At rest it is silent; but orders that it does not even read are a sign of a hang too."""
        return self._watching or not self._ready or self._pipes.unsent

    def _read(self) -> list[Report] | Trouble:
        lines = self._pipes.read()
        if lines is PipeEnd.ENDED:
            return Trouble(f"the vision process ended ({self._process.wait()})")
        if lines is PipeEnd.ENDLESS:
            return Trouble("the vision process talks without end")
        self._listen_from_now()
        try:
            reports = [decode_report(line) for line in lines]
        except BadLineError:
            return Trouble("the vision process talks nonsense")
        self._ready = self._ready or any(isinstance(report, Ready) for report in reports)
        if any(isinstance(report, FacesReady | FacesMissing) for report in reports):
            self._loading = False
        if any(isinstance(report, FaceEnrolled | FaceKnown | FaceRefused) for report in reports):
            self._faces = False
        if lines and self._ready and not self._loading:
            self._deadline = time.monotonic() + self._patience_now
        return reports
