"""The real program in a real window: a technician learns a small cabinet and walks through it."""

from __future__ import annotations

import json
import re
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from pathlib import Path
from typing import Final

import pytest

from kiosk.clock import SystemClock
from kiosk.site.loading import load_site
from kiosk.site.ports import write_changed
from tests.helpers.accessible.screen_reader import Desktop, ScreenReader
from tests.helpers.phone import code_of
from tests.helpers.program import cubby
from tests.helpers.simulated import PROGRAM, ROOT, Cabinet
from tests.helpers.words import Words

pytestmark = [pytest.mark.window, pytest.mark.slow]

DEMO: Final = ROOT / "assets" / "sites" / "demo.toml"
WORDS: Final = Words("en")
WIRED: Final = {"1": 3, "2": 1, "3": 4}
"""Which channel really opens each door; channel 2 opens nothing."""
PANEL: Final = {"left": 48, "bottom": 84.5, "width": 40, "height": 71}


def _standing_there(folder: Path) -> Path:
    """The site file that the simulated cabinet is wired by."""
    doors = [
        {"label": label, "size": "XL", "bank": "A", "channel": channel} for label, channel in WIRED.items()
    ]
    bank = {"name": "A", "board": "shuoming", "address": 1, "channels": 4}
    file = folder / "true.toml"
    write_changed(
        DEMO,
        file,
        {
            "buses": [{"name": "locks", "port": "/dev/locks", "banks": [bank]}],
            "cabinet": {"height": 194, "panel": PANEL, "columns": [{"width": 44, "compartments": doors}]},
            "reserve": {},
        },
    )
    return file


@contextmanager
def _kiosk(desktop: Desktop, site: Path, data: Path) -> Iterator[None]:
    command = [*PROGRAM, "run", "--site", str(site), "--data", str(data)]
    with (data.parent / "kiosk.log").open("wb") as log:
        kiosk = subprocess.Popen(command, cwd=ROOT, env=desktop.environment(), stderr=log)
    try:
        yield
    finally:
        kiosk.terminate()
        status = kiosk.wait(20)
    assert status == 0


def _starts(text: str) -> re.Pattern[str]:
    return re.compile(re.escape(text) + ".*", re.DOTALL)


def _signs_in(reader: ScreenReader, told: dict[str, str], at: datetime) -> None:
    reader.press_each(told["PIN"])
    reader.press(WORDS("Keypad", "Next"))
    reader.wait_for(WORDS("EnterCode", "The code on your phone"))
    reader.press_each(code_of(told["PHONE"], at))
    reader.press(WORDS("Keypad", "Next"))


def _learns(reader: ScreenReader, cabinet: Cabinet) -> None:
    reader.press(_starts(WORDS("Workshop", "Learn the doors")))
    reader.press(WORDS("ChooseColumns", "Tall doors"))
    reader.press(_starts("Done: "))
    reader.press(WORDS("WorkMessage", "All doors are closed"))
    behind = {channel: label for label, channel in WIRED.items()}
    for channel in range(1, 5):
        reader.wait_for(re.compile(rf"Board A, channel {channel}\. .*"))
        reader.wait_for(WORDS("WhichOpened", "Which door is open now?"))
        label = behind.get(channel)
        if label is None:
            reader.press(WORDS("WhichOpened", "No door opened"))
            continue
        cabinet.until(door=label, state="open")
        reader.press(WORDS("WhichOpened", "Another door"))
        reader.press(WORDS("NumberGrid", "Door %1", label))
        reader.wait_for(WORDS("CloseLearned", "Close door %1", label))
        cabinet.tell(f"close {label}")
    reader.wait_for(WORDS("CommissionSummary", "%1 of %2 doors found", "3", "3"))
    reader.press(WORDS("CommissionSummary", "Write the site file"))
    reader.press(WORDS("WorkMessage", "Continue"))


def _walks(reader: ScreenReader, cabinet: Cabinet) -> None:
    reader.press(_starts(WORDS("Workshop", "Check contents")))
    for label in WIRED:
        reader.wait_for(WORDS("AuditNext", "Next: door %1", label))
        reader.press(WORDS("AuditNext", "Open door"))
        cabinet.until(door=label, state="open")
        reader.wait_for(WORDS("TaskDoor", "Door %1 is open", label))
        cabinet.tell(f"close {label}")
        reader.press(WORDS("AuditAsk", "Nothing"))
    reader.wait_for(WORDS("WorkMessage", "Everything matches our records"))
    reader.press(WORDS("WorkMessage", "Continue"))
    reader.press(WORDS("Workshop", "I am done"))


def test_a_new_machine_is_learned_and_walked_through(tmp_path: Path) -> None:
    data = tmp_path / "data"
    with Cabinet(tmp_path, _standing_there(tmp_path)) as cabinet, Desktop(tmp_path / "desktop") as desktop:
        site = tmp_path / "site.toml"
        write_changed(cabinet.site, site, {"cabinet": {"height": 194, "panel": PANEL}})
        done = cubby(
            *("staff", "add", "--data", str(data), "--site", str(site)),
            *("--name", "Cy", "--role", "technician"),
        )
        told = dict(line.split(" ", 1) for line in done.stdout.splitlines())
        with _kiosk(desktop, site, data), ScreenReader(desktop) as reader:
            reader.press(_starts(WORDS("OutOfService", "Staff")), timeout=40)
            now = SystemClock().now()
            _signs_in(reader, told, now)
            _learns(reader, cabinet)
            # The program has begun anew on its new site file; a code counts once, the next one as well.
            reader.press(_starts(WORDS("Home", "Courier or staff")), timeout=40)
            _signs_in(reader, told, now + timedelta(seconds=30))
            _walks(reader, cabinet)
            reader.wait_for(_starts(WORDS("Home", "Pick up")), "button")
    learned = load_site(site).cabinet
    assert {home.label: home.front.lock.channel for home in learned.compartments()} == WIRED
    rows = cubby("journal", "tail", "--data", str(data), "--json", "--rows", "1000").stdout.splitlines()
    kinds = [json.loads(row)["kind"] for row in rows]
    assert kinds.count("ChannelLearned") == 4
    assert kinds.count("Audited") == 3
    assert kinds.count("OpeningIntended") == 7
    assert cubby("journal", "verify", "--data", str(data)).returncode == 0
