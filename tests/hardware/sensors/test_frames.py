"""Modbus questions and answers by the published frames, and which readings are believed."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hardware.modbus.asker import Ask
from hardware.modbus.frames import Function
from hardware.modbus.reading import NoReading, Request, Values, answer, request, signed, signed_pair
from hardware.outcomes.senses import Climate, Contact
from hardware.sensors.belief import Belief
from hardware.sensors.climate import XyMd02
from hardware.sensors.contacts import ContactBoard, Wired
from hardware.simulator.lines.modbus import SlaveTiming
from hardware.simulator.senses.climate import InputBoard, XyMd02Probe

AIR = Request(1, Function.READ_INPUT_REGISTERS, 1, 2)
INPUTS = Request(1, Function.READ_INPUTS, 0, 8)

VECTORS = [
    (AIR, "01 04 00 01 00 02 20 0B", "01 04 04 01 18 01 A1 BA 57", (280, 417)),
    (INPUTS, "01 02 00 00 00 08 79 CC", "01 02 01 55 61 B7", (1, 0, 1, 0, 1, 0, 1, 0)),
    (
        Request(1, Function.READ_INPUT_REGISTERS, 0x331A, 1),
        "01 04 33 1A 00 01 1F 49",
        "01 04 02 04 DD 7B A9",
        (1245,),
    ),
]


@pytest.mark.parametrize(("question", "sent", "received", "values"), VECTORS)
def test_published_frames_are_ours(question: Request, sent: str, received: str, values: Values) -> None:
    assert request(question) == bytes.fromhex(sent)
    assert answer(question, bytes.fromhex(received)) == values


@pytest.mark.parametrize(
    ("question", "sent"),
    [
        (Request(1, Function.READ_INPUT_REGISTERS, 0x311A, 1), "01 04 31 1A 00 01 1E F1"),
        (Request(1, Function.READ_INPUT_REGISTERS, 0x3200, 3), "01 04 32 00 00 03 BE B3"),
        (Request(255, Function.READ_INPUTS, 0, 8), "FF 02 00 00 00 08 6C 12"),
    ],
)
def test_published_questions_are_ours(question: Request, sent: str) -> None:
    assert request(question) == bytes.fromhex(sent)


def test_the_published_answer_of_a_board_at_the_factory_address() -> None:
    question = Request(255, Function.READ_INPUTS, 0, 8)
    assert answer(question, bytes.fromhex("FF 02 01 01 51 A0")) == (1, 0, 0, 0, 0, 0, 0, 0)


def test_the_simulated_devices_answer_with_the_published_bytes() -> None:
    at_once = SlaveTiming(think=0, byte=0)
    probe = XyMd02Probe(1, 28.0, 41.7, at_once)
    probe.receive(request(AIR), 1.0)
    assert probe.emit(1.0) == bytes.fromhex("01 04 04 01 18 01 A1 BA 57")
    board = InputBoard(1, 8, at_once)
    board.inputs = {n: n % 2 == 0 for n in range(8)}
    board.receive(request(INPUTS), 1.0)
    assert board.emit(1.0) == bytes.fromhex("01 02 01 55 61 B7")


def test_numbers_below_zero() -> None:
    assert signed(0xFFF6) == -10
    assert signed(0x7FFF) == 32767
    assert signed_pair(0xFF9C, 0xFFFF) == -100
    assert signed_pair(0x86A0, 0x0001) == 100_000


def test_a_refusal_is_named_and_a_damaged_one_is_nothing() -> None:
    refusal = bytes.fromhex("01 84 02 C2 C1")
    refused = answer(AIR, refusal)
    assert isinstance(refused, NoReading)
    assert "code 2" in refused.reason
    assert answer(AIR, refusal[:-1] + b"\x00") is None


GOOD = bytes.fromhex(VECTORS[0][2])


@settings(deadline=None)
@given(st.integers(0, len(GOOD) * 8 - 1))
def test_no_turned_bit_is_believed(bit: int) -> None:
    damaged = bytearray(GOOD)
    damaged[bit // 8] ^= 1 << bit % 8
    assert answer(AIR, bytes(damaged)) is None


@settings(deadline=None)
@given(st.integers(0, len(GOOD) - 1), st.binary(max_size=20), st.binary(min_size=1, max_size=20))
def test_nothing_cut_or_lengthened_is_believed(at: int, before: bytes, after: bytes) -> None:
    assert answer(AIR, GOOD[:at]) is None
    assert answer(AIR, before + GOOD + after) is None


@pytest.mark.parametrize("unit", [0, 2, 255])
def test_another_boards_answer_is_not_ours(unit: int) -> None:
    assert answer(Request(unit, Function.READ_INPUT_REGISTERS, 1, 2), GOOD) is None
    assert answer(Request(1, Function.READ_INPUT_REGISTERS, 1, 1), GOOD) is None


def test_a_jump_is_believed_when_the_next_reading_confirms_it() -> None:
    belief = Belief(-40, 80, 5)
    assert [belief.doubt(value) for value in (4.0, 8.9, 4.5)] == ["", "", ""]
    assert "jump" in belief.doubt(20.0)
    assert belief.doubt(5.0) == ""
    assert "jump" in belief.doubt(20.0)
    assert belief.doubt(21.0) == ""
    assert belief.doubt(22.0) == ""


def test_what_no_air_ever_was_is_never_believed() -> None:
    belief = Belief(-40, 80, 5)
    for _ in range(3):
        assert "range" in belief.doubt(3276.7)
        assert "range" in belief.doubt(-40.1)
    assert belief.doubt(4.0) == ""


class Told:
    """Answers questions from a list, and a clock that the test turns."""

    def __init__(self) -> None:
        self.now = 100.0
        self.values: Values | NoReading = ()

    def clock(self) -> float:
        return self.now

    @property
    def ask(self) -> Ask:
        return lambda _question: self.values


def test_a_climate_is_told_when_it_changes_and_once_a_period() -> None:
    told = Told()
    sensor = XyMd02("fridge", period=60, clock=told.clock)
    told.values = (0xFFF6, 417)
    assert sensor.read(told.ask) == (Climate("fridge", -1.0, 41.7),)
    told.now += 59
    assert sensor.read(told.ask) == ()
    told.now += 1
    assert sensor.read(told.ask) == (Climate("fridge", -1.0, 41.7),)
    told.values = (5, 417)
    assert sensor.read(told.ask) == (Climate("fridge", 0.5, 41.7),)


def test_a_probe_that_fell_off_its_board_is_no_reading() -> None:
    told = Told()
    sensor = XyMd02("fridge", clock=told.clock)
    told.values = (0, 0)
    assert isinstance(sensor.read(told.ask), NoReading)


@pytest.mark.parametrize(("said", "told"), [(1023, 100.0), (1000, 100.0), (1189, 100.0), (999, 99.9)])
def test_a_wet_sensor_costs_no_temperature(said: int, told: float) -> None:
    told_by = Told()
    told_by.values = (45, said)
    assert XyMd02("fridge", clock=told_by.clock).read(told_by.ask) == (Climate("fridge", 4.5, told),)


def test_a_leap_of_the_humidity_costs_no_temperature() -> None:
    told = Told()
    sensor = XyMd02("fridge", clock=told.clock)
    told.values = (45, 400)
    assert sensor.read(told.ask) == (Climate("fridge", 4.5, 40.0),)
    told.values = (46, 1023)
    assert sensor.read(told.ask) == (Climate("fridge", 4.6, 40.0),)
    told.values = (47, 1019)
    assert sensor.read(told.ask) == (Climate("fridge", 4.7, 100.0),)


@pytest.mark.parametrize("said", [65535, 1201])
def test_registers_that_are_no_humidity_are_no_temperature_either(said: int) -> None:
    told = Told()
    told.values = (45, said)
    assert isinstance(XyMd02("fridge", clock=told.clock).read(told.ask), NoReading)


def test_a_bouncing_contact_is_no_news_and_a_changed_one_is() -> None:
    told = Told()
    board = ContactBoard("inputs", 1, [Wired("door", 1), Wired("tamper", 2, False)], clock=told.clock)
    told.values = (1, 0)
    assert board.read(told.ask) == (Contact("door", True), Contact("tamper", True))
    told.values = (0, 0)
    assert board.read(told.ask) == ()
    told.now += 0.1
    told.values = (1, 0)
    assert board.read(told.ask) == ()
    told.now += 0.25
    told.values = (0, 1)
    assert board.read(told.ask) == ()
    told.now += 0.25
    assert board.read(told.ask) == (Contact("door", False), Contact("tamper", False))
    assert board.read(told.ask) == ()
