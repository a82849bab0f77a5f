"""Starvation check: a silent process hangs, or waits for a processor that others use.

A machine with a load of ten gives a process a few hundredths of a second in one; to kill it then, and to load
everything anew, makes it slower still.
"""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path
from typing import Final

WORK: Final = 0.4
"""Seconds of processor time after which whoever worked has had its chance to speak."""
_TICKS: Final = os.sysconf("SC_CLK_TCK")


@dataclass(frozen=True, slots=True)
class ProcessorUse:
    """`spent`: seconds of processor time since its birth; `wants`: whether one of its threads would go on."""

    spent: float
    wants: bool


def processor_use(pid: int) -> ProcessorUse | None:
    """Processor use of a process; None where it can't be read."""
    try:
        own = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
        threads = [path.read_text().rpartition(")")[2].split()[0] for path in _threads(pid)]
    except (OSError, IndexError):  # it ends just now
        return None
    return ProcessorUse((int(own[11]) + int(own[12])) / _TICKS, wants=not {"R", "D"}.isdisjoint(threads))


def is_starved(then: ProcessorUse | None, now: ProcessorUse | None, work: float = WORK) -> bool:
    """Whether it wants to go on and could not since `then`. Who waits or was stopped hangs, and so does who
    has worked for `work` seconds."""
    return then is not None and now is not None and now.wants and now.spent - then.spent < work


def _threads(pid: int) -> list[Path]:
    return list(Path(f"/proc/{pid}/task").glob("*/stat"))
