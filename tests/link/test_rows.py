"""Rows go up as they are, in order and once, whatever happens on the way (cases 1 to 7 of the contract)."""

from __future__ import annotations

import gzip
import itertools
import os
import shutil
from collections.abc import Callable
from functools import partial
from pathlib import Path

import pytest

from kiosk.clock import SystemClock
from kiosk.custody.link.events import LinkEnrolled, LinkFrozen
from kiosk.custody.link.words import LinkWord
from kiosk.journal.copies import backup
from kiosk.journal.lock import own
from kiosk.vault.keys import load
from kiosk.wire import names
from tests.link.hub import KIOSK, Answer, Asked, FakeHub
from tests.link.rig import linked, living, quick


def test_every_row_arrives_as_it_was_hashed(tmp_path: Path) -> None:
    with FakeHub() as hub, linked(tmp_path, hub) as kiosk:
        last = kiosk.writes(120)
        hub.until(lambda h: h.held().get(1) == last)
        assert hub.all_rows() == kiosk.rows()
        kiosk.is_(LinkWord.UP)


def has_all_up_to(last: int, hub: FakeHub) -> bool:
    return hub.held().get(1) == last


def test_the_next_life_goes_on_where_the_hub_is(tmp_path: Path) -> None:
    with FakeHub() as hub:
        with linked(tmp_path, hub) as kiosk:
            last = kiosk.writes(5)
            hub.until(lambda h: h.held().get(1) == last)
        with living(tmp_path) as kiosk:
            last = kiosk.writes(5)
            hub.until(lambda h: h.held().get(1) == last)
            assert hub.all_rows() == kiosk.rows()


