"""What `cubby doctor`, `journal` and `probe`'s neighbours take: commands that look and change nothing."""

from __future__ import annotations

import argparse
from datetime import UTC, datetime
from pathlib import Path
from typing import Final

from kiosk.terminal.text.times import moment
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
            command.add_argument(
                "--rows", type=_count, metavar="N", help="how many (20, or all with --since)"
            )
            command.add_argument("--follow", action="store_true", help="go on with what happens")
            command.add_argument(
                "--since",
                type=_time,
                metavar="TIME",
                help='"2 h", 14:00, 2026-05-04 or 2026-05-04T14:00',
            )
            command.add_argument("--door", default="", metavar="LABEL", help="only of this door")
            command.add_argument(
                "--visit", default="", metavar="VISIT", help="only of this visit: its number, word or id"
            )
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


def _time(text: str) -> str:
    try:
        moment(text, datetime(2026, 1, 1, tzinfo=UTC), UTC)
    except ValueError:
        raise argparse.ArgumentTypeError(
            f'{text!r} is no time; one is "2 h", 14:00, 2026-05-04 or 2026-05-04T14:00'
        ) from None
    return text


def _count(text: str) -> int:
    if not text.isdecimal():
        raise argparse.ArgumentTypeError(f"{text!r} is no number of rows")
    return int(text)
