"""People at the hub: who gets in, what they see, and that two have to agree."""

from __future__ import annotations

import json
from html.parser import HTMLParser
from typing import Any

import pytest
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey
from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from kiosk.hub.people import secrets
from kiosk.wire import names, sealed
from tests.architecture.source import ROOT
from tests.hub.browser import PASSWORD, Person, employed
from tests.hub.kiosks import Machine, Writing
from tests.hub.world import World


def with_parcel(world: World) -> Machine:
    """A machine with a parcel in door 7 that was announced through the hub, and another in door 9."""
    machine, journal = world.machine(), Writing()
    journal.add("MachineStarted", {"site": "x", "sqlite": "3", "version": "0.2.0"})
    leg = {"act": "deposit", "by": [{"kind": "role", "id": "courier"}]}
    journal.add(
        "Announced", {"consignment": "c0ffee01", "legs": [leg], "service": "parcel", "size": "M"}, v=2
    )
    journal.add("OrderTaken", {"order": "announce", "order_id": "order-0001"})
    journal.add("OrderEnded", {"order_id": "order-0001", "outcome": "done"})
    journal.add("Deposited", {"consignment": "c0ffee01", "compartment": "7"})
    journal.add("Announced", {"consignment": "beef0002", "legs": [leg], "service": "parcel"}, v=2)
    journal.add("Deposited", {"consignment": "beef0002", "compartment": "9"})
    journal.add("DoorShut", {"door": "3"})
    world.change(
        "INSERT INTO parcels (kiosk, order_id, principal, tracking, tracking_key, phone, phone_key,"
        " name) VALUES ('k1', 'order-0001', 'demo', 'TR 4711-X', 'TR4711X', '+49 30 123456',"
        " '4930123456', 'Erika Muster')"
    )
    machine.send_all(journal)
    world.fold()
    return machine


class _Parts(HTMLParser):
    """What a screen reader and a keyboard need of a page."""

    def __init__(self) -> None:
        super().__init__()
        self.ids: list[str] = []
        self.labels: list[str] = []
        self.fields: list[str] = []
        self.heads: list[str] = []
        self.languages: list[str | None] = []
        self.wrong: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        has = dict(attrs)
        if "id" in has:
            self.ids.append(has["id"] or "")
        if tag == "label":
            self.labels.append(has.get("for") or "")
        if tag in ("input", "select") and has.get("type") != "hidden":
            self.fields.append(has.get("id") or f"a field without an id: {has}")
        if tag in ("h1", "h2", "h3"):
            self.heads.append(tag)
        if tag == "html":
            self.languages.append(has.get("lang"))
        if tag == "img" and not has.get("alt"):
            self.wrong.append("a picture without words")
        if "style" in has or tag == "script" or any(name.startswith("on") for name in has):
            self.wrong.append(f"{tag} with what the policy of content forbids")


def test_the_first_sign_in_asks_for_a_password_and_a_phone_and_shows_nothing_before(world: World) -> None:
    once = secrets.one_time_password()
    world.change(
        "INSERT INTO people (name, password, totp) VALUES ('first', %s, %s)",
        secrets.keep(once),
        secrets.new_totp(),
    )
    person = Person(world, "first")
    assert "New password" in person.sign_in(once, code="").text
    assert person.ask("GET", "/kiosks/k1").path == "/first"
    assert (
        "not the same" in person.post("/first", password=PASSWORD, again="another", code=person.code()).text
    )
    assert "12 characters" in person.post("/first", password="short", again="short", code=person.code()).text
    assert "doesn't match" in person.post("/first", password=PASSWORD, again=PASSWORD, code="000000").text
    assert (
        "No machines yet" in person.post("/first", password=PASSWORD, again=PASSWORD, code=person.code()).text
    )
    again = Person(world, "first")
    assert again.sign_in(once, code="").status == 403
    assert again.sign_in().status == 403  # the code was spent
    assert again.sign_in(code=again.code(1)).status == 200


def test_guessing_costs_time_and_tells_nothing(world: World) -> None:
    known = employed(world)
    said = {Person(world, name).sign_in("wrong", "123456").text.replace(name, "") for name in ("Ada",) * 3}
    known.name = "Nobody"
    assert {Person(world, "Ada").sign_in(code="123456").text} | {Person(world).sign_in("x", "").text} == said
    ada = Person(world, "Ada")
    assert ada.sign_in(code=ada.code(1)).status == 403
    world.clock.advance(90)
    assert ada.sign_in().status == 200


def test_a_form_from_elsewhere_is_not_taken(world: World) -> None:
    with_parcel(world)
    ada = employed(world)
    shown = ada.ask("POST", "/kiosks/k1/open", {"compartment": "3", "reason": "stuck", "csrf": "guessed"})
    assert shown.status == 403
    assert world.rows("SELECT * FROM orders") == []
    assert Person(world).get("/").path == "/sign-in"


