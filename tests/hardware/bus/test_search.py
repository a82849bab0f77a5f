"""A dead board is replaced: the living bus looks for the new one and moves its bank there. Every maker."""

from __future__ import annotations

from dataclasses import replace
from functools import partial

import pytest

from hardware.locks.driver import Bank, Polarity
from hardware.locks.orders import SearchOrder
from hardware.locks.registry import MAKERS
from hardware.locks.search import places
from hardware.outcomes.locks import (
    BankBack,
    BankSilent,
    BusDown,
    BusReady,
    DoorMoved,
    DoorState,
    LockAddress,
    NotSent,
    Opened,
    SearchDone,
    UnlockDone,
)
from hardware.simulator.boards.board import SimulatedBoard
from hardware.simulator.boards.doors import SimulatedDoors
from hardware.transport.wire import Faults
from tests.hardware.locks.rig import Rig, Script, openings
from tests.hardware.locks.variants import CHANNELS, VARIANTS, Variant

every_maker = pytest.mark.parametrize("variant", VARIANTS, ids=str)
NEW = 5
"""Where the new board stands."""


@pytest.fixture
def build(make: type[Rig], variant: Variant) -> partial[Rig]:
    return partial(make, channels=CHANNELS, maker=variant.maker, settings=variant.of)


def bring(
    rig: Rig, address: int, channels: int = CHANNELS, polarity: Polarity = Polarity.SHORT_WHEN_LOCKED
) -> SimulatedBoard:
    """A new board in the place of b1's: it has the same locks."""
    bank = replace(rig.banks[0], address=address, channels=channels, polarity=polarity)
    doors = SimulatedDoors(address, channels, rig.events.append)
    board = MAKERS[bank.board].board(bank, doors)
    rig.boards[address] = board
    rig.wire.devices = [*rig.wire.devices, board]
    return board


def take_out(rig: Rig, address: int = 1) -> None:
    rig.wire.devices = [each for each in rig.wire.devices if each is not rig.boards[address]]


def died(rig: Rig) -> Rig:
    rig.ready()
    take_out(rig)
    rig.until(BankSilent)
    return rig


@every_maker
def test_the_new_board_is_found_and_nothing_was_sent_that_opens_anything(build: partial[Rig]) -> None:
    rig = died(build(2))
    bring(rig, NEW).doors.open(3)
    done = rig.search(1)
    assert [board.address for board in done.found] == [NEW]
    assert (done.bank, done.crowds, done.back, done.lost) == ("b1", (), False, "")
    seen = done.found[0].doors
    assert [n for n, state in enumerate(seen, 1) if state is DoorState.OPEN] == [3]
    assert len(seen) == CHANNELS
    sent = set(rig.sent_frames())
    for maker in MAKERS:
        assert not any(sent & openings(maker, address) for address in MAKERS[maker].likely)
    assert rig.opened_by_command() == []


@every_maker
def test_the_bank_moves_there_and_its_doors_are_read_before_one_opens(build: partial[Rig]) -> None:
    rig = died(build(2))
    bring(rig, NEW).doors.open(3)
    rig.orders.moved.append(replace(rig.banks[0], address=NEW))
    back = rig.until(BankBack)
    assert back.bank == "b1"
    assert [lock.channel for lock, state in back.doors.items() if state is DoorState.OPEN] == [3]
    assert isinstance(rig.unlock(1, 5), Opened)
    assert isinstance(rig.unlock(2, 5), Opened)
    assert rig.opened_by_command() == [(NEW, 5), (2, 5)]
    assert rig.health().banks[0].timeouts == 0  # a new board is counted anew
    assert not any(isinstance(value, DoorMoved) and not value.commanded for value in rig.posted)


@every_maker
def test_the_only_board_of_a_line_is_found_through_an_adapter_that_echoes(build: partial[Rig]) -> None:
    rig = build(1, faults=Faults(echo=True))
    take_out(rig)
    rig.until(BusReady, 0)
    board = bring(rig, NEW)
    board.doors.open(1)
    assert [found.address for found in rig.search(1).found] == [NEW]


@every_maker
def test_the_addresses_of_other_banks_are_left_alone(build: partial[Rig]) -> None:
    rig = died(build(3))
    there = [bank.address for bank in rig.banks]
    others = [address for bank in rig.banks for address in (bank.settings.get("inputs_at"),) if address]
    assert not {*there, *others} & set(places(rig.banks[0], rig.banks))
    assert rig.search(1).found == ()


@every_maker
def test_a_board_that_answers_again_where_it_stood_simply_comes_back(build: partial[Rig]) -> None:
    rig = died(build(2))
    rig.wire.devices = [*rig.wire.devices, rig.boards[1]]
    done = rig.search(1)
    assert done.back
    assert done.found == ()
    assert rig.until(BankBack, 0).bank == "b1"


