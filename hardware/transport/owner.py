"""Owner thread of a device's port: opens it, and opens it again after a loss."""

from __future__ import annotations

import threading
from abc import ABC, abstractmethod
from collections.abc import Callable

from hardware.transport.base import LineError, Transport
from hardware.transport.wake import Wake

BACK_OFF = (0.25, 0.5, 1.0, 2.0, 5.0)
"""Seconds between two tries to open a port; the last is repeated."""


class PortOwner(ABC):
    """Calls `open_line` in its thread, again after each loss; so it has to look up stable names itself."""

    def __init__(
        self, name: str, open_line: Callable[[], Transport], *, back_off: tuple[float, ...] = BACK_OFF
    ) -> None:
        self._open_line = open_line
        self._back_off = back_off
        self._wake = Wake()
        self._stopping = False
        self._tries = 0
        self._thread = threading.Thread(target=self._run, name=name)

    def start(self) -> None:
        self._thread.start()

    def stop(self) -> None:
        """End the thread within one question's patience and wait for it; nothing is posted afterwards."""
        if self._stopping:
            return
        self._stopping = True
        self._wake.set()
        if self._thread.ident is not None:
            self._thread.join()
        self._wake.close()

    @abstractmethod
    def _serve(self, line: Transport) -> None:
        """Use the open line until `_stopping`; may raise `LineError`. Returning early opens it anew."""

    @abstractmethod
    def _lost(self, reason: str) -> None:
        """The line is gone or wasn't there; called after each try."""

    def _worked(self) -> None:
        """Something sensible came over the line: the next loss is looked into at once again."""
        self._tries = 0

    def _run(self) -> None:
        while not self._stopping:
            try:
                line = self._open_line()
            except LineError as gone:
                self._lost(gone.reason)
            else:
                try:
                    self._serve(line)
                except LineError as gone:
                    self._lost(gone.reason)
                finally:
                    line.close()
            if not self._stopping:
                self._wake.wait(self._back_off[min(self._tries, len(self._back_off) - 1)])
                self._tries += 1
