"""A bridge's process on simulated chips whose coils stay as they are when it dies; and a kiosk to kill.

`COILS KIND PORT BOARDS` is a bridge that keeps its chip in the file COILS, as a chip keeps its registers;
`kiosk COILS` owns such a bridge, begins a pulse, says so, and waits to be killed.
"""

from __future__ import annotations

import json
import os
import signal
import socket
import sys
from pathlib import Path

from hardware.locks.bridge import frames
from hardware.locks.bridge.frames import BridgeCommand, Question
from hardware.locks.bridge.line import open_bridge
from hardware.locks.bridge.process import serve
from hardware.locks.bridge.relays import RelayBoard
from hardware.locks.driver import Bank
from hardware.locks.mcp23017.relays import FIRST_CHIP, McpRelays
from hardware.locks.mcp23017.simulator import SimulatedChips


def pulled(coils: Path) -> bool:
    """Whether a coil is pulled now, whoever is or isn't alive."""
    written = coils.read_text().split()
    return bool(written) and written[1] != "0"


def process_of(coils: Path) -> int:
    return int(coils.read_text().split()[0])


def _bridge(coils: Path, described: str) -> None:
    doors = 0xFF
    chips = SimulatedChips((FIRST_CHIP,), lambda _: doors, lambda _, now: changed(now))

    def changed(now: int) -> None:
        nonlocal doors
        doors &= ~now
        unfinished = coils.with_suffix(".new")
        unfinished.write_text(f"{os.getpid()} {now}")
        unfinished.replace(coils)

    if pulled(coils):  # the chip keeps what it was told last; nobody else is there to let go
        before = int(coils.read_text().split()[1])
        chips.registers[FIRST_CHIP] |= {0x00: 0, 0x01: 0xFF, 0x03: 0xFF, 0x0D: 0xFF, 0x14: before}
        chips.write_byte_data(FIRST_CHIP, 0x14, before)
    boards = [RelayBoard(**each) for each in json.loads(described)]
    with socket.socket(fileno=0) as kiosk:
        serve(kiosk, McpRelays(boards, chips), boards)


def _kiosk(coils: Path) -> None:
    command = (sys.executable, "-m", "tests.hardware.locks.bridge_child", str(coils))
    bank = Bank("A", "mcp23017", 0, 8, settings={"pulse_ms": 2000})
    line = open_bridge("mcp23017://x", [bank], command)
    line.write(frames.encode(Question(0, BridgeCommand.PULSE, 3)))
    while not pulled(coils):
        pass
    sys.stdout.write("pulling\n")
    sys.stdout.flush()
    signal.pause()


if __name__ == "__main__":
    if sys.argv[1] == "kiosk":
        _kiosk(Path(sys.argv[2]))
    else:
        _bridge(Path(sys.argv[1]), sys.argv[-1])
