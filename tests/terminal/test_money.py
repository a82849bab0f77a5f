"""`cubby money`: what was taken on a day, told beside the kiosk."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from kiosk.cli import main
from kiosk.custody.money.answers import PayUnknown
from kiosk.custody.services.rules import Money
from kiosk.custody.words import TaskKind
from kiosk.orders.money.decisions import MoneyOrder
from kiosk.orders.order import PROCEDURES
from kiosk.orders.refusal import OrderRefused
from kiosk.orders.things.tasks import FinishTask
from kiosk.payments.provider import ProviderSettled
from kiosk.terminal.money import deciding
from kiosk.vault.drawing import at_once
from tests.visits.money.test_overtime import late, leaves, takes_it
from tests.visits.money.till import agrees, charges, with_terminal
from tests.visits.rig import Kiosk

Said = pytest.CaptureFixture[str]


@pytest.fixture
def kiosk(tmp_path: Path) -> Iterator[Kiosk]:
    kiosk = with_terminal(tmp_path)
    yield kiosk
    kiosk.end()


def report(kiosk: Kiosk, *more: str) -> int:
    return run(kiosk, "report", *more)


def run(kiosk: Kiosk, command: str, *more: str) -> int:
    day = kiosk.clock.now().date().isoformat()
    return main(["money", command, "--data", str(kiosk.folder), "--day", day, *more])


def pays(kiosk: Kiosk) -> None:
    late(kiosk)
    agrees(kiosk)
    kiosk.terminal_says()
    takes_it(kiosk)
    leaves(kiosk)


def test_a_day_in_words(kiosk: Kiosk, capsys: Said) -> None:
    pays(kiosk)
    assert report(kiosk) == 0
    told = capsys.readouterr().out
    assert "late     late  1         3.00 EUR  0.00 EUR    3.00 EUR" in told
    assert "terminal  1         3.00 EUR" in told
    assert "given back:" not in told


def test_a_day_for_programs(kiosk: Kiosk, capsys: Said) -> None:
    pays(kiosk)
    assert report(kiosk, "--json") == 0
    told = json.loads(capsys.readouterr().out)
    assert [(each["service"], each["taken"], each["net"]) for each in told["services"]] == [
        ("late", 300, 300)
    ]
    assert told["vat"] == [{"rate": 0, "currency": "EUR", "gross": 300, "net": 300, "tax": 0}]
    assert [told[key] for key in ("refunds_due", "unknown", "holds", "debts")] == [[], [], [], []]


def test_what_nobody_knows_is_told_with_the_visit(kiosk: Kiosk, capsys: Said) -> None:
    late(kiosk)
    kiosk.terminal.will([PayUnknown(), PayUnknown()])
    agrees(kiosk)
    kiosk.terminal_says()
    number = next(iter(kiosk.ledger.visits.values())).number
    assert report(kiosk) == 0
    told = capsys.readouterr().out
    assert "Unknown whether money has moved:" in told
    assert f"3.00 EUR: late (late), visit {number:04d} of " in told
    assert "a person decides" in told


def test_another_day_has_nothing_of_it(kiosk: Kiosk, capsys: Said) -> None:
    pays(kiosk)
    assert main(["money", "report", "--data", str(kiosk.folder), "--day", "2020-02-29"]) == 0
    assert capsys.readouterr().out == "Saturday, 2020-02-29\nNo money moved.\n"


def settles(kiosk: Kiosk, total: int, last: int) -> None:
    """The terminal closes its day; its receipts begin with 1."""
    kiosk.house.handle(ProviderSettled("terminal", Money(total, "EUR"), 1, last))


def test_a_day_that_agrees(kiosk: Kiosk, capsys: Said) -> None:
    pays(kiosk)
    settles(kiosk, 300, kiosk.terminal.receipts)
    assert run(kiosk, "reconcile") == 0
    assert "settled 3.00 EUR, receipts 1 to " in (told := capsys.readouterr().out)
    assert "The journal agrees." in told
    assert not [task for task in kiosk.ledger.tasks.values() if task.kind is TaskKind.RECEIPT]


def test_20_a_receipt_too_many_is_a_task_that_names_it(kiosk: Kiosk, capsys: Said) -> None:
    pays(kiosk)
    odd = kiosk.terminal.receipts + 1
    settles(kiosk, 600, odd)
    (task,) = (task for task in kiosk.ledger.tasks.values() if task.kind is TaskKind.RECEIPT)
    assert (task.note, task.role) == (f"terminal {odd}", "operator")
    assert run(kiosk, "reconcile") == 1
    told = capsys.readouterr().out
    assert "  The journal has 3.00 EUR.\n" in told
    assert f"  Receipt {odd} is not in the journal.\n" in told
    assert run(kiosk, "reconcile", "--json") == 1
    plain = json.loads(capsys.readouterr().out)
    assert plain["ok"] is False
    assert [(each["total"], each["journal"], each["not_in_the_journal"]) for each in plain["settled"]] == [
        (600, 300, [odd])
    ]


def test_20_the_task_is_over_once_somebody_has_looked_at_the_receipt(kiosk: Kiosk) -> None:
    pays(kiosk)
    settles(kiosk, 600, kiosk.terminal.receipts + 1)
    (task,) = (task for task in kiosk.ledger.tasks.values() if task.kind is TaskKind.RECEIPT)
    at_once(PROCEDURES[FinishTask].work(kiosk.means, FinishTask(task.id)), kiosk.vault.tag_pin)
    assert task.id not in kiosk.ledger.tasks


def test_a_day_on_which_no_terminal_settled(kiosk: Kiosk, capsys: Said) -> None:
    assert run(kiosk, "reconcile") == 0
    assert capsys.readouterr().out.startswith("No terminal settled a day on ")


@pytest.fixture
def obeyed(kiosk: Kiosk, monkeypatch: pytest.MonkeyPatch) -> Kiosk:
    """What the commands order is carried out by this kiosk."""

    def give(_given: object, order: MoneyOrder) -> dict[str, Any]:
        try:
            return at_once(PROCEDURES[type(order)].work(kiosk.means, order), kiosk.vault.tag_pin)
        except OrderRefused as refusal:
            return {"ok": False, "why": str(refusal)}

    monkeypatch.setattr(deciding, "give", give)
    return kiosk


def decide(kiosk: Kiosk, *words: str) -> int:
    return main(["money", *words, "--by", "Kim", "--data", str(kiosk.folder)])


def test_a_refund_says_what_goes_back_and_the_report_who_decided(obeyed: Kiosk, capsys: Said) -> None:
    pays(obeyed)
    visit = f"{charges(obeyed)[0].number:04d}"
    assert decide(obeyed, "refund", visit, "--amount", "1.00") == 0
    assert capsys.readouterr().out.startswith("1.00 EUR goes back the way it came")
    assert report(obeyed) == 0
    told = capsys.readouterr().out
    assert f"  1.00 EUR of visit {visit} goes back (person " in told
    assert "To be given back:\n  1.00 EUR: late (late), " in told
    assert decide(obeyed, "refund", visit, "--amount", "1.00", "--by-hand", "--json") == 0
    assert json.loads(capsys.readouterr().out)["decided"] == "given_back"


def test_a_refund_that_can_not_be_says_why(obeyed: Kiosk, capsys: Said) -> None:
    assert decide(obeyed, "refund", "4711") == 1
    assert capsys.readouterr().err.startswith("cubby money refund: No charge or visit 4711 is known here")
    assert decide(obeyed, "clear", "4711", "--paid") == 1
    with pytest.raises(SystemExit):
        decide(obeyed, "clear", "4711", "--paid", "--not-paid")
    with pytest.raises(SystemExit):
        decide(obeyed, "clear", "4711")


@pytest.mark.parametrize("day", ["yesterday", "2026-02-30", ""])
def test_what_is_no_day_is_wrong_usage(tmp_path: Path, day: str, capsys: Said) -> None:
    with pytest.raises(SystemExit) as left:
        main(["money", "report", "--data", str(tmp_path), "--day", day])
    assert left.value.code == 2
    assert "is no day; one is 2027-07-31" in capsys.readouterr().err


def test_where_there_is_no_journal_it_says_so(tmp_path: Path, capsys: Said) -> None:
    assert main(["money", "report", "--data", str(tmp_path / "none")]) == 1
    assert capsys.readouterr().err.startswith("cubby money report: ")
