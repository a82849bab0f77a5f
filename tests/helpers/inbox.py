"""A place where reports from other threads arrive and are waited for."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from typing import Any


class NeverCameError(AssertionError):
    """The awaited report did not arrive in time."""


class Inbox:
    """Give `put` to a device as its `post`; `wait` takes the first fitting report out, in order of arrival.

    `fits` is a report, a class of reports, or a function that says yes to the right one.
    """

    def __init__(self) -> None:
        self._changed = threading.Condition()
        self._reports: list[Any] = []
        self.history: list[Any] = []

    def put(self, report: Any) -> None:
        with self._changed:
            self._reports.append(report)
            self.history.append(report)
            self._changed.notify_all()

    def wait(self, fits: Any, timeout: float = 30.0) -> Any:
        """The first fitting report; those before it are dropped."""
        deadline = time.monotonic() + timeout
        with self._changed:
            while True:
                for at, report in enumerate(self._reports):
                    if _suits(report, fits):
                        del self._reports[: at + 1]
                        return report
                left = deadline - time.monotonic()
                if left <= 0:
                    raise NeverCameError(f"{fits} never came; there came {self._reports}")
                self._changed.wait(left)

    def wait_nudging(self, fits: Any, nudge: Callable[[], None], every: float = 0.3) -> Any:
        """As `wait`, but do `nudge` again and again until the report comes."""
        for _ in range(200):
            nudge()
            try:
                return self.wait(fits, timeout=every)
            except NeverCameError:
                continue
        raise NeverCameError(f"{fits} never came; there came {self._reports}")

    def rest(self) -> list[Any]:
        """Everything that arrived and was not waited for."""
        with self._changed:
            rest, self._reports = self._reports, []
            return rest


def _suits(report: Any, fits: Any) -> bool:
    if isinstance(fits, type):
        return isinstance(report, fits)
    if callable(fits):
        return bool(fits(report))
    return bool(report == fits)
