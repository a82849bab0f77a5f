"""Why a board can't be asked and why a door stayed shut: told as it is, from the first question on."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial

import pytest

from hardware.locks.driver import Bank
from hardware.locks.registry import MAKERS, make_driver
from hardware.locks.settings import Value
from hardware.locks.winnsen.simulator import WinnsenBoard
from hardware.outcomes.locks import (
    BankBack,
    BankHealth,
    BankSilent,
    BusReady,
    DoorMoved,
    DoorState,
    Jammed,
    LockAddress,
    NotSent,
    Opened,
    OutcomeUnknown,
    Silence,
)
from hardware.simulator.boards.doors import Sensor, SimulatedDoors
from hardware.transport.wire import Faults
from tests.hardware.locks.rig import Rig, Script
from tests.hardware.locks.variants import CHANNELS, VARIANTS, Variant, said_by_boards

every_maker = pytest.mark.parametrize("variant", VARIANTS, ids=str)


@pytest.fixture
def build(make: type[Rig], variant: Variant) -> partial[Rig]:
    return partial(make, channels=CHANNELS, maker=variant.maker, settings=variant.of)


def told_from_the_start(rig: Rig, device: Script) -> tuple[BankSilent, BankHealth]:
    """What is told of a board that has never answered: nobody knows yet whether the adapter echoes."""
    rig.wire.devices = [device]
    rig.until(BusReady, 0)
    silent = rig.until(BankSilent, 0)
    rig.run(60)
    (health,) = rig.health().banks
    return silent, health


@every_maker
def test_garbled_replies_are_told_from_the_first_on(build: partial[Rig]) -> None:
    silent, health = told_from_the_start(build(), Script(lambda _question: [(0.02, b"\xfb\x13\xf2")]))
    assert (silent.silence, silent.reason) == (Silence.GARBAGE, "replies are garbled")
    assert health.refused == health.questions > 5


@every_maker
def test_a_board_at_another_address_is_told_from_the_first_on(build: partial[Rig], variant: Variant) -> None:
    """It answers whoever is asked, as one behind a converter with addresses of its own does."""
    other = next(frame for frame in said_by_boards(variant, 2, opened=False) if frame)
    silent, health = told_from_the_start(build(), Script(lambda _question: [(0.02, other)]))
    assert (silent.silence, silent.reason) == (Silence.FOREIGN, "only boards at other addresses answer")
    assert health.foreign == health.questions > 5


@every_maker
def test_nothing_but_our_own_bytes_is_told_from_nothing(build: partial[Rig]) -> None:
    silent, health = told_from_the_start(build(), Script(lambda question: [(0.01, question)]))
    assert (silent.silence, silent.reason) == (Silence.NOTHING, "nothing but our own bytes came back")
    assert health.timeouts == health.questions > 5


@every_maker
def test_a_board_that_comes_to_its_senses_is_back(build: partial[Rig]) -> None:
    rig = build()
    boards = rig.wire.devices
    told_from_the_start(rig, Script(lambda _question: [(0.02, b"\xfb\x13\xf2")]))
    rig.wire.devices = boards
    assert rig.until(BankBack).doors[LockAddress("b1", 1)] is DoorState.CLOSED
    assert isinstance(rig.unlock(1, 5), Opened)


@every_maker
def test_an_unlock_that_is_not_sent_says_why(build: partial[Rig]) -> None:
    rig = build()
    told_from_the_start(rig, Script(lambda _question: [(0.02, b"\xfb\x13\xf2")]))
    outcome = rig.unlock(1, 5)
    assert isinstance(outcome, NotSent)
    assert "garbled" in outcome.reason


# --- what boards decline ------------------------------------------------------------------------


def waveshare(make: type[Rig], said: Mapping[str, Value], has: Mapping[str, Value], echo: bool) -> Rig:
    """A board that has other settings than the site file says."""
    rig = make(maker="waveshare", channels=8, settings=lambda _n: said, faults=Faults(echo=echo))
    real = MAKERS["waveshare"].board(
        Bank("b1", "waveshare", 1, 8, settings=has), SimulatedDoors(1, 8, rig.events.append)
    )
    rig.wire.devices = [real]
    return rig


@pytest.mark.parametrize("echo", [False, True])
def test_a_board_with_fewer_inputs_than_said_says_so_itself(make: type[Rig], *, echo: bool) -> None:
    rig = waveshare(make, {"inputs": 16}, {"inputs": 8}, echo)
    rig.until(BusReady, 0)
    silent = rig.until(BankSilent, 0)
    assert silent.silence is Silence.DECLINED
    assert "fewer inputs or relays than the site file says (Modbus exception 2)" in silent.reason
    rig.run(60)
    (health,) = rig.health().banks
    assert health.declined > 5
    assert health.declined + health.answers == health.questions
    outcome = rig.unlock(1, 5)
    assert isinstance(outcome, NotSent)
    assert "Modbus exception 2" in outcome.reason


def test_a_relay_that_the_board_has_not_is_declined_and_so_is_the_function(make: type[Rig]) -> None:
    rig = make(maker="waveshare", channels=8).ready()
    honest = rig.boards[1]

    class Declining:
        def receive(self, data: bytes, now: float) -> None:
            if data[1] == 5 and data[2] == 2:
                script.receive(data, now)
            else:
                honest.receive(data, now)

        def emit(self, now: float) -> bytes:
            return honest.emit(now) + script.emit(now)

        def next_due(self) -> float | None:
            due = [each for each in (honest.next_due(), script.next_due()) if each is not None]
            return min(due, default=None)

    script = Script(lambda _question: [(0.01, bytes.fromhex("01 85 02 C3 51"))])
    rig.wire.devices = [Declining()]
    outcome = rig.unlock(1, 5)
    assert isinstance(outcome, Jammed)
    assert "Modbus exception 2" in outcome.reason


def test_a_lock_that_is_cooling_down_says_so(make: type[Rig]) -> None:
    rig = make(maker="winnsen").ready()
    board = rig.boards[1]
    assert isinstance(board, WinnsenBoard)
    board.cools_for = 30.0
    assert isinstance(rig.unlock(1, 5), Opened)
    board.doors.close(5)
    rig.until(DoorMoved)
    outcome = rig.unlock(1, 5)
    assert outcome == Jammed("this lock is cooling down")
    assert rig.opened_by_command() == [(1, 5)]
    rig.run(60)
    assert isinstance(rig.unlock(1, 5), Opened)


@pytest.mark.parametrize("maker", ["waveshare", "r4d3b16"])
def test_a_slave_obeys_what_all_are_told_and_says_nothing(maker: str) -> None:
    events: list[object] = []
    board = MAKERS[maker].board(Bank("b", maker, 1, 8), SimulatedDoors(1, 8, events.append))
    for frame in MAKERS[maker].board.openings(0):
        board.receive(frame, 0.0)
        assert board.emit(1.0) == b""
        break
    board.receive(bytes.fromhex("00 03 40 00 00 01 90 1B"), 2.0)
    board.receive(bytes.fromhex("00 0F 00 00 00 08 01 FF BF 47"), 3.0)
    assert board.emit(9.0) == b""
    assert events


# --- doors that are not there -------------------------------------------------------------------


def test_a_board_with_fewer_locks_than_said_never_opens_what_it_has_not(make: type[Rig]) -> None:
    """A CU12 answers like a CU16: by its word the four doors that aren't there are open."""
    rig = make(maker="kerong-cu16", channels=16)
    real = MAKERS["kerong-cu16"].board(
        Bank("b1", "kerong-cu16", 1, 12), SimulatedDoors(1, 12, rig.events.append)
    )
    rig.wire.devices = [real]
    ready = rig.until(BusReady, 0)
    assert ready.doors[LockAddress("b1", 12)] is DoorState.CLOSED
    outcome = rig.unlock(1, 14)
    assert isinstance(outcome, OutcomeUnknown)
    assert "never seen closed" in outcome.reason
    assert isinstance(rig.unlock(1, 12), Opened)
    (health,) = rig.health().banks
    assert health.never_closed == (13, 14, 15, 16)


