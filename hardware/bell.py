"""A bell for a thread that waits for something else too."""

from __future__ import annotations

import os
import select
import time
from collections.abc import Callable


class Bell:
    """A pipe: `fd` is readable once it was rung, and -1 while the bell is closed.

    It may be rung from any thread, and has to be guarded against being closed meanwhile.
    """

    def __init__(self) -> None:
        self.fd, self._hand = -1, -1

    def open(self) -> None:
        self.fd, self._hand = os.pipe()

    def close(self) -> None:
        os.close(self.fd)
        os.close(self._hand)
        self.fd, self._hand = -1, -1

    def ring(self) -> None:
        os.write(self._hand, b"x")

    def hush(self) -> None:
        """Take back all rings so far; waits for one where there was none."""
        os.read(self.fd, 4096)

    def pause(self, seconds: float, over: Callable[[], bool]) -> bool:
        """Wait for so long, or until it is rung and `over()`; whether it is over."""
        until = time.monotonic() + seconds
        while not over():
            left = until - time.monotonic()
            if left <= 0:
                return False
            if select.select([self.fd], [], [], left)[0]:
                self.hush()
        return True
