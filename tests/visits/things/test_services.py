"""What any service of the site issues can be typed, and nothing is recorded where its service forbids it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from kiosk.journeys.doors.screens import DoorOpening
from kiosk.journeys.front.screens import HomeChoice
from kiosk.journeys.handover.screens import PickUpOrGive
from kiosk.journeys.screen import Typed
from kiosk.journeys.who.screens import EnterPhoneEnd, EnterPin
from kiosk.orders.delegations import Delegate
from kiosk.orders.parcels import Announce, Place
from kiosk.orders.refusal import OrderRefused
from kiosk.site.ports import write_changed
from tests.visits.rig import DEMO, Kiosk

PHONE = "+49 30 1234567"
SIX = {"name": "pharmacy", "pin": "six-and-phone"}


def with_services(folder: Path, *services: object) -> Kiosk:
    file = folder / "mixed.toml"
    write_changed(DEMO, file, {"services": list(services), "delegation": {"hours": 72}})
    kiosk = Kiosk(folder, file)
    kiosk.lines_up()
    return kiosk


@pytest.fixture(params=[("parcel", SIX), (SIX, "parcel")], ids=["eight first", "six first"])
def mixed(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Kiosk]:
    kiosk = with_services(tmp_path, *request.param)
    yield kiosk
    kiosk.end()


def types(kiosk: Kiosk, pin: str) -> None:
    kiosk.presses(HomeChoice.PICK_UP)
    assert len(pin) in (kiosk.sees(EnterPin).digits, kiosk.sees(EnterPin).or_digits)
    kiosk.presses(Typed(pin))
    if len(pin) == 6:
        kiosk.sees(EnterPhoneEnd)
        kiosk.presses(Typed("4567"))
    kiosk.finds_tag()


@pytest.mark.parametrize(("service", "digits"), [("parcel", 8), ("pharmacy", 6)])
def test_each_service_s_pin_opens_its_door(mixed: Kiosk, service: str, digits: int) -> None:
    placed = mixed.gives(Place("12", "JJD0001234567", PHONE, service))
    assert len(placed.pin) == digits
    types(mixed, placed.pin)
    mixed.sees(PickUpOrGive)


def test_a_code_for_somebody_else_needs_no_phone_where_that_goes(mixed: Kiosk) -> None:
    mixed.gives(Place("12", "JJD0001234567", PHONE, "pharmacy"))
    code = mixed.delegates(Delegate(PHONE))
    assert len(code) == 8
    types(mixed, code)
    mixed.sees(DoorOpening)


def test_the_end_of_the_phone_is_that_of_its_one_spelling(tmp_path: Path) -> None:
    kiosk = with_services(tmp_path, SIX)
    placed = kiosk.gives(Place("12", "JJD0001234567", "0049 (30) 123-45 67"))
    types(kiosk, placed.pin)
    kiosk.sees(PickUpOrGive)
    kiosk.end()


CHILLED = Path(__file__).resolve().parents[3] / "assets" / "sites" / "chilled.toml"


@pytest.fixture
def fridge(tmp_path: Path) -> Iterator[Kiosk]:
    kiosk = Kiosk(tmp_path, CHILLED)
    kiosk.lines_up()
    yield kiosk
    kiosk.end()


def test_goods_are_recorded_where_their_service_lets_them_lie(fridge: Kiosk) -> None:
    services = {service.temperature: name for name, service in fridge.site.services.items()}
    cold_service = next(name for kept, name in services.items() if kept)
    kept = fridge.site.services[cold_service].temperature
    cold = [c.label for c in fridge.site.cabinet.compartments() if c.temperature == kept]
    warm = [c.label for c in fridge.site.cabinet.compartments() if not c.temperature]
    wrong = (
        (Place(warm[0], "JJD0000000001", PHONE, cold_service), f"are kept {kept}, and compartment"),
        (Place(cold[0], "JJD0000000002", PHONE, services[""]), f"is for things kept {kept}"),
    )
    for order, why in wrong:
        with pytest.raises(OrderRefused, match=why):
            fridge.gives(order)
    assert fridge.ledger.consignments == {}
    for order, _ in wrong:
        fridge.gives(Place(order.compartment, order.tracking, PHONE, order.service, anyway=True))
    assert len(fridge.ledger.consignments) == 2


def test_what_is_unfit_now_takes_nothing_that_needs_it(fridge: Kiosk) -> None:
    cold_service, kept = next((n, x.temperature) for n, x in fridge.site.services.items() if x.temperature)
    cold = next(c.label for c in fridge.site.cabinet.compartments() if c.temperature == kept)
    fridge.means = replace(fridge.means, unfit=lambda: {cold})
    with pytest.raises(OrderRefused, match="too warm or too cold now"):
        fridge.gives(Place(cold, "JJD0000000001", PHONE, cold_service))
    fridge.gives(Announce("JJD0000000001", PHONE, service=cold_service))
