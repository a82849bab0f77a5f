"""How the command line speaks: no metaphors, no internal words, no sentence that begins with It."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.architecture.source import ROOT

SPEAKING = (
    *(
        "kiosk/usage",
        "kiosk/custody/telling",
        "kiosk/terminal/text",
        "kiosk/terminal",
        "kiosk/doctor",
        "kiosk/control",
    ),
    *("kiosk/orders", "kiosk/journal/commands", "kiosk/site"),
)
WITH_USAGE = ("hardware/probe", "hardware/simulator", "hardware/vision", "ui")


def _files() -> list[Path]:
    spoken = [file for folder in SPEAKING for file in sorted((ROOT / folder).rglob("*.py"))]
    return [*spoken, *(ROOT / folder / "usage.py" for folder in WITH_USAGE)]


FORBIDDEN = re.compile(
    r"\b(lies?|lay|theirs|counts? no more|is not there|speaks the other way|nobody knows|the book"
    r"|makes no sense|other_visit|door_down|consignment|fold(ed)?|cut off)\b",
    re.IGNORECASE,
)
BARE = re.compile(r"^Its? ")
ALLOWED = {"fold the ledger again and compare it with what is stored"}


def _texts(file: Path) -> Iterator[str]:
    """Every string of a file that people read: no docstrings, no keys of one word."""
    tree = ast.parse(file.read_text("utf-8"))
    statements = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}
    for node in ast.walk(tree):
        text = node.value if isinstance(node, ast.Constant) and isinstance(node.value, str) else ""
        if " " in text.strip() and id(node) not in statements:
            yield text


@pytest.mark.parametrize("file", _files(), ids=lambda file: str(file.relative_to(ROOT)))
def test_nothing_lies_stands_or_counts_no_more(file: Path) -> None:
    wrong = [text for text in _texts(file) if text not in ALLOWED and FORBIDDEN.search(text)]
    assert wrong == []


@pytest.mark.parametrize("file", _files(), ids=lambda file: str(file.relative_to(ROOT)))
def test_a_sentence_names_its_thing(file: Path) -> None:
    assert [text for text in _texts(file) if BARE.match(text)] == []
