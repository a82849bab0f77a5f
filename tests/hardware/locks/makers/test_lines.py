"""Every maker's boards served on a real terminal and over TCP, and the bus in its own thread before them."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from hardware.locks.bus import Bus
from hardware.locks.driver import Bank
from hardware.outcomes.locks import (
    BusDown,
    BusReady,
    DoorMoved,
    DoorState,
    LockAddress,
    Opened,
    OutcomeUnknown,
    UnlockDone,
)
from hardware.simulator.boards.board import Timing
from hardware.simulator.boards.command import ServedBoards
from hardware.transport.base import LineSettings
from hardware.transport.ports import open_port
from hardware.transport.recorder import Direction, Passed
from hardware.transport.wire import Faults
from tests.hardware.locks.rig import openings
from tests.hardware.locks.variants import CHANNELS, VARIANTS, Variant
from tests.helpers.inbox import Inbox

QUICK = Timing(unlock=0.06, query=0.005, pull=0.005, boot=0.1, byte=0.0)
PATIENCE = 0.5


class Served:
    """One simulated board of a maker, a bus on it, and everything that was said."""

    def __init__(self, variant: Variant, *, link: Path | None = None, faults: Faults | None = None) -> None:
        self.inbox = Inbox()
        self.when_told: Callable[[], object] = lambda: None
        self._openings = openings(variant.maker, 1)
        self.boards = ServedBoards(
            variant.maker, 1, CHANNELS, first=1, settings=variant.of(1), timing=QUICK, faults=faults,
            link=link, tcp=None if link else 0, on_bytes=self._passed,
        )  # fmt: skip
        port = self.boards.start()
        bank = Bank("b1", variant.maker, 1, CHANNELS, patience=PATIENCE, settings=variant.of(1))
        where = str(link or port)
        self.bus = Bus("bus", lambda: open_port(where, LineSettings()), [bank], self.inbox.put, window=0.5)
        self.bus.start()

    def _passed(self, passed: Passed) -> None:
        if passed.direction is Direction.RECEIVED and passed.data in self._openings:
            self.when_told()

    def unlock(self, ticket: int, channel: int) -> object:
        self.bus.unlock(ticket, LockAddress("b1", channel))
        return self.inbox.wait(lambda v: isinstance(v, UnlockDone) and v.ticket == ticket).outcome

    def close(self) -> None:
        self.bus.stop()
        self.boards.stop()


@pytest.fixture
def serve() -> Iterator[Callable[..., Served]]:
    made: list[Served] = []

    def build(variant: Variant, link: Path | None = None, faults: Faults | None = None) -> Served:
        served = Served(variant, link=link, faults=faults)
        made.append(served)
        served.inbox.wait(BusReady)
        return served

    yield build
    for served in made:
        served.close()


def a_door_opens_and_is_closed(served: Served) -> None:
    assert isinstance(served.unlock(1, 5), Opened)
    assert served.boards.hand.is_open(1, 5)
    served.boards.hand.close(1, 5)
    served.inbox.wait(DoorMoved(LockAddress("b1", 5), DoorState.CLOSED, commanded=True))


@pytest.mark.parametrize("variant", VARIANTS, ids=str)
def test_a_visit_over_tcp(serve: Callable[..., Served], variant: Variant) -> None:
    served = serve(variant)
    assert served.boards.line.path.startswith("tcp://127.0.0.1:")
    a_door_opens_and_is_closed(served)


@pytest.mark.parametrize("variant", VARIANTS, ids=str)
def test_a_visit_on_a_terminal_that_echoes_byte_by_byte(
    serve: Callable[..., Served], variant: Variant, tmp_path: Path
) -> None:
    served = serve(variant, tmp_path / "usb-locks", Faults(echo=True, split=0.001))
    a_door_opens_and_is_closed(served)


@pytest.mark.parametrize("variant", VARIANTS, ids=str)
def test_unplugged_between_command_and_answer_and_back_under_another_name(
    serve: Callable[..., Served], variant: Variant, tmp_path: Path
) -> None:
    served = serve(variant, tmp_path / "usb-locks")
    served.when_told = served.boards.hand.unplug
    assert isinstance(served.unlock(1, 5), OutcomeUnknown)  # it stays away for longer than the window
    served.when_told = lambda: None
    served.boards.hand.plug()
    ready = served.inbox.wait(BusReady)
    opened = served.boards.hand.is_open(1, 5)
    assert ready.doors[LockAddress("b1", 5)] is (DoorState.OPEN if opened else DoorState.CLOSED)


def test_a_network_plug_is_pulled_and_put_back(serve: Callable[..., Served]) -> None:
    served = serve(VARIANTS[0])
    port = served.boards.line.path
    served.boards.hand.unplug()
    served.inbox.wait(BusDown)
    assert served.boards.line.path == ""
    assert served.boards.hand.plug() == port
    served.inbox.wait(BusReady)
    a_door_opens_and_is_closed(served)


def test_the_newest_caller_has_the_line() -> None:
    boards = ServedBoards("dc02", 1, 12, tcp=0, timing=QUICK)
    port = boards.start()
    question = bytes.fromhex("DC 02 01 12 00 13")
    first, second = open_port(port, LineSettings()), open_port(port, LineSettings())
    second.write(question)
    assert second.read_until_gap(10, 0.05, 1).data == bytes.fromhex("DC FE 01 12 02 00 00 15")
    first.close()
    second.close()
    third = open_port(port, LineSettings())
    third.write(question)
    assert third.read_until_gap(10, 0.05, 1).data == bytes.fromhex("DC FE 01 12 02 00 00 15")
    third.close()
    boards.stop()
