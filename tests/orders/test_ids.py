"""An order with an id is done once: asked again it gets its true answer, whatever happened in between."""

from __future__ import annotations

import contextlib
import itertools
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest

from hardware.locks.bus import Bus
from kiosk.clock import SystemClock
from kiosk.control.client import ask
from kiosk.custody.doors.events import OpeningIntended
from kiosk.custody.machine.events import Withdrawn
from kiosk.custody.machine.pace import CertainTime
from kiosk.custody.proofs.events import DelegationMade, OperatorKeysChanged, RevocationsTaken, StaffAdded
from kiosk.custody.things.events import Announced
from kiosk.journal.chain import Head
from kiosk.journal.connection import read_only
from kiosk.journal.problems import JournalUnusable, Problem
from kiosk.journal.store import Journal
from kiosk.orders.badges import GiveBadge, TakeBadge
from kiosk.orders.clerk import take_at_rest
from kiosk.orders.delegations import Delegate, WithdrawDelegations
from kiosk.orders.doors import OpenRemotely
from kiosk.orders.keys import SetOperatorKeys
from kiosk.orders.looks import Listed, ListThings
from kiosk.orders.order import Order, Quiet
from kiosk.orders.parcels import Announce, Place, Withdraw
from kiosk.orders.persons import Forget
from kiosk.orders.procedure import Means
from kiosk.orders.revocations import Revoke
from kiosk.orders.staff import AddStaff, RemoveStaff
from kiosk.vault.answers import KEPT_FOR
from tests.helpers.inbox import Inbox
from tests.helpers.operator import Operator
from tests.program.rig import Running, book_of, events_of

PHONE = "+49301234567"
_IDS = itertools.count()
ANNOUNCED = Announce("JJD0001234567", PHONE)
KEYS = SetOperatorKeys((Operator("K", SystemClock().now()).public,))


def _draw() -> str:
    return f"drawn-{next(_IDS)}"


def again(kiosk: Running, order: Order, order_id: str) -> tuple[dict[str, Any], dict[str, Any]]:
    return ask(kiosk.data, order, order_id), ask(kiosk.data, order, order_id)


def test_each_kind_of_order_is_done_once_and_answered_the_same(tmp_path: Path) -> None:
    """In an order in which each can be carried out once, and none twice or with another effect."""
    orders: tuple[Quiet, ...] = (
        ANNOUNCED,
        Place("12", "JJD0007654321", PHONE),
        AddStaff("Bo", "technician"),
        GiveBadge(PHONE, "0011223344"),
        Delegate(PHONE),
        WithdrawDelegations(PHONE),
        Revoke(badges=("0011223344",)),
        TakeBadge("0099887766"),
        KEYS,
        Withdraw("JJD0001234567"),
        RemoveStaff("Bo"),
    )
    with Running(tmp_path) as kiosk:
        kiosk.home()
        kiosk.told(GiveBadge("+4930999999", "0099887766"))
        for number, order in enumerate(orders):
            first, second = again(kiosk, order, f"order-{number}")
            assert first["ok"] is True
            assert second == first
        kept = len(orders) - 1  # the member of staff is gone, and what was told of them
        assert kiosk.told(ListThings(Listed.STAFF))["items"] == []
    with contextlib.closing(read_only(kiosk.data)) as db:
        assert db.execute("SELECT count(*) FROM vault_answers").fetchone() == (kept,)
    events = [type(event) for event in events_of(kiosk.data)]
    for once in (StaffAdded, DelegationMade, RevocationsTaken, OperatorKeysChanged, Withdrawn):
        assert events.count(once) == 1
    assert events.count(Announced) == 2


