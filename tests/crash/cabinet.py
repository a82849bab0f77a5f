"""The site of these tests: twelve doors on one board, and a courier's patience cut to tenths of a second."""

from __future__ import annotations

from pathlib import Path
from typing import Final

BOARD: Final = 1
LABELS: Final = tuple(str(n) for n in range(1, 13))
"""Compartment "n" is behind channel n."""

_SITE = """
id = "CRASH-1"
operator = "Crash tests"
principal = "demo"
phone = "+49 30 555 0100"
time_zone = "Europe/Berlin"
languages = ["en"]
services = ["parcel", "return"]
timers = {{ idle = "30 s", warning = "5 s", thanks = "1 s", quick_close = 0.2 }}
defaults = {{ remind_after = "1 s", reminders = 0 }}
reserve = {{ M = 1 }}

[[buses]]
name = "locks"
port = "{port}"
banks = [{{ name = "A", board = "shuoming", address = 1, channels = 12 }}]

[sizes]
S = {{ width = 42, height = 11, depth = 60 }}
M = {{ width = 42, height = 17, depth = 60 }}

[cabinet]
height = 200
panel = {{ left = 48, bottom = 80, width = 40, height = 70 }}

[[cabinet.columns]]
width = 44
compartments = [
{compartments}
]
"""


def write_site(file: Path, port: Path) -> Path:
    """Write the site file for boards at `port`; four of its compartments are M, the others S."""
    lines = (
        f'  {{ label = "{n}", size = "{"M" if int(n) > 8 else "S"}", bank = "A", channel = {n} }},'
        for n in LABELS
    )
    file.write_text(_SITE.format(port=port, compartments="\n".join(lines)))
    return file
