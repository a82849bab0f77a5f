"""A bridge ends every pulse, whatever the kiosk, the relays or the supply do meanwhile."""

from __future__ import annotations

import os
import select
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from hardware.locks.bridge import frames
from hardware.locks.bridge.bridge import Bridge
from hardware.locks.bridge.frames import BridgeCommand, Question, States
from hardware.locks.bridge.line import open_bridge
from hardware.locks.bridge.process import serve
from hardware.locks.bridge.relays import RelayBoard, Unreachable
from hardware.locks.bus import Bus
from hardware.locks.driver import Bank, Polarity
from hardware.locks.gpio.relays import GpioRelays
from hardware.locks.mcp23017.relays import FIRST_CHIP, IODIRA, OLATA, McpRelays
from hardware.locks.mcp23017.simulator import SimulatedChips
from hardware.outcomes.locks import BusReady, DoorState, LockAddress, Opened, OutcomeUnknown, UnlockDone
from hardware.transport.base import LineError
from tests.hardware.locks import bridge_child
from tests.helpers.inbox import Inbox

BOARDS = [RelayBoard(0, 8, {})]


@dataclass
class Table:
    """A bridge on simulated chips, its answers, and the times at which coils were pulled and let go."""

    boards: list[RelayBoard] = field(default_factory=lambda: BOARDS)
    said: bytes = b""
    coils: list[tuple[int, int]] = field(default_factory=list)
    closed_contacts: int = 0xFF

    def __post_init__(self) -> None:
        addresses = tuple(FIRST_CHIP + board.address for board in self.boards)
        self.chips = SimulatedChips(
            addresses, lambda _: self.closed_contacts, lambda *change: self.coils.append(change)
        )
        self.bridge = Bridge(McpRelays(self.boards, self.chips), self.boards, self._say)

    def _say(self, data: bytes) -> None:
        self.said += data

    def ask(self, command: BridgeCommand, lock: int = 0, *, board: int = 0, now: float = 0.0) -> bytes:
        self.said = b""
        self.bridge.hear(frames.encode(Question(board, command, lock)), now)
        return self.said


def test_a_pulse_begins_ends_and_is_told() -> None:
    table = Table()
    table.ask(BridgeCommand.OFF)
    assert table.ask(BridgeCommand.PULSE, 3) == b""
    assert table.coils[-1] == (FIRST_CHIP, 0b100)
    assert table.bridge.next_due() == 0.5
    table.bridge.advance(0.49)
    assert table.coils[-1] == (FIRST_CHIP, 0b100)
    table.bridge.advance(0.5)
    assert table.coils[-1] == (FIRST_CHIP, 0)
    assert frames.pulse_done(table.said, 0, 3) is True
    assert table.bridge.next_due() is None


def test_two_pulses_never_overlap() -> None:
    table = Table()
    table.ask(BridgeCommand.PULSE, 3)
    assert frames.pulse_done(table.ask(BridgeCommand.PULSE, 4, now=0.1), 0, 4) is False
    assert table.coils == [(FIRST_CHIP, 0b100)]


@pytest.mark.parametrize("lock", [0, 9, 255])
def test_a_lock_that_the_board_has_not_is_refused(lock: int) -> None:
    table = Table()
    assert frames.pulse_done(table.ask(BridgeCommand.PULSE, lock), 0, lock) is False
    assert table.coils == []


def test_a_coil_that_can_not_be_switched_off_is_tried_until_it_is() -> None:
    table = Table()
    table.ask(BridgeCommand.PULSE, 3)
    table.chips.away = True
    now = 0.5
    for _ in range(5):
        table.bridge.advance(now)
        assert table.said == b""
        due = table.bridge.next_due()
        assert due is not None
        now = due
    table.chips.away = False
    table.bridge.advance(now)
    assert table.coils[-1] == (FIRST_CHIP, 0)
    assert frames.pulse_done(table.said, 0, 3) is True


