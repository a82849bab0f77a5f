"""Pictures to measure on. They are beside the project, are not part of it, and may be absent."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

import pytest

SHARED = Path(__file__).resolve().parents[3] / "shared" / "data"


def measuring(name: str) -> Path:
    """The folder of these pictures; without it the test is skipped with a line that says so."""
    folder = SHARED / name
    if not folder.is_dir():
        pytest.skip(f"the measuring pictures of ../shared/data/{name} are not here")
    return folder


def not_measured(skipped: Iterable[pytest.TestReport | pytest.CollectReport]) -> Iterator[str]:
    """One line a test that did not run: which, and what was missing. No skip is silent, whatever made it."""
    for report in skipped:
        where = report.longrepr
        reason = where[2].removeprefix("Skipped: ") if isinstance(where, tuple) else str(where)
        yield f"{report.nodeid}: {reason}"
