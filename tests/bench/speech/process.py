"""The real speech process before a device that is none: its first sound, its silence, its memory."""

from __future__ import annotations

import os
import shutil
import sys
import time
from collections.abc import Iterator, Sequence
from pathlib import Path

from hardware.speech.client import Say, SpeechBegan, SpeechEnded, SpeechUp, SpokenPhrase
from hardware.speech.owner import SpeechPlan, SpeechProcess
from tests.bench.figure import Figure, percentile
from tests.helpers.inbox import Inbox

_TIMES, _REST = 40, 10.0
_LANGUAGES = (
    ("en", "Door {} is open. Take your parcel and close the door."),
    ("ar", "الباب {} مفتوح. خذ طردك وأغلق الباب."),
)
_LONG = SpokenPhrase("Door 12, left of the screen, at hip height, is open. " * 50, "en")
_TICKS = os.sysconf("SC_CLK_TCK")
_PAGE = os.sysconf("SC_PAGE_SIZE")


def measure() -> Sequence[Figure]:
    if shutil.which("espeak-ng") is None or shutil.which("aplay") is None:
        sys.stdout.write("not measured: speech takes espeak-ng and aplay\n")
        return ()
    inbox = Inbox()
    speech = SpeechProcess(SpeechPlan(device="null"), inbox.put)
    try:
        inbox.wait(SpeechUp)
        return tuple(_figures(speech, inbox))
    finally:
        speech.close()


def _figures(speech: SpeechProcess, inbox: Inbox) -> Iterator[Figure]:
    new = [_first_sound(speech, inbox, 2 * turn) for turn in range(_TIMES)]
    again = [_first_sound(speech, inbox, 2 * turn) for turn in range(_TIMES)]
    yield Figure("speech_first_sound_new", round(1000 * percentile(new, 95), 1), "ms (p95)", 300.0, "lower")
    yield Figure(
        "speech_first_sound_kept", round(1000 * percentile(again, 95), 1), "ms (p95)", 300.0, "lower"
    )
    silent = [_silence(speech, inbox, turn) for turn in range(_TIMES)]
    yield Figure("speech_stopped", round(1000 * percentile(silent, 95), 1), "ms (p95)", None, "lower")
    pid = speech.process_id
    assert pid is not None
    yield Figure("speech_process", round(_proportional(pid) / 2**20, 1), "MiB", None, "lower")
    before = _processor(pid)
    time.sleep(_REST)
    spent = (_processor(pid) - before) / _REST
    yield Figure("speech_at_rest", round(100 * spent, 2), "% of a core", 0.5, "lower")


def _first_sound(speech: SpeechProcess, inbox: Inbox, number: int) -> float:
    """Seconds from the order to the first samples at the player."""
    language, text = _LANGUAGES[number // 2 % len(_LANGUAGES)]
    began = time.monotonic()
    speech.say(Say(number, (SpokenPhrase(text.format(number), language),)))
    inbox.wait(SpeechBegan(number))
    heard = time.monotonic()
    inbox.wait(SpeechEnded(number, whole=True))
    return heard - began


def _silence(speech: SpeechProcess, inbox: Inbox, number: int) -> float:
    """Seconds from the order to stop until the player has ended."""
    speech.say(Say(number, (_LONG,)))
    inbox.wait(SpeechBegan(number))
    began = time.monotonic()
    speech.stop()
    inbox.wait(SpeechEnded)
    return time.monotonic() - began


def _proportional(pid: int) -> int:
    """Bytes; all that it has resident where the kernel tells no more of a process that may not be dumped."""
    try:
        rollup = Path(f"/proc/{pid}/smaps_rollup").read_text()
    except PermissionError:
        return int(Path(f"/proc/{pid}/statm").read_text().split()[1]) * _PAGE
    return next(int(line.split()[1]) for line in rollup.splitlines() if line.startswith("Pss:")) * 1024


def _processor(pid: int) -> float:
    fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / _TICKS
