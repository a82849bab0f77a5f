"""What supplies say, byte for byte: upsd's lines, VE.Direct's blocks, a Tracer's registers."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hardware.modbus.reading import NoReading, Request, Values
from hardware.outcomes.power import PowerSource, PowerState
from hardware.power import victron
from hardware.power.epever import EpeverTracer
from hardware.power.news import LEAD_12V, Battery, News
from hardware.power.nut import words
from hardware.power.nut.words import NoState
from hardware.power.vedirect import Block, BlockCutter, Damaged
from hardware.simulator.power.victron import HEX_FRAME, block

MAINS, BATTERY, UNKNOWN = PowerSource.MAINS, PowerSource.BATTERY, PowerSource.UNKNOWN


# --- upsd ---------------------------------------------------------------------------------------


def listed(**said: str) -> bytes:
    lines = [f'VAR box {name.replace("_", ".")} "{value}"' for name, value in said.items()]
    return "\n".join(["BEGIN LIST VAR box", *lines, "END LIST VAR box", ""]).encode()


def power(said: bytes) -> PowerState | NoState:
    found = words.variables("box", said)
    return found if isinstance(found, NoState) else words.state("ups", found)


@pytest.mark.parametrize(
    ("status", "source", "low"),
    [
        ("OL", MAINS, False),
        ("OL CHRG", MAINS, False),
        ("OL CHRG LB", MAINS, False),
        ("OB DISCHRG", BATTERY, False),
        ("OB DISCHRG LB", BATTERY, True),
        ("ALARM OB RB", BATTERY, False),
        ("OL FSD", MAINS, True),
        ("FSD", UNKNOWN, True),
        ("OB LB CAL", MAINS, False),
        ("OB DISCHRG CAL", MAINS, False),
        ("OL LB CAL", MAINS, False),
        ("OB LB CAL FSD", MAINS, True),
        ("CAL FSD", UNKNOWN, True),
    ],
)
def test_flags_of_a_ups(status: str, source: PowerSource, low: bool) -> None:
    said = listed(battery_charge="87.6", battery_runtime="1540", ups_status=status)
    assert power(said) == PowerState("ups", source, 88, 1540, low, status)


@pytest.mark.parametrize("charge", ["", "NA", "-3", "101", "1e3"])
def test_a_charge_that_can_be_none_is_none(charge: str) -> None:
    said = listed(battery_charge=charge, battery_runtime="-1", ups_status="OL")
    assert power(said) == PowerState("ups", MAINS, None, None, low=False, detail="OL")


def test_quotes_and_backslashes_in_other_values_do_no_harm() -> None:
    said = listed(device_mfr='Say \\"Power\\" \\\\ it\'s', ups_status="OL")
    assert words.variables("box", said) == {"device.mfr": 'Say "Power" \\ it\'s', "ups.status": "OL"}


@pytest.mark.parametrize(
    "said",
    [
        b"ERR DATA-STALE\n",
        b"ERR UNKNOWN-UPS\n",
        listed(battery_charge="100"),
        listed(ups_status="WAIT"),
        listed(ups_status='OL" nonsense "'),
        listed(ups_status="OL").replace(b'"', b"", 1),
        b"BEGIN LIST VAR other\nEND LIST VAR box\n",
    ],
)
def test_what_is_no_state_is_none(said: bytes) -> None:
    assert words.is_whole("box", said)
    assert isinstance(power(said), NoState)


@settings(deadline=None)
@given(st.integers(0, len(listed(ups_status="OL")) - 2))
def test_half_an_answer_is_waited_for(length: int) -> None:
    assert not words.is_whole("box", listed(ups_status="OL")[:length])


@pytest.mark.parametrize("ups", ["", "two words", "a\nb", 'a"b'])
def test_a_name_that_would_be_another_command_is_a_mistake(ups: str) -> None:
    with pytest.raises(ValueError, match="no name"):
        words.question(ups)


# --- VE.Direct ----------------------------------------------------------------------------------

CHARGER = {"PID": "0xA053", "V": "12800", "I": "2500", "VPV": "18350", "PPV": "31", "CS": "3", "LOAD": "ON"}
MONITOR = {"V": "12100", "I": "-1500", "SOC": "634", "TTG": "90", "AR": "0"}


def cut(*pieces: bytes) -> list[Block | Damaged]:
    cutter = BlockCutter()
    return [found for piece in pieces for found in cutter.feed(piece)]


def test_a_block_sums_up_to_nothing() -> None:
    data = block({"V": "12800"})
    assert data.startswith(b"\r\nV\t12800\r\nChecksum\t")
    assert sum(data) % 256 == 0
    assert cut(data) == [{"V": "12800"}]


@settings(deadline=None)
@given(st.lists(st.sampled_from([CHARGER, MONITOR]), max_size=4), st.sets(st.integers(0, 400)))
def test_it_does_not_matter_how_the_bytes_arrive(blocks: list[Block], cuts: set[int]) -> None:
    stream = b"".join(map(block, blocks))
    edges = [0, *sorted(cuts), len(stream)]
    assert cut(*(stream[a:b] for a, b in pairwise(edges) if a < b)) == blocks


def test_hex_frames_may_stand_anywhere() -> None:
    data = block(CHARGER)
    last = len(data) - 1
    for at in range(last):
        assert cut(data[:at] + HEX_FRAME + data[at:]) == [CHARGER]
    assert cut(data + HEX_FRAME + HEX_FRAME + data) == [CHARGER, CHARGER]


@pytest.mark.parametrize("byte", [b":", b"\t", b"\n", b"\r", b"C"])
def test_the_checksum_may_be_any_byte_a_colon_too(byte: bytes) -> None:
    fields = next(
        fields
        for n in range(3600)
        if block(fields := {"V": "12800", "X": chr(60 + n % 60) * 5 + chr(60 + n // 60)})[-1:] == byte
    )
    assert cut(block(fields), block(MONITOR)) == [fields, MONITOR]


@settings(deadline=None)
@given(st.integers(0, len(block(MONITOR)) * 8 - 1))
def test_no_turned_bit_is_believed(bit: int) -> None:
    damaged = bytearray(block(MONITOR))
    damaged[bit // 8] ^= 1 << bit % 8
    assert [found for found in cut(bytes(damaged)) if found != Damaged()] == []


def test_after_half_a_block_and_garbage_the_next_ones_are_heard() -> None:
    found = cut(block(CHARGER)[25:], b"\xff\x00" * 40, block(MONITOR), block(CHARGER), block(MONITOR))
    assert found[-2:] == [CHARGER, MONITOR]
    assert all(isinstance(other, Damaged) for other in found[:-2])


@settings(deadline=None)
@given(st.binary(max_size=400))
def test_noise_fills_no_memory_and_makes_no_block_by_accident(noise: bytes) -> None:
    assert [found for found in cut(noise * 20) if isinstance(found, dict) and "V" in found] == []


@pytest.mark.parametrize(
    ("changed", "source", "charge", "runtime", "low"),
    [
        (CHARGER, MAINS, None, None, False),
        (CHARGER | {"I": "-200"}, BATTERY, None, None, False),
        (CHARGER | {"CS": "0", "I": "0"}, BATTERY, None, None, False),
        (CHARGER | {"CS": "2"}, MAINS, None, None, False),
        (CHARGER | {"CS": "2", "I": "0"}, BATTERY, None, None, False),
        (CHARGER | {"CS": "252", "I": "4200"}, MAINS, None, None, False),
        (CHARGER | {"CS": "247", "I": "4200"}, MAINS, None, None, False),
        (CHARGER | {"CS": "245", "I": "4200"}, MAINS, None, None, False),
        (CHARGER | {"CS": "246", "I": "10"}, MAINS, None, None, False),
        (CHARGER | {"CS": "252", "I": "-4200"}, BATTERY, None, None, False),
        (CHARGER | {"CS": "5", "I": "0"}, MAINS, None, None, False),
        (CHARGER | {"V": "11700"}, MAINS, None, None, True),
        (MONITOR, BATTERY, 63, 5400, False),
        (MONITOR | {"I": "10", "TTG": "-1"}, MAINS, 63, None, False),
        (MONITOR | {"AR": "4"}, BATTERY, 63, 5400, True),
        (MONITOR | {"AR": "2"}, BATTERY, 63, 5400, False),
        (MONITOR | {"SOC": "---", "TTG": "---"}, BATTERY, None, None, False),
    ],
)
def test_the_supply_in_a_block(
    changed: Block, source: PowerSource, charge: int | None, runtime: int | None, low: bool
) -> None:
    found = victron.state("solar", changed, LEAD_12V, low_before=False)
    assert found is not None
    assert (found.source, found.charge, found.runtime_s, found.low) == (source, charge, runtime, low)


@pytest.mark.parametrize(
    "changed", [{"H1": "-5500"}, {"V": "12800"}, {"V": "0", "I": "0"}, {"V": "x", "I": "1"}]
)
def test_a_block_without_a_battery_says_nothing(changed: Block) -> None:
    assert victron.state("solar", changed, LEAD_12V, low_before=False) is None


# --- EPever -------------------------------------------------------------------------------------


def tracer(registers: dict[int, int]) -> tuple[PowerState, ...] | NoReading:
    def ask(question: Request) -> Values:
        return tuple(registers.get(question.first + n, 0) for n in range(question.count))

    return EpeverTracer().read(ask)


def test_a_tracers_registers() -> None:
    sun = {0x311A: 80, 0x331A: 1245, 0x331B: 150, 0x3201: 1 | 2 << 2}
    assert tracer(sun) == (PowerState("solar", MAINS, 80, None, low=False, detail="12.4 V, +1.5 A"),)
    night = {0x311A: 55, 0x331A: 1210, 0x331B: 0xFF9C, 0x331C: 0xFFFF}
    assert tracer(night) == (PowerState("solar", BATTERY, 55, None, low=False, detail="12.1 V, -1.0 A"),)
    unnamed = tracer(sun | {0x3201: 1})
    assert unnamed == (PowerState("solar", MAINS, 80, None, low=False, detail="12.4 V, +1.5 A"),)
    for weak in (night | {0x3200: 3}, night | {0x331A: 1179}):
        found = tracer(weak)
        assert not isinstance(found, NoReading)
        assert found[0].low


@pytest.mark.parametrize("wrong", [{0x331A: 0}, {0x331A: 65535}, {0x311A: 101}, {0x331C: 0x7FFF}])
def test_registers_that_make_no_battery_are_refused(wrong: dict[int, int]) -> None:
    assert isinstance(tracer({0x311A: 80, 0x331A: 1245} | wrong), NoReading)


# --- what is told -------------------------------------------------------------------------------


def test_a_battery_stays_low_until_it_is_well_again() -> None:
    battery = Battery(11.8, 12.5)
    low = False
    heard = []
    for volts in (12.0, 11.79, 11.9, 12.49, 12.5, 11.9):
        low = battery.is_low(volts, before=low)
        heard.append(low)
    assert heard == [False, True, True, True, False, False]
    with pytest.raises(ValueError, match="battery"):
        Battery(12.5, 11.8)


def test_news_is_what_a_visitor_could_feel_and_the_rest_is_told_once_a_period() -> None:
    news = News(30)
    state = PowerState("ups", MAINS, 90, 600, low=False, detail="12.8 V")
    chatter = PowerState("ups", MAINS, 90, 590, low=False, detail="12.7 V")
    drained = PowerState("ups", MAINS, 89, 590, low=False, detail="12.7 V")
    assert news.is_news(state, 0)
    assert not news.is_news(chatter, 29)
    assert news.is_news(drained, 29)
    assert not news.is_news(drained, 58)
    assert news.is_news(drained, 59)
    news.forget()
    assert news.is_news(drained, 59)
