"""`cubby announce`, `place`, `staff`, `open`, `forget` ...: to a running kiosk, or to its data at rest."""

from __future__ import annotations

import argparse
import json
import secrets
import sys
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Any, Final

from kiosk.clock import SystemClock
from kiosk.control.client import NoAnswer, NotRunning, ask
from kiosk.custody.services.rules import GateKind
from kiosk.journal.codec import Unreadable
from kiosk.journal.lock import AlreadyOwned, own
from kiosk.journal.problems import JournalUnusable
from kiosk.orders.doors import OpenRemotely
from kiosk.orders.order import Quiet
from kiosk.orders.parcels import Announce, Place
from kiosk.orders.persons import EraseWishes, Forget, ForgetFace
from kiosk.orders.refusal import OrderRefused
from kiosk.orders.staff import AddStaff, RemoveStaff
from kiosk.site.loading import load_site
from kiosk.site.problems import SiteRefused
from kiosk.terminal.answers import draw, fail, tell, unopened, why
from kiosk.usage import orders as usage
from kiosk.usage.common import site_file
from kiosk.vault.keys import KeysUnusable

_A_START_TAKES: Final = 10.0
"""Seconds, by far, in which a kiosk owns its data and does not listen yet."""


def announce(argv: Sequence[str]) -> int:
    given = usage.announce().parse_args(argv)
    order = Announce(
        given.tracking,
        given.phone,
        given.size,
        given.in_reach,
        given.token_id,
        given.service,
        given.route,
        given.case,
        given.principal,
        tuple(given.piece),
        given.kind,
        given.charge,
        tuple(map(GateKind, given.gate)),
    )
    said = f"{given.tracking} is expected: a courier brings it, and then this opens its door once."
    if given.piece:
        said = f"{len(given.piece) + 1} pieces are expected, and then this opens each door once."
    return _tell_secrets(given, "announce", order, said)


def place(argv: Sequence[str]) -> int:
    given = usage.place().parse_args(argv)
    order = Place(given.compartment, given.tracking, given.phone, given.service, given.anyway)
    said = f"{given.tracking} is in door {given.compartment}: this opens it once."
    return _tell_secrets(given, "place", order, said)


def staff(argv: Sequence[str]) -> int:
    given = usage.staff().parse_args(argv)
    if given.command == "remove":
        return _tell_erased(given, "staff remove", RemoveStaff(given.name, given.role, given.staff))
    order = AddStaff(
        given.name, given.role, given.badge, given.until, given.route, given.anyway, given.principal
    )
    until = {"": "", usage.TODAY: ", until the day ends"}.get(given.until, f", until {given.until}")
    said = f"{given.name} signs in as {given.role}{until}: with this."
    return _tell_secrets(given, "staff add", order, said)


def forget(argv: Sequence[str]) -> int:
    given = usage.forget().parse_args(argv)
    return _tell_erased(given, "forget", Forget(given.phone))


def forget_face(argv: Sequence[str]) -> int:
    given = usage.forget_face().parse_args(argv)
    return _tell_erased(given, "forget-face", ForgetFace(given.phone))


def forget_wishes(argv: Sequence[str]) -> int:
    given = usage.forget_wishes().parse_args(argv)
    return _tell_erased(given, "forget-wishes", EraseWishes(given.phone))


def open_door(argv: Sequence[str]) -> int:
    given = usage.open_door().parse_args(argv)
    try:
        reply = ask(given.data, OpenRemotely(given.compartment, given.reason, given.by), order_id(given))
    except NotRunning as refusal:
        return fail(given, "open", f"{refusal} A door opens only while it runs.", "`cubby run`")
    except OSError as failure:
        return fail(given, "open", _why_unheard(given.data, failure))
    if reply.get("outcome") == "Opened":
        return tell(given, reply, f"Door {given.compartment} is open.")
    return fail(given, "open", *unopened(given.compartment, _named(given, reply)))


