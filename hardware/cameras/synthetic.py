"""A scripted camera with the faults of real ones, for tests and demonstrations.

The script is a file with a line a step, played again and again: `show FILE SECONDS`, `room SECONDS`,
`black SECONDS`, `freeze SECONDS`, `stall SECONDS`, `unplug SECONDS`. Files are named from the folder that the
script is in.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import cv2
import numpy as np

from hardware.cameras.camera import CameraKind, CameraLost, Picture
from hardware.cameras.folder import fit

_RATE = 25.0
_NOISE = 2.0  # grey levels; a sensor always has some
_SCENE = 720, 1280
_ACTS = frozenset({"show", "room", "black", "freeze", "stall", "unplug"})


@dataclass(frozen=True, slots=True)
class Step:
    """`file` with `show` only."""

    act: str
    seconds: float
    file: Path | None = None


class NoScriptError(ValueError):
    """A line of the script can't be understood."""


class SyntheticCamera:
    """Live: each picture differs from the one before by its noise, unless it is frozen or black.

    The script's time goes on while nobody captures, as the world's does. `clock` and `sleep` are for tests.
    """

    kind = CameraKind.LIVE

    def __init__(
        self,
        script: Path,
        *,
        clock: Callable[[], float] = time.monotonic,
        sleep: Callable[[float], None] = time.sleep,
    ) -> None:
        self._script = script
        self._clock, self._sleep = clock, sleep
        self._steps: tuple[Step, ...] = ()
        self._scene = np.full((*_SCENE, 3), 128, np.uint8)
        self._held: tuple[Path, Picture] | None = None
        self._last: Picture | None = None
        self._began: float | None = None
        self._chance = np.random.default_rng(1)

    def find(self) -> CameraLost | None:
        """The script begins when the camera is looked for the first time."""
        if not self._steps:
            try:
                self._steps = steps_of(self._script)
            except (OSError, NoScriptError) as wrong:
                return CameraLost(f"the script {self._script} can't be played: {wrong}")
        return CameraLost("the camera was unplugged") if self._step().act == "unplug" else None

    def open(self) -> CameraLost | None:
        return self.find()

    def read(self) -> Picture | CameraLost | None:
        self._sleep(1 / _RATE)
        step = self._step()
        match step.act:
            case "unplug":
                return CameraLost("the camera was unplugged")
            case "stall":
                self._sleep(self._left())
                return None
            case "freeze" if self._last is not None:
                return self._last
            case "black":
                self._last = self._noisy(np.zeros_like(self._scene))
            case _:
                self._last = self._noisy(self._scene if step.file is None else self._picture(step.file))
        return self._last

    def hold_light(self, *, wanted: bool) -> None:
        """Its light is what it is."""

    def close(self) -> None:
        self._last = None

    def _step(self) -> Step:
        return self._at()[0]

    def _left(self) -> float:
        return self._at()[1]

    def _at(self) -> tuple[Step, float]:
        """The step of this moment, and the seconds that are left of it."""
        self._began = self._clock() if self._began is None else self._began
        into = (self._clock() - self._began) % sum(step.seconds for step in self._steps)
        for step in self._steps:
            if into < step.seconds:
                return step, step.seconds - into
            into -= step.seconds
        return self._steps[-1], 0.0

    def _picture(self, file: Path) -> Picture:
        if self._held is None or self._held[0] != file:
            loaded = cv2.imread(str(file), cv2.IMREAD_COLOR)
            shown = self._scene if loaded is None else fit(np.asarray(loaded, np.uint8))
            self._held = file, shown
        return self._held[1]

    def _noisy(self, picture: Picture) -> Picture:
        noise = self._chance.normal(0, _NOISE, picture.shape[:2])[..., None]
        return np.clip(picture + noise, 0, 255).astype(np.uint8)


def steps_of(script: Path) -> tuple[Step, ...]:
    """Raises OSError or NoScriptError."""
    steps = []
    for line in script.read_text("utf-8").splitlines():
        match line.split():
            case []:
                continue
            case ["show", name, seconds]:
                steps.append(Step("show", _seconds(seconds), script.parent / name))
            case [act, seconds] if act in _ACTS - {"show"}:
                steps.append(Step(act, _seconds(seconds)))
            case _:
                raise NoScriptError(f"{line!r} is no step")
    if not steps:
        raise NoScriptError("it is empty")
    return tuple(steps)


def _seconds(text: str) -> float:
    try:
        seconds = float(text)
    except ValueError:
        seconds = 0.0
    if not 0 < seconds < 86400:
        raise NoScriptError(f"{text!r} is no time")
    return seconds
