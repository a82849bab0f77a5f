"""Whatever root does in a data folder, the files are its owner's."""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from kiosk.journal.copies import backup
from kiosk.journal.lock import AlreadyOwned, own
from tests.journal.kit import begin, note

SOMEBODY = 65_534 if os.geteuid() == 0 else os.geteuid()
"""The owner of the folder: another user where the tests run as root, else whoever runs them."""


@pytest.fixture
def data() -> Iterator[Path]:
    """A data folder of somebody's; a test's own folder may be closed to them."""
    top = Path(tempfile.mkdtemp(prefix="cubby-owner-"))
    top.chmod(0o755)
    folder = top / "data"
    folder.mkdir(mode=0o700)
    os.chown(folder, SOMEBODY, -1)
    try:
        yield folder
    finally:
        shutil.rmtree(top)


def _owners(folder: Path) -> set[int]:
    return {path.lstat().st_uid for path in folder.rglob("*")}


def test_what_is_made_in_the_folder_belongs_to_its_owner(data: Path) -> None:
    with own(data) as owned, begin(owned) as journal:
        journal.append([note()] * 20)
        backup.make(journal)
        assert os.geteuid() == SOMEBODY
    assert _owners(data) == {SOMEBODY}
    assert os.geteuid() == os.getuid()


def test_what_root_left_there_before_is_given_back(data: Path) -> None:
    with own(data) as owned, begin(owned) as journal:
        journal.append([note()])
        backup.make(journal)
    for path in data.rglob("*"):
        os.chown(path, os.getuid(), -1)
    with own(data) as owned, begin(owned) as journal:
        assert journal.head.seq == 1
    assert _owners(data) == {SOMEBODY}


def test_a_refusal_leaves_nobody_in_anothers_name(data: Path) -> None:
    with own(data), pytest.raises(AlreadyOwned):
        own(data)
    assert os.geteuid() == os.getuid()


def test_a_link_in_the_folder_gives_nothing_of_others_away(data: Path, tmp_path: Path) -> None:
    others = tmp_path / "others"
    others.write_bytes(b"")
    (data / "link").symlink_to(others)
    os.link(others, data / "second name")
    own(data).release()
    assert others.stat().st_uid == os.getuid()