def test_an_expander_that_lost_its_supply_is_set_up_again_and_pulls_nothing_by_it() -> None:
    table = Table(boards=[RelayBoard(0, 8, {"active": "low"})])
    table.chips = SimulatedChips(
        (FIRST_CHIP,), lambda _: 0, lambda *c: table.coils.append(c), active_low=True
    )
    table.bridge = Bridge(McpRelays(table.boards, table.chips), table.boards, table._say)
    assert frames.states_of(table.ask(BridgeCommand.STATES), 0) == States(0, 0xFF)
    table.chips.reset(FIRST_CHIP)
    assert frames.states_of(table.ask(BridgeCommand.STATES), 0) == States(0, 0xFF)
    assert table.coils == []
    assert table.chips.registers[FIRST_CHIP][IODIRA] == 0
    assert table.chips.registers[FIRST_CHIP][OLATA] == 0xFF
    table.ask(BridgeCommand.PULSE, 1)
    table.bridge.advance(0.5)
    assert table.coils == [(FIRST_CHIP, 1), (FIRST_CHIP, 0)]


def test_a_bus_that_is_broken_is_a_silent_board_and_comes_back() -> None:
    table = Table()
    table.chips.away = True
    assert table.ask(BridgeCommand.STATES) == b""
    assert table.ask(BridgeCommand.PULSE, 1) == b""
    table.chips.away = False
    table.closed_contacts = 0b1010
    assert frames.states_of(table.ask(BridgeCommand.STATES), 0) == States(0b1010, 0xFF)
    assert table.coils == []


def test_strays_before_and_between_questions_cost_nothing() -> None:
    table = Table()
    question = frames.encode(Question(0, BridgeCommand.STATES))
    for stray in (b"\0", b"\xc5", b"\xff" * 9, question[:5]):
        table.said = b""
        table.bridge.hear(stray, 0)
        table.bridge.hear(question[:3], 0)
        table.bridge.hear(question[3:] + stray, 0)
        table.bridge.hear(question, 0)
        assert frames.states_of(table.said[-16:], 0) == States(0xFF, 0xFF)


