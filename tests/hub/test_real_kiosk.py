"""A kiosk's link and a hub, both as they are: rows up, orders down, answers sealed; both sides agree."""

from __future__ import annotations

from pathlib import Path

from kiosk.clock import SystemClock
from kiosk.custody.link.words import EnrolmentWord, LinkWord
from kiosk.custody.things.events import Announced
from kiosk.hub.line import enrolling
from kiosk.hub.line.orders import NewOrder
from tests.hub.world import World
from tests.link.rig import LinkedKiosk, living

KIOSK = "k-1"
PARCEL = {"tracking": "JJD0001234567", "phone": "+49301234567"}


def enrolled(world: World, kiosk: LinkedKiosk) -> None:
    """With a person who compares the digits. The node's clock is set as the database's."""
    world.clock.lie((SystemClock().now() - world.clock.now()).total_seconds())
    code = world.with_database(lambda db: enrolling.add(db, world.hub, KIOSK, "", "tests"))
    begun = kiosk.link.enrol(code.text(), kiosk.does(lambda book: book.journal.epoch))
    world.until(lambda: world.with_database(lambda db: enrolling.approve(db, KIOSK, begun.digits, "Ada")))
    kiosk.until(lambda standing: standing.enrolment.word is EnrolmentWord.DONE)


def held(world: World) -> list[bytes]:
    return [bytes(row["row"]) for row in world.rows("SELECT row FROM rows ORDER BY epoch, seq")]


def ended(world: World, order_id: str) -> bool:
    told = b'"kind":"OrderEnded"'
    return any(told in row and order_id.encode() in row for row in held(world))


def test_a_real_kiosk_and_a_real_hub_agree(world: World, tmp_path: Path) -> None:
    with living(tmp_path) as kiosk:
        enrolled(world, kiosk)
        last = kiosk.writes(120)
        world.until(lambda: len(held(world)) == last)
        kiosk.is_(LinkWord.UP)
        order = world.order(NewOrder(KIOSK, "announce", PARCEL, "Ada"))
        world.until(lambda: ended(world, order.id))
        again = world.order(NewOrder(KIOSK, "announce", PARCEL, "Ada", id=order.id))
        assert not again.anew
        sealed = world.until(lambda: world.rows("SELECT about, kind FROM items WHERE kiosk = %s", KIOSK))
        assert sealed == [{"about": order.id, "kind": "answer"}]
        world.until(lambda: world.rows("SELECT number FROM states WHERE kiosk = %s", KIOSK))
        assert held(world) == kiosk.rows()
        world.fold()
        assert world.rows("SELECT state, order_id FROM things") == [
            {"state": "announced", "order_id": order.id}
        ]
        assert sum(isinstance(event, Announced) for event in kiosk.events()) == 1


def test_a_kiosk_that_is_enrolled_again_goes_on_in_the_epoch_that_the_hub_names(
    world: World, tmp_path: Path
) -> None:
    with living(tmp_path) as kiosk:
        enrolled(world, kiosk)
        last = kiosk.writes(10)
        world.until(lambda: len(held(world)) == last)
        world.change("UPDATE cursors SET fork = 5 WHERE kiosk = %s", KIOSK)
        kiosk.link.wake()
        kiosk.writes(1)
        kiosk.is_(LinkWord.FROZEN)
        enrolled(world, kiosk)
        last = kiosk.writes(3)
        newest = "SELECT max(seq) AS seq FROM rows WHERE epoch = 2"
        world.until(lambda: world.rows(newest)[0]["seq"] == last)
        kiosk.is_(LinkWord.UP)
        order = world.order(NewOrder(KIOSK, "announce", PARCEL, "Ada"))
        world.until(lambda: ended(world, order.id))
