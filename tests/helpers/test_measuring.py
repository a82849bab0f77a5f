"""What can't be measured on this machine is named at the end of the run, and never silent."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]

SAMPLE = """
import pytest
from tests.helpers.measuring import measuring

def test_of_pictures():
    measuring("no-such-pictures")

@pytest.fixture
def pictures():
    return measuring("others")

def test_that_asks_in_a_fixture(pictures):
    pass

def test_that_runs():
    pass
"""


@pytest.fixture(params=[(), ("-q",), ("-q", "-n", "2"), ("-r", "f")])
def said(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """What pytest prints of the sample, run with our settings and our conftest."""
    (tmp_path / "test_sample.py").write_text(SAMPLE)
    (tmp_path / "conftest.py").write_text("from tests.conftest import *\n")
    (tmp_path / "pyproject.toml").write_text((ROOT / "pyproject.toml").read_text())
    ran = subprocess.run(
        (sys.executable, "-m", "pytest", *request.param, str(tmp_path)),
        cwd=tmp_path,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    assert ran.returncode == 0, ran.stdout
    return ran.stdout


def test_what_was_not_measured_is_named(said: str) -> None:
    assert "not measured" in said
    missing = "the measuring pictures of ../shared/data/{} are not here"
    assert f"test_sample.py::test_of_pictures: {missing.format('no-such-pictures')}" in said
    assert f"test_sample.py::test_that_asks_in_a_fixture: {missing.format('others')}" in said
    assert "test_that_runs:" not in said
