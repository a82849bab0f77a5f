"""What `cubby money` takes."""

from __future__ import annotations

import argparse
from datetime import date

from kiosk.usage.common import add_data, add_json
from kiosk.usage.common import parser as made


def money() -> argparse.ArgumentParser:
    parser = made("money", "see what a kiosk took, and what of it is still open")
    commands = parser.add_subparsers(dest="command", required=True, metavar="COMMAND")
    report = commands.add_parser("report", help=(says := "tell what was taken on a day"), description=says)
    _day(report)
    reconcile = commands.add_parser(
        "reconcile",
        help=(says := "hold the days that terminals settled against the journal; 1 with a difference"),
        description=says,
    )
    _day(reconcile)
    return parser


def _day(parser: argparse.ArgumentParser) -> None:
    add_data(parser)
    add_json(parser)
    parser.add_argument(
        "--day", type=_date, metavar="D", help="such as 2027-07-31, where the machine is; else today"
    )


def _date(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise argparse.ArgumentTypeError(f"{text!r} is no day; one is 2027-07-31") from None
