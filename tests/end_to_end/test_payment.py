"""The real program in a real window, before a simulated card terminal: a locker for the day and overtime are
paid, and a door that jams after the approval costs nothing.

Driven as a screen reader does; the terminal's own record, the bytes that the boards saw and the journal's day
are held against each other.
"""

from __future__ import annotations

import io
import json
import re
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from hardware.locks.shuoming.frames import unlock
from hardware.simulator.terminals.served import ServedTerminal, TerminalLog
from hardware.terminals.registry import TerminalKind
from kiosk.site.ports import write_changed
from tests.helpers.accessible.screen_reader import Desktop, ScreenReader
from tests.helpers.program import cubby
from tests.helpers.simulated import PROGRAM, ROOT, Cabinet
from tests.helpers.words import Words

pytestmark = [pytest.mark.window, pytest.mark.slow]

LATE = """
version = 1
extends = "parcel"

[[step]]
name = "fetch"
charges = [{ name = "late", amount = "1.50 EUR", per = "24 h" }]
clock.then = [{ after = "10 days", do = "recall", to = "role:courier" }]
"""
DOOR = "12"


@pytest.fixture
def cabinet(tmp_path: Path) -> Iterator[Cabinet]:
    with Cabinet(tmp_path) as made:
        yield made


@pytest.fixture
def desktop(tmp_path: Path) -> Iterator[Desktop]:
    with Desktop(tmp_path / "desktop") as made:
        yield made


@pytest.fixture
def terminal() -> Iterator[ServedTerminal]:
    served = ServedTerminal(TerminalKind.ZVT, tcp=0, think=0.2, log=TerminalLog(io.StringIO()))
    served.start()
    yield served
    served.stop()


@pytest.fixture
def site(cabinet: Cabinet, terminal: ServedTerminal, tmp_path: Path) -> Path:
    """What is here costs something from the first second on, and is paid by card."""
    return _site(cabinet, terminal, tmp_path, "late")


def _site(cabinet: Cabinet, terminal: ServedTerminal, tmp_path: Path, *services: str) -> Path:
    folder = tmp_path / "site"
    (folder / "services").mkdir(parents=True)
    (folder / "services" / "late.toml").write_text(LATE, "utf-8")
    card = {"kind": "zvt", "port": terminal.plug(), "currency": "EUR"}
    changes = {
        "services": list(services),
        "terminals": [card],
        "money": {"vat": 19},
    }
    write_changed(cabinet.site, folder / "site.toml", changes)
    return folder / "site.toml"


@pytest.mark.parametrize("language", ["en", "ar"])
def test_overtime_is_paid_by_card_and_then_the_door_opens(
    cabinet: Cabinet, desktop: Desktop, terminal: ServedTerminal, site: Path, tmp_path: Path, language: str
) -> None:
    data = tmp_path / "data"
    pin, words = _placed(data, site), Words(language)
    with _kiosk(desktop, site, data, language), ScreenReader(desktop) as reader:
        _comes_and_pays(reader, words, pin)
        cabinet.until(door=DOOR, state="open")
        reader.wait_for(words("TakeParcel", "Door %1 is open", DOOR))
        cabinet.tell(f"take {DOOR}")
        cabinet.tell(f"close {DOOR}")
        reader.press(words("DidYouTakeIt", "Yes, I have it"))
        reader.press(words("ThankYou", "Done"))
        reader.wait_for(_starts(words("Home", "Pick up")), "button")
    assert terminal.charged == 150
    assert _unlocks(cabinet) == 1
    day = _report(data)
    assert [(each["service"], each["net"]) for each in day["services"]] == [("late", 150)]
    assert [(each["rate"], each["tax"]) for each in day["vat"]] == [(1900, 24)]
    assert [day[key] for key in ("refunds_due", "unknown", "debts")] == [[], [], []]


