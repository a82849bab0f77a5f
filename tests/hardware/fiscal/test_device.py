"""A fiscal device signs each receipt once, and whatever it does every question has an answer."""

from __future__ import annotations

import json
from collections.abc import Iterator

import pytest

from hardware.fiscal.driver import FiscalDevice
from hardware.fiscal.frames import FiscalLine, FiscalLines, FiscalSale, signed_of
from hardware.fiscal.simulator import FiscalAct, SimulatedFiscal
from hardware.outcomes.devices import DeviceDown, DeviceUp
from hardware.outcomes.fiscal import FiscalDayEnded, FiscalDone, FiscalExported, FiscalFailed, SignedReceipt
from hardware.simulator.lines.tcp import ServedTcp
from tests.helpers.inbox import Inbox


@pytest.fixture
def inbox() -> Inbox:
    return Inbox()


@pytest.fixture
def simulated() -> SimulatedFiscal:
    return SimulatedFiscal()


@pytest.fixture
def served(simulated: SimulatedFiscal) -> Iterator[ServedTcp]:
    served = ServedTcp(simulated, 0, on_call=simulated.hung_up)
    served.start()
    yield served
    served.stop()


@pytest.fixture
def device(served: ServedTcp, inbox: Inbox) -> Iterator[FiscalDevice]:
    device = FiscalDevice(served.path, inbox.put, patience=1.0, back_off=(0.02,))
    device.start()
    inbox.wait(DeviceUp)
    yield device
    device.stop()


def sale(id_: str, gross: int = 450) -> FiscalSale:
    return FiscalSale(id_, "2026-05-04T12:00:00+00:00", "EUR", "card", (FiscalLine("late", gross, 1900),))


def test_a_sale_is_signed_with_a_number_and_a_code(
    device: FiscalDevice, simulated: SimulatedFiscal, inbox: Inbox
) -> None:
    device.begin(sale("p1"))
    device.finish(sale("p1"))
    done = inbox.wait(FiscalDone)
    assert (done.id, done.receipt.number, done.receipt.device) == ("p1", "1", "SIM-1")
    assert done.receipt.signature == simulated.kept[0].signature
    assert done.receipt.qr.startswith("SIM-1;1;450;")
    assert simulated.begun == ["p1"]


def test_what_is_asked_again_is_signed_once(
    device: FiscalDevice, simulated: SimulatedFiscal, inbox: Inbox
) -> None:
    device.finish(sale("p1"))
    first = inbox.wait(FiscalDone)
    device.finish(sale("p1"))
    assert inbox.wait(FiscalDone) == first
    assert len(simulated.kept) == 1


@pytest.mark.parametrize("act", [FiscalAct.REFUSE, FiscalAct.GARBAGE, FiscalAct.OTHER])
def test_what_is_not_signed_may_be_asked_again(
    device: FiscalDevice, simulated: SimulatedFiscal, inbox: Inbox, act: FiscalAct
) -> None:
    simulated.acts.append(act)
    device.finish(sale("p1"))
    assert inbox.wait(FiscalFailed).id == "p1"
    device.finish(sale("p1"))
    assert inbox.wait(FiscalDone).receipt.number == "1"


def test_a_device_that_falls_silent_is_down_and_signs_the_same_afterwards(
    device: FiscalDevice, simulated: SimulatedFiscal, inbox: Inbox
) -> None:
    simulated.acts.append(FiscalAct.SILENT)
    device.finish(sale("p1"))
    assert inbox.wait(FiscalFailed).id == "p1"
    inbox.wait(DeviceDown)
    inbox.wait(DeviceUp)
    device.finish(sale("p1"))
    assert inbox.wait(FiscalDone).receipt.number == "1"
    assert [each.id for each in simulated.kept] == ["p1"]


def test_while_it_is_not_connected_it_says_so_at_once(
    device: FiscalDevice, served: ServedTcp, inbox: Inbox
) -> None:
    served.unplug()
    inbox.wait(DeviceDown)
    assert not device.is_up
    device.begin(sale("p1"))
    device.cancel("p1")
    device.finish(sale("p1"))
    device.close_day()
    device.export()
    gone = "the fiscal device is not connected"
    assert inbox.wait(FiscalFailed) == FiscalFailed("p1", gone)
    assert inbox.wait(FiscalDayEnded) == FiscalDayEnded("", gone)
    assert inbox.wait(FiscalExported) == FiscalExported(b"", gone)
    served.plug()
    inbox.wait(DeviceUp)


def test_one_that_wants_service_is_not_ready(
    simulated: SimulatedFiscal, served: ServedTcp, inbox: Inbox
) -> None:
    simulated.ready = False
    device = FiscalDevice(served.path, inbox.put, patience=1.0, back_off=(0.02,))
    device.start()
    try:
        assert "it wants service" in inbox.wait(DeviceDown).reason
        assert not device.is_up
    finally:
        device.stop()


def test_a_day_is_closed_and_what_it_kept_is_exported(device: FiscalDevice, inbox: Inbox) -> None:
    device.finish(sale("p1"))
    device.finish(sale("p2", -450))
    device.close_day()
    device.export()
    assert inbox.wait(FiscalDayEnded) == FiscalDayEnded("1")
    rows = json.loads(inbox.wait(FiscalExported).data)
    assert [(number, id_, gross) for number, id_, gross, _ in rows] == [(1, "p1", 450), (2, "p2", -450)]


@pytest.mark.parametrize(
    "answer",
    [
        {},
        {"number": ""},
        {"number": 7},
        {"number": "7", "qr": None},
        {"number": "7", "signature": "a\nb"},
        {"number": "7", "qr": "x" * 1001},
    ],
)
def test_an_answer_that_no_receipt_could_carry_is_none(answer: dict[str, object]) -> None:
    assert signed_of(answer) is None


def test_a_number_alone_is_a_receipt() -> None:
    assert signed_of({"number": "7"}) == SignedReceipt("7")


def test_lines_come_in_pieces_and_a_line_has_an_end() -> None:
    lines = FiscalLines()
    assert list(lines.feed(b'{"ok"')) == []
    assert list(lines.feed(b":true}\n[]\n{")) == [{"ok": True}, None]
    with pytest.raises(ValueError, match="without an end"):
        list(lines.feed(b"x" * (1 << 21)))
