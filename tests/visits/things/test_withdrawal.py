"""Taking parcels back, and what a kiosk lists for its operator."""

from __future__ import annotations

from typing import Any

import pytest

from kiosk.custody.doors.events import OpeningIntended
from kiosk.custody.words import Condition, TaskKind
from kiosk.journeys.handover.screens import TakeParcel
from kiosk.orders.badges import GiveBadge, give_badge
from kiosk.orders.delegations import Delegate
from kiosk.orders.looks import Listed, ListThings, list_things
from kiosk.orders.parcels import Announce, Withdraw, withdraw
from kiosk.orders.refusal import OrderRefused
from kiosk.orders.staff import AddStaff
from tests.visits.rig import Kiosk

ONE, OTHER = "JJD0001234567", "JJD0007654321"


def test_a_parcel_that_had_not_come_yet_is_gone_and_may_be_announced_again(kiosk: Kiosk) -> None:
    first = kiosk.announced(ONE)
    assert withdraw(kiosk.means, Withdraw("jjd000 1234567")) == ""
    assert kiosk.ledger.consignments == {}
    assert kiosk.vault.holder(kiosk.vault.tag_token(first.token)).revoked  # type: ignore[union-attr]  # it is there
    again = kiosk.announced(ONE)
    assert again.token != first.token
    with pytest.raises(OrderRefused, match="No parcel JJD0007654321 is announced here or in a compartment"):
        withdraw(kiosk.means, Withdraw(OTHER))


@pytest.mark.parametrize("role", ["courier", "technician"])
def test_a_parcel_that_lies_here_is_handed_out_no_more_and_somebody_is_asked_to_take_it_out(
    kiosk: Kiosk, role: Any
) -> None:
    placed = kiosk.placed("12", ONE)
    assert withdraw(kiosk.means, Withdraw(ONE, role)) == "12"
    assert kiosk.ledger.holding("12").condition is Condition.QUARANTINED
    (task,) = kiosk.ledger.tasks.values()
    assert (task.kind, task.compartment, task.role, task.note) == (
        TaskKind.TAKE_AWAY,
        "12",
        role,
        "withdrawn",
    )
    with pytest.raises(OrderRefused, match="is in compartment 12 and is withdrawn already"):
        withdraw(kiosk.means, Withdraw(ONE, role))
    kiosk.scans(placed.token)
    assert not any(isinstance(event, OpeningIntended) for event in kiosk.events())


def test_nothing_is_taken_back_under_the_hands_of_whoever_is_at_it(kiosk: Kiosk) -> None:
    placed = kiosk.placed("12", ONE)
    kiosk.scans(placed.token)
    with pytest.raises(OrderRefused, match="is at the machine"):
        withdraw(kiosk.means, Withdraw(ONE))
    kiosk.lock_says()
    kiosk.sees(TakeParcel)
    assert kiosk.ledger.holding("12").things


def test_nothing_that_a_courier_may_have_in_hand_is_taken_back(kiosk: Kiosk) -> None:
    kiosk.announced(ONE)
    kiosk.scans(kiosk.staff().token)
    with pytest.raises(OrderRefused, match="is at the machine"):
        withdraw(kiosk.means, Withdraw(ONE))


def listed(kiosk: Kiosk, what: Listed, **more: Any) -> list[dict[str, Any]]:
    found: Any = list_things(kiosk.site, kiosk.book, ListThings(what, **more))["items"]
    return list(found)


def test_everything_is_listed_and_no_phone_is(kiosk: Kiosk) -> None:
    kiosk.placed("12", ONE)
    kiosk.announced(OTHER)
    kiosk.gives(AddStaff("Bo", "courier", badge="04A1B2C3D4"))
    give_badge(kiosk.means, GiveBadge("+49 30 1234567", "0011223344"))
    kiosk.delegates(Delegate("+49 30 1234567"))
    parcels = {item["tracking"]: item for item in listed(kiosk, Listed.PARCELS)}
    assert (parcels[ONE]["stage"], parcels[ONE]["compartment"], parcels[ONE]["phone"]) == (
        "waiting",
        "12",
        "…4567",
    )
    assert parcels[OTHER]["stage"] == "announced"
    doors = {item["id"]: item for item in listed(kiosk, Listed.DOORS)}
    assert len(doors) == 24
    assert (doors["12"]["free"], doors["12"]["parcels"], doors["11"]["free"]) == (False, [ONE], True)
    (bo,) = listed(kiosk, Listed.STAFF)
    assert (bo["name"], bo["role"], bo["badges"]) == ("Bo", "courier", 1)
    badges = listed(kiosk, Listed.BADGES)
    assert {(b["name"], b["phone"], b["role"]) for b in badges} == {("Bo", "", "courier"), ("", "…4567", "")}
    (code,) = listed(kiosk, Listed.DELEGATIONS)
    assert (code["phone"], code["parcels"], code["used"]) == ("…4567", [ONE], False)
    withdraw(kiosk.means, Withdraw(ONE))
    (task,) = listed(kiosk, Listed.TASKS)
    assert (task["kind"], task["compartment"]) == ("take_away", "12")
    for what in Listed:
        assert "1234567" not in str(listed(kiosk, what)).replace(ONE, "")


def test_a_long_list_comes_in_pages(kiosk: Kiosk) -> None:
    for number in range(7):
        kiosk.gives(Announce(f"JJD00011111{number:02}", "+49 30 1234567"))
    seen: list[str] = []
    after = ""
    while True:
        page: Any = list_things(kiosk.site, kiosk.book, ListThings(Listed.PARCELS, after, 3))
        seen += [item["tracking"] for item in page["items"]]
        after = page["more"]
        if not after:
            break
    assert sorted(seen) == [f"JJD00011111{number:02}" for number in range(7)]
    with pytest.raises(OrderRefused, match="from 1 to 500"):
        list_things(kiosk.site, kiosk.book, ListThings(Listed.PARCELS, "", 0))