def test_a_locker_for_the_day_is_paid_by_card(
    cabinet: Cabinet, desktop: Desktop, terminal: ServedTerminal, tmp_path: Path
) -> None:
    data, site, words = (
        tmp_path / "data",
        _site(cabinet, terminal, tmp_path, "parcel", "storage"),
        Words("de"),
    )
    with _kiosk(desktop, site, data, "de"), ScreenReader(desktop) as reader:
        reader.press(_starts(words("Home", "Store")), timeout=40)
        reader.press(_starts("S"), timeout=20)
        reader.wait_for(words("SpaceCode", "This code opens your door"))
        reader.press(_pays(words, "SpaceCode"))
        reader.wait_for(words("TermsAndPrice", "This is what it costs"))
        assert terminal.charged == 0
        reader.press(_pays(words, "TermsAndPrice"))
        door = str(cabinet.until(state="open")["door"])
        reader.wait_for(words("PutThings", "Door %1 is open", door))
        cabinet.tell(f"put {door} BAG")
        cabinet.tell(f"close {door}")
        reader.wait_for(words("MySpace", "Door %1 is yours", door))
        reader.press(words("MySpace", "Done"))
        reader.wait_for(_starts(words("Home", "Store")), "button")
    assert terminal.charged == 300
    day = _report(data)
    assert [(each["service"], each["charge"], each["net"]) for each in day["services"]] == [
        ("storage", "rent", 300)
    ]
    assert [day[key] for key in ("refunds_due", "unknown", "debts")] == [[], [], []]


def test_a_door_that_jams_after_the_approval_costs_nothing(
    cabinet: Cabinet, desktop: Desktop, terminal: ServedTerminal, site: Path, tmp_path: Path
) -> None:
    data = tmp_path / "data"
    pin, words = _placed(data, site), Words("en")
    cabinet.tell(f"jam {DOOR}")
    with _kiosk(desktop, site, data, "en"), ScreenReader(desktop) as reader:
        _comes_and_pays(reader, words, pin)
        reader.wait_for(words("PressDoor", "Door %1 is stuck", DOOR), timeout=30)
        reader.press(words("PressDoor", "The door doesn't open"))
        reader.wait_for(words("Sorry", "Door %1 did not open", DOOR))
        reader.press(words("Sorry", "OK"))
        reader.wait_for(words("PayNote", "You get your money back"))
        reader.press(words("PayNote", "OK"))
        reader.wait_for(_starts(words("Home", "Pick up")), "button")
    assert terminal.charged == 0
    day = _report(data)
    assert sum(each["net"] for each in day["services"]) == 0
    assert [day[key] for key in ("refunds_due", "unknown", "debts")] == [[], [], []]


def _placed(data: Path, site: Path) -> str:
    """A parcel is behind the door; its PIN."""
    at = ("--data", str(data), "--site", str(site))
    done = cubby(
        "place", *at, "--compartment", DOOR, "--tracking", "JJD0001234567", "--phone", "+49 30 1234567"
    )
    assert done.returncode == 0, done.stderr
    return dict(line.split(" ", 1) for line in done.stdout.splitlines())["PIN"]


@contextmanager
def _kiosk(desktop: Desktop, site: Path, data: Path, language: str) -> Iterator[None]:
    """`cubby run` in a window; asked to end, it ends with 0."""
    command = [*PROGRAM, "run", "--site", str(site), "--data", str(data), "--language", language]
    with (data.parent / "kiosk.log").open("wb") as log:
        kiosk = subprocess.Popen(command, cwd=ROOT, env=desktop.environment(), stderr=log)
    try:
        yield
    finally:
        kiosk.terminate()
        status = kiosk.wait(20)
    assert status == 0


def _comes_and_pays(reader: ScreenReader, words: Words, pin: str) -> None:
    """The code is typed, the price is heard before anything is asked for, and the button is pressed."""
    reader.press(_starts(words("Home", "Pick up")), timeout=40)
    reader.press_each(pin)
    reader.press(words("Keypad", "Next"))
    reader.wait_for(words("TermsAndPrice", "The time that you paid for is over"), timeout=20)
    reader.press(_pays(words, "TermsAndPrice"))


def _pays(words: Words, screen: str) -> re.Pattern[str]:
    """The button that says how much."""
    before, _, after = words(screen, "Pay %1").partition("%1")
    return re.compile(f"{re.escape(before)}.*{re.escape(after)}.*", re.DOTALL)


def _unlocks(cabinet: Cabinet) -> int:
    """How often the board of the door was told to open it."""
    return cabinet.sent().count(unlock(1, int(DOOR)))


def _report(data: Path) -> dict[str, Any]:
    done = cubby("money", "report", "--json", "--data", str(data))
    assert done.returncode == 0, done.stderr
    told: dict[str, Any] = json.loads(done.stdout)
    return told


def _starts(text: str) -> re.Pattern[str]:
    return re.compile(re.escape(text) + ".*", re.DOTALL)
