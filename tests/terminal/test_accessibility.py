"""The statement of accessibility: every clause once, every test that it names, and what a site decides."""

from __future__ import annotations

import ast
import json
import re
from collections import Counter
from functools import cache
from pathlib import Path

import pytest

from kiosk.cli import main
from kiosk.site.loading import load_site
from kiosk.terminal.statement import Clause, Conformance, clauses

ROOT = Path(__file__).parents[2]
DEMO = ROOT / "assets" / "sites" / "demo.toml"
Said = pytest.CaptureFixture[str]

CHAPTERS = (
    # EN 301 549 V3.2.1, the clauses of chapters 5, 8, 9 and 11 that demand something.
    ("5.1.2", "1-2"), ("5.1.3", "1-16"), ("5.1", "4 5 7"), ("5.1.6", "1-2"), ("5", "2-4 7-9"),
    ("5.5", "1-2"), ("5.6", "1-2"),
    ("8.1", "1-3"), ("8.2.1", "1-2"), ("8.2.2", "1-2"), ("8.3", "1 5 6"), ("8.3.2", "1 2 4-6"),
    ("8.3.2.3", "1-3"), ("8.3.3", "1-2"), ("8.3.3.3", "1-2"), ("8.3.4", "1-2"), ("8.3.4.3", "1-3"),
    ("8.4", "1 3"), ("8.4.2", "1-2"), ("8", "5"),
    ("9.1.1", "1"), ("9.1.2", "1-5"), ("9.1.3", "1-5"), ("9.1.4", "1-5 10-13"), ("9.2.1", "1 2 4"),
    ("9.2.2", "1-2"), ("9.2.3", "1"), ("9.2.4", "1-7"), ("9.2.5", "1-4"), ("9.3.1", "1-2"), ("9.3.2", "1-4"),
    ("9.3.3", "1-4"), ("9.4.1", "1-3"), ("9", "6"),
    ("11", "0 7"), ("11.1.1.1", "1-2"), ("11.1.2.1", "1"), ("11.1.2.1.2", "1-2"), ("11.1.2", "2 4 5"),
    ("11.1.2.3", "1-2"), ("11.1.3.1", "1-2"), ("11.1.3.2", "1-2"), ("11.1.3", "3-4"), ("11.1.3.5", "1-2"),
    ("11.1.4", "1-3 11-13"), ("11.1.4.4", "1-2"), ("11.1.4.5", "1-2"), ("11.1.4.10", "1-2"),
    ("11.2.1.1", "1-2"), ("11.2.1", "2"), ("11.2.1.4", "1-2"), ("11.2.2", "1-2"), ("11.2.3", "1"),
    ("11.2.4", "3 4 6 7"), ("11.2.5", "1-4"), ("11.3.1.1", "1-2"), ("11.3.2", "1-2"), ("11.3.3.1", "1-2"),
    ("11.3.3", "2-4"), ("11.4.1.1", "1-2"), ("11.4.1.2", "1-2"), ("11.4.1", "3"), ("11.5", "1"),
    ("11.5.2", "1-17"), ("11.6", "1-2"), ("11.8", "1-5"),
    # Section 508, chapter 4.
    ("402", "1-5"), ("402.2", "1-5"), ("402.3", "1-2"), ("403", "1"), ("404", "1"), ("405", "1"),
    ("406", "1"),
    ("407", "1-8"), ("407.3", "1-3"), ("407.8", "1-3"), ("407.8.1", "1-2"), ("407.8.2", "1-2"),
    ("407.8.3", "1-2"), ("407.8.3.2", "1-2"), ("408", "1-3"), ("409", "1"), ("410", "1"), ("411", "1"),
    ("412", "1-8"), ("412.2", "1-2"), ("412.3", "1-2"), ("412.8", "1-4"), ("413", "1"), ("413.1", "1-2"),
    ("414", "1"), ("414.1", "1-2"), ("415", "1"), ("415.1", "1-2"),
)  # fmt: skip


def _listed() -> Counter[str]:
    found = Counter[str]()
    for above, last in CHAPTERS:
        for part in last.split():
            first, _, end = part.partition("-")
            found.update(f"{above}.{number}" for number in range(int(first), int(end or first) + 1))
    return found


def test_each_clause_of_the_chapters_stands_once() -> None:
    found = Counter(clause.number for clause in clauses())
    assert sorted((found - _listed()).elements()) == []
    assert sorted((_listed() - found).elements()) == []


@cache
def _tests_of(path: Path) -> frozenset[str]:
    return frozenset(
        node.name
        for node in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(node, ast.FunctionDef)
    )


def _untrue(clause: Clause) -> list[str]:
    found = []
    for test in clause.tests:
        file, _, name = test.partition("::")
        if not (ROOT / file).is_file() or name not in _tests_of(ROOT / file):
            found.append(f"{clause.number}: there is no test {test}")
    if clause.says is Conformance.MET and not clause.tests:
        found.append(f"{clause.number} is met, and no test shows it")
    if not re.fullmatch(r"[^.].*\.", clause.why):
        found.append(f"{clause.number}: {clause.why!r} is no sentence")
    return found


