"""What `cubby simulate fleet` takes."""

from __future__ import annotations

import argparse
from pathlib import Path

from kiosk.usage.common import parser


def simulate() -> argparse.ArgumentParser:
    made = parser(
        "simulate fleet",
        "simulate kiosks at a hub: each with its own journal and link, with visitors, couriers and mishaps;"
        " the days before now pass quickly",
        epilog="Without --hub-data the codes are read from standard input, one a line, as `cubby hub kiosk"
        " add` prints them; the digits to compare are printed.",
    )
    made.add_argument("--hub", required=True, metavar="URL", help="where the hub is")
    made.add_argument("--kiosks", type=_count, required=True, metavar="N", help="how many")
    made.add_argument("--days", type=_days, required=True, metavar="D", help="how long ago they begin")
    made.add_argument(
        "--speed", type=_speed, required=True, metavar="S", help="times as fast as life; 0: as fast as can be"
    )
    made.add_argument("--seed", type=int, default=1, metavar="K", help="of all that is drawn by lot (1)")
    made.add_argument("--parcels", type=_days, default=6.0, metavar="N", help="a day and kiosk (6)")
    made.add_argument(
        "--hub-data", type=Path, metavar="DIR", help="the data of a hub on this machine: it enrols them there"
    )
    made.add_argument("--folder", type=Path, metavar="DIR", help="for their data; else a temporary one")
    made.add_argument("--stay", action="store_true", help="go on in the present, until SIGTERM")
    return made


def _count(text: str) -> int:
    found = int(text)
    if not 1 <= found <= 500:
        raise argparse.ArgumentTypeError("1 to 500 kiosks can be simulated by one process")
    return found


def _days(text: str) -> float:
    found = float(text)
    if not 0 < found <= 400:
        raise argparse.ArgumentTypeError("more than 0 and at most 400")
    return found


def _speed(text: str) -> float:
    found = float(text)
    if found and not 1 < found <= 1_000_000:
        raise argparse.ArgumentTypeError("0, or more than 1: else the present is never reached")
    return found
