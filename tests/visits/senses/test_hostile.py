"""Sensors, contacts, people and power that do whatever they like: what must hold holds all the same."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from random import Random

import pytest

from hardware.outcomes.devices import DeviceDown, DeviceUp
from hardware.outcomes.printing import PrintDone, Printed
from hardware.outcomes.senses import Climate, Contact
from kiosk.custody.senses.events import ExcursionBegan, ExcursionEnded
from kiosk.custody.words import Condition, Stage, TaskKind
from kiosk.journeys.doors.screens import DoorOpening
from kiosk.journeys.handover.screens import TakeParcel
from kiosk.orders.parcels import Place
from kiosk.orders.refusal import OrderRefused
from tests.visits.rig import Kiosk

CHILLED = Path(__file__).resolve().parents[3] / "assets" / "sites" / "chilled.toml"
ZONES = ("fridge", "freezer", "cellar")
CONTACTS = ("tamper", "service-door", "attic")
LABELS = ("9", "10", "12", "1")


class Chaos:
    """One kiosk and a dice. `tokens`: of parcels that may or may not be there any more."""

    def __init__(self, folder: Path, seed: int) -> None:
        self.dice = Random(seed)  # noqa: S311  a play, no secret
        self.kiosk = Kiosk(folder, CHILLED)
        self.kiosk.lines_up()
        self.tokens: list[str] = []
        self.steps = 0
        self.acts: tuple[Callable[[], object], ...] = (
            self.air,
            self.air,
            self.contact,
            self.down,
            self.up,
            self.wait,
            self.wait,
            self.place,
            self.scan,
            self.touch,
            self.print,
            self.restart,
        )

    def step(self) -> None:
        self.steps += 1
        self.dice.choice(self.acts)()

    def air(self) -> None:
        celsius = self.dice.choice((-30.0, -18.0, 0.0, 5.0, 5.0, 8.0, 8.1, 20.0))
        self.kiosk.house.handle(Climate(self.dice.choice(ZONES), celsius, 45.0))

    def contact(self) -> None:
        self.kiosk.house.handle(Contact(self.dice.choice(CONTACTS), self.dice.random() < 0.5))

    def down(self) -> None:
        name = self.dice.choice((*ZONES, "sensors-inputs-9", "printer"))
        self.kiosk.house.handle(DeviceDown(name, "no answer"))

    def up(self) -> None:
        self.kiosk.house.handle(DeviceUp(self.dice.choice((*ZONES, "printer"))))

    def wait(self) -> None:
        self.kiosk.clock.advance(self.dice.choice((0.0, 0.3, 14.9, 15.0, 31.0, 61.0, 121.0, 3600.0)))
        self.kiosk.house.tick()

    def place(self) -> None:
        label, service = self.dice.choice(LABELS), self.dice.choice(("parcel", "chilled"))
        try:
            made = self.kiosk.gives(
                Place(label, f"JJD{self.steps:010}", f"+49 30 {self.steps:07}", service=service)
            )
        except OrderRefused:
            return
        self.tokens.append(made.token)
        self.kiosk.touches()

    def scan(self) -> None:
        if self.tokens:
            self.kiosk.scans(self.dice.choice(self.tokens))
            told = self.kiosk.told
            if told and isinstance(self.kiosk.scene.screen, DoorOpening):
                self.kiosk.lock_says()

    def touch(self) -> None:
        screen = self.kiosk.scene.screen
        if isinstance(screen, TakeParcel) and self.dice.random() < 0.7:
            self.kiosk.closes(screen.label, after=4)
        elif answers := screen.answers():
            self.kiosk.presses(self.dice.choice(answers))

    def print(self) -> None:
        self.kiosk.house.handle(PrintDone(self.dice.randrange(5), Printed()))

    def restart(self) -> None:
        if self.dice.random() < 0.3:
            self.kiosk.die()
            self.kiosk.clock.advance(self.dice.choice((1.0, 1000.0)))
            self.kiosk.start()
            self.kiosk.lines_up()

    # --- what must hold -----------------------------------------------------------------------------

    def check(self) -> None:
        ledger, watches = self.kiosk.ledger, self.kiosk.house.senses.watches
        assert ledger.excursions.keys() == {zone for zone, watch in watches.items() if watch.excursion}
        assert ledger.unwatched.keys() == {zone for zone, watch in watches.items() if watch.unwatched}
        tasks = [(t.kind, t.note) for t in ledger.tasks.values() if not t.compartment]
        assert len(tasks) == len(set(tasks)), "one task is enough"
        assert {note for kind, note in tasks if kind is TaskKind.CLIMATE} == ledger.excursions.keys()
        for thing in (ledger.consignments[t] for t in ledger.exposed):
            in_hand = ledger.holding(thing.compartment or "").held_by is not None
            assert thing.service == "parcel" or in_hand or thing.stage is Stage.QUARANTINED
        for label, holding in ledger.holdings.items():
            if holding.condition is Condition.QUARANTINED:
                assert any(t.kind is TaskKind.TAKE_AWAY for t in ledger.tasks_at(label))
        for watch in watches.values():
            assert watch.fit or set(watch.compartments) <= self.kiosk.house.senses.unfit()


@pytest.mark.parametrize("seed", range(12))
def test_whatever_comes_the_book_agrees_with_what_is_felt(tmp_path: Path, seed: int) -> None:
    chaos = Chaos(tmp_path / "data", seed)
    try:
        for _ in range(150):
            chaos.step()
            chaos.check()
        crossings = [one for one in chaos.kiosk.events() if isinstance(one, ExcursionBegan | ExcursionEnded)]
        for zone in ("fridge", "freezer"):
            own = [type(one) for one in crossings if one.zone == zone]
            assert own == [ExcursionBegan, ExcursionEnded] * (len(own) // 2) + [ExcursionBegan] * (
                len(own) % 2
            )
        assert all(one.seconds >= 0 for one in crossings)
    finally:
        chaos.kiosk.end()