def test_an_id_belongs_to_one_order(tmp_path: Path) -> None:
    with Running(tmp_path) as kiosk:
        kiosk.home()
        ask(kiosk.data, ANNOUNCED, "one")
        other = ask(kiosk.data, Announce("JJD0001234567", "+49307654321"), "one")
        assert "belongs to another order" in other["why"]
        assert "pin" not in other
        assert ask(kiosk.data, OpenRemotely("12", "to look", "Ana"), "one")["ok"] is False
    assert not any(isinstance(event, OpeningIntended) for event in events_of(kiosk.data))


def test_what_was_refused_may_be_asked_again_under_its_id(tmp_path: Path) -> None:
    with Running(tmp_path) as kiosk:
        kiosk.home()
        order = Withdraw("JJD0001234567")
        assert ask(kiosk.data, order, "one")["ok"] is False
        kiosk.told(ANNOUNCED)
        assert ask(kiosk.data, order, "one")["ok"] is True


def test_a_kiosk_that_ran_and_data_at_rest_know_the_same_ids(tmp_path: Path) -> None:
    with Running(tmp_path) as kiosk:
        kiosk.home()
        first = ask(kiosk.data, ANNOUNCED, "one")
    with book_of(kiosk.data, kiosk.site) as book:
        means = Means(kiosk.site, book, _draw)
        assert take_at_rest(means, ANNOUNCED, "one") == first
        assert "is announced already" in take_at_rest(means, ANNOUNCED, "two")["why"]
        assert "is announced already" in take_at_rest(means, ANNOUNCED)["why"]


def test_an_answer_is_kept_for_a_day_and_nobody_reads_it_off_the_disk(tmp_path: Path) -> None:
    with Running(tmp_path) as kiosk:
        kiosk.home()
        first = ask(kiosk.data, ANNOUNCED, "one")
    for later, kept in ((KEPT_FOR * 0.9, True), (KEPT_FOR * 1.1, False)):
        with book_of(kiosk.data, kiosk.site) as book:
            book.vault.answers.drop_old(CertainTime(SystemClock().now() + later))
            means = Means(kiosk.site, book, _draw)
            again = take_at_rest(means, ANNOUNCED, "one")
            assert (again == first) is kept
    assert "is announced already" in again["why"]
    for file in kiosk.data.rglob("*"):
        if file.is_file() and "keys" not in file.parts:
            content = file.read_bytes()
            assert first["pin"].encode() not in content
            assert first["token"].encode() not in content


def test_a_door_is_opened_once_for_one_order(tmp_path: Path) -> None:
    with Running(tmp_path) as kiosk:
        kiosk.home()
        order = OpenRemotely("12", "to look", "Ana")
        first, second = again(kiosk, order, "one")
        assert (first["outcome"], second) == ("Opened", first)
        kiosk.boards.close(1, 12)
    assert sum(isinstance(event, OpeningIntended) for event in events_of(kiosk.data)) == 1


