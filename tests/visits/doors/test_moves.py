"""Doors move at any moment: whatever sensors and locks say in whatever order, no open door is unknown."""

from __future__ import annotations

import tempfile
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from hardware.outcomes.locks import (
    BusDown,
    DoorState,
    Jammed,
    NotSent,
    Opened,
    OpenOutcome,
    OutcomeUnknown,
    UnlockDone,
)
from kiosk.journeys.screen import Typed
from tests.visits.rig import Kiosk

DOORS = ("3", "12", "13")
_OUTCOMES: tuple[OpenOutcome, ...] = (Opened(40), Jammed(), NotSent("line down"), OutcomeUnknown("no reply"))

_steps = st.one_of(
    st.tuples(st.just("scan"), st.sampled_from(("3", "12"))),
    st.tuples(st.just("lock"), st.sampled_from(_OUTCOMES)),
    st.tuples(st.just("move"), st.sampled_from(DOORS), st.sampled_from(DoorState), st.booleans()),
    st.tuples(st.just("press"), st.integers(0, 5)),
    st.tuples(st.just("wait"), st.sampled_from((0.3, 2.0, 7.0, 45.0, 130.0))),
    st.tuples(st.just("line"), st.booleans()),
)


class _World:
    """What the sensors said last, beside a kiosk with a parcel behind two doors."""

    def __init__(self, folder: Path) -> None:
        self.kiosk = Kiosk(folder)
        self.kiosk.lines_up()
        self.codes = {
            label: self.kiosk.placed(label, f"JJD000000{label:>04}", f"+49 30 12345{label:>02}").token
            for label in ("3", "12")
        }
        self.said = dict.fromkeys(DOORS, DoorState.CLOSED)
        self.open_asks: list[int] = []
        self.up = True

    def take(self, step: tuple[object, ...]) -> None:
        match step:
            case ["scan", str(label)]:
                self.kiosk.scans(self.codes[label])
            case ["lock", outcome]:
                self._answer(outcome)
            case ["move", str(label), DoorState() as state, bool(commanded)] if self.up:
                self.said[label] = state
                self.kiosk.moved(label, state, commanded=commanded)
            case ["press", int(which)]:
                answers = [a for a in self.kiosk.scene.screen.answers() if not isinstance(a, Typed)]
                if answers:
                    self.kiosk.presses(answers[which % len(answers)])
            case ["wait", float(seconds)]:
                self.kiosk.waits(seconds)
            case ["line", False]:
                self.up = False
                for bus in self.kiosk.site.buses:
                    self.kiosk.house.handle(BusDown(bus.name, "unplugged"))
            case ["line", True]:
                self.up = True
                self.said = dict.fromkeys(DOORS, DoorState.CLOSED)
                self.kiosk.lines_up()
            case _:
                pass

    def _answer(self, outcome: object) -> None:
        """The lock that was told last answers, once."""
        asked = [ticket for ticket, _, _ in self.kiosk.told]
        if not asked or asked[-1] in self.open_asks:
            return
        self.open_asks.append(asked[-1])
        ticket, address, _ = self.kiosk.told[-1]
        assert isinstance(outcome, Opened | Jammed | NotSent | OutcomeUnknown)
        self.kiosk.house.handle(UnlockDone(ticket, address, outcome))

    def unknown(self) -> set[str]:
        """Doors that their sensor says are open and of which the book does not know it."""
        ledger, awaited = self.kiosk.ledger, self.kiosk.house.doorman.awaited
        known = ledger.doors_open | ledger.doors_down | awaited
        return {label for label, state in self.said.items() if state is DoorState.OPEN} - known


@settings(max_examples=40, deadline=None)
@given(st.lists(_steps, min_size=4, max_size=24))
def test_no_open_door_is_unknown_to_the_book(steps: list[tuple[object, ...]]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        world = _World(Path(folder))
        try:
            for step in steps:
                world.take(step)
                assert not world.unknown(), step
            world.kiosk.house.close("asked to")
            assert not world.kiosk.ledger.visits
        finally:
            world.kiosk.end()
