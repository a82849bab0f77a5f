"""The log beside the data: small, private, and no reason to stop."""

from __future__ import annotations

import logging
from pathlib import Path

from kiosk.upkeep import logs

log = logging.getLogger("tests.upkeep")


def test_what_is_logged_meanwhile_stands_there_for_us_alone(tmp_path: Path) -> None:
    log.warning("before")
    with logs.kept(tmp_path):
        log.warning("a digit: ٣")
    log.warning("after")
    file = tmp_path / logs.FOLDER / logs.FILE
    assert [line.split(": ", 1)[1] for line in file.read_text().splitlines()] == ["a digit: ٣"]
    assert file.stat().st_mode & 0o077 == 0


def test_it_never_grows_beyond_five_files(tmp_path: Path) -> None:
    with logs.kept(tmp_path):
        for _ in range(70):
            log.warning("x" * 100_000)
    files = list((tmp_path / logs.FOLDER).iterdir())
    assert len(files) == 5
    assert sum(file.stat().st_size for file in files) <= 5_000_000


def test_a_link_in_its_place_is_not_followed(tmp_path: Path) -> None:
    (tmp_path / logs.FOLDER).mkdir()
    (tmp_path / logs.FOLDER / logs.FILE).symlink_to(tmp_path / "elsewhere")
    with logs.kept(tmp_path):
        log.warning("not there")
    assert not (tmp_path / "elsewhere").exists()


def test_a_folder_that_can_not_be_made_is_only_said(tmp_path: Path) -> None:
    (tmp_path / logs.FOLDER).write_text("a file")
    with logs.kept(tmp_path):
        log.warning("nowhere")
    assert (tmp_path / logs.FOLDER).read_text() == "a file"
