"""The whole program as the operating system sees it: start, memory, and what it costs to do nothing."""

from __future__ import annotations

import os
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path

from tests.bench.figure import Figure
from tests.bench.kiosk import boards, site_on
from tests.bench.started import started

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
        with started(folder / "bench.toml", folder) as (_, pid):
            time.sleep(_SETTLED)
            everybody = [pid, *_children(pid)]
            memory = {pid: _proportional(pid) for pid in everybody}
            alone = _counted_once(everybody)
            before = sum(map(_ticks, everybody))
            time.sleep(IDLE_SECONDS)
            spent = (sum(map(_ticks, everybody)) - before) / _TICKS
    return (
        Figure("cold_start_to_home", round(sorted(starts)[1], 2), "s", 2.5, "lower"),
        Figure("kiosk_vision_and_spare_pss", _mebibytes(sum(memory.values())), "MiB", 300.0, "lower"),
        Figure("kiosk_vision_and_spare_alone", _mebibytes(alone), "MiB", 300.0, "lower"),
        Figure("kiosk_pss", _mebibytes(memory[pid]), "MiB", None, "lower"),
        Figure("idle_home_processor", round(100 * spent / IDLE_SECONDS, 2), "% of a core", 2.0, "lower"),
    )


def _start(folder: Path) -> tuple[float, int]:
    with started(folder / "bench.toml", folder) as first:
        return first


def _children(pid: int) -> list[int]:
    return [int(child) for child in Path(f"/proc/{pid}/task/{pid}/children").read_text().split()] + [
        int(child)
        for task in Path(f"/proc/{pid}/task").iterdir()
        if task.name != str(pid)
        for child in (task / "children").read_text().split()
    ]


def _proportional(pid: int) -> int:
    """Bytes of memory, each shared page divided by those who share it. All of them count where the kernel
    tells the rest to root alone, as it does of a process that may not be dumped."""
    try:
        rollup = Path(f"/proc/{pid}/smaps_rollup").read_text()
    except PermissionError:
        return int(Path(f"/proc/{pid}/statm").read_text().split()[1]) * _PAGE
    return next(int(line.split()[1]) for line in rollup.splitlines() if line.startswith("Pss:")) * 1024


def _counted_once(pids: Sequence[int]) -> int:
    """Bytes that these would take where nothing else runs: what is their own, and of each file the most that
    one of them holds. Other programs with the same libraries make a proportional share small."""
    own, files = 0, dict[str, int]()
    for pid in pids:
        try:
            text = Path(f"/proc/{pid}/smaps").read_text()
        except PermissionError:
            own += _proportional(pid)
            continue
        held = dict[str, int]()
        name, resident = "", 0
        for line in text.splitlines():
            key, *rest = line.split(maxsplit=5)
            if key == "Rss:":
                resident = int(rest[0])
            elif key == "Anonymous:":
                own += int(rest[0]) * 1024
                held[name] = held.get(name, 0) + (resident - int(rest[0])) * 1024
            elif not key.endswith(":"):
                name = rest[4] if len(rest) > 4 else ""
        for path, size in held.items():
            files[path] = max(files.get(path, 0), size)
    return own + sum(files.values())


def _mebibytes(size: int) -> int:
    return round(size / 2**20)


def _ticks(pid: int) -> int:
    fields = Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()
    return int(fields[11]) + int(fields[12])
