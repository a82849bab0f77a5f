"""What stands where, and what no file holds."""

from __future__ import annotations

import subprocess
import tomllib
from collections.abc import Callable, Iterable
from functools import cache
from pathlib import Path

import pytest

from kiosk.version import VERSION
from tests.architecture import tree
from tests.architecture.source import ROOT

TextRule = Callable[[tree.Texts], Iterable[str]]
TEXT_RULES: tuple[TextRule, ...] = (
    tree.private,
    tree.postponed,
    tree.lying,
    tree.too_long,
    tree.undescribed,
)

# Put together here, so that this file does not break the rules it tests.
BAD: list[tuple[TextRule, str, str, str]] = [
    (tree.private, "README.md", "see /" + "work/main", "one machine"),
    (tree.private, "kiosk/a.py", "path = '/ro" + "ot/.cache'", "one machine"),
    (tree.private, "requirements.lock", "--inde" + "x-url https://example.org", "one machine"),
    (tree.private, "pyproject.toml", "url = 'https://example.org/sim" + "ple/'", "one machine"),
    (tree.postponed, "kiosk/a.py", "# TO" + "DO later", "undone"),
    (tree.postponed, "tests/a.py", "@pytest.mark.sk" + "ip(reason='slow')", "undone"),
    (tree.postponed, "tests/a.py", "pytest.impor" + "torskip('cv2')", "undone"),
    (tree.lying, "kiosk/a.py", '"""What ' + 'lies in a compartment."""', "figure of speech"),
    (tree.too_long, "ui/qml/Screen.qml", "\n" * 601, "601 lines"),
    (tree.undescribed, "kiosk/a.py", "", "kiosk/__init__.py is missing"),
    (tree.undescribed, "kiosk/__init__.py", "import os\n", "kiosk/__init__.py is missing"),
    (tree.undescribed, "ui/__init__.py", '"""Ui."""', "ui/README.md is missing"),
]


@cache
def _paths() -> list[str]:
    return tree.tracked(ROOT)


def _say(found: Iterable[str]) -> str:
    return "\n".join(found)


@pytest.mark.parametrize("rule", TEXT_RULES)
def test_the_tree_keeps_the_rule(rule: TextRule) -> None:
    found = _say(rule(tree.texts(ROOT, _paths())))
    assert not found, f"\n{found}"


def test_the_top_of_the_tree_holds_exactly_what_the_plan_names() -> None:
    found = _say(tree.strangers(_paths()))
    assert not found, f"\n{found}"


def test_the_folder_of_packaging_hides_no_library() -> None:
    assert not _say(tree.hides_a_library(_paths()))


@pytest.mark.parametrize(("rule", "path", "text", "message"), BAD)
def test_a_sample_that_breaks_the_rule_is_seen(rule: TextRule, path: str, text: str, message: str) -> None:
    assert message in _say(rule({path: text}))


def test_a_stranger_and_a_missing_file_at_the_top_are_seen() -> None:
    found = _say(tree.strangers(["setup.py", "kiosk/cli.py"]))
    assert "setup.py does not belong" in found
    assert "README.md is missing" in found


def test_a_module_in_packaging_is_seen() -> None:
    assert _say(tree.hides_a_library(["packaging/run.txt", "packaging/__init__.py"]))


def test_a_copy_without_git_is_seen_alike(tmp_path: Path) -> None:
    for name in (".gitignore", "kiosk/cli.py", "kiosk/__pycache__/cli.pyc", ".venv/bin/python"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(".venv/\n*.pyc\n")
    assert tree.tracked(tmp_path) == [".gitignore", "kiosk/cli.py"]
    subprocess.run(("git", "init", "-q", str(tmp_path)), check=True)
    assert tree.tracked(tmp_path) == [".gitignore", "kiosk/cli.py"]


def test_the_version_is_told_once() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
    assert project["version"] == VERSION
    assert f"\n## {VERSION} " in (ROOT / "CHANGELOG.md").read_text()
