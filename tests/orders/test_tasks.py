"""`cubby tasks`: what is to be done is told, and what somebody's word is enough for is done once."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from kiosk.custody.ids import TaskId
from kiosk.custody.things.events import CareDone, CareNeeded, MarkedUnknown
from kiosk.custody.words import TaskKind, Why
from kiosk.custody.work.events import TaskDone, TaskMade
from kiosk.orders.order import PROCEDURES
from kiosk.orders.refusal import CameTooLate, OrderRefused
from kiosk.orders.things.tasks import FinishTask
from kiosk.vault.drawing import at_once
from tests.visits.rig import Kiosk


@pytest.fixture
def kiosk(tmp_path: Path) -> Iterator[Kiosk]:
    one = Kiosk(tmp_path)
    one.lines_up()
    yield one
    one.end()


def finish(kiosk: Kiosk, task: str) -> dict[str, Any]:
    return at_once(PROCEDURES[FinishTask].work(kiosk.means, FinishTask(task)), kiosk.vault.tag_pin)


def made(kiosk: Kiosk, kind: TaskKind, label: str = "12", name: str = "") -> None:
    kiosk.book.record(TaskMade(TaskId(name or f"to {kind}"), kind, label, "technician"))


def test_an_alarm_is_over_once_somebody_says_so(kiosk: Kiosk) -> None:
    made(kiosk, TaskKind.ALARM, "", "alarm-1")
    assert finish(kiosk, "alarm") == {"ok": True, "task": "alarm-1", "kind": "alarm", "compartment": ""}
    assert kiosk.events()[-1] == TaskDone(TaskId("alarm-1"))
    with pytest.raises(CameTooLate, match="There is no task 'alarm', or it is done"):
        finish(kiosk, "alarm")


def test_receipts_are_compared_by_hand(kiosk: Kiosk) -> None:
    made(kiosk, TaskKind.RECEIPT, "", "receipt-1")
    assert finish(kiosk, "receipt-1")["kind"] == "receipt"


def test_what_was_cleaned_is_free_again(kiosk: Kiosk) -> None:
    kiosk.book.record(CareNeeded("12", "wipe"))
    made(kiosk, TaskKind.CLEAN)
    finish(kiosk, "to clean")
    assert CareDone("12") in kiosk.events()
    assert not kiosk.ledger.holding("12").care


def test_what_is_in_doubt_wants_somebody_who_looks(kiosk: Kiosk) -> None:
    kiosk.book.record(MarkedUnknown("12", Why.REPORTED))
    for kind in (TaskKind.INSPECT, TaskKind.TAKE_AWAY, TaskKind.REPAIR, TaskKind.CLEAR):
        made(kiosk, kind)
        with pytest.raises(OrderRefused, match="Somebody has to look into door 12 for that, at the machine"):
            finish(kiosk, f"to {kind}")


def test_what_was_taken_away_by_hand_is_done(kiosk: Kiosk) -> None:
    made(kiosk, TaskKind.TAKE_AWAY, "7")
    assert finish(kiosk, "to take_away")["compartment"] == "7"


@pytest.mark.parametrize(
    ("kind", "why"),
    [
        (TaskKind.CLIMATE, "ends by itself once its cause is gone"),
        (TaskKind.MONEY, "ends with the money"),
    ],
)
def test_what_ends_by_something_else_is_said(kiosk: Kiosk, kind: TaskKind, why: str) -> None:
    made(kiosk, kind)
    with pytest.raises(OrderRefused, match=why):
        finish(kiosk, f"to {kind}")


def test_too_little_of_an_id_is_no_id(kiosk: Kiosk) -> None:
    made(kiosk, TaskKind.ALARM, "", "alarm-1")
    made(kiosk, TaskKind.ALARM, "", "alarm-2")
    with pytest.raises(OrderRefused, match="2 tasks begin with 'alarm': say more of its id"):
        finish(kiosk, "alarm")
    with pytest.raises(CameTooLate):
        finish(kiosk, "")
