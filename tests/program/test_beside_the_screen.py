"""Hashes of orders are worked out beside the kiosk's thread, and in nobody's way at the screen."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from kiosk.control.client import ask
from kiosk.custody.things.events import Announced
from kiosk.journeys.front.screens import HomeChoice
from kiosk.journeys.handover.screens import TakeParcel
from kiosk.journeys.screen import Typed
from kiosk.journeys.who.screens import EnterPin
from kiosk.orders.delegations import Delegate
from kiosk.orders.parcels import Announce, Place
from kiosk.orders.staff import AddStaff
from kiosk.program.life import Stop
from kiosk.vault.vault import Vault
from tests.helpers.inbox import Inbox
from tests.program.rig import Running, events_of

PHONE = "+49301234567"


class Workers:
    """Where tags are worked out; those of orders wait until they are `let_go`."""

    def __init__(self) -> None:
        self.threads: set[str] = set()
        self.held = Inbox()
        self.let_go = threading.Event()


@pytest.fixture
def workers(monkeypatch: pytest.MonkeyPatch) -> Iterator[Workers]:
    made = Workers()
    real = Vault.tag_pin

    def tag_pin(vault: Vault, pin: str, phone_end: str | None = None) -> bytes:
        name = threading.current_thread().name
        made.threads.add(name.partition("_")[0])
        if name.startswith("argon2-orders"):
            made.held.put(pin)
            made.let_go.wait(60)
        return real(vault, pin, phone_end)

    monkeypatch.setattr(Vault, "tag_pin", tag_pin)
    yield made
    made.let_go.set()


def test_two_hundred_announcements_keep_nobody_waiting(tmp_path: Path, workers: Workers) -> None:
    """The orders' hashes never end while the recipient types, and the door opens all the same."""
    workers.let_go.set()
    with ThreadPoolExecutor(200) as pool, Running(tmp_path) as kiosk:
        kiosk.home()
        pin = kiosk.told(Place("12", "JJD0001234567", PHONE))["pin"]
        workers.let_go.clear()
        workers.held.rest()
        asked = [
            pool.submit(ask, kiosk.data, Announce(f"JJD0002222{number:03}", PHONE)) for number in range(200)
        ]
        workers.held.wait(str)
        kiosk.presses(HomeChoice.PICK_UP)
        kiosk.shows(EnterPin)
        kiosk.presses(Typed(pin))
        kiosk.shows(TakeParcel)
        assert not any(one.done() for one in asked)
        workers.let_go.set()
        assert all(one.result(120)["ok"] for one in asked)
        kiosk.boards.close(1, 12)
    assert sum(isinstance(event, Announced) for event in events_of(kiosk.data)) == 201


def test_no_order_hashes_on_the_kiosk_s_thread(tmp_path: Path, workers: Workers) -> None:
    workers.let_go.set()
    with Running(tmp_path) as kiosk:
        kiosk.home()
        for order in (
            Place("12", "JJD0001234567", PHONE),
            Announce("JJD0007654321", PHONE),
            AddStaff("Bo", "technician"),
            Delegate(PHONE),
        ):
            assert kiosk.told(order)["ok"] is True
    assert workers.threads == {"argon2-orders"}


def test_what_was_not_yet_done_when_the_kiosk_stops_never_is(tmp_path: Path, workers: Workers) -> None:
    with ThreadPoolExecutor(1) as pool, Running(tmp_path) as kiosk:
        kiosk.home()
        asked = pool.submit(ask, kiosk.data, Announce("JJD0007654321", PHONE))
        workers.held.wait(str)
        kiosk.machine.post(Stop("the test is over"))
        answer = asked.result(60)
        workers.let_go.set()
    assert answer == {"ok": False, "why": "The kiosk stops. Nothing was done."}
    assert not any(isinstance(event, Announced) for event in events_of(kiosk.data))


def test_of_two_announcements_of_one_parcel_under_way_at_once_one_is_refused(
    tmp_path: Path, workers: Workers
) -> None:
    with ThreadPoolExecutor(2) as pool, Running(tmp_path) as kiosk:
        kiosk.home()
        asked = [pool.submit(ask, kiosk.data, Announce("JJD0007654321", PHONE)) for _ in range(2)]
        workers.held.wait(str)
        workers.let_go.set()
        answers = [one.result(60) for one in asked]
    assert sorted(answer["ok"] for answer in answers) == [False, True]
    assert sum(isinstance(event, Announced) for event in events_of(kiosk.data)) == 1
