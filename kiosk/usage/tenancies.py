"""What `cubby tenancy` takes."""

from __future__ import annotations

import argparse

from kiosk.usage.common import parser as made
from kiosk.usage.orders import one_of, secrets


def tenancy() -> argparse.ArgumentParser:
    parser = made("tenancy", "see who rents which space and until when; give one to somebody, end one")
    commands = parser.add_subparsers(dest="command", required=True, metavar="COMMAND")
    one_of(commands, "list", "list who rents which space, and until when")
    give = one_of(commands, "give", "give somebody a space; its codes are told once")
    give.add_argument("--service", default="", metavar="S", help="whose space; else the only one with spaces")
    whose = give.add_mutually_exclusive_group(required=True)
    whose.add_argument("--phone", default="", metavar="P", help="of whoever gets it")
    whose.add_argument("--group", default="", metavar="G", help="whose members share it, with their badges")
    give.add_argument("--name", default="", metavar="N", help="of whoever gets it")
    where = give.add_mutually_exclusive_group()
    where.add_argument(
        "--compartment", default="", metavar="C", help="this one; else the smallest that is free"
    )
    where.add_argument("--size", default="", metavar="S", help="the smallest that is free of this size")
    give.add_argument("--until", default="", metavar="DAY", help="to the end of this day, such as 2027-07-31")
    secrets(give)
    end = one_of(commands, "end", "end somebody's space, and have it emptied")
    end.add_argument("about", metavar="DOOR|ID", help="its door, or its id as `tenancy list` says it")
    end.add_argument("--empty", action="store_true", help="nothing is inside: free again at once")
    return parser
