"""Wake-up call: any thread may end another thread's waiting."""

from __future__ import annotations

import os
import select


class Wake:
    """Rung by anybody, heard by the one owner; it can be waited for together with a port."""

    def __init__(self) -> None:
        self._fd = os.eventfd(0, os.EFD_NONBLOCK | os.EFD_CLOEXEC)

    def fileno(self) -> int:
        return self._fd

    def set(self) -> None:
        os.eventfd_write(self._fd, 1)

    def clear(self) -> None:
        """Forget that it was rung; to be done before looking for the reason, never after."""
        try:
            os.eventfd_read(self._fd)
        except BlockingIOError:
            return

    def is_set(self) -> bool:
        return self.wait(0)

    def wait(self, seconds: float) -> bool:
        """Wait up to `seconds`; true when rung."""
        bell = select.poll()
        bell.register(self._fd, select.POLLIN)
        return bool(bell.poll(max(0.0, seconds) * 1000))

    def close(self) -> None:
        if self._fd >= 0:
            os.close(self._fd)
            self._fd = -1
