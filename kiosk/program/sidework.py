"""Work that takes long, piece by piece on a thread beside the kiosk's; its end comes back as a message.

What is handed over must be values, or a connection of its own: the journal belongs to the kiosk's thread.
"""

from __future__ import annotations

import logging
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from typing import TypeVar

log = logging.getLogger(__name__)

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class SideDone:
    """A piece of work has ended; `then` is called in the kiosk's thread."""

    then: Callable[[], None]


class SideWork:
    """`post` puts into the kiosk's queue."""

    def __init__(self, post: Callable[[SideDone], None]) -> None:
        self._post = post
        self._thread = ThreadPoolExecutor(1, thread_name_prefix="beside")
        self._closed = False
        self.under_way = 0

    def do(self, work: Callable[[], T], then: Callable[[T], None]) -> None:
        """Have `work` done, and `then` called with what it came to. What it raises is raised there."""

        def ended(done: Future[T]) -> None:
            self._post(SideDone(lambda: self._end(done, then)))

        self.under_way += 1
        self._thread.submit(work).add_done_callback(ended)

    def _end(self, done: Future[T], then: Callable[[T], None]) -> None:
        self.under_way -= 1
        if not self._closed:  # the message may reach the next life, on another journal
            then(done.result())

    def close(self) -> None:
        """Wait for the piece that is under way; what waits behind it is left, and its end is told nobody."""
        self._closed = True
        self._thread.shutdown(cancel_futures=True)
