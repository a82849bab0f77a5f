"""Orders: signed for one machine, held until they are over, given again and again and obeyed once."""

from __future__ import annotations

import threading
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from typing import Any

import psycopg
import pytest

from kiosk.hub.keys import files, signer
from kiosk.hub.line.orders import NewOrder, SameIdOtherOrder
from kiosk.vault.keys import verifier
from kiosk.wire import jws, names
from kiosk.wire.order import TYPE, WireOrder, read_order
from kiosk.wire.statement import (
    DOCUMENT_TYPE,
    HELLO_TYPE,
    STEP_UP_TYPE,
    read_document,
    read_hello,
    read_step_up,
)
from tests.hub.kiosks import Writing
from tests.hub.world import World


def read(world: World, said: object, kind: str = TYPE) -> jws.Statement:
    keys = [bytes.fromhex(key) for key in world.hub.order_keys]
    found = jws.read(said, kind, keys, lambda key, message, made: verifier(key)(message, made))
    assert found is not None
    return found


def test_an_order_waits_for_its_machine_and_wakes_it(world: World) -> None:
    machine = world.machine()
    machine.orders()
    got: list[Any] = []
    waiting = threading.Thread(target=lambda: got.append(machine.orders(wait=60).said))
    waiting.start()
    world.until(
        lambda: world.rows(
            "SELECT 1 FROM pg_stat_activity WHERE query LIKE 'LISTEN%%' AND datname = current_database()"
        )
    )
    made = world.order(NewOrder("k1", "examine", {}, "Ada"))
    waiting.join()
    order = read_order(read(world, got[0]["orders"][0]).content)
    assert order is not None
    assert (order.aud, order.hub, order.inc, order.seq, order.id) == ("k1", world.hub.id, 1, 1, made.id)
    assert order.exp - order.iat == timedelta(days=7).total_seconds()


def test_an_order_whose_bell_nobody_heard_is_found_all_the_same(world: World) -> None:
    machine = world.machine()
    world.order(NewOrder("k1", "announce", {"tracking": "A", "phone": "1"}, "Ada"))
    world.change("UPDATE orders SET ends = now() - interval '1 hour'")
    with ThreadPoolExecutor(1) as beside:
        waits = beside.submit(machine.orders, 0, 60)
        world.until(lambda: world.rows("SELECT 1 FROM cursors WHERE heard > now() - interval '2 seconds'"))
        world.change("UPDATE orders SET ends = now() + interval '1 hour'")
        assert len(waits.result(30).said["orders"]) == 1


def test_a_repeated_order_is_the_same_one_and_another_of_its_id_is_refused(world: World) -> None:
    world.machine()
    new = NewOrder("k1", "withdraw", {"tracking": "T1"}, "Ada", id="from-shop-0001")
    first = world.order(new)
    assert world.order(new) == type(first)("k1", first.seq, first.id, anew=False)
    with pytest.raises(SameIdOtherOrder):
        world.order(NewOrder("k1", "withdraw", {"tracking": "T2"}, "Ada", id="from-shop-0001"))


def test_one_order_is_given_until_it_is_over_and_its_end_is_shown_once(world: World) -> None:
    machine = world.machine()
    made = world.order(
        NewOrder(
            "k1", "open", {"compartment": "3", "reason": "r", "by": "Ada"}, "Ada", lasts=timedelta(seconds=60)
        )
    )
    assert len(machine.orders().said["orders"]) == len(machine.orders().said["orders"]) == 1
    assert machine.orders(after=made.seq).said["orders"] == []
    journal = Writing()
    journal.add("OrderTaken", {"order": "open", "order_id": made.id})
    journal.add("OrderEnded", {"order_id": made.id, "outcome": "done"})
    for _ in range(2):
        machine.send_all(journal)
        world.fold()
    assert world.rows("SELECT outcome, taken IS NOT NULL AS taken FROM orders") == [
        {"outcome": "done", "taken": True}
    ]


