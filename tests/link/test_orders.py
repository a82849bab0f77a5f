"""Orders of the hub: signed, in order, once; and nothing of anybody else (cases 15 to 19 of the contract)."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from kiosk.clock import FakeClock
from kiosk.custody.event import Event
from kiosk.custody.link.events import IncarnationTaken
from kiosk.custody.link.words import LinkWord
from kiosk.custody.machine.events import OrderEnded, OrderTaken
from kiosk.custody.things.events import Announced
from kiosk.custody.words import OrderOutcome
from kiosk.wire import names
from kiosk.wire.order import TYPE
from tests.link.hub import KIOSK, Answer, Asked, FakeHub
from tests.link.rig import LinkedKiosk, linked, living

PHONE = "+49301234567"
PARCEL = {"tracking": "JJD0001234567", "phone": PHONE}


def ended(hub: FakeHub, order_id: str) -> bool:
    """Whether the hub has the row that says how the order ended."""
    return any(b'"kind":"OrderEnded"' in row and order_id.encode() in row for row in hub.all_rows())


def ends(kiosk: LinkedKiosk) -> dict[str, OrderOutcome]:
    return {one.order_id: one.outcome for one in kiosk.events() if isinstance(one, OrderEnded)}


def count(kiosk: LinkedKiosk, kind: type[Event]) -> int:
    return sum(isinstance(event, kind) for event in kiosk.events())


def test_an_order_is_carried_out_and_its_secrets_come_back_sealed(tmp_path: Path) -> None:
    with FakeHub() as hub, linked(tmp_path, hub) as kiosk:
        order = hub.gives("announce", PARCEL)
        hub.until(lambda h: ended(h, order.id) and h.has_sealed(order.id))
        answer = hub.unsealed(order.id)
        assert answer["ok"] is True
        assert len(answer["pin"]) >= 6
        assert ends(kiosk) == {order.id: OrderOutcome.DONE}
        assert not any(answer["pin"].encode() in row for row in hub.all_rows())
        assert not any(answer["pin"].encode() in asked.body for asked in hub.asked)


def test_an_order_that_comes_again_gets_its_first_answer(tmp_path: Path) -> None:
    """By whatever way: the same id in a new place, and all of it again in the next life."""
    with FakeHub() as hub:
        with linked(tmp_path, hub) as kiosk:
            first = hub.gives("announce", PARCEL, order_id="order-0001")
            hub.gives("announce", PARCEL, order_id="order-0001")
            last = hub.gives("announce", PARCEL | {"tracking": "JJD0007654321"}, order_id="order-0002")
            hub.until(lambda h: ended(h, last.id))
        with living(tmp_path) as kiosk:
            kiosk.does(lambda book: book.vault.link.keep_word("orders", 0))
            kiosk.link.wake()
            third = hub.gives("withdraw", {"tracking": "JJD0007654321"}, order_id="order-0003")
            hub.until(lambda h: ended(h, third.id))
            assert count(kiosk, Announced) == 2
            assert [one.order_id for one in kiosk.events() if isinstance(one, OrderTaken)] == [
                first.id,
                last.id,
                third.id,
            ]


def test_the_same_id_for_another_order_is_refused(tmp_path: Path) -> None:
    with FakeHub() as hub, linked(tmp_path, hub) as kiosk:
        hub.gives("announce", PARCEL, order_id="order-0001")
        hub.gives("announce", PARCEL | {"tracking": "JJD0007654321"}, order_id="order-0001")
        last = hub.gives("withdraw", PARCEL | {"phone": ""}, order_id="order-0003")
        hub.until(lambda h: ended(h, last.id))
        assert count(kiosk, Announced) == 1


@pytest.mark.parametrize(
    ("act", "args", "more", "why"),
    [
        ("announce", PARCEL | {"colour": "red"}, {}, "has no key 'colour'"),
        ("anounce", PARCEL, {}, "did you mean 'announce'?"),
        ("announce", {"tracking": 7, "phone": PHONE}, {}, "This is no order: tracking"),
        ("announce", PARCEL | {"order": "open"}, {}, "do not stand among its arguments"),
        ("announce", PARCEL, {"seconds": 40 * 86_400}, "counts for 30 days at most"),
        ("announce", PARCEL, {"needs": 2}, "needs 2 signatures and has 1"),
        ("set-operator-keys", {"keys": ["ab" * 32]}, {}, "ordered at the machine alone"),
        ("link-enrol", {"code": "CUBBY1"}, {}, "ordered at the machine alone"),
        ("open", {"compartment": "12", "reason": "r", "by": "b"}, {"seconds": 600}, "120 s at most"),
        ("withdraw", {"tracking": "JJD0001234567"}, {}, "No parcel JJD0001234567"),
    ],
)
def test_what_cannot_be_done_ends_with_a_sentence_and_holds_nothing_up(
    tmp_path: Path, act: str, args: dict[str, Any], more: dict[str, Any], why: str
) -> None:
    with FakeHub() as hub, linked(tmp_path, hub) as kiosk:
        odd = hub.gives(act, args, **more)
        good = hub.gives("announce", PARCEL | {"tracking": "JJD0007654321"})
        hub.until(lambda h: ended(h, good.id) and h.has_sealed(odd.id))
        assert why in hub.unsealed(odd.id)["why"]
        assert ends(kiosk) == {odd.id: OrderOutcome.REFUSED, good.id: OrderOutcome.DONE}


@pytest.mark.parametrize(
    "other",
    [{"aud": "k-2"}, {"hub": "hub-2"}, {"inc": 2}, {"exp": "soon"}, {"id": "x"}, {"more": 1}],
)
def test_an_order_that_is_not_for_us_is_none(tmp_path: Path, other: dict[str, Any]) -> None:
    with FakeHub() as hub, linked(tmp_path, hub) as kiosk:
        with hub.lock:
            content = _order(hub) | other
            hub.orders.append((1, hub.signed(content, TYPE, hub.keys[0])))
        kiosk.is_(LinkWord.STRANGER)
        with hub.lock:
            hub.orders.clear()
        good = hub.gives("announce", PARCEL | {"tracking": "JJD0007654321"})
        hub.until(lambda h: ended(h, good.id))
        assert count(kiosk, Announced) == 1


def _order(hub: FakeHub) -> dict[str, Any]:
    now = int(hub.now())
    return {
        "aud": KIOSK,
        "hub": hub.hub,
        "inc": hub.inc,
        "seq": 1,
        "id": "order-0001",
        "act": "announce",
        "args": PARCEL,
        "iat": now,
        "exp": now + 60,
        "by": "Ada",
        "needs": 1,
    }


def test_a_key_that_is_not_our_hubs_orders_nothing(tmp_path: Path) -> None:
    """The right certificate and the right greeting, and orders by somebody else."""
    with FakeHub() as hub, linked(tmp_path, hub) as kiosk:
        stranger = Ed25519PrivateKey.generate()
        with hub.lock:
            hub.orders.append((1, hub.signed(_order(hub), TYPE, stranger)))
            hub.lock.notify_all()
        kiosk.is_(LinkWord.STRANGER)
        assert count(kiosk, Announced) == 0
        assert ends(kiosk) == {}


def test_a_hub_that_greets_with_another_key_is_told_nothing(tmp_path: Path) -> None:
    with FakeHub() as hub:
        with linked(tmp_path, hub) as kiosk:
            last = kiosk.writes(3)
            hub.until(lambda h: h.held().get(1) == last)
        hub.greets_with = Ed25519PrivateKey.generate()
        hub.asked.clear()
        with living(tmp_path) as kiosk:
            kiosk.writes(3)
            kiosk.is_(LinkWord.STRANGER)
        assert {asked.path for asked in hub.asked} == {names.hello(KIOSK)}


def test_a_door_order_that_was_too_long_on_its_way_never_opens(tmp_path: Path) -> None:
    """90 s without a line; the kiosk's clock stands in 1970, and the hub's is asked."""
    clock = FakeClock(datetime(1970, 1, 1, tzinfo=UTC), trusted=False)
    with FakeHub() as hub, linked(tmp_path, hub, clock=clock) as kiosk:
        hub.until(lambda h: bool(h.held()))
        hub.close()
        kiosk.is_(LinkWord.UNREACHABLE)
        order = hub.gives("announce", PARCEL, seconds=60)
        real = hub.now
        hub.now = lambda: real() + 90
        clock.advance(90)
        hub.open()
        hub.until(lambda h: ended(h, order.id))
        assert ends(kiosk) == {order.id: OrderOutcome.EXPIRED}
        assert count(kiosk, Announced) == 0


def test_what_a_person_did_meanwhile_counts(tmp_path: Path) -> None:
    """The parcel was taken out while the line was down; the order to withdraw it came too late."""
    with FakeHub() as hub, linked(tmp_path, hub) as kiosk:
        first = hub.gives("announce", PARCEL)
        hub.until(lambda h: ended(h, first.id))
        cancelled = hub.gives("withdraw", {"tracking": PARCEL["tracking"]})
        late = hub.gives("withdraw", {"tracking": PARCEL["tracking"]})
        hub.until(lambda h: ended(h, late.id))
        assert ends(kiosk)[cancelled.id] is OrderOutcome.DONE
        assert ends(kiosk)[late.id] is OrderOutcome.TOO_LATE


def test_orders_of_a_hub_that_came_back_count_once_a_person_has_vouched_for_it(tmp_path: Path) -> None:
    """Rows go up meanwhile, and no order that was done is done again."""
    with FakeHub() as hub, linked(tmp_path, hub) as kiosk:
        first = hub.gives("announce", PARCEL, seconds=3600)
        hub.until(lambda h: ended(h, first.id))
        hub.close()
        hub.goes_back_to(1)
        with hub.lock:
            again = hub.signed(first.content() | {"inc": hub.inc}, TYPE, hub.keys[0])
            hub.orders[:] = [(first.seq, again)]
        hub.open()
        last = kiosk.writes(1)
        kiosk.is_(LinkWord.RESTORED)
        hub.until(lambda h: h.held().get(1) == last)
        second = hub.gives("announce", PARCEL | {"tracking": "JJD0007654321"})
        hub.steps_up()
        hub.until(lambda h: ended(h, second.id))
        kiosk.is_(LinkWord.UP)
        assert count(kiosk, Announced) == 2
        assert IncarnationTaken("hub-1", 2) in kiosk.events()
        assert hub.all_rows() == kiosk.rows()[: len(hub.all_rows())]


def test_answers_lost_on_the_way_are_sent_again(tmp_path: Path) -> None:
    lost = 3

    def loses(asked: Asked, act: Callable[[], Answer]) -> Answer | None:
        nonlocal lost
        answer = act()
        if asked.path == names.sealed(KIOSK) and lost > 0:
            lost -= 1
            return None
        return answer

    with FakeHub() as hub, linked(tmp_path, hub) as kiosk:
        hub.fault = loses
        order = hub.gives("announce", PARCEL)
        hub.until(lambda h: lost == 0 and h.has_sealed(order.id))
        hub.until(lambda h: sum(a.path == names.sealed(KIOSK) for a in h.asked) == 4)
        kiosk.comes_to(lambda book: book.vault.link.items(9) == [])
        assert len(hub.items) == 1


def test_a_kiosk_whose_orders_are_held_back_for_a_fork_is_frozen(tmp_path: Path) -> None:
    def holds_back(asked: Asked, act: Callable[[], Answer]) -> Answer | None:
        return Answer(409, {"fork": 3}) if asked.path == names.orders(KIOSK) else act()

    with FakeHub() as hub, linked(tmp_path, hub) as kiosk:
        hub.fault = holds_back
        kiosk.is_(LinkWord.FROZEN)


def test_nonces_that_the_hub_forgot_are_signed_anew(tmp_path: Path) -> None:
    with FakeHub() as hub, linked(tmp_path, hub) as kiosk:
        last = kiosk.writes(1)
        hub.until(lambda h: h.held().get(1) == last)
        hub.forget_nonces()
        last = kiosk.writes(1)
        hub.until(lambda h: h.held().get(1) == last)
        kiosk.is_(LinkWord.UP)
