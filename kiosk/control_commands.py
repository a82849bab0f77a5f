"""`cubby announce`, `place`, `staff`, `open`, `forget` ...: to a running kiosk, or to its data at rest."""

from __future__ import annotations

import argparse
import sys
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Any, Final

from kiosk.clock import SystemClock
from kiosk.control import NoAnswer, NotRunning, ask
from kiosk.journal.codec import Unreadable
from kiosk.journal.lock import AlreadyOwned, own
from kiosk.journal.problems import JournalUnusable
from kiosk.site import SiteRefused, load_site
from kiosk.vault.keys import KeysUnusable
from kiosk.visits.badges import TODAY
from kiosk.visits.orders import (
    AddStaff,
    Announce,
    Forget,
    ForgetFace,
    OpenRemotely,
    OrderRefused,
    Place,
    Quiet,
    RemoveStaff,
)

_A_START_TAKES: Final = 10.0
"""Seconds, by far, in which a kiosk owns its data and does not listen yet."""


def announce(argv: Sequence[str]) -> int:
    parser = _parser("announce", "Announce what a courier will bring; tells its PIN and QR text once.")
    parser.add_argument("--tracking", required=True, metavar="T", help="what its label says")
    parser.add_argument("--phone", required=True, metavar="P", help="the recipient's")
    parser.add_argument("--size", default="", metavar="S", help="a size of this cabinet; else asked for")
    parser.add_argument("--in-reach", action="store_true", help="the recipient reaches from 38 to 122 cm")
    parser.add_argument(
        "--route", default="", metavar="R", help="only couriers of this route, and of none, bring it"
    )
    parser.add_argument(
        "--token-id", default="", metavar="ID", help="a signed token for it, taken also without the time"
    )
    parser.add_argument("--service", default="", metavar="NAME", help="one of the site's; else its first")
    given = parser.parse_args(argv)
    order = Announce(
        given.tracking,
        given.phone,
        given.size,
        given.in_reach,
        given.token_id,
        given.service,
        given.route,
    )
    return _tell_secrets(given, order)


def place(argv: Sequence[str]) -> int:
    parser = _parser("place", "Record what lies in a compartment already; tells its PIN and QR text once.")
    parser.add_argument("--compartment", required=True, metavar="LABEL")
    parser.add_argument("--tracking", required=True, metavar="T", help="what its label says")
    parser.add_argument("--phone", required=True, metavar="P", help="the recipient's")
    parser.add_argument("--service", default="", metavar="NAME", help="one of the site's; else its first")
    given = parser.parse_args(argv)
    return _tell_secrets(given, Place(given.compartment, given.tracking, given.phone, given.service))


def staff(argv: Sequence[str]) -> int:
    parser = argparse.ArgumentParser(prog="cubby staff", description="Members of staff.")
    commands = parser.add_subparsers(required=True, metavar="COMMAND")
    add = commands.add_parser("add", help="add one; tells the PIN and QR text once")
    common(add)
    add.add_argument("--name", required=True, metavar="N")
    add.add_argument(
        "--role", required=True, metavar="R", help="courier, technician, subcontractor or operator"
    )
    add.add_argument("--badge", default="", metavar="N", help="the number of a badge, as its reader says it")
    add.add_argument("--route", default="", metavar="R", help="they bring what is on it and nothing else")
    ends = add.add_mutually_exclusive_group()
    ends.add_argument(
        "--until", default="", metavar="TIME", help="when it ends, such as 2026-05-04 or 2026-05-04T18:00"
    )
    ends.add_argument("--shift", action="store_const", const=TODAY, dest="until", help="it ends with the day")
    add.set_defaults(of=_add_staff)
    remove = commands.add_parser("remove", help="let one go, and forget the name")
    common(remove)
    remove.add_argument("--name", required=True, metavar="N")
    remove.add_argument("--role", default="", metavar="R", help="where several roles have the name")
    remove.set_defaults(of=lambda given: _tell_erased(given, RemoveStaff(given.name, given.role)))
    given = parser.parse_args(argv)
    status: int = given.of(given)
    return status


def _add_staff(given: argparse.Namespace) -> int:
    return _tell_secrets(given, AddStaff(given.name, given.role, given.badge, given.until, given.route))


def forget(argv: Sequence[str]) -> int:
    parser = _parser("forget", "Erase whoever has this phone from the data and from its backups.")
    parser.add_argument("--phone", required=True, metavar="P")
    given = parser.parse_args(argv)
    return _tell_erased(given, Forget(given.phone))


