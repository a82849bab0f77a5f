"""Orders from afar: who gave them, until when they count, how many have signed, and what the journal says."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest

from hardware.locks.bus import Bus
from kiosk.clock import SystemClock
from kiosk.control.client import ask
from kiosk.control.pending import PendingOrder
from kiosk.custody.doors.events import OpeningIntended
from kiosk.custody.event import Event
from kiosk.custody.machine.events import OrderEnded, OrderTaken
from kiosk.custody.machine.pace import CertainTime
from kiosk.custody.things.events import Announced
from kiosk.custody.words import OrderOutcome
from kiosk.orders.doors import OpenRemotely
from kiosk.orders.looks import Listed, ListThings
from kiosk.orders.mandate import Mandate
from kiosk.orders.order import Order
from kiosk.orders.parcels import Announce, Place, Withdraw
from kiosk.vault.answers import KEPT_FOR, Told
from tests.helpers.inbox import Inbox
from tests.program.rig import Running, book_of, events_of

PHONE = "+49301234567"
ANNOUNCED = Announce("JJD0001234567", PHONE)
HUB = "hub-1"


def order_words(events: list[Event]) -> list[Event]:
    return [event for event in events if isinstance(event, OrderTaken | OrderEnded)]


def gives(kiosk: Running, order: Order, mandate: Mandate) -> dict[str, Any]:
    """The answer of an order that did not come through the control socket."""
    answers = Inbox()
    kiosk.machine.post(PendingOrder(order, answers.put, mandate=mandate))
    answer: dict[str, Any] = answers.wait(dict)
    return answer


def test_the_journal_says_which_order_was_taken_and_how_it_ended_in_the_effects_own_transaction(
    tmp_path: Path,
) -> None:
    with Running(tmp_path) as kiosk:
        kiosk.home()
        first = gives(kiosk, ANNOUNCED, Mandate("order-0001", HUB))
        assert gives(kiosk, ANNOUNCED, Mandate("order-0001", HUB)) == first
    events = events_of(kiosk.data)
    at = next(n for n, event in enumerate(events) if isinstance(event, Announced))
    assert events[at + 1 : at + 3] == [
        OrderTaken("order-0001", "announce", HUB),
        OrderEnded("order-0001", OrderOutcome.DONE, HUB),
    ]
    assert len(order_words(events)) == 2


def test_an_id_that_was_given_at_the_machine_is_not_in_the_journal(tmp_path: Path) -> None:
    """It may be a phone or a tracking number."""
    with Running(tmp_path) as kiosk:
        kiosk.home()
        ask(kiosk.data, ANNOUNCED, "JJD0001234567")
    taken, ended = order_words(events_of(kiosk.data))
    assert isinstance(taken, OrderTaken)
    assert (taken.order, taken.issuer, len(taken.order_id)) == ("announce", "", 16)
    assert "0001234567" not in taken.order_id
    assert ended == OrderEnded(taken.order_id, OrderOutcome.DONE)


def test_issuers_do_not_share_their_ids(tmp_path: Path) -> None:
    with Running(tmp_path) as kiosk:
        kiosk.home()
        assert ask(kiosk.data, ANNOUNCED, "order-0001")["ok"] is True
        afar = gives(kiosk, Announce("JJD0007654321", PHONE), Mandate("order-0001", HUB))
        assert afar["ok"] is True


def test_a_refusal_of_an_order_from_afar_stays_its_answer(tmp_path: Path) -> None:
    """Both sides agree that it was refused, also where it could be done later."""
    with Running(tmp_path) as kiosk:
        kiosk.home()
        order = Withdraw("JJD0001234567")
        first = gives(kiosk, order, Mandate("order-0001", HUB))
        assert first["ok"] is False
        kiosk.told(ANNOUNCED)
        assert gives(kiosk, order, Mandate("order-0001", HUB)) == first
    assert order_words(events_of(kiosk.data)) == [OrderEnded("order-0001", OrderOutcome.REFUSED, HUB)]


def test_an_order_whose_time_is_over_is_not_begun(tmp_path: Path) -> None:
    with Running(tmp_path) as kiosk:
        kiosk.home()
        over = SystemClock().monotonic() - 1
        assert "came too late" in gives(kiosk, ANNOUNCED, Mandate("order-0001", HUB, over))["why"]
        door = OpenRemotely("12", "to look", "Ana")
        assert "came too late" in gives(kiosk, door, Mandate("order-0002", HUB, over))["why"]
    events = events_of(kiosk.data)
    assert order_words(events) == [
        OrderEnded("order-0001", OrderOutcome.EXPIRED, HUB),
        OrderEnded("order-0002", OrderOutcome.EXPIRED, HUB),
    ]
    assert not any(isinstance(event, Announced | OpeningIntended) for event in events)


def test_a_door_with_something_behind_it_opens_from_afar_by_two_signatures(tmp_path: Path) -> None:
    door = OpenRemotely("12", "to look", "Ana")
    with Running(tmp_path) as kiosk:
        kiosk.home()
        kiosk.told(Place("12", "JJD0001234567", PHONE))
        one = gives(kiosk, door, Mandate("order-0001", HUB, signed=1))
        assert "needs 2 signatures" in one["why"]
        empty = gives(kiosk, OpenRemotely("11", "to look", "Ana"), Mandate("order-0002", HUB, needs=2))
        assert "needs 2 signatures" in empty["why"]
        two = gives(kiosk, door, Mandate("order-0003", HUB, needs=2, signed=2))
        assert two["outcome"] == "Opened"
        kiosk.boards.close(1, 12)
    assert sum(isinstance(event, OpeningIntended) for event in events_of(kiosk.data)) == 1


def test_what_only_tells_something_is_answered_once_as_well(tmp_path: Path) -> None:
    with Running(tmp_path) as kiosk:
        kiosk.home()
        first = gives(kiosk, ListThings(Listed.STAFF), Mandate("order-0001", HUB))
        assert first["ok"] is True
        assert gives(kiosk, ListThings(Listed.STAFF), Mandate("order-0001", HUB)) == first
    assert [type(event) for event in order_words(events_of(kiosk.data))] == [OrderTaken, OrderEnded]


def test_an_opening_that_a_stop_cut_off_is_ended_at_the_next_start(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    door, unlocks = OpenRemotely("12", "to look", "Ana"), Inbox()
    with ThreadPoolExecutor(1) as pool, monkeypatch.context() as patch:
        patch.setattr(Bus, "unlock", lambda _bus, ticket, _address: unlocks.put(ticket))
        with Running(tmp_path) as kiosk:
            kiosk.home()
            asked = pool.submit(gives, kiosk, door, Mandate("order-0001", HUB))
            unlocks.wait(int)
        assert asked.result(30)["ok"] is False
    with Running(tmp_path) as kiosk:
        kiosk.home()
    assert order_words(events_of(kiosk.data)) == [
        OrderTaken("order-0001", "open", HUB),
        OrderEnded("order-0001", OrderOutcome.CUT_OFF, HUB),
    ]


def test_an_answer_is_known_for_as_long_as_its_order_may_come_again(tmp_path: Path) -> None:
    month = 30 * 86_400.0
    with Running(tmp_path) as kiosk:
        kiosk.home()
        first = gives(kiosk, ANNOUNCED, Mandate("order-0001", HUB, kept=month))
    with book_of(kiosk.data, kiosk.site) as book:
        book.vault.answers.drop_old(CertainTime(SystemClock().now() + KEPT_FOR * 20))
        asked = book.vault.answers.asked("order-0001", ANNOUNCED_AS_VALUES, HUB)
        assert book.vault.answers.of(asked) == first


ANNOUNCED_AS_VALUES = {
    "tracking": "JJD0001234567",
    "phone": PHONE,
    "size": "",
    "in_reach": False,
    "token_id": "",
    "service": "",
    "route": "",
    "case": "",
    "principal": "",
    "pieces": (),
    "kind": "",
    "charge": "",
    "gates": (),
    "order": "announce",
}


def test_no_flood_of_orders_fills_the_disk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with Running(tmp_path) as kiosk:
        kiosk.home()
    with book_of(kiosk.data, kiosk.site) as book:
        answers = book.vault.answers
        monkeypatch.setattr(type(answers), "MOST", 3)
        asked = [answers.asked(f"order-{n}", {"order": "look", "n": n}) for n in range(5)]
        for one in asked:
            answers.keep(one, Told({"ok": True}), SystemClock().now())
        assert [answers.knows(one) for one in asked] == [False, False, True, True, True]
