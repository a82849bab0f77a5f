"""What `cubby hub ...` takes."""

from __future__ import annotations

import argparse
from pathlib import Path

from kiosk.usage.common import add_json
from kiosk.usage.common import parser as made


def _parser(name: str, description: str) -> argparse.ArgumentParser:
    parser = made(f"hub {name}", description)
    _add_place(parser)
    return parser


def _add_place(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--data", type=Path, required=True, metavar="DIR", help="the hub's data folder")
    parser.add_argument(
        "--database", default="", metavar="URL", help="a PostgreSQL database; else the hub runs its own"
    )


def run() -> argparse.ArgumentParser:
    parser = _parser("run", "run a hub: the first start makes everything and prints a one-time sign-in")
    parser.add_argument(
        "--listen", default="127.0.0.1:8480", metavar="HOST:PORT", help="where (127.0.0.1:8480); port 0: any"
    )
    parser.add_argument(
        "--tls", nargs=2, default=None, metavar=("CERT", "KEY"), help="certificate chain and key"
    )
    parser.add_argument(
        "--private-hooks", action="store_true", help="deliver events into this network too, and by http"
    )
    parser.add_argument(
        "--address", default="", metavar="URL", help="how kiosks reach it, where that differs"
    )
    return parser


def check() -> argparse.ArgumentParser:
    parser = _parser("check", "verify every chain of rows, and say what is wrong with a hub")
    add_json(parser)
    return parser


def rebuild() -> argparse.ArgumentParser:
    return _parser("rebuild", "make all that the pages show anew from the rows")


def backup() -> argparse.ArgumentParser:
    parser = _parser("backup", "write the database and the keys into one file")
    parser.add_argument("--to", type=Path, required=True, metavar="FILE", help="a new file")
    return parser


def restore() -> argparse.ArgumentParser:
    parser = _parser("restore", "put a backup into an empty data folder, as a new incarnation")
    parser.add_argument("--from", dest="source", type=Path, required=True, metavar="FILE", help="the backup")
    return parser


def export() -> argparse.ArgumentParser:
    parser = _parser("export", "write the rows of one kiosk, one a line")
    parser.add_argument("--kiosk", required=True, metavar="ID", help="of which")
    parser.add_argument("--to", type=Path, required=True, metavar="FILE", help="a new file")
    return parser


def kiosk() -> argparse.ArgumentParser:
    parser = made("hub kiosk", "add kiosks, and approve those that ask")
    commands = parser.add_subparsers(dest="command", required=True, metavar="COMMAND")
    add = commands.add_parser("add", help="print the code to enrol a kiosk with", allow_abbrev=False)
    _add_place(add)
    add.add_argument(
        "--id",
        required=True,
        action="append",
        metavar="ID",
        help="the kiosk's, in letters and digits; may be said again for others",
    )
    add.add_argument(
        "--name", default=[], action="append", metavar="N", help="what people call it; once for each id"
    )
    approve = commands.add_parser(
        "approve", help="enrol the machine that shows these digits", allow_abbrev=False
    )
    _add_place(approve)
    approve.add_argument("--id", required=True, action="append", metavar="ID", help="the kiosk's")
    approve.add_argument(
        "--digits", required=True, action="append", metavar="N", help="six, as it shows them; for each id"
    )
    return parser
