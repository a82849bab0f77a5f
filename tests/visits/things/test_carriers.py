"""Two carriers at one machine: each courier sees and opens their own carrier's, in, out and overdue."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from kiosk.custody.machine.events import Alive
from kiosk.journeys.handover.screens import PutParcel, ScanNotice, ScanParcel, ScanParcelChoice
from kiosk.journeys.work.screens import StaffTasks
from kiosk.orders.order import PROCEDURES
from kiosk.orders.parcels import Announce
from kiosk.orders.staff import AddStaff
from kiosk.site.ports import write_changed
from kiosk.vault.drawing import at_once
from tests.visits.rig import DEMO, Kiosk

PHONE = "+49 30 1234567"
HOUR = 3600
SWIFT, OSTRICH = "JJD0000000001", "JJD0000000002"


@pytest.fixture
def kiosk(tmp_path: Path) -> Iterator[Kiosk]:
    file = tmp_path / "site.toml"
    services = [
        {"use": "parcel", "name": "swift-parcel", "principal": "swift"},
        {"use": "parcel", "name": "ostrich-parcel", "principal": "ostrich"},
    ]
    write_changed(DEMO, file, {"services": services})
    one = Kiosk(tmp_path, file)
    one.lines_up()
    give(one, Announce(SWIFT, PHONE, "S", principal="swift"))
    give(one, Announce(OSTRICH, PHONE, "S", principal="ostrich"))
    yield one
    one.end()


def give(kiosk: Kiosk, order: Announce | AddStaff) -> dict[str, Any]:
    return at_once(PROCEDURES[type(order)].work(kiosk.means, order), kiosk.vault.tag_pin)


def courier(kiosk: Kiosk, principal: str, route: str = "") -> str:
    """What they sign in with."""
    order = AddStaff("Bo", "courier", anyway=True, principal=principal, route=route)
    return str(give(kiosk, order)["token"])


def brings(kiosk: Kiosk, token: str, tracking: str) -> str:
    """They put it in; the door."""
    kiosk.scans(token)
    kiosk.scans(tracking)
    kiosk.lock_says()
    label = kiosk.sees(PutParcel).label
    kiosk.closes(label)
    kiosk.goes_back()
    return label


def overdue(kiosk: Kiosk) -> None:
    for _ in range(50):
        kiosk.clock.advance(HOUR)
        kiosk.book.record(Alive())
        kiosk.waits(2)


def test_a_round_expects_nothing_but_its_own(kiosk: Kiosk) -> None:
    for principal in ("swift", "ostrich"):
        kiosk.scans(courier(kiosk, principal))
        assert kiosk.sees(ScanParcel).expected == 1
        kiosk.goes_back()
    kiosk.scans(courier(kiosk, ""))
    assert kiosk.sees(ScanParcel).expected == 0


def test_another_carrier_s_parcel_is_refused_and_opens_nothing(kiosk: Kiosk) -> None:
    kiosk.scans(courier(kiosk, "swift"))
    kiosk.scans(OSTRICH)
    assert kiosk.sees(ScanParcel).notice is ScanNotice.UNKNOWN_LABEL
    assert not kiosk.told
    kiosk.scans(SWIFT)
    kiosk.lock_says()
    kiosk.sees(PutParcel)


def test_a_thing_and_all_that_is_said_of_it_is_its_carriers(kiosk: Kiosk) -> None:
    brings(kiosk, courier(kiosk, "ostrich"), OSTRICH)
    thing = next(t for t in kiosk.ledger.consignments.values() if t.service == "ostrich-parcel")
    assert thing.principal == "ostrich"
    about = [row for row in kiosk.journal.rows() if getattr(row.event, "consignment", "") == thing.id]
    of = {row.principal for row in about}
    assert of == {"ostrich"}


def test_what_is_overdue_goes_back_with_its_own_carrier_alone(kiosk: Kiosk) -> None:
    swift, ostrich = courier(kiosk, "swift"), courier(kiosk, "ostrich")
    brings(kiosk, swift, SWIFT)
    brings(kiosk, ostrich, OSTRICH)
    overdue(kiosk)
    assert all(thing.leg.recalled for thing in kiosk.ledger.consignments.values())
    for token, service in ((swift, "swift-parcel"), (ostrich, "ostrich-parcel")):
        kiosk.scans(token)
        assert kiosk.sees(ScanParcel).tasks == 1
        kiosk.presses(ScanParcelChoice.TASKS)
        listed = kiosk.sees(StaffTasks)
        mine = next(t for t in kiosk.ledger.consignments.values() if t.service == service)
        assert mine.compartment is not None
        assert repr(mine.compartment) in repr(listed)
        kiosk.goes_back()


def test_a_route_is_one_s_own_carrier_s(kiosk: Kiosk) -> None:
    give(kiosk, Announce("JJD0000000003", PHONE, "S", principal="swift", route="north"))
    kiosk.scans(courier(kiosk, "swift", "north"))
    assert kiosk.sees(ScanParcel).expected == 1
    kiosk.goes_back()
    kiosk.scans(courier(kiosk, "ostrich", "north"))
    assert kiosk.sees(ScanParcel).expected == 0
