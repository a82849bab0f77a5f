"""`cubby simulate site`: the process that a demo and the end-to-end tests put before a real kiosk."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
import serial

from hardware.locks.shuoming import frames
from kiosk.site.loading import load_site

HOME = Path(__file__).parents[3]
DEMO = HOME / "assets" / "sites" / "demo.toml"


class Simulation:
    """The running process; its lines come one after the other."""

    def __init__(self, *options: str) -> None:
        self.process = subprocess.Popen(
            [sys.executable, "-m", "kiosk.cli", "simulate", "site", *options],
            cwd=HOME,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        self.ports: dict[str, Any] = self.line()

    def line(self) -> Any:
        assert self.process.stdout is not None
        return json.loads(self.process.stdout.readline())

    def say(self, line: str) -> None:
        assert self.process.stdin is not None
        self.process.stdin.write(f"{line}\n")
        self.process.stdin.flush()

    def end(self) -> int:
        self.process.send_signal(signal.SIGTERM)
        self.process.communicate(timeout=30)
        return self.process.returncode


@pytest.fixture
def simulate() -> Iterator[Callable[..., Simulation]]:
    made: list[Simulation] = []

    def start(*options: str) -> Simulation:
        made.append(Simulation(str(DEMO), *options))
        return made[-1]

    yield start
    for one in made:
        one.end()


Simulate = Callable[..., Simulation]


def test_its_first_line_names_ports_that_a_kiosk_can_use(simulate: Simulate, tmp_path: Path) -> None:
    ports = simulate("--folder", str(tmp_path)).ports
    site = load_site(Path(ports["site"]))
    assert site.buses[0].port == ports["buses"]["locks"]
    assert site.scanner is not None
    assert site.scanner.port == ports["scanner"]
    with serial.Serial(ports["buses"]["locks"], timeout=10) as line:
        line.write(frames.query(2, 12))
        assert line.read(5) == frames.status_reply(2, 12, high=True)


def test_it_tells_what_boards_and_hands_do(simulate: Simulate) -> None:
    run = simulate("--unlock-delay", "0.05")
    with serial.Serial(run.ports["buses"]["locks"], timeout=10) as line:
        line.write(frames.unlock(1, 8))
        assert run.line() == {"door": "8", "state": "open", "by": "command"}
        assert line.read(5) == frames.unlock_reply(1, 8, high=False)
    run.say("put 8 CUBBY-0001")
    assert run.line() == {"compartment": "8", "holds": ["CUBBY-0001"]}
    run.say("close 8")
    assert run.line() == {"door": "8", "state": "closed", "by": "hand"}
    run.say("take 8")
    assert run.line() == {"refused": "compartment 8 is closed"}
    run.say("dance")
    assert run.line()["refused"].startswith("not understood: dance")


def test_it_serves_on_when_its_standard_input_has_ended(simulate: Simulate) -> None:
    run = simulate()
    assert run.process.stdin is not None
    run.process.stdin.close()
    run.process.stdin = None
    with serial.Serial(run.ports["buses"]["locks"], timeout=10) as line:
        line.write(frames.query(1, 1))
        assert len(line.read(5)) == 5


def test_sigterm_ends_it_with_0_and_takes_the_names_away(simulate: Simulate, tmp_path: Path) -> None:
    run = simulate("--folder", str(tmp_path))
    assert run.end() == 0
    assert not os.path.lexists(run.ports["buses"]["locks"])
    assert not os.path.lexists(run.ports["scanner"])


def test_its_log_has_the_bytes(simulate: Simulate, tmp_path: Path) -> None:
    log = tmp_path / "log.jsonl"
    run = simulate("--log", str(log))
    with serial.Serial(run.ports["buses"]["locks"], timeout=10) as line:
        line.write(frames.query(1, 1))
        line.read(5)
    run.end()
    lines = [json.loads(line) for line in log.read_text("utf-8").splitlines()]
    assert {"bus": "locks", "from": "kiosk", "hex": frames.query(1, 1).hex()}.items() <= lines[0].items()


def test_its_window_needs_no_more_than_a_platform(simulate: Simulate) -> None:
    run = simulate("--window")
    run.say('shelf [{"text": "A", "kind": "qr", "caption": "A phone"}]')
    run.say("open 8")
    assert run.line() == {"door": "8", "state": "open", "by": "hand"}
    assert run.end() == 0


def test_a_refused_site_file_is_a_failure_with_a_sentence(tmp_path: Path) -> None:
    missing = str(tmp_path / "no.toml")
    done = subprocess.run(
        [sys.executable, "-m", "kiosk.cli", "simulate", "site", missing],
        cwd=HOME, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 1
    assert "no.toml: it can't be read" in done.stderr
