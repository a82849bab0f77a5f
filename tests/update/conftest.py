"""One operator and two signed releases are made once; each test has a copy."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.update.world import Machine, Operator, machine_of, passphrase


@pytest.fixture(autouse=True)
def _passphrase() -> Iterator[None]:
    with passphrase():
        yield


@pytest.fixture(scope="session")
def _two_releases(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("operator")
    with passphrase():
        operator = Operator(folder)
        operator.begins()
        operator.releases("0.1.0")
        operator.releases("0.2.0")
    return folder


@pytest.fixture
def operator(_two_releases: Path, tmp_path: Path) -> Operator:
    """With releases 0.1.0 and 0.2.0."""
    shutil.copytree(_two_releases, tmp_path / "operator", symlinks=True)
    return Operator(tmp_path / "operator")


@pytest.fixture
def machine(operator: Operator, tmp_path: Path) -> Machine:
    """With 0.1.0 installed."""
    made = machine_of(operator, tmp_path / "machine")
    made.is_updated("0.1.0")
    return made
