"""The scanner on a real pseudo-terminal and on TCP: it reads, it refuses, and it survives its cable."""

from __future__ import annotations

import os
import socket
import tty
from collections.abc import Iterator
from pathlib import Path

import pytest

from hardware.outcomes.devices import DeviceDown, DeviceUp
from hardware.outcomes.reading import CodeRead, ReadRefused, Symbology
from hardware.scanners.reader import LineLost
from hardware.scanners.scanner import SerialScanner, open_line
from hardware.scanners.triggers import TRIGGERS
from tests.helpers.inbox import Inbox


class Plug:
    """A pseudo-terminal under a stable name that can be pulled out and put in again."""

    def __init__(self, name: Path) -> None:
        self.name = name
        self._master = -1
        self._slave = -1

    def put_in(self) -> None:
        self._master, self._slave = os.openpty()
        tty.setraw(self._slave)
        self.name.symlink_to(os.ttyname(self._slave))

    def pull_out(self) -> None:
        self.name.unlink(missing_ok=True)
        for fd in (self._master, self._slave):
            if fd >= 0:
                os.close(fd)
        self._master = self._slave = -1

    def send(self, data: bytes) -> None:
        while data:
            data = data[os.write(self._master, data) :]


@pytest.fixture
def plug(tmp_path: Path) -> Iterator[Plug]:
    plug = Plug(tmp_path / "scanner")
    yield plug
    plug.pull_out()


@pytest.fixture
def inbox() -> Inbox:
    return Inbox()


@pytest.fixture
def scanner(plug: Plug, inbox: Inbox) -> Iterator[SerialScanner]:
    scanner = SerialScanner(str(plug.name), inbox.put, back_off=(0.01,))
    yield scanner
    scanner.stop()


def read(text: str, symbology: Symbology = Symbology.UNKNOWN) -> CodeRead:
    return CodeRead(text, symbology, "scanner")


def test_it_reads_codes_with_every_line_end_and_with_none(
    plug: Plug, scanner: SerialScanner, inbox: Inbox
) -> None:
    plug.put_in()
    scanner.start()
    inbox.wait(DeviceUp("scanner"))
    plug.send(b"JJD1\rJJD2\nJJD3\r\n]C0JJD4")
    for text in ("JJD1", "JJD2", "JJD3"):
        inbox.wait(read(text))
    inbox.wait(read("JJD4", Symbology.CODE128))
    assert inbox.rest() == []


def test_a_code_that_arrives_byte_by_byte_is_one_code(
    plug: Plug, scanner: SerialScanner, inbox: Inbox
) -> None:
    plug.put_in()
    scanner.start()
    inbox.wait(DeviceUp)
    for byte in b"(00)340434161094042557\r\n":
        plug.send(bytes([byte]))
    assert inbox.wait(CodeRead) == read("(00)340434161094042557")


def test_babble_is_refused_and_the_next_code_is_read(
    plug: Plug, scanner: SerialScanner, inbox: Inbox
) -> None:
    plug.put_in()
    scanner.start()
    inbox.wait(DeviceUp)
    plug.send(b"\x00\xff\x1b[2J\r" * 5 + b"\x06\r" + b"caf\xe9\r" + b"JJD1\r")
    inbox.wait(read("JJD1"))
    assert inbox.rest() == []


