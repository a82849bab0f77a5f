"""Each of the 24 cases has a test that is called by its number, where the room's README says."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest

from tests.architecture.source import ROOT

README = ROOT / "kiosk" / "payments" / "README.md"
ROW = re.compile(r"\| (\d+)(?: to (\d+))?: .*\|$", re.MULTILINE)
NAMED = re.compile(r"^def test_((?:\d+(?:_to_|_and_|_))+)", re.MULTILINE)


def rows() -> Iterator[tuple[int, tuple[str, ...]]]:
    """A case, and the files that are named beside it."""
    for row in ROW.finditer(README.read_text("utf-8")):
        files = tuple(re.findall(r"`(tests/[^`]+\.py)`", row.group()))
        for case in range(int(row[1]), int(row[2] or row[1]) + 1):
            yield case, files


def cases_of(file: str) -> set[int]:
    """The cases that a file's tests are called by: `test_5_to_8_...` is four of them."""
    found: set[int] = set()
    for name in NAMED.findall((ROOT / file).read_text("utf-8")):
        for first, last in re.findall(r"(\d+)(?:_to_(\d+))?", name):
            found |= set(range(int(first), int(last or first) + 1))
    return found


def test_every_case_is_in_the_table() -> None:
    assert sorted(case for case, _ in rows()) == list(range(1, 25))


@pytest.mark.parametrize(("case", "files"), list(rows()))
def test_the_files_of_a_case_have_a_test_of_its_number(case: int, files: tuple[str, ...]) -> None:
    assert files
    assert [file for file in files if case not in cases_of(file)] == []
