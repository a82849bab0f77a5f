"""A simulated site does what a cabinet with hands before it does; the kiosk's side is the real bus."""

from __future__ import annotations

import io
import json
from collections.abc import Iterator
from pathlib import Path

import cv2
import pytest
import serial
import zxingcpp

from hardware.cameras.camera import CameraLost
from hardware.cameras.folder import FolderCamera
from hardware.locks.driver import Bank
from hardware.locks.shuoming import frames
from hardware.outcomes.locks import LockAddress
from hardware.outcomes.reading import Symbology
from hardware.simulator.boards.board import Timing
from hardware.simulator.boards.doors import Who
from hardware.simulator.happenings import (
    DoorChanged,
    HandRefused,
    Inside,
    LabelScanned,
    Latch,
    LatchChanged,
    PictureShown,
    PlugMoved,
)
from hardware.simulator.log import SiteLog
from hardware.simulator.readers.labels import label_picture
from hardware.simulator.site import SimulatedSite, SitePlan
from hardware.simulator.words import obey
from tests.helpers.inbox import Inbox

PLAN = SitePlan(
    buses={"locks": (Bank("A", "shuoming", 1, 2), Bank("B", "shuoming", 7, 1))},
    compartments={
        "1": {"1": LockAddress("A", 1)},
        "2": {"2": LockAddress("A", 2), "2/rear": LockAddress("B", 1)},
    },
)
QUICK = Timing(unlock=0.02, query=0.01, pull=0.005)


@pytest.fixture
def told() -> Inbox:
    return Inbox()


@pytest.fixture
def log() -> io.StringIO:
    return io.StringIO()


@pytest.fixture
def site(tmp_path: Path, told: Inbox, log: io.StringIO) -> Iterator[SimulatedSite]:
    made = SimulatedSite(PLAN, tmp_path, told.put, log=SiteLog(log), timing=QUICK)
    made.start()
    yield made
    made.stop()


def ask(port: Path, request: bytes, length: int) -> bytes:
    with serial.Serial(str(port), timeout=10) as line:
        line.write(request)
        return bytes(line.read(length))


def text_seen(camera: FolderCamera) -> str:
    """The first code that the camera sees, however many empty looks it takes."""
    while True:
        picture = camera.read()
        assert not isinstance(picture, CameraLost)
        for code in zxingcpp.read_barcodes(picture) if picture is not None else ():
            return code.text


# --- doors --------------------------------------------------------------------------------------


def test_a_command_opens_the_door_that_is_wired_there(site: SimulatedSite, told: Inbox) -> None:
    reply = ask(site.ports.buses["locks"], frames.unlock(7, 1), 5)
    assert told.wait(DoorChanged) == DoorChanged("2/rear", is_open=True, by=Who.COMMAND)
    assert reply[:3] == frames.unlock(7, 1)[:3]
    assert site.is_open("2/rear")
    assert not site.is_open("2")


def test_boards_are_of_the_makers_that_the_site_names(tmp_path: Path, told: Inbox) -> None:
    plan = SitePlan(
        buses={
            "left": (Bank("A", "kerong-cu48", 0, 2, settings={"dialect": "v2.1"}),),
            "right": (Bank("B", "winnsen", 3, 2), Bank("C", "dc02", 4, 2)),
        },
        compartments={name: {name: LockAddress(name, 2)} for name in "ABC"},
    )
    mixed = SimulatedSite(plan, tmp_path, told.put, timing=QUICK)
    mixed.start()
    ask(mixed.ports.buses["left"], bytes.fromhex("02 00 01 51 03 57 02 00 00 50 03 55"), 12)
    ask(mixed.ports.buses["right"], bytes.fromhex("90 06 05 03 02 03"), 7)
    assert [mixed.is_open(door) for door in "ABC"] == [True, True, False]
    mixed.stop()


def test_a_hand_closes_what_is_open_and_nothing_else(site: SimulatedSite, told: Inbox) -> None:
    site.open("1")
    site.close("1")
    site.close("1")
    assert told.rest() == [
        DoorChanged("1", is_open=True, by=Who.HAND),
        DoorChanged("1", is_open=False, by=Who.HAND),
    ]


def test_a_jammed_lock_holds_until_it_is_freed(site: SimulatedSite, told: Inbox) -> None:
    site.jam("1")
    ask(site.ports.buses["locks"], frames.unlock(1, 1), 5)
    assert told.wait(LatchChanged("1", Latch.HELD)) == LatchChanged("1", Latch.HELD)
    assert not site.is_open("1")
    site.free("1")
    ask(site.ports.buses["locks"], frames.unlock(1, 1), 5)
    assert told.wait(DoorChanged) == DoorChanged("1", is_open=True, by=Who.COMMAND)


# --- things -------------------------------------------------------------------------------------


def test_a_hand_reaches_only_through_an_open_door(site: SimulatedSite, told: Inbox) -> None:
    site.put("1", "parcel")
    assert told.rest() == [HandRefused("compartment 1 is closed")]
    site.open("1")
    site.put("1", "parcel")
    assert site.inside("1") == ("parcel",)
    assert site.take("1") == ("parcel",)
    assert site.take("1") == ()
    assert told.rest()[1:] == [
        Inside("1", ("parcel",)),
        Inside("1", ()),
        HandRefused("nothing is in compartment 1"),
    ]


def test_a_rear_door_leads_to_the_same_things(site: SimulatedSite) -> None:
    site.stock("2", "parcel")
    assert site.take("2") == ()
    site.open("2/rear")
    assert site.take("2") == ("parcel",)


# --- plugs --------------------------------------------------------------------------------------


