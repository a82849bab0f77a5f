"""Lines of bytes: real pseudo-terminals, sockets, and the one in memory."""

from __future__ import annotations

import ast
import os
import socket
import threading
import tty
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from hardware.transport.base import BURST_LIMIT, Burst, LineError, LineSettings
from hardware.transport.descriptor import DescriptorLine
from hardware.transport.memory import MemoryLine, VirtualClock, VirtualWake
from hardware.transport.ports import open_port
from hardware.transport.recorder import Direction, Passed, Recorder
from hardware.transport.serial_port import resolve
from hardware.transport.tcp import parse
from hardware.transport.wake import Wake
from hardware.transport.wire import Faults, Wire
from tests.hardware.locks.rig import Script

HARDWARE = Path(__file__).parents[3] / "hardware"
SETTINGS = LineSettings(9600)
SOON = 0.02


class Terminal:
    """Both ends of a pseudo-terminal."""

    def __init__(self) -> None:
        self.master, self.slave = os.openpty()
        tty.setraw(self.slave)
        self.path = os.ttyname(self.slave)
        self.gone = False

    def pull(self) -> None:
        if not self.gone:
            self.gone = True
            os.close(self.master)
            os.close(self.slave)


@pytest.fixture
def terminal() -> Iterator[Terminal]:
    made = Terminal()
    yield made
    made.pull()


@pytest.fixture
def wake() -> Iterator[Wake]:
    made = Wake()
    yield made
    made.close()


@pytest.fixture
def line(terminal: Terminal) -> Iterator[DescriptorLine]:
    opened = open_port(terminal.path, SETTINGS)
    assert isinstance(opened, DescriptorLine)
    yield opened
    opened.close()


def test_bytes_go_both_ways(terminal: Terminal, line: DescriptorLine) -> None:
    line.write(b"question")
    assert os.read(terminal.master, 100) == b"question"
    os.write(terminal.master, b"answer\x00\x11\x13\xff")
    assert line.read_until_gap(10, SOON, 10) == Burst(b"answer\x00\x11\x13\xff", ended=True)


def test_silence_is_an_empty_burst(line: DescriptorLine) -> None:
    assert line.read_until_gap(SOON, SOON, 10) == Burst(b"", ended=True)
    assert line.drain(0, 10) == Burst(b"", ended=True)


def test_a_burst_is_cut_off_at_its_limit(terminal: Terminal, line: DescriptorLine) -> None:
    os.write(terminal.master, bytes(1000))
    assert line.drain(SOON, 10) == Burst(bytes(BURST_LIMIT), ended=False)
    assert line.drain(SOON, 10) == Burst(bytes(1000 - BURST_LIMIT), ended=True)


def test_a_burst_is_cut_off_when_it_lasts_too_long(terminal: Terminal, line: DescriptorLine) -> None:
    os.write(terminal.master, b"x")
    assert line.read_until_gap(10, SOON, 0) == Burst(b"x", ended=False)


def test_listening_ends_by_a_byte_or_by_the_bell(
    terminal: Terminal, line: DescriptorLine, wake: Wake
) -> None:
    assert line.listen(0, wake) is False
    ringing = threading.Timer(SOON, wake.set)
    ringing.start()
    assert line.listen(10, wake) is False
    ringing.join()
    assert wake.is_set()
    wake.clear()
    assert not wake.is_set()
    os.write(terminal.master, b"x")
    assert line.listen(10, wake) is True


def test_a_pulled_plug_is_an_error_at_every_touch(
    terminal: Terminal, line: DescriptorLine, wake: Wake
) -> None:
    terminal.pull()
    with pytest.raises(LineError) as lost:
        line.write(b"12345")
    assert lost.value.written == 0
    assert line.listen(10, wake) is True
    touches: list[Callable[[], object]] = [
        lambda: line.read_until_gap(10, SOON, 10),
        lambda: line.drain(SOON, 10),
    ]
    for touch in touches:
        with pytest.raises(LineError):
            touch()
    line.close()
    line.close()
    for touch in (touches[1], lambda: line.listen(10, wake)):
        with pytest.raises(LineError):
            touch()


def test_a_full_line_tells_how_much_it_took(line: DescriptorLine, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("hardware.transport.descriptor.WRITE_WITHIN", SOON)
    with pytest.raises(LineError) as full:
        line.write(bytes(1 << 20))
    assert 0 < full.value.written < 1 << 20


def test_one_port_has_one_owner(terminal: Terminal, line: DescriptorLine) -> None:
    with pytest.raises(LineError, match=r"lock"):
        open_port(terminal.path, SETTINGS)


def test_a_port_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(LineError):
        open_port(str(tmp_path / "ttyUSB7"), SETTINGS)
    with pytest.raises(LineError, match="no serial port is called"):
        open_port("usb-nobody-has-this", SETTINGS)


def test_a_stable_name_is_looked_up_each_time(tmp_path: Path) -> None:
    link = tmp_path / "usb-adapter"
    first, second = Terminal(), Terminal()
    link.symlink_to(first.path)
    assert resolve("usb-adapter", (tmp_path,)) == str(link)
    open_port(str(link), SETTINGS).close()
    first.pull()
    link.unlink()
    with pytest.raises(LineError):
        resolve("usb-adapter", (tmp_path,))
    link.symlink_to(second.path)
    again = open_port(str(link), SETTINGS)
    again.write(b"x")
    assert os.read(second.master, 10) == b"x"
    again.close()
    second.pull()


def test_tcp_is_a_line_like_any_other() -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:
        line = open_port(f"tcp://127.0.0.1:{server.getsockname()[1]}", SETTINGS)
        peer, _ = server.accept()
    with peer:
        line.write(b"question")
        assert peer.recv(100) == b"question"
        peer.sendall(b"answer")
        assert line.read_until_gap(10, SOON, 10).data == b"answer"
    with pytest.raises(LineError, match="gone"):
        line.read_until_gap(10, SOON, 10)
    line.close()


def test_tcp_to_nobody() -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:
        port = server.getsockname()[1]
    with pytest.raises(LineError):
        open_port(f"tcp://127.0.0.1:{port}", SETTINGS)


def test_devices_are_called_in_one_place_only() -> None:
    """Whoever calls by another way has no keep-alive and never misses a box that lost its power."""
    callers = {
        path.relative_to(HARDWARE).as_posix()
        for path in HARDWARE.rglob("*.py")
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Attribute)
        and node.attr in {"create_connection", "connect_ex", "serial_for_url", "AF_INET"}
    }
    assert callers == {"transport/tcp.py"}


