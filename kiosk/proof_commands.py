"""`cubby badge`, `keys`, `delegate`: orders about proofs, to a running kiosk or to its data at rest."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path

from kiosk.control_commands import common, fail, give
from kiosk.visits.delegating import LONGEST_HOURS
from kiosk.visits.orders_proof import (
    ChangeOperatorKeys,
    Delegate,
    GiveBadge,
    Revoke,
    SetOperatorKeys,
    TakeBadge,
    WithdrawDelegations,
)

_NO_REASON = "The kiosk gave no reason."


def badge(argv: Sequence[str]) -> int:
    parser = argparse.ArgumentParser(prog="cubby badge", description="Badges of recipients.")
    commands = parser.add_subparsers(required=True, metavar="COMMAND")
    given_to = commands.add_parser("give", help="whoever has this phone collects with this badge")
    common(given_to)
    given_to.add_argument("--phone", required=True, metavar="P", help="the recipient's")
    given_to.add_argument("--number", required=True, metavar="N", help="as the reader says it")
    given_to.set_defaults(of=lambda given: _tell_done(given, GiveBadge(given.phone, given.number)))
    take = commands.add_parser("take", help="this badge proves nobody any more")
    common(take)
    take.add_argument("--number", required=True, metavar="N", help="as the reader says it")
    take.set_defaults(of=lambda given: _tell_done(given, TakeBadge(given.number)))
    given = parser.parse_args(argv)
    status: int = given.of(given)
    return status


def _tell_done(given: argparse.Namespace, order: GiveBadge | TakeBadge | WithdrawDelegations) -> int:
    reply = give(given, order)
    if not reply.get("ok"):
        return fail(str(reply.get("why", _NO_REASON)))
    sys.stdout.write("Done.\n")
    return 0


def revoke(argv: Sequence[str]) -> int:
    parser = argparse.ArgumentParser(
        prog="cubby revoke", description="What counts no more, a line each: `badge NUMBER` or `token ID`."
    )
    common(parser)
    parser.add_argument("list", type=Path, metavar="FILE")
    given = parser.parse_args(argv)
    try:
        lines = [line.split() for line in given.list.read_text("ascii").splitlines() if line.strip()]
    except (OSError, UnicodeDecodeError) as failure:
        return fail(f"{given.list} can't be read: {failure}.")
    odd = [" ".join(line) for line in lines if len(line) != 2 or line[0] not in ("badge", "token")]
    if odd:
        return fail(f"{odd[0]!r} is no line of such a list: wanted `badge NUMBER` or `token ID`.")
    badges, tokens = (tuple(what for kind, what in lines if kind == one) for one in ("badge", "token"))
    reply = give(given, Revoke(badges, tokens))
    if not reply.get("ok"):
        return fail(str(reply.get("why", _NO_REASON)))
    sys.stdout.write(f"{len(lines)} taken, {reply['known']} badges of them known here.\n")
    return 0


def delegate(argv: Sequence[str]) -> int:
    parser = argparse.ArgumentParser(prog="cubby delegate", description="Let somebody else collect.")
    commands = parser.add_subparsers(required=True, metavar="COMMAND")
    make = commands.add_parser("make", help="tells a code that opens what waits for this phone, once")
    common(make)
    make.add_argument("--phone", required=True, metavar="P", help="the recipient's")
    make.add_argument("--tracking", default="", metavar="T", help="only the thing with this label")
    make.add_argument("--hours", type=int, default=72, metavar="H", help=f"1 to {LONGEST_HOURS}; else 72")
    make.set_defaults(of=_make)
    take = commands.add_parser("take-back", help="every such code for this phone opens nothing any more")
    common(take)
    take.add_argument("--phone", required=True, metavar="P", help="the recipient's")
    take.set_defaults(of=lambda given: _tell_done(given, WithdrawDelegations(given.phone)))
    given = parser.parse_args(argv)
    status: int = given.of(given)
    return status


def _make(given: argparse.Namespace) -> int:
    reply = give(given, Delegate(given.phone, given.tracking, given.hours))
    if not reply.get("ok"):
        return fail(str(reply.get("why", _NO_REASON)))
    sys.stdout.write(f"CODE {reply['code']}\n")
    return 0


def keys(argv: Sequence[str]) -> int:
    parser = argparse.ArgumentParser(prog="cubby keys", description="The operator's keys that sign tokens.")
    commands = parser.add_subparsers(required=True, metavar="COMMAND")
    put = commands.add_parser("set", help="these sign from now on")
    common(put)
    put.add_argument("keys", nargs="+", metavar="HEX", help="an Ed25519 public key; two at most")
    put.set_defaults(of=lambda given: _tell_number(given, SetOperatorKeys(tuple(given.keys))))
    change = commands.add_parser("change", help="as a document says that a present key has signed")
    common(change)
    change.add_argument("document", type=Path, metavar="FILE")
    change.set_defaults(of=_change_keys)
    given = parser.parse_args(argv)
    status: int = given.of(given)
    return status


def _change_keys(given: argparse.Namespace) -> int:
    try:
        text = given.document.read_text("ascii")
    except (OSError, UnicodeDecodeError) as failure:
        return fail(f"{given.document} can't be read: {failure}.")
    return _tell_number(given, ChangeOperatorKeys(text))


def _tell_number(given: argparse.Namespace, order: SetOperatorKeys | ChangeOperatorKeys) -> int:
    reply = give(given, order)
    if not reply.get("ok"):
        return fail(str(reply.get("why", _NO_REASON)))
    sys.stdout.write(f"Keys number {reply['number']} sign tokens from now on.\n")
    return 0
