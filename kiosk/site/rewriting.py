"""A site file anew: with what a commissioning has found, or with a board that stands elsewhere.

The old file is kept beside it, and the new one takes its place only after it was read and found good.
"""

from __future__ import annotations

import tomllib
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from datetime import datetime
from pathlib import Path
from typing import Any

from hardware.locks.driver import Polarity
from hardware.outcomes.locks import LockAddress
from kiosk.custody.cabinet.cabinet import Cabinet, Column, Compartment, Door, Face
from kiosk.journal.files import sync, write_whole
from kiosk.site.loading import load_site
from kiosk.site.ports import write_changed
from kiosk.site.whole import Site


def changes(
    content: Mapping[str, Any],
    cabinet: Cabinet,
    columns: Sequence[Column],
    wiring: Mapping[str, LockAddress],
    inverted: Collection[str],
) -> dict[str, object]:
    """The top keys of a site file that change: its cabinet and its buses, as TOML's values.

    `content` is the file as it is, `wiring` the lock of each compartment's front door by label; a compartment
    without one leaves a gap. `inverted`: banks whose sensors speak the other way round than the file says.
    """
    new = [_column(cabinet, column, wiring) for column in columns]
    return {
        "cabinet": {**content["cabinet"], "columns": [one for one in new if one["compartments"]]},
        "buses": [
            {**bus, "banks": [_bank(bank, turn=bank["name"] in inverted) for bank in bus["banks"]]}
            for bus in content["buses"]
        ],
    }


def replace_site(
    path: Path,
    cabinet: Cabinet,
    columns: Sequence[Column],
    wiring: Mapping[str, LockAddress],
    inverted: Collection[str],
    now: datetime,
) -> tuple[Site, str]:
    """Write it; the site as it is from now on, and the name under which the old file is kept.

    Raises SiteRefused and OSError, and the old file is in its place.
    """
    return _replace(path, lambda content: changes(content, cabinet, columns, wiring, inverted), now)


def replace_board(path: Path, name: str, address: int, *, turned: bool, now: datetime) -> tuple[Site, str]:
    """The same, with the board of bank `name` at `address`; `turned`: its sensors speak the other way round.

    Raises SiteRefused and OSError, and the old file is in its place.
    """

    def moved(bank: Mapping[str, Any]) -> dict[str, Any]:
        return {**_bank(bank, turn=turned), "address": address} if bank["name"] == name else dict(bank)

    def changed(content: Mapping[str, Any]) -> dict[str, object]:
        return {
            "buses": [{**bus, "banks": [moved(bank) for bank in bus["banks"]]} for bus in content["buses"]]
        }

    return _replace(path, changed, now)


def _replace(
    path: Path, changed: Callable[[Mapping[str, Any]], Mapping[str, object]], now: datetime
) -> tuple[Site, str]:
    draft = path.with_name(f".{path.name}.draft")
    try:
        old = path.read_bytes()
        write_changed(path, draft, changed(tomllib.loads(old.decode())))
        load_site(draft)
        kept = path.with_name(f"{path.stem}-{now:%Y%m%dT%H%M%S}{path.suffix}")
        write_whole(kept, old)
        write_whole(path, draft.read_bytes())
    finally:
        draft.unlink(missing_ok=True)
    sync(path.parent)
    return load_site(path), kept.name


def _column(cabinet: Cabinet, column: Column, wiring: Mapping[str, LockAddress]) -> dict[str, Any]:
    return {
        "width": column.width,
        "left": column.left,
        "compartments": list(_compartments(cabinet, column, wiring)),
    }


def _compartments(
    cabinet: Cabinet, column: Column, wiring: Mapping[str, LockAddress]
) -> Iterator[dict[str, Any]]:
    edge = cabinet.height - cabinet.frame
    for home in column.compartments:
        lock = wiring.get(home.label)
        if lock is None:
            continue
        told: dict[str, Any] = {"label": home.label, "size": home.size}
        if (gap := round(edge - home.top, 3)) > 0:
            told["gap"] = gap
        if abs(home.top - home.bottom - cabinet.sizes[home.size].height - cabinet.wall) > 0.001:
            told["height"] = round(home.top - home.bottom, 3)
        if home.features:
            told["features"] = sorted(home.features)
        edge = home.bottom
        yield {**told, **_doors(home, lock)}


def _doors(home: Compartment, lock: LockAddress) -> dict[str, Any]:
    others = [door for door in home.doors if door.face is not Face.FRONT and door.lock != lock]
    if not others:
        return {"bank": lock.bank, "channel": lock.channel}
    return {"doors": [_door(Door(home.label, Face.FRONT, lock)), *map(_door, others)]}


def _door(door: Door) -> dict[str, Any]:
    return {"bank": door.lock.bank, "channel": door.lock.channel, "face": str(door.face)}


def _bank(bank: Mapping[str, Any], *, turn: bool) -> dict[str, Any]:
    if not turn:
        return dict(bank)
    now = Polarity(bank.get("polarity", Polarity.SHORT_WHEN_LOCKED))
    return {**bank, "polarity": str(now.other)}
