"""The real program in a real window: a courier drops a parcel off, and its recipient picks it up; a visitor
sends one back, and a courier takes it along.

Driven as a screen reader does; the label is read from a picture of a barcode by the camera's own way; and at
the end the bytes that the boards saw are held against the journal.
"""

from __future__ import annotations

import json
import re
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from hardware.locks.shuoming.frames import unlock
from hardware.outcomes.reading import Symbology
from tests.helpers.accessible.screen_reader import Desktop, ScreenReader
from tests.helpers.labels import label_picture, save
from tests.helpers.program import cubby
from tests.helpers.simulated import PROGRAM, ROOT, Cabinet
from tests.helpers.words import Words

pytestmark = [pytest.mark.window, pytest.mark.slow]

TRACKING = "JJD014600006281450"


@pytest.fixture
def cabinet(tmp_path: Path) -> Iterator[Cabinet]:
    with Cabinet(tmp_path) as made:
        yield made


@pytest.fixture
def desktop(tmp_path: Path) -> Iterator[Desktop]:
    with Desktop(tmp_path / "desktop") as made:
        yield made


def _secrets(*command: str) -> tuple[str, str]:
    """The PIN and the QR text that a command tells once."""
    done = cubby(*command)
    assert done.returncode == 0, done.stderr
    told = dict(line.split(" ", 1) for line in done.stdout.splitlines())
    return told["PIN"], told["QR"]


@pytest.mark.parametrize("language", ["en", "ar"])
def test_a_parcel_is_dropped_off_and_picked_up(
    cabinet: Cabinet, desktop: Desktop, tmp_path: Path, language: str
) -> None:
    data = tmp_path / "data"
    at = ("--data", str(data), "--site", str(cabinet.site))
    courier, _ = _secrets("staff", "add", *at, "--name", "Bo", "--role", "courier")
    recipient, _ = _secrets("announce", *at, "--tracking", TRACKING, "--phone", "+49 30 1234567")
    words = Words(language)
    with _kiosk(desktop, cabinet.site, data, language), ScreenReader(desktop) as reader:
        door = _drop_off(reader, words, cabinet, courier, tmp_path)
        _pick_up(reader, words, cabinet, recipient, door)
        reader.wait_for(_starts(words("Home", "Pick up")), "button")
    _boards_and_journal_agree(cabinet, data)


def test_a_parcel_is_sent_back_and_taken_along(cabinet: Cabinet, desktop: Desktop, tmp_path: Path) -> None:
    data = tmp_path / "data"
    at = ("--data", str(data), "--site", str(cabinet.site))
    courier, _ = _secrets("staff", "add", *at, "--name", "Bo", "--role", "courier")
    words = Words("de")
    with _kiosk(desktop, cabinet.site, data, "de"), ScreenReader(desktop) as reader:
        door = _send_back(reader, words, cabinet)
        _take_along(reader, words, cabinet, courier, door)
    _boards_and_journal_agree(cabinet, data)


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


def _drop_off(reader: ScreenReader, words: Words, cabinet: Cabinet, pin: str, folder: Path) -> str:
    """Sign in, hold the label before the camera, choose a size, close the door; the door's label."""
    reader.press(_starts(words("Home", "Courier or staff")), timeout=40)
    reader.press_each(pin)
    reader.press(words("Keypad", "Next"))
    reader.wait_for(_starts(words("ScanParcel", "Type a label")), "button")
    picture = save(label_picture(TRACKING, Symbology.CODE128, seed=7), folder / "label.png")
    picture.rename(cabinet.camera / "label.png")
    reader.press(_starts("M"), timeout=20)
    door = str(cabinet.until(state="open")["door"])
    reader.wait_for(words("PutParcel", "Door %1 is open", door))
    cabinet.tell(f"put {door} {TRACKING}")
    cabinet.tell(f"close {door}")
    reader.wait_for(_starts(words("ScanParcel", "Delivered in door %1.", door)))
    reader.press(words("ScanParcel", "I am done"))
    reader.press(words("CourierSummary", "Finish the round"))
    return door


def _pick_up(reader: ScreenReader, words: Words, cabinet: Cabinet, pin: str, door: str) -> None:
    """Type the PIN, take the parcel, close the door so quickly that the machine asks, and answer."""
    reader.press(_starts(words("Home", "Pick up")))
    reader.press_each(pin)
    reader.press(words("Keypad", "Next"))
    cabinet.until(door=door, state="open")
    reader.wait_for(words("TakeParcel", "Door %1 is open", door))
    cabinet.tell(f"take {door}")
    cabinet.tell(f"close {door}")
    reader.press(words("DidYouTakeIt", "Yes, I have it"))
    reader.press(words("ThankYou", "Done"))


def _send_back(reader: ScreenReader, words: Words, cabinet: Cabinet) -> str:
    """The tile, the service by its own name, no label, a size, a number, the door, the receipt."""
    reader.press(_starts(words("Home", "Drop off")), timeout=40)
    reader.press(_starts("Paket zurückschicken"))
    reader.press(_starts(words("SayWhat", "No label")))
    reader.press(_starts("M"), timeout=20)
    reader.press(_starts(words("WriteNumber", "Open the door")))
    door = str(cabinet.until(state="open")["door"])
    reader.wait_for(words("PutParcel", "Door %1 is open", door))
    cabinet.tell(f"put {door} RETURN")
    cabinet.tell(f"close {door}")
    reader.press(words("DidYouPutItIn", "Yes, it is inside"))
    reader.wait_for(words("DropOffDone", "Safe in door %1", door))
    reader.press(words("DropOffDone", "Done"))
    return door


def _take_along(reader: ScreenReader, words: Words, cabinet: Cabinet, pin: str, door: str) -> None:
    reader.press(_starts(words("Home", "Courier or staff")))
    reader.press_each(pin)
    reader.press(words("Keypad", "Next"))
    reader.press(re.compile("1 .*", re.DOTALL), timeout=20)
    reader.press(re.compile(f".*{door}.*", re.DOTALL))
    cabinet.until(door=door, state="open")
    reader.wait_for(words("TakeParcel", "Door %1 is open", door))
    cabinet.tell(f"take {door}")
    cabinet.tell(f"close {door}")
    reader.press(words("DidYouTakeIt", "Yes, I have it"))


def _starts(text: str) -> re.Pattern[str]:
    return re.compile(re.escape(text) + ".*", re.DOTALL)


def _boards_and_journal_agree(cabinet: Cabinet, data: Path) -> None:
    """Every unlock frame on the wire has its own committed intent, in the same order; and the chain holds."""
    done = cubby("journal", "tail", "--data", str(data), "--json", "--rows", "1000")
    rows = [json.loads(line) for line in done.stdout.splitlines()]
    intents = [row["body"]["door"] for row in rows if row["kind"] == "OpeningIntended"]
    frames = {unlock(1 + n // 12, 1 + n % 12): n for n in range(24)}
    unlocked = [piece for piece in cabinet.sent() if piece in frames]
    assert len(unlocked) == len(intents) == 2
    assert intents[0] == intents[1]
    assert unlocked[0] == unlocked[1]
    kinds = [row["kind"] for row in rows]
    assert kinds.index("Deposited") < kinds.index("Collected")
    assert cubby("journal", "verify", "--data", str(data)).returncode == 0
    assert cubby("journal", "rebuild", "--data", str(data)).returncode == 0
