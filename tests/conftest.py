"""What holds for every test: no display of its own, and nothing left running or unsaid."""

from __future__ import annotations

import os
import signal
from collections.abc import Iterator

import pytest

from tests.helpers.leaks import adopt_orphans, leaked, running
from tests.helpers.measuring import not_measured

os.environ["QT_QPA_PLATFORM"] = "offscreen"
os.environ["QT_QUICK_BACKEND"] = "software"

# A shell's job in the background ignores it, and so would every program that a test starts and interrupts.
signal.signal(signal.SIGINT, signal.default_int_handler)

adopt_orphans()


@pytest.fixture(scope="session")
def qapp_cls() -> type:
    """The kiosk has no widgets, so its tests have none."""
    from PySide6.QtGui import QGuiApplication  # noqa: PLC0415  most tests never load Qt

    return QGuiApplication


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Name what was not measured, test by test, at the end of every run."""
    lines = list(not_measured(terminalreporter.getreports("skipped")))
    if lines:
        terminalreporter.section("not measured")
        for line in lines:
            terminalreporter.write_line(line)


@pytest.fixture(autouse=True)
def nothing_is_left_running() -> Iterator[None]:
    """Fail a test that leaves a thread or a process behind.

    Lost exceptions fail it too, without our doing: pytest turns those of threads and of `__del__` into
    warnings, which are failures here; pytest-qt catches those of slots and every message of Qt and QML.
    `test_guards.py` shows each.
    """
    before = running()
    yield
    left = leaked(before, grace_s=3.0)
    assert not left, f"the test left running: {'; '.join(left)}"