@every_maker
def test_a_sensor_that_never_changes_is_no_opening(build: partial[Rig]) -> None:
    rig = build()
    rig.boards[1].doors.set_sensor(5, Sensor.STUCK_OPEN)
    rig.boards[1].doors.jam(5)
    rig.until(BusReady, 0)
    assert isinstance(rig.unlock(1, 5), OutcomeUnknown)
    (health,) = rig.health().banks
    assert health.never_closed == (5,)


@every_maker
def test_a_door_that_stood_open_at_the_start_is_believed_once_it_was_closed(build: partial[Rig]) -> None:
    rig = build()
    rig.boards[1].doors.open(5)
    rig.until(BusReady, 0)
    assert rig.health().banks[0].never_closed == (5,)
    rig.boards[1].doors.close(5)
    rig.until(DoorMoved)
    assert rig.health().banks[0].never_closed == ()
    assert isinstance(rig.unlock(1, 5), Opened)
    assert rig.line is not None
    rig.line.pull()
    rig.until(BusReady, len(rig.posted))
    assert isinstance(rig.unlock(1, 5), Opened)  # it is open, and its sensor was seen to change


def test_another_board_in_the_place_has_to_show_its_sensors_anew(make: type[Rig]) -> None:
    rig = make().ready()
    for channel in range(1, 13):
        rig.boards[1].doors.set_sensor(channel, Sensor.STUCK_OPEN)
    rig.orders.moved.append(rig.banks[0])
    rig.until(BankBack)
    assert isinstance(rig.unlock(1, 5), OutcomeUnknown)


def test_the_driver_of_the_search_is_the_banks_own() -> None:
    """A board of another dialect doesn't take the place of one: the site file says which it is."""
    driver = make_driver(Bank("b", "kerong-cu48", 3, 8, settings={"dialect": "v2.1"}))
    assert driver.speaker(bytes.fromhex("02 01 00 65 00 00 80 00 00 00 03 EB")) == 1
    assert not driver.is_answer(bytes.fromhex("02 01 00 65 00 00 80 00 00 00 03 EB"))
