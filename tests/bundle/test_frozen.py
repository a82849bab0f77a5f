"""The frozen program: the same commands, nothing missing, nothing written, nothing leaked to others."""

from __future__ import annotations

import json
import os
import re
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from bundle.frozen.start import CHILDREN, COMMANDS, NOT_CARRIED
from bundle.manifest import entries, manifest
from bundle.source import ROOT, modules
from kiosk import cli
from tests.bundle.kit import VERSION, elsewhere, frozen
from tests.helpers.accessible.screen_reader import Desktop, ScreenReader
from tests.helpers.simulated import Cabinet
from tests.helpers.words import Words

pytestmark = [pytest.mark.slow, pytest.mark.timeout(1500)]
LONG = bool(os.environ.get("CUBBY_LONG"))


def run(folder: Path, *arguments: str, **extra: str) -> subprocess.CompletedProcess[str]:
    """The frozen program, in a folder and an environment that know nothing of the checkout."""
    return subprocess.run(
        (str(frozen().program / "cubby"), *arguments),
        cwd=folder,
        env=elsewhere(folder) | extra,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        check=False,
        timeout=240,
    )


def test_it_takes_the_same_commands_but_those_of_a_checkout() -> None:
    carried = {name for name, told in cli.COMMANDS.items() if not told.target.startswith(NOT_CARRIED)}
    assert set(COMMANDS) >= carried
    assert "selftest" in COMMANDS
    assert not {"test", "bench", "build"} & set(COMMANDS)


def test_every_process_that_the_program_starts_of_itself_is_on_the_list() -> None:
    started = re.compile(r"\"-m\",\s*\"([a-z_.]+)\"|sys\.executable, \"-c\"")
    found = {match[1] for path in modules() for match in started.finditer((ROOT / path).read_text("utf-8"))}
    assert None not in found, "code is handed over in an argument"
    assert found <= CHILDREN
    assert {"hardware.vision.process", "kiosk.upkeep.carry", "ui.demo.display"} <= found


def test_it_says_its_version_and_runs_no_other_code(tmp_path: Path) -> None:
    assert run(tmp_path, "--version").stdout == f"cubby {VERSION}\n"
    for arguments in (("-c", "print('other code')"), ("-m", "http.server"), ("-m", "kiosk.site.loading")):
        refused = run(tmp_path, *arguments)
        assert (refused.returncode, refused.stdout) == (2, "")
        assert "no other code" in refused.stderr


def test_the_selftest_finds_everything_and_writes_nothing_into_the_program(tmp_path: Path) -> None:
    program = frozen().program
    before = {path: path.lstat().st_mtime_ns for path in entries(program)}
    done = run(tmp_path, "selftest")
    lines = done.stdout.splitlines()
    assert done.returncode == 0, done.stdout + done.stderr
    assert all(line.startswith("ok ") for line in lines)
    assert sum("driver" in line for line in lines) >= 12
    assert {path: path.lstat().st_mtime_ns for path in entries(program)} == before


def test_the_manifest_tells_what_is_there(tmp_path: Path) -> None:
    built = frozen()
    told = json.loads(built.manifest.read_text("utf-8"))
    assert told == manifest(built.program, VERSION)
    assert {file["mode"] for file in told["files"]} == {"0644", "0755"}
    names = [file["path"] for file in told["files"]]
    assert "cubby" in names
    assert not [
        name
        for name in names
        if re.search(r"^_internal/(bundle|hardware|kiosk|ui)/.*\.py$|\.po$|/tests/", name)
    ]
    assert not [name for name in names if re.search("babel|fastapi|hypothesis|/mypy|alembic", name)]


def test_programs_of_the_system_get_the_environment_as_it_was(tmp_path: Path) -> None:
    """`espeak-ng` stands for them all: it writes down what it was given."""
    tools = tmp_path / "bin"
    tools.mkdir()
    (tools / "espeak-ng").write_text('#!/bin/sh\nenv >"$HOME/environment"\nexit 1\n')
    (tools / "espeak-ng").chmod(0o755)
    path = f"{tools}:{os.environ['PATH']}"
    words = ("speak", "--language", "en", "--out", str(tmp_path / "said.wav"), "Hello")
    run(tmp_path, *words, PATH=path, LD_LIBRARY_PATH="/of/the/user")
    told = (tmp_path / "environment").read_text("utf-8").splitlines()
    assert "LD_LIBRARY_PATH=/of/the/user" in told
    assert not [line for line in told if line.startswith(("_PYI", "LD_LIBRARY_PATH_ORIG"))]
    (tmp_path / "environment").unlink()
    run(tmp_path, *words, PATH=path)
    told = (tmp_path / "environment").read_text("utf-8").splitlines()
    assert not [line for line in told if line.startswith("LD_LIBRARY_PATH")]


def test_the_demo_plays_itself_with_vision_locks_and_window(tmp_path: Path) -> None:
    done = run(tmp_path, "demo", "--headless", "--pictures", str(tmp_path / "seen"))
    assert done.returncode == 0, done.stdout + done.stderr
    assert "has the parcel" in done.stdout
    assert len(list((tmp_path / "seen").iterdir())) > 10


@pytest.mark.window
@pytest.mark.parametrize("language", ["en", "ar"] if LONG else ["ar"])
def test_a_parcel_is_picked_up_in_a_real_window(tmp_path: Path, language: str) -> None:
    """As a screen reader does it, on simulated boards that the checkout plays."""
    data, words = tmp_path / "data", Words(language)
    with Cabinet(tmp_path) as cabinet, Desktop(tmp_path / "desktop") as desktop:
        at = ("--data", str(data), "--site", str(cabinet.site))
        placed = run(
            tmp_path,
            "place",
            *at,
            "--compartment",
            "6",
            "--tracking",
            "CUBBY-1001",
            "--phone",
            "+49 30 1234567",
        )
        assert placed.returncode == 0, placed.stderr
        pin = dict(line.split(" ", 1) for line in placed.stdout.splitlines())["PIN"]
        cabinet.tell("stock 6 CUBBY-1001")
        with _kiosk(desktop, tmp_path, *at, "--language", language), ScreenReader(desktop) as reader:
            reader.press(_starts(words("Home", "Pick up")), timeout=60)
            reader.press_each(pin)
            reader.press(words("Keypad", "Next"))
            cabinet.until(door="6", state="open")
            reader.wait_for(words("TakeParcel", "Door %1 is open", "6"))
            cabinet.tell("take 6")
            cabinet.tell("close 6")
            reader.press(words("DidYouTakeIt", "Yes, I have it"))
            reader.press(words("ThankYou", "Done"))
            reader.wait_for(_starts(words("Home", "Pick up")), "button")
    verified = run(tmp_path, "journal", "verify", "--data", str(data))
    assert verified.returncode == 0, verified.stdout + verified.stderr


@contextmanager
def _kiosk(desktop: Desktop, folder: Path, *arguments: str) -> Iterator[None]:
    """The frozen `cubby run` in a window; asked to end, it ends with 0."""
    environment = elsewhere(folder) | desktop.environment() | {"PYTHONPATH": ""}
    command = [str(frozen().program / "cubby"), "run", *arguments]
    with (folder / "kiosk.log").open("wb") as log:
        kiosk = subprocess.Popen(command, cwd=folder, env=environment, stderr=log)
    try:
        yield
    finally:
        kiosk.terminate()
        status = kiosk.wait(20)
    assert status == 0


def _starts(text: str) -> re.Pattern[str]:
    return re.compile(re.escape(text) + ".*", re.DOTALL)
