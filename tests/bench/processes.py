"""The whole program as the operating system sees it: start, memory, and what it costs to do nothing."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from tests.bench.figure import Figure
from tests.bench.kiosk import ROOT, boards, site_on

IDLE_SECONDS = 15.0
_SETTLED = 12.0  # the spare vision process has loaded what it needs
_TICKS = os.sysconf("SC_CLK_TCK")
_PAGE = os.sysconf("SC_PAGE_SIZE")


def measure() -> Sequence[Figure]:
    with tempfile.TemporaryDirectory() as text, boards() as hand:
        folder = Path(text)
        pictures = folder / "pictures"
        pictures.mkdir()
        site_on(hand.port, folder, camera=f"folder:{pictures}")
        starts = [_start(folder)[0] for _ in range(3)]
        with _kiosk(folder) as (_, pid):
            time.sleep(_SETTLED)
            everybody = [pid, *_children(pid)]
            memory = sum(map(_resident, everybody))
            before = sum(map(_ticks, everybody))
            time.sleep(IDLE_SECONDS)
            spent = (sum(map(_ticks, everybody)) - before) / _TICKS
    return (
        Figure("cold_start_to_home", round(sorted(starts)[1], 2), "s", 2.5, "lower"),
        Figure("resident_kiosk_and_vision", round(memory / 2**20), "MiB", 300.0, "lower"),
        Figure("idle_home_processor", round(100 * spent / IDLE_SECONDS, 2), "% of a core", 2.0, "lower"),
    )


def _start(folder: Path) -> tuple[float, int]:
    with _kiosk(folder) as started:
        return started


@contextmanager
def _kiosk(folder: Path) -> Iterator[tuple[float, int]]:
    """The real program on the software renderer; seconds until it said READY, and its process."""
    address = folder / "notify"
    with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as ready:
        ready.bind(str(address))
        ready.settimeout(60)
        environment = dict(
            os.environ, NOTIFY_SOCKET=str(address), QT_QPA_PLATFORM="offscreen", QT_QUICK_BACKEND="software"
        )
        command = [sys.executable, "-m", "kiosk.cli", "run", "--site", str(folder / "bench.toml")]
        began = time.monotonic()
        process = subprocess.Popen(
            [*command, "--data", str(folder / "data")], cwd=ROOT, env=environment, stderr=subprocess.DEVNULL
        )
        try:
            while ready.recv(64) != b"READY=1":
                pass
            yield time.monotonic() - began, process.pid
        finally:
            process.terminate()
            process.wait()
            address.unlink()


def _children(pid: int) -> list[int]:
    return [int(child) for child in Path(f"/proc/{pid}/task/{pid}/children").read_text().split()] + [
        int(child)
        for task in Path(f"/proc/{pid}/task").iterdir()
        if task.name != str(pid)
        for child in (task / "children").read_text().split()
    ]


def _resident(pid: int) -> int:
    return int(Path(f"/proc/{pid}/statm").read_text().split()[1]) * _PAGE


def _ticks(pid: int) -> int:
    fields = Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()
    return int(fields[11]) + int(fields[12])