def test_a_door_is_not_opened_again_after_a_stop_in_the_middle(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    order = OpenRemotely("12", "to look", "Ana")
    unlocks = Inbox()
    with ThreadPoolExecutor(1) as pool, monkeypatch.context() as patch:
        patch.setattr(Bus, "unlock", lambda _bus, ticket, _address: unlocks.put(ticket))
        with Running(tmp_path) as kiosk:
            kiosk.home()
            asked = pool.submit(ask, kiosk.data, order, "one")
            unlocks.wait(int)
        assert asked.result(30)["why"] == "The kiosk stopped before the lock answered. Look at the door."
    with Running(tmp_path) as kiosk:
        kiosk.home()
        assert ask(kiosk.data, order, "one") == asked.result(0)
    assert sum(isinstance(event, OpeningIntended) for event in events_of(kiosk.data)) == 1


def test_an_erased_person_takes_what_was_told_along(tmp_path: Path) -> None:
    with Running(tmp_path) as kiosk:
        kiosk.home()
        ask(kiosk.data, ANNOUNCED, "one")
        ask(kiosk.data, Withdraw("JJD0001234567"), "two")
        gone = ask(kiosk.data, Forget(PHONE), "three")
        assert (gone["ok"], gone["persons"]) == (True, 1)
        assert ask(kiosk.data, Forget(PHONE), "three") == gone
        assert "Nobody here" in ask(kiosk.data, Forget(PHONE), "four")["why"]
    with contextlib.closing(read_only(kiosk.data)) as db:
        kept = {row[0] for row in db.execute("SELECT id FROM vault_answers")}
    assert kept == {"two", "three"}


@pytest.mark.parametrize("kept", [True, False])
def test_a_sync_that_fails_is_told_as_it_is_and_asking_again_tells_the_truth(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, kept: bool
) -> None:
    """Whether the row is on the disk nobody can say, until the journal was opened anew."""
    with Running(tmp_path) as kiosk:
        kiosk.home()
        with monkeypatch.context() as patch:
            patch.setattr(Journal, "append", _unconfirmed(kept=kept))
            unsure = ask(kiosk.data, ANNOUNCED, "one")
        assert (unsure["ok"], unsure["unsure"]) == (False, True)
        assert "Nobody can say yet whether this was done" in unsure["why"]
        assert "Nothing was done" not in unsure["why"]
        kiosk.home()
        told = ask(kiosk.data, ANNOUNCED, "one")
        assert told["ok"] is True
        assert ask(kiosk.data, ANNOUNCED, "one") == told
        assert "is announced already" in kiosk.told(ANNOUNCED)["why"]
    assert sum(isinstance(event, Announced) for event in events_of(kiosk.data)) == 1


def test_so_is_one_of_data_at_rest(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with Running(tmp_path) as kiosk:
        kiosk.home()
    with book_of(kiosk.data, kiosk.site) as book:
        means = Means(kiosk.site, book, _draw)
        with monkeypatch.context() as patch:
            patch.setattr(Journal, "append", _unconfirmed(kept=True))
            unsure = take_at_rest(means, AddStaff("Bo", "courier"), "one")
    assert unsure["unsure"] is True
    with Running(tmp_path) as kiosk:
        kiosk.home()
        assert ask(kiosk.data, AddStaff("Bo", "courier"), "one")["ok"] is True
    assert sum(isinstance(event, StaffAdded) for event in events_of(kiosk.data)) == 1


def _unconfirmed(*, kept: bool) -> Callable[..., Any]:
    """The COMMIT of an append fails, after its rows were written or before."""
    real = Journal.append

    def append(journal: Journal[Any], *what: Any) -> Any:
        if kept:
            real(journal, *what)
        failure = journal.writing.fail(JournalUnusable(Problem.SYNC_FAILED, "fsync"))
        failure.attempt = Head(journal.head.seq + (not kept), b"")
        raise failure

    return append


def test_a_token_that_was_announced_for_another_parcel_is_a_sentence(tmp_path: Path) -> None:
    """Once it was a traceback: the vault has each secret once."""
    first = Announce("JJD0001234567", PHONE, token_id="a" * 16)
    with Running(tmp_path) as kiosk:
        kiosk.home()
        assert kiosk.told(first)["ok"] is True
        second = Announce("JJD0007654321", PHONE, token_id="a" * 16)
        assert kiosk.told(second)["why"] == "This token's id was announced already, for another parcel."
    with book_of(kiosk.data, kiosk.site) as book:
        means = Means(kiosk.site, book, _draw)
        assert "announced already" in take_at_rest(means, second)["why"]


def test_the_same_id_asked_twice_at_once_is_done_once(tmp_path: Path) -> None:
    with Running(tmp_path) as kiosk, ThreadPoolExecutor(8) as pool:
        kiosk.home()
        asked = [pool.submit(ask, kiosk.data, ANNOUNCED, "one") for _ in range(8)]
        answers = [one.result(60) for one in asked]
    assert answers[0]["ok"] is True
    assert answers == [answers[0]] * 8
