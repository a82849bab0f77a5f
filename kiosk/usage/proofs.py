"""What `cubby badge`, `delegate`, `revoke` and `keys` take."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import Final

from kiosk.usage.common import parser as made
from kiosk.usage.orders import common, one_of, secrets

LONGEST_HOURS: Final = 720
"""A code for somebody else is good for 30 days at most."""


def badge() -> argparse.ArgumentParser:
    parser = made("badge", "give and take badges of recipients")
    commands = parser.add_subparsers(dest="command", required=True, metavar="COMMAND")
    give = one_of(commands, "give", "let whoever has this phone collect with this badge")
    give.add_argument("--phone", required=True, metavar="P", help="the recipient's")
    give.add_argument("--number", required=True, metavar="N", help="as the reader says it")
    take = one_of(commands, "take", "block this badge")
    take.add_argument("--number", required=True, metavar="N", help="as the reader says it")
    return parser


def revoke() -> argparse.ArgumentParser:
    parser = made("revoke", "block badges and tokens, a line each: `badge NUMBER` or `token ID`")
    common(parser)
    parser.add_argument("list", type=Path, metavar="FILE", help="the operator's block list")
    return parser


def delegate() -> argparse.ArgumentParser:
    parser = made("delegate", "let somebody else collect")
    commands = parser.add_subparsers(dest="command", required=True, metavar="COMMAND")
    make = one_of(commands, "make", "make a code that opens what waits for this phone, once")
    make.add_argument("--phone", required=True, metavar="P", help="the recipient's")
    make.add_argument("--tracking", default="", metavar="T", help="only the thing with this label")
    make.add_argument("--hours", type=int, default=72, metavar="H", help=f"1 to {LONGEST_HOURS}; else 72")
    secrets(make)
    take = one_of(commands, "take-back", "cancel every such code of this phone")
    take.add_argument("--phone", required=True, metavar="P", help="the recipient's")
    return parser


def keys() -> argparse.ArgumentParser:
    parser = made("keys", "set the operator's keys that sign tokens")
    commands = parser.add_subparsers(dest="command", required=True, metavar="COMMAND")
    put = one_of(commands, "set", "take these keys from now on")
    put.add_argument("keys", nargs="+", metavar="HEX", help="an Ed25519 public key; two at most")
    change = one_of(commands, "change", "follow a document that a present key has signed")
    change.add_argument("document", type=Path, metavar="FILE", help="the signed document")
    return parser


def clock() -> argparse.ArgumentParser:
    parser = made("clock", "say that the machine's clock is right")
    commands = parser.add_subparsers(dest="command", required=True, metavar="COMMAND")
    one_of(commands, "accept", "confirm the clock after you have looked at it")
    return parser
