"""Errands are processes of their own: they report, end once, and can be called back at any moment."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from kiosk.journeys.machine.seen import Errand, ErrandAt, ErrandEnd, ErrandWord
from kiosk.upkeep.errands import ErrandRunner, ErrandSaid, commands
from kiosk.upkeep.saying import heard
from tests.helpers.inbox import Inbox
from tests.journal.kit import intruder
from tests.upkeep.kit import Disks, recorded


@contextmanager
def running(command: list[str]) -> Iterator[tuple[ErrandRunner, Inbox]]:
    inbox = Inbox()
    errands = ErrandRunner(inbox.put, lambda _errand: command)
    try:
        yield errands, inbox
    finally:
        errands.close()


def end_of(inbox: Inbox, ticket: int) -> ErrandEnd:
    said = inbox.wait(
        lambda one: isinstance(one, ErrandSaid) and one.ticket == ticket and isinstance(one.news, ErrandEnd)
    )
    end: ErrandEnd = said.news
    return end


def script(text: str) -> list[str]:
    return [sys.executable, "-c", text]


def test_the_whole_chain_is_verified_beside_the_kiosk(tmp_path: Path) -> None:
    data = recorded(tmp_path / "data", rows=1200)
    inbox = Inbox()
    errands = ErrandRunner(inbox.put, commands(data, "DEMO-1"))
    errands.send(7, Errand.VERIFY)
    assert end_of(inbox, 7) == ErrandEnd(ErrandWord.DONE, rows=1200)
    with intruder(data) as file:
        file.execute("UPDATE journal SET actor = 'somebody' WHERE seq = 700")
    errands.send(8, Errand.VERIFY)
    assert end_of(inbox, 8) == ErrandEnd(ErrandWord.BROKEN, seq=700)
    (data / "journal.db").write_bytes(b"no journal at all")
    errands.send(9, Errand.VERIFY)
    assert end_of(inbox, 9) == ErrandEnd(ErrandWord.UNREADABLE)
    errands.close()


@pytest.mark.parametrize("errand", [Errand.EXPORT, Errand.EXPORT_BROKEN])
def test_the_journal_is_carried_onto_a_stick(tmp_path: Path, errand: Errand) -> None:
    data, disks, stick = recorded(tmp_path / "data", 1200), Disks(tmp_path / "machine"), tmp_path / "stick"
    stick.mkdir()
    disks.plug("sda")
    disks.mount("8:0", stick)
    where = [f"--{name}={getattr(disks.places, name)}" for name in ("sys", "mounts", "dev")]
    with running([*commands(data, "DEMO-1")(errand), *where]) as (errands, inbox):
        errands.send(1, errand)
        end = end_of(inbox, 1)
    assert (end.word, end.rows) == (ErrandWord.DONE, 1200)
    assert [folder.name for folder in stick.iterdir()] == [end.name]


def test_one_that_says_nothing_good_has_failed() -> None:
    for text in ("pass", "print('{')", "import os; os.abort()", "print('x' * 100_000)"):
        with running(script(text)) as (errands, inbox):
            errands.send(1, Errand.VERIFY)
            assert end_of(inbox, 1) == ErrandEnd(ErrandWord.FAILED)


def test_one_that_can_not_be_started_has_failed() -> None:
    with running(["/there/is/no/such/program"]) as (errands, inbox):
        errands.send(1, Errand.VERIFY)
        assert end_of(inbox, 1) == ErrandEnd(ErrandWord.FAILED)


def test_the_next_one_ends_the_one_before() -> None:
    with running(script("import time; print('{\"at\": 3}', flush=True); time.sleep(600)")) as (
        errands,
        inbox,
    ):
        errands.send(1, Errand.VERIFY)
        inbox.wait(lambda said: said == ErrandSaid(1, ErrandAt(3)))
        errands.send(2, Errand.VERIFY)
        assert end_of(inbox, 1) == ErrandEnd(ErrandWord.FAILED)
        inbox.wait(lambda said: said == ErrandSaid(2, ErrandAt(3)))
        errands.call_back()
        assert end_of(inbox, 2) == ErrandEnd(ErrandWord.FAILED)


@pytest.mark.parametrize(
    "line",
    ["", "[]", "{}", "null", '{"at": "x"}', '{"end": "won", "rows": 1, "seq": 0, "name": ""}', '{"end": 1}'],
)
def test_a_line_that_means_nothing_is_passed_over(line: str) -> None:
    assert heard(line) is None
