"""`cubby probe [--port PATH ...] [--json]`: which lock boards are connected."""

from __future__ import annotations

import json
import sys
from collections.abc import Sequence
from functools import partial

from hardware.locks.driver import Bank
from hardware.locks.port import open_line
from hardware.locks.registry import is_bridged
from hardware.probe.findings import PortReport
from hardware.probe.ports import stable_ports
from hardware.probe.sweep import asked_at, passes_at, probe_port, usual_passes
from hardware.probe.usage import probe
from hardware.transport.base import LineSettings, Transport

HEADS = ("port", "board", "address", "channels", "echo", "baud", "settings")


def main(argv: list[str]) -> int:
    """Exit status 0 with a board on every port, 1 without one or without a port, 2 for wrong usage."""
    try:
        asked = probe().parse_args(argv)
    except SystemExit as leave:
        return leave.code if isinstance(leave.code, int) else 2
    ports = asked.port or stable_ports()
    if not ports:
        sys.stderr.write("There is no serial port on this machine. Plug in the adapter, or name a port.\n")
    reports = []
    for port in ports:
        passes = passes_at(asked.baud, port) if asked.baud else usual_passes(port)
        report = probe_port(port, partial(_open, port), passes, every_address=asked.every_address)
        for note in report.notes:
            sys.stderr.write(f"{port}: {note}\n")
        reports.append(report)
    sys.stdout.write(as_json(reports) if asked.json else as_table(reports))
    return 0 if reports and all(report.found for report in reports) else 1


def _open(port: str, settings: LineSettings) -> Transport:
    return open_line(port, settings, _likely(port))


def _likely(port: str) -> list[Bank]:
    """Banks that a bridge at this port is probed for: its first maker, wired as usual."""
    if not is_bridged(port):
        return []
    ((word, maker),) = asked_at(port).items()
    return [Bank(f"{word} {address}", word, address, min(8, maker.channels[-1])) for address in maker.likely]


def as_json(reports: Sequence[PortReport]) -> str:
    return json.dumps(_rows(reports), indent=2) + "\n"


def as_table(reports: Sequence[PortReport]) -> str:
    """Columns of text, a line a board; nothing where there is none."""
    rows = [HEADS, *(tuple(_word(row[head]) for head in HEADS) for row in _rows(reports))]
    if len(rows) == 1:
        return ""
    widths = [max(len(row[column]) for row in rows) for column in range(len(HEADS))]
    lines = ("  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)) for row in rows)
    return "".join(line.rstrip() + "\n" for line in lines)


def _rows(reports: Sequence[PortReport]) -> list[dict[str, object]]:
    return [
        {
            "port": report.port,
            "board": board.board,
            "address": board.address,
            "channels": board.channels,
            "echo": board.echo,
            "baud": board.baud,
            "settings": dict(board.settings),
        }
        for report in reports
        for board in report.found
    ]


def _word(value: object) -> str:
    if isinstance(value, dict):
        return ", ".join(f'{name} = "{said}"' for name, said in value.items()) or "-"
    if isinstance(value, bool):
        return "yes" if value else "no"
    return "-" if value is None else str(value)