def test_a_plug_that_comes_back_has_the_same_name_and_the_doors_as_they_were(
    site: SimulatedSite, told: Inbox
) -> None:
    port = site.ports.buses["locks"]
    site.open("1")
    with serial.Serial(str(port), timeout=10) as line:
        site.unplug("locks")
        with pytest.raises((serial.SerialException, OSError)):
            line.read(1)
    assert not port.exists()
    site.plug("locks")
    assert told.rest()[1:] == [PlugMoved("locks", plugged=False), PlugMoved("locks", plugged=True)]
    assert site.is_open("1")
    assert ask(port, frames.query(1, 1), 5)


def test_a_kiosk_that_dies_and_comes_back_finds_the_line_alive(site: SimulatedSite) -> None:
    port = site.ports.buses["locks"]
    first = ask(port, frames.query(1, 1), 5)
    assert ask(port, frames.query(1, 1), 5) == first


def test_a_board_is_swapped_for_one_at_another_address_on_the_same_locks(
    site: SimulatedSite, told: Inbox
) -> None:
    assert obey(site, "swap A 5") == ""
    assert ask(site.ports.buses["locks"], frames.unlock(5, 1), 5)
    assert told.wait(DoorChanged) == DoorChanged("1", is_open=True, by=Who.COMMAND)
    site.close("1")
    assert not site.is_open("1")
    assert obey(site, "silent A on") == ""
    assert ask(site.ports.buses["locks"], frames.query(5, 1) + frames.query(7, 1), 5)[1] == 7


# --- readers ------------------------------------------------------------------------------------


def test_the_scanner_types_the_text_and_a_carriage_return(site: SimulatedSite, told: Inbox) -> None:
    with serial.Serial(str(site.ports.scanner), timeout=10) as line:
        site.scan("ČSD-0815")
        assert line.read_until(b"\r") == "ČSD-0815\r".encode()
    assert told.rest() == [LabelScanned("ČSD-0815")]


def test_what_is_held_before_the_camera_can_be_read_until_it_is_put_down(
    site: SimulatedSite, told: Inbox
) -> None:
    camera = FolderCamera(site.ports.camera)
    assert camera.open() is None
    site.show("CUBBY-0001", Symbology.CODE128, seconds=60)
    assert told.wait(PictureShown) == PictureShown("CUBBY-0001")
    assert text_seen(camera) == "CUBBY-0001"
    site.hide()
    assert told.wait(PictureShown) == PictureShown("")
    assert list(site.ports.camera.glob("*.jpg")) == []
    camera.close()


def test_a_thing_is_put_down_by_itself(site: SimulatedSite, told: Inbox) -> None:
    site.show("CUBBY-0001", Symbology.CODE128, seconds=0.1)
    assert told.wait(PictureShown("CUBBY-0001"))
    assert told.wait(PictureShown(""))


def test_a_text_that_its_code_cannot_hold_is_refused(site: SimulatedSite) -> None:
    with pytest.raises(ValueError, match="Invalid character"):
        site.show("letters", Symbology.EAN13)


@pytest.mark.parametrize(
    ("text", "symbology"),
    [
        ("00340434161094042557", Symbology.CODE128),
        ("RR123456785DE", Symbology.CODE128),
        ("X7" * 13, Symbology.QR),
        ("4006381333931", Symbology.EAN13),
        ("CUBBY-0001", Symbology.DATAMATRIX),
    ],
)
def test_pictures_of_labels_can_be_read(text: str, symbology: Symbology) -> None:
    for seed in range(3):
        picture = cv2.cvtColor(label_picture(text, symbology, seed=seed), cv2.COLOR_BGR2GRAY)
        assert text in [code.text for code in zxingcpp.read_barcodes(picture)]


def test_the_same_seed_makes_the_same_picture_and_another_another() -> None:
    first, again, other = (label_picture("A-1", Symbology.QR, seed=seed) for seed in (1, 1, 2))
    assert (first == again).all()
    assert (first != other).any()


# --- words and log ------------------------------------------------------------------------------


def test_words_play_the_hands(site: SimulatedSite, told: Inbox) -> None:
    for line in (
        "open 1",
        "put 1 two words",
        "take 1",
        "close 1",
        "jam 1",
        "free 1",
        "slow 1 2.5",
        "bounce 1",
        "scan A B",
        "",
    ):
        assert obey(site, line) == ""
    assert told.rest() == [
        DoorChanged("1", is_open=True, by=Who.HAND),
        Inside("1", ("two words",)),
        Inside("1", ()),
        DoorChanged("1", is_open=False, by=Who.HAND),
        LatchChanged("1", Latch.JAMMED),
        LatchChanged("1", Latch.FREED),
        LabelScanned("A B"),
    ]


@pytest.mark.parametrize(
    "line", ["open 99", "open", "dance 1", "unplug what", "swap A 7", "silent A", "show letters ean13"]
)
def test_words_that_make_no_sense_are_answered_with_what_is_known(site: SimulatedSite, line: str) -> None:
    assert obey(site, line).startswith(f"not understood: {line}; known: ")


def test_the_log_has_every_byte_and_every_happening_in_order(site: SimulatedSite, log: io.StringIO) -> None:
    ask(site.ports.buses["locks"], frames.unlock(1, 2), 5)
    lines = [json.loads(line) for line in log.getvalue().splitlines()]
    from_kiosk = b"".join(bytes.fromhex(line["hex"]) for line in lines if line.get("from") == "kiosk")
    assert from_kiosk == frames.unlock(1, 2)
    moved = next(line for line in lines if "door" in line)
    assert (moved["door"], moved["state"], moved["by"]) == ("2", "open", "command")
    assert [line["t"] for line in lines] == sorted(line["t"] for line in lines)
