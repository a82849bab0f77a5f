"""The cabinet's window shows what happens at the simulated site, and its hands do what is clicked."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QObject, Qt
from pytestqt.qtbot import QtBot

from hardware.outcomes.reading import Symbology
from hardware.simulator.happenings import SiteHappening
from hardware.simulator.site import SimulatedSite
from kiosk.site.loading import load_site
from kiosk.site.whole import Site
from ui import accessible
from ui.cabinet.hands.hands import CabinetHands
from ui.cabinet.plan import plan_of
from ui.cabinet.window import CabinetWindow

DEMO = Path(__file__).parents[3] / "assets" / "sites" / "demo.toml"
SHELF = [
    {"text": "CUBBY-0001", "kind": "code128", "caption": "Parcel for Ada"},
    {"text": "TOKEN", "kind": "qr", "caption": "Ada's phone"},
]


class Play:
    """A simulated site and its window."""

    def __init__(self, site: Site, folder: Path, bot: QtBot) -> None:
        self.bot = bot
        self._listeners: list[Callable[[SiteHappening], None]] = []
        self.simulated = SimulatedSite(plan_of(site), folder, self._tell)
        self.hands = CabinetHands(site, self.simulated)
        self._listeners.append(self.hands.hear)
        self.window = CabinetWindow(self.hands)

    def _tell(self, happening: SiteHappening) -> None:
        for listener in self._listeners:
            listener(happening)

    def names(self) -> list[str]:
        return [control.name for control in accessible.controls(self.window.root)]

    def sees(self, name: str) -> None:
        self.bot.waitUntil(lambda: name in self.names(), timeout=20_000)

    def misses(self, name: str) -> None:
        self.bot.waitUntil(lambda: name not in self.names(), timeout=20_000)

    def clicks(self, name: str, which: Qt.MouseButton = Qt.MouseButton.LeftButton) -> None:
        self.sees(name)
        control = accessible.button(self.window.root, name)
        assert control is not None
        accessible.touch(self.window.root, control, which)


@pytest.fixture
def play(qapp: QObject, qtbot: QtBot, tmp_path: Path) -> Iterator[Play]:
    made = Play(load_site(DEMO), tmp_path, qtbot)
    made.simulated.start()
    yield made
    made.window.close()
    made.simulated.stop()
    assert made.window.warnings == []


def test_every_door_is_a_button_that_says_how_it_stands(play: Play) -> None:
    assert [name for name in play.names() if name.startswith("Door ")] == [
        f"Door {n}, closed" for n in range(1, 25)
    ]


def test_a_door_that_opens_is_closed_by_a_click(play: Play) -> None:
    play.simulated.open("8")
    play.clicks("Door 8, open")
    play.sees("Door 8, closed")
    assert not play.simulated.is_open("8")


def test_a_click_on_a_closed_door_does_nothing(play: Play) -> None:
    play.clicks("Door 8, closed")
    assert not play.simulated.is_open("8")
    assert play.hands.property("news") == []


def test_the_other_button_jams_a_lock_and_frees_it(play: Play) -> None:
    play.clicks("Door 3, closed", Qt.MouseButton.RightButton)
    play.clicks("Door 3, closed, jammed", Qt.MouseButton.RightButton)
    play.sees("Door 3, closed")


def test_the_tools_say_what_a_click_does(play: Play) -> None:
    play.clicks("Jam a lock")
    play.clicks("Door 3, closed")
    play.sees("Door 3, closed, jammed")
    play.clicks("Crowbar")
    play.clicks("Door 5, closed")
    play.sees("Door 5, open")


def test_a_parcel_goes_in_and_comes_out_through_an_open_door(play: Play) -> None:
    assert play.hands.set_shelf(json.dumps(SHELF)) == ""
    play.simulated.open("12")
    play.clicks("Put into 12: Parcel for Ada")
    play.sees("Take parcel CUBBY-0001")
    assert play.simulated.inside("12") == ("CUBBY-0001",)
    play.misses("Put into 12: Parcel for Ada")
    play.clicks("Take parcel CUBBY-0001")
    play.sees("Put into 12: Parcel for Ada")
    assert play.simulated.inside("12") == ()


def test_what_was_inside_from_the_start_comes_to_hand_when_it_is_taken(play: Play) -> None:
    play.simulated.stock("1", "OTHER")
    play.simulated.open("1")
    play.clicks("Take parcel OTHER")
    play.sees("Hold before the scanner: Taken out")


def test_a_phone_does_not_go_into_a_compartment(play: Play) -> None:
    play.hands.set_shelf(json.dumps(SHELF))
    play.simulated.open("12")
    play.sees("Put into 12: Parcel for Ada")
    assert "Put into 12: Ada's phone" not in play.names()


def test_a_click_holds_a_label_before_the_scanner(play: Play) -> None:
    play.hands.set_shelf(json.dumps(SHELF))
    play.clicks("Hold before the scanner: Parcel for Ada")
    assert play.hands.property("news") == ["The scanner typed CUBBY-0001."]


def test_a_click_holds_a_phone_before_the_camera_and_another_puts_it_down(play: Play) -> None:
    play.hands.set_shelf(json.dumps(SHELF))
    play.clicks("Show to the camera: Ada's phone")
    play.clicks("Put down: Ada's phone")
    play.sees("Show to the camera: Ada's phone")
    assert play.hands.property("news") == [
        "Nothing is before the camera.",
        "TOKEN is held before the camera.",
    ]


def test_a_line_is_unplugged_and_plugged_in_again(play: Play) -> None:
    port = play.simulated.ports.buses["locks"]
    play.clicks("Unplug locks")
    play.sees("Plug in locks")
    assert not port.exists()
    play.clicks("Plug in locks")
    play.sees("Unplug locks")
    assert port.exists()


def test_a_shelf_that_makes_no_sense_is_refused_with_a_sentence(play: Play) -> None:
    assert play.hands.set_shelf("nonsense").startswith("not a shelf: ")
    assert play.hands.set_shelf('[{"text": "A", "kind": "wax seal"}]').startswith("not a shelf: ")
    assert play.hands.property("shelf") == []


def test_what_a_thing_is_follows_from_its_code(play: Play) -> None:
    play.hands.set_shelf(json.dumps([*SHELF, {"text": "B", "kind": Symbology.QR.value, "parcel": True}]))
    assert [item["parcel"] for item in play.hands.property("shelf")] == [True, False, True]


# --- senses ---------------------------------------------------------------------------------------


@pytest.fixture
def chilled(qapp: QObject, qtbot: QtBot, tmp_path: Path) -> Iterator[Play]:
    made = Play(load_site(DEMO.with_name("chilled.toml")), tmp_path, qtbot)
    made.simulated.start()
    made.clicks("The cabinet")
    yield made
    made.window.close()
    made.simulated.stop()
    assert made.window.warnings == []


def zones(play: Play) -> list[tuple[str, float, bool]]:
    senses: Any = play.hands.senses
    return [(zone["name"], zone["celsius"], zone["good"]) for zone in senses.zones]


def test_a_zone_is_warmed_and_cooled_by_clicks(chilled: Play) -> None:
    assert zones(chilled) == [("fridge", 5.0, True), ("freezer", -20.0, True)]
    chilled.clicks("Warm fridge")
    chilled.bot.waitUntil(lambda: zones(chilled)[0] == ("fridge", 9.0, False))
    chilled.clicks("Cool fridge")
    chilled.bot.waitUntil(lambda: zones(chilled)[0] == ("fridge", 5.0, True))


def test_a_contact_is_opened_and_shut_by_clicks(chilled: Play) -> None:
    chilled.clicks("Open service-door")
    chilled.sees("Shut service-door")
    chilled.clicks("Shut service-door")
    chilled.sees("Open service-door")


def test_the_printers_paper_is_taken_out_and_put_in(chilled: Play) -> None:
    chilled.clicks("Take the paper out")
    chilled.clicks("Put paper in")
    chilled.sees("Take the paper out")


def test_the_lines_of_sensors_and_of_the_printer_have_plugs(chilled: Play) -> None:
    for name in ("sensors", "printer"):
        chilled.clicks(f"Unplug {name}")
        chilled.clicks(f"Plug in {name}")
        chilled.sees(f"Unplug {name}")


def test_a_cabinet_without_senses_shows_none(play: Play) -> None:
    assert "The cabinet" not in play.names()


# --- power ----------------------------------------------------------------------------------------


@pytest.fixture
def solar(qapp: QObject, qtbot: QtBot, tmp_path: Path) -> Iterator[Play]:
    made = Play(load_site(DEMO.with_name("solar.toml")), tmp_path, qtbot)
    made.simulated.start()
    made.clicks("The cabinet")
    yield made
    made.window.close()
    made.simulated.stop()
    assert made.window.warnings == []


def has(play: Play, charge: float) -> bool:
    power: Any = play.hands.power
    return bool(power.supplies[0]["charge"] == charge)


def test_the_sun_is_covered_and_shines_again(solar: Play) -> None:
    solar.clicks("Cover the sun solar")
    solar.clicks("Let it shine solar")
    solar.sees("Cover the sun solar")


def test_the_battery_is_drained_to_nothing_and_charged(solar: Play) -> None:
    for left in (80, 60, 40, 20, 0):
        solar.clicks("Drain the battery solar")
        solar.bot.waitUntil(partial(has, solar, left))
    solar.clicks("Charge it solar")
    solar.bot.waitUntil(partial(has, solar, 20))


def test_a_cabinet_without_supplies_shows_none(chilled: Play) -> None:
    assert not [name for name in chilled.names() if "battery" in name]
