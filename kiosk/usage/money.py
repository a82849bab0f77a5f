"""What `cubby money` takes."""

from __future__ import annotations

import argparse
from datetime import date
from typing import Final

from kiosk.usage.common import add_data, add_json
from kiosk.usage.common import parser as made
from kiosk.usage.orders import one_of

_FOUND: Final = (
    ("paid", "it was paid after all"),
    ("not-paid", "it was not paid"),
    ("written-off", "what is owed is not asked for any more"),
)


def money() -> argparse.ArgumentParser:
    parser = made("money", "see what a kiosk took, and what of it is still open")
    commands = parser.add_subparsers(dest="command", required=True, metavar="COMMAND")
    report = commands.add_parser("report", help=(says := "tell what was taken on a day"), description=says)
    _day(report)
    reconcile = commands.add_parser(
        "reconcile",
        help=(says := "check settled days of terminals against the journal"),
        description=says,
    )
    _day(reconcile)
    refund = one_of(commands, "refund", "give back what was taken, or a part of it")
    _about(refund)
    refund.add_argument("--amount", default="", metavar="A", help="such as 4.50; else all of it")
    refund.add_argument("--by-hand", action="store_true", help="it has gone back in another way")
    clear = one_of(commands, "clear", "say what became of a payment, or write it off")
    _about(clear)
    found = clear.add_mutually_exclusive_group(required=True)
    for name, says in _FOUND:
        found.add_argument(f"--{name}", dest="found", action="store_const", const=name, help=says)
    clear.add_argument("--receipt", default="", metavar="N", help="the number of its receipt")
    return parser


def _about(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("about", metavar="CHARGE|VISIT", help="a charge's id, or the number of its visit")
    parser.add_argument("--by", required=True, metavar="NAME", help="who decides it")
    parser.add_argument("--reason", default="", metavar="R", help="why; no names, phones or labels")


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
