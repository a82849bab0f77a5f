"""Devices are lent in a whole house: stocked, taken, paid for, brought back, looked at, retired."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from hardware.outcomes.locks import OutcomeUnknown
from kiosk.custody.machine.events import Alive
from kiosk.custody.services.events import EvidenceTaken
from kiosk.custody.services.verbs import Verb
from kiosk.custody.words import Condition, Stage, TaskKind
from kiosk.journeys.front.screens import Home
from kiosk.journeys.handover.screens import ChooseSize, PutParcel, ScanParcel, ScanParcelChoice, TakeParcel
from kiosk.journeys.money.screens import Price, TermsAndPrice, TermsChoice
from kiosk.journeys.pools.screens import (
    BroughtBack,
    IsItRight,
    OrderChoice,
    PoolChoice,
    PoolPage,
    ScanBack,
    ScanBackChoice,
    TakenAlong,
)
from kiosk.journeys.screen import OkChoice, Picked, Typed, YesNo
from kiosk.journeys.who.screens import EnterPin
from kiosk.journeys.work.screens import IsItInOrder, StaffTasks, TaskDoor
from kiosk.orders.order import PROCEDURES
from kiosk.orders.persons import Forget
from kiosk.orders.pools.members import AddMember, GroupOrder, ListMembers, RemoveMember
from kiosk.orders.pools.stock import AddToPool, ListPool, PoolOrder, RetireFromPool
from kiosk.orders.refusal import OrderRefused
from kiosk.orders.staff import AddStaff
from kiosk.site.ports import write_changed
from kiosk.vault.drawing import at_once
from tests.visits.money.till import charges
from tests.visits.rig import DEMO, Kiosk

PHONE, DRILL = "+49 30 1234567", "DRILL-0007"
DAY = 24 * 3600.0


@pytest.fixture
def kiosk(tmp_path: Path) -> Iterator[Kiosk]:
    """A library of things with a card terminal; one drill is in door 12."""
    file = tmp_path / "library.toml"
    write_changed(DEMO, file, {"services": ["parcel", "loan", "course-kit", "rental"]})
    one = Kiosk(tmp_path / "data", file, pays=True)
    one.lines_up()
    give(one, AddToPool(DRILL, "loan", "12"))
    yield one
    one.end()


def give(kiosk: Kiosk, order: PoolOrder | GroupOrder | Forget) -> dict[str, Any]:
    answer = at_once(PROCEDURES[type(order)].work(kiosk.means, order), kiosk.vault.tag_pin)
    kiosk.house.changed()
    return answer


def joins(kiosk: Kiosk, group: str = "members") -> dict[str, Any]:
    return give(kiosk, AddMember(group, PHONE, "Ana"))


def comes(kiosk: Kiosk, member: dict[str, Any]) -> None:
    """From the tile at home: their QR code says who they are."""
    kiosk.presses(Verb.BORROW)
    kiosk.sees(EnterPin)
    kiosk.scans(member["token"])


def proves(kiosk: Kiosk, member: dict[str, Any]) -> None:
    """The second factor that the service wants."""
    kiosk.presses(Typed(member["pin"]))
    kiosk.finds_tag()


def pays(kiosk: Kiosk) -> None:
    kiosk.sees(TermsAndPrice)
    kiosk.presses(TermsChoice.PAY)
    kiosk.terminal_says()


def takes(kiosk: Kiosk, member: dict[str, Any], how: OrderChoice = OrderChoice.RIGHT) -> None:
    comes(kiosk, member)
    assert (kiosk.sees(PoolPage).free, kiosk.sees(PoolPage).lent) == (1, ())
    kiosk.presses(PoolChoice.TAKE)
    proves(kiosk, member)
    pays(kiosk)
    kiosk.lock_says()
    assert kiosk.sees(TakeParcel).lent
    kiosk.closes("12")
    kiosk.sees(IsItRight)
    kiosk.presses(how)
    until = kiosk.sees(TakenAlong).until
    assert until is not None
    assert until.days == 14
    kiosk.presses(OkChoice.OK)
    assert kiosk.is_home()


def puts_back(kiosk: Kiosk) -> str:
    """Up to the open door, which is returned; its label was read already."""
    assert kiosk.sees(IsItRight).returning
    kiosk.presses(OrderChoice.RIGHT)
    kiosk.lock_says()
    put = kiosk.sees(PutParcel)
    assert put.lent
    return put.label


def days(kiosk: Kiosk, number: float) -> None:
    for _ in range(int(number * 4)):
        kiosk.clock.advance(DAY / 4)
        kiosk.house.tick()
        kiosk.book.record(Alive())


def state(kiosk: Kiosk) -> str:
    return str(give(kiosk, ListPool("loan"))["items"][0]["state"])


def test_a_member_takes_one_pays_the_deposit_and_is_repaid_when_it_is_back(kiosk: Kiosk) -> None:
    assert [tile.verb for tile in kiosk.sees(Home).verbs] == [Verb.BORROW]
    member = joins(kiosk)
    takes(kiosk, member)
    (item,) = give(kiosk, ListPool())["items"]
    assert (item["state"], item["name"], item["phone"]) == ("lent", "Ana", "…4567")
    (security,) = charges(kiosk)
    assert (security.stands, security.net) == (True, 5000)
    days(kiosk, 3)
    comes(kiosk, member)
    (mine,) = kiosk.sees(PoolPage).lent
    assert mine.text == DRILL
    kiosk.presses(Picked(mine.id))
    kiosk.sees(ScanBack)
    kiosk.scans(DRILL)
    label = puts_back(kiosk)
    kiosk.closes(label)
    assert kiosk.sees(BroughtBack).repaid == Price(5000, "EUR", 2)
    kiosk.presses(OkChoice.OK)
    kiosk.terminal_says()
    (security,) = charges(kiosk)
    assert (security.target, security.net) == (0, 0)
    assert kiosk.terminal.total() == 0
    assert state(kiosk) == "check"


def test_what_is_late_is_taken_from_the_deposit(kiosk: Kiosk) -> None:
    member = joins(kiosk)
    takes(kiosk, member)
    days(kiosk, 16.5)
    kiosk.scans(DRILL)
    kiosk.sees(EnterPin)
    kiosk.scans(member["token"])
    kiosk.closes(puts_back(kiosk))
    done = kiosk.sees(BroughtBack)
    assert (done.repaid, done.kept) == (Price(4400, "EUR", 2), Price(600, "EUR", 2))


def test_what_never_comes_back_is_written_off_and_its_deposit_kept(kiosk: Kiosk) -> None:
    takes(kiosk, joins(kiosk))
    days(kiosk, 31)
    assert give(kiosk, ListPool())["items"] == []
    kiosk.house.tick()
    (security,) = charges(kiosk)
    assert (security.target, security.net) == (5000, 5000)


def test_nobody_gets_it_before_a_keeper_has_looked_and_then_the_next_one_does(kiosk: Kiosk) -> None:
    member = joins(kiosk)
    takes(kiosk, member)
    kiosk.scans(DRILL)
    kiosk.scans(member["token"])
    label = puts_back(kiosk)
    kiosk.closes(label)
    kiosk.presses(OkChoice.OK)
    kiosk.terminal_says()
    comes(kiosk, member)
    assert kiosk.sees(PoolPage).free == 0
    kiosk.presses(PoolChoice.DONE)
    looks(kiosk, label)
    kiosk.presses(YesNo.YES)
    assert state(kiosk) == "here"


def looks(kiosk: Kiosk, label: str) -> None:
    """A keeper opens the door behind which something came back, and closes it."""
    kiosk.scans(kiosk.gives(AddStaff("Kim", "keeper", anyway=True)).token)
    kiosk.sees(ScanParcel)
    kiosk.presses(ScanParcelChoice.TASKS)
    (task,) = kiosk.sees(StaffTasks).tasks
    assert (task.kind, task.label) == (TaskKind.CHECK, label)
    kiosk.presses(Picked(task.id))
    kiosk.lock_says()
    kiosk.sees(TaskDoor)
    kiosk.closes(label)
    kiosk.sees(IsItInOrder)


def test_what_is_broken_is_taken_out_and_lent_no_more(kiosk: Kiosk) -> None:
    member = joins(kiosk)
    takes(kiosk, member)
    kiosk.scans(DRILL)
    kiosk.scans(member["token"])
    label = puts_back(kiosk)
    kiosk.closes(label)
    kiosk.presses(OkChoice.OK)
    looks(kiosk, label)
    kiosk.presses(YesNo.NO)
    assert kiosk.ledger.consignments == {}
    assert kiosk.ledger.holdings == {}
    assert kiosk.ledger.tasks == {}


def test_what_somebody_says_of_it_is_in_the_book(kiosk: Kiosk) -> None:
    takes(kiosk, joins(kiosk), OrderChoice.WRONG)
    said = [e for e in kiosk.events() if isinstance(e, EvidenceTaken)]
    assert [(e.step, e.value) for e in said] == [("take", "wrong")]


def test_another_label_is_not_taken_for_it_and_without_one_it_comes_back_all_the_same(kiosk: Kiosk) -> None:
    member = joins(kiosk)
    takes(kiosk, member)
    comes(kiosk, member)
    kiosk.presses(Picked(kiosk.sees(PoolPage).lent[0].id))
    kiosk.scans("DRILL-0008")
    assert kiosk.sees(ScanBack).text == "DRILL-0008"
    kiosk.presses(ScanBackChoice.WITHOUT)
    kiosk.closes(puts_back(kiosk))
    kiosk.sees(BroughtBack)


def test_one_at_a_time(kiosk: Kiosk) -> None:
    member = joins(kiosk)
    takes(kiosk, member)
    give(kiosk, AddToPool("DRILL-0008", "loan", "11"))
    comes(kiosk, member)
    page = kiosk.sees(PoolPage)
    assert (page.free, page.enough) == (1, True)
    assert PoolChoice.TAKE not in page.answers()


def test_with_one_factor_alone_the_door_stays_shut(kiosk: Kiosk) -> None:
    member = joins(kiosk)
    comes(kiosk, member)
    kiosk.presses(PoolChoice.TAKE)
    kiosk.goes_back()
    assert kiosk.told == []


def test_who_is_in_no_group_takes_nothing_and_who_has_left_still_brings_back(kiosk: Kiosk) -> None:
    member = joins(kiosk)
    takes(kiosk, member)
    assert give(kiosk, RemoveMember("members", PHONE)) == {"ok": True, "members": 0}
    give(kiosk, AddToPool("DRILL-0008", "loan", "11"))
    comes(kiosk, member)
    page = kiosk.sees(PoolPage)
    assert (page.free, len(page.lent)) == (0, 1)
    with pytest.raises(OrderRefused, match="come back"):
        give(kiosk, Forget(PHONE))


def test_their_code_at_home_leads_to_the_pool_where_nothing_else_waits(kiosk: Kiosk) -> None:
    kiosk.scans(joins(kiosk)["token"])
    assert kiosk.sees(PoolPage).free == 1


def test_where_the_lock_does_not_answer_a_person_looks_and_it_is_back_or_still_theirs(kiosk: Kiosk) -> None:
    member = joins(kiosk)
    takes(kiosk, member)
    kiosk.scans(DRILL)
    kiosk.scans(member["token"])
    kiosk.sees(IsItRight)
    kiosk.presses(OrderChoice.RIGHT)
    kiosk.lock_says(OutcomeUnknown("no reply"))
    kiosk.lock_says()
    label = kiosk.sees(PutParcel).label
    kiosk.closes(label)
    kiosk.presses(OkChoice.OK)
    doubted = [name for name, h in kiosk.ledger.holdings.items() if h.condition is Condition.UNKNOWN]
    assert len(doubted) == 1
    (thing,) = kiosk.ledger.consignments.values()
    assert (thing.stage, thing.compartment) == (Stage.WAITING, label)


def test_a_course_kit_is_theirs_for_good_and_each_gets_one(kiosk: Kiosk) -> None:
    member = joins(kiosk, "course")
    give(kiosk, AddToPool("KIT-000001", "course-kit", "11"))
    give(kiosk, AddToPool("KIT-000002", "course-kit", "14"))
    kiosk.scans(member["token"])
    kiosk.presses(PoolChoice.TAKE)
    kiosk.lock_says()
    kiosk.closes("11")
    assert kiosk.sees(TakenAlong).keeps
    kiosk.presses(OkChoice.OK)
    kiosk.scans(member["token"])
    assert kiosk.sees(PoolPage).enough


def test_what_costs_something_is_lent_only_while_somebody_can_pay(kiosk: Kiosk) -> None:
    member = joins(kiosk)
    give(kiosk, AddToPool("SAW-000001", "rental", "11"))
    kiosk.scans(member["token"])
    kiosk.presses(Picked("rental"))
    assert kiosk.sees(PoolPage).free == 1
    kiosk.presses(PoolChoice.TAKE)
    proves(kiosk, member)
    told = kiosk.sees(TermsAndPrice)
    assert told.total == Price(8900, "EUR", 2)
    assert told.deposit == Price(8000, "EUR", 2)


def test_orders_say_what_is_wrong(kiosk: Kiosk) -> None:
    with pytest.raises(OrderRefused, match="in compartment 12 already"):
        give(kiosk, AddToPool(DRILL, "loan", "11"))
    with pytest.raises(OrderRefused, match="not free"):
        give(kiosk, AddToPool("DRILL-0008", "loan", "12"))
    with pytest.raises(OrderRefused, match="those that have one: loan, course-kit, rental"):
        give(kiosk, AddToPool("DRILL-0008"))
    with pytest.raises(OrderRefused, match="'parcel' has no pool"):
        give(kiosk, AddToPool("DRILL-0008", "parcel"))
    with pytest.raises(OrderRefused, match="Nothing with the label"):
        give(kiosk, RetireFromPool("DRILL-0009"))
    with pytest.raises(OrderRefused, match="There is no group"):
        give(kiosk, ListMembers("pupils"))
    joins(kiosk)
    with pytest.raises(OrderRefused, match="in the group members already"):
        joins(kiosk)


def test_one_that_is_here_is_taken_out_by_its_keepers_and_one_that_is_out_is_lost(kiosk: Kiosk) -> None:
    assert give(kiosk, RetireFromPool(DRILL)) == {"ok": True, "compartment": "12"}
    assert state(kiosk) == "leaving"
    kiosk.scans(kiosk.gives(AddStaff("Kim", "keeper", anyway=True)).token)
    kiosk.presses(ScanParcelChoice.TASKS)
    kiosk.presses(Picked(kiosk.sees(StaffTasks).tasks[0].id))
    kiosk.lock_says()
    kiosk.closes("12")
    assert kiosk.ledger.consignments == {}


def test_one_that_is_out_is_retired_only_where_it_is_said_to_be_lost(kiosk: Kiosk) -> None:
    takes(kiosk, joins(kiosk))
    with pytest.raises(OrderRefused, match="--lost"):
        give(kiosk, RetireFromPool(DRILL))
    give(kiosk, RetireFromPool(DRILL, lost=True))
    assert kiosk.ledger.consignments == {}


def test_a_keeper_puts_in_what_was_added(kiosk: Kiosk) -> None:
    give(kiosk, AddToPool("DRILL-0008", "loan"))
    kiosk.scans(kiosk.gives(AddStaff("Kim", "keeper", anyway=True)).token)
    assert kiosk.sees(ScanParcel).expected == 1
    kiosk.scans("DRILL-0008")
    kiosk.sees(ChooseSize)
    kiosk.presses(Picked("S"))
    kiosk.lock_says()
    kiosk.closes(kiosk.sees(PutParcel).label)
    kiosk.sees(ScanParcel)
    assert sorted(item["state"] for item in give(kiosk, ListPool())["items"]) == ["here", "here"]


def test_no_code_of_a_member_is_in_the_journal(kiosk: Kiosk) -> None:
    member = joins(kiosk)
    text = "\n".join(str(row.event) for row in kiosk.journal.rows())
    assert member["pin"] not in text
    assert member["token"] not in text
    assert "Ana" not in text
