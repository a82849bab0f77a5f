"""Reading the machine in a thread of its own: a disk that hangs, hangs nobody else."""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable

from kiosk.journeys.machine.seen import Unread

log = logging.getLogger(__name__)


def look(ticket: int, what: Callable[[], object], tell: Callable[[int, object], None]) -> None:
    """Call `what` soon, and `tell` what it saw. The thread ends with the program, whatever it waits for."""
    threading.Thread(target=_look, args=(ticket, what, tell), name=f"look {ticket}", daemon=True).start()


def _look(ticket: int, what: Callable[[], object], tell: Callable[[int, object], None]) -> None:
    try:
        seen = what()
    except OSError as failure:
        log.warning("the machine could not be looked at: %s", failure)
        seen = Unread()
    tell(ticket, seen)
