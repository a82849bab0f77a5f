"""Terminals on real sockets and pseudo-terminals, in threads and in a process of their own."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from hardware.outcomes.devices import DeviceDown, DeviceUp
from hardware.outcomes.terminals import CardDeclined, CardDone, CardHolding, CardUnknown, TerminalNews
from hardware.simulator.terminals.served import ServedTerminal
from hardware.terminals.mdb.driver import MdbReader
from hardware.terminals.registry import TerminalKind
from hardware.terminals.script import SaleAct, SaleTurn, VanishAt, turn_of, turns_of
from hardware.terminals.terminal import CardTerminal
from hardware.terminals.zvt.driver import ZvtTerminal
from tests.helpers.inbox import Inbox

ROOT = Path(__file__).parents[3]
BACK = (0.02,)


@pytest.fixture
def inbox() -> Inbox:
    return Inbox()


@pytest.fixture(params=["zvt tcp", "zvt serial", "mdb serial"])
def served(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[ServedTerminal]:
    kind, line = request.param.split()
    served = ServedTerminal(
        TerminalKind(kind), tcp=0 if line == "tcp" else None, link=tmp_path / "terminal", think=0.01
    )
    served.start()
    yield served
    served.stop()


@pytest.fixture
def terminal(
    served: ServedTerminal, request: pytest.FixtureRequest, tmp_path: Path, inbox: Inbox
) -> Iterator[CardTerminal]:
    port = served.plug() if "tcp" in request.node.callspec.id else str(tmp_path / "terminal")
    made: CardTerminal = (
        MdbReader(port, 2, inbox.put, back_off=BACK)
        if "mdb" in request.node.callspec.id
        else ZvtTerminal(port, "000000", 978, inbox.put, back_off=BACK)
    )
    made.start()
    yield made
    made.stop()


def ready(report: object) -> bool:
    return isinstance(report, TerminalNews) and report.state == "ready"


def of(id_: str, kind: type) -> Callable[[object], bool]:
    return lambda report: isinstance(report, kind) and getattr(report, "id", "") == id_


def test_sales_one_after_the_other(served: ServedTerminal, terminal: CardTerminal, inbox: Inbox) -> None:
    inbox.wait(ready)
    for id_ in ("a", "b"):
        inbox.wait_nudging(of(id_, CardHolding), lambda id_=id_: terminal.begin(id_, 450))  # type: ignore[misc]  # its default
        terminal.commit(id_)
        inbox.wait(of(id_, CardDone))
    inbox.wait_nudging(of("c", CardHolding), lambda: terminal.begin("c", 450))
    terminal.refuse("c")
    inbox.wait(of("c", CardDeclined))
    assert served.charged == 900


def test_its_plug_is_pulled_in_the_middle(
    served: ServedTerminal, terminal: CardTerminal, inbox: Inbox
) -> None:
    inbox.wait(ready)
    served.next(SaleTurn(SaleAct.APPROVE, vanish=VanishAt.WORKING))
    terminal.begin("a", 450)
    inbox.wait(of("a", CardUnknown))
    inbox.wait(DeviceDown)
    inbox.wait(DeviceUp)
    assert served.charged == 0


@pytest.mark.parametrize("served", ["zvt tcp"], indirect=True)
def test_pieces_and_lumps_over_a_socket(served: ServedTerminal, terminal: CardTerminal, inbox: Inbox) -> None:
    inbox.wait(ready)
    for id_, way in (("a", "approve pieces"), ("b", "approve lump"), ("c", "twice")):
        served.obey(way)
        inbox.wait_nudging(of(id_, CardHolding), lambda id_=id_: terminal.begin(id_, 450))  # type: ignore[misc]  # its default
        terminal.commit(id_)
        inbox.wait(of(id_, CardDone))
    assert served.charged == 3 * 450


# --- scripts and the command ------------------------------------------------------------------------


def test_a_line_of_a_script() -> None:
    assert turn_of("decline 6C pieces") == SaleTurn(SaleAct.DECLINE, "6C", pieces=True)
    assert turn_of("approve vanish approved keep") == SaleTurn(vanish=VanishAt.APPROVED, keep=True)
    lines = ["# two sales", "", "busy", "amount 900 lump"]
    assert list(turns_of(lines)) == [SaleTurn(SaleAct.BUSY), SaleTurn(SaleAct.AMOUNT, "900", lump=True)]


@pytest.mark.parametrize("line", ["pay", "approve vanish", "approve vanish never", "decline 1 2"])
def test_a_line_that_makes_no_sense_names_its_number(line: str) -> None:
    with pytest.raises(ValueError, match="line 2: "):
        list(turns_of(["approve", line]))


def test_a_hand_that_is_not_understood_hears_what_is_known(tmp_path: Path) -> None:
    served = ServedTerminal(TerminalKind.ZVT, link=tmp_path / "t")
    assert "approve|decline" in served.obey("?")
    assert [served.obey(line) for line in ("", "unplug", "plug", "state C2", "busy")] == [""] * 5
    served.stop()


@pytest.mark.parametrize("kind", ["zvt", "mdb"])
def test_the_command_prints_its_port_first_and_logs_bytes_and_money(
    kind: str, tmp_path: Path, inbox: Inbox
) -> None:
    script, log = tmp_path / "script", tmp_path / "log"
    script.write_text("approve\n")
    command = "import sys; from kiosk.cli import start; sys.exit(start(sys.argv[1:]))"
    asked = ["simulate", "terminal", kind, "--tcp", "0", "--script", str(script), "--log", str(log)]
    with subprocess.Popen(
        [sys.executable, "-c", command, *asked, "--think", "0.01"],
        cwd=ROOT, text=True, stdin=subprocess.PIPE, stdout=subprocess.PIPE,
    ) as process:  # fmt: skip
        assert process.stdout is not None
        port = f"tcp://127.0.0.1:{int(process.stdout.readline())}"
        terminal: CardTerminal = (
            ZvtTerminal(port, "000000", 978, inbox.put) if kind == "zvt" else MdbReader(port, 2, inbox.put)
        )
        terminal.start()
        inbox.wait(ready)
        inbox.wait_nudging(of("a", CardHolding), lambda: terminal.begin("a", 450))
        terminal.commit("a")
        inbox.wait(of("a", CardDone))
        terminal.stop()
        assert process.stdout.readline().startswith("taken 450 ")
        process.terminate()
        assert process.wait() == 0
    told = [json.loads(line) for line in log.read_text("utf-8").splitlines()]
    assert [each["amount"] for each in told if each.get("money") == "taken"] == [450]
    assert {each["from"] for each in told if "hex" in each} == {"kiosk", "terminal"}


def test_a_script_that_makes_no_sense_is_wrong_usage(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    from hardware.simulator.terminals.command import main  # noqa: PLC0415  one test of many needs it

    script = tmp_path / "script"
    script.write_text("approve\nsteal\n")
    assert main(["zvt", "--script", str(script)]) == 2
    assert main(["zvt", "--script", str(tmp_path / "none")]) == 2
    assert main(["nexo"]) == 2
    assert "line 2: 'steal'" in capsys.readouterr().err
