"""Cabinets of 24, 400 and 2,000 doors: how long until the window says that it serves, and what that costs.

Their boards are simulated in a process of their own, at most 250 doors a line, as they are wired. The machine
serves as soon as its first line is up, and a line is up when each of its boards has answered once. That takes
a simulated board 0.2 s: a line of 11 boards needs 2.2 s whatever the kiosk does, and one of 84 needs 17 s.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Final

from hardware.simulator.site import SimulatedSite
from kiosk.site.loading import load_site
from tests.bench.figure import Figure
from tests.bench.kiosk import ROOT
from tests.bench.started import started
from tests.helpers.wide import write_wide
from ui.cabinet.plan import announce, plan_of

DOORS: Final = (24, 400, 2000)
A_LINE: Final = 250
_WANTED: Final = {2000: 5.0}
_TICKS: Final = os.sysconf("SC_CLK_TCK")
_PAGE: Final = os.sysconf("SC_PAGE_SIZE")


def measure(doors: Sequence[int] = DOORS) -> Sequence[Figure]:
    """A start that fills the caches of this machine first, then one for each width."""
    _start(doors[0])
    took = {many: _start(many) for many in doors}
    least, cheapest, _ = took[doors[0]]
    figures: list[Figure] = []
    for many, (seconds, spent, memory) in took.items():
        wanted = _WANTED.get(many)
        figures.append(Figure(f"wide_{many}_ready", round(seconds, 2), "s", wanted, "lower"))
        figures.append(Figure(f"wide_{many}_ready_ratio", round(seconds / least, 2), "x", None, "lower"))
        figures.append(Figure(f"wide_{many}_processor", round(spent, 2), "s", None, "lower"))
        figures.append(Figure(f"wide_{many}_processor_ratio", round(spent / cheapest, 2), "x", None, "lower"))
        figures.append(Figure(f"wide_{many}_memory", round(memory, 1), "MiB", None, "lower"))
    return figures


def _start(doors: int) -> tuple[float, float, float]:
    """Seconds until READY, and what the kiosk needed until then: seconds of processor, and MiB."""
    with tempfile.TemporaryDirectory() as text:
        folder = Path(text)
        wide = write_wide(folder / "wide.toml", doors, lines=-(-doors // A_LINE))
        with _simulated(wide, folder) as site, started(site, folder) as (seconds, pid):
            return seconds, _spent(pid), _memory(pid)


def _spent(pid: int) -> float:
    fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / _TICKS


def _memory(pid: int) -> float:
    return int(Path(f"/proc/{pid}/statm").read_text().split()[1]) * _PAGE / (1 << 20)


@contextmanager
def _simulated(site: Path, folder: Path) -> Iterator[Path]:
    """The site file that names the simulated boards, which live until the end."""
    command = [sys.executable, "-m", "tests.bench.wide", str(site), str(folder)]
    process = subprocess.Popen(command, cwd=ROOT, text=True, stdin=subprocess.PIPE, stdout=subprocess.PIPE)
    assert process.stdin is not None
    assert process.stdout is not None
    try:
        yield Path(process.stdout.readline().strip())
    finally:
        process.stdin.close()
        process.wait()
        process.stdout.close()


def simulate(site_file: Path, folder: Path) -> None:
    """Serve the boards of a site until standard input ends; print the site file that names their ports."""
    site = load_site(site_file)
    simulated = SimulatedSite(plan_of(site), folder, lambda _happening: None)
    simulated.start()
    try:
        sys.stdout.write(f"{announce(site, simulated.ports, folder).site}\n")
        sys.stdout.flush()
        sys.stdin.read()
    finally:
        simulated.stop()


if __name__ == "__main__":
    simulate(Path(sys.argv[1]), Path(sys.argv[2]))
