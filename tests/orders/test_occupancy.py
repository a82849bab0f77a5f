"""A machine in use is taken over whole, with the codes that people have, or not at all."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from kiosk.custody.things.events import Announced, Collected, Deposited
from kiosk.custody.words import TaskKind
from kiosk.journeys.front.screens import HomeChoice
from kiosk.journeys.handover.screens import TakeParcel, ThanksChoice
from kiosk.journeys.screen import Typed
from kiosk.orders.moving.occupancy import ImportOccupancy, OccupiedDoor
from kiosk.orders.order import PROCEDURES
from kiosk.orders.refusal import OrderRefused
from kiosk.terminal import moving
from kiosk.vault.drawing import at_once
from kiosk.vault.tokens import new_token
from tests.visits.rig import DEMO, Kiosk

PIN = "31415926"


@pytest.fixture
def kiosk(tmp_path: Path) -> Iterator[Kiosk]:
    one = Kiosk(tmp_path / "data")
    one.lines_up()
    yield one
    one.end()


def _line(number: int, **changes: Any) -> OccupiedDoor:
    line = OccupiedDoor(
        number, str(number), f"JJD000000000{number}", f"+49 30 100000{number}", PIN[:-1] + str(number)
    )
    return replace(line, **changes)


def _takes_over(kiosk: Kiosk, *doors: OccupiedDoor, dry_run: bool = False) -> dict[str, Any]:
    order = ImportOccupancy(doors, dry_run)
    return at_once(PROCEDURES[ImportOccupancy].work(kiosk.means, order), kiosk.vault.tag_pin)


def test_what_is_there_is_collected_with_the_code_that_people_have(kiosk: Kiosk) -> None:
    token = new_token()
    assert _takes_over(kiosk, _line(2, pin=PIN), _line(3, pin="", token=token))["doors"] == 2
    kiosk.presses(HomeChoice.PICK_UP)
    kiosk.presses(Typed(PIN))
    kiosk.finds_tag()
    kiosk.lock_says()
    assert kiosk.sees(TakeParcel).label == "2"
    kiosk.closes("2")
    kiosk.presses(ThanksChoice.DONE)
    kiosk.scans(token)
    kiosk.lock_says()
    assert kiosk.sees(TakeParcel).label == "3"
    kiosk.closes("3")
    assert sum(isinstance(event, Collected) for event in kiosk.events()) == 2


def test_a_walk_of_a_technician_follows(kiosk: Kiosk) -> None:
    _takes_over(kiosk, _line(2), _line(3))
    tasks = [task for task in kiosk.ledger.tasks.values() if task.note == "imported"]
    assert [(task.kind, task.compartment) for task in tasks] == [
        (TaskKind.INSPECT, "2"),
        (TaskKind.INSPECT, "3"),
    ]


def test_no_code_is_kept_as_it_was(kiosk: Kiosk) -> None:
    _takes_over(kiosk, _line(2, pin=PIN))
    for file in kiosk.folder.rglob("*"):
        assert not file.is_file() or PIN.encode() not in file.read_bytes()


def test_a_dry_run_changes_nothing(kiosk: Kiosk) -> None:
    before = kiosk.journal.head
    assert _takes_over(kiosk, _line(2), dry_run=True) == {"ok": True, "doors": 1, "dry_run": True}
    assert kiosk.journal.head == before


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({"door": "99"}, "There is no compartment '99' in this cabinet."),
        ({"door": "2"}, "its door is that of line 2 as well."),
        ({"tracking": "JJD0000000002"}, "its label is that of line 2 as well."),
        ({"tracking": "!"}, "is not a label"),
        ({"phone": "call me"}, "phone"),
        ({"pin": "1234"}, "The PIN can't be typed here: wanted 8 digits."),
        ({"pin": "٣١٤١٥٩٢٦"}, "The PIN can't be typed here"),
        ({"pin": ""}, "neither a PIN nor a QR text"),
        ({"token": "https://example.org"}, "none that this machine reads"),
        ({"service": "unheard-of"}, "There is no service 'unheard-of' here"),
    ],
)
def test_one_fault_refuses_all_of_it(kiosk: Kiosk, change: dict[str, str], sentence: str) -> None:
    before = kiosk.journal.head
    with pytest.raises(OrderRefused) as refused:
        _takes_over(kiosk, _line(2), _line(3, **change), _line(4, door="98"))
    said = str(refused.value)
    assert "line 3: " in said
    assert sentence in said
    assert "line 4: There is no compartment '98'" in said
    assert kiosk.journal.head == before


def test_a_code_that_is_in_the_list_twice_is_refused(kiosk: Kiosk) -> None:
    with pytest.raises(OrderRefused, match="line 3: its code is that of line 2 as well"):
        _takes_over(kiosk, _line(2, pin=PIN), _line(3, pin=PIN))


def test_a_code_that_was_given_out_here_is_refused(kiosk: Kiosk) -> None:
    _takes_over(kiosk, _line(2, pin=PIN))
    with pytest.raises(OrderRefused, match="line 3: its code was given out by this machine already"):
        _takes_over(kiosk, _line(3, pin=PIN))


def test_a_door_that_is_taken_is_refused(kiosk: Kiosk) -> None:
    _takes_over(kiosk, _line(2))
    with pytest.raises(OrderRefused, match=r"line 3: Compartment 2 is not free"):
        _takes_over(kiosk, _line(3, door="2"))


def _says(tmp_path: Path, text: str, *more: str) -> int:
    file = tmp_path / "list.csv"
    file.write_text(text, encoding="utf-8")
    return moving.occupancy([str(file), "--data", str(tmp_path / "data"), "--site", str(DEMO), *more])


def test_from_a_file(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "data").mkdir()
    text = (
        "\ufeffDoor, Tracking, Phone, PIN\n"
        "2,JJD0000000002,+49 30 1000002,31415926\n"
        '"3",JJD0000000003,+49 30 1000003,27182818\n'
    )
    assert _says(tmp_path, text, "--dry-run") == 0
    assert capsys.readouterr().out == "2 doors can be taken over; nothing was changed.\n"
    assert _says(tmp_path, text) == 0
    assert "2 doors taken over." in capsys.readouterr().out
    assert _says(tmp_path, text) == 1
    said = capsys.readouterr().err
    assert "line 2: The parcel JJD0000000002 is in compartment 2 already." in said
    assert "line 3: The parcel JJD0000000003" in said


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("", "line 1: the column 'door' is missing"),
        ("door,tracking\n", "line 1: the column 'phone' is missing"),
        ("door,tracking,phone,colour\n", "line 1: 'colour' is no column"),
        ("door,tracking,phone\n1,2\n", "line 2: it has other columns"),
        ("door,tracking,phone\n1,2,3\n1,2,3,4\n", "line 3: it has other columns"),
        ('door,tracking,phone\n1,"2,3\n', "line 2: "),
    ],
)
def test_a_file_that_is_no_list_is_refused(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], text: str, sentence: str
) -> None:
    assert _says(tmp_path, text) == 1
    assert sentence in capsys.readouterr().err


def test_events_say_nothing_of_people(kiosk: Kiosk) -> None:
    _takes_over(kiosk, _line(2, pin=PIN))
    kinds = [type(event) for event in kiosk.events()]
    assert kinds.count(Announced) == kinds.count(Deposited) == 1
    bodies = str(kiosk.events())
    for secret in (PIN, "JJD0000000002", "1000002"):
        assert secret not in bodies