def forget_face(argv: Sequence[str]) -> int:
    parser = _parser("forget-face", "Destroy the face kept of whoever has this phone, also in the backups.")
    parser.add_argument("--phone", required=True, metavar="P")
    given = parser.parse_args(argv)
    return _tell_erased(given, ForgetFace(given.phone))


def open_door(argv: Sequence[str]) -> int:
    parser = _parser("open", "Open a door of a running kiosk from afar.")
    parser.add_argument("--compartment", required=True, metavar="LABEL")
    parser.add_argument("--reason", required=True, metavar="R", help="stays in the journal: no names in it")
    parser.add_argument("--by", required=True, metavar="NAME", help="who answers for it; kept apart")
    given = parser.parse_args(argv)
    try:
        reply = ask(given.data, OpenRemotely(given.compartment, given.reason, given.by))
    except NotRunning as refusal:
        return fail(f"{refusal} A door opens only while it runs.")
    except OSError as failure:
        return fail(_why_unheard(given.data, failure))
    if reply.get("outcome") == "Opened":
        print(f"Door {given.compartment} is open.")
        return 0
    return fail(_why_shut(given.compartment, reply))


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
    common(parser)
    return parser


def common(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--data", required=True, type=Path, metavar="DIR", help="the kiosk's data folder")
    parser.add_argument("--site", type=Path, metavar="FILE", help="needed before the kiosk has run once")


def _tell_secrets(given: argparse.Namespace, order: Announce | Place | AddStaff) -> int:
    reply = give(given, order)
    if not reply.get("ok"):
        return fail(str(reply.get("why", "The kiosk gave no reason.")))
    print(f"PIN {reply['pin']}")
    print(f"QR {reply['token']}")
    if "phone" in reply:
        print(f"PHONE {reply['phone']}")
        print(f"RECOVERY {reply['recovery']}")
    return 0


def _tell_erased(given: argparse.Namespace, order: Forget | ForgetFace | RemoveStaff) -> int:
    reply = give(given, order)
    if not reply.get("ok"):
        return fail(str(reply.get("why", "The kiosk gave no reason.")))
    if reply["left"]:
        return fail(f"Erased, but not yet from older copies; the kiosk tries again at night: {reply['left']}")
    print("Erased, also from the backups.")
    return 0


def give(given: argparse.Namespace, order: Quiet) -> dict[str, Any]:
    """To the kiosk where one runs, else into its data, under its lock; a refusal is a reply as well."""
    try:
        return _hand_over(given.data, given.site, order)
    except AlreadyOwned as owned:
        who = f"Process {owned.pid}" if owned.pid else "Another process"
        return {"ok": False, "why": f"{who} has {given.data} and takes no orders now. Try again in a minute."}
    except (OrderRefused, SiteRefused, JournalUnusable, KeysUnusable, Unreadable) as refusal:
        return {"ok": False, "why": str(refusal)}
    except OSError as failure:
        return {"ok": False, "why": _why_unheard(given.data, failure)}


def _hand_over(data: Path, site: Path | None, order: Quiet) -> dict[str, Any]:
    """Waits for a kiosk that is starting, and for another order that is being written down."""
    latest = time.monotonic() + _A_START_TAKES
    while True:
        try:
            return ask(data, order)
        except NotRunning:
            pass
        try:
            return _at_rest(data, site, order)
        except AlreadyOwned:
            if time.monotonic() >= latest:
                raise
        time.sleep(0.1)


def _at_rest(data: Path, site: Path | None, order: Quiet) -> dict[str, Any]:
    # Slow to load, and a running kiosk needs none of it here.
    from kiosk.machine import SITE_COPY, book_at_rest, keep_site, office_at_rest, open_journal  # noqa: PLC0415
    from kiosk.visits.obeying import obey_at_rest  # noqa: PLC0415

    file = site or data / SITE_COPY
    if not file.exists():
        raise OrderRefused(f"{data} does not know its cabinet yet: name the site file with --site.")
    loaded = load_site(file)
    with own(data) as owned, open_journal(owned, SystemClock()) as (journal, keys):
        book = book_at_rest(loaded, journal, keys)
        keep_site(loaded, owned)
        return obey_at_rest(loaded, book, office_at_rest(loaded, book), order)


def _why_unheard(data: Path, failure: OSError) -> str:
    if isinstance(failure, NoAnswer):
        return str(failure)
    return f"The kiosk on {data} can't be spoken to: {failure}."


def fail(sentence: str) -> int:
    print(sentence, file=sys.stderr)
    return 1
