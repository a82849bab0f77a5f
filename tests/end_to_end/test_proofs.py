"""A courier's badge at its reader, a delegate's code twice, a signed token twice: real machines."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from hardware.simulator.readers.badges import BadgesOnLine
from kiosk.clock import SystemClock
from kiosk.custody.proofs.events import CredentialTried, ProofSpent
from kiosk.custody.words import Kind, TokenFault
from kiosk.journeys.front.screens import HomeChoice
from kiosk.journeys.handover.screens import (
    DidYouTakeIt,
    PutParcel,
    ScanParcel,
    TakeParcel,
    ThanksChoice,
    ThankYou,
)
from kiosk.journeys.screen import Typed, YesNo
from kiosk.journeys.who.screens import EnterPin, PinProblem
from kiosk.orders.delegations import Delegate
from kiosk.orders.keys import SetOperatorKeys
from kiosk.orders.parcels import Announce, Place
from kiosk.orders.staff import AddStaff
from kiosk.site.loading import load_site
from kiosk.site.ports import write_changed
from tests.bench.kiosk import site_on
from tests.helpers.operator import Operator
from tests.program.rig import Running, events_of

PHONE, LABEL = "+49 30 1234567", "JJD0001234567"
NUMBER = "04A1B2C3D4"


class TimeServed(SystemClock):
    """As on a machine that a time server has set."""

    def trusted(self) -> bool:
        return True


@pytest.fixture
def reader(tmp_path: Path) -> Iterator[BadgesOnLine]:
    one = BadgesOnLine(tmp_path / "badges")
    one.start()
    yield one
    one.stop()


@contextmanager
def running(folder: Path, badges: Path | None = None) -> Iterator[Running]:
    """The demo's machine on simulated boards, and with a reader for badges where one is plugged in."""
    site = site_on(str(folder / "locks"), folder)
    if badges is not None:
        file = folder / "badges.toml"
        write_changed(site.path, file, {"badges": {"port": str(badges)}})
        site = load_site(file)
    with Running(folder, site=site, clock=TimeServed()) as kiosk:
        kiosk.home()
        yield kiosk


def takes(kiosk: Running) -> None:
    """The one door that opens is closed by a hand, so quickly that the machine asks."""
    label = kiosk.shows(TakeParcel).label
    kiosk.closes(label)
    kiosk.shows(DidYouTakeIt)
    kiosk.presses(YesNo.YES)
    kiosk.shows(ThankYou)
    kiosk.presses(ThanksChoice.DONE)
    kiosk.home()


def refused(kiosk: Running) -> None:
    kiosk.shows(EnterPin, lambda pin: pin.problem is PinProblem.NOT_FOUND)


def test_a_couriers_badge_opens_a_door_for_a_parcel(tmp_path: Path, reader: BadgesOnLine) -> None:
    with running(tmp_path, tmp_path / "badges") as kiosk:
        assert kiosk.told(AddStaff("Bo", "courier", NUMBER))["ok"]
        assert kiosk.told(Announce(LABEL, PHONE, "S"))["ok"]
        reader.hold("04FFFFFFFF")
        refused(kiosk)
        reader.hold(NUMBER)
        kiosk.shows(ScanParcel)
        kiosk.scans(LABEL)
        label = kiosk.shows(PutParcel).label
        kiosk.closes(label)
        kiosk.shows(ScanParcel, lambda screen: screen.delivered == 1)
    tried = [x for x in events_of(kiosk.data) if isinstance(x, CredentialTried)]
    assert [(x.proved is not None, x.kinds) for x in tried] == [(False, ()), (True, (Kind.BADGE,))]


def test_a_delegates_code_opens_once(tmp_path: Path) -> None:
    with running(tmp_path) as kiosk:
        kiosk.told(Place("12", LABEL, PHONE))
        code = str(kiosk.told(Delegate(PHONE))["code"])
        for again in (False, True):
            kiosk.presses(HomeChoice.PICK_UP)
            kiosk.shows(EnterPin)
            kiosk.presses(Typed(code))
            if again:
                refused(kiosk)
            else:
                takes(kiosk)
                kiosk.told(Place("12", LABEL, PHONE))
    spent = [x for x in events_of(kiosk.data) if isinstance(x, ProofSpent)]
    assert [x.kind for x in spent] == [Kind.DELEGATION]


def test_a_signed_token_opens_once(tmp_path: Path) -> None:
    with running(tmp_path) as kiosk:
        operator = Operator(kiosk.site.id, TimeServed().now())
        assert kiosk.told(SetOperatorKeys((operator.public,)))["ok"]
        kiosk.told(Place("12", LABEL, PHONE))
        kiosk.scans(operator.token(LABEL))
        takes(kiosk)
        kiosk.told(Place("12", LABEL, PHONE))
        kiosk.scans(operator.token(LABEL))
        refused(kiosk)
    faults = [x.fault for x in events_of(kiosk.data) if isinstance(x, CredentialTried)]
    assert faults == [None, TokenFault.USED]
