"""The bus in its own thread on real pseudo-terminals, against boards with hands and bad luck."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

import pytest

from hardware.locks.bus import Bus
from hardware.locks.driver import Bank
from hardware.locks.line import Line
from hardware.outcomes.locks import (
    BankBack,
    BankSilent,
    BusDown,
    BusReady,
    DoorMoved,
    DoorState,
    Jammed,
    LockAddress,
    NotSent,
    Opened,
    OutcomeUnknown,
    Pong,
    UnlockDone,
)
from hardware.simulator.boards.board import Timing
from hardware.simulator.boards.command import ServedBoards
from hardware.simulator.boards.doors import DoorEvent, Happening, Sensor, Who
from hardware.simulator.lines.terminal import ServedLine
from hardware.transport.base import LineSettings
from hardware.transport.memory import MemoryLine, VirtualClock
from hardware.transport.ports import open_port
from hardware.transport.recorder import Direction, Passed
from hardware.transport.wire import Faults, Wire
from tests.helpers.inbox import Inbox

QUICK = Timing(unlock=0.06, query=0.005, pull=0.005, boot=0.1, byte=0.0)
WINDOW = 0.5
PATIENCE = 0.3
"""of the real time-outs: 225 ms for a reading, 450 ms for an unlock"""


class Site:
    """Two simulated boards, a bus on them, and everything that was said."""

    def __init__(
        self, folder: Path, faults: Faults | None = None, *, reports: bool = False, window: float = WINDOW
    ) -> None:
        self.inbox = Inbox()
        self.bytes: list[Passed] = []
        self.events: list[DoorEvent] = []
        self.writing = threading.Event()
        self.sent: list[tuple[int, float]] = []
        self.boards = ServedBoards(
            "shuoming",
            2,
            12,
            timing=QUICK,
            faults=faults,
            seed=4,
            reports=reports,
            link=folder / "usb-locks",
            on_door=self.events.append,
            on_bytes=self._passed,
        )
        self.boards.start()
        self.hand = self.boards.hand
        self.when_unlock_arrives: Callable[[], object] = lambda: None
        self.bus = Bus(
            "bus",
            lambda: open_port(str(folder / "usb-locks"), LineSettings()),
            [Bank(f"b{n}", "shuoming", n, 12, patience=PATIENCE) for n in (1, 2)],
            self.inbox.put,
            window=window,
            on_sent=lambda ticket, at: self.sent.append((ticket, at)),
        )
        self.bus.start()

    def _passed(self, passed: Passed) -> None:
        self.bytes.append(passed)
        if passed.direction is Direction.RECEIVED and passed.data[:1] == b"\x8a":
            self.when_unlock_arrives()

    def unlock(self, ticket: int, bank: int, channel: int) -> object:
        self.bus.unlock(ticket, LockAddress(f"b{bank}", channel))
        done = self.inbox.wait(lambda value: isinstance(value, UnlockDone) and value.ticket == ticket)
        assert isinstance(done, UnlockDone)
        return done.outcome

    def unlock_frames(self) -> int:
        received = b"".join(p.data for p in self.bytes if p.direction is Direction.RECEIVED)
        return received.count(b"\x8a")

    def close(self) -> None:
        self.bus.stop()
        self.boards.stop()


@pytest.fixture
def make(tmp_path: Path) -> Iterator[Callable[..., Site]]:
    made: list[Site] = []

    def build(faults: Faults | None = None, *, reports: bool = False, window: float = WINDOW) -> Site:
        site = Site(tmp_path, faults, reports=reports, window=window)
        made.append(site)
        return site

    yield build
    for site in made:
        site.close()


@pytest.fixture
def site(make: Callable[..., Site]) -> Site:
    site = make()
    site.inbox.wait(BusReady)
    return site


def moved(bank: int, channel: int, state: DoorState, *, commanded: bool) -> DoorMoved:
    return DoorMoved(LockAddress(f"b{bank}", channel), state, commanded)


def test_a_visit_to_one_door(site: Site) -> None:
    site.bus.watch(True)
    assert isinstance(site.unlock(1, 2, 5), Opened)
    site.inbox.wait(moved(2, 5, DoorState.OPEN, commanded=True))
    assert site.hand.is_open(2, 5)
    site.hand.close(2, 5)
    site.inbox.wait(moved(2, 5, DoorState.CLOSED, commanded=True))
    assert [ticket for ticket, _ in site.sent] == [1]
    assert site.unlock_frames() == 1


def test_a_jam_and_a_stuck_sensor(site: Site) -> None:
    site.hand.jam(1, 3)
    assert site.unlock(1, 1, 3) == Jammed()
    site.hand.free(1, 3)
    assert isinstance(site.unlock(2, 1, 3), Opened)
    site.hand.sensor(1, 4, Sensor.STUCK_CLOSED)
    assert site.unlock(3, 1, 4) == Jammed()
    assert site.hand.is_open(1, 4)
    assert site.unlock_frames() == 3


@pytest.mark.parametrize("reports", [False, True])
def test_a_door_that_a_hand_opens(make: Callable[..., Site], *, reports: bool) -> None:
    site = make(reports=reports)
    site.inbox.wait(BusReady)
    site.hand.open(2, 9)
    site.inbox.wait(moved(2, 9, DoorState.OPEN, commanded=False))
    site.hand.close(2, 9)
    site.inbox.wait(moved(2, 9, DoorState.CLOSED, commanded=False))


def test_the_thread_answers_pings_up_and_down(site: Site) -> None:
    site.bus.ping(7)
    assert site.inbox.wait(Pong) == Pong("bus", 7)
    site.hand.unplug()
    site.inbox.wait(BusDown)
    site.bus.ping(8)
    assert site.inbox.wait(Pong) == Pong("bus", 8)


# --- plugs --------------------------------------------------------------------------------------


def test_unplugged_when_nothing_happens_and_back_under_another_name(site: Site) -> None:
    before = site.boards.line.path
    site.hand.unplug()
    site.inbox.wait(BusDown)
    assert isinstance(site.unlock(1, 1, 1), NotSent)
    placeholder = ServedBoards("shuoming", 1, 1)  # takes the name that the terminal had
    site.hand.open(1, 1)
    site.hand.plug()
    assert site.boards.line.path != before
    ready = site.inbox.wait(BusReady)
    assert isinstance(ready, BusReady)
    assert ready.doors[LockAddress("b1", 1)] is DoorState.OPEN
    assert isinstance(site.unlock(2, 2, 1), Opened)
    placeholder.stop()


def test_unplugged_between_command_and_answer(site: Site) -> None:
    site.when_unlock_arrives = site.hand.unplug
    assert isinstance(site.unlock(1, 1, 5), OutcomeUnknown)  # it stays away for longer than the window
    site.when_unlock_arrives = lambda: None
    site.hand.plug()
    ready = site.inbox.wait(BusReady)
    assert isinstance(ready, BusReady)
    assert ready.doors[LockAddress("b1", 5)] is DoorState.OPEN
    site.hand.close(1, 5)
    site.inbox.wait(moved(1, 5, DoorState.CLOSED, commanded=True))
    assert site.unlock_frames() == 1


def test_unplugged_while_a_door_is_open(site: Site) -> None:
    site.unlock(1, 1, 5)
    site.hand.unplug()
    site.inbox.wait(BusDown)
    site.hand.close(1, 5)
    site.hand.plug()
    ready = site.inbox.wait(BusReady)
    assert isinstance(ready, BusReady)
    assert ready.doors[LockAddress("b1", 5)] is DoorState.CLOSED


def test_not_there_at_the_start(tmp_path: Path) -> None:
    inbox = Inbox()
    bus = Bus(
        "bus",
        lambda: open_port(str(tmp_path / "nothing"), LineSettings()),
        [Bank("b1", "shuoming", 1, 12)],
        inbox.put,
    )
    bus.start()
    inbox.wait(BusDown)
    bus.unlock(1, LockAddress("b1", 1))
    done = inbox.wait(UnlockDone)
    assert isinstance(done, UnlockDone)
    assert isinstance(done.outcome, NotSent)
    bus.stop()


# --- bad lines ----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "faults",
    [Faults(echo=True), Faults(split=0.004), Faults(echo=True, split=0.002, duplicate=0.3)],
    ids=["echo", "one byte at a time", "all at once"],
)
def test_an_odd_line_works(make: Callable[..., Site], faults: Faults) -> None:
    site = make(faults)
    site.inbox.wait(BusReady)
    site.hand.jam(2, 2)
    assert isinstance(site.unlock(1, 1, 1), Opened)
    assert site.unlock(2, 2, 2) == Jammed()
    site.hand.close(1, 1)
    site.inbox.wait(moved(1, 1, DoorState.CLOSED, commanded=True))


def test_a_fifth_of_the_frames_lost(make: Callable[..., Site]) -> None:
    site = make(Faults(lose=0.2))
    site.inbox.wait(BusReady)
    outcomes = {channel: site.unlock(channel, 1, channel) for channel in range(1, 9)}
    opened = {e.channel for e in site.events if (e.happening, e.by) == (Happening.OPENED, Who.COMMAND)}
    assert {c for c, outcome in outcomes.items() if isinstance(outcome, Opened)} <= opened
    sent = [c for c, outcome in outcomes.items() if not isinstance(outcome, NotSent)]
    assert site.unlock_frames() == len(sent) == len(site.sent)


def test_a_board_that_reboots_in_the_middle(site: Site) -> None:
    site.when_unlock_arrives = partial(site.hand.reboot, 1)
    outcome = site.unlock(1, 1, 5)
    assert isinstance(outcome, Opened if site.hand.is_open(1, 5) else Jammed)
    assert site.unlock_frames() == 1


def test_a_board_that_goes_and_comes_back(site: Site) -> None:
    site.hand.silence(2, on=True)
    silent = site.inbox.wait(BankSilent)
    assert isinstance(silent, BankSilent)
    assert silent.bank == "b2"
    assert isinstance(site.unlock(1, 2, 1), NotSent)
    assert isinstance(site.unlock(2, 1, 1), Opened)
    site.hand.silence(2, on=False)
    site.inbox.wait(BankBack)
    assert isinstance(site.unlock(3, 2, 1), Opened)


def test_babble_gets_no_unlock_and_passes(site: Site) -> None:
    site.hand.spoil("babble", True)
    site.inbox.wait(BankSilent)
    assert isinstance(site.unlock(1, 1, 1), NotSent)
    assert site.unlock_frames() == 0
    site.hand.spoil("babble", False)
    site.inbox.wait(BankBack)


class Flood:
    """Something that never stops talking, as fast as the line takes it."""

    def receive(self, _data: bytes, _now: float) -> None:
        return

    def emit(self, _now: float) -> bytes:
        return bytes(range(256)) * 8

    def next_due(self) -> float | None:
        return 0.0


def test_a_flood_starves_nobody_and_fills_nothing(site: Site) -> None:
    line = ServedLine(Flood())
    line.start()
    inbox = Inbox()
    bank = Bank("b1", "shuoming", 1, 12, patience=PATIENCE)
    bus = Bus("flooded", lambda: open_port(line.path, LineSettings()), [bank], inbox.put)
    bus.start()
    inbox.wait(BusReady)
    bus.unlock(1, LockAddress("b1", 1))
    done = inbox.wait(UnlockDone)
    assert isinstance(done, UnlockDone)
    assert isinstance(done.outcome, NotSent)
    assert isinstance(site.unlock(1, 1, 1), Opened)
    bus.ping(1)
    inbox.wait(Pong)
    bus.stop()
    line.stop()


# --- the thread ---------------------------------------------------------------------------------


def test_the_end_answers_what_is_open_and_what_comes_later(make: Callable[..., Site]) -> None:
    site = make(window=30.0)
    site.inbox.wait(BusReady)
    site.hand.jam(1, 5)
    for ticket in (1, 2, 3):
        site.bus.unlock(ticket, LockAddress("b1", 5))
    arrived = threading.Event()
    site.when_unlock_arrives = arrived.set
    assert arrived.wait(30)
    site.bus.stop()
    site.bus.stop()
    site.bus.unlock(4, LockAddress("b1", 5))
    done = {value.ticket: value.outcome for value in site.inbox.history if isinstance(value, UnlockDone)}
    answers = [value for value in site.inbox.history if isinstance(value, UnlockDone)]
    assert len(answers) == 4
    assert isinstance(done[1], OutcomeUnknown)
    assert all(isinstance(done[ticket], NotSent) for ticket in (2, 3, 4))


def test_a_bus_that_never_started_answers_as_well() -> None:
    inbox = Inbox()
    bus = Bus("bus", lambda: open_port("/nowhere", LineSettings()), [Bank("b", "shuoming", 1, 1)], inbox.put)
    bus.unlock(1, LockAddress("b", 1))
    bus.stop()
    bus.stop()
    (done,) = inbox.history
    assert isinstance(done.outcome, NotSent)


def test_nobody_else_touches_the_line() -> None:
    clock = VirtualClock()
    line = Line(MemoryLine(Wire([]), clock), (), clock)
    caught: list[str] = []

    def intrude() -> None:
        try:
            line.ask(b"x", lambda data: data, 1)
        except AssertionError as refused:
            caught.append(str(refused))

    thread = threading.Thread(target=intrude)
    thread.start()
    thread.join()
    assert caught == ["a line is touched by the thread that made it and by no other"]


@pytest.mark.parametrize("banks", [[], [Bank("b", "shuoming", 1, 1), Bank("b", "shuoming", 2, 1)]])
def test_a_bus_that_makes_no_sense(banks: list[Bank]) -> None:
    with pytest.raises(ValueError, match="bus bus"):
        Bus("bus", lambda: open_port("/nowhere", LineSettings()), banks, lambda _value: None)
