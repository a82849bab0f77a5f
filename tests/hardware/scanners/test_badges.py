"""Badge readers: what their bytes say, on real lines, and as a keyboard that nobody else hears."""

from __future__ import annotations

import fcntl
import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hardware.outcomes.devices import DeviceDown, DeviceUp
from hardware.outcomes.reading import BadgeRead, ReadRefused
from hardware.scanners.badges.frames import badge_number, cutter, frame
from hardware.scanners.badges.reader import INPUT_DEVICES, BadgeReader
from hardware.scanners.cutter import TooLong
from hardware.scanners.reader import LineLost, ReadableLine
from hardware.scanners.text import NoText
from hardware.scanners.wedge import events, grab, open_wedge
from hardware.simulator.readers.badges import BadgesOnLine
from tests.helpers.inbox import Inbox

NUMBER = "04A1B2C3D4"


def reads(data: bytes) -> list[str | NoText]:
    cut = cutter()
    found = cut.feed(data)
    last = cut.quiet()
    return [badge_number(each) for each in (*found, *([last] if last else []))]


def test_a_module_s_frame_is_its_number() -> None:
    assert frame(NUMBER) == b"\x0204A1B2C3D400\r\n\x03"
    assert reads(frame(NUMBER) + frame("0000000001")) == [NUMBER, "0000000001"]


@pytest.mark.parametrize(
    "text", ["04a1b2c3d4", "04A1B2C3D4\t", "04:A1:B2:C3:D4", "04-A1-B2-C3-D4", " 04A1B2C3D4 "]
)
def test_a_plain_line_is_one_number_however_it_is_written(text: str) -> None:
    assert reads(text.encode() + b"\r\n") == [NUMBER]


@pytest.mark.parametrize("at", range(1, 13))
def test_one_wrong_digit_of_a_frame_is_noticed(at: int) -> None:
    whole = frame(NUMBER)
    wrong = whole[:at] + (b"7" if whole[at : at + 1] != b"7" else b"8") + whole[at + 1 :]
    assert reads(wrong) == [NoText("a frame with a wrong checksum")]


def test_a_frame_that_was_cut_off_does_not_spoil_the_next() -> None:
    assert reads(frame(NUMBER)[:7] + frame(NUMBER)) == [NUMBER]
    assert reads(frame(NUMBER)[7:] + frame(NUMBER))[-1] == NUMBER


@pytest.mark.parametrize(
    "data",
    [
        b"\x02\r",
        b"abc\r",
        b"A" * 33 + b"\r",
        b"\xff\xfe\xfd\xfc\r",
        b"1234 5678\r",
        b"';DROP--\r",
        b"\x00" * 8,
    ],
)
def test_what_is_no_badge_is_refused(data: bytes) -> None:
    assert all(isinstance(each, NoText) for each in reads(data))


def test_too_much_without_an_end_is_one_refusal() -> None:
    assert badge_number(TooLong()) == NoText("too long")


@given(st.binary(max_size=200))
def test_any_bytes_are_numbers_or_refusals(data: bytes) -> None:
    for each in reads(data):
        assert isinstance(each, NoText) or (each.isalnum() and each == each.upper() and 4 <= len(each) <= 32)


@given(st.text("0123456789ABCDEF", min_size=10, max_size=10), st.binary(max_size=20))
def test_a_whole_frame_is_read_after_any_noise(number: str, noise: bytes) -> None:
    assert reads(noise + b"\r" + frame(number))[-1] == number


# --- on lines -------------------------------------------------------------------------------------


@pytest.fixture
def inbox() -> Inbox:
    return Inbox()


@pytest.fixture
def line(tmp_path: Path) -> Iterator[BadgesOnLine]:
    one = BadgesOnLine(tmp_path / "badges")
    one.start()
    yield one
    one.stop()


def test_the_reader_reads_the_simulator_s_bytes(tmp_path: Path, line: BadgesOnLine, inbox: Inbox) -> None:
    reader = BadgeReader(str(tmp_path / "badges"), inbox.put)
    reader.start()
    inbox.wait(DeviceUp("badge reader"))
    line.hold(NUMBER)
    inbox.wait(BadgeRead(NUMBER, "badge reader"))
    reader.stop()


def test_the_number_is_never_printed() -> None:
    assert NUMBER not in repr(BadgeRead(NUMBER, "badge reader"))


# --- as a keyboard --------------------------------------------------------------------------------


class Wedge:
    """Input events in a pipe, as the kernel would pass them on."""

    def __init__(self) -> None:
        self._reading, self._writing = os.pipe()

    def open(self, _path: str) -> ReadableLine | LineLost:
        return open_wedge(f"/proc/self/fd/{self._reading}", take=lambda _: None)

    def types(self, data: bytes) -> None:
        os.write(self._writing, data)

    def is_pulled(self) -> None:
        os.close(self._writing)
        os.close(self._reading)


def test_a_keyboard_wedge_types_a_number(inbox: Inbox) -> None:
    wedge = Wedge()
    reader = BadgeReader(f"{INPUT_DEVICES}by-id/badges", inbox.put, wedge=wedge.open)
    reader.start()
    inbox.wait(DeviceUp("badge reader"))
    typed = events(f"{NUMBER}\r")
    # However the kernel cuts them: an event in two reads, a key that only comes up.
    wedge.types(typed[:100])
    wedge.types(typed[100:])
    inbox.wait(BadgeRead(NUMBER, "badge reader"))
    wedge.types(events("12\r"))
    inbox.wait(ReadRefused("badge reader", "not a badge's number"))
    reader.stop()
    wedge.is_pulled()


def test_a_device_that_can_t_be_had_alone_is_not_used(tmp_path: Path, inbox: Inbox) -> None:
    """A file takes no grab, as a device of which somebody else has the grab takes none."""
    file = tmp_path / "event7"
    file.write_bytes(events(f"{NUMBER}\r"))
    lost = open_wedge(str(file))
    assert isinstance(lost, LineLost)
    assert lost.reason.startswith("it can't be had for the kiosk alone")
    assert isinstance(open_wedge(str(tmp_path / "nowhere")), LineLost)
    reader = BadgeReader(f"{INPUT_DEVICES}event999", inbox.put, back_off=(0.01,))
    reader.start()
    inbox.wait(DeviceDown)
    reader.stop()


def test_the_grab_is_the_kernel_s(monkeypatch: pytest.MonkeyPatch) -> None:
    """linux/input.h: #define EVIOCGRAB _IOW('E', 0x90, int)."""
    asked: list[tuple[int, int, int]] = []
    monkeypatch.setattr(fcntl, "ioctl", lambda *what: asked.append(what))
    grab(7)
    assert asked == [(7, 1 << 30 | 4 << 16 | ord("E") << 8 | 0x90, 1)]
