"""Principals: what they announce is done once, what they see is theirs, and what happens reaches them."""

from __future__ import annotations

import base64
import hashlib
import hmac
import http.client
import json
import threading
from collections.abc import Iterator
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import psycopg
import pytest

from kiosk.hub.outward.delivering import Undelivered, post
from tests.hub.kiosks import Heard, Writing
from tests.hub.world import World

PARCEL = {"kiosk": "k1", "tracking": "TR 4711", "phone": "+49 30 123456", "name": "Erika"}


@dataclass(slots=True)
class Carrier:
    world: World
    name: str

    def __post_init__(self) -> None:
        self.world.change("INSERT INTO principals VALUES (%s, %s)", self.name, self.name)
        hashed = hashlib.sha256(self.key.encode()).digest()
        self.world.change("INSERT INTO api_keys (key_hash, principal) VALUES (%s, %s)", hashed, self.name)

    @property
    def key(self) -> str:
        return f"cubby_{self.name}"

    def ask(
        self, method: str, path: str, content: Any = None, once: str = "", key: str | None = None
    ) -> Heard:
        connection = http.client.HTTPConnection(*self.world.place, timeout=60)
        headers = {"Authorization": f"Bearer {self.key if key is None else key}"}
        if once:
            headers["Idempotency-Key"] = once
        if content is not None:
            headers["Content-Type"] = "application/json"
        try:
            body = (
                content
                if isinstance(content, bytes)
                else json.dumps(content).encode()
                if content is not None
                else None
            )
            connection.request(method, path, body, headers)
            reply = connection.getresponse()
            return Heard(reply.status, dict(reply.getheaders()), reply.read())
        finally:
            connection.close()


def happened(world: World, parcel: str) -> None:
    """The machine takes the order, and the parcel comes."""
    journal = Writing()
    journal.add(
        "Announced", {"consignment": "c0ffee01", "legs": [], "service": "parcel"}, principal="swift", v=2
    )
    journal.add("OrderTaken", {"order": "announce", "order_id": parcel}, principal="demo")
    journal.add("OrderEnded", {"order_id": parcel, "outcome": "done"})
    journal.add("Deposited", {"consignment": "c0ffee01", "compartment": "7"}, principal="swift")
    journal.add("Deposited", {"consignment": "other", "compartment": "8"}, principal="slow")
    world.machine(enrolled=False).send_all(journal)
    world.fold()


def test_a_parcel_is_announced_once_however_often_it_is_asked(world: World) -> None:
    machine, swift = world.machine(), Carrier(world, "swift")
    answers = [swift.ask("POST", "/v1/parcels", PARCEL, "order-2026-1") for _ in range(3)]
    assert [one.status for one in answers] == [201] * 3
    assert len({one.body for one in answers}) == 1
    assert len(machine.orders().said["orders"]) == 1
    other = swift.ask("POST", "/v1/parcels", {**PARCEL, "tracking": "TR 4712"}, "order-2026-1")
    assert other.status == 422
    assert swift.ask("POST", "/v1/parcels", PARCEL).status == 400


def test_a_parcel_is_followed_and_cancelled_until_it_is_too_late(world: World) -> None:
    world.machine()
    swift = Carrier(world, "swift")
    parcel = swift.ask("POST", "/v1/parcels", PARCEL, "order-2026-1").said["id"]
    assert swift.ask("GET", f"/v1/parcels/{parcel}").said["state"] == "asked"
    happened(world, parcel)
    told = swift.ask("GET", f"/v1/parcels/{parcel}").said
    assert (told["state"], told["compartment"]) == ("stored", "7")
    assert swift.ask("DELETE", f"/v1/parcels/{parcel}", once="cancel-0001").status == 202
    assert [row["act"] for row in world.rows("SELECT act FROM orders ORDER BY seq")] == [
        "announce",
        "withdraw",
    ]
    world.change("UPDATE things SET state = 'collected'")
    assert swift.ask("DELETE", f"/v1/parcels/{parcel}", once="cancel-0002").status == 409


def test_nobody_sees_or_touches_another_s(world: World) -> None:
    world.machine()
    swift, slow = Carrier(world, "swift"), Carrier(world, "slow")
    parcel = swift.ask("POST", "/v1/parcels", PARCEL, "order-2026-1").said["id"]
    made = swift.ask("POST", "/v1/subscriptions", {"url": "https://example.org/hook"}, "hook-0001").said["id"]
    assert slow.ask("GET", f"/v1/parcels/{parcel}").status == 404
    assert slow.ask("DELETE", f"/v1/parcels/{parcel}", once="cancel-0001").status == 404
    assert slow.ask("DELETE", f"/v1/subscriptions/{made}").status == 404
    assert slow.ask("GET", "/v1/subscriptions").said == []
    assert slow.ask("POST", "/v1/parcels", PARCEL, "order-2026-1").said["id"] != parcel
    for key in ("", "cubby_nobody", "\u00e4".encode().decode("latin-1")):
        assert swift.ask("GET", "/v1/subscriptions", key=key).status == 401


