"""`cubby vision`: the vision process. It ends when its standard input does."""

from __future__ import annotations

import logging
import os
import signal
import sys
import threading
from collections.abc import Sequence

import cv2

from hardware.cameras.sources import camera_from
from hardware.hardening import forbid_dumps
from hardware.messages import BadLineError
from hardware.thrift import HELPER_NICE
from hardware.vision import usage
from hardware.vision.memory import PreviewWriter
from hardware.vision.messages import Ready, Report, decode_order, encode
from hardware.vision.work import VisionWork

logger = logging.getLogger(__name__)

CAMERA_STUCK = 3


def main(argv: Sequence[str]) -> int:
    os.nice(HELPER_NICE)
    return see(argv)


def see(argv: Sequence[str]) -> int:
    forbid_dumps()
    options = usage.vision().parse_args(argv)
    logging.basicConfig(level=logging.WARNING, format="vision: %(message)s")
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # a terminal's Ctrl-C is for the parent, who ends us
    cv2.setNumThreads(1)

    reports = _claim_standard_output()
    speaking = threading.Lock()

    def say(report: Report) -> None:
        with speaking:
            _write(reports, encode(report))

    preview = None if options.memory is None else PreviewWriter(options.memory)
    eye = VisionWork(camera_from(options.source), preview, say)
    threading.Thread(target=_obey_until_the_end, args=(eye,), name="orders", daemon=True).start()
    say(Ready())
    eye.run()
    logger.warning("the camera's driver does not come back")
    _end(CAMERA_STUCK)
    return CAMERA_STUCK


def _claim_standard_output() -> int:
    """Keep the pipe for ourselves: what native code prints goes to standard error."""
    reports = os.dup(1)
    os.dup2(2, 1)
    return reports


def _write(fd: int, line: bytes) -> None:
    try:
        while line:
            line = line[os.write(fd, line) :]
    except BrokenPipeError:
        _end(0)


def _obey_until_the_end(eye: VisionWork) -> None:
    try:
        for line in sys.stdin.buffer:
            eye.obey(decode_order(line))
    except BadLineError:
        logger.exception("an order that is none")
        _end(1)
    _end(0)


def _end(status: int) -> None:
    """End now, whatever native code the other threads are caught in."""
    sys.stderr.flush()
    os._exit(status)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
