"""`cubby test`: the first tool that finds something ends it."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from tests.check import Check, absolute, checks, run
from tests.helpers.program import ROOT, cubby

CONTENT = Check("content", (sys.executable, "-c", "open('content', 'w')"))
UNHAPPY = Check("unhappy", (sys.executable, "-c", "raise SystemExit(3)"))
LATER = Check("later", (sys.executable, "-c", "open('later', 'w')"))


def test_it_stops_at_the_first_finding_with_a_sentence(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert not run([CONTENT, UNHAPPY, LATER], tmp_path)
    assert "unhappy wants something mended, and the rest was not run" in capsys.readouterr().err
    assert [path.name for path in tmp_path.iterdir()] == ["content"]


def test_it_goes_on_while_every_tool_is_content(tmp_path: Path) -> None:
    assert run([CONTENT, LATER], tmp_path)
    assert sorted(path.name for path in tmp_path.iterdir()) == ["content", "later"]


def test_every_tool_is_asked() -> None:
    asked = [check.name for check in checks(ROOT)]
    assert asked == ["sh -n", "ruff check", "ruff format", "mypy", "qmllint"]


def test_paths_are_seen_from_the_users_folder(tmp_path: Path) -> None:
    (tmp_path / "test_mine.py").touch()
    assert absolute("test_mine.py::test_sample", tmp_path) == f"{tmp_path}/test_mine.py::test_sample"
    assert absolute("-k", tmp_path) == "-k"
    assert absolute("no such file", tmp_path) == "no such file"


def test_help_runs_nothing() -> None:
    answer = cubby("test", "--help")
    assert (answer.returncode, answer.stdout.split(":")[0]) == (0, "Usage")
