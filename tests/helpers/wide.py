"""Site files of cabinets of any width: boards of 24 channels, a compartment a channel."""

from __future__ import annotations

from pathlib import Path

from hardware.outcomes.locks import BusReady, DoorState, LockAddress
from kiosk.site.whole import Site

CHANNELS = 24
A_COLUMN = 10


def write_wide(file: Path, doors: int, lines: int = 1) -> Path:
    """A site with so many doors on so many lines."""
    boards = -(-doors // CHANNELS)
    parts = [
        'id = "WIDE"\noperator = "Wide"\nprincipal = "wide"\nphone = "+49 30 555 0100"\n',
        'time_zone = "Europe/Berlin"\nlanguages = ["en"]\nservices = ["parcel"]\n',
    ]
    for line in range(lines):
        parts.append(f'[[buses]]\nname = "line{line}"\nport = "/dev/serial/by-id/line{line}"\n')
        parts += [
            f'[[buses.banks]]\nname = "b{board}"\nboard = "shuoming"\naddress = {board // lines + 1}\n'
            f'channels = {CHANNELS}\npolarity = "short-when-locked"\n'
            for board in range(line, boards, lines)
        ]
    parts.append("[sizes]\nS = { width = 42, height = 11, depth = 60 }\n")
    parts.append("[cabinet]\nheight = 194\nframe = 2\nwall = 1\n")
    parts.append("panel = { left = 48, bottom = 5, width = 40, height = 40 }\n")
    for begin in range(0, doors, A_COLUMN):
        parts.append("[[cabinet.columns]]\nwidth = 44\ncompartments = [\n")
        parts += [
            f'{{ label = "{n + 1}", size = "S", bank = "b{n // CHANNELS}", channel = {n % CHANNELS + 1} }},\n'
            for n in range(begin, min(doors, begin + A_COLUMN))
        ]
        parts.append("]\n")
    file.write_text("\n".join(parts))
    return file


def ready(site: Site, state: DoorState = DoorState.CLOSED) -> list[BusReady]:
    """Every line comes up with all its doors in one state."""
    return [
        BusReady(
            bus.name,
            {
                LockAddress(bank.name, channel): state
                for bank in bus.banks
                for channel in range(1, bank.channels + 1)
            },
        )
        for bus in site.buses
    ]
