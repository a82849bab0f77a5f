"""Arguments of `cubby probe`; help needs no library."""

from __future__ import annotations

import argparse


def probe() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="cubby probe",
        description="ask every maker's question for the state of its doors, and nothing that opens one",
        epilog="Stop the kiosk first: a port has one owner. A port takes up to half a minute.",
        allow_abbrev=False,
    )
    parser.add_argument(
        "--port", nargs="+", action="extend", default=[], metavar="PATH",
        help="a device's path or tcp://host:port; else every serial port",
    )  # fmt: skip
    parser.add_argument("--json", action="store_true", help="a list of objects instead of a table")
    parser.add_argument(
        "--baud", nargs="+", type=int, default=[], metavar="SPEED",
        help="ask every maker at these speeds instead of the usual ones",
    )  # fmt: skip
    parser.add_argument(
        "--every-address", action="store_true", help="also where boards seldom stand; takes minutes"
    )
    return parser
