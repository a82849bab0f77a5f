"""What `cubby update` takes."""

from __future__ import annotations

import argparse
from pathlib import Path

from kiosk.usage.common import add_json
from kiosk.usage.common import parser as made


def update() -> argparse.ArgumentParser:
    parser = made("update", "see what version runs, and change it")
    commands = parser.add_subparsers(dest="command", required=True, metavar="COMMAND")
    for name, says in (
        ("check", "say what there is and how many bytes it takes"),
        ("fetch", "fetch the newest release; needs no rights"),
        ("apply", "install what was fetched; needs no network"),
        ("status", "say what runs, what is on trial and what was undone"),
        ("undo", "go back to the version before"),
    ):
        command = commands.add_parser(name, help=says, description=says)
        add_root(command)
        add_json(command)
        if name in ("check", "fetch", "apply"):
            command.add_argument("--repo", metavar="URL|DIR", help=_WHERE_FROM[name])
            command.add_argument("--version", default="", metavar="V", help="this one; else the newest")
    return parser


def add_root(to: argparse.ArgumentParser) -> None:
    """`--root`, else what CUBBY_ROOT says, else where the packages put it."""
    to.add_argument("--root", type=Path, metavar="DIR", help="where Cubby is installed; else CUBBY_ROOT")


_WHERE_FROM = {
    "check": "the operator's releases: a web address, or a folder such as a stick",
    "fetch": "the operator's releases: a web address, or a folder such as a stick",
    "apply": "the operator's releases; else what was fetched",
}
