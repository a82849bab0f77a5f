"""Spare vision process: loads the decoders in advance and waits for its first order.

It ends when its standard input does, and becomes the vision process with the first order.
"""

from __future__ import annotations

import os
import select
import signal
import sys
from collections.abc import Sequence

from hardware.thrift import HELPER_NICE

_LATER = 5.0  # seconds; whoever has just begun has better things to do


def main(argv: Sequence[str]) -> int:
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # a terminal's Ctrl-C is for the parent, who ends us
    os.nice(HELPER_NICE)
    select.select([sys.stdin.buffer], [], [], _LATER)

    from hardware.vision.messages import Ready, encode  # noqa: PLC0415  later, as said
    from hardware.vision.process import see  # noqa: PLC0415  the same

    if not select.select([sys.stdin.buffer], [], [], 0.0)[0]:
        os.write(1, encode(Ready()))
        select.select([sys.stdin.buffer], [], [])
    return see(argv)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
