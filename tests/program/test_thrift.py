"""The kiosk loads what it needs and nothing that grows with the machine."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]


def python(text: str) -> str:
    return subprocess.run(
        [sys.executable, "-c", text], cwd=ROOT, capture_output=True, text=True, check=True
    ).stdout


@pytest.fixture(scope="module")
def loaded() -> frozenset[str]:
    """The packages that the program has loaded before it opens its first device."""
    text = (
        "import json, sys, kiosk.program.life, ui.run; "
        "print(json.dumps([m.partition('.')[0] for m in sys.modules]))"
    )
    return frozenset(json.loads(python(text)))


@pytest.mark.parametrize(
    "name", ["numpy", "pandas", "cv2", "zxingcpp", "pyzbar", "dlib", "PIL", "biip", "escpos"]
)
def test_what_others_need_is_not_loaded(name: str, loaded: frozenset[str]) -> None:
    assert name not in loaded
    assert "sqlite_utils" in loaded


def test_numpy_can_be_loaded_afterwards() -> None:
    said = python("import kiosk.journal, numpy; print(numpy.zeros(3).sum())")
    assert said == "0.0\n"


def test_a_journal_is_kept_where_numpy_was_loaded_before() -> None:
    said = python("import numpy, kiosk.journal.book; print('well')")
    assert said == "well\n"


def test_the_program_keeps_itself_and_those_it_starts_small() -> None:
    text = """
import subprocess, sys
from hardware.thrift import huge_pages_forbidden
from ui.run import main
try:
    main(["--site", "/nowhere/site.toml", "--data", "/nowhere/data"])
except SystemExit:
    pass
asks = "from hardware.thrift import huge_pages_forbidden as f; print(f())"
child = subprocess.run([sys.executable, "-c", asks], capture_output=True, text=True)
print(huge_pages_forbidden(), child.stdout.strip())
"""
    assert python(text).splitlines()[-1] == "True True"
