"""The pages for developers name what is there."""

from __future__ import annotations

from functools import cache

import pytest

from tests.architecture import pages, tree
from tests.architecture.source import ROOT

PARTS = "\n".join(f"## {part}" for part in pages.PARTS)


@cache
def _files() -> tree.Texts:
    return tree.texts(ROOT, tree.tracked(ROOT))


def test_every_file_that_a_page_names_is_there() -> None:
    found = [*pages.named_wrongly(_files(), tree.tracked(ROOT))]
    found += pages.linked_wrongly(_files(), tree.tracked(ROOT))
    assert not found, "\n".join(found)


def test_every_file_that_a_readme_names_is_near_it() -> None:
    found = [*pages.readmes_name_wrongly(_files(), tree.tracked(ROOT))]
    assert not found, "\n".join(found)


@pytest.mark.parametrize("said", ["`life.py`", "`program/life.py`", "`kiosk/program/life.py`", "`site.toml`"])
def test_a_readme_names_from_where_it_is_or_from_above(said: str) -> None:
    files = {"kiosk/program/README.md": f"See {said}.", "kiosk/program/life.py": ""}
    assert not [*pages.readmes_name_wrongly(files, files)]


@pytest.mark.parametrize("said", ["`death.py`", "`life/program.py`"])
def test_a_file_that_is_gone_is_seen_in_a_readme(said: str) -> None:
    files = {"kiosk/program/README.md": f"See {said}.", "kiosk/program/life.py": ""}
    assert len([*pages.readmes_name_wrongly(files, files)]) == 1


def test_decisions_are_numbered_without_gaps_and_in_the_index() -> None:
    found = [*pages.miscounted(_files())]
    assert not found, "\n".join(found)


def test_every_word_of_the_glossary_names_the_file_that_has_it() -> None:
    found = [*pages.unknown_words(_files())]
    assert not found, "\n".join(found)


def test_the_rules_see_the_pages() -> None:
    """An empty scan would keep every rule."""
    seen = pages.pages(_files())
    assert {pages.LOOSE, pages.INDEX, pages.GLOSSARY} <= seen.keys()
    assert len([path for path in seen if path.startswith(f"{pages.DECISIONS}/")]) >= 18
    assert seen[pages.GLOSSARY].count("\n| ") >= 50


@pytest.mark.parametrize(
    ("quoted", "is_one"),
    [
        ("kiosk/program/life.py", True),
        ("kiosk/vault/", True),
        ("./cubby", True),
        ("life.py", True),
        ("kiosk/gone/", True),
        ("DATA/journal.db", False),
        ("./cubby test", False),
        ("cubby journal verify", False),
        ("Ledger", False),
        ("Screen[A]", False),
        ("ui/kiosk.rooms arrow", False),
        ("/dev/serial/by-id", False),
        ("README.md", True),
    ],
)
def test_what_names_a_file_is_told_from_what_does_not(quoted: str, is_one: bool) -> None:
    assert pages.looks_like_a_file(quoted) is is_one


@pytest.mark.parametrize(
    "said", ["`kiosk/gone.py`", "`gone.py`", "`kiosk/gone/`", "[gone](../kiosk/gone.py)"]
)
@pytest.mark.parametrize("page", ["docs/a.md", "docs/decisions/0001-a.md", "CONTRIBUTING.md"])
def test_a_file_that_is_gone_is_seen(said: str, page: str) -> None:
    files = {page: f"See {said}.", "kiosk/program/life.py": ""}
    found = [*pages.named_wrongly(files, files), *pages.linked_wrongly(files, files)]
    assert len(found) == 1
    assert "gone" in found[0]


def test_files_and_folders_that_are_there_are_left_alone() -> None:
    files = {
        "docs/a.md": "`kiosk/program/life.py`, `kiosk/`, `./cubby`, [b](decisions/0001-b.md#context), [c](https://x.org/y)",
        "docs/decisions/0001-b.md": "[up](../a.md)",
        "kiosk/program/life.py": "",
        "cubby": "",
    }
    assert not [*pages.named_wrongly(files, files), *pages.linked_wrongly(files, files)]


@pytest.mark.parametrize(
    ("names", "index", "message"),
    [
        (("0001-a.md", "0003-b.md"), "(decisions/0001-a.md)", "is to be 0002"),
        (("0001-a.md", "0001-b.md"), "(decisions/0001-a.md)", "is to be 0002"),
        (("0002-a.md",), "", "is to be 0001"),
        (("0001-a.md", "why.md"), "(decisions/0001-a.md)", "is to be 0002"),
        (("0001-a.md",), "(decisions/0001-b.md)", "is missing in docs/README.md"),
    ],
)
def test_a_decision_out_of_order_or_not_in_the_index_is_seen(
    names: tuple[str, ...], index: str, message: str
) -> None:
    files = {f"docs/decisions/{name}": PARTS for name in names}
    found = "\n".join(pages.miscounted({**files, "docs/README.md": f"[a]{index}"}))
    assert message in found


def test_a_decision_without_its_cost_is_seen() -> None:
    files = {
        "docs/README.md": "[a](decisions/0001-a.md)",
        "docs/decisions/0001-a.md": "## Context\n## Decision",
    }
    assert "has the parts Context, Decision" in "\n".join(pages.miscounted(files))


@pytest.mark.parametrize(
    ("row", "message"),
    [
        ("| visit | One run. | |", "names no file"),
        ("| visit | One run. |", "a row has a word"),
        ("| visit | One run. | `kiosk/a.py` (`Visit`) |", "there is no Visit"),
        ("| visit | One run. | `kiosk/a.py` |\n| visit | Again. | `kiosk/a.py` |", "explained twice"),
    ],
)
def test_a_word_that_is_nowhere_is_seen(row: str, message: str) -> None:
    table = f"| word | means | where |\n|---|---|---|\n{row}\n"
    found = "\n".join(pages.unknown_words({"docs/glossary.md": table, "kiosk/a.py": "class Visits:\n"}))
    assert message in found
