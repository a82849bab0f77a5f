"""`cubby status`, `list` and `withdraw`, beside a kiosk that runs and at its data at rest."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from kiosk.cli import main
from kiosk.custody.doors.events import DoorFoundOpen, DoorsDown
from kiosk.custody.things.events import MarkedUnknown
from kiosk.custody.words import Why
from kiosk.orders.looks import Listed
from kiosk.usage.lists import WHAT
from tests.helpers.program import ROOT
from tests.program.rig import Running, book_of, events_of

Said = pytest.CaptureFixture[str]
ANNA, BEN = "+49 30 1234567", "+49 30 7654321"


class Shell:
    def __init__(self, kiosk: Running, capsys: Said) -> None:
        self.kiosk = kiosk
        self._capsys = capsys

    def run(self, *words: str) -> tuple[int, str, str]:
        status = main([*words, "--data", str(self.kiosk.data)])
        out, said = self._capsys.readouterr()
        return status, out, said

    def told(self, *words: str) -> str:
        status, out, said = self.run(*words)
        assert (status, said) == (0, "")
        return out


def _fill(shell: Shell) -> None:
    for words in (
        ("place", "--compartment", "12", "--tracking", "JJD0001234567", "--phone", ANNA),
        ("announce", "--tracking", "JJD0007654321", "--phone", BEN, "--size", "M"),
        ("staff", "add", "--name", "Bo", "--role", "courier", "--route", "north"),
        ("badge", "give", "--phone", ANNA, "--number", "04A1B2C3D4"),
        ("delegate", "make", "--phone", ANNA),
    ):
        shell.told(*words)


@pytest.fixture(params=["running", "at rest"])
def shell(request: pytest.FixtureRequest, tmp_path: Path, capsys: Said) -> Iterator[Shell]:
    with Running(tmp_path) as kiosk:
        kiosk.home()
        made = Shell(kiosk, capsys)
        _fill(made)
        if request.param == "running":
            yield made
    if request.param == "at rest":
        yield made


# --- list -----------------------------------------------------------------------------------------


def test_everything_that_a_kiosk_has_is_listed_in_columns(shell: Shell) -> None:
    parcels = shell.told("list", "parcels").splitlines()
    assert parcels[0].split() == ["PARCEL", "DOOR", "STATE", "SINCE", "PHONE", "SERVICE", "SIZE"]
    assert parcels[1].split()[:6] == ["JJD0001234567", "12", "waits", "for", "its", "recipient"]
    assert parcels[2].split()[:2] == ["JJD0007654321", "announced"]
    assert "1234567" not in "".join(parcels).replace("JJD0001234567", "")  # of phones only the end
    doors = shell.told("list", "doors").splitlines()
    assert [line.split()[0] for line in doors[1:]] == [str(number) for number in range(1, 25)]
    assert doors[12].split() == ["12", "M", "taken", "JJD0001234567"]
    assert doors[1].split() == ["1", "S", "free"]
    assert shell.told("list", "staff").splitlines()[1].split()[:3] == ["Bo", "courier", "north"]
    assert shell.told("list", "badges").splitlines()[1].split()[:2] == ["…4567", "recipient"]
    assert shell.told("list", "delegations").splitlines()[1].split()[:2] == ["…4567", "JJD0001234567"]
    assert shell.told("list", "tasks") == "There is nothing to do.\n"


@pytest.mark.parametrize("what", WHAT)
def test_programs_get_objects(shell: Shell, what: str) -> None:
    items = json.loads(shell.told("list", what, "--json"))
    assert all(isinstance(item["id"], str) for item in items)
    assert bool(items) is (what != "tasks")


def test_what_can_be_listed_is_what_the_kiosk_lists() -> None:
    assert tuple(Listed) == WHAT


def test_lists_longer_than_a_page_are_whole(shell: Shell, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("kiosk.terminal.lists._PAGE", 5)
    assert len(json.loads(shell.told("list", "doors", "--json"))) == 24


# --- withdraw -------------------------------------------------------------------------------------


def test_a_parcel_is_withdrawn(shell: Shell) -> None:
    assert shell.told("withdraw", "--tracking", "JJD0007654321") == (
        "JJD0007654321 is withdrawn: it is not expected any more.\n"
    )
    assert shell.told("withdraw", "--tracking", "JJD0001234567", "--role", "technician") == (
        "JJD0001234567 is withdrawn: a technician takes it out of door 12.\n"
    )
    assert shell.told("list", "tasks").splitlines()[1].split() == [
        "take", "out", "what", "is", "in", "12", "technician", "withdrawn",
    ]  # fmt: skip
    assert "not handed out" in shell.told("list", "parcels")
    status, out, said = shell.run("withdraw", "--tracking", "JJD0009999999", "--json")
    assert (status, json.loads(out)["ok"]) == (1, False)
    assert said == "cubby withdraw: No parcel JJD0009999999 is announced here or in a compartment.\n"


# --- status ---------------------------------------------------------------------------------------


def test_a_kiosk_that_serves_is_told_in_a_screenful(shell: Shell) -> None:
    status, out, said = shell.run("status")
    lines = out.splitlines()
    assert said == ""
    assert len(lines) <= 24
    if lines[0].startswith("DEMO-1  serving, since "):
        assert status == 0
        assert "Lines    locks up; boards: 2 good" in lines
    else:
        assert status == 1
        assert lines[0].startswith("not serving: it is not running, since ")
    assert "Doors    24: 23 free, 1 with parcels" in lines
    assert any(line.startswith("Inside   1 parcel, the oldest in door 12 since ") for line in lines)
    assert out.splitlines()[-6:] == lines[-6:]
    assert any(
        "A delivery is announced: parcel " in line or "The kiosk stopped" in line for line in lines[-6:]
    )


def test_why_nobody_is_served_is_said(tmp_path: Path, capsys: Said) -> None:
    with Running(tmp_path) as kiosk:
        kiosk.home()
        shell = Shell(kiosk, capsys)
        shell.told("staff", "add", "--name", "Bo", "--role", "technician")
        assert json.loads(shell.told("status", "--json"))["serving"] is True
        kiosk.boards.unplug()
        told = json.loads(shell.run("status", "--json")[1])
        while told["lines"] != {"locks": "down"} or not told["findings"]:
            told = json.loads(shell.run("status", "--json")[1])
        assert told["findings"][0].startswith("24 doors unreachable: ")
    status, out, _ = shell.run("status", "--json")
    assert (status, json.loads(out)["why"]) == (1, "it is not running")


def test_doors_that_are_out_of_use_are_named(tmp_path: Path, capsys: Said) -> None:
    with Running(tmp_path) as kiosk:
        kiosk.home()
    with book_of(kiosk.data, kiosk.site) as book:
        book.record(MarkedUnknown("3", Why.FORCED), DoorFoundOpen("7"), DoorsDown(("8",), "gone"))
    before = len(events_of(kiosk.data))
    _, out, _ = Shell(kiosk, capsys).run("status")
    assert "Doors    24: 21 free, 0 with parcels, 1 open (7), 1 unreachable (8), 1 out of use (3)" in out
    assert "Inside   nothing" in out
    assert len(events_of(kiosk.data)) == before  # looking changes nothing


def test_a_folder_without_a_kiosk_is_a_sentence(tmp_path: Path, capsys: Said) -> None:
    assert main(["status", "--data", str(tmp_path)]) == 1
    assert capsys.readouterr().err == f"cubby status: {tmp_path} holds no kiosk's data.\n"
    assert list(tmp_path.iterdir()) == []


def test_it_is_kept_current_until_somebody_ends_it(shell: Shell) -> None:
    process = subprocess.Popen(
        (sys.executable, "-m", "kiosk.cli", "status", "--watch", "--json", "--data", str(shell.kiosk.data)),
        cwd=ROOT, env={**os.environ}, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
    )  # fmt: skip
    assert process.stdout is not None
    try:
        first, second = (json.loads(process.stdout.readline()) for _ in range(2))
        assert first["parcels"] == second["parcels"]
        process.send_signal(signal.SIGINT)
        assert process.wait(60) == 130
    finally:
        process.kill()
        process.communicate()


# --- case -----------------------------------------------------------------------------------------


def test_a_case_is_shown_and_recalled(shell: Shell) -> None:
    shown = shell.told("case", "show", "JJD0001234567")
    assert shown.startswith("JJD0001234567 (parcel) is in door 12; remind at ")
    assert shell.told("case", "recall", "JJD0001234567") == (
        "JJD0001234567: a courier takes it along out of door 12.\n"
    )
    assert "goes back" in shell.told("case", "show", "JJD0001234567")
    status, out, said = shell.run("case", "release", "JJD0001234567", "--json")
    assert (status, json.loads(out)["ok"]) == (1, False)
    assert said == "cubby case release: No step of JJD0001234567 waits for the gate 'released'.\n"
