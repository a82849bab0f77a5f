"""No order ends the kiosk: what is out of range is refused, a mistake of ours is told, kept and survived."""

from __future__ import annotations

from pathlib import Path

import pytest

from kiosk.cli import main
from kiosk.custody.doors.events import VisitBegan, VisitEnded
from kiosk.custody.machine.events import OrderFailed
from kiosk.journeys.front.screens import HomeChoice
from kiosk.journeys.who.screens import EnterPin
from kiosk.orders import delegations, looks, parcels
from kiosk.orders.delegations import Delegate
from kiosk.orders.doors import OpenRemotely
from kiosk.orders.looks import Examine, Listed, ListThings
from kiosk.orders.order import Order
from kiosk.orders.parcels import Announce, Place
from kiosk.orders.staff import AddStaff
from kiosk.program.life import Life
from kiosk.visits.doors import afar
from kiosk.visits.ground import Ground
from kiosk.visits.house import House
from tests.program.rig import Running, events_of


@pytest.mark.parametrize(
    "until",
    [
        "9999-12-31T23:59:59-05:00",
        "0001-01-01T00:00:00+05:00",
        "9999-12-31T23:59:59",
        "20260504T25",
        "²⁰²⁶-05-04",
        "9" * 400,
    ],
)
def test_a_time_that_no_vault_can_hold_is_refused_and_the_kiosk_lives(tmp_path: Path, until: str) -> None:
    with Running(tmp_path) as kiosk:
        kiosk.home()
        told = kiosk.told(AddStaff("Bo", "courier", until=until))
        assert told["ok"] is False or until == "9999-12-31T23:59:59"
        assert kiosk.told(Place("12", "JJD0001234567", "+49 30 1234567"))["ok"] is True
        assert not kiosk.died.is_set()


def _fails(monkeypatch: pytest.MonkeyPatch, where: object, name: str) -> None:
    def stumble(*_: object, **__: object) -> None:
        raise ZeroDivisionError("a mistake of ours")

    monkeypatch.setattr(where, name, stumble)


@pytest.mark.parametrize(
    ("order", "where", "name"),
    [
        (Announce("JJD0001234567", "+49 30 1234567"), parcels, "_check_token"),
        (Place("12", "JJD0001234567", "+49 30 1234567"), parcels, "service_named"),
        (Delegate("+49 30 1234567"), delegations, "_entitled"),
        (OpenRemotely("12", "to look", "Ana"), afar, "operator_named"),
        (OpenRemotely("12", "to look", "Ana"), Life, "unlock"),
        (OpenRemotely("12", "to look", "Ana"), Ground, "facts"),
        (Examine(), House, "lines"),
        (ListThings(Listed.STAFF), looks, "_member"),
    ],
)
def test_a_mistake_in_one_order_is_answered_kept_and_survived(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, order: Order, where: object, name: str
) -> None:
    with Running(tmp_path) as kiosk:
        kiosk.home()
        kiosk.told(AddStaff("Cy", "courier"))
        with monkeypatch.context() as patch:
            _fails(patch, where, name)
            answer = kiosk.told(order)
        assert answer["ok"] is False
        assert "because of a mistake in it" in answer["why"]
        assert "a mistake of ours" not in answer["why"]
        assert kiosk.told(Place("11", "JJD0007654321", "+49 30 1234567"))["ok"] is True
        kiosk.presses(HomeChoice.PICK_UP)
        kiosk.shows(EnterPin)
        assert not kiosk.died.is_set()
    events = events_of(kiosk.data)
    assert [event for event in events if isinstance(event, OrderFailed)] == [OrderFailed(order.order)]
    began = sum(isinstance(event, VisitBegan) for event in events)
    assert sum(isinstance(event, VisitEnded) for event in events) == began


def test_a_mistake_at_rest_is_a_sentence_too(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    with Running(tmp_path) as kiosk:
        kiosk.home()
    _fails(monkeypatch, parcels, "service_named")
    order = ("place", "--compartment", "12", "--tracking", "JJD0001234567", "--phone", "+49 30 1234567")
    assert main([*order, "--data", str(kiosk.data)]) == 1
    assert "because of a mistake in it. Nothing was done." in capsys.readouterr().err
    assert OrderFailed("place") in events_of(kiosk.data)


@pytest.mark.filterwarnings(
    # the thread dies of its exception, which is what this is about
    "ignore::pytest.PytestUnhandledThreadExceptionWarning"
)
def test_a_book_that_is_out_of_step_serves_nobody(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What was written down and not understood is worse than a kiosk that starts anew."""
    with Running(tmp_path) as kiosk:
        kiosk.home()
        with monkeypatch.context() as patch:
            patch.setattr("kiosk.visits.book.fold", _stumble)
            assert kiosk.told(AddStaff("Bo", "courier"))["unsure"] is True
        assert kiosk.died.wait(20)


def _stumble(*_: object) -> None:
    raise ZeroDivisionError("a mistake of ours")
