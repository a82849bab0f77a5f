"""The real program in a real window: a technician tries the scanner, has the journal verified, restarts."""

from __future__ import annotations

import json
import re
import subprocess
from pathlib import Path
from typing import Any, Final

import pytest

from kiosk.clock import SystemClock
from tests.helpers.accessible.screen_reader import Desktop, ScreenReader
from tests.helpers.phone import code_of
from tests.helpers.program import cubby
from tests.helpers.simulated import PROGRAM, ROOT, Cabinet
from tests.helpers.words import Words

pytestmark = [pytest.mark.window, pytest.mark.slow]

WORDS: Final = Words("en")
BACK: Final = WORDS("BottomRow", "Back")
LABEL: Final = "JJD014600006281450"


def _starts(text: str) -> re.Pattern[str]:
    return re.compile(re.escape(text) + ".*", re.DOTALL)


def _signs_in(reader: ScreenReader, told: dict[str, str]) -> None:
    reader.press(_starts(WORDS("Home", "Courier or staff")), timeout=40)
    reader.press_each(told["PIN"])
    reader.press(WORDS("Keypad", "Next"))
    reader.wait_for(WORDS("EnterCode", "The code on your phone"))
    reader.press_each(code_of(told["PHONE"], SystemClock().now()))
    reader.press(WORDS("Keypad", "Next"))


def _tries_the_scanner(reader: ScreenReader, cabinet: Cabinet) -> None:
    reader.press(_starts(WORDS("Workshop", "Test devices")))
    reader.press(WORDS("DeviceMenu", "Scanner"))
    reader.wait_for(WORDS("ScannerTest", "Scan any code"))
    cabinet.tell(f"scan {LABEL}")
    reader.wait_for(WORDS("ScannerTest", "The scanner read a code"))
    reader.wait_for(LABEL)
    reader.press(BACK)
    reader.press(BACK)


def _sees_to_the_machine(reader: ScreenReader) -> None:
    reader.press(_starts(WORDS("Workshop", "Machine")))
    reader.press(WORDS("MachineMenu", "Network"))
    reader.wait_for(WORDS("NetworkPage", "Check again"), "button")
    reader.press(BACK)
    reader.press(WORDS("MachineMenu", "Disk and journal"))
    reader.press(WORDS("StoragePage", "Verify the whole journal"))
    reader.wait_for(re.compile(r"All \d+ rows of the journal are intact.*", re.DOTALL), timeout=40)
    reader.press(BACK)
    reader.press(WORDS("MachineMenu", "Restart"))
    reader.press(WORDS("ConfirmLeave", "Restart"))


def _rows(data: Path) -> list[dict[str, Any]]:
    told = cubby("journal", "tail", "--data", str(data), "--json", "--rows", "1000").stdout
    return [json.loads(line) for line in told.splitlines()]


def test_a_technician_sees_to_the_devices_and_to_the_machine(tmp_path: Path) -> None:
    data = tmp_path / "data"
    with Cabinet(tmp_path) as cabinet, Desktop(tmp_path / "desktop") as desktop:
        added = cubby(
            *("staff", "add", "--data", str(data), "--site", str(cabinet.site)),
            *("--name", "Cy", "--role", "technician"),
        )
        told = dict(line.split(" ", 1) for line in added.stdout.splitlines())
        command = [*PROGRAM, "run", "--site", str(cabinet.site), "--data", str(data)]
        with (tmp_path / "kiosk.log").open("wb") as log, ScreenReader(desktop) as reader:
            kiosk = subprocess.Popen(command, cwd=ROOT, env=desktop.environment(), stderr=log)
            try:
                _signs_in(reader, told)
                _tries_the_scanner(reader, cabinet)
                _sees_to_the_machine(reader)
                reader.wait_for(_starts(WORDS("Home", "Pick up")), "button", timeout=40)
            finally:
                kiosk.terminate()
                status = kiosk.wait(20)
    assert status == 0
    rows = _rows(data)
    kinds = [row["kind"] for row in rows]
    assert kinds.count("MachineStarted") == 2
    mine = {row["actor"] for row in rows if row["kind"] in {"DeviceTried", "JournalVerified", "StopAsked"}}
    [technician] = mine
    assert technician in {row["body"].get("staff") for row in rows if row["kind"] == "StaffAdded"}
    assert LABEL not in json.dumps(rows)
    logs = "".join(file.read_text() for file in (data / "logs").iterdir())
    assert logs
    assert LABEL not in logs
    assert cubby("journal", "verify", "--data", str(data)).returncode == 0
