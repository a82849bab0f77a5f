"""The journal and the logs go onto a stick: whole, signed, beside what is there, or not at all."""

from __future__ import annotations

import errno
import os
from collections.abc import Iterator
from contextlib import contextmanager, nullcontext
from pathlib import Path

import pytest

from kiosk.clock import FakeClock
from kiosk.journal.chain import Head, follow
from kiosk.journal.copies import export
from kiosk.journeys.machine.seen import ErrandEnd, ErrandWord
from kiosk.upkeep import carry as carrying
from kiosk.upkeep.carry import Load, carry
from kiosk.upkeep.mounting import CannotOpen
from kiosk.vault import keys
from tests.journal.kit import intruder
from tests.upkeep.kit import Disks, recorded

NAME = "cubby-DEMO-1-20260101T120000Z"


class Site:
    """A machine with data, and a stick that somebody has mounted."""

    def __init__(self, folder: Path) -> None:
        self.disks = Disks(folder / "machine")
        self.data = recorded(folder / "data")
        self.stick = folder / "stick"
        self.stick.mkdir()
        (self.data / "logs").mkdir()
        (self.data / "logs/cubby.log").write_text("a line\n")
        self.disks.plug("sda", parts={"sda1": 900})
        self.disks.mount("8:1", self.stick)

    def carried(self, *, although_broken: bool = False) -> ErrandEnd:
        load = Load(self.data, "DEMO-1", although_broken)
        return carry(load, clock=FakeClock(), places=self.disks.places)

    def lying(self) -> list[str]:
        return sorted(str(p.relative_to(self.stick)) for p in self.stick.rglob("*"))


@pytest.fixture
def site(tmp_path: Path) -> Site:
    return Site(tmp_path)


def test_what_is_on_the_stick_can_be_checked(site: Site) -> None:
    assert site.carried() == ErrandEnd(ErrandWord.DONE, 3, 0, NAME)
    folder = site.stick / NAME
    manifest = export.manifest_of(folder / export.MANIFEST)
    assert follow(Head(), export.rows_of(folder / export.ROWS)) == Head(manifest.last, manifest.head)
    assert keys.verifier(keys.public_key(site.data))(manifest.statement(), manifest.signature)
    assert (folder / "logs/cubby.log").read_text() == "a line\n"


def test_nothing_that_lies_there_is_overwritten(site: Site) -> None:
    site.carried()
    before = (site.stick / NAME / export.MANIFEST).read_bytes()
    assert site.carried().name == f"{NAME}-2"
    assert (site.stick / NAME / export.MANIFEST).read_bytes() == before


def test_neither_keys_nor_the_vault_leave_the_machine(site: Site) -> None:
    site.carried()
    assert site.lying() == [
        NAME,
        *(f"{NAME}/{name}" for name in ("journal.jsonl", "logs", "logs/cubby.log", "manifest.json")),
    ]


def test_a_log_that_is_a_link_is_not_followed(site: Site) -> None:
    (site.data / "logs/cubby.log.1").symlink_to(site.data / "keys/pepper")
    site.carried()
    assert f"{NAME}/logs/cubby.log.1" not in site.lying()


def test_a_journal_that_was_tampered_with_is_written_only_when_that_is_wanted(site: Site) -> None:
    with intruder(site.data) as file:
        file.execute("UPDATE journal SET actor = 'somebody' WHERE seq = 2")
    assert site.carried() == ErrandEnd(ErrandWord.BROKEN, seq=2)
    assert site.lying() == []
    assert site.carried(although_broken=True) == ErrandEnd(ErrandWord.DONE, 3, 2, NAME)
    assert export.manifest_of(site.stick / NAME / export.MANIFEST).broken_from == 2


@pytest.mark.parametrize(
    ("failure", "word"),
    [
        (errno.ENOSPC, ErrandWord.FULL),
        (errno.EFBIG, ErrandWord.FULL),
        (errno.EROFS, ErrandWord.READ_ONLY),
        (errno.EIO, ErrandWord.GONE),
        (errno.ENODEV, ErrandWord.GONE),
    ],
)
@pytest.mark.parametrize("at", ["rows", "sync"])
def test_a_stick_that_fails_in_the_middle_keeps_nothing(
    site: Site, monkeypatch: pytest.MonkeyPatch, failure: int, word: ErrandWord, at: str
) -> None:
    def fails(*_: object) -> None:
        raise OSError(failure, os.strerror(failure))

    monkeypatch.setattr(*((export, "line", fails) if at == "rows" else (carrying, "sync", fails)))
    assert site.carried() == ErrandEnd(word)
    assert site.lying() == []


def test_a_stick_that_is_mounted_read_only_is_not_tried(site: Site) -> None:
    site.disks.mounts.clear()
    site.disks.mount("8:1", site.stick, "ro")
    assert site.carried() == ErrandEnd(ErrandWord.READ_ONLY)


def test_no_stick_and_one_that_went_away(site: Site, tmp_path: Path) -> None:
    site.stick.rename(tmp_path / "pulled out")
    assert site.carried() == ErrandEnd(ErrandWord.GONE)
    (site.disks.root / "sys/block/sda/removable").write_text("0")
    assert site.carried() == ErrandEnd(ErrandWord.NO_STICK)


def test_a_journal_that_is_gone_is_said_to_be(site: Site) -> None:
    (site.data / "journal.db").unlink()
    assert site.carried() == ErrandEnd(ErrandWord.UNREADABLE)
    assert site.lying() == []


def test_a_stick_that_nobody_mounted_is_mounted_for_as_long_as_it_takes(site: Site) -> None:
    site.disks.mounts.clear()
    site.disks.mount("9:9", "/elsewhere")
    steps: list[str] = []

    @contextmanager
    def opened(device: Path) -> Iterator[Path]:
        steps.append(device.name)
        yield site.stick
        steps.append("let go")

    load = Load(site.data, "DEMO-1")
    end = carry(load, clock=FakeClock(), places=site.disks.places, opened=opened)
    assert (end.word, steps) == (ErrandWord.DONE, ["sda1", "let go"])


def test_one_that_can_not_be_mounted_is_said_to_be(site: Site) -> None:
    site.disks.mounts.clear()
    site.disks.mount("9:9", "/elsewhere")

    def opened(device: Path) -> nullcontext[Path]:
        raise CannotOpen(str(device))

    load = Load(site.data, "DEMO-1")
    end = carry(load, clock=FakeClock(), places=site.disks.places, opened=opened)
    assert end == ErrandEnd(ErrandWord.CANNOT_OPEN)