def _tell_secrets(
    given: argparse.Namespace, command: str, order: Announce | Place | AddStaff, said: str
) -> int:
    """Lines of a word and a secret, which scripts read; at a terminal a sentence before, and QR codes."""
    reply = give(given, order)
    if not reply.get("ok"):
        return fail(given, command, why(reply))
    if given.json:
        print(json.dumps(reply, ensure_ascii=False))
        return 0
    if "pin" not in reply:
        return tell(given, reply, f"{given.tracking} is expected, and nobody needs a code for it.")
    if sys.stdout.isatty():
        print(said)
    print(f"PIN {reply['pin']}")
    print(f"QR {reply['token']}")
    draw(given, str(reply["token"]))
    if "phone" in reply:
        print(f"PHONE {reply['phone']}")
        draw(given, str(reply["phone"]))
        print(f"RECOVERY {reply['recovery']}")
    return 0


def _tell_erased(
    given: argparse.Namespace, command: str, order: Forget | ForgetFace | EraseWishes | RemoveStaff
) -> int:
    reply = give(given, order)
    if not reply.get("ok"):
        return fail(given, command, why(reply))
    if reply["left"]:
        return fail(
            given,
            command,
            f"Erased, but not yet from older copies; the kiosk tries again at night: {reply['left']}",
        )
    return tell(given, reply, "Erased, also from the backups.")


def give(given: argparse.Namespace, order: Quiet) -> dict[str, Any]:
    """To the kiosk where one runs, else into its data, under its lock; a refusal is a reply as well."""
    return _named(given, _given(given, order))


def _named(given: argparse.Namespace, reply: dict[str, Any]) -> dict[str, Any]:
    """Where nobody can say what came of it, with the id to ask again with."""
    if not reply.get("unsure"):
        return reply
    return {**reply, "why": str(reply["why"]).replace("the same id", f"--id {order_id(given)}")}


def order_id(given: argparse.Namespace) -> str:
    """The order's own id: the one given, else a new one, which stays with these arguments."""
    given.order_id = getattr(given, "order_id", "") or secrets.token_hex(8)
    return str(given.order_id)


def _given(given: argparse.Namespace, order: Quiet) -> dict[str, Any]:
    try:
        return _hand_over(given.data, site_file(given), order, order_id(given))
    except AlreadyOwned as owned:
        who = f"Process {owned.pid}" if owned.pid else "Another process"
        return {"ok": False, "why": f"{who} has {given.data} and takes no orders now. Try again in a minute."}
    except (OrderRefused, SiteRefused, JournalUnusable, KeysUnusable, Unreadable) as refusal:
        return {"ok": False, "why": str(refusal)}
    except OSError as failure:
        return {"ok": False, "why": _why_unheard(given.data, failure)}


def _hand_over(data: Path, site: Path, order: Quiet, order_id: str) -> dict[str, Any]:
    """Waits for a kiosk that is starting, and for another order that is being written down.

    One that went away before it had answered is asked again: an order with an id is done once.
    """
    latest = time.monotonic() + _A_START_TAKES
    while True:
        try:
            return ask(data, order, order_id)
        except NotRunning:
            pass
        except NoAnswer:
            if time.monotonic() >= latest:
                raise
            time.sleep(0.1)
            continue
        try:
            return _at_rest(data, site, order, order_id)
        except AlreadyOwned:
            if time.monotonic() >= latest:
                raise
        time.sleep(0.1)


def _at_rest(data: Path, site: Path, order: Quiet, order_id: str) -> dict[str, Any]:
    # Slow to load, and a running kiosk needs none of it here.
    from kiosk.orders.clerk import take_at_rest  # noqa: PLC0415
    from kiosk.program.machine import book_at_rest, keep_site, means_at_rest, open_journal  # noqa: PLC0415

    if not site.exists():
        raise OrderRefused(f"{data} does not know its cabinet yet: name the site file with --site.")
    loaded = load_site(site)
    with own(data) as owned, open_journal(owned, SystemClock()) as (journal, keys):
        book = book_at_rest(loaded, journal, keys)
        keep_site(loaded, owned)
        return take_at_rest(means_at_rest(loaded, book), order, order_id)


def _why_unheard(data: Path, failure: OSError) -> str:
    if isinstance(failure, NoAnswer):
        return str(failure)
    return f"The kiosk on {data} can't be spoken to: {failure.strerror or failure}."
