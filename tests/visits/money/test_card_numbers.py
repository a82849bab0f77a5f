"""Case 18: a whole card number is in no journal, vault, log, export, receipt or answer afterwards."""

from __future__ import annotations

import io
import logging
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Final

import pytest

from hardware.simulator.terminals.served import ServedTerminal
from hardware.terminals.registry import TerminalKind
from hardware.terminals.script import SaleAct, SaleTurn
from kiosk.cli import main
from kiosk.journal.copies import backup, export
from kiosk.journeys.handover.receipts import SpaceSlip
from kiosk.visits.receipts.printing import paid_in
from kiosk.visits.receipts.slips import Printing, receipt
from tests.journal.kit import KEYS
from tests.visits.money.machine import Machine
from tests.visits.money.test_overtime import late, leaves, takes_it
from tests.visits.money.till import agrees, charges, with_terminal

PACKED: Final = (bytes.fromhex("41111111"), bytes.fromhex("4111111111111111"), b"D2512201")
"""The same as the terminal's bytes have it, and its track."""


@pytest.fixture
def machine(tmp_path: Path) -> Iterator[Machine]:
    served = ServedTerminal(TerminalKind.ZVT, tcp=0, think=0.02)
    served.start()
    made = Machine(served, io.StringIO())
    made.kiosk = with_terminal(tmp_path, made.made)
    made.until(lambda: made.provider.mark == "42")
    yield made
    made.provider.stop()
    served.stop()
    made.kiosk.end()


def told_in(data: bytes) -> list[bytes]:
    plain = data.replace(b" ", b"").replace(b"-", b"")
    found = [one.group() for one in re.finditer(rb"41{8,}", plain)]
    return [*found, *(one for one in PACKED if one in data)]


def test_the_search_finds_what_it_is_for() -> None:
    for data in (b"x4111111111111111y", b"4111 1111 1111 1111", b"4111-1111-11", PACKED[1], b"..D25122010"):
        assert told_in(data), data
    assert told_in(b"411111******1111") == []


def test_18_no_whole_number_and_no_track_is_anywhere(
    machine: Machine, tmp_path: Path, caplog: pytest.LogCaptureFixture, capsys: pytest.CaptureFixture[str]
) -> None:
    caplog.set_level(logging.DEBUG)
    kiosk = machine.kiosk
    machine.served.next(SaleTurn(SaleAct.CLEAR_NUMBER))
    late(kiosk)
    agrees(kiosk)
    machine.until(lambda: kiosk.told != [])
    takes_it(kiosk)
    machine.until(lambda: charges(kiosk)[0].net == 300)
    (visit,) = kiosk.ledger.visits.values()
    paid = tuple(paid_in(kiosk.ledger, visit))
    slip = receipt(SpaceSlip("12", "1", "x"), kiosk.site, Printing(1, "", kiosk.clock.now(), "x", paid), str)
    assert "3.00 EUR" in repr(slip)
    leaves(kiosk)
    day = kiosk.clock.now().date().isoformat()
    assert main(["money", "report", "--json", "--data", str(kiosk.folder), "--day", day]) == 0
    assert main(["journal", "tail", "--data", str(kiosk.folder), "--rows", "500"]) == 0
    told = capsys.readouterr()
    export.export(
        kiosk.journal.writing.db,
        kiosk.folder / "carried-out",
        clock=kiosk.clock,
        sign=KEYS.sign,
        public_key=KEYS.public,
    )
    backup.copy(kiosk.folder, kiosk.clock.now())
    files = {file: file.read_bytes() for file in kiosk.folder.rglob("*") if file.is_file()}
    # All of it is there: the journal with its log, a backup, the export.
    names = {file.name for file in files}
    assert {"journal.db", "journal.jsonl"} <= names
    assert any(b"PaymentEnded" in data for data in files.values())
    for where, data in (
        *files.items(),
        ("log", caplog.text.encode()),
        ("said", (told.out + told.err).encode()),
        ("receipt", repr(slip).encode()),
        ("ledger", repr(kiosk.ledger).encode()),
    ):
        assert told_in(data) == [], where
