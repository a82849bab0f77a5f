"""Every payment is recorded for the tax office once, whatever its device does; a sale stays a sale."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from hardware.outcomes.fiscal import SignedReceipt
from kiosk.cli import main
from kiosk.custody.ids import PaymentId
from kiosk.custody.money.answers import PayDeclined, PayUnknown
from kiosk.custody.money.events import FiscalSigned
from kiosk.journeys.money.screens import FailedChoice, PayNote, PayNoteKind
from kiosk.journeys.screen import OkChoice
from kiosk.orders.money.decisions import RefundCharge
from kiosk.orders.order import PROCEDURES
from kiosk.payments.fiscal.fiscaliser import (
    FiscalChanged,
    FiscalCopy,
    FiscalDayTold,
    Fiscaliser,
    FiscalMessage,
    FiscalOrder,
    FiscalSaid,
)
from kiosk.payments.fiscal.plain import NumberedFiscal
from kiosk.vault.drawing import at_once
from kiosk.visits.receipts.printing import paid_in
from tests.visits.money.test_overtime import late, leaves, takes_it
from tests.visits.money.till import agrees, charges, waits_for, with_terminal
from tests.visits.rig import Kiosk


@dataclass
class ToldFiscal:
    """A device as a test says that it is; everything it was asked."""

    spoken: list[FiscalMessage] = field(default_factory=list)
    name: str = "device"
    ready: bool = True
    fails: int = 0
    begun: list[FiscalOrder] = field(default_factory=list)
    finished: list[FiscalOrder] = field(default_factory=list)
    cancelled: list[PaymentId] = field(default_factory=list)
    numbers: dict[PaymentId, int] = field(default_factory=dict)
    days: int = 0

    def begin(self, order: FiscalOrder) -> None:
        self.begun.append(order)

    def finish(self, order: FiscalOrder) -> None:
        self.finished.append(order)
        if self.fails:
            self.fails -= 1
            self.spoken.append(FiscalSaid(order.payment, None, "no answer"))
            return
        number = self.numbers.setdefault(order.payment, len(self.numbers) + 1)
        receipt = SignedReceipt(str(number), f"signature {number}", f"qr {number}", "SIM")
        self.spoken.append(FiscalSaid(order.payment, receipt))

    def cancel(self, payment: PaymentId) -> None:
        self.cancelled.append(payment)

    def close_day(self) -> None:
        self.days += 1
        self.spoken.append(FiscalDayTold(str(self.days)))

    def export(self) -> None:
        self.spoken.append(FiscalCopy(b"all of it"))

    def close(self) -> None:
        self.ready = False


@pytest.fixture
def device() -> ToldFiscal:
    return ToldFiscal()


@pytest.fixture
def kiosk(tmp_path: Path, device: ToldFiscal) -> Iterator[Kiosk]:
    kiosk = with_terminal(tmp_path)
    recorded_by(kiosk, device)
    yield kiosk
    kiosk.end()


def recorded_by(kiosk: Kiosk, fiscal: Fiscaliser) -> None:
    """It starts anew with this."""
    kiosk.journal.close()
    kiosk.fiscal = fiscal
    kiosk.start()
    kiosk.lines_up()


def says(kiosk: Kiosk, device: ToldFiscal) -> None:
    while device.spoken:
        kiosk.house.handle(device.spoken.pop(0))


def pays(kiosk: Kiosk) -> None:
    agrees(kiosk)
    kiosk.terminal_says()
    takes_it(kiosk)


def signed(kiosk: Kiosk) -> list[FiscalSigned]:
    return [event for event in kiosk.events() if isinstance(event, FiscalSigned)]


def test_a_payment_is_announced_and_recorded_and_its_receipt_carries_it(
    kiosk: Kiosk, device: ToldFiscal
) -> None:
    late(kiosk)
    pays(kiosk)
    says(kiosk, device)
    (begun,), (finished,) = device.begun, device.finished
    assert begun.payment == finished.payment == kiosk.terminal.begun[0].payment
    assert (finished.amount.minor, finished.name, finished.way) == (300, "late late", "card")
    (event,) = signed(kiosk)
    assert (event.number, event.signature, event.qr) == ("1", "signature 1", "qr 1")
    (visit,) = kiosk.ledger.visits.values()
    (line,) = paid_in(kiosk.ledger, visit)
    assert (line.amount, line.number, line.signature, line.qr) == ("3.00 EUR", "1", "signature 1", "qr 1")
    assert not line.unsigned


def test_what_is_declined_is_called_off(kiosk: Kiosk, device: ToldFiscal) -> None:
    late(kiosk)
    kiosk.terminal.will([PayDeclined()])
    agrees(kiosk)
    kiosk.terminal_says()
    assert device.cancelled == [device.begun[0].payment]
    kiosk.presses(FailedChoice.STOP)
    assert device.finished == []


def test_what_is_unknown_is_neither_until_it_is_known(kiosk: Kiosk, device: ToldFiscal) -> None:
    late(kiosk)
    kiosk.terminal.will([PayUnknown(), PayUnknown()])
    agrees(kiosk)
    kiosk.terminal_says()
    assert (device.cancelled, device.finished) == ([], [])
    kiosk.terminal.took(device.begun[0].payment)
    kiosk.presses(OkChoice.OK)
    kiosk.waits(400)
    kiosk.terminal_says()
    # It was paid after all, for a door that stayed shut: both ways are recorded.
    assert [order.amount.minor for order in device.finished] == [300, -300]


def test_a_refund_is_a_receipt_of_its_own(kiosk: Kiosk, device: ToldFiscal) -> None:
    late(kiosk)
    pays(kiosk)
    leaves(kiosk)
    says(kiosk, device)
    order = RefundCharge(str(charges(kiosk)[0].number), "Kim", "1.00")
    at_once(PROCEDURES[RefundCharge].work(kiosk.means, order), kiosk.vault.tag_pin)
    kiosk.house.changed()
    kiosk.terminal_says()
    says(kiosk, device)
    assert [each.amount.minor for each in device.finished] == [300, -100]
    assert [each.number for each in signed(kiosk)] == ["1", "2"]


def test_a_receipt_that_fails_undoes_no_sale_and_is_asked_for_again(kiosk: Kiosk, device: ToldFiscal) -> None:
    late(kiosk)
    device.fails = 2
    pays(kiosk)
    says(kiosk, device)
    (visit,) = kiosk.ledger.visits.values()
    assert [line.unsigned for line in paid_in(kiosk.ledger, visit)] == [True]
    leaves(kiosk)
    assert (signed(kiosk), kiosk.terminal.total()) == ([], 300)
    for _ in range(2):
        kiosk.waits(61)
        says(kiosk, device)
    assert [event.number for event in signed(kiosk)] == ["1"]
    assert {order.payment for order in device.finished} == {kiosk.terminal.begun[0].payment}


def test_what_was_not_signed_when_the_power_went_is_signed_afterwards_once(
    kiosk: Kiosk, device: ToldFiscal
) -> None:
    late(kiosk)
    pays(kiosk)
    leaves(kiosk)
    device.spoken.clear()
    kiosk.die()
    kiosk.start()
    says(kiosk, device)
    assert [event.number for event in signed(kiosk)] == ["1"]
    assert len(device.numbers) == 1
    kiosk.waits(200)
    assert len(device.finished) == 2


def test_nobody_pays_while_it_is_not_ready(kiosk: Kiosk, device: ToldFiscal) -> None:
    device.ready = False
    placed = waits_for(kiosk, 3.5)
    kiosk.scans(placed.token)
    assert kiosk.sees(PayNote).kind is PayNoteKind.NO_WAY
    assert kiosk.terminal.begun == []
    device.ready = True
    kiosk.house.handle(FiscalChanged())
    assert kiosk.house.till.ways() != ()


def test_its_day_is_closed_and_what_it_kept_is_copied(kiosk: Kiosk, device: ToldFiscal) -> None:
    kiosk.house.till.fiscal.close_day()
    says(kiosk, device)
    assert device.days == 1
    assert kiosk.copies == [b"all of it"]
    device.ready = False
    kiosk.house.till.fiscal.close_day()
    assert device.days == 1


def test_without_a_device_receipts_are_numbered_in_a_row(kiosk: Kiosk) -> None:
    spoken: list[FiscalMessage] = []
    recorded_by(kiosk, NumberedFiscal("DEMO-1", lambda: kiosk.ledger.fiscal_receipts, spoken.append))
    late(kiosk)
    pays(kiosk)
    leaves(kiosk)
    assert spoken
    kiosk.house.handle(spoken.pop())
    (event,) = signed(kiosk)
    assert (event.number, event.signature) == ("DEMO-1-000001", "")


def test_what_is_not_recorded_yet_is_in_the_report(
    kiosk: Kiosk, device: ToldFiscal, capsys: pytest.CaptureFixture[str]
) -> None:
    late(kiosk)
    pays(kiosk)
    leaves(kiosk)
    day = kiosk.clock.now().date().isoformat()
    report = ["money", "report", "--json", "--data", str(kiosk.folder), "--day", day]
    for count in (1, 0):
        assert main(report) == 0
        assert len(json.loads(capsys.readouterr().out)["unsigned"]) == count
        says(kiosk, device)
