"""What `cubby probe` finds, and that asking opens nothing."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Sequence
from functools import cache, reduce
from itertools import pairwise
from operator import xor
from pathlib import Path

import pytest

from hardware.locks.driver import Bank
from hardware.locks.registry import MAKERS
from hardware.locks.settings import Choice, Value
from hardware.locks.winnsen import frames as winnsen
from hardware.modbus import frames as modbus
from hardware.probe import command
from hardware.probe.findings import PortReport, PortTrouble, ProbedBoard
from hardware.probe.ports import stable_ports
from hardware.probe.sweep import ECHO_QUESTION, asked_at, passes_at, probe_port, usual_passes
from hardware.simulator.boards.board import SimulatedBoard
from hardware.simulator.boards.command import ServedBoards
from hardware.simulator.boards.doors import DoorEvent, SimulatedDoors
from hardware.transport.base import LineError, LineSettings, Transport
from hardware.transport.memory import MemoryLine, VirtualClock
from hardware.transport.recorder import Direction, Passed, Recorder
from hardware.transport.wire import Device, Faults, Wire
from tests.hardware.locks.rig import Script

LONGEST_REQUEST = 16
"""Bytes; longer requests that open something are short ones of several locks."""


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
        board = MAKERS[word].board(bank, SimulatedDoors(address, channels, self.events.append))
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
    assert (report.found, [note.heard for note in report.notes]) == ((), [PortTrouble.NOTHING])
    assert "no byte came back" in str(report.notes[0])


def test_an_echo_alone_is_no_board() -> None:
    report = Cabinet(faults=Faults(echo=True)).probe()
    assert (report.found, [note.heard for note in report.notes]) == ((), [PortTrouble.NOTHING])


def test_bytes_that_make_no_sense_are_told_from_silence() -> None:
    cabinet = Cabinet()
    cabinet.put(Script(lambda _question: [(0.01, b"\xfb\x13\xf2")]), LineSettings(9600))
    report = cabinet.probe()
    assert (report.found, [note.heard for note in report.notes]) == ((), [PortTrouble.GARBAGE])
    assert "fb 13 f2" in str(report.notes[0])


def test_a_line_that_babbles_is_told_and_left_alone() -> None:
    cabinet = Cabinet(faults=Faults(babble=True))
    cabinet.add("winnsen", 2, 16)
    assert PortTrouble.BABBLE in {note.heard for note in cabinet.probe().notes}
    assert sum(passed.direction is Direction.SENT for passed in cabinet.passed) <= 4


def test_a_board_that_answers_at_another_address_is_found_there() -> None:
    """It answers whoever asks, under its own address, where nobody would have looked."""
    cabinet = Cabinet()
    own = MAKERS["shuoming"].board(Bank("b", "shuoming", 77, 8), SimulatedDoors(77, 8, cabinet.events.append))

    class Answering(Wire):
        def receive(self, data: bytes, now: float) -> None:
            if data[0] == 0x80:
                data = bytes((0x80, 77, 0x00, 0x33, 0x80 ^ 77 ^ 0x33))
            own.receive(data, now)

    cabinet.put(Answering([own]), LineSettings(9600))
    report = cabinet.probe()
    assert ProbedBoard("shuoming", 77, 24, echo=False, baud=9600) in report.found
    assert [note.heard for note in report.notes] == []


def test_two_boards_at_one_address_are_told() -> None:
    cabinet = Cabinet()
    cabinet.add("dc02", 4, 12)
    cabinet.add("dc02", 4, 12).doors.open(3)
    report = cabinet.probe()
    assert [(note.heard, note.detail) for note in report.notes] == [(PortTrouble.CROWD, "dc02, address 4")]


def test_the_dialect_of_a_board_is_found(capsys: pytest.CaptureFixture[str]) -> None:
    cabinet = Cabinet()
    cabinet.add("kerong-cu48", 0, 48, dialect="v2.1")
    cabinet.add("kerong-cu48", 9, 24, dialect="60")
    cabinet.add("shuoming", 2, 24, dialect="2025")
    cabinet.add("shuoming", 3, 24)
    report = cabinet.probe()
    assert {(each.board, each.address): dict(each.settings) for each in report.found} == {
        ("kerong-cu48", 0): {"dialect": "v2.1"},
        ("kerong-cu48", 9): {"dialect": "60"},
        ("shuoming", 2): {"dialect": "2025"},
        ("shuoming", 3): {},
    }
    assert 'dialect = "v2.1"' in command.as_table([report])
    assert cabinet.events == []


@pytest.mark.parametrize("stray", [0.5, 1.0])
def test_boards_are_found_between_stray_bytes(stray: float) -> None:
    cabinet = Cabinet(faults=Faults(stray=stray))
    for word, address, channels in MIXED:
        cabinet.add(word, address, channels)
    found = {(each.board, each.address) for each in cabinet.probe().found}
    assert found == {(w, a) for w, a, _ in MIXED}


def test_seldom_addresses_are_asked_on_request() -> None:
    cabinet = Cabinet()
    cabinet.add("waveshare", 200, 8)
    assert cabinet.probe().found == ()
    assert [each.address for each in cabinet.probe(every_address=True).found] == [200]


def test_a_port_that_goes_away_is_a_note() -> None:
    def gone(_settings: LineSettings) -> Transport:
        raise LineError("no such port")

    report = probe_port("/dev/ttyUSB9", gone, usual_passes("/dev/ttyUSB9"))
    assert [(note.heard, note.detail) for note in report.notes] == [(PortTrouble.CLOSED, "no such port")]
    cabinet = Cabinet()

    def breaks(settings: LineSettings) -> Transport:
        return MemoryLine(Wire([]), cabinet.clock, takes=20)

    report = probe_port("/dev/ttyUSB9", breaks, usual_passes("/dev/ttyUSB9"), clock=cabinet.clock)
    assert {note.heard for note in report.notes} == {PortTrouble.CLOSED}


# --- asking opens nothing -----------------------------------------------------------------------


@cache
def asked_by_a_probe(*, every_address: bool) -> list[bytes]:
    cabinet = Cabinet()
    for word, address, channels in MIXED:
        cabinet.add(word, address, channels)
    cabinet.probe(every_address=every_address)
    return [ECHO_QUESTION, *(p.data for p in cabinet.passed if p.direction is Direction.SENT)]


def dialects(word: str) -> list[dict[str, Value]]:
    """A maker's boards in each of their dialects."""
    words = [
        each.words for each in MAKERS[word].settings if each.name == "dialect" and isinstance(each, Choice)
    ]
    return [{"dialect": each} for each in words[0]] if words else [{}]


