"""The real program on a battery that is nearly empty: a farewell in the journal, and what switches it off."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from hardware.simulator.power.nut import SimulatedUps
from kiosk.custody.machine.events import MachineStopped
from kiosk.custody.power.events import BatteryLow
from kiosk.site.ports import write_changed
from tests.program.rig import events_of

HOME = Path(__file__).parents[3]
DEMO = HOME / "assets" / "sites" / "demo.toml"
UNSEEN = {"QT_QPA_PLATFORM": "offscreen", "QT_QUICK_BACKEND": "software"}


@pytest.fixture
def ups() -> Iterator[SimulatedUps]:
    ups = SimulatedUps()
    ups.start()
    ups.mains(on=False)
    ups.drain(10)
    yield ups
    ups.stop()


def run(folder: Path, ups: SimulatedUps, when_low: str) -> subprocess.CompletedProcess[str]:
    """`cubby run` where nothing but a `systemctl` of our own can be found."""
    tools = folder / "tools"
    tools.mkdir()
    told = tools / "systemctl"
    told.write_text(f'#!/bin/sh\necho "$@" > "{folder}/asked"\n')
    told.chmod(0o755)
    supply = {"name": "ups", "kind": "nut", "port": ups.path, "ups": "cabinet"}
    site = folder / "site.toml"
    write_changed(
        DEMO, site, {"power": {"supplies": [supply], "when_low": when_low}, "scanner": None, "camera": None}
    )
    return subprocess.run(
        [sys.executable, "-m", "kiosk.cli", "run", "--site", str(site), "--data", str(folder / "data")],
        cwd=HOME,
        env={**os.environ, **UNSEEN, "PATH": str(tools)},
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
    )


@pytest.mark.slow
@pytest.mark.parametrize(("when_low", "asked"), [("power-off", "poweroff\n"), ("stop", None)])
def test_it_says_good_bye_and_switches_off_what_it_may(
    tmp_path: Path, ups: SimulatedUps, when_low: str, asked: str | None
) -> None:
    done = run(tmp_path, ups, when_low)
    assert done.returncode == 0, done.stderr
    events = events_of(tmp_path / "data")
    assert BatteryLow("ups", 10) in events
    assert events[-1] == MachineStopped("the battery is low")
    order = tmp_path / "asked"
    assert (order.read_text() if order.exists() else None) == asked
