"""One speech process as its parent holds it: orders in, reports out, a deadline for its answers."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from hardware.bell import Bell
from hardware.messages import BadLineError
from hardware.pipes import HelperPipes, PipeEnd, Woken
from hardware.speech.client import Say, SpeechDown, SpeechEnded, SpeechUp
from hardware.speech.messages import (
    LONGEST_REPORT,
    Order,
    Report,
    decode_report,
    encode,
)
from hardware.starvation import is_starved, processor_use

COMMAND: Final = (sys.executable, "-m", "hardware.speech.process")
PATIENCE: Final = 12.0
"""Seconds of silence: more than a voice and a device may take until they are given up."""
_START_PATIENCE: Final = 20.0
_STARVED_PATIENCE: Final = 30.0
_ONE_MORE_WHILE: Final = 0.5
_LAST_WORDS: Final = 1.0

_ROOT = Path(__file__).resolve().parents[2]


@dataclass(frozen=True, slots=True)
class SpeechTrouble:
    """The reason to replace this process."""

    reason: str


class SpeakingChild:
    """Used by one thread. Its process and what that starts are a group, which ends together."""

    def __init__(self, command: Sequence[str], patience: float = PATIENCE) -> None:
        """Raises OSError where the process can't be started."""
        path = os.pathsep.join(filter(None, (str(_ROOT), os.environ.get("PYTHONPATH"))))
        self._process = subprocess.Popen(
            command,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            bufsize=0,
            process_group=0,
            env={**os.environ, "PYTHONPATH": path},
        )
        self._pipes = HelperPipes(self._process, LONGEST_REPORT)
        self._patience = patience
        self._ready = False
        self._asked: set[int] = set()
        self._deadline = time.monotonic() + max(patience, _START_PATIENCE)
        self._listen_from_now()

    @property
    def pid(self) -> int:
        return self._process.pid

    @property
    def asked(self) -> tuple[int, ...]:
        """The orders that have not ended, in their order."""
        return tuple(sorted(self._asked))

    def send(self, order: Order) -> None:
        if not self._must_speak:
            self._deadline = time.monotonic() + self._patience
            self._listen_from_now()
        if isinstance(order, Say):
            self._asked.add(order.number)
        self._pipes.send(encode(order))

    def wait(self, bell: Bell) -> list[Report] | SpeechTrouble:
        """Block until it reports, the bell is rung (an empty list), or it is in trouble."""
        while True:
            left = self._deadline - time.monotonic() if self._must_speak else None
            if left is not None and left <= 0:
                if not self._may_yet_answer():
                    return SpeechTrouble("the speech process does not answer")
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
        with suppress(subprocess.TimeoutExpired):
            self._process.wait(_LAST_WORDS if self._ready else 0.0)
        self.kill()

    def kill(self) -> None:
        """End it and what it started, at once."""
        with suppress(ProcessLookupError):  # nobody of the group is left
            os.killpg(self._process.pid, signal.SIGKILL)
        self._process.wait()
        self._pipes.close()

    def _listen_from_now(self) -> None:
        self._heard_at, self._stood = time.monotonic(), processor_use(self._process.pid)

    def _may_yet_answer(self) -> bool:
        """Give one more while to a process that others keep from the processor; False for one that hangs."""
        now = time.monotonic()
        if now - self._heard_at > _STARVED_PATIENCE:
            return False
        if not is_starved(self._stood, processor_use(self._process.pid)):
            return False
        self._deadline = now + _ONE_MORE_WHILE
        return True

    @property
    def _must_speak(self) -> bool:
        return not self._ready or bool(self._asked) or self._pipes.unsent

    def _read(self) -> list[Report] | SpeechTrouble:
        lines = self._pipes.read()
        if lines is PipeEnd.ENDED:
            return SpeechTrouble("the speech process ended")
        if lines is PipeEnd.ENDLESS:
            return SpeechTrouble("the speech process talks without end")
        self._listen_from_now()
        self._deadline = self._heard_at + self._patience
        try:
            reports = [decode_report(line) for line in lines]
        except BadLineError:
            return SpeechTrouble("the speech process talks nonsense")
        for report in reports:
            if isinstance(report, SpeechUp | SpeechDown):
                self._ready = True
            if isinstance(report, SpeechEnded):
                self._asked.discard(report.number)
        return reports
