"""`cubby announce`, `place`, `staff` and `open`: orders to a running kiosk, or to its data at rest."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from kiosk.clock import SystemClock
from kiosk.control import NotRunning, ask
from kiosk.journal.lock import AlreadyOwned, own
from kiosk.journal.problems import JournalUnusable
from kiosk.site import SiteRefused, load_site
from kiosk.vault.keys import KeysUnusable
from kiosk.visits.orders import AddStaff, Announce, OpenRemotely, Order, OrderRefused, Place


def announce(argv: Sequence[str]) -> int:
    parser = _parser("announce", "Announce what a courier will bring; tells its PIN and QR text once.")
    parser.add_argument("--tracking", required=True, metavar="T", help="what its label says")
    parser.add_argument("--phone", required=True, metavar="P", help="the recipient's")
    parser.add_argument("--size", default="", metavar="S", help="a size of this cabinet; else asked for")
    parser.add_argument("--in-reach", action="store_true", help="the recipient reaches from 38 to 122 cm")
    given = parser.parse_args(argv)
    order = Announce(given.tracking, given.phone, given.size, given.in_reach)
    return _tell_secrets(given, order)


def place(argv: Sequence[str]) -> int:
    parser = _parser("place", "Record what lies in a compartment already; tells its PIN and QR text once.")
    parser.add_argument("--compartment", required=True, metavar="LABEL")
    parser.add_argument("--tracking", required=True, metavar="T", help="what its label says")
    parser.add_argument("--phone", required=True, metavar="P", help="the recipient's")
    given = parser.parse_args(argv)
    return _tell_secrets(given, Place(given.compartment, given.tracking, given.phone))


def staff(argv: Sequence[str]) -> int:
    parser = argparse.ArgumentParser(prog="cubby staff", description="Members of staff.")
    commands = parser.add_subparsers(required=True, metavar="COMMAND")
    add = commands.add_parser("add", help="add one; tells the PIN and QR text once")
    _common(add)
    add.add_argument("--name", required=True, metavar="N")
    add.add_argument("--role", required=True, metavar="R", help="courier, technician or operator")
    given = parser.parse_args(argv)
    return _tell_secrets(given, AddStaff(given.name, given.role))


def open_door(argv: Sequence[str]) -> int:
    parser = _parser("open", "Open a door of a running kiosk from afar.")
    parser.add_argument("--compartment", required=True, metavar="LABEL")
    parser.add_argument("--reason", required=True, metavar="R", help="stays in the journal: no names in it")
    parser.add_argument("--by", required=True, metavar="NAME", help="who answers for it; kept apart")
    given = parser.parse_args(argv)
    try:
        reply = ask(given.data, OpenRemotely(given.compartment, given.reason, given.by))
    except NotRunning as refusal:
        return _fail(f"{refusal} A door opens only while it runs.")
    except OSError as failure:
        return _fail(f"The kiosk on {given.data} did not answer: {failure}.")
    if reply.get("outcome") == "Opened":
        print(f"Door {given.compartment} is open.")
        return 0
    return _fail(_why_shut(given.compartment, reply))


def _why_shut(label: str, reply: dict[str, Any]) -> str:
    why = reply.get("why", "")
    match reply.get("outcome"):
        case "Jammed":
            return f"Door {label} was told to open and stayed shut. It is out of use until it was looked at."
        case "OutcomeUnknown":
            return f"Nobody can tell whether door {label} opened ({why}). Somebody has to look."
        case "NotSent":
            return f"The lock of door {label} could not be told ({why}). Nothing has happened."
        case "Refused":
            return f"Door {label} may not be opened now ({why.replace('_', ' ')})."
        case _:
            return str(why)


def _parser(name: str, description: str) -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog=f"cubby {name}", description=description)
    _common(parser)
    return parser


def _common(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--data", required=True, type=Path, metavar="DIR", help="the kiosk's data folder")
    parser.add_argument("--site", type=Path, metavar="FILE", help="needed before the kiosk has run once")


def _tell_secrets(given: argparse.Namespace, order: Announce | Place | AddStaff) -> int:
    try:
        reply = _give(given.data, given.site, order)
    except (OrderRefused, SiteRefused, JournalUnusable, KeysUnusable, AlreadyOwned, OSError) as refusal:
        return _fail(str(refusal))
    if not reply.get("ok"):
        return _fail(str(reply.get("why", "The kiosk gave no reason.")))
    print(f"PIN {reply['pin']}")
    print(f"QR {reply['token']}")
    return 0


def _give(data: Path, site: Path | None, order: Announce | Place | AddStaff) -> dict[str, Any]:
    """To the kiosk where one runs, else into its data, under its lock."""
    try:
        return ask(data, order)
    except NotRunning:
        return _at_rest(data, site, order)


def _at_rest(data: Path, site: Path | None, order: Order) -> dict[str, Any]:
    from kiosk.machine import SITE_COPY, keep_site, office_at_rest, open_journal  # noqa: PLC0415  slow to load

    file = site or data / SITE_COPY
    if not file.exists():
        raise OrderRefused(f"{data} does not know its cabinet yet: name the site file with --site.")
    if isinstance(order, OpenRemotely):
        raise OrderRefused("A door opens only while the kiosk runs.")
    loaded = load_site(file)
    with own(data) as owned, open_journal(owned, SystemClock()) as (journal, keys):
        made = office_at_rest(loaded, journal, keys).perform(order)
        keep_site(loaded, owned)
    return {"ok": True, "pin": made.pin, "token": made.token}


def _fail(sentence: str) -> int:
    print(sentence, file=sys.stderr)
    return 1
