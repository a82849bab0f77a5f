"""What `cubby tasks` takes."""

from __future__ import annotations

import argparse

from kiosk.usage.common import parser as made
from kiosk.usage.orders import one_of


def tasks() -> argparse.ArgumentParser:
    parser = made("tasks", "see what is to be done at a machine; say that it is done")
    commands = parser.add_subparsers(dest="command", required=True, metavar="COMMAND")
    listing = one_of(commands, "list", "say what is to be done, where and by whom")
    listing.add_argument("--role", default="", metavar="R", help="only for this role")
    done = one_of(commands, "done", "say that somebody has seen to one")
    done.add_argument("task", metavar="ID", help="its id, or as much of it as no other has")
    return parser