def test_more_than_four_kilobytes_are_refused_whole_until_quiet(
    plug: Plug, scanner: SerialScanner, inbox: Inbox, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level("INFO", "hardware.scanners")
    plug.put_in()
    scanner.start()
    inbox.wait(DeviceUp)
    plug.send(b"9" * 10_000 + b"\rtail\r")
    plug.send(b"9" * 5_000 + b"\rtail\r")
    found = inbox.wait_nudging(CodeRead, lambda: plug.send(b"after\r"))
    assert found == read("after")
    assert "too long" in caplog.text


def test_a_scanner_gone_mad_is_not_heard(plug: Plug, scanner: SerialScanner, inbox: Inbox) -> None:
    plug.put_in()
    scanner.start()
    inbox.wait(DeviceUp)
    plug.send(b"".join(b"CODE%04d\r" % n for n in range(400)))
    inbox.wait(read("CODE0000"))
    inbox.wait_nudging(read("sane"), lambda: plug.send(b"sane\r"))
    heard = [report for report in inbox.history if isinstance(report, CodeRead)]
    assert len(heard) < 100
    assert ReadRefused("scanner", "faster than anybody scans") in inbox.history


def test_unplugged_and_plugged_in_again(plug: Plug, scanner: SerialScanner, inbox: Inbox) -> None:
    scanner.start()
    inbox.wait(DeviceDown)
    for n in range(3):
        plug.put_in()
        inbox.wait(DeviceUp("scanner"))
        plug.send(b"JJD%d\rhalf of a co" % n)
        inbox.wait(read(f"JJD{n}"))
        plug.pull_out()
        inbox.wait(lambda report: isinstance(report, DeviceDown))
    assert not [report for report in inbox.rest() if isinstance(report, CodeRead | DeviceDown)]


def test_a_scanner_on_the_network(inbox: Inbox) -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:
        port = server.getsockname()[1]
        scanner = SerialScanner(f"tcp://127.0.0.1:{port}", inbox.put, back_off=(0.01,), name="gate")
        scanner.start()
        try:
            for text in ("first", "second"):
                line, _ = server.accept()
                with line:
                    inbox.wait(DeviceUp("gate"))
                    line.sendall(text.encode())
                    assert inbox.wait(CodeRead) == CodeRead(text, Symbology.UNKNOWN, "gate")
                inbox.wait(DeviceDown)
        finally:
            scanner.stop()


def test_a_box_on_the_network_that_loses_its_power_is_missed() -> None:
    """It says nothing, so the kernel has to ask: for scanners and badge readers as for lock lines."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        line = open_line(f"tcp://127.0.0.1:{server.getsockname()[1]}", 9600)
        assert not isinstance(line, LineLost)
        ours = socket.socket(fileno=os.dup(line.fileno()))
        line.close()
    with ours:
        assert ours.getsockopt(socket.SOL_SOCKET, socket.SO_KEEPALIVE) == 1
        idle, every, times = (
            ours.getsockopt(socket.IPPROTO_TCP, option)
            for option in (socket.TCP_KEEPIDLE, socket.TCP_KEEPINTVL, socket.TCP_KEEPCNT)
        )
        assert idle + every * times <= 20
        assert 0 < ours.getsockopt(socket.IPPROTO_TCP, socket.TCP_USER_TIMEOUT) <= 20_000


@pytest.mark.parametrize("address", ["tcp://127.0.0.1", "tcp://127.0.0.1:x", "tcp://127.0.0.1:1/path"])
def test_what_is_no_address_is_a_scanner_that_is_not_there(address: str) -> None:
    assert isinstance(open_line(address, 9600), LineLost)


def test_a_scanner_on_the_network_is_told_to_look(inbox: Inbox) -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:
        where = f"tcp://127.0.0.1:{server.getsockname()[1]}"
        scanner = SerialScanner(where, inbox.put, back_off=(0.01,), trigger=TRIGGERS["cipherlab"])
        scanner.start()
        try:
            line, _ = server.accept()
            with line:
                scanner.active(True)
                assert line.recv(10) == b"E"
                line.sendall(b"seen\r")
                assert inbox.wait(CodeRead) == CodeRead("seen", Symbology.UNKNOWN, "scanner")
        finally:
            scanner.stop()


def test_stopping_is_prompt_whether_it_is_there_or_not(plug: Plug, inbox: Inbox) -> None:
    for there in (False, True):
        if there:
            plug.put_in()
        scanner = SerialScanner(str(plug.name), inbox.put, back_off=(3600.0,))
        scanner.start()
        inbox.wait(DeviceUp if there else DeviceDown)
        scanner.stop()
        scanner.stop()
        assert inbox.rest() == []
