"""What `cubby pool` and `cubby group` take."""

from __future__ import annotations

import argparse

from kiosk.usage.common import parser as made
from kiosk.usage.orders import one_of, secrets


def pool() -> argparse.ArgumentParser:
    parser = made("pool", "see what is lent and what is here; add one to a pool, retire one")
    commands = parser.add_subparsers(dest="command", required=True, metavar="COMMAND")
    listing = one_of(commands, "list", "list what is one of many: where it is, who has it")
    listing.add_argument("--service", default="", metavar="S", help="of this service alone")
    add = one_of(commands, "add", "add one to a pool")
    add.add_argument("tracking", metavar="LABEL", help="what its label says")
    add.add_argument("--service", default="", metavar="S", help="whose pool; else the only one there is")
    where = add.add_mutually_exclusive_group()
    where.add_argument("--compartment", default="", metavar="C", help="it is in there already")
    where.add_argument("--size", default="", metavar="S", help="which size it needs, for whoever brings it")
    add.add_argument("--anyway", action="store_true", help="also where none of them should be")
    retire = one_of(commands, "retire", "withdraw one from its pool")
    retire.add_argument("tracking", metavar="LABEL", help="what its label says")
    retire.add_argument("--lost", action="store_true", help="somebody has it, and it does not come back")
    return parser


def group() -> argparse.ArgumentParser:
    parser = made("group", "see who is in which group; add somebody, take them out")
    commands = parser.add_subparsers(dest="command", required=True, metavar="COMMAND")
    listing = one_of(commands, "list", "list who is in which group")
    listing.add_argument("--group", default="", metavar="G", help="in this one alone")
    add = one_of(commands, "add", "add somebody to a group; their codes are told once")
    add.add_argument("group", metavar="GROUP", help="such as members")
    add.add_argument("--phone", required=True, metavar="P", help="theirs")
    add.add_argument("--name", default="", metavar="N", help="theirs")
    secrets(add)
    remove = one_of(commands, "remove", "take somebody out of a group")
    remove.add_argument("group", metavar="GROUP", help="such as members")
    remove.add_argument("--phone", required=True, metavar="P", help="theirs")
    return parser
