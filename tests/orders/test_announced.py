"""What an announcement says beyond a label, as it is typed: told once, and refused with a sentence."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import pytest

from kiosk.cli import main
from kiosk.custody.services.rules import GateKind, Money
from kiosk.custody.things.events import Deposited
from kiosk.journeys.handover.screens import TakeParcel, ThanksChoice
from kiosk.journeys.who.screens import EnterPin, PinProblem
from kiosk.orders.order import PROCEDURES
from kiosk.orders.parcels import Announce
from kiosk.orders.staff import AddStaff
from kiosk.site.ports import write_changed
from kiosk.vault.drawing import at_once
from tests.visits.rig import DEMO, Kiosk

PHONE: Final = "+49 30 1234567"
SERVICES: Final = [
    {"use": "parcel"},
    {"use": "parcel", "name": "swift", "principal": "swift"},
    {"use": "counter"},
    {"use": "exchange"},
]


@pytest.fixture
def site(tmp_path: Path) -> Path:
    file = tmp_path / "site.toml"
    write_changed(DEMO, file, {"services": SERVICES})
    return file


@pytest.fixture
def kiosk(tmp_path: Path, site: Path) -> Iterator[Kiosk]:
    one = Kiosk(tmp_path, site)
    one.lines_up()
    yield one
    one.end()


def give(kiosk: Kiosk, order: Announce | AddStaff) -> dict[str, Any]:
    return at_once(PROCEDURES[type(order)].work(kiosk.means, order), kiosk.vault.tag_pin)


def things(kiosk: Kiosk) -> dict[str, Any]:
    """By label."""
    known = kiosk.ledger.consignments
    labels = kiosk.vault.labels(known)
    return {labels[name].tracking: thing for name, thing in known.items()}


def test_several_pieces_are_one_case_with_one_code(kiosk: Kiosk) -> None:
    told = give(kiosk, Announce("JJD0000000001", PHONE, pieces=("JJD0000000002", "JJD0000000003")))
    assert set(told) == {"ok", "pin", "token"}
    every = things(kiosk)
    assert len({thing.case for thing in every.values()}) == 1
    assert len({thing.legs[1].by for thing in every.values()}) == 1


def test_the_code_opens_for_each_piece_whichever_comes_first(kiosk: Kiosk) -> None:
    told = give(kiosk, Announce("JJD0000000001", PHONE, "S", pieces=("JJD0000000002",)))
    second = things(kiosk)["JJD0000000002"].id
    kiosk.book.record(Deposited(second, "12"))
    kiosk.scans(told["token"])
    kiosk.lock_says()
    assert kiosk.sees(TakeParcel).label == "12"
    kiosk.closes("12")
    kiosk.presses(ThanksChoice.DONE)
    assert second not in kiosk.ledger.consignments
    kiosk.book.record(Deposited(things(kiosk)["JJD0000000001"].id, "12"))
    kiosk.scans(told["token"])
    kiosk.lock_says()
    assert kiosk.sees(TakeParcel).label == "12"
    kiosk.closes("12")
    kiosk.presses(ThanksChoice.DONE)
    kiosk.scans(told["token"])
    assert kiosk.sees(EnterPin).problem is PinProblem.NOT_FOUND


def test_the_code_of_pieces_outlives_the_first(kiosk: Kiosk) -> None:
    told = give(kiosk, Announce("JJD0000000001", PHONE, "S", pieces=("JJD0000000002",)))
    for tracking in ("JJD0000000001", "JJD0000000002"):
        kiosk.book.record(Deposited(things(kiosk)[tracking].id, "12"))
        kiosk.scans(told["token"])
        kiosk.lock_says()
        kiosk.closes("12")
        kiosk.presses(ThanksChoice.DONE)
    assert not kiosk.ledger.consignments
    assert all(one.revoked for one in kiosk.vault.credentials(consignment="id2"))


def test_pieces_are_of_several_kinds(kiosk: Kiosk) -> None:
    order = Announce("JJD0000000001", PHONE, service="exchange", kind="new", pieces=("JJD0000000002=old",))
    give(kiosk, order)
    assert {label: thing.kind for label, thing in things(kiosk).items()} == {
        "JJD0000000001": "new",
        "JJD0000000002": "old",
    }


def test_a_bill_needs_an_amount_and_no_phone(kiosk: Kiosk) -> None:
    assert give(kiosk, Announce("INV20240117", service="counter", charge="12.50 EUR")) == {"ok": True}
    (bill,) = kiosk.ledger.consignments.values()
    assert (bill.amount, bill.leg.act) == (Money(1250, "EUR"), "pay")


def test_what_an_order_costs_is_announced_with_it(kiosk: Kiosk) -> None:
    give(kiosk, Announce("JJD0000000001", PHONE, charge="23.80 EUR"))
    assert things(kiosk)["JJD0000000001"].amount == Money(2380, "EUR")


def test_gates_may_be_open_from_the_start(tmp_path: Path) -> None:
    file = tmp_path / "site.toml"
    step = {"fetch": {"gates": ["released", "customs"]}}
    write_changed(DEMO, file, {"services": [{"use": "parcel", "step": step}]})
    kiosk = Kiosk(tmp_path, file)
    give(kiosk, Announce("JJD0000000001", PHONE, gates=(GateKind.RELEASED,)))
    assert things(kiosk)["JJD0000000001"].gates == ((GateKind.RELEASED, True),)
    kiosk.end()


def test_a_carriers_things_and_staff_are_its_own(kiosk: Kiosk) -> None:
    give(kiosk, Announce("JJD0000000001", PHONE, principal="swift"))
    give(kiosk, Announce("JJD0000000002", PHONE))
    give(kiosk, AddStaff("Bo", "courier", principal="swift"))
    assert {label: (t.principal, t.service) for label, t in things(kiosk).items()} == {
        "JJD0000000001": ("swift", "swift"),
        "JJD0000000002": (kiosk.site.principal, "parcel"),
    }
    (bo,) = kiosk.ledger.staff.values()
    assert [t.service for t in kiosk.ledger.announced_for(bo)] == ["swift"]


# --- as it is typed ---------------------------------------------------------------------------------

Words = tuple[str, ...]
Ask = Callable[..., tuple[int, str, str]]


@dataclass(frozen=True)
class Shell:
    data: Path
    site: Path
    capsys: pytest.CaptureFixture[str]

    def __call__(self, *words: str) -> tuple[int, str, str]:
        status = main([*words, "--data", str(self.data), "--site", str(self.site)])
        out, said = self.capsys.readouterr()
        return status, out, said


@pytest.fixture
def cubby(tmp_path: Path, site: Path, capsys: pytest.CaptureFixture[str]) -> Ask:
    return Shell(tmp_path / "data", site, capsys)


def announce(cubby: Ask, *words: str) -> tuple[int, str, str]:
    return cubby("announce", *words)


def test_an_order_with_an_id_is_done_once(cubby: Ask) -> None:
    words = ("--tracking", "JJD0000000001", "--phone", PHONE, "--piece", "JJD0000000002", "--id", "order-1")
    first = announce(cubby, *words, "--json")
    assert (first[0], announce(cubby, *words, "--json")) == (0, first)
    status, told, _ = cubby("case", "show", "JJD0000000002", "--json")
    assert status == 0
    assert [thing["tracking"] for thing in json.loads(told)["things"]] == ["JJD0000000001", "JJD0000000002"]


def test_a_bill_says_that_nobody_needs_a_code(cubby: Ask) -> None:
    bill = ("--tracking", "INV20240117", "--service", "counter", "--charge", "12.50 EUR")
    assert announce(cubby, *bill) == (0, "INV20240117 is expected, and nobody needs a code for it.\n", "")
    status, told, _ = cubby("case", "show", "INV20240117")
    assert status == 0
    assert re.fullmatch(r"INV20240117 \(counter\) is announced; to be paid; costs 12.50 EUR\n", told)


PARCEL: Final[Words] = ("--tracking", "JJD0000000001", "--phone", PHONE)


@pytest.mark.parametrize(
    ("words", "why"),
    [
        (("--tracking", "JJD0000000001"), "is not a phone number"),
        ((*PARCEL, "--service", "parcels"), "There is no service 'parcels' here; the services are parcel, "),
        ((*PARCEL, "--principal", "ostrich"), "There is no principal 'ostrich' here; there are demo, swift."),
        (
            (*PARCEL, "--service", "parcel", "--principal", "swift"),
            "The service 'parcel' is demo's, and not swift's.",
        ),
        ((*PARCEL, "--piece", "JJD0000000001"), "The piece JJD0000000001 is there twice."),
        (
            (*PARCEL, "--piece", "JJD0000000002=crate"),
            "The service 'parcel' has no thing 'crate'; its things",
        ),
        (
            (*PARCEL, "--piece", "JJD0000000002", "--case", "one"),
            "Several pieces are a case by themselves: say --case or --piece.",
        ),
        ((*PARCEL, "--gate", "released"), "No step of the service 'parcel' waits for the gate 'released'."),
        ((*PARCEL, "--charge", "a lot"), "'a lot' is no amount: wanted an amount such as"),
        (
            (*PARCEL, "--service", "exchange", "--charge", "4 CHF", "--kind", "new"),
            "What the service 'exchange' costs is in EUR, and 4 CHF is not.",
        ),
        (
            ("--tracking", "INV20240117", "--service", "counter"),
            "A bill of the service 'counter' needs an amount: say --charge.",
        ),
    ],
)
def test_what_can_t_be_announced_is_one_sentence(cubby: Ask, words: Words, why: str) -> None:
    status, out, said = announce(cubby, *words)
    assert (status, out) == (1, "")
    assert said.startswith("cubby announce: ")
    assert why in said
    assert len(said.splitlines()) <= 2


def test_tasks_are_listed_and_done(cubby: Ask) -> None:
    assert cubby("tasks", "list") == (0, "There is nothing to do.\n", "")
    status, told, _ = cubby("tasks", "list", "--json")
    assert (status, json.loads(told)) == (0, {"ok": True, "items": []})
    assert cubby("tasks", "done", "clean-1") == (
        1,
        "",
        "cubby tasks done: There is no task 'clean-1', or it is done.\n",
    )