def test_a_hub_that_dies_between_its_commit_and_its_reply_gets_nothing_twice(tmp_path: Path) -> None:
    """A hundred times in the long form: what it committed it is told again, and compares."""
    deaths = 100 if "CUBBY_LONG" in os.environ else 30

    def dies(asked: Asked, act: Callable[[], Answer]) -> Answer | None:
        nonlocal deaths
        answer = act()
        if asked.path == names.events(KIOSK) and deaths > 0:
            deaths -= 1
            return None
        return answer

    with FakeHub() as hub, linked(tmp_path, hub) as kiosk:
        hub.fault = dies
        for _ in range(deaths // 10):
            last = kiosk.writes(10)
            hub.until(partial(has_all_up_to, last))
        hub.until(lambda _: deaths == 0)
        last = kiosk.writes(1)
        hub.until(lambda h: h.held().get(1) == last)
        assert hub.all_rows() == kiosk.rows()


def test_a_kiosk_whose_disk_was_copied_is_frozen_and_so_says_its_journal(tmp_path: Path) -> None:
    """Both write row after row under one name; whoever comes second is told by the first row that differs."""
    with FakeHub() as hub:
        with linked(tmp_path / "one", hub) as kiosk:
            last = kiosk.writes(30)
            hub.until(lambda h: h.held().get(1) == last)
        shutil.copytree(tmp_path / "one", tmp_path / "two")
        with living(tmp_path / "one") as kiosk:
            last = kiosk.writes(10)
            hub.until(lambda h: h.held().get(1) == last)
            before = hub.all_rows()
        with living(tmp_path / "two") as clone:
            hub.gives("withdraw", {"tracking": "JJD0001234567"})
            clone.writes(11)
            clone.is_(LinkWord.FROZEN)
            assert [event for event in clone.events() if isinstance(event, LinkFrozen)]
            clone.writes(5)  # visits go on
        assert hub.all_rows() == before
        with living(tmp_path / "two") as clone:
            clone.is_(LinkWord.FROZEN)


def test_a_frozen_kiosk_that_is_enrolled_again_goes_on_in_a_higher_epoch(tmp_path: Path) -> None:
    with FakeHub() as hub, linked(tmp_path, hub) as kiosk:
        last = kiosk.writes(10)
        hub.until(lambda h: h.held().get(1) == last)
        number, row, _ = hub.rows[1][-1]
        with hub.lock:
            hub.rows[1][-1] = (number, row, "ab" * 32)
        kiosk.writes(1)
        kiosk.is_(LinkWord.FROZEN)
        hub.least_epoch = 2
        kiosk.enrols(hub)
        last = kiosk.writes(3)
        hub.until(lambda h: h.held().get(2) == last)
        kiosk.is_(LinkWord.UP)
        assert kiosk.does(lambda book: book.journal.epoch) == 2
        assert LinkEnrolled("hub-1", 1) in kiosk.events()
        first = hub.rows[2][0][0]
        assert [row for _, row, _ in hub.rows[2]] == kiosk.rows()[first - 1 :]


def test_a_hub_that_was_put_back_is_given_the_rows_again(tmp_path: Path) -> None:
    with FakeHub() as hub, linked(tmp_path, hub) as kiosk:
        last = kiosk.writes(500)
        hub.until(lambda h: h.held().get(1) == last)
        hub.goes_back_to(300)
        last = kiosk.writes(1)
        hub.until(lambda h: h.held().get(1) == last)
        assert hub.all_rows() == kiosk.rows()


def test_a_kiosk_that_was_put_back_goes_on_behind_what_was_lost_here(tmp_path: Path) -> None:
    """The hub keeps the lost rows, and the new ones are of a higher epoch."""
    with FakeHub() as hub:
        with linked(tmp_path, hub) as kiosk:
            last = kiosk.writes(400)
            hub.until(lambda h: h.held().get(1) == last)
            backed_up = last
            kiosk.does(lambda book: backup.copy(kiosk.data, book.journal.clock.now()))
            last = kiosk.writes(50)
            hub.until(lambda h: h.held().get(1) == last)
        put_back(tmp_path / "data")
        with living(tmp_path) as kiosk:
            now = kiosk.writes(5)
            hub.until(lambda h: h.held().get(2) == now)
            kiosk.is_(LinkWord.UP)
            assert hub.held() == {1: last, 2: now}
            assert [seq for seq, _, _ in hub.rows[2]] == list(range(backed_up + 1, now + 1))
            assert [row for _, row, _ in hub.rows[2]] == kiosk.rows()[backed_up:]


def put_back(data: Path) -> None:
    keys = load(data, create=False)
    with own(data) as owned:
        copy = backup.existing(data)[-1]
        backup.restore(owned, copy, clock=SystemClock(), sign=keys.sign, verify=keys.verify)


def test_a_hub_that_takes_fewer_rows_at_once_gets_fewer(tmp_path: Path) -> None:
    def takes_ten(asked: Asked, act: Callable[[], Answer]) -> Answer | None:
        if asked.path == names.events(KIOSK) and gzip.decompress(asked.body).count(b"\n") > 11:
            return Answer(413, {"why": "too much"})
        return act()

    with FakeHub() as hub, linked(tmp_path, hub) as kiosk:
        hub.fault = takes_ten
        last = kiosk.writes(120)
        hub.until(lambda h: h.held().get(1) == last)
        assert hub.all_rows() == kiosk.rows()


@pytest.mark.parametrize(
    "nonsense",
    [
        b"",
        b"null",
        b"<html>Sign in</html>",
        b'{"acked":"7"}',
        b'{"acked":7,"head":"no hash","epoch":1}',
        b'{"acked":99999,"head":"' + b"ab" * 32 + b'","epoch":1}',
        b"[" * 100_000,
    ],
)
def test_nonsense_is_no_acknowledgement(tmp_path: Path, nonsense: bytes) -> None:
    lies = True

    def lie(asked: Asked, act: Callable[[], Answer]) -> Answer | None:
        if lies and asked.path == names.events(KIOSK):
            return Answer(200, raw=nonsense)
        return act()

    with FakeHub() as hub, linked(tmp_path, hub) as kiosk:
        hub.fault = lie
        last = kiosk.writes(5)
        kiosk.until(lambda standing: standing.word not in (LinkWord.UP, LinkWord.STARTING))
        if b"99999" in nonsense:
            kiosk.is_(LinkWord.FROZEN)  # a row that we never wrote, said by our hub: somebody else did
            return
        lies = False
        hub.until(lambda h: h.held().get(1) == last)
        assert hub.all_rows() == kiosk.rows()


def test_three_weeks_without_a_network_arrive_once_and_in_order(tmp_path: Path) -> None:
    """500 rows a day in the long form; the hub is there again, and every second reply is lost on the way."""
    a_day = 500 if "CUBBY_LONG" in os.environ else 100
    lost = itertools.count()

    def loses(asked: Asked, act: Callable[[], Answer]) -> Answer | None:
        answer = act()
        return answer if asked.path != names.events(KIOSK) or next(lost) % 2 else None

    with FakeHub() as hub, linked(tmp_path, hub, habits=quick(rows=100)) as kiosk:
        hub.until(lambda h: bool(h.held()))
        hub.close()
        for _ in range(21):
            last = kiosk.writes(a_day)
        kiosk.is_(LinkWord.UNREACHABLE)
        hub.fault = loses
        hub.open()
        hub.until(lambda h: h.held().get(1) == last)
        assert hub.all_rows() == kiosk.rows()
        assert [seq for seq, _, _ in hub.rows[1]] == list(range(1, last + 1))
        kiosk.is_(LinkWord.UP)
