"""`cubby hub check`: what is the matter with a hub's data, worst first."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path
from typing import Any, Final

import psycopg

from kiosk.hub.schema.upgrade import newest, standing

GENESIS: Final = bytes(32)
_WALK: Final = "SELECT epoch, seq, hash, row FROM rows WHERE kiosk = %s ORDER BY epoch, seq"

Plain = psycopg.Connection[tuple[Any, ...]]


def check_hub(url: str, data: Path, as_json: bool) -> list[str]:  # noqa: FBT001  as it is in the options
    """Print the findings; they come back as sentences."""
    findings = [*_schema(url)]
    rows = 0
    if not findings:
        with psycopg.connect(url, options="-c search_path=hub") as connection:
            rows, broken = _chains(connection)
            findings += broken
            findings += _states(connection)
    if as_json:
        print(json.dumps({"ok": not findings, "rows": rows, "findings": findings}))
    else:
        print("\n".join(findings) or f"The hub in {data} is well: {rows:,} rows verified.")
    return findings


def _schema(url: str) -> list[str]:
    now = standing(url)
    if not now:
        return ["The database holds no hub. Start it once with `cubby hub run`."]
    return [] if now == newest() else [f"The tables are of revision {now}; this Cubby has {newest()}."]


def _chains(connection: Plain) -> tuple[int, list[str]]:
    """Walk all chains; how many rows, and what does not hold."""
    findings, rows = [], 0
    for kiosk, acked in connection.execute("SELECT kiosk, acked FROM cursors ORDER BY kiosk").fetchall():
        hashes: dict[int, bytes] = {0: GENESIS}
        """By number: of the line that was written last."""
        epoch_before, seq_before, last = 0, 0, 0
        with connection.cursor(name="walk") as cursor:
            cursor.execute(_WALK, [kiosk])
            for epoch, seq, hashed, row in cursor:
                rows += 1
                if epoch == epoch_before and seq != seq_before + 1:
                    findings.append(f"Kiosk {kiosk}: row {seq_before + 1} of epoch {epoch} is missing.")
                previous = hashes.get(seq - 1)
                if previous is not None and hashlib.sha256(previous + row).digest() != hashed:
                    findings.append(f"Kiosk {kiosk}: row {seq} of epoch {epoch} does not fit its hash.")
                epoch_before, seq_before, last = epoch, seq, max(last, seq)
                hashes[seq] = hashed
        if last < acked:
            findings.append(f"Kiosk {kiosk}: acknowledged up to row {acked}; the last one here is {last}.")
    return rows, findings


def _states(connection: Plain) -> list[str]:
    forks = connection.execute(
        "SELECT kiosk, fork FROM cursors WHERE fork IS NOT NULL ORDER BY kiosk"
    ).fetchall()
    return [
        f"Kiosk {kiosk}: two machines write under its name since row {fork}. Enrol the right one again."
        for kiosk, fork in forks
    ]
