"""`cubby simulate MAKER` as a process: what scripts rely on, and the hand behind it."""

from __future__ import annotations

import json
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from hardware.locks.driver import Bank
from hardware.locks.kerong_cu48 import frames as cu48
from hardware.locks.shuoming import frames
from hardware.locks.shuoming.simulator import ShuomingBoard
from hardware.simulator.boards.board import Timing
from hardware.simulator.boards.command import ServedBoards, main
from hardware.simulator.boards.doors import DoorEvent, Happening, Sensor, SimulatedDoors, Who
from hardware.transport.base import LineSettings
from hardware.transport.ports import open_port
from tests.helpers.program import ROOT

PROGRAM = "import sys; from hardware.simulator.boards.command import main; sys.exit(main(sys.argv[1:]))"
QUICK = ("--unlock-delay", "0.02", "--query-delay", "0.01")
ALL_CLOSED = frames.all_reply(2, frozenset(range(1, 13)), 3)


class Process:
    """The simulator, its lines out and in."""

    def __init__(self, *arguments: str) -> None:
        self.process = subprocess.Popen(
            (sys.executable, "-c", PROGRAM, *QUICK, *arguments),
            cwd=ROOT,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        self.path = self.line()

    def line(self) -> str:
        assert self.process.stdout is not None
        return self.process.stdout.readline().rstrip("\n")

    def say(self, line: str) -> None:
        assert self.process.stdin is not None
        self.process.stdin.write(line + "\n")
        self.process.stdin.flush()

    def end(self) -> int:
        self.process.send_signal(signal.SIGTERM)
        self.process.communicate(timeout=30)
        return self.process.returncode


@pytest.fixture
def log(tmp_path: Path) -> Path:
    return tmp_path / "bytes.jsonl"


@pytest.fixture
def boards(log: Path) -> Iterator[Process]:
    process = Process("--banks", "2", "--channels", "12", "--log", str(log))
    yield process
    process.end()


def exchange(path: str, frame: bytes) -> bytes:
    line = open_port(path, LineSettings())
    line.write(frame)
    answer = line.read_until_gap(10, 0.1, 10).data
    line.close()
    return answer


def test_the_path_comes_first_and_bytes_open_doors(boards: Process) -> None:
    assert Path(boards.path).is_char_device()
    assert exchange(boards.path, frames.query_all(2)) == ALL_CLOSED
    assert exchange(boards.path, frames.unlock(2, 5)) == frames.unlock_reply(2, 5, high=False)
    assert boards.line() == "opened 2 5"
    boards.say("close 2 5")
    assert boards.line() == "closed 2 5"
    assert exchange(boards.path, frames.query_all(2)) == ALL_CLOSED


def test_the_hand_plays_by_lines(boards: Process) -> None:
    boards.say("open 1 3\njam 1 4\nclose 1 3")
    assert [boards.line() for _ in range(3)] == ["opened 1 3", "jammed 1 4", "closed 1 3"]
    assert exchange(boards.path, frames.unlock(1, 4)) == frames.unlock_reply(1, 4, high=True)
    assert boards.line() == "held 1 4"
    boards.say("free 1 4")
    assert boards.line() == "freed 1 4"
    exchange(boards.path, frames.unlock(1, 4))
    assert boards.line() == "opened 1 4"


@pytest.mark.parametrize(
    "nonsense", ["dance 1 2", "open 1", "open 9 1", "open 1 99", "open one 2", "echo maybe"]
)
def test_a_line_that_makes_no_sense_is_answered(boards: Process, nonsense: str) -> None:
    boards.say(nonsense)
    assert boards.line().startswith(f"not understood: {nonsense}")


def test_lines_play_bad_luck_too(boards: Process) -> None:
    boards.say("echo on\nsensor 2 1 stuck-open\nopen 2 2")
    assert boards.line() == "opened 2 2"
    question = frames.query_all(2)
    heard = exchange(boards.path, question)
    assert heard.startswith(question)
    boards.say("echo off\nunplug\nplug")
    before, boards.path = boards.path, boards.line().removeprefix("plugged ")
    assert Path(boards.path).is_char_device()
    assert before.startswith("/dev/pts/")
    expected = frames.all_reply(2, frozenset(range(3, 13)), 3)
    assert exchange(boards.path, question) == expected


def test_everything_is_in_the_log(boards: Process, log: Path) -> None:
    asked = frames.unlock(2, 5)
    answered = exchange(boards.path, asked)
    boards.say("close 2 5")
    boards.line(), boards.line()
    assert boards.end() == 0
    lines = [json.loads(line) for line in log.read_text().splitlines()]
    assert [{key: value for key, value in line.items() if key != "t"} for line in lines] == [
        {"from": "kiosk", "hex": asked.hex()},
        {"event": "opened", "bank": 2, "channel": 5, "by": "command"},
        {"from": "boards", "hex": answered.hex()},
        {"event": "closed", "bank": 2, "channel": 5, "by": "hand"},
    ]
    times = [line["t"] for line in lines]
    assert times == sorted(times)


def test_it_serves_on_when_nobody_speaks_to_it_and_ends_with_0(tmp_path: Path) -> None:
    link = tmp_path / "locks"
    boards = Process("--link", str(link), "--polarity", "short-when-open")
    assert str(link.readlink()) == boards.path
    assert boards.process.stdin is not None
    boards.process.stdin.close()
    boards.process.stdin = None
    assert exchange(str(link), frames.query_all(1)) == frames.all_reply(1, frozenset(), 3)
    assert boards.end() == 0
    assert not link.is_symlink()


def test_wrong_usage_is_2(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--banks", "many"]) == 2
    assert main(["--polarity", "sideways"]) == 2
    assert main(["--help"]) == 0
    assert "--stray" in capsys.readouterr().out


@pytest.mark.parametrize(
    "arguments",
    [
        ("nobody",),
        ("dc02", "--channels", "13"),
        ("dc02", "--banks", "16"),
        ("dc02", "--first", "0"),
        ("dc02", "--set", "dialect=v2.1"),
        ("kerong-cu48", "--set", "dialect=sideways"),
        ("dc02", "--tcp", "0", "--link", "here"),
    ],
)
def test_what_a_maker_has_not_is_wrong_usage(
    arguments: tuple[str, ...], capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(list(arguments)) == 2
    assert "error" in capsys.readouterr().err


def test_any_makers_boards_with_their_settings_over_tcp() -> None:
    process = Process("kerong-cu48", "--set", "dialect=v2.1", "--first", "2", "--tcp", "0")
    assert process.path.startswith("tcp://127.0.0.1:")
    line = open_port(process.path, LineSettings())
    line.write(cu48.unlock(2, 7, cu48.Dialect.V21))
    assert process.line() == "opened 2 7"
    line.close()
    assert process.end() == 0


def test_boards_can_be_used_in_a_program_of_ones_own() -> None:
    events: list[DoorEvent] = []
    boards = ServedBoards("shuoming", 1, 4, timing=Timing(unlock=0.01, query=0.01), on_door=events.append)
    path = boards.start()
    exchange(path, frames.unlock(1, 2))
    assert boards.hand.is_open(1, 2)
    boards.hand.close(1, 2)
    boards.stop()
    assert events == [
        DoorEvent(Happening.OPENED, 1, 2, Who.COMMAND),
        DoorEvent(Happening.CLOSED, 1, 2, Who.HAND),
    ]


# --- the board itself ---------------------------------------------------------------------------


class Bench:
    """One board on a table, and time by hand."""

    def __init__(self, channels: int = 12) -> None:
        self.events: list[DoorEvent] = []
        self.board = ShuomingBoard(
            Bank("b1", "shuoming", 1, channels), SimulatedDoors(1, channels, self.events.append)
        )
        self.now = 0.0

    def ask(self, frame: bytes, wait: float = 20.0) -> bytes:
        self.board.receive(frame, self.now)
        end = self.now + wait
        out = b""
        while (due := self.board.next_due()) is not None and due <= end:
            self.now = max(self.now, due)
            out += self.board.emit(self.now)
        self.now = end
        return out

    def opened(self) -> list[int]:
        return [event.channel for event in self.events if event.happening is Happening.OPENED]


def test_the_board_opens_several_and_all() -> None:
    bench = Bench()
    assert bench.ask(frames.unlock_several(1, frozenset({2, 10}))) == b""
    assert bench.opened() == [2, 10]
    assert bench.ask(frames.sealed(frames.UNLOCK, 1, frames.EVERY_LOCK, frames.DO)) != b""
    assert sorted(bench.opened()) == list(range(1, 13))


def test_the_board_tells_its_address_and_one_lock() -> None:
    bench = Bench()
    assert bench.ask(frames.find_address()) == frames.address_reply(1)
    assert bench.ask(frames.query(1, 3)) == frames.status_reply(1, 3, high=True)
    bench.ask(frames.sealed(frames.HOLD, 1, 3, frames.DO))
    assert bench.ask(frames.query(1, 3)) == frames.status_reply(1, 3, high=False)
    assert bench.ask(frames.sealed(frames.RELEASE, 1, 3, frames.DO)) == b""


@pytest.mark.parametrize(
    "frame",
    [
        frames.query_all(2),
        frames.query(1, 13),
        frames.unlock(1, 13),
        frames.query_all(1)[:-1] + b"\x00",
        b"\x00" * 5,
        frames.query_all(1)[:4],
    ],
)
def test_the_board_keeps_silent_at_what_is_not_for_it(frame: bytes) -> None:
    bench = Bench()
    assert bench.ask(frame) == b""
    assert bench.events == []


def test_half_a_frame_is_forgotten_and_slow_bytes_are_not() -> None:
    bench = Bench()
    question = frames.query_all(1)
    bench.ask(question[:3], wait=ShuomingBoard.forgets_after * 2)
    assert bench.ask(question) != b""
    for byte in question[:-1]:
        bench.ask(bytes((byte,)), wait=ShuomingBoard.forgets_after / 2)
    assert bench.ask(question[-1:]) != b""


def test_a_board_that_pulls_a_latch_hears_nothing() -> None:
    bench = Bench()
    bench.board.receive(frames.unlock(1, 3), 0.0)
    bench.board.receive(frames.unlock(1, 4), 0.1)
    bench.now = 0.1
    assert bench.ask(b"") == frames.unlock_reply(1, 3, high=False)
    assert bench.opened() == [3]


@pytest.mark.parametrize(
    ("sensor", "closed", "opened"),
    [
        (Sensor.TRUE, False, True),
        (Sensor.INVERTED, True, False),
        (Sensor.STUCK_OPEN, True, True),
        (Sensor.STUCK_CLOSED, False, False),
    ],
)
def test_sensors_lie_in_their_own_ways(sensor: Sensor, *, closed: bool, opened: bool) -> None:
    doors = SimulatedDoors(1, 2, lambda _event: None)
    doors.set_sensor(1, sensor)
    assert doors.seems_open(1) is closed
    doors.open(1)
    assert doors.seems_open(1) is opened
    assert doors.is_open(1)
