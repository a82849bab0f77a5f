"""A kiosk for benches: real boards on a pseudo-terminal in a process of their own, real files."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import IO

from kiosk.site.loading import load_site
from kiosk.site.whole import Site

ROOT = Path(__file__).resolve().parents[2]
DEMO = ROOT / "assets" / "sites" / "demo.toml"
_BOARDS = "import sys; from hardware.simulator.boards.command import main; sys.exit(main(sys.argv[1:]))"


@dataclass(frozen=True, slots=True)
class Boards:
    """`hand` takes lines such as `close 1 12`; `told` gives lines such as `opened 1 12`."""

    port: str
    hand: IO[str]
    told: IO[str]

    def close(self, lock: tuple[int, int]) -> None:
        self.hand.write(f"close {lock[0]} {lock[1]}\n")
        self.hand.flush()


@contextmanager
def boards(banks: int = 2, channels: int = 12) -> Iterator[Boards]:
    """Simulated lock boards, ended by their process's id."""
    command = [sys.executable, "-c", _BOARDS, "--banks", str(banks), "--channels", str(channels)]
    process = subprocess.Popen(command, cwd=ROOT, text=True, stdin=subprocess.PIPE, stdout=subprocess.PIPE)
    assert process.stdin is not None
    assert process.stdout is not None
    try:
        yield Boards(process.stdout.readline().strip(), process.stdin, process.stdout)
    finally:
        process.terminate()
        process.wait()
        process.stdin.close()
        process.stdout.close()


def site_on(port: str, folder: Path, *, camera: str = "") -> Site:
    """The demo's site with its bus on this port, without a scanner; a camera only where one is named."""
    kept: list[str] = []
    table = ""
    for line in DEMO.read_text("utf-8").splitlines():
        if line.startswith("["):
            table = line.split("]")[0].strip("[]")
        if table == "scanner" or (table == "camera" and not camera):
            continue
        if table == "camera" and line.startswith("source"):
            line = f'source = "{camera}"'  # noqa: PLW2901  the line as it is kept
        kept.append(f'port = "{port}"' if table == "buses" and line.startswith("port") else line)
    file = folder / "bench.toml"
    file.write_text("\n".join(kept) + "\n")
    return load_site(file)
