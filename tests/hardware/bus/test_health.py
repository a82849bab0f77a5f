"""What a bus counts of its boards, of every maker, and when it tells."""

from __future__ import annotations

from functools import partial

import pytest

from hardware.outcomes.locks import BankHealth, BankSilent, BusDown, BusReady, LineHealth, Opened, Silence
from hardware.transport.wire import Faults
from tests.hardware.locks.rig import Rig, Script
from tests.hardware.locks.variants import CHANNELS, VARIANTS, Variant, said_by_boards

every_maker = pytest.mark.parametrize("variant", VARIANTS, ids=str)


@pytest.fixture
def build(make: type[Rig], variant: Variant) -> partial[Rig]:
    return partial(make, channels=CHANNELS, maker=variant.maker, settings=variant.of)


def of(told: LineHealth, bank: int) -> BankHealth:
    return told.banks[bank - 1]


@every_maker
def test_boards_that_answer_and_locks_that_open_leave_nothing_to_complain_of(build: partial[Rig]) -> None:
    rig = build(2).ready()
    assert isinstance(rig.unlock(1, 5), Opened)
    rig.run(30)
    for bank in (1, 2):
        told = of(rig.health(), bank)
        assert told.questions == told.answers > 20
        assert (told.timeouts, told.refused, told.foreign, told.collisions, told.echoes) == (0, 0, 0, 0, 0)
        assert told.answered_ago is not None
        assert 0 <= told.answered_ago < 1.1
        assert told.silence is None


@every_maker
def test_a_board_that_is_gone_is_questions_without_answers(build: partial[Rig]) -> None:
    rig = build(2)
    rig.boards[1].silent = True
    rig.until(BusReady, 0)
    rig.run(60)
    told = of(rig.health(), 1)
    assert told.questions == told.timeouts > 5
    assert (told.answers, told.answered_ago, told.silence) == (0, None, Silence.NOTHING)
    assert of(rig.health(), 2).timeouts == 0


@every_maker
def test_wrecked_answers_are_counted_as_refused(build: partial[Rig]) -> None:
    rig = build(2).ready()
    rig.wire.faults.truncate = 0.1
    rig.run(120)
    told = rig.health()
    assert sum(bank.refused for bank in told.banks) > 5
    assert all(bank.answers > bank.refused for bank in told.banks)


@every_maker
def test_another_boards_answers_are_told_from_wrecks(build: partial[Rig], variant: Variant) -> None:
    rig = build(2).ready()
    second = next(frame for frame in said_by_boards(variant, 2, opened=False) if frame)
    before = of(rig.health(), 1)
    rig.wire.devices = [Script(lambda _question: [(0.02, second)])]
    rig.run(5)
    after = of(rig.health(), 1)
    assert after.foreign > before.foreign
    assert (after.refused, after.answers) == (before.refused, before.answers)


@every_maker
def test_echoes_are_counted_apart(build: partial[Rig]) -> None:
    rig = build(1, faults=Faults(echo=True)).ready()
    rig.run(20)
    told = of(rig.health(), 1)
    assert told.echoes > 10
    assert told.answers > 10
    assert (told.refused, told.foreign) == (0, 0)


@every_maker
def test_two_boards_at_one_address_are_collisions(build: partial[Rig]) -> None:
    rig = build(2).ready()
    twin = build(1)
    twin.boards[1].doors.open(3)
    rig.wire.devices = [*rig.wire.devices, twin.boards[1]]
    rig.until(BankSilent)
    first, second = rig.health().banks
    assert first.collisions > 0
    assert first.silence is Silence.CROWD
    assert second.collisions == 0


@every_maker
def test_a_converter_that_says_everything_twice_is_no_collision(build: partial[Rig]) -> None:
    rig = build(2, faults=Faults(duplicate=1.0)).ready()
    rig.run(30)
    assert [bank.collisions for bank in rig.health().banks] == [0, 0]


def test_each_opening_of_the_port_is_counted(make: type[Rig]) -> None:
    rig = make(1).ready()
    assert rig.health().openings == 1
    assert rig.line is not None
    rig.line.pull()
    rig.until(BusReady)
    assert rig.health().openings == 2


def test_what_nobody_asked_for_and_nobody_understands_is_the_lines_own(make: type[Rig]) -> None:
    rig = make(1).ready()
    rig.wire.devices = [*rig.wire.devices, muttering := Script(lambda _question: [(0.5, b"\x07\x07\x07")])]
    rig.run(20)
    told = rig.health()
    assert told.strays > 5
    rig.wire.devices = [board for board in rig.wire.devices if board is not muttering]
    assert rig.line is not None
    rig.line.pull()
    rig.until(BusReady)
    assert rig.health().strays >= told.strays


def test_it_is_told_every_minute_and_never_before_the_line_was(make: type[Rig]) -> None:
    rig = make(1)
    rig.orders.health = True
    rig.until(LineHealth, 0)
    assert isinstance(rig.posted[0], BusReady)
    rig.orders.health = False
    rig.posted.clear()
    rig.run(181)
    assert sum(isinstance(value, LineHealth) for value in rig.posted) == 3


def test_a_line_that_is_down_tells_so_first_and_its_health_after(make: type[Rig]) -> None:
    rig = make(1)
    rig.plugged = False
    rig.orders.health = True
    told = rig.until(LineHealth, 0)
    assert isinstance(rig.posted[0], BusDown)
    assert told.openings == 0
