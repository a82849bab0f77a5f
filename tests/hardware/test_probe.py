"""What `cubby probe` finds, and that asking opens nothing."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

import pytest

from hardware.locks.driver import Bank
from hardware.locks.registry import MAKERS
from hardware.locks.settings import Value
from hardware.probe import command
from hardware.probe.asking import ECHO_QUESTION, asked_at, passes_at, probe_port, usual_passes
from hardware.probe.findings import Found, Heard, PortReport
from hardware.probe.ports import stable_ports
from hardware.simulator.board import SimulatedBoard
from hardware.simulator.boards import Boards
from hardware.simulator.doors import DoorEvent, Doors
from hardware.transport.base import LineError, LineSettings, Transport
from hardware.transport.memory import MemoryLine, VirtualClock
from hardware.transport.recorder import Direction, Passed, Recorder
from hardware.transport.wire import Device, Faults, Wire
from tests.hardware.rig import Script


class Cabinet:
    """Boards of any makers on one port, each hearing its own speed only, and a clock without a hurry."""

    def __init__(self, *, faults: Faults | None = None) -> None:
        self.clock = VirtualClock()
        self.events: list[DoorEvent] = []
        self.passed: list[Passed] = []
        self._devices: dict[LineSettings, list[Device]] = {}
        self._faults = faults or Faults()

    def add(self, word: str, address: int, channels: int, **settings: Value) -> SimulatedBoard:
        bank = Bank("b", word, address, channels, settings=settings)
        board = MAKERS[word].board(bank, Doors(address, channels, self.events.append))
        self.put(board, MAKERS[word].line)
        return board

    def put(self, device: Device, settings: LineSettings) -> None:
        self._devices.setdefault(settings, []).append(device)

    def open(self, settings: LineSettings) -> Transport:
        wire = Wire(self._devices.get(settings, []), self._faults)
        return Recorder(MemoryLine(wire, self.clock), clock=self.clock, tell=self.passed.append)

    def probe(self, port: str = "/dev/ttyUSB0", *, every_address: bool = False) -> PortReport:
        return probe_port(port, self.open, usual_passes(port), every_address=every_address, clock=self.clock)


MIXED = [
    ("shuoming", 3, 24),
    ("shuoming", 17, 12),
    ("winnsen", 2, 16),
    ("wkly", 5, 10),
    ("dc02", 4, 12),
    ("waveshare", 9, 16),
    ("r4d3b16", 7, 16),
    ("kerong-cu16", 0, 16),
    ("kerong-cu16", 6, 12),
    ("kerong-cu48", 1, 48),
]


@pytest.mark.parametrize("echo", [False, True])
def test_all_boards_of_mixed_makers_are_found(*, echo: bool) -> None:
    cabinet = Cabinet(faults=Faults(echo=echo))
    for word, address, channels in MIXED:
        cabinet.add(word, address, channels)
    report = cabinet.probe()
    assert {(each.board, each.address) for each in report.found} == {(w, a) for w, a, _ in MIXED}
    assert {each.echo for each in report.found} == {echo}
    assert report.notes == ()
    told = {(each.board, each.address): each.channels for each in report.found}
    assert told["shuoming", 3] == 24
    assert told["wkly", 5] == 10
    assert told["waveshare", 9] == 16
    assert told["kerong-cu48", 1] == 48
    assert told["r4d3b16", 7] is None
    assert {each.baud for each in report.found if each.board.startswith("kerong")} == {19200}
    assert {each.baud for each in report.found if each.board == "wkly"} == {9600}
    assert cabinet.events == []


def _port_of(word: str) -> str:
    return f"{MAKERS[word].schemes[0]}there" if MAKERS[word].schemes else "/dev/ttyUSB0"


@pytest.mark.parametrize("word", [word for word in MAKERS if word in asked_at(_port_of(word))])
def test_every_maker_is_found_at_each_end_of_where_it_likely_stands(word: str) -> None:
    maker = MAKERS[word]
    cabinet = Cabinet()
    for address in (maker.likely[0], maker.likely[-1]):
        cabinet.add(word, address, 8)
    report = cabinet.probe(_port_of(word))
    assert [(each.board, each.address) for each in report.found] == [
        (word, maker.likely[0]),
        (word, maker.likely[-1]),
    ]


def test_a_port_without_a_board_takes_less_than_half_a_minute() -> None:
    cabinet = Cabinet()
    began = cabinet.clock.now
    report = cabinet.probe()
    assert cabinet.clock.now - began < 30
    assert (report.found, [note.heard for note in report.notes]) == ((), [Heard.NOTHING])
    assert "no byte came back" in str(report.notes[0])


def test_an_echo_alone_is_no_board() -> None:
    report = Cabinet(faults=Faults(echo=True)).probe()
    assert (report.found, [note.heard for note in report.notes]) == ((), [Heard.NOTHING])


def test_bytes_that_make_no_sense_are_told_from_silence() -> None:
    cabinet = Cabinet()
    cabinet.put(Script(lambda _question: [(0.01, b"\xfb\x13\xf2")]), LineSettings(9600))
    report = cabinet.probe()
    assert (report.found, [note.heard for note in report.notes]) == ((), [Heard.GARBAGE])
    assert "fb 13 f2" in str(report.notes[0])


def test_a_line_that_babbles_is_told_and_left_alone() -> None:
    cabinet = Cabinet(faults=Faults(babble=True))
    cabinet.add("winnsen", 2, 16)
    assert Heard.BABBLE in {note.heard for note in cabinet.probe().notes}
    assert sum(passed.direction is Direction.SENT for passed in cabinet.passed) <= 4


def test_a_board_that_answers_at_another_address_is_found_there() -> None:
    """It answers whoever asks, under its own address, where nobody would have looked."""
    cabinet = Cabinet()
    own = MAKERS["shuoming"].board(Bank("b", "shuoming", 77, 8), Doors(77, 8, cabinet.events.append))

    class Answering(Wire):
        def receive(self, data: bytes, now: float) -> None:
            if data[0] == 0x80:
                data = bytes((0x80, 77, 0x00, 0x33, 0x80 ^ 77 ^ 0x33))
            own.receive(data, now)

    cabinet.put(Answering([own]), LineSettings(9600))
    report = cabinet.probe()
    assert Found("shuoming", 77, 24, echo=False, baud=9600) in report.found
    assert [note.heard for note in report.notes] == []


def test_two_boards_at_one_address_are_told() -> None:
    cabinet = Cabinet()
    cabinet.add("dc02", 4, 12)
    cabinet.add("dc02", 4, 12).doors.open(3)
    report = cabinet.probe()
    assert [(note.heard, note.detail) for note in report.notes] == [(Heard.CROWD, "dc02, address 4")]


def test_seldom_addresses_are_asked_on_request() -> None:
    cabinet = Cabinet()
    cabinet.add("waveshare", 200, 8)
    assert cabinet.probe().found == ()
    assert [each.address for each in cabinet.probe(every_address=True).found] == [200]


def test_a_port_that_goes_away_is_a_note() -> None:
    def gone(_settings: LineSettings) -> Transport:
        raise LineError("no such port")

    report = probe_port("/dev/ttyUSB9", gone, usual_passes("/dev/ttyUSB9"))
    assert [(note.heard, note.detail) for note in report.notes] == [(Heard.CLOSED, "no such port")]
    cabinet = Cabinet()

    def breaks(settings: LineSettings) -> Transport:
        return MemoryLine(Wire([]), cabinet.clock, takes=20)

    report = probe_port("/dev/ttyUSB9", breaks, usual_passes("/dev/ttyUSB9"), clock=cabinet.clock)
    assert {note.heard for note in report.notes} == {Heard.CLOSED}


# --- asking opens nothing -----------------------------------------------------------------------


def asked_by_a_probe(*, every_address: bool) -> list[bytes]:
    cabinet = Cabinet()
    for word, address, channels in MIXED:
        cabinet.add(word, address, channels)
    cabinet.probe(every_address=every_address)
    return [ECHO_QUESTION, *(p.data for p in cabinet.passed if p.direction is Direction.SENT)]


def doors_opened(word: str, address: int, frames: Sequence[bytes], pause: float) -> list[DoorEvent]:
    """What the frames do to a board of this maker that hears them all, `pause` seconds apart."""
    events: list[DoorEvent] = []
    settings: dict[str, Value] = {}
    channels = MAKERS[word].channels[-1]
    board = MAKERS[word].board(
        Bank("b", word, address, channels, settings=settings), Doors(address, channels, events.append)
    )
    now = 0.0
    for frame in frames:
        board.receive(frame, now)
        now += pause
        board.emit(now)
    board.emit(now + 1000)
    return events


@pytest.mark.parametrize("pause", [0.0005, 0.1], ids=["glued", "apart"])
@pytest.mark.parametrize("word", MAKERS)
def test_no_question_opens_a_door_of_any_maker_at_any_address(word: str, pause: float) -> None:
    frames = asked_by_a_probe(every_address=False)
    for address in MAKERS[word].addresses:
        assert doors_opened(word, address, frames, pause) == []


@pytest.mark.parametrize("word", MAKERS)
def test_nor_does_a_question_to_a_seldom_address(word: str) -> None:
    frames = asked_by_a_probe(every_address=True)
    addresses = MAKERS[word].addresses
    for address in {addresses[0], addresses[1], addresses[-1]}:
        assert doors_opened(word, address, frames, 0.0005) == []


@pytest.mark.parametrize("word", MAKERS)
def test_the_boards_of_these_tests_do_open_by_their_own_frames(word: str) -> None:
    opened = 0
    frames = list(MAKERS[word].board.openings(2))
    for frame in frames[:: max(1, len(frames) // 50)]:
        opened += bool(doors_opened(word, 2, [frame], 1.0))
    assert opened > 0


@pytest.mark.parametrize("word", MAKERS)
def test_no_question_is_or_contains_an_opening(word: str) -> None:
    questions = b"".join(asked_by_a_probe(every_address=True))
    addresses = MAKERS[word].addresses
    for address in {addresses[0], 2, addresses[-1]}:
        assert not [frame for frame in MAKERS[word].board.openings(address) if frame in questions]


# --- the command --------------------------------------------------------------------------------


@pytest.fixture
def boards() -> Iterator[Boards]:
    made = Boards("dc02", 2, 12, first=3)
    made.start()
    yield made
    made.stop()


@pytest.fixture
def quick(monkeypatch: pytest.MonkeyPatch) -> Callable[..., None]:
    """Only these makers are asked, so that a real line takes a moment."""

    def only(*words: str) -> None:
        monkeypatch.setattr("hardware.locks.registry.MAKERS", {word: MAKERS[word] for word in words})

    return only


def test_the_command_prints_a_list_of_boards(
    boards: Boards, quick: Callable[..., None], capsys: pytest.CaptureFixture[str]
) -> None:
    quick("dc02")
    assert command.main(["--port", boards.line.path, "--json"]) == 0
    assert json.loads(capsys.readouterr().out) == [
        {
            "port": boards.line.path,
            "board": "dc02",
            "address": address,
            "channels": 12,
            "echo": False,
            "baud": 9600,
            "settings": {},
        }
        for address in (3, 4)
    ]


def test_the_command_prints_a_table_and_notes(
    boards: Boards, quick: Callable[..., None], capsys: pytest.CaptureFixture[str]
) -> None:
    quick("dc02")
    assert command.main(["--port", boards.line.path, "/nowhere/at-all"]) == 1
    printed = capsys.readouterr()
    head, first, second = printed.out.splitlines()
    assert head.split() == ["port", "board", "address", "channels", "echo", "baud", "settings"]
    assert first.split() == [boards.line.path, "dc02", "3", "12", "no", "9600", "-"]
    assert second.split()[2] == "4"
    assert printed.err.startswith("/nowhere/at-all: it can't be opened")


def test_a_port_of_the_network_has_no_speed(
    quick: Callable[..., None], capsys: pytest.CaptureFixture[str]
) -> None:
    quick("dc02")
    boards = Boards("dc02", 1, 12, tcp=0)
    port = boards.start()
    assert command.main(["--port", port, "--json"]) == 0
    boards.stop()
    (found,) = json.loads(capsys.readouterr().out)
    assert (found["port"], found["baud"]) == (port, None)


def test_speeds_can_be_named() -> None:
    passes = passes_at([38400, 115200])
    assert [each.settings.baud for each in passes] == [38400, 115200]
    assert set(passes[0].makers) == {word for word, maker in MAKERS.items() if not maker.schemes}


def test_wrong_usage_and_no_port(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    assert command.main(["--baud", "fast"]) == 2
    assert command.main(["--help"]) == 0
    monkeypatch.setattr(command, "stable_ports", list)
    assert command.main(["--json"]) == 1
    assert "no serial port" in capsys.readouterr().err


def test_ports_have_the_names_that_stay(tmp_path: Path) -> None:
    by_id, by_path = tmp_path / "by-id", tmp_path / "by-path"
    by_id.mkdir()
    by_path.mkdir()
    devices = [tmp_path / name for name in ("ttyUSB0", "ttyUSB1", "ttyS0")]
    for device in devices:
        device.touch()
    (by_id / "usb-good").symlink_to(devices[0])
    (by_path / "pci-0").symlink_to(devices[0])
    (by_path / "pci-1").symlink_to(devices[1])
    assert stable_ports((by_id, by_path), [str(device) for device in devices]) == [
        str(devices[2]),
        str(by_id / "usb-good"),
        str(by_path / "pci-1"),
    ]
    assert stable_ports((tmp_path / "none",), []) == []
