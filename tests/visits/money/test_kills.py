"""Case 9: the machine dies in each state of a payment, and the terminal's own record judges it."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from hardware.simulator.terminals.served import ServedTerminal, TerminalLog
from hardware.terminals.registry import TerminalKind
from hardware.terminals.script import SaleTurn, Takings
from hardware.terminals.zvt import driver
from kiosk.payments.provider import PayMessage
from tests.visits.money.machine import Machine
from tests.visits.money.test_overtime import late
from tests.visits.money.till import agrees, charges, money_tasks, with_terminal

OWED = 300


class KilledError(BaseException):
    """The process is no more: nothing after this is carried out."""


@pytest.fixture
def machine(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Machine]:
    monkeypatch.setattr(driver, "ASK_AGAIN", 0.1)
    monkeypatch.setattr("kiosk.visits.money.till.ASK_AGAIN", 60.0)
    log = io.StringIO()
    moved: list[Takings] = []
    served = ServedTerminal(TerminalKind.ZVT, tcp=0, think=0.02, log=TerminalLog(log), tell=moved.append)
    served.start()
    made = Machine(served, log, moved=moved)
    made.kiosk = with_terminal(tmp_path, made.made)
    made.until(lambda: made.provider.mark == "42")
    yield made
    made.provider.stop()
    served.stop()
    made.kiosk.end()


def reaches(machine: Machine, state: str) -> None:
    """Up to the state in which it dies."""
    kiosk = machine.kiosk
    late(kiosk)
    if state == "intent":
        _dies_in(machine, "begin", lambda: agrees(kiosk))
        return
    agrees(kiosk)
    match state:
        case "asked":
            return
        case "working":
            machine.waits(lambda: machine.sales() == 1)
            return
        case "approved":
            # The terminal has said yes; the machine has not read it.
            machine.waits(lambda: any(_is_approval(said) for said in machine.spoken))
            return
    machine.until(lambda: kiosk.told != [])
    if state == "opening":
        return
    if state == "released":
        _dies_in(machine, "commit", kiosk.lock_says)
        return
    kiosk.lock_says()
    machine.waits(lambda: any(each.what == "taken" for each in machine.moved))
    if state == "paid":
        machine.until(lambda: charges(kiosk)[0].net == OWED)


def _is_approval(said: PayMessage) -> bool:
    return type(getattr(said, "answer", None)).__name__ == "PayApproved"


def _dies_in(machine: Machine, name: str, act: Callable[[], object]) -> None:
    """The row is on the disk, and the terminal was never told."""

    def killed(*_: object) -> None:
        raise KilledError

    setattr(machine.provider, name, killed)
    with pytest.raises(KilledError):
        act()


OPENED = ("released", "taken", "paid")
STATES = ("intent", "asked", "working", "approved", "opening", "released", "taken", "paid")


@pytest.mark.parametrize("keep", [False, True], ids=["takes back", "keeps"])
@pytest.mark.parametrize("state", STATES)
def test_9_whatever_dies_when_nobody_pays_for_a_door_that_stayed_shut(
    machine: Machine, state: str, *, keep: bool
) -> None:
    machine.served.next(SaleTurn(keep=keep))
    reaches(machine, state)
    machine.dies()
    machine.lives_on(taken=state in OPENED)
    owed = OWED if state in OPENED else 0
    assert machine.served.charged <= owed
    assert machine.sales() in {"intent": (0,), "asked": (0, 1)}.get(state, (1,))
    (charge,) = charges(machine.kiosk)
    assert charge.net == machine.served.charged
    if machine.served.charged < owed:
        # The one crash that costs the operator: a person is told.
        assert state == "released"
        assert money_tasks(machine.kiosk) == [charge.id]
    else:
        assert money_tasks(machine.kiosk) == []


def test_9_a_door_that_opened_although_nobody_heard_it_is_paid_or_reported(machine: Machine) -> None:
    machine.served.next(SaleTurn(keep=False))
    reaches(machine, "opening")
    machine.dies()
    machine.lives_on(taken=True)
    (charge,) = charges(machine.kiosk)
    assert machine.served.charged == charge.net == 0
    assert money_tasks(machine.kiosk) == [charge.id]


def test_9_it_dies_again_and_again_while_it_asks(machine: Machine) -> None:
    machine.served.next(SaleTurn(keep=True))
    reaches(machine, "asked")
    machine.waits(lambda: machine.sales() == 1)
    for _ in range(3):
        machine.dies()
        machine.served.plug()
        machine.kiosk.start()
        machine.kiosk.lines_up()
    machine.dies()
    machine.lives_on(taken=False)
    assert machine.served.charged == 0
    assert machine.sales() == 1