def test_a_door_order_that_is_over_is_never_given(world: World) -> None:
    machine = world.machine()
    world.order(NewOrder("k1", "open", {"compartment": "3"}, "Ada", lasts=timedelta(seconds=60)))
    world.change("UPDATE orders SET ends = now() - interval '30 seconds'")
    assert machine.orders().said == {"orders": []}


def test_the_signer_refuses_what_breaks_the_rules_of_orders(tmp_path: Any) -> None:
    keys = files.load(tmp_path, create=True)

    def why(people: list[str], **other: Any) -> str:
        given = {"lives": 60, "needs": 1} | other
        order = WireOrder(
            "k1", "hub", 1, 1, "order-0001", "open", {}, 100, 100 + given["lives"], "Ada", given["needs"]
        )
        said = signer.answer(keys, {"do": "sign", "typ": TYPE, "content": order.content(), "people": people})
        return str(said.get("why", ""))

    assert why(["Ada"]) == ""
    assert "120 seconds" in why(["Ada"], lives=121)
    assert "2 different people" in why(["Ada"], needs=2)
    assert "2 different people" in why(["Ada", "Ada"], needs=2)
    assert "2 different people" in why(["Grace", "Edsger"], needs=2)
    assert why(["Ada", "Grace"], needs=2) == ""
    assert signer.answer(keys, {"do": "sign", "typ": "JWT", "content": {}})["why"]
    assert signer.answer(keys, {"do": "sign", "typ": TYPE, "content": {"act": "open"}, "people": ["A", "B"]})[
        "why"
    ]


def test_a_greeting_shows_whose_hub_it_is(world: World) -> None:
    machine = world.machine(enrolled=False)
    heard = machine.plain("GET", f"{names.hello('k1')}?n=abcdefghijklmnop")
    hello = read_hello(read(world, heard.said, HELLO_TYPE).content)
    assert hello is not None
    assert (hello.aud, hello.hub, hello.n) == ("k1", world.hub.id, "abcdefghijklmnop")
    assert machine.plain("GET", f"{names.hello('k1')}?n=short").status == 400
    for header in (names.NONCE, names.SPREAD, names.INCARNATION):
        assert heard.headers[header.lower()]


def test_documents_come_signed_and_only_once_a_version(world: World) -> None:
    machine = world.machine()
    path = names.document("k1", "holds")
    assert machine.ask("GET", path).status == 404
    for kiosk, version in (("", 4), ("k1", 3), ("k2", 9)):
        world.change(
            "INSERT INTO documents VALUES (%s, 'holds', %s, '{\"held\": []}', 'Ada', 'recall')",
            kiosk,
            version,
        )
    document = read_document(read(world, machine.ask("GET", path).said, DOCUMENT_TYPE).content)
    assert document is not None
    assert (document.version, document.content) == (4, {"held": []})
    assert machine.ask("GET", path, headers={"If-None-Match": '"4"'}).status == 304
    step = read_step_up(
        read(world, machine.ask("GET", names.document("k1", "incarnation")).said, STEP_UP_TYPE).content
    )
    assert step is not None
    assert (step.inc, step.was) == (1, 0)


def test_a_database_that_is_away_is_a_wish_to_come_back(world: World) -> None:
    machine = world.machine()
    machine.orders()
    name = psycopg.conninfo.conninfo_to_dict(world.url)["dbname"]
    server = world.url.replace(f"dbname={name}", "dbname=postgres")
    with psycopg.connect(server, autocommit=True) as connection:
        connection.execute(f"ALTER DATABASE {name} ALLOW_CONNECTIONS false")
        connection.execute(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = %s", [name]
        )
        assert world.until(lambda: machine.orders().status == 503)
        connection.execute(f"ALTER DATABASE {name} ALLOW_CONNECTIONS true")
    assert world.until(lambda: machine.send(Writing().grow(1), 1, 1).status == 200)
