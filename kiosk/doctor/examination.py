"""What is the matter with a kiosk, as plain values: locks, doors, lines, backups, the chain's head."""

from __future__ import annotations

import shutil
from collections.abc import Iterator, Mapping
from typing import Any, Final

from hardware.outcomes.power import PowerState
from kiosk.custody.boards.boards import LineState
from kiosk.custody.ledger import Ledger
from kiosk.custody.words import TaskKind
from kiosk.doctor import boards, doors, files, proofs, senses, time, unsteady, vault
from kiosk.doctor import link as examining_link
from kiosk.doctor import power as examining_power
from kiosk.doctor import terminals as card_terminals
from kiosk.doctor.finding import Finding, Harm
from kiosk.doctor.terminals import TerminalStanding
from kiosk.journal.copies import backup
from kiosk.link.rest import at_rest
from kiosk.link.standing import LinkStanding
from kiosk.site.measures import advice, measures_of
from kiosk.site.whole import Site
from kiosk.visits.book import Book
from kiosk.visits.machine.devices import DeviceStanding
from kiosk.visits.machine.flapping import Rate

FREE_AT_LEAST: Final = 200_000_000
"""Bytes of the disk below which somebody should look."""


def examine(
    site: Site,
    book: Book,
    lines: tuple[LineState, ...] | None,
    devices: Mapping[str, DeviceStanding] | None = None,
    felt: Mapping[str, Any] | None = None,
    power: Mapping[str, PowerState] | None = None,
    turns: Mapping[str, Rate] | None = None,
    link: LinkStanding | None = None,
    terminals: Mapping[str, TerminalStanding] | None = None,
) -> dict[str, Any]:
    """`findings` has one for each cause that somebody should see to, the worst first (`finding.py`).

    `lines`, `devices`, what its senses feel (`felt`), its supplies say (`power`), what comes and goes
    (`turns`) and its card terminals (`terminals`): those of a kiosk that runs, else None.
    """
    if lines is None:  # at rest nobody waits meanwhile
        while not book.catch_up():
            pass
    head = book.journal.head
    measures = measures_of(site)
    copies = backup.existing(book.journal.folder)
    free = shutil.disk_usage(book.journal.folder).free
    return {
        "site": site.id,
        "rows": head.seq,
        "head": head.hash.hex(),
        "last_backup": backup.made_at(copies[-1]).isoformat() if copies else None,
        "disk_free": free,
        "clock": time.clock(book),
        "proofs": proofs.proofs(book),
        "lines": {line.name: str(line.word) for line in lines or ()},
        "openings": {line.name: line.openings for line in lines or ()},
        "boards": boards.boards(site, book, lines),
        "devices": dict(_devices(devices or {})),
        "supplies": dict(examining_power.supplies(site, book.ledger, power)),
        "terminals": dict(card_terminals.states(terminals or {})),
        "locks": dict(_locks(site, book)),
        "flapping": unsteady.states(turns),
        "link": (link or at_rest(book)).plain(),
        "measures": measures.plain() if measures else None,
        "advice": [each.plain() | {"text": each.text} for each in advice(site)],
        **(felt or {"climate": {}, "contacts": {}}),
        "findings": [
            finding.plain()
            for finding in _ranked(site, book, lines, devices or {}, free, turns, link, terminals)
        ],
    }


def _ranked(
    site: Site,
    book: Book,
    lines: tuple[LineState, ...] | None,
    devices: Mapping[str, DeviceStanding],
    free: int,
    turns: Mapping[str, Rate] | None,
    link: LinkStanding | None,
    terminals: Mapping[str, TerminalStanding] | None,
) -> list[Finding]:
    """The worst for people first."""
    gone = frozenset(name for name, standing in devices.items() if not standing.up)
    found = (
        *doors.findings(site, book, lines),
        *_attempts(book.ledger),
        *_missing(devices),
        *senses.findings(book.ledger),
        *unsteady.findings(book.ledger, turns),
        *examining_power.findings(site, book.ledger),
        *_room(free),
        *proofs.findings(site, book),
        *time.findings(book),
        *vault.findings(book),
        *examining_link.findings(link or at_rest(book), book.journal.clock.now()),
        *files.findings(book.journal.folder),
        *card_terminals.findings(site.terminals, terminals, gone, book.journal.clock.now()),
    )
    return sorted(found, key=lambda finding: finding.harm)


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


def _attempts(ledger: Ledger) -> Iterator[Finding]:
    for task in ledger.tasks.values():
        if task.kind is TaskKind.ATTEMPTS:
            yield Finding(
                f"attempts:{task.note}",
                Harm.THINGS,
                task.note,
                f"Wrong codes again and again ({task.note})",
                "Somebody may be guessing.",
                "Look at the machine, and end the task there.",
            )


def _devices(devices: Mapping[str, DeviceStanding]) -> Iterator[tuple[str, dict[str, Any]]]:
    for name, standing in sorted(devices.items()):
        yield name, {"up": standing.up, "since": standing.since.isoformat(), "reason": standing.reason}


def _missing(devices: Mapping[str, DeviceStanding]) -> Iterator[Finding]:
    for name, standing in sorted(devices.items()):
        if not standing.up:
            yield Finding(
                f"device:{name}",
                Harm.SERVICE,
                name,
                f"{name[0].upper()}{name[1:]}: not connected ({standing.reason})",
                "",
                "Check its cable and its power.",
                standing.since,
            )


def _room(free: int) -> Iterator[Finding]:
    if free < FREE_AT_LEAST:
        yield Finding(
            "disk:full",
            Harm.DATA,
            "disk",
            f"The disk has only {free // 1_000_000} MB left",
            "Without room nothing is recorded, and nobody is served.",
            "Make room.",
        )