def test_a_bit_that_flipped_makes_no_question() -> None:
    question = frames.encode(Question(0, BridgeCommand.PULSE, 3))
    for bit in range(len(question) * 8):
        wrong = bytearray(question)
        wrong[bit // 8] ^= 1 << bit % 8
        assert frames.decode(bytes(wrong)) is None


def test_the_end_of_the_bridge_is_the_end_of_the_pulse() -> None:
    table = Table()
    table.ask(BridgeCommand.PULSE, 3)
    table.bridge.end()
    assert table.coils[-1] == (FIRST_CHIP, 0)
    assert table.chips.closed


# --- pins --------------------------------------------------------------------------------------


class _Pins:
    def __init__(self) -> None:
        self.levels: dict[int, bool] = {}
        self.released = False

    def get(self, pin: int) -> bool:
        return self.levels.get(pin, False)

    def put(self, pin: int, *, active: bool) -> None:
        self.levels[pin] = active

    def release(self) -> None:
        self.released = True


def test_pins_are_those_of_the_site_file_in_its_order() -> None:
    outputs, inputs = _Pins(), _Pins()
    boards = [RelayBoard(1, 3, {"outputs": "17 27 22", "inputs": "5 6 13", "pulse_ms": 300})]
    relays = GpioRelays(boards, outputs, inputs)
    inputs.levels[6] = True
    assert relays.states(1) == States(0b010, 0b111)
    assert relays.pulse_seconds(1) == 0.3
    relays.all_off(1)
    assert outputs.levels == {17: False, 27: False, 22: False}
    assert relays.on(1, 3)
    assert outputs.levels[22]
    relays.off(1, 3)
    assert not outputs.levels[22]
    relays.close()
    assert outputs.released
    assert inputs.released


@pytest.mark.parametrize(
    ("settings", "why"),
    [
        ({"outputs": "17 27"}, "3 channels need as many outputs"),
        ({"outputs": "17 27 22", "inputs": "22 5 6"}, "pins used as output and as input: 22"),
        ({"outputs": "17 27 22", "inputs": "5 6 13"}, "gpiochip"),
    ],
)
def test_pins_that_can_not_be_had_are_named(settings: Mapping[str, str], why: str) -> None:
    with pytest.raises(Unreachable, match=why):
        GpioRelays.open("gpio:///dev/gpiochip-none", [RelayBoard(1, 3, settings)])


# --- as a process ------------------------------------------------------------------------------


def _when(true: Callable[[], bool]) -> None:
    deadline = time.monotonic() + 30
    while not true():
        assert time.monotonic() < deadline
        select.select([], [], [], 0.01)


@pytest.fixture
def coils(tmp_path: Path) -> Iterator[Path]:
    """Where the bridge's process writes what it pulls."""
    path = tmp_path / "coils"
    path.touch()
    yield path
    assert not bridge_child.pulled(path), "a coil is still pulled"


def _command(coils: Path, *more: str) -> tuple[str, ...]:
    return sys.executable, "-m", "tests.hardware.locks.bridge_child", str(coils), *more


def _bank() -> Bank:
    return Bank("A", "mcp23017", 0, 8, Polarity.SHORT_WHEN_LOCKED, settings={"pulse_ms": 2000})


def test_a_kiosk_that_is_killed_in_the_middle_leaves_no_coil_pulled(coils: Path) -> None:
    kiosk = subprocess.Popen(
        [sys.executable, "-m", "tests.hardware.locks.bridge_child", "kiosk", str(coils)],
        stdout=subprocess.PIPE,
    )
    assert kiosk.stdout is not None
    with kiosk.stdout:
        assert kiosk.stdout.readline() == b"pulling\n"
        assert bridge_child.pulled(coils)
        kiosk.send_signal(signal.SIGKILL)
        kiosk.wait()
    _when(lambda: not bridge_child.pulled(coils))


@pytest.mark.parametrize("stroke", [signal.SIGKILL, signal.SIGSTOP], ids=["killed", "hung"])
def test_a_bridge_that_is_lost_in_the_middle_is_replaced_and_the_next_lets_go(
    coils: Path, stroke: signal.Signals
) -> None:
    inbox = Inbox()
    bus = Bus("locks", lambda: open_bridge("mcp23017://x", [_bank()], _command(coils)), [_bank()], inbox.put)
    bus.start()
    try:
        inbox.wait(BusReady)
        bus.unlock(7, LockAddress("A", 3))
        _when(lambda: bridge_child.pulled(coils))
        os.kill(bridge_child.process_of(coils), stroke)
        assert isinstance(inbox.wait(UnlockDone).outcome, Opened | OutcomeUnknown)
        _when(lambda: not bridge_child.pulled(coils))
    finally:
        bus.stop()


def test_a_door_opens_through_a_process_and_back(coils: Path) -> None:
    inbox = Inbox()
    bank = Bank("A", "mcp23017", 0, 8, settings={"pulse_ms": 100})
    bus = Bus("locks", lambda: open_bridge("mcp23017://x", [bank], _command(coils)), [bank], inbox.put)
    bus.start()
    try:
        doors = inbox.wait(BusReady).doors
        assert set(doors.values()) == {DoorState.CLOSED}
        bus.unlock(7, LockAddress("A", 3))
        assert isinstance(inbox.wait(UnlockDone).outcome, Opened)
    finally:
        bus.stop()


def test_what_is_missing_is_the_reason_that_the_line_is_down() -> None:
    bank = Bank("A", "gpio", 1, 8)
    with pytest.raises(LineError, match="gpiochip-none"):
        open_bridge("gpio:///dev/gpiochip-none", [bank])
    with pytest.raises(LineError, match="i2c-none"):
        open_bridge("mcp23017:///dev/i2c-none", [_bank()])


def test_a_program_that_is_no_bridge_is_a_line_error() -> None:
    with pytest.raises(LineError, match="no bridge started"):
        open_bridge("gpio://x", [_bank()], ("true",))


def test_serving_ends_with_the_kiosk() -> None:
    chips = SimulatedChips((FIRST_CHIP,))
    kiosk, theirs = socket.socketpair()
    with theirs:
        serving = threading.Thread(target=serve, args=(theirs, McpRelays(BOARDS, chips), BOARDS))
        serving.start()
        kiosk.sendall(frames.encode(Question(0, BridgeCommand.PULSE, 1)))
        kiosk.close()
        serving.join()
    assert chips.closed
    assert chips.coils(FIRST_CHIP) == 0
