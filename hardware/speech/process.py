"""The speech process: orders in, reports out. It ends when its standard input does."""

from __future__ import annotations

import logging
import os
import signal
import sys
import threading
from collections.abc import Sequence

from hardware.hardening import forbid_dumps
from hardware.messages import BadLineError
from hardware.speech import usage
from hardware.speech.jack import Jacks
from hardware.speech.messages import (
    LONGEST_ORDER,
    Report,
    decode_order,
    encode,
)
from hardware.speech.talker import SpeechDevices, Talker
from hardware.speech.voices.espeak import EspeakNg
from hardware.thrift import keep_small

logger = logging.getLogger(__name__)


def main(argv: Sequence[str]) -> int:
    forbid_dumps()
    keep_small()
    options = usage.speech().parse_args(argv)
    logging.basicConfig(level=logging.WARNING, format="speech: %(message)s")
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # a terminal's Ctrl-C is for the parent, who ends us
    threading.excepthook = _lost
    reporting = threading.Lock()

    def say(report: Report) -> None:
        with reporting:
            _write(encode(report))

    named = dict(each.split("=", 1) for each in options.voice)
    talker = Talker(EspeakNg(named), SpeechDevices(options.device, options.headphones), say)
    jacks = Jacks(options.jack, talker.plugged)
    for run, name in ((talker.run, "talker"), (jacks.watch, "jacks")):
        threading.Thread(target=run, name=name, daemon=True).start()
    _end(_obey(talker), talker)
    return 0


def _obey(talker: Talker) -> int:
    while line := sys.stdin.buffer.readline(LONGEST_ORDER + 1):
        try:
            talker.obey(decode_order(line))
        except BadLineError:
            logger.exception("an order that is none")
            return 1
    return 0


def _lost(fault: threading.ExceptHookArgs) -> None:
    """A thread that is lost takes the process along: its parent starts it anew."""
    if fault.exc_value is not None:
        logger.error("speech is lost", exc_info=fault.exc_value)
    sys.stderr.flush()
    os._exit(1)


def _write(line: bytes) -> None:
    try:
        while line:
            line = line[os.write(1, line) :]
    except BrokenPipeError:
        os._exit(0)


def _end(status: int, talker: Talker) -> None:
    """End now, and whatever still sounds with it."""
    talker.close()
    sys.stderr.flush()
    os._exit(status)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