@pytest.mark.parametrize("table", ["rows", "parcels", "orders", "requests"])
def test_a_question_that_forgets_whose_is_an_error(world: World, table: str) -> None:
    world.machine().send_all(Writing().grow(1))
    Carrier(world, "swift").ask("POST", "/v1/parcels", PARCEL, "order-2026-1")
    with psycopg.connect(world.url) as connection:
        connection.execute("SET ROLE cubby_principal")
        with pytest.raises(psycopg.Error, match=r"cubby\.principal"):
            connection.execute(f"SELECT * FROM hub.{table}")
        connection.rollback()
        connection.execute("SET ROLE cubby_principal")
        connection.execute("SELECT set_config('cubby.principal', 'nobody', false)")
        assert connection.execute(f"SELECT * FROM hub.{table}").fetchall() == []


@pytest.mark.parametrize(
    "content",
    [b"", b"[]", b"{", {}, {**PARCEL, "kiosk": "k9"}, {**PARCEL, "phone": "\u0000"},
     {**PARCEL, "tracking": "x"},
     {**PARCEL, "kiosk": 7}, {**PARCEL, "name": "\u0000"}, {**PARCEL, "size": "S" * 99}],
)  # fmt: skip
def test_what_can_t_be_done_is_answered_in_a_sentence(world: World, content: Any) -> None:
    world.machine()
    heard = Carrier(world, "swift").ask("POST", "/v1/parcels", content, "order-2026-1")
    assert heard.status in (400, 404)
    assert heard.said["why"].endswith(".")
    assert world.rows("SELECT * FROM orders") == []


def test_free_doors_are_counted_by_size(world: World) -> None:
    machine, swift = world.machine(), Carrier(world, "swift")
    boxes = [
        {"label": str(n), "size": "S" if n < 3 else "M", "bottom": n, "top": n + 1, "doors": [str(n)]}
        for n in range(5)
    ]
    state = {"number": 1, "seq": 0, "at": "", "zone": "", "version": "", "site": "", "serving": True}
    machine.ask(
        "PUT",
        "/v1/kiosks/k1/state",
        json.dumps({**state, "cabinet": [{"left": 0, "width": 9, "compartments": boxes}]}).encode(),
    )
    world.change(
        "INSERT INTO things (kiosk, consignment, principal, state, compartment)"
        " VALUES ('k1', 'a', 'slow', 'stored', '1')"
    )
    world.change("INSERT INTO fronts (kiosk, label, trouble) VALUES ('k1', '4', 'broken')")
    assert swift.ask("GET", "/v1/availability?kiosk=k1").said[0]["free"] == {"S": 2, "M": 1}


@dataclass(slots=True)
class Hook:
    """Somebody's server: answers with `statuses` in turn, then 204."""

    statuses: list[int] = field(default_factory=list)
    got: list[tuple[dict[str, str], bytes]] = field(default_factory=list)
    port: int = 0


@pytest.fixture
def hook() -> Iterator[Hook]:
    made = Hook()

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"]))
            made.got.append(({name.lower(): value for name, value in self.headers.items()}, body))
            self.send_response(made.statuses.pop(0) if made.statuses else 204)
            self.send_header("Content-Length", "0")
            self.end_headers()

        def log_message(self, *_: Any) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    made.port = server.server_address[1]
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
    thread.start()
    yield made
    server.shutdown()
    thread.join()
    server.server_close()


def test_events_reach_whom_they_concern_signed_and_again_until_they_are_taken(
    world: World, hook: Hook
) -> None:
    world.machine()
    swift = Carrier(world, "swift")
    hook.statuses = [500]
    wanted = {"url": f"http://127.0.0.1:{hook.port}/in", "kinds": ["Deposited", "Announced"]}
    secret = swift.ask("POST", "/v1/subscriptions", wanted, "hook-0001").said["secret"]
    happened(world, "p-1")
    world.until(lambda: len(hook.got) == 1)
    world.until(lambda: world.rows("SELECT 1 FROM subscriptions WHERE failures = 1 AND why LIKE '%%500'"))
    world.change("UPDATE subscriptions SET next_try = now()")
    world.until(lambda: world.rows("SELECT 1 FROM subscriptions WHERE failures = 0"))
    first, again = hook.got
    assert first[0]["webhook-id"] == again[0]["webhook-id"]
    events = json.loads(again[1])
    assert [(one["type"], one["subject"]) for one in events] == [
        ("cubby.Announced", "c0ffee01"),
        ("cubby.Deposited", "c0ffee01"),
    ]
    headers, body = again
    signed = f"{headers['webhook-id']}.{headers['webhook-timestamp']}.".encode() + body
    key = base64.b64decode(secret.removeprefix("whsec_"))
    made = base64.b64encode(hmac.new(key, signed, hashlib.sha256).digest()).decode()
    assert headers["webhook-signature"] == f"v1,{made}"


def test_a_hook_can_t_point_into_the_operator_s_own_network(hook: Hook) -> None:
    for url in (
        f"http://127.0.0.1:{hook.port}/",
        f"https://127.0.0.1:{hook.port}/",
        "https://[::1]/",
        "ftp://x/",
    ):
        with pytest.raises(Undelivered):
            post(url, b"", {}, private=False)
    assert hook.got == []


def test_the_interface_describes_itself(world: World) -> None:
    said = Carrier(world, "swift").ask("GET", "/openapi.json").said
    assert said["openapi"].startswith("3.1")
    assert {"/v1/parcels", "/v1/parcels/{parcel}", "/v1/availability", "/v1/subscriptions"} <= set(
        said["paths"]
    )
