"""What is the matter with a kiosk, as plain values: locks, doors, lines, backups, the chain's head."""

from __future__ import annotations

import shutil
from collections.abc import Iterator, Mapping
from typing import Any, Final

from hardware.outcomes import PowerState
from kiosk.custody.boards import LineState
from kiosk.custody.words import Condition, TaskKind
from kiosk.journal import backup
from kiosk.site import Site
from kiosk.visits import (
    examining_boards,
    examining_files,
    examining_power,
    examining_proofs,
    examining_vault,
)
from kiosk.visits.book import Book
from kiosk.visits.devices import Standing
from kiosk.visits.examining_senses import findings as of_the_senses

FREE_AT_LEAST: Final = 200_000_000
"""Bytes of the disk below which somebody should look."""


def examine(
    site: Site,
    book: Book,
    lines: tuple[LineState, ...] | None,
    devices: Mapping[str, Standing] | None = None,
    felt: Mapping[str, Any] | None = None,
    power: Mapping[str, PowerState] | None = None,
) -> dict[str, Any]:
    """`findings` has a sentence for each thing to see to.

    `lines`, `devices`, what its senses feel (`felt`) and its supplies say (`power`): those of a kiosk that
    runs, else None.
    """
    if lines is None:  # at rest nobody waits meanwhile
        while not book.catch_up():
            pass
    head = book.journal.head
    copies = backup.existing(book.journal.folder)
    free = shutil.disk_usage(book.journal.folder).free
    return {
        "site": site.id,
        "rows": head.seq,
        "head": head.hash.hex(),
        "last_backup": backup.made_at(copies[-1]).isoformat() if copies else None,
        "disk_free": free,
        "proofs": examining_proofs.proofs(book),
        "lines": {line.name: str(line.word) for line in lines or ()},
        "openings": {line.name: line.openings for line in lines or ()},
        "boards": examining_boards.boards(site, book, lines),
        "devices": dict(_devices(devices or {})),
        "supplies": dict(examining_power.supplies(site, book.ledger, power)),
        "locks": dict(_locks(site, book)),
        **(felt or {"climate": {}, "contacts": {}}),
        "findings": [
            *_findings(site, book, lines or ()),
            *_missing(devices or {}),
            *of_the_senses(book.ledger),
            *examining_power.findings(site, book.ledger),
            *_room(free),
            *examining_proofs.findings(site, book),
            *examining_vault.findings(book),
            *examining_files.findings(book.journal.folder),
        ],
    }


def _locks(site: Site, book: Book) -> Iterator[tuple[str, dict[str, Any]]]:
    for home in site.cabinet.compartments():
        for door in home.doors:
            lock = book.health.of(door.id)
            opened = lock.last_opened
            yield (
                door.id,
                {
                    "openings": lock.openings,
                    "jams": lock.jams,
                    "not_sent": lock.not_sent,
                    "unknown": lock.unknown,
                    "usual_ms": lock.usual_ms,
                    "last_ms": lock.last_ms,
                    "slow": lock.slow,
                    "last_opened": opened.isoformat() if opened else None,
                },
            )


def _findings(site: Site, book: Book, lines: tuple[LineState, ...]) -> Iterator[str]:
    ledger = book.ledger
    if not site.cabinet.columns:
        yield "The doors are not learned yet: a technician does that at the machine."
    elif ledger.commissioning is not None:
        yield "Learning the doors was begun and is not finished."
    for label, holding in ledger.holdings.items():
        if holding.things and site.cabinet.compartment(label) is None:
            yield f"The book has {len(holding.things)} in compartment {label}, which the site file has not."
    for task in ledger.tasks.values():
        if task.kind is TaskKind.ATTEMPTS:
            yield f"Wrong codes again and again ({task.note}): a technician is asked to look."
    yield from examining_boards.findings(lines)
    for home in site.cabinet.compartments():
        holding = ledger.holding(home.label)
        if holding.condition is not Condition.KNOWN:
            yield f"Compartment {home.label} is {holding.condition}."
        for door in home.doors:
            lock = book.health.of(door.id)
            if lock.slow:
                yield f"Door {door.id} opened after {lock.last_ms} ms; it usually takes {lock.usual_ms}."
            if door.id in ledger.doors_down:
                yield f"Door {door.id} can neither be opened nor seen."


def _devices(devices: Mapping[str, Standing]) -> Iterator[tuple[str, dict[str, Any]]]:
    for name, standing in sorted(devices.items()):
        yield name, {"up": standing.up, "since": standing.since.isoformat(), "reason": standing.reason}


def _missing(devices: Mapping[str, Standing]) -> Iterator[str]:
    for name, standing in sorted(devices.items()):
        if not standing.up:
            yield f"The device {name} is not there: {standing.reason}."


def _room(free: int) -> Iterator[str]:
    if free < FREE_AT_LEAST:
        yield f"The disk has only {free // 1_000_000} MB left."