@every_maker
def test_two_new_boards_are_both_named(build: partial[Rig]) -> None:
    rig = died(build(2))
    bring(rig, NEW)
    bring(rig, NEW + 1)
    assert [board.address for board in rig.search(1).found] == [NEW, NEW + 1]


@every_maker
def test_two_new_boards_at_one_address_are_a_crowd(build: partial[Rig]) -> None:
    rig = died(build(2))
    bring(rig, NEW).doors.open(3)
    bring(rig, NEW)
    done = rig.search(1)
    assert done.found == ()
    assert done.crowds == (NEW,) or done.garbled


@every_maker
def test_a_board_whose_contacts_speak_the_other_way_round_reads_as_all_open(build: partial[Rig]) -> None:
    rig = died(build(2))
    bring(rig, NEW, polarity=Polarity.SHORT_WHEN_OPEN)
    (found,) = rig.search(1).found
    assert set(found.doors) == {DoorState.OPEN}


@every_maker
def test_unlocks_and_readings_of_other_boards_go_on_meanwhile(build: partial[Rig]) -> None:
    rig = died(build(2))
    rig.orders.searches.append(SearchOrder(99, "b1"))
    assert isinstance(rig.unlock(2, 5), Opened)
    rig.boards[2].doors.close(5)
    rig.until(SearchDone, 0)
    done = [isinstance(value, SearchDone) for value in rig.posted]
    assert done.index(True) > next(n for n, x in enumerate(rig.posted) if isinstance(x, UnlockDone))
    closed = DoorMoved(LockAddress("b2", 5), DoorState.CLOSED, commanded=True)
    assert closed in rig.posted[: done.index(True)]


@every_maker
def test_a_board_of_another_maker_is_not_taken_for_one(build: partial[Rig], variant: Variant) -> None:
    rig = died(build(2))
    for n, word in enumerate(MAKERS, NEW):
        if word != variant.maker:
            other = MAKERS[word].board(
                Bank("x", word, n, CHANNELS), SimulatedDoors(n, CHANNELS, rig.events.append)
            )
            rig.wire.devices = [*rig.wire.devices, other]
    done = rig.search(1)
    assert done.found == ()
    assert rig.events == []


@every_maker
def test_a_line_that_is_unplugged_meanwhile_ends_the_search(build: partial[Rig]) -> None:
    rig = died(build(2))
    line = rig.line
    assert line is not None

    def pulled() -> None:
        rig.plugged = False
        line.pull()

    rig.after(1.0, pulled)
    rig.orders.searches.append(SearchOrder(99, "b1"))
    assert rig.until(SearchDone).lost.startswith("the line was lost")
    rig.until(BusDown, 0)
    assert rig.search(1).lost == "the line to the locks is down"


def test_there_is_no_such_bank(make: type[Rig]) -> None:
    assert make(1).ready().search(9).lost == "there is no such bank"


def test_a_line_that_babbles_ends_the_search(make: type[Rig]) -> None:
    rig = died(make(1))
    rig.wire.faults.babble = True
    assert rig.search(1).lost == "the line is never silent"


def test_bytes_that_make_no_sense_are_told(make: type[Rig]) -> None:
    rig = died(make(1))
    rig.wire.devices = [Script(lambda _question: [(0.01, b"\xfb\x13\xf2")])]
    done = rig.search(1)
    assert done.garbled
    assert done.found == ()


def test_the_end_of_the_program_answers_a_search(make: type[Rig]) -> None:
    rig = died(make(1))
    rig.orders.searches.append(SearchOrder(7, "b1"))
    rig.owner.step()
    rig.orders.searches.append(SearchOrder(8, "b1"))
    rig.owner.finish("the program stops")
    assert [(x.ticket, bool(x.lost)) for x in rig.posted if isinstance(x, SearchDone)] == [
        (7, True),
        (8, True),
    ]


def test_a_bank_that_moves_while_its_unlock_waits_for_its_outcome_moves_after_it(make: type[Rig]) -> None:
    rig = make(2).ready()
    rig.boards[1].doors.jam(5)
    rig.when_sent = lambda: rig.orders.moved.append(replace(rig.banks[0], address=NEW))
    outcome = rig.unlock(1, 5)
    assert not isinstance(outcome, Opened | NotSent)
    bring(rig, NEW)
    assert rig.until(BankBack).bank == "b1"
    assert isinstance(rig.unlock(1, 6), Opened)
    assert rig.opened_by_command()[-1] == (NEW, 6)


@pytest.mark.parametrize("maker", MAKERS)
def test_there_are_places_to_look_at_for_every_maker(maker: str) -> None:
    bank = Bank("b1", maker, MAKERS[maker].likely[0], 8)
    assert places(bank, [bank]) == list(MAKERS[maker].likely)[1:]