DIALECTS = [(word, said) for word in MAKERS for said in dialects(word)]
in_every_dialect = pytest.mark.parametrize(
    ("word", "said"), DIALECTS, ids=["-".join((word, *map(str, said.values()))) for word, said in DIALECTS]
)


def doors_opened(
    word: str, address: int, settings: dict[str, Value], frames: Sequence[bytes], pause: float
) -> list[DoorEvent]:
    """What the frames do to a board of this maker that hears them all, `pause` seconds apart."""
    events: list[DoorEvent] = []
    channels = MAKERS[word].channels[-1]
    board = MAKERS[word].board(
        Bank("b", word, address, channels, settings=settings),
        SimulatedDoors(address, channels, events.append),
    )
    now = 0.0
    for frame in frames:
        board.receive(frame, now)
        now += pause
        board.emit(now)
    board.emit(now + 1000)
    return events


@pytest.mark.parametrize("pause", [0.0005, 0.1], ids=["glued", "apart"])
@in_every_dialect
def test_no_question_opens_a_door_of_any_maker_at_any_address(
    word: str, said: dict[str, Value], pause: float
) -> None:
    frames = asked_by_a_probe(every_address=False)
    for address in MAKERS[word].addresses:
        assert doors_opened(word, address, said, frames, pause) == []


