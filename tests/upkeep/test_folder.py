"""A new folder on a disk that nobody trusts."""

from __future__ import annotations

import errno
import os
from pathlib import Path

import pytest

from kiosk.upkeep.folder import NamesTaken, filled


def _one_file(folder: Path) -> int:
    (folder / "a.txt").write_text("whole")
    return 1


def _pulled_out(folder: Path) -> None:
    (folder / "a.txt").write_text("half")
    raise OSError(errno.EIO, "pulled out")


def test_it_is_there_as_a_whole(tmp_path: Path) -> None:
    assert filled(tmp_path, "new", _one_file) == ("new", 1)
    assert (tmp_path / "new/a.txt").read_text() == "whole"
    assert sorted(p.name for p in tmp_path.iterdir()) == ["new"]


def test_or_not_at_all(tmp_path: Path) -> None:
    with pytest.raises(OSError, match="pulled out"):
        filled(tmp_path, "new", _pulled_out)
    assert list(tmp_path.iterdir()) == []


def test_until_it_is_whole_it_has_another_name(tmp_path: Path) -> None:
    seen: list[str] = []
    filled(tmp_path, "new", lambda _folder: seen.extend(p.name for p in tmp_path.iterdir()))
    assert seen == [".new"]


@pytest.mark.parametrize("taken", ["new", ".new"])
@pytest.mark.parametrize("by", ["folder", "file", "link to a folder", "link to nowhere"])
def test_a_name_that_somebody_has_is_left_alone(tmp_path: Path, taken: str, by: str) -> None:
    stick, elsewhere = tmp_path / "stick", tmp_path / "elsewhere"
    stick.mkdir()
    elsewhere.mkdir()
    match by:
        case "folder":
            (stick / taken).mkdir()
        case "file":
            (stick / taken).write_text("mine")
        case "link to a folder":
            (stick / taken).symlink_to(elsewhere)
        case _:
            (stick / taken).symlink_to(tmp_path / "nowhere")
    before = os.lstat(stick / taken)
    name, _ = filled(stick, "new", _one_file)
    assert name == ("new-2" if taken == "new" else "new")
    assert (stick / name / "a.txt").read_text() == "whole"
    assert os.lstat(stick / taken).st_ino == before.st_ino
    assert list(elsewhere.iterdir()) == []
    assert not (tmp_path / "nowhere").exists()


def test_a_stick_that_is_itself_a_link_is_not_followed(tmp_path: Path) -> None:
    (tmp_path / "true").mkdir()
    (tmp_path / "stick").symlink_to(tmp_path / "true")
    with pytest.raises(OSError, match=r"stick"):
        filled(tmp_path / "stick", "new", _one_file)
    assert list((tmp_path / "true").iterdir()) == []


def test_a_folder_that_is_moved_away_meanwhile_takes_what_is_written_with_it(tmp_path: Path) -> None:
    stick, elsewhere = tmp_path / "stick", tmp_path / "elsewhere"
    stick.mkdir()
    elsewhere.mkdir()

    def moved(folder: Path) -> None:
        (stick / ".new").rename(stick / "away")
        (stick / ".new").symlink_to(elsewhere)
        (folder / "a.txt").write_text("here")

    filled(stick, "new", moved)
    assert (stick / "away/a.txt").read_text() == "here"
    assert list(elsewhere.iterdir()) == []


def test_a_stick_on_which_every_name_is_taken_gets_nothing(tmp_path: Path) -> None:
    for name in (".new", *(f".new-{number}" for number in range(2, 100))):
        (tmp_path / name).symlink_to("/")
    with pytest.raises(NamesTaken):
        filled(tmp_path, "new", _one_file)
