"""What the link's threads say of how it is, put together; anybody may read it."""

from __future__ import annotations

import threading
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime

from kiosk.custody.link.words import LinkWord
from kiosk.link.budget import Budget
from kiosk.link.standing import EnrolmentStanding, LinkStanding


class Bulletin:
    """`changed` is called, in whatever thread it happens, when another word counts.

    The way up tells first: where it is well, the way down may say what is the matter with orders.
    """

    def __init__(
        self, now: Callable[[], datetime], budget: Budget, changed: Callable[[], None] = lambda: None
    ) -> None:
        self._now = now
        self._budget = budget
        self._changed = changed
        self._lock = threading.Lock()
        self._up = LinkWord.STARTING
        self._down = LinkWord.UP
        self._standing = LinkStanding(since=now())

    def up(self, word: LinkWord) -> None:
        """How rows go up."""
        self._set(word, self._down)

    def down(self, word: LinkWord) -> None:
        """How orders come down."""
        self._set(self._up, word)

    def heard(self) -> None:
        """The hub has answered."""
        with self._lock:
            self._standing = replace(self._standing, heard=self._now())

    def waiting(self, rows: int) -> None:
        with self._lock:
            self._standing = replace(self._standing, waiting=max(0, rows))

    def of(self, hub: str, kiosk: str) -> None:
        """Where the kiosk is enrolled, and as what."""
        with self._lock:
            self._standing = replace(self._standing, hub=hub, kiosk=kiosk)

    def enrolment(self, standing: EnrolmentStanding) -> None:
        with self._lock:
            self._standing = replace(self._standing, enrolment=standing)
        self._changed()

    def standing(self) -> LinkStanding:
        with self._lock:
            return replace(self._standing, sent=self._budget.sent, received=self._budget.received)

    def _set(self, up: LinkWord, down: LinkWord) -> None:
        with self._lock:
            self._up, self._down = up, down
            word = down if up is LinkWord.UP else up
            if word is self._standing.word:
                return
            self._standing = replace(self._standing, word=word, since=self._now())
        self._changed()
