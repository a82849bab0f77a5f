"""`cubby update`: what there is, fetched, applied, and undone; by people and by the units of the machine."""

from __future__ import annotations

import argparse
import os
from collections.abc import Sequence
from pathlib import Path
from typing import Any, Final

from kiosk.clock import Clock, SystemClock
from kiosk.custody.machine.updates import WantedKind
from kiosk.terminal.answers import fail, tell
from kiosk.update.installation import (
    ROOT_VARIABLE,
    USUAL,
    Installation,
    SlotStanding,
    read_standing,
    undone_before,
)
from kiosk.update.refusal import NoUpdate, disk_refusal
from kiosk.update.steps import ReleaseFound, Updating
from kiosk.update.wanted import read_wanted
from kiosk.usage import updates as usage

REPOSITORY_VARIABLE: Final = "CUBBY_RELEASES"
"""Where releases come from, for the unit that fetches them."""


def main(argv: Sequence[str], clock: Clock | None = None) -> int:
    given = usage.update().parse_args(argv)
    root = given.root or Path(os.environ.get(ROOT_VARIABLE) or USUAL)
    installation = Installation(root.absolute())
    try:
        return _carry_out(given, installation, clock or SystemClock())
    except NoUpdate as refusal:
        return fail(given, f"update {given.command}", str(refusal))
    except OSError as failure:
        return fail(given, f"update {given.command}", str(disk_refusal(failure)))


def _carry_out(given: argparse.Namespace, installation: Installation, clock: Clock) -> int:
    match given.command:
        case "status":
            reply, said = _status(installation)
            return tell(given, reply, said)
        case "undo":
            undone = Updating(installation, None, clock).undo()
            when = "starts next" if undone.started else "comes back as soon as nobody is at the machine"
            return tell(given, {"ok": True, "version": undone.version}, f"Version {undone.version} {when}.")
        case "apply":
            repository = given.repo or str(installation.fetched)
            applied = Updating(installation, repository, clock).apply(given.version)
            told = {"ok": True, "version": applied.version, "started": applied.started}
            if not applied.new:
                return tell(given, told, f"Version {applied.version} is the newest.")
            when = "starts next" if applied.started else "starts once nobody is at the machine"
            return tell(given, told, f"Version {applied.version} is verified and {when}.")
        case _:
            repository = given.repo or os.environ.get(REPOSITORY_VARIABLE) or None
            updating = Updating(installation, repository, clock)
            found = (updating.fetch if given.command == "fetch" else updating.check)(given.version)
            return tell(given, *_found(given.command, found))


def _found(command: str, found: ReleaseFound) -> tuple[dict[str, Any], str]:
    has = found.standing.version if found.standing is not None else ""
    if found.offer is None:
        return {"ok": True, "version": has, "newer": ""}, f"Version {has} is the newest."
    offer = found.offer
    reply = {
        "ok": True,
        "version": has,
        "newer": offer.version,
        "bytes": found.size,
        "notes": dict(offer.notes),
    }
    did = "was fetched" if command == "fetch" else "can be fetched"
    lines = [f"Version {offer.version} {did}: {found.size / 1000:.1f} kB."]
    lines += [f"  {line}" for line in offer.notes.get("en", "").splitlines()]
    return reply, "\n".join(lines)


def _status(installation: Installation) -> tuple[dict[str, Any], str]:
    standing = read_standing(installation)
    wanted = read_wanted(installation)
    undone = sorted(undone_before(installation))
    lines = [_stands(installation, standing)]
    if standing is not None and standing.previous:
        lines.append(f"Version {standing.previous} is there to go back to.")
    if wanted is not None:
        asked = "is installed" if wanted.kind is WantedKind.APPLY else "comes back"
        lines.append(f"Version {wanted.version} {asked} once nobody is at the machine.")
    if undone:
        lines.append(f"Undone on this machine: {', '.join(undone)}.")
    reply = {
        "ok": True,
        "version": standing.version if standing else "",
        "previous": standing.previous if standing else "",
        "trial": standing.left if standing else None,
        "wanted": wanted.version if wanted else "",
        "undone": undone,
    }
    return reply, "\n".join(lines)


def _stands(installation: Installation, standing: SlotStanding | None) -> str:
    if standing is None:
        return f"Nothing is installed in {installation.root}."
    if standing.left is None:
        return f"Version {standing.version} is installed."
    starts = "1 start" if standing.left == 1 else f"{standing.left} starts"
    then = f"then version {standing.previous} comes back"
    return f"Version {standing.version} is on trial: {starts} left, {then}."
