"""Parser of upsd's answers (RFC 9271). Pure."""

from __future__ import annotations

import re
import shlex
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from hardware.outcomes.power import PowerSource, PowerState
from hardware.power.news import percent

Variables = Mapping[str, str]

_NAME = re.compile(r"[A-Za-z0-9._-]{1,64}")


@dataclass(frozen=True, slots=True)
class NoState:
    """upsd is there and can't say how the UPS is; `reason` is for technicians."""

    reason: str


def question(ups: str) -> bytes:
    if not _NAME.fullmatch(ups):
        raise ValueError(f"{ups!r} is no name of a UPS")
    return f"LIST VAR {ups}\n".encode()


def is_whole(ups: str, said: bytes) -> bool:
    """Whether an answer to `question(ups)` has come to its end."""
    lines = said.split(b"\n")
    return len(lines) > 1 and (lines[0].startswith(b"ERR ") or f"END LIST VAR {ups}".encode() in lines[1:])


def variables(ups: str, said: bytes) -> Variables | NoState:
    """The variables in a whole answer; lines that make no sense refuse it all."""
    lines = said.decode("utf-8", errors="replace").split("\n")
    if lines[0].startswith("ERR "):
        return NoState(f"upsd says {lines[0][4:68].strip()}")
    if lines[0] != f"BEGIN LIST VAR {ups}":
        return NoState("upsd answers something else")
    found: dict[str, str] = {}
    for line in lines[1 : lines.index(f"END LIST VAR {ups}")]:
        words = _words(line)
        if len(words) != 4 or words[0] != "VAR" or words[1] != ups:
            return NoState("upsd answers garbled lines")
        found[words[2]] = words[3]
    return found


def state(device: str, found: Variables) -> PowerState | NoState:
    """`low` is an order to shut down (FSD), or a low battery (LB) that is in use.

    A UPS that calibrates (CAL) drains its battery on purpose while the grid is there: that is mains, and
    neither its LB nor its charge is a reason to stop. Where the grid fails meanwhile, CAL goes.
    """
    status = found.get("ups.status", "")
    flags = frozenset(status.split())
    if "CAL" in flags and not {"OB", "OL"}.isdisjoint(flags):
        source = PowerSource.MAINS
    elif "OB" in flags:
        source = PowerSource.BATTERY
    elif "OL" in flags:
        source = PowerSource.MAINS
    elif "FSD" in flags:
        source = PowerSource.UNKNOWN
    else:
        return NoState(f"the UPS says {status!r}")
    low = "FSD" in flags or (source is PowerSource.BATTERY and "LB" in flags)
    charge = _number(found, "battery.charge")
    runtime = _number(found, "battery.runtime")
    return PowerState(
        device,
        source,
        None if charge is None else percent(charge),
        None if runtime is None or runtime < 0 else round(runtime),
        low,
        status[:64],
    )


def _words(line: str) -> Sequence[str]:
    try:
        return shlex.split(line)
    except ValueError:
        return ()


def _number(found: Variables, name: str) -> float | None:
    text = found.get(name, "")
    return float(text) if re.fullmatch(r"-?\d{1,9}(\.\d{1,6})?", text) else None