@pytest.mark.parametrize(
    "address", ["tcp://host", "tcp://:5000", "host:5000", "tcp://host:1/path", "tcp://h:x"]
)
def test_what_is_no_tcp_address(address: str) -> None:
    with pytest.raises(ValueError, match=r"tcp|[Pp]ort"):
        parse(address)


def test_the_recorder_remembers_direction_and_time() -> None:
    clock = VirtualClock(10)
    told: list[Passed] = []
    device = Script(lambda question: [(0.5, question[::-1])])
    line = Recorder(MemoryLine(device, clock), clock=clock, tell=told.append)
    line.write(b"abc")
    assert line.read_until_gap(1, SOON, 1).data == b"cba"
    assert line.drain(SOON, 1).data == b""
    assert [(passed.direction, passed.data) for passed in line.passed] == [
        (Direction.SENT, b"abc"),
        (Direction.RECEIVED, b"cba"),
    ]
    assert told == list(line.passed)
    assert told[0].at == 10
    assert 10.5 <= told[1].at <= 10.6


# --- the line in memory -------------------------------------------------------------------------


def through(faults: Faults, seed: int = 1, frames: int = 40) -> list[tuple[float, bytes]]:
    """What a host hears, and when, of `frames` answers over a wire with these faults."""
    clock = VirtualClock(0)
    line = MemoryLine(Wire([Script(lambda question: [(0.1, question)])], faults, seed), clock)
    heard = []
    for n in range(frames):
        line.write(bytes((n, 1, 2, 3, 4, 5, 6, 7)))
        begin = clock.now
        heard.append((line.read_until_gap(1, 0.025, 1).data, round(clock.now - begin, 3)))
        line.drain(0.5, 5)
    return [(time, data) for data, time in heard]


WHOLE = [bytes((n, 1, 2, 3, 4, 5, 6, 7)) for n in range(40)]


def test_a_good_wire_delivers_everything() -> None:
    assert [data for _, data in through(Faults())] == WHOLE


@pytest.mark.parametrize(
    ("faults", "spoilt"),
    [
        (Faults(lose=0.3), lambda data, _whole: data == b""),
        (Faults(corrupt=0.3), lambda data, whole: len(data) == 8 and data != whole),
        (Faults(truncate=0.3), lambda data, whole: data != whole and whole.startswith(data) and data != b""),
        (Faults(duplicate=0.3), lambda data, whole: data in {whole * 2, whole * 4}),
    ],
    ids=["loses", "corrupts", "truncates", "repeats"],
)
def test_a_bad_wire_spoils_some_and_always_the_same(
    faults: Faults, spoilt: Callable[[bytes, bytes], bool]
) -> None:
    heard = [data for _, data in through(faults)]
    bad = [(data, whole) for data, whole in zip(heard, WHOLE, strict=True) if data != whole]
    assert all(spoilt(data, whole) for data, whole in bad)
    assert 5 < len(bad) < 35
    assert through(faults) == through(faults)
    assert through(faults, seed=2) != through(faults, seed=1)


def test_an_echo_comes_before_the_answer() -> None:
    clock = VirtualClock(0)
    line = MemoryLine(Wire([Script(lambda _question: [(0.1, b"answer")])], Faults(echo=True)), clock)
    line.write(b"question")
    assert line.read_until_gap(1, SOON, 1).data == b"question"
    assert line.read_until_gap(1, SOON, 1).data == b"answer"


def test_a_slow_wire_is_late_and_comes_in_pieces() -> None:
    (on_time, _), *_ = through(Faults(), frames=1)
    (late, _), *_ = through(Faults(late=0.4), frames=1)
    assert late - on_time == pytest.approx(0.4)
    (split, data), *_ = through(Faults(split=0.01), frames=1)
    assert split - on_time == pytest.approx(0.07)
    assert data == WHOLE[0]
    assert through(Faults(split=0.03), frames=1)[0][1] == WHOLE[0][:1]


def test_a_babbling_wire_never_ends_a_burst() -> None:
    clock = VirtualClock(0)
    line = MemoryLine(Wire([], Faults(babble=True)), clock)
    burst = line.drain(0.025, 0.5)
    assert not burst.ended
    assert 0 < len(burst.data) <= BURST_LIMIT
    assert clock.now < 1


def test_the_line_in_memory_breaks_in_the_middle_of_a_frame() -> None:
    clock = VirtualClock(0)
    got: list[bytes] = []

    def silent(data: bytes) -> list[tuple[float, bytes]]:
        got.append(data)
        return []

    line = MemoryLine(Script(silent), clock, takes=3)
    wake = VirtualWake(clock)
    with pytest.raises(LineError) as lost:
        line.write(b"12345")
    assert (lost.value.written, got) == (3, [b"123"])
    with pytest.raises(LineError):
        line.listen(1, wake)
    wake.close()
