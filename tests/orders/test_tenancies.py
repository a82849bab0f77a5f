"""Orders about rented spaces: one is given for a term, opened by its holder, listed, and ended."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from kiosk.custody.ids import PartyId, TenancyId
from kiosk.custody.services.events import GroupSet
from kiosk.custody.spaces.events import TenancyEnded
from kiosk.custody.words import TaskKind, TenancyEnd
from kiosk.journeys.screen import YesNo
from kiosk.journeys.spaces.screens import IsSpaceEmpty, MySpace, MySpaceChoice, SpaceOpen
from kiosk.journeys.who.screens import EnterPin
from kiosk.orders.order import PROCEDURES
from kiosk.orders.persons import Forget
from kiosk.orders.refusal import OrderRefused
from kiosk.orders.spaces.tenancies import EndTenancy, GiveSpace, ListTenancies, TenancyOrder
from kiosk.vault.drawing import at_once
from tests.visits.rig import Kiosk
from tests.visits.spaces.renters import comes_back, lending, moves_in

PHONE = "+49 30 1234567"
OWN: dict[str, Any] = {"name": "locker", "use": "assigned-locker"}
PUPIL = GiveSpace("locker", PHONE, "Ana", compartment="5", until="2027-07-31")


@pytest.fixture
def kiosk(tmp_path: Path) -> Iterator[Kiosk]:
    one = lending(tmp_path, OWN)
    yield one
    one.end()


def give(kiosk: Kiosk, order: TenancyOrder | Forget) -> dict[str, Any]:
    return at_once(PROCEDURES[type(order)].work(kiosk.means, order), kiosk.vault.tag_pin)


def test_an_assigned_locker_is_given_opened_by_its_holder_and_given_back(kiosk: Kiosk) -> None:
    told = give(kiosk, PUPIL)
    assert told["compartment"] == "5"
    (item,) = give(kiosk, ListTenancies())["items"]
    assert (item["compartment"], item["name"], item["phone"], item["opened"]) == ("5", "Ana", "…4567", False)
    assert item["until"].startswith("2027-0")
    for first in (True, False):
        comes_back(kiosk, told["pin"])
        mine = kiosk.sees(MySpace)
        assert (mine.label, mine.longer) == ("5", False)
        kiosk.presses(MySpaceChoice.OPEN)
        kiosk.lock_says()
        kiosk.sees(SpaceOpen)
        kiosk.closes("5")
        kiosk.presses(MySpaceChoice.DONE)
        assert give(kiosk, ListTenancies())["items"][0]["opened"], first
    kiosk.scans(told["token"])
    kiosk.presses(MySpaceChoice.END)
    kiosk.lock_says()
    kiosk.closes("5")
    kiosk.sees(IsSpaceEmpty)
    kiosk.presses(YesNo.YES)
    assert kiosk.ledger.tenancies == {}


def test_a_group_shares_a_locker(kiosk: Kiosk) -> None:
    kiosk.book.record(GroupSet("club", (PartyId("ana"), PartyId("ben"))))
    told = give(kiosk, GiveSpace("locker", group="club", size="S"))
    assert set(told) == {"ok", "id", "compartment"}
    assert give(kiosk, ListTenancies())["items"][0]["group"] == "club"


def test_what_may_be_full_is_emptied_first_and_what_is_not_is_free_at_once(kiosk: Kiosk) -> None:
    key = moves_in(kiosk)
    kiosk.presses(MySpaceChoice.DONE)
    told = give(kiosk, EndTenancy(key.label))
    assert (told["compartment"], told["ended"]) == (key.label, False)
    give(kiosk, EndTenancy(key.label))
    assert [t.kind for t in kiosk.ledger.tasks.values()] == [TaskKind.CLEAR]
    assert give(kiosk, EndTenancy(told["id"], empty=True))["ended"]
    assert (kiosk.ledger.tenancies, kiosk.ledger.tasks) == ({}, {})
    assert [e.how for e in kiosk.events() if isinstance(e, TenancyEnded)] == [TenancyEnd.ORDERED]
    comes_back(kiosk, key.code)
    kiosk.sees(EnterPin)


def test_what_its_holder_never_opened_ends_at_once(kiosk: Kiosk) -> None:
    told = give(kiosk, PUPIL)
    assert give(kiosk, EndTenancy("5"))["ended"]
    assert TenancyId(told["id"]) not in kiosk.ledger.tenancies


@pytest.mark.parametrize(
    ("order", "why"),
    [
        (
            GiveSpace("parcel", PHONE),
            "The service 'parcel' has no spaces to rent; those that have: storage, locker.",
        ),
        (
            GiveSpace("", PHONE),
            "Wanted the service whose space it is; those that have spaces: storage, locker.",
        ),
        (GiveSpace("locker"), "A space is somebody's: wanted a phone, or a group."),
        (GiveSpace("locker", PHONE, group="club"), "A space is somebody's: wanted a phone, or a group."),
        (GiveSpace("locker", group="club"), "There is no group 'club' here; the groups: none."),
        (GiveSpace("locker", "no phone"), "phone"),
        (GiveSpace("locker", PHONE, until="soon"), "'soon' is no day; wanted one like 2027-07-31."),
        (
            GiveSpace("locker", PHONE, until="9999-12-31"),
            "'9999-12-31' is no day; wanted one like 2027-07-31.",
        ),
        (GiveSpace("locker", PHONE, until="2020-01-01"), "2020-01-01 is over already."),
        (GiveSpace("locker", PHONE, compartment="99"), "There is no compartment '99' in this cabinet."),
        (GiveSpace("locker", PHONE, size="XS"), "There is no size 'XS' here"),
        (EndTenancy("5"), "Nobody rents a space that is called 5, nor the one behind that door."),
        (ListTenancies(most=0), "A page has from 1 to 500 lines."),
    ],
)
def test_what_can_t_be_is_refused_in_a_sentence_and_changes_nothing(
    kiosk: Kiosk, order: TenancyOrder, why: str
) -> None:
    before = kiosk.journal.head.seq
    with pytest.raises(OrderRefused) as refused:
        give(kiosk, order)
    assert why in str(refused.value)
    assert kiosk.journal.head.seq == before


def test_a_door_is_given_once_and_whoever_has_one_is_not_forgotten(kiosk: Kiosk) -> None:
    give(kiosk, PUPIL)
    with pytest.raises(OrderRefused, match="Compartment 5 is not free"):
        give(kiosk, PUPIL)
    with pytest.raises(OrderRefused, match="They rent the space behind door 5"):
        give(kiosk, Forget(PHONE))


def test_nobody_s_space_is_ended_while_they_stand_before_it(kiosk: Kiosk) -> None:
    key = moves_in(kiosk)
    kiosk.presses(MySpaceChoice.OPEN)
    with pytest.raises(OrderRefused, match="Somebody is at this door"):
        give(kiosk, EndTenancy(key.label, empty=True))
