"""Rows are taken once, in order and as they came; whoever tells another story is not believed."""

from __future__ import annotations

import gzip
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace

import pytest

from kiosk.wire import names
from kiosk.wire.batch import FirstLine, write_batch
from tests.hub.kiosks import Machine, Writing
from tests.hub.world import World


def stored(world: World, kiosk: str = "k1") -> list[tuple[int, int, bytes, bytes]]:
    found = world.rows("SELECT epoch, seq, hash, row FROM rows WHERE kiosk = %s ORDER BY epoch, seq", kiosk)
    return [(row["epoch"], row["seq"], row["hash"], row["row"]) for row in found]


def as_written(journal: Writing) -> list[tuple[int, int, bytes, bytes]]:
    return list(
        zip(journal.epochs, range(1, 1 + len(journal.rows)), journal.hashes, journal.rows, strict=True)
    )


def test_twice_with_a_gap_and_out_of_order_each_row_is_there_once(world: World) -> None:
    kiosk, journal = world.machine(), Writing().grow(150)
    assert kiosk.send(journal, 1, 50).said == {"acked": 50, "head": journal.hashes[49].hex(), "epoch": 1}
    assert kiosk.send(journal, 1, 50).said["acked"] == 50
    gap = kiosk.send(journal, 101, 150)
    assert (gap.status, gap.said["expected"], gap.said["head"]) == (409, 51, journal.hashes[49].hex())
    assert kiosk.send(journal, 51, 100).said["acked"] == 100
    assert stored(world) == as_written(journal)[:100]


def test_twenty_copies_at_once_are_one_commit(world: World) -> None:
    kiosk, journal = world.machine(), Writing().grow(50)
    kiosk.orders()  # for a nonce
    body = gzip.compress(write_batch(FirstLine(kiosk.hub, 1, 1, "00" * 32), journal.rows))
    copies = [world.machine(enrolled=False) for _ in range(20)]
    for one in copies:
        one.nonce = kiosk.nonce

    def send(one: Machine) -> object:
        return one.ask("POST", names.events("k1"), body, {"Content-Encoding": "gzip"}).said["acked"]

    with ThreadPoolExecutor(20) as pool:
        assert list(pool.map(send, copies)) == [50] * 20
    assert stored(world) == as_written(journal)


def test_another_row_of_the_same_number_is_a_fork_that_freezes_orders_and_raises_one_alarm(
    world: World,
) -> None:
    kiosk, journal = world.machine(), Writing().grow(50)
    kiosk.send(journal, 1, 50)
    other = Writing().grow(6)
    other.add("DoorForced", {"door": "9"})
    other.grow(43)
    for _ in range(2):
        heard = kiosk.send(other, 1, 50)
        assert (heard.status, heard.said) == (409, {"fork": 7})
    assert stored(world) == as_written(journal)
    alarms = world.rows("SELECT kind, times FROM alarms WHERE seen IS NULL")
    assert alarms == [{"kind": "fork", "times": 2}]
    assert kiosk.orders().said == {"fork": 7}


def test_two_clones_both_write_on_and_the_second_is_the_fork(world: World) -> None:
    kiosk, one = world.machine(), Writing().grow(40)
    kiosk.send(one, 1, 40)
    two = one.copy()
    one.add("DoorShut", {"door": "1"})
    two.add("DoorShut", {"door": "2"})
    assert kiosk.send(one, 41, 41).status == 200
    assert kiosk.send(two, 41, 41).said == {"fork": 41}
    two.grow(3)
    assert kiosk.send(two, 42, 44).said == {"fork": 41}
    one.grow(3)
    assert kiosk.send(one, 42, 44).said["acked"] == 44  # visits go on, and what happened is kept
    assert kiosk.orders().status == 409


def test_a_person_decides_which_clone_it_is_and_the_other_is_a_stranger(world: World) -> None:
    kiosk, one = world.machine(), Writing().grow(10)
    kiosk.send(one, 1, 10)
    two = one.copy()
    kiosk.send(one.grow(2), 11, 12)
    two.add("DoorShut", {"door": "2"})
    assert kiosk.send(two, 11, 11).said == {"fork": 11}
    chosen = world.machine("k1", b"new", enrolled=False)
    answer = world.enrol(chosen)
    assert answer["epoch"] == 2
    two.epoch = answer["epoch"]
    two.grow(4)
    assert chosen.send(two, 12, 15).said["acked"] == 15
    assert kiosk.send(one, 12, 12).status == 403
    assert chosen.orders().status == 200


