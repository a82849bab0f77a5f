"""`cubby simulate fleet` as people start it: at a real hub, until it is over or somebody ends it."""

from __future__ import annotations

import json
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from kiosk.hub.line import enrolling
from tests.architecture.source import ROOT
from tests.hub.fleet.living import code_for
from tests.hub.world import Site, World

PROGRAM = (sys.executable, "-m", "kiosk.cli")


@contextmanager
def started(*words: str) -> Iterator[subprocess.Popen[str]]:
    process = subprocess.Popen(
        [*PROGRAM, "simulate", "fleet", *words],
        cwd=ROOT,
        text=True,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )
    with process:
        try:
            yield process
        finally:
            process.kill()


def fleet(world: World, *more: str) -> tuple[str, ...]:
    days = ("--days", "0.5", "--speed", "0", "--parcels", "2")
    return ("--hub", world.hub.address, "--kiosks", "2", *days, *more)


def test_it_ends_by_itself_once_the_hub_has_every_row(world: World, tmp_path: Path) -> None:
    codes = [code_for(world, k) for k in ("sim-001", "sim-002")]
    with started(*fleet(world, "--folder", str(tmp_path))) as process:
        assert process.stdin is not None
        assert process.stdout is not None
        process.stdin.write("\n".join(codes) + "\n")
        process.stdin.close()
        shown = dict(process.stdout.readline().strip().split(" shows ") for _ in range(2))
        for kiosk, digits in shown.items():
            assert world.with_database(lambda db, k=kiosk, d=digits: enrolling.approve(db, k, d, "Ada"))  # type: ignore[misc]
        assert json.loads(process.stdout.readline())["present"]
        told = json.loads(process.stdout.readline())
        assert process.wait(60) == 0
    assert told["over"]
    assert told["rows"] == told["rows_the_hub_has"] == world.rows("SELECT count(*) AS n FROM rows")[0]["n"]


@pytest.mark.parametrize("name", [signal.SIGTERM, signal.SIGINT])
def test_a_signal_ends_it_well_at_any_time(world: World, tmp_path: Path, name: signal.Signals) -> None:
    with started(*fleet(world, "--stay", "--folder", str(tmp_path))) as process:
        assert process.stdout is not None
        assert process.stdin is not None
        codes = [code_for(world, k) for k in ("sim-001", "sim-002")]
        process.stdin.write("\n".join(codes) + "\n")
        process.stdin.close()
        process.stdout.readline()  # digits that nobody ever compares
        process.send_signal(name)
        assert process.wait(30) == 0


def test_a_hub_that_does_not_know_it_is_told_in_a_sentence(world: World, tmp_path: Path) -> None:
    done = subprocess.run(
        [*PROGRAM, "simulate", "fleet", *fleet(world, "--folder", str(tmp_path))],
        cwd=ROOT,
        text=True,
        capture_output=True,
        input="",
        check=False,
    )
    assert (done.returncode, done.stderr) == (1, "cubby simulate fleet: There is no code for sim-001.\n")


def test_a_hub_of_this_machine_makes_codes_and_approves_for_several_at_once(site: Site, world: World) -> None:
    (site.data / "address").write_text(f"{world.hub.address}\n")
    place = ("--data", str(site.data), "--database", world.url)
    words = ("--id", "a-1", "--name", "Harbour", "--id", "a-2", "--name", "Market hall")
    made = subprocess.run(
        [*PROGRAM, "hub", "kiosk", "add", *place, *words],
        cwd=ROOT,
        text=True,
        capture_output=True,
        check=True,
    )
    codes = [line.split() for line in made.stdout.splitlines()]
    assert [code[3] for code in codes] == ["a-1", "a-2"]
    machines = [world.machine(code[3], code[3].encode(), enrolled=False) for code in codes]
    for machine, code in zip(machines, codes, strict=True):
        assert world.request(machine, code[4]).status == 202
    shown = {row["kiosk"]: row["digits"] for row in world.rows("SELECT kiosk, digits FROM enrolments")}
    wrong = f"{(int(shown['a-2']) + 1) % 1_000_000:06}"
    both = ("--id", "a-1", "--digits", shown["a-1"], "--id", "a-2", "--digits", wrong)
    told = subprocess.run(
        [*PROGRAM, "hub", "kiosk", "approve", *place, *both],
        cwd=ROOT,
        text=True,
        capture_output=True,
        check=False,
    )
    assert told.returncode == 1
    assert told.stdout == "a-1 is enrolled.\n"
    assert "No machine waits as a-2" in told.stderr
