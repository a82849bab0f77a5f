"""What `cubby list`, `withdraw` and `status` take."""

from __future__ import annotations

import argparse
from typing import Final

from kiosk.usage.common import add_data, add_json, add_site
from kiosk.usage.common import parser as made
from kiosk.usage.orders import common

WHAT: Final = ("parcels", "doors", "staff", "badges", "delegations", "tasks")


def listing() -> argparse.ArgumentParser:
    parser = made("list", "list parcels, doors, staff, badges, codes for somebody else, or tasks")
    common(parser)
    parser.add_argument("what", choices=WHAT, metavar="WHAT", help=f"{', '.join(WHAT[:-1])} or {WHAT[-1]}")
    return parser


def withdraw() -> argparse.ArgumentParser:
    parser = made("withdraw", "withdraw a parcel: it is not handed out, or not expected any more")
    common(parser)
    parser.add_argument("--tracking", required=True, metavar="T", help="what its label says")
    parser.add_argument(
        "--role",
        choices=("courier", "technician"),
        default="courier",
        help="who takes it out; else a courier",
    )
    return parser


def status() -> argparse.ArgumentParser:
    parser = made("status", "say in a screenful how a kiosk is")
    add_data(parser)
    add_site(parser, "the site file; else the kiosk's own copy")
    add_json(parser)
    parser.add_argument("--watch", action="store_true", help="say it again every two seconds")
    return parser