def test_a_restored_kiosk_writes_on_and_what_it_lost_is_kept_as_lost(world: World) -> None:
    kiosk, journal = world.machine(), Writing().grow(45)
    kiosk.send(journal, 1, 45)
    restored = journal.cut(40).grow(5)
    assert kiosk.send(restored, 41, 45).said == {"acked": 45, "head": restored.hashes[44].hex(), "epoch": 2}
    assert world.rows("SELECT epoch, first, lost_from, lost_to FROM lines ORDER BY epoch") == [
        {"epoch": 1, "first": 1, "lost_from": 41, "lost_to": 45},
        {"epoch": 2, "first": 41, "lost_from": None, "lost_to": None},
    ]
    assert len(stored(world)) == 50
    assert kiosk.send(journal, 41, 45).said["expected"] == 46  # what was sent before is no fork


def test_a_hub_put_back_to_an_older_moment_asks_for_what_it_lacks(world: World) -> None:
    kiosk, journal = world.machine(), Writing().grow(50)
    kiosk.send(journal, 1, 30)
    heard = kiosk.send(journal, 41, 50)
    assert heard.said["expected"] == 31
    kiosk.send_all(journal)
    assert stored(world) == as_written(journal)


def test_a_kiosk_with_years_behind_it_is_taken_from_its_first_row(world: World) -> None:
    kiosk, journal = world.machine(), Writing().grow(60)
    journal.epoch = 3
    journal.grow(60)
    kiosk.send_all(journal)
    assert stored(world) == as_written(journal)


def test_nothing_well_chained_is_refused_for_what_it_says(world: World) -> None:
    kiosk, journal = world.machine(), Writing()
    journal.add("Unheard", {"of": [1, {"a": None}], "text": "\u0000ä"}, at="+275760-09-13T00:00:00Z", v=99)
    journal.add("Alive", {}, at="", principal=None, visit="v\u0000")
    assert kiosk.send(journal, 1, 2).status == 200
    assert stored(world) == as_written(journal)
    world.fold()


@pytest.mark.parametrize("coding", ["gzip", ""])
def test_what_is_no_batch_is_refused_and_stores_nothing(world: World, coding: str) -> None:
    kiosk, journal = world.machine(), Writing().grow(3)
    line = FirstLine(kiosk.hub, 1, 1, "00" * 32)
    for body in (
        b"",
        b"\n\n",
        write_batch(line, [b"{}"]),
        write_batch(line, journal.rows[:1] + journal.rows[2:]),
        write_batch(replace(line, epoch=2), journal.rows),
        write_batch(line, [b"[" * 50_000]),
    ):
        heard = kiosk.post(body, coding)
        assert heard.status == 400
        assert heard.said["why"].endswith(".")
    assert kiosk.send(journal, 1, 3, hub="another").status == 403
    assert stored(world) == []


def test_a_bomb_is_not_unpacked_and_a_stranger_s_is_not_looked_at(world: World) -> None:
    kiosk = world.machine()
    bomb = gzip.compress(bytes(200 << 20))
    assert len(bomb) < names.MOST_UNPACKED
    assert kiosk.ask("POST", names.events("k1"), bomb, {"Content-Encoding": "gzip"}).status == 413
    stranger = world.machine("k1", b"other", enrolled=False)
    assert stranger.ask("POST", names.events("k1"), bomb, {"Content-Encoding": "gzip"}).status == 403
    assert kiosk.ask("POST", names.events("k1"), bytes(2 << 20)).status == 413
    assert kiosk.ask("POST", names.events("k1"), b"x", {"Content-Encoding": "zstd"}).status == 415
    assert (
        kiosk.ask("POST", names.events("k1"), gzip.compress(b"a")[:-4], {"Content-Encoding": "gzip"}).status
        == 400
    )


def test_a_request_is_good_for_the_kiosk_that_signed_it_and_for_a_while(world: World) -> None:
    kiosk, other = world.machine(), world.machine("k2", b"2")
    kiosk.orders()
    assert kiosk.plain("GET", names.orders("k1")).status == 401
    kiosk.id = "k2"
    assert kiosk.orders().status == 403
    old = other.nonce
    world.clock.advance(3600)
    other.nonce = old
    assert other.once("GET", names.orders("k2")).status == 401
    assert other.once("GET", names.orders("k2"), query="after=0&wait=0").status == 200


def test_the_role_that_takes_rows_can_read_none_and_change_none(world: World) -> None:
    kiosk = world.machine()
    kiosk.send(Writing().grow(2), 1, 2)
    for query in (
        "SELECT row FROM hub.rows",
        "DELETE FROM hub.rows",
        "UPDATE hub.rows SET row = ''",
        "SELECT * FROM hub.parcels",
    ):
        with pytest.raises(Exception, match="permission denied"):
            world.rows(f"SELECT set_config('role', 'cubby_ingest', false); {query}")
