"""`cubby doctor`: what is the matter with a kiosk that runs, or with its data at rest."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from kiosk.clock import SystemClock
from kiosk.control import NotRunning, ask
from kiosk.journal.codec import Unreadable
from kiosk.journal.connection import FILE
from kiosk.journal.lock import AlreadyOwned, own
from kiosk.journal.problems import JournalUnusable
from kiosk.site import SiteRefused, load_site
from kiosk.usage import looking as usage
from kiosk.usage.common import site_file
from kiosk.vault.keys import KeysUnusable
from kiosk.visits import examining_power
from kiosk.visits.examining_boards import told as told_of_board
from kiosk.visits.orders import Examine


def main(argv: Sequence[str]) -> int:
    """0 where all is well; 1 with findings, or where nothing can be found out."""
    given = usage.doctor().parse_args(argv)
    try:
        found = _examined(site_file(given), given.data)
    except (SiteRefused, JournalUnusable, KeysUnusable, AlreadyOwned, Unreadable, OSError) as problem:
        sys.stderr.write(f"{problem}\n")
        return 1
    text = json.dumps(found, indent=1, ensure_ascii=False) if given.json else "\n".join(_told(found))
    sys.stdout.write(f"{text}\n")
    return 1 if found["findings"] else 0


def _examined(site: Path, data: Path) -> dict[str, Any]:
    loaded = load_site(site)
    try:
        reply = ask(data, Examine())
    except NotRunning:
        if not (data / FILE).exists():
            raise FileNotFoundError(f"{data} holds no kiosk's data.") from None
    else:
        if not reply.get("ok"):
            raise OSError(str(reply.get("why")))
        found: dict[str, Any] = reply["found"]
        return found
    # Slow to load, and a running kiosk needs none of it here.
    from kiosk.machine import book_at_rest, open_journal  # noqa: PLC0415
    from kiosk.visits.examining import examine  # noqa: PLC0415

    with own(data) as owned, open_journal(owned, SystemClock()) as (journal, keys):
        return examine(loaded, book_at_rest(loaded, journal, keys), None)


def _told(found: dict[str, Any]) -> Iterator[str]:
    yield f"{found['site']}: {found['rows']} rows, head {found['head'][:16]}"
    yield f"last backup {found['last_backup'] or 'never'}, {found['disk_free'] // 1_000_000} MB free"
    proofs = found["proofs"]
    yield f"operator's keys number {proofs['keys_number']}, revocations of {proofs['revocations'] or 'never'}"
    for name, state in found["lines"].items():
        times = found["openings"][name]
        yield f"line {name}: {state}" + (f", opened {times} times" if times > 1 else "")
    yield from map(told_of_board, found["boards"])
    for name, device in found["devices"].items():
        yield f"device {name}: {'there' if device['up'] else 'not there'}"
    for zone, air in found["climate"].items():
        now = "nobody knows" if air["celsius"] is None else f"{air['celsius']:.1f} °C, {air['percent']:.0f} %"
        yield f"zone {zone} ({air['temperature']}): {now}"
    for name, shut in found["contacts"].items():
        yield f"contact {name}: {shut}"
    yield from examining_power.told(found)
    for door, lock in found["locks"].items():
        if lock["openings"] or lock["jams"]:
            yield (
                f"door {door}: {lock['openings']} openings, usually {lock['usual_ms']} ms,"
                f" last {lock['last_ms']} ms, {lock['jams']} jams, {lock['not_sent']} not sent"
            )
    yield from (f"! {finding}" for finding in found["findings"])
    if not found["findings"]:
        yield "All is well."