def test_every_test_that_is_named_exists_and_what_is_met_has_one() -> None:
    assert [fault for clause in clauses() for fault in _untrue(clause)] == []


def test_a_test_that_is_gone_is_found() -> None:
    gone = Clause(
        "5.9", "", Conformance.MET, "So it is.", (f"{Path(__file__).relative_to(ROOT)}::test_none",)
    )
    assert _untrue(gone) == [
        "5.9: there is no test tests/terminal/test_accessibility.py::test_none",
    ]


def test_it_is_written_for_people(tmp_path: Path, capsys: Said) -> None:
    out = tmp_path / "statement.md"
    assert main(["accessibility", "report", "--out", str(out)]) == 0
    said = capsys.readouterr().out
    assert said.startswith(f"{out}: {len(clauses())} clauses, ")
    page = out.read_text("utf-8")
    assert [line for line in page.splitlines() if line.startswith("## ")] == [
        "## EN 301 549, chapter 5: generic requirements",
        "## EN 301 549, chapter 8: hardware",
        "## EN 301 549, chapter 9: web",
        "## EN 301 549, chapter 11: software",
        "## Section 508, chapter 4: hardware",
    ]
    rows = [line for line in page.splitlines() if re.match(r"\| \d", line)]
    assert len(rows) == len(clauses())
    assert "| 5.1.3.8 | Masked entry | met | A code is a password" in page


@pytest.mark.parametrize("way", [("statement.json",), ("statement.txt", "--json")])
def test_it_is_written_for_programs(way: tuple[str, ...], tmp_path: Path, capsys: Said) -> None:
    out = tmp_path / way[0]
    assert main(["accessibility", "report", "--out", str(out), *way[1:], "--site", str(DEMO)]) == 0
    told = json.loads(out.read_text("utf-8"))
    assert told["site"] == load_site(DEMO).id
    assert {each["says"] for each in told["clauses"]} == set(Conformance)
    if "--json" in way:
        assert json.loads(capsys.readouterr().out)["clauses"] == len(told["clauses"])


def _of(site: Path, number: str) -> Clause:
    (found,) = (clause for clause in clauses(load_site(site)) if clause.number == number)
    return found


def _changed(folder: Path, text: str) -> Path:
    file = folder / "site.toml"
    file.write_text(f"{DEMO.read_text('utf-8')}\n{text}\n", "utf-8")
    return file


def test_the_site_decides_what_is_said_of_letters_and_reach() -> None:
    letters = _of(DEMO, "402.4")
    found = re.match(r"Capitals of the smallest words are (\d+\.\d) mm high, wanted 4\.8 mm", letters.why)
    assert found
    assert letters.says is (Conformance.MET if float(found[1]) >= 4.8 else Conformance.NOT_MET)
    reach = _of(DEMO, "407.8.3.1")
    assert re.search(r"buttons are at \d+ to \d+ mm, wanted 380 to 1220 mm; \d+ of 24 doors", reach.why)
    assert reach.says in (Conformance.MET, Conformance.NOT_MET)


def test_a_site_without_headphones_says_nothing_private(tmp_path: Path) -> None:
    assert _of(DEMO, "5.1.3.9").says is Conformance.NOT_MET
    own = _of(_changed(tmp_path, '[speech]\nheadphones = "plughw:1"'), "5.1.3.9")
    assert own.says is Conformance.HARDWARE
    assert "plughw:1" in own.why


@pytest.mark.parametrize(
    ("start", "says", "words"),
    [
        ("[]", Conformance.NOT_MET, "switches speech off"),
        ('["touch", "button"]', Conformance.NOT_MET, "Speech begins by a long touch, a button"),
        ('["key"]', Conformance.HARDWARE, "the first key of a keypad"),
    ],
)
def test_how_speech_begins_decides(start: str, says: Conformance, words: str, tmp_path: Path) -> None:
    found = _of(_changed(tmp_path, f"[speech]\nstart = {start}"), "5.2")
    assert found.says is says
    assert words in found.why


def test_a_wrong_site_file_and_a_place_that_can_not_be_written_are_told(tmp_path: Path, capsys: Said) -> None:
    out = tmp_path / "statement.md"
    wrong = _changed(tmp_path, "[speech]\nstart = 3")
    assert main(["accessibility", "report", "--out", str(out), "--site", str(wrong)]) == 1
    assert "Try: `cubby site check" in capsys.readouterr().err
    assert not out.exists()
    assert main(["accessibility", "report", "--out", str(tmp_path / "none" / "a.md")]) == 1
    assert "can't be written: No such file or directory." in capsys.readouterr().err
