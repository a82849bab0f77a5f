"""Lets Python's signal handlers run while Qt's loop waits in C++."""

from __future__ import annotations

import signal
import socket
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from PySide6.QtCore import QSocketNotifier

_ENDS = (signal.SIGTERM, signal.SIGINT)


@contextmanager
def quitting_on_signals(leave: Callable[[], None]) -> Iterator[None]:
    """Within it, SIGTERM and SIGINT call `leave` in the main thread, which is where this must be entered."""
    ours, theirs = socket.socketpair()
    ours.settimeout(0)
    theirs.settimeout(0)
    # Python notes a signal and runs its handler only between two of its own steps: reading wakes it.
    notifier = QSocketNotifier(ours.fileno(), QSocketNotifier.Type.Read)
    notifier.activated.connect(lambda *_: ours.recv(64))
    before = {number: signal.signal(number, lambda *_: leave()) for number in _ENDS}
    woken = signal.set_wakeup_fd(theirs.fileno(), warn_on_full_buffer=False)
    try:
        yield
    finally:
        signal.set_wakeup_fd(woken)
        for number, handler in before.items():
            signal.signal(number, handler)
        notifier.setEnabled(False)
        ours.close()
        theirs.close()
