"""What `cubby import occupancy` and `cubby drain` take: a machine that is taken over, or goes away."""

from __future__ import annotations

import argparse
from pathlib import Path

from kiosk.usage.common import parser as made
from kiosk.usage.orders import common


def occupancy() -> argparse.ArgumentParser:
    parser = made(
        "import occupancy",
        "take over what is in which door, for whom, with the codes that people have",
        epilog="FILE is CSV with a line of names: door, tracking, phone, pin, token, service. Each line has a"
        " pin or a token; service may be left out.",
    )
    parser.add_argument("file", type=Path, metavar="FILE", help="the list, as CSV in UTF-8")
    common(parser)
    parser.add_argument("--dry-run", action="store_true", help="say what is wrong, and change nothing")
    return parser


def drain() -> argparse.ArgumentParser:
    parser = made("drain", "empty the machine by a date, and prove that it is")
    common(parser)
    ends = parser.add_mutually_exclusive_group()
    ends.add_argument("--until", default="", metavar="DATE", help="such as 2026-05-04 or 2026-05-04T18:00")
    ends.add_argument("--stop", action="store_true", help="the machine goes on as before")
    return parser


def drain_report() -> argparse.ArgumentParser:
    parser = made("drain report", "say whether the machine is empty, signed by the kiosk")
    common(parser)
    parser.add_argument("--out", type=Path, metavar="FILE", help="where the signed report goes")
    return parser
