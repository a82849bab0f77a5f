"""What `cubby announce`, `place`, `staff`, `open`, `forget`, `forget-face` and `forget-wishes` take."""

from __future__ import annotations

import argparse
from typing import Final

from kiosk.usage.common import add_data, add_json, add_site
from kiosk.usage.common import parser as made

GATES: Final = ("released", "approved", "customs", "age", "signal")
TODAY: Final = "today"
"""As the time when a badge ends: with the day."""

_NEEDED_ONCE: Final = "the site file, needed before the kiosk has run once"


def _parser(name: str, description: str) -> argparse.ArgumentParser:
    parser = made(name, description)
    common(parser)
    return parser


def common(parser: argparse.ArgumentParser) -> None:
    """What every order takes."""
    add_data(parser)
    add_site(parser, _NEEDED_ONCE)
    add_json(parser)
    parser.add_argument(
        "--id",
        "--order-id",
        dest="order_id",
        default="",
        metavar="ID",
        help="an order asked again with its id is done once",
    )


def one_of(
    commands: argparse._SubParsersAction[argparse.ArgumentParser], name: str, says: str
) -> argparse.ArgumentParser:
    """One order of a command that has several; `says` is its help, in the list and on its own page."""
    order: argparse.ArgumentParser = commands.add_parser(name, help=says, description=says)
    common(order)
    return order


def secrets(parser: argparse.ArgumentParser) -> None:
    """What orders take that tell secrets once."""
    parser.add_argument("--qr", action="store_true", help="draw QR codes also where no terminal listens")


def announce() -> argparse.ArgumentParser:
    parser = _parser("announce", "announce a delivery; its PIN and QR text are told once")
    parser.add_argument("--tracking", required=True, metavar="T", help="what its label says")
    parser.add_argument("--phone", default="", metavar="P", help="the recipient's; a bill needs none")
    parser.add_argument("--size", default="", metavar="S", help="a size of this cabinet; else asked for")
    parser.add_argument("--in-reach", action="store_true", help="the recipient reaches from 38 to 122 cm")
    parser.add_argument(
        "--route", default="", metavar="R", help="only couriers of this route, and of none, bring it"
    )
    parser.add_argument(
        "--token-id", default="", metavar="ID", help="a signed token for it, taken also without the time"
    )
    parser.add_argument("--service", default="", metavar="NAME", help="one of the site's; else its first")
    parser.add_argument("--case", default="", metavar="NAME", help="what it belongs to, together with others")
    parser.add_argument("--principal", default="", metavar="NAME", help="whose it is; else its service's")
    parser.add_argument(
        "--piece",
        action="append",
        default=[],
        metavar="T[=KIND]",
        help="one more label for the same person and code; again for each",
    )
    parser.add_argument(
        "--kind", default="", metavar="NAME", help="which thing of its service; else the first"
    )
    parser.add_argument("--charge", default="", metavar="A", help='what the order says it costs: "4.50 EUR"')
    parser.add_argument(
        "--gate",
        action="append",
        default=[],
        choices=GATES,
        help="one that is open from the start; again for each",
    )
    secrets(parser)
    return parser


def place() -> argparse.ArgumentParser:
    parser = _parser("place", "record a parcel that is in a door already; its PIN and QR text are told once")
    parser.add_argument("--compartment", required=True, metavar="LABEL", help="the door's label")
    parser.add_argument("--tracking", required=True, metavar="T", help="what its label says")
    parser.add_argument("--phone", required=True, metavar="P", help="the recipient's")
    parser.add_argument("--service", default="", metavar="NAME", help="one of the site's; else its first")
    parser.add_argument("--anyway", action="store_true", help="also where its service has no place")
    secrets(parser)
    return parser


def staff() -> argparse.ArgumentParser:
    parser = made("staff", "add and remove members of staff")
    commands = parser.add_subparsers(dest="command", required=True, metavar="COMMAND")
    add = one_of(commands, "add", "add one; the PIN and QR text are told once")
    add.add_argument("--name", required=True, metavar="N", help="the person's name, kept in the vault")
    add.add_argument(
        "--role",
        required=True,
        metavar="R",
        help="courier, technician, subcontractor, operator, or a service's",
    )
    add.add_argument("--badge", default="", metavar="N", help="the number of a badge, as its reader says it")
    add.add_argument("--route", default="", metavar="R", help="they bring what is on it and nothing else")
    add.add_argument("--principal", default="", metavar="NAME", help="whose staff they are; else the site's")
    ends = add.add_mutually_exclusive_group()
    ends.add_argument(
        "--until", default="", metavar="TIME", help="when it ends, such as 2026-05-04 or 2026-05-04T18:00"
    )
    ends.add_argument("--shift", action="store_const", const=TODAY, dest="until", help="it ends with the day")
    add.add_argument("--anyway", action="store_true", help="also where somebody has this name already")
    secrets(add)
    remove = one_of(commands, "remove", "let one go, and forget the name")
    remove.add_argument("--name", required=True, metavar="N", help="the person's name")
    remove.add_argument("--role", default="", metavar="R", help="where several roles have the name")
    remove.add_argument("--staff", default="", metavar="ID", help="which of them, where several have it")
    return parser


def forget() -> argparse.ArgumentParser:
    parser = _parser("forget", "erase whoever has this phone from the data and its backups")
    parser.add_argument("--phone", required=True, metavar="P", help="the person's phone number")
    return parser


def forget_face() -> argparse.ArgumentParser:
    parser = _parser("forget-face", "destroy the face kept of whoever has this phone, also in the backups")
    parser.add_argument("--phone", required=True, metavar="P", help="the person's phone number")
    return parser


def forget_wishes() -> argparse.ArgumentParser:
    says = "destroy what is kept of how whoever has this phone wishes the screen to be, also in the backups"
    parser = _parser("forget-wishes", says)
    parser.add_argument("--phone", required=True, metavar="P", help="the person's phone number")
    return parser


def open_door() -> argparse.ArgumentParser:
    parser = _parser("open", "open a door of a running kiosk from afar")
    parser.add_argument("--compartment", required=True, metavar="LABEL", help="the door's label")
    parser.add_argument("--reason", required=True, metavar="R", help="a few words; no names or phones")
    parser.add_argument("--by", required=True, metavar="NAME", help="who answers for it; kept apart")
    return parser
