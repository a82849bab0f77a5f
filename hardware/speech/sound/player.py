"""The player: `aplay`, which hears samples through a pipe and plays them on one device."""

from __future__ import annotations

import fcntl
import os
import re
import select
import subprocess
import sys
import time
from contextlib import suppress
from typing import Final

from hardware.speech.sound.samples import RATE, Samples
from hardware.speech.turn import SpeechTurn

_COMMAND: Final = (
    "aplay", "-q", "-t", "raw", "-f", f"S16_{'BE' if sys.byteorder == 'big' else 'LE'}", "-c", "2",
    "-r", str(RATE), "--buffer-time=200000", "--start-delay=20000",
)  # fmt: skip
_PIPE: Final = 4096
"""Bytes that wait for the player at most: 46 ms."""
_PATIENCE: Final = 3.0
"""Seconds in which a device takes something, or is lost."""
_LONGEST_REASON: Final = 200
_SAID_BY: Final = re.compile(r"aplay: (?:\w+:\d+: )?")


class DeviceLost(Exception):  # noqa: N818  the state that it is, as CameraLost
    """Nothing can be played; the reason is a sentence without its full stop."""


class Player:
    """Plays samples in stereo on `device` (an ALSA name; None: the usual one) until they or the turn end.

    A turn that was stopped raises nothing: what is written is not heard then.
    """

    def __init__(self, device: str | None, turn: SpeechTurn) -> None:
        """Raises DeviceLost where there is no player."""
        self._turn = turn
        try:
            self._process = subprocess.Popen(
                (*_COMMAND, *(("-D", device) if device else ())),
                stdin=subprocess.PIPE,
                stdout=subprocess.DEVNULL,
                stderr=subprocess.PIPE,
                bufsize=0,
                env={**os.environ, "LC_ALL": "C"},
            )
        except OSError as failure:
            raise DeviceLost(f"aplay does not start: {failure.strerror}") from failure
        turn.begin(self._process)
        if self._process.stdin is None or self._process.stderr is None:
            raise AssertionError("Popen makes the pipes it is asked for")
        self._out, self._complaints = self._process.stdin, self._process.stderr
        self._complained = b""
        os.set_blocking(self._out.fileno(), False)
        os.set_blocking(self._complaints.fileno(), False)
        with suppress(OSError):  # a larger pipe is only a later end
            fcntl.fcntl(self._out.fileno(), fcntl.F_SETPIPE_SZ, _PIPE)

    def write(self, both: Samples) -> None:
        """Hand it over, as fast as the device takes it. Raises DeviceLost."""
        data = memoryview(both).cast("B")
        while data and not self._turn.is_over():
            self._listen()
            if not select.select([], [self._out], [], _PATIENCE)[1]:
                raise self._lost("the sound device takes nothing")
            try:
                data = data[os.write(self._out.fileno(), data[:_PIPE]) :]
            except BlockingIOError:
                continue
            except BrokenPipeError as over:
                if self._turn.is_over():
                    return
                self._ended()
                raise self._lost("aplay ended") from over

    def finish(self) -> bool:
        """Wait until all was heard; False where the turn was stopped before. Raises DeviceLost."""
        with suppress(OSError):
            self._out.close()
        status = self._ended()
        if self._turn.is_over():
            return False
        if status is None:
            raise self._lost("aplay does not end")
        if status:
            raise self._lost(f"aplay ended ({status})")
        return True

    def close(self) -> None:
        """Silence, whatever is still in the device."""
        self._turn.end(self._process)

    def _ended(self) -> int | None:
        """Its exit status; None where it does not end."""
        until = time.monotonic() + _PATIENCE
        while time.monotonic() < until:
            try:
                return self._process.wait(0.2)
            except subprocess.TimeoutExpired:
                self._listen()
        return None

    def _listen(self) -> None:
        """Keep the end of what it complains about: a full pipe would stop it."""
        with suppress(BlockingIOError):
            while more := os.read(self._complaints.fileno(), 4096):
                self._complained = (self._complained + more)[-4096:]

    def _lost(self, otherwise: str) -> DeviceLost:
        self._listen()
        lines = self._complained.decode("utf-8", "replace").split("\n")
        told = [_SAID_BY.sub("", line.strip()) for line in lines if line.startswith("aplay:")]
        reason = (
            told[-1].replace("audio open error", "the sound device can't be opened") if told else otherwise
        )
        return DeviceLost(reason[:_LONGEST_REASON])
