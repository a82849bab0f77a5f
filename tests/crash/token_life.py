"""One life of a kiosk in which a signed token is shown, and which ends by kill -9 around a commit.

`python -m tests.crash.token_life FOLDER KEY TOKEN MOMENT`: `KEY` is the operator's, in hex; `MOMENT` is
`before:` or `after:` and an event's class. What its locks were told is appended to FOLDER/told.
"""

from __future__ import annotations

import os
import signal
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

from hardware.outcomes.locks import LockAddress
from kiosk.orders.keys import SetOperatorKeys, change_keys
from tests.visits.rig import Kiosk

TOLD = "told"
LABEL = "JJD0001234567"


class Doomed(Kiosk):
    """Its locks write down what they are told, as a board would."""

    def unlock(self, ticket: int, address: LockAddress) -> None:
        super().unlock(ticket, address)
        with (self.folder / TOLD).open("a") as board:
            board.write(f"{address.bank}/{address.channel}\n")


def doom(kiosk: Kiosk, moment: str) -> None:
    """From now on a commit of such an event is the end, before it or right after."""
    when, _, kind = moment.partition(":")
    append: Callable[..., Any] = kiosk.journal.append

    def fatal(entries: Any, *more: Any) -> Any:
        due = any(type(entry.event).__name__ == kind for entry in entries)
        if due and when == "before":
            os.kill(os.getpid(), signal.SIGKILL)
        rows = append(entries, *more)
        if due:
            os.kill(os.getpid(), signal.SIGKILL)
        return rows

    kiosk.journal.append = fatal  # type: ignore[method-assign,assignment]  # the power's own hand


def live(folder: Path, key: str, token: str, moment: str) -> None:
    kiosk = Doomed(folder)
    kiosk.lines_up()
    kiosk.placed("12", LABEL)
    change_keys(kiosk.book, kiosk.site.id, SetOperatorKeys((key,)))
    doom(kiosk, moment)
    kiosk.scans(token)
    kiosk.lock_says()
    kiosk.closes("12")
    raise AssertionError(f"nobody came to {moment}")


if __name__ == "__main__":
    live(Path(sys.argv[1]), *sys.argv[2:])