@in_every_dialect
def test_nor_does_a_question_to_a_seldom_address(word: str, said: dict[str, Value]) -> None:
    frames = asked_by_a_probe(every_address=True)
    addresses = MAKERS[word].addresses
    for address in {addresses[0], addresses[1], addresses[-1]}:
        assert doors_opened(word, address, said, frames, 0.0005) == []


@in_every_dialect
def test_the_boards_of_these_tests_do_open_by_their_own_frames(word: str, said: dict[str, Value]) -> None:
    opened = 0
    frames = list(MAKERS[word].board.openings(2))
    for frame in frames[:: max(1, len(frames) // 400)]:
        opened += bool(doors_opened(word, 2, said, [frame], 1.0))
    assert opened > 0


@in_every_dialect
def test_what_opens_is_on_the_list(word: str, said: dict[str, Value]) -> None:
    """Every frame on any maker's list, with each byte turned a little: what opens is on this maker's."""
    known = set(MAKERS[word].board.openings(2))
    tried = 0
    for frame in sorted(known)[:: max(1, len(known) // 300)]:
        for at in range(len(frame) - 1):
            turned = frame[:at] + bytes((frame[at] ^ 1 << (at + tried) % 8,)) + frame[at + 1 :]
            for whole in sealed_anyhow(turned[:-1]):
                tried += 1
                if doors_opened(word, 2, said, [whole], 1.0):
                    assert opened_by(whole, word), whole.hex(" ")


def opened_by(data: bytes, word: str) -> list[tuple[int, bytes]]:
    """The frames anywhere in `data` that open something on such a board, and at which address."""
    opens, addresses = MAKERS[word].board.opens, MAKERS[word].addresses
    named = {each for byte in data for each in (byte, byte >> 4) if each in addresses}
    windows = {
        data[at:end]
        for at in range(len(data))
        for end in range(at + 5, min(at + LONGEST_REQUEST, len(data)) + 1)
    }
    return [(address, window) for window in windows for address in named if opens(window, address)]


@pytest.mark.parametrize("word", MAKERS)
def test_the_list_and_the_rule_agree(word: str) -> None:
    board = MAKERS[word].board
    for address in {MAKERS[word].addresses[0], 2, MAKERS[word].addresses[-1]}:
        assert all(board.opens(frame, address) for frame in board.openings(address))


def sealed_anyhow(body: bytes) -> list[bytes]:
    """`body` with each checksum that any maker uses."""
    exclusive = reduce(xor, body, 0)
    return [
        body + bytes((exclusive,)),
        body + bytes((sum(body) & 0xFF,)),
        body + bytes((sum(body[2:]) & 0xFF,)),
        modbus.sealed(body[:-1]),
    ]


@pytest.mark.parametrize("word", MAKERS)
def test_no_question_is_or_contains_an_opening(word: str) -> None:
    """By itself, and where one ends and the next begins: at every address that such a board can have."""
    for question in sorted(set(asked_by_a_probe(every_address=True))):
        assert opened_by(question, word) == []
    for one, next_one in pairwise(asked_by_a_probe(every_address=False)):
        assert opened_by(one[-8:] + next_one, word) == []


def test_a_winnsen_of_station_149_is_left_out_as_its_question_would_open_another_makers_doors() -> None:
    """Its first six bytes are the 8A board's "open several", checksum and all, at address 7."""
    question = winnsen.poll(149, 0xFFFF)
    assert opened_by(question, "shuoming") == [(7, question[:6])]
    assert doors_opened("shuoming", 7, {}, [question], 1.0)
    assert question not in asked_by_a_probe(every_address=True)


# --- the command --------------------------------------------------------------------------------


@pytest.fixture
def boards() -> Iterator[ServedBoards]:
    made = ServedBoards("dc02", 2, 12, first=3)
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
    boards: ServedBoards, quick: Callable[..., None], capsys: pytest.CaptureFixture[str]
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
    boards: ServedBoards, quick: Callable[..., None], capsys: pytest.CaptureFixture[str]
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
    boards = ServedBoards("dc02", 1, 12, tcp=0)
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
