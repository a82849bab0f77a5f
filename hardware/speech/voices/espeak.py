"""The voice of espeak-ng, a program of its own: text goes in through a pipe, a WAV file comes out of one."""

from __future__ import annotations

import os
import re
import select
import subprocess
import time
from collections.abc import Mapping
from typing import IO, Final

from hardware.speech.sound.samples import NoSound, Samples, from_wav, silence
from hardware.speech.turn import SpeechTurn
from hardware.speech.voices.voice import VoiceLost

PROGRAM: Final = "espeak-ng"
_USUAL_SPEED: Final = 175  # words a minute
_PATIENCE: Final = 4.0
"""Seconds for one piece, which takes 0.02 on a machine that is not busy."""
_MOST: Final = 8 * 2**20
"""Bytes of sound that one piece can have: three minutes."""
_ROW: Final = re.compile(r"\s*(\d+)\s+(\S+)\s+\S+\s+\S+\s+\S+\s*(.*)")
_OTHER: Final = re.compile(r"\(([A-Za-z0-9-]+) (\d+)\)")
_LONGEST_REASON: Final = 200


class EspeakNg:
    """`named`: by language, the voice that a site wants instead of the usual one."""

    def __init__(self, named: Mapping[str, str] | None = None) -> None:
        self._named = {language.lower(): name for language, name in (named or {}).items()}
        self._known: dict[str, str] | None = None

    def languages(self, turn: SpeechTurn) -> tuple[str, ...]:
        known = table(self._run(("--voices",), "", turn).decode("utf-8", "replace"))
        if not known:
            raise VoiceLost(f"{PROGRAM} has no voices")
        self._known = known
        return tuple(sorted({*known, *self._named}))

    def name_of(self, language: str, turn: SpeechTurn) -> str | None:
        if self._known is None:
            self.languages(turn)
        wanted = language.replace("_", "-").lower()
        while wanted:
            for names in (self._named, self._known or {}):
                if wanted in names:
                    return names[wanted]
            wanted = wanted.rpartition("-")[0]
        return None

    def speak(self, text: str, name: str, speed: float, turn: SpeechTurn) -> Samples:
        options = ("-v", name, "-s", str(round(_USUAL_SPEED * speed)), "-b", "1", "-z", "--stdin", "--stdout")
        sound = self._run(options, text, turn)
        if turn.is_over() or not sound:
            return silence(0)
        try:
            return from_wav(sound)
        except NoSound as fault:
            raise VoiceLost(f"what {PROGRAM} says is no sound: {fault}") from fault

    def _run(self, options: tuple[str, ...], text: str, turn: SpeechTurn) -> bytes:
        """What it writes. Raises VoiceLost where it fails, hangs, or does not come to an end."""
        try:
            process = subprocess.Popen(
                (PROGRAM, *options),
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.PIPE,
                bufsize=0,
                env={**os.environ, "LC_ALL": "C.UTF-8"},
            )
        except OSError as failure:
            raise VoiceLost(f"{PROGRAM} does not start: {failure.strerror}") from failure
        turn.begin(process)
        try:
            return _conversation(process, text.encode("utf-8", "replace"), turn)
        finally:
            turn.end(process)


def table(told: str) -> dict[str, str]:
    """The voice's name by each language of `espeak-ng --voices`, the best of each (the least number)."""
    best: dict[str, tuple[int, str]] = {}
    for line in told.splitlines()[1:]:
        row = _ROW.fullmatch(line)
        if row is None:
            continue
        own, name, rest = int(row[1]), row[2], row[3]
        for language, rank in ((name, own - 10), *((other, int(n)) for other, n in _OTHER.findall(rest))):
            if language.lower() not in best or rank < best[language.lower()][0]:
                best[language.lower()] = (rank, name)
    return {language: name for language, (_, name) in best.items()}


def _conversation(process: subprocess.Popen[bytes], text: bytes, turn: SpeechTurn) -> bytes:
    if process.stdin is None or process.stdout is None or process.stderr is None:
        raise AssertionError("Popen makes the pipes it is asked for")
    until = time.monotonic() + _PATIENCE
    _write(process.stdin, text)
    out = bytearray()
    waited: list[IO[bytes]] = [process.stdout, process.stderr]
    complaint = b""
    while waited:
        left = until - time.monotonic()
        ready = select.select(waited, [], [], max(0.0, left))[0]
        if turn.is_over():
            return b""
        if not ready:
            raise VoiceLost(f"{PROGRAM} does not answer")
        for pipe in ready:
            more = os.read(pipe.fileno(), 65_536)
            if not more:
                waited.remove(pipe)
            elif pipe is process.stdout:
                out += more
            else:
                complaint = (complaint + more)[-1024:]
        if len(out) > _MOST:
            raise VoiceLost(f"{PROGRAM} talks without end")
    try:
        status = process.wait(max(0.1, until - time.monotonic()))
    except subprocess.TimeoutExpired:
        raise VoiceLost(f"{PROGRAM} does not end") from None
    if status and not turn.is_over():
        why = complaint.decode("utf-8", "replace").strip().rpartition("\n")[2][:_LONGEST_REASON].rstrip(".")
        raise VoiceLost(f"{PROGRAM} ended ({status}){f': {why}' if why else ''}")
    return b"" if turn.is_over() else bytes(out)


def _write(pipe: IO[bytes], text: bytes) -> None:
    """A piece is smaller than a pipe: this waits for nobody."""
    try:
        pipe.write(text)
        pipe.close()
    except BrokenPipeError:
        pass  # its end is told below, with the reason
