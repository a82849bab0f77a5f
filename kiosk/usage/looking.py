"""What `cubby doctor`, `journal` and `probe`'s neighbours take: commands that look and change nothing."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import Final

from kiosk.usage.common import add_data, add_json, add_site
from kiosk.usage.common import parser as made

_COPY: Final = "the site file; else the kiosk's own copy"


def doctor() -> argparse.ArgumentParser:
    parser = made("doctor", "check a kiosk for problems, the worst for people first")
    add_data(parser)
    add_site(parser, _COPY)
    add_json(parser)
    return parser


def journal() -> argparse.ArgumentParser:
    parser = made("journal", "verify, show, export, rebuild or restore what a kiosk has recorded")
    commands = parser.add_subparsers(dest="command", required=True, metavar="COMMAND")
    for name, says in (
        ("verify", "check the chain and every signed checkpoint"),
        ("tail", "tell the last events in words"),
        ("export", "write JSON Lines and a signed manifest"),
        ("rebuild", "fold the ledger again and compare it with what is stored"),
        ("restore", "put a backup back"),
    ):
        command = commands.add_parser(name, help=says, description=says)
        add_data(command)
        add_json(command)
        if name == "tail":
            command.add_argument("--rows", type=_count, default=20, metavar="N", help="how many (20)")
        if name == "restore":
            command.add_argument(
                "--backup", type=Path, metavar="FILE", help="which (the newest that is sound)"
            )
            command.add_argument("--yes", action="store_true", help="don't ask first")
        if name == "export":
            command.add_argument("--out", type=Path, metavar="DIR", help="where to (DATA/export)")
            command.add_argument(
                "--although-broken",
                action="store_true",
                help="export a journal whose chain does not hold; the manifest says so",
            )
    return parser


def _count(text: str) -> int:
    if not text.isdecimal():
        raise argparse.ArgumentTypeError(f"{text!r} is no number of rows")
    return int(text)