def test_the_fleet_begins_with_what_hurts(world: World) -> None:
    machine = with_parcel(world)
    for name in ("k2", "k3"):
        world.machine(name, name.encode()).send_all(Writing().grow(1))
    ada = employed(world)
    before = ada.get("/").text
    assert before.index("k1") < before.index("k2")
    journal = Writing()
    journal.add(
        "ExcursionBegan",
        {"zone": "fridge", "temperature": "chilled", "compartments": ["1"], "seconds": 9, "worst": 90},
    )
    world.machine("k4", b"4").send_all(journal)
    world.fold()
    text = ada.get("/").text
    assert text.index("k4") < text.index("k1")
    assert "Too warm or too cold" in text
    down = Writing()
    down.rows, down.hashes, down.epochs = [], [], []
    world.change("INSERT INTO fronts (kiosk, label, down, down_since) VALUES ('k1', '7', 'line down', now())")
    text = ada.get("/").text
    assert text.index("1 parcel can't be reached") < text.index("Too warm or too cold for")
    assert machine.id == "k1"
    assert "k3" not in ada.get("/?word=k1").text.split("Version")[1]


def test_a_machine_is_drawn_and_its_day_told_in_words(world: World) -> None:
    machine = with_parcel(world)
    state = {
        "number": 1,
        "seq": 8,
        "at": "2026-11-30T10:00:00+00:00",
        "zone": "Europe/Berlin",
        "version": "0.2.0",
        "site": "x",
        "serving": True,
        "doors": {"3": "open", "7": "shut", "9": "shut"},
        "temperatures": {"fridge": 41},
        "cabinet": [
            {
                "left": 0,
                "width": 40,
                "compartments": [
                    {"label": label, "size": "M", "bottom": bottom, "top": bottom + 25, "doors": [label]}
                    for label, bottom in (("3", 60), ("7", 30), ("9", 0))
                ],
            }
        ],
    }
    assert machine.ask("PUT", names.state("k1"), json.dumps(state).encode()).status == 200
    shown = employed(world).get("/kiosks/k1")
    assert "<title>Door 7: a parcel is in it</title>" in shown.source
    assert "<title>Door 3: open</title>" in shown.source
    assert "4.1 °C fridge" in shown.text
    assert "Door 7: parcel c0ff was put in" in shown.text


def test_a_state_of_any_shape_breaks_no_page(world: World) -> None:
    machine, ada = with_parcel(world), employed(world)
    plain: dict[str, Any] = {
        "number": 1,
        "seq": 1,
        "at": "",
        "zone": "",
        "version": "",
        "site": "",
        "serving": True,
    }
    for number, cabinet in enumerate(
        ([1], [{"left": "x"}], [{"left": 0, "width": 1, "compartments": None}], [[]]), 2
    ):
        state = plain | {
            "number": number,
            "cabinet": cabinet,
            "doors": {"7": None},
            "temperatures": {"a": "hot"},
        }
        assert machine.ask("PUT", names.state("k1"), json.dumps(state).encode()).status == 200
        assert ada.get("/kiosks/k1").status == 200
    old = plain | {"number": 1, "version": "older"}
    assert machine.ask("PUT", names.state("k1"), json.dumps(old).encode()).status == 200
    assert world.rows("SELECT number FROM states") == [{"number": 5}]


@pytest.mark.parametrize("text", ["TR 4711 x", "tr4711x", "030 123456", "c0ffee01"])
def test_a_caller_s_parcel_is_found_and_who_looked_is_written_down(world: World, text: str) -> None:
    with_parcel(world)
    world.change("UPDATE parcels SET phone_key = '030123456'")
    ada = employed(world)
    assert "Parcel c0ff" in ada.get(f"/find?text={text.replace(' ', '%20')}").text
    shown = ada.get("/kiosks/k1/things/c0ffee01").text
    assert "E••• M••• · ••• 3456" in shown
    for secret in ("Erika", "Muster", "123456", "TR 4711"):
        assert secret not in shown
    assert [row["what"] for row in world.rows("SELECT what FROM looks ORDER BY id")] == [
        "a search",
        "one parcel",
    ]
    assert "Ada one parcel" in shown


def test_a_door_with_something_inside_opens_for_two_people_only(world: World) -> None:
    machine = with_parcel(world)
    ada, grace = employed(world, "Ada"), employed(world, "Grace")
    ada.get("/kiosks/k1/things/c0ffee01")
    asked = ada.post("/kiosks/k1/open", compartment="7", reason="code lost")
    assert "A second person has to agree" in asked.text
    assert machine.orders().said == {"orders": []}
    assert ada.post("/kiosks/k1/orders/1/approve").status == 403
    assert machine.orders().said == {"orders": []}
    grace.get("/kiosks/k1/orders/1")
    assert "Agreed by Grace" in grace.post("/kiosks/k1/orders/1/approve").text
    given = machine.orders().said["orders"]
    assert [len(one["signatures"]) for one in given] == [2]
    ada.get("/kiosks/k1")
    ada.post("/kiosks/k1/open", compartment="3", reason="looks shut")
    alone = machine.orders(after=1).said["orders"]
    assert [len(one["signatures"]) for one in alone] == [1]


