"""`cubby badge`, `keys`, `delegate`, `revoke`: about proofs, to a running kiosk or to its data at rest."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from datetime import datetime, timedelta

from kiosk.clock import SystemClock
from kiosk.control.commands import give
from kiosk.orders.badges import GiveBadge, TakeBadge
from kiosk.orders.clock import AcceptClock
from kiosk.orders.delegations import Delegate, WithdrawDelegations
from kiosk.orders.keys import ChangeOperatorKeys, SetOperatorKeys
from kiosk.orders.revocations import Revoke
from kiosk.terminal.answers import draw, fail, tell, why
from kiosk.usage import proofs as usage


def badge(argv: Sequence[str]) -> int:
    given = usage.badge().parse_args(argv)
    order: GiveBadge | TakeBadge
    if given.command == "give":
        order = GiveBadge(given.phone, given.number)
        said = f"Badge {given.number}: whoever has {given.phone} collects with it from now on."
    else:
        order = TakeBadge(given.number)
        said = f"Badge {given.number} is blocked."
    reply = give(given, order)
    if not reply.get("ok"):
        return fail(given, f"badge {given.command}", why(reply))
    return tell(given, reply, said)


def revoke(argv: Sequence[str]) -> int:
    given = usage.revoke().parse_args(argv)
    try:
        lines = [line.split() for line in given.list.read_text("ascii").splitlines() if line.strip()]
    except (OSError, UnicodeDecodeError) as failure:
        return fail(given, "revoke", f"{given.list} can't be read: {failure}.")
    odd = [" ".join(line) for line in lines if len(line) != 2 or line[0] not in ("badge", "token")]
    if odd:
        return fail(
            given, "revoke", f"{odd[0]!r} is no line of such a list: wanted `badge NUMBER` or `token ID`."
        )
    badges, tokens = (tuple(what for kind, what in lines if kind == one) for one in ("badge", "token"))
    reply = give(given, Revoke(badges, tokens))
    if not reply.get("ok"):
        return fail(given, "revoke", why(reply))
    return tell(given, reply, f"{len(lines)} taken, {reply['known']} badges of them known here.")


def delegate(argv: Sequence[str]) -> int:
    given = usage.delegate().parse_args(argv)
    if given.command == "make":
        return _make(given)
    reply = give(given, WithdrawDelegations(given.phone))
    if not reply.get("ok"):
        return fail(given, "delegate take-back", why(reply))
    number = reply["withdrawn"]
    return tell(given, reply, f"{number} {'code is' if number == 1 else 'codes are'} cancelled.")


def _make(given: argparse.Namespace) -> int:
    """A line of a word and the code, which scripts read; at a terminal a sentence, and the QR code."""
    reply = give(given, Delegate(given.phone, given.tracking, given.hours))
    if not reply.get("ok"):
        return fail(given, "delegate make", why(reply))
    if given.json:
        return tell(given, reply, "")
    code = str(reply["code"])
    if sys.stdout.isatty():
        until = (SystemClock().now() + timedelta(hours=given.hours)).astimezone()
        what = given.tracking or f"what waits for {given.phone}"
        sys.stdout.write(f"Code {code[:4]} {code[4:]}: opens {what} once, until {until:%a %H:%M}.\n")
    sys.stdout.write(f"CODE {code}\n")
    draw(given, code)
    return 0


def keys(argv: Sequence[str]) -> int:
    given = usage.keys().parse_args(argv)
    order: SetOperatorKeys | ChangeOperatorKeys
    if given.command == "set":
        order = SetOperatorKeys(tuple(given.keys))
    else:
        try:
            order = ChangeOperatorKeys(given.document.read_text("ascii"))
        except (OSError, UnicodeDecodeError) as failure:
            return fail(given, "keys change", f"{given.document} can't be read: {failure}.")
    reply = give(given, order)
    if not reply.get("ok"):
        return fail(given, f"keys {given.command}", why(reply))
    return tell(given, reply, f"Keys number {reply['number']} sign tokens from now on.")


def clock(argv: Sequence[str]) -> int:
    given = usage.clock().parse_args(argv)
    reply = give(given, AcceptClock())
    if not reply.get("ok"):
        return fail(given, "clock accept", why(reply))
    here = datetime.fromisoformat(str(reply["clock"])).astimezone()
    return tell(given, reply, f"The clock is confirmed: {here:%a %d %b %Y, %H:%M}.")
