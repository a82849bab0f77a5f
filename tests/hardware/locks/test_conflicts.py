"""Boards of several makers on one line: whose frames would open whose doors."""

from __future__ import annotations

from hardware.locks.conflicts import clashes, said_to
from hardware.locks.driver import Bank
from hardware.locks.registry import MAKERS
from hardware.simulator.boards.doors import DoorEvent, SimulatedDoors

EIGHT_A = Bank("left", "shuoming", 7, 24)


def winnsen(station: int, channels: int) -> Bank:
    return Bank("right", "winnsen", station, channels)


def opened_on(bank: Bank, frames: list[bytes]) -> list[DoorEvent]:
    events: list[DoorEvent] = []
    board = MAKERS[bank.board].board(bank, SimulatedDoors(bank.address, bank.channels, events.append))
    for number, frame in enumerate(frames):
        board.receive(frame, number * 10.0)
        board.emit(number * 10.0 + 5)
    return events


def test_a_poll_that_is_another_makers_open_several_is_found() -> None:
    """Some of a Winnsen's stations, by the number of its channels: each poll pulls several locks at once."""
    for station, channels in ((101, 12), (149, 16), (106, 8)):
        told = winnsen(station, channels)
        assert list(clashes([EIGHT_A, told])) == [(told, EIGHT_A)]
        assert opened_on(EIGHT_A, said_to(told))


def test_what_is_told_and_what_a_board_does_agree() -> None:
    for station in range(1, 256):
        told = winnsen(station, 12)
        assert bool(opened_on(EIGHT_A, said_to(told))) <= bool(list(clashes([EIGHT_A, told])))


def test_usual_neighbours_get_on() -> None:
    assert not list(clashes([EIGHT_A, winnsen(2, 12), Bank("c", "dc02", 4, 12), Bank("d", "wkly", 5, 12)]))
    cu48 = Bank("e", "kerong-cu48", 1, 24, settings={"dialect": "v2.1"})
    assert not list(clashes([Bank("f", "kerong-cu16", 0, 16), cu48]))
    assert not list(clashes([winnsen(101, 12), Bank("g", "winnsen", 102, 12)]))