def test_a_code_comes_sealed_and_showing_it_is_written_down(world: World) -> None:
    machine, ada = with_parcel(world), employed(world)
    ada.get("/kiosks/k1/things/c0ffee01")
    assert (
        "A code for somebody else"
        in ada.post("/kiosks/k1/things/c0ffee01/code", hours="24", reason="lost").text
    )
    order = world.rows("SELECT id FROM orders")[0]["id"]
    made, about = X25519PrivateKey.generate(), sealed.info("k1", "item-0001")
    shared = made.exchange(X25519PublicKey.from_public_bytes(bytes.fromhex(world.hub.sealing_key)))
    key = HKDF(SHA256(), 32, None, about).derive(shared)
    raw = made.public_key().public_bytes_raw() + ChaCha20Poly1305(key).encrypt(
        bytes(12), b"PIN 4711 0815", about
    )
    item = sealed.SealedItem("item-0001", order, "answer", raw)
    body = json.dumps({"items": [item.content()]}).encode()
    for _ in range(2):
        assert machine.ask("POST", names.sealed("k1"), body).said == {"kept": ["item-0001"]}
    page = ada.get("/kiosks/k1/orders/1")
    assert "4711 0815" not in page.text
    assert "PIN 4711 0815" in ada.post("/kiosks/k1/orders/1/answer").text
    assert world.rows("SELECT what FROM looks ORDER BY id DESC LIMIT 1") == [{"what": "a code"}]


def test_a_machine_is_enrolled_from_the_office_by_six_digits(world: World) -> None:
    ada, machine = employed(world), world.machine("k7", enrolled=False)
    ada.get("/office")
    code = (
        ada.post("/office/kiosks", id="k7", name="Harbour").text.split("Or as text: ")[1].split(" Compare")[0]
    )
    assert world.request(machine, code.split()[4]).status == 202
    page = ada.get("/kiosks/k7/enrolment")
    digits = page.field("digits")
    assert f"{digits[:3]} {digits[3:]}" in page.text
    assert ada.post("/kiosks/k7/enrolment", digits=digits, same="yes").status == 200
    assert world.request(machine, code.split()[4]).said["kiosk"] == "k7"
    thief = world.machine("k7", b"thief", enrolled=False)
    assert world.request(thief, code.split()[4]).status == 403


def test_every_page_has_what_a_keyboard_and_a_screen_reader_need(world: World) -> None:
    with_parcel(world)
    ada = employed(world)
    ada.get("/kiosks/k1")
    ada.post("/kiosks/k1/open", compartment="7", reason="code lost")
    paths = (
        "/",
        "/find?text=4711",
        "/office",
        "/kiosks/k1",
        "/kiosks/k1/enrolment",
        "/kiosks/k1/orders/1",
        "/sign-in",
    )
    for path in (*paths, "/kiosks/k1/things/c0ffee01", "/kiosks/none"):
        shown = ada.ask("GET", path)
        parts = _Parts()
        parts.feed(shown.source)
        assert parts.languages == ["en"], path
        assert parts.heads.count("h1") == 1, path
        assert len(set(parts.ids)) == len(parts.ids), path
        assert set(parts.fields) <= set(parts.labels), path
        assert parts.wrong == [], path
        assert 'href="#main"' in shown.source, path


def test_colours_of_text_stand_out_as_wcag_wants() -> None:
    styles = (ROOT / "kiosk/hub/pages/static/hub.css").read_text()
    light = dict(
        part.split(": ")
        for part in styles.split(":root {")[1].split("}")[0].replace("--", "").split(";")
        if ": " in part
    )
    found = {name.strip(): value.strip() for name, value in light.items()}
    for front, back in (
        ("ink", "paper"),
        ("quiet", "paper"),
        ("quiet", "card"),
        ("accent", "card"),
        ("accent-ink", "accent"),
        ("done", "card"),
        ("wait", "card"),
        ("wait", "door"),
        ("stop", "card"),
        ("sign", "stop"),
    ):
        assert _contrast(found[front], found[back]) >= 4.5, (front, back)
    assert _contrast(found["edge"], found["card"]) >= 3


def _contrast(one: str, other: str) -> float:
    lights = sorted((_light(one), _light(other)))
    return (lights[1] + 0.05) / (lights[0] + 0.05)


def _light(colour: str) -> float:
    parts = [int(colour[n : n + 2], 16) / 255 for n in (1, 3, 5)]
    linear = [part / 12.92 if part <= 0.03928 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]
