"""A printer on a real terminal, a socket and a file: every receipt comes to something, whatever happens."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from hardware.outcomes.devices import DeviceDown, DeviceUp
from hardware.outcomes.printing import NotPrinted, PrintDone, Printed, PrintFault
from hardware.printers.printer import ReceiptPrinter
from hardware.printers.receipt import Qr, Receipt, Text
from hardware.simulator.printer.printer import SimulatedPrinter
from tests.helpers.inbox import Inbox

SLIP = Receipt((Text("Thank you"), Text("Compartment 12"), Qr("CUBBY:7KQ2")))


@pytest.fixture
def inbox() -> Inbox:
    return Inbox()


@pytest.fixture(params=["pty", "tcp"])
def paper(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[SimulatedPrinter]:
    paper = SimulatedPrinter(link=tmp_path / "printer", tcp=0 if request.param == "tcp" else None)
    paper.start()
    yield paper
    paper.stop()


Make = Callable[..., ReceiptPrinter]


@pytest.fixture
def make(inbox: Inbox) -> Iterator[Make]:
    made: list[ReceiptPrinter] = []

    def make(port: str, **settings: Any) -> ReceiptPrinter:
        printer = ReceiptPrinter(port, inbox.put, **{"every": 0.05, "within": 0.5, "patience": 10} | settings)
        made.append(printer)
        printer.start()
        return printer

    yield make
    for printer in made:
        printer.stop()


@pytest.fixture
def port(paper: SimulatedPrinter, tmp_path: Path) -> str:
    path = paper.plug()
    return path if path.startswith("tcp") else str(tmp_path / "printer")


@pytest.fixture
def printer(make: Make, port: str) -> ReceiptPrinter:
    return make(port)


def test_receipts_are_printed_in_their_order(
    paper: SimulatedPrinter, printer: ReceiptPrinter, inbox: Inbox
) -> None:
    for ticket in range(3):
        printer.print(ticket, Receipt((Text(f"receipt {ticket}"),)))
    for ticket in range(3):
        assert inbox.wait(PrintDone) == PrintDone(ticket, Printed())
    assert [slip.lines[0] for slip in paper.slips()] == ["receipt 0", "receipt 1", "receipt 2"]


@pytest.mark.parametrize("paper", ["pty"], indirect=True)
def test_printed_is_said_when_it_is_on_paper(
    paper: SimulatedPrinter, printer: ReceiptPrinter, inbox: Inbox
) -> None:
    paper.slow(0.02)
    printer.print(1, SLIP)
    inbox.wait(PrintDone(1, Printed()))
    (slip,) = paper.slips()
    assert slip.lines[:2] == ["Thank you", "Compartment 12"]
    assert len(slip.pictures) == 1


@pytest.mark.parametrize(
    ("spoil", "mend", "reason"),
    [
        (lambda paper: paper.paper(0), lambda paper: paper.paper(100), PrintFault.NO_PAPER),
        (
            lambda paper: paper.cover(is_open=True),
            lambda paper: paper.cover(is_open=False),
            PrintFault.OFFLINE,
        ),
        (lambda paper: paper.silence(on=True), lambda paper: paper.silence(on=False), PrintFault.OFFLINE),
        (lambda paper: paper.unplug(), lambda paper: paper.plug(), PrintFault.OFFLINE),
    ],
    ids=["paper", "cover", "silent", "unplugged"],
)
def test_trouble_is_a_value_is_told_once_and_goes_away(
    paper: SimulatedPrinter,
    printer: ReceiptPrinter,
    inbox: Inbox,
    caplog: pytest.LogCaptureFixture,
    spoil: Callable[[SimulatedPrinter], object],
    mend: Callable[[SimulatedPrinter], object],
    reason: PrintFault,
) -> None:
    caplog.set_level("INFO", "hardware.printers")
    inbox.wait(DeviceUp("printer"))
    spoil(paper)
    inbox.wait(DeviceDown)
    printer.print(1, SLIP)
    inbox.wait(PrintDone(1, NotPrinted(reason)))
    mend(paper)
    inbox.wait(DeviceUp("printer"))
    printer.print(2, SLIP)
    inbox.wait(PrintDone(2, Printed()))
    assert len(paper.slips()) == 1
    assert [record.getMessage().split(":")[0] for record in caplog.records] == [
        "printer is not connected",
        "printer is connected again",
    ]


def test_paper_that_ends_in_the_middle(
    paper: SimulatedPrinter, printer: ReceiptPrinter, inbox: Inbox
) -> None:
    paper.paper(1.5)
    printer.print(1, SLIP)
    inbox.wait(PrintDone(1, NotPrinted(PrintFault.NO_PAPER, begun=True)))
    assert paper.slips() == []
    assert paper.hangs_out().lines == ["Thank you", "Compartment 12"]


def test_power_that_fails_in_the_middle(paper: SimulatedPrinter, make: Make, port: str, inbox: Inbox) -> None:
    printer = make(port, every=3600.0)
    inbox.wait(DeviceUp)
    paper.break_after(150)
    printer.print(1, SLIP)
    inbox.wait(PrintDone(1, NotPrinted(PrintFault.OFFLINE, begun=True)))
    assert paper.slips() == []
    paper.plug()
    printer.print(2, SLIP)
    inbox.wait(PrintDone(2, Printed()))


@pytest.mark.parametrize("paper", ["tcp"], indirect=True)
def test_one_that_never_heard_of_the_question_counts_as_done(
    paper: SimulatedPrinter, make: Make, port: str, inbox: Inbox
) -> None:
    paper.forget_gs_r()
    printer = make(port, patience=0.2)
    printer.print(1, SLIP)
    inbox.wait(PrintDone(1, Printed()))
    paper.paper(1.5)
    printer.print(2, SLIP)
    inbox.wait(PrintDone(2, NotPrinted(PrintFault.NO_PAPER, begun=True)))


def test_letters_nobody_has_are_no_trouble_of_the_printer(printer: ReceiptPrinter, inbox: Inbox) -> None:
    printer.print(1, Receipt((Text("\U00010600"),)))
    printer.print(2, SLIP)
    inbox.wait(PrintDone(1, NotPrinted(PrintFault.LETTERS)))
    inbox.wait(PrintDone(2, Printed()))
    assert not any(isinstance(report, DeviceDown) for report in inbox.history)


@pytest.mark.parametrize("paper", ["pty"], indirect=True)
@pytest.mark.parametrize(
    ("fault", "value"), [("split", 0.002), ("late", 0.05), ("babble", True), ("echo", True)]
)
def test_every_receipt_comes_to_something_on_a_bad_line(
    paper: SimulatedPrinter, make: Make, port: str, inbox: Inbox, fault: str, value: float | bool
) -> None:
    paper.spoil(fault, value)
    printer = make(port, within=0.2, patience=0.5)
    printer.print(1, Receipt((Text("Thank you"),)))
    assert inbox.wait(PrintDone).ticket == 1


@pytest.mark.parametrize("paper", ["pty"], indirect=True)
def test_stopping_in_the_middle_gives_up_all(
    paper: SimulatedPrinter, printer: ReceiptPrinter, inbox: Inbox
) -> None:
    inbox.wait(DeviceUp)
    paper.slow(3600)
    printer.print(1, SLIP)
    printer.print(2, SLIP)
    inbox.wait_nudging(None, lambda: _stop_when_begun(paper, printer, inbox))
    done = [report for report in inbox.history if isinstance(report, PrintDone)]
    assert done == [
        PrintDone(1, NotPrinted(PrintFault.STOPPED, begun=True)),
        PrintDone(2, NotPrinted(PrintFault.STOPPED)),
    ]


def _stop_when_begun(paper: SimulatedPrinter, printer: ReceiptPrinter, inbox: Inbox) -> None:
    if paper.hangs_out().lines:
        printer.stop()
        inbox.put(None)


def test_a_file_takes_receipts_and_says_nothing(make: Make, inbox: Inbox, tmp_path: Path) -> None:
    device = tmp_path / "lp0"
    printer = make(f"file:{device}")
    inbox.wait(DeviceDown)
    printer.print(1, SLIP)
    inbox.wait(PrintDone(1, NotPrinted(PrintFault.OFFLINE)))
    device.touch()
    inbox.wait(DeviceUp)
    printer.print(2, SLIP)
    inbox.wait(PrintDone(2, Printed()))
    assert b"Thank you\n" in device.read_bytes()


def test_what_waits_has_a_limit(inbox: Inbox, tmp_path: Path) -> None:
    printer = ReceiptPrinter(str(tmp_path / "nothing"), inbox.put, most=2)
    for ticket in range(4):
        printer.print(ticket, SLIP)
    assert inbox.rest() == [PrintDone(ticket, NotPrinted(PrintFault.BUSY)) for ticket in (2, 3)]
    printer.stop()
    printer.print(4, SLIP)
    assert inbox.rest() == [PrintDone(ticket, NotPrinted(PrintFault.STOPPED)) for ticket in (0, 1, 4)]
