"""What the doctor finds of doors and compartments: one finding a cause, however many doors it concerns."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from typing import Final

from hardware.outcomes.locks import Silence
from kiosk.custody.boards.boards import Board, BoardWord, LineState, LineWord
from kiosk.custody.cabinet.cabinet import Door
from kiosk.custody.ledger import Holding, Ledger
from kiosk.custody.words import Condition, TaskKind
from kiosk.doctor.finding import Finding, Harm, counted
from kiosk.site.whole import Site
from kiosk.visits.book import Book

_NAMED: Final = 6
"""Doors that are named one by one; of more their number is told."""


def findings(site: Site, book: Book, lines: Iterable[LineState] | None) -> Iterator[Finding]:
    """`lines`: those of a kiosk that runs, else None."""
    ledger = book.ledger
    yield from _unlearned(site, ledger)
    yield from _gone(site, ledger)
    yield from _help_wanted(ledger)
    told: set[str] = set()
    for line in lines or ():
        yield from _of_line(site, ledger, line, told)
    yield from _unreachable(site, ledger, told)
    yield from _contents(site, ledger)
    yield from _overstayed(ledger)
    for home in site.cabinet.compartments():
        for door in home.doors:
            lock = book.health.of(door.id)
            if lock.slow:
                took, usual = lock.last_ms / 1000, lock.usual_ms / 1000
                yield Finding(
                    f"slow:{door.id}",
                    Harm.SOON,
                    f"door {door.id}",
                    f"Door {door.id}: slow ({took:.1f} s, usually {usual:.1f} s)",
                    "The lock may fail soon.",
                    "Look at it.",
                    lock.last_opened,
                )


def _unlearned(site: Site, ledger: Ledger) -> Iterator[Finding]:
    if not site.cabinet.columns:
        what, remedy = "The doors are not learned yet", "A technician does that at the machine."
    elif ledger.commissioning is not None:
        what, remedy = "Learning the doors was begun and is not finished", "A technician goes on with it."
    else:
        return
    yield Finding("learning:doors", Harm.SERVICE, "doors", what, "Nobody is served until then.", remedy)


def _gone(site: Site, ledger: Ledger) -> Iterator[Finding]:
    for label, holding in ledger.holdings.items():
        if holding.taken and site.cabinet.compartment(label) is None:
            yield Finding(
                f"gone:{label}",
                Harm.PEOPLE,
                f"door {label}",
                f"{_inside(holding)} in door {label}, which the site file does not have",
                "What is in there can't be collected.",
                "Put the door back into the site file, or take out what is in it.",
            )


def _help_wanted(ledger: Ledger) -> Iterator[Finding]:
    for task in ledger.tasks.values():
        if task.kind is TaskKind.HELP:
            yield Finding(
                f"help:{task.compartment}",
                Harm.PEOPLE,
                f"door {task.compartment}",
                f"Door {task.compartment}: somebody needs help now",
                "The door is open, and they can't reach it.",
                "Call the site, or go there.",
                doors=(task.compartment,),
            )


# --- doors that nobody can reach --------------------------------------------------------------------


def _of_line(site: Site, ledger: Ledger, line: LineState, told: set[str]) -> Iterator[Finding]:
    """What is the matter with a line or its boards, with the doors that are down for it."""
    port = next((bus.port for bus in site.buses if bus.name == line.name), "")
    if line.word is LineWord.DOWN:
        doors = _down(site, ledger, [board.bank for board in line.boards])
        told.update(door.id for door in doors)
        unreachable = f"{counted(len(doors), 'door')} unreachable: " if doors else ""
        named = f'line "{line.name}" is down ({port})'
        yield _finding(
            f"line:{line.name}",
            f'line "{line.name}"',
            f"{unreachable}{named}" if doors else f"L{named[1:]}",
            _behind(site, ledger, doors),
            "Check its adapter, its cable and its power.",
            doors,
        )
        return
    for board in line.boards:
        yield from _never_closed(site, board)
        said = _board(line, board)
        if said is None:
            continue
        doors = _down(site, ledger, [board.bank])
        told.update(door.id for door in doors)
        matter, remedy = said
        unreachable = f"{counted(len(doors), 'door')} unreachable: " if doors else ""
        what = f"{unreachable}{matter}" if doors else f"{matter[0].upper()}{matter[1:]}"
        soon = board.word is BoardWord.POOR
        yield _finding(
            f"board:{board.bank}",
            f"board {board.bank}",
            what,
            "" if soon else _behind(site, ledger, doors),
            remedy,
            doors,
            Harm.SOON if soon else None,
        )


def _board(line: LineState, board: Board) -> tuple[str, str] | None:
    """What is the matter with a board, and what to do; None where nothing is."""
    where = f'on line "{line.name}"'
    match board.word:
        case BoardWord.CROWD:
            return (
                f"more than one board answers at address {board.address} {where} (board {board.bank})",
                "Give each board its own address.",
            )
        case BoardWord.SILENT if board.silence is Silence.GARBAGE:
            return (
                f"replies of board {board.bank} {where} are garbled",
                "Check the wiring (A/B swapped?) and the baud rate.",
            )
        case BoardWord.SILENT if board.silence is Silence.FOREIGN:
            return (
                f"board {board.bank} {where} does not answer, but boards at other addresses do",
                f"Set the address on the board to {board.address}.",
            )
        case BoardWord.SILENT if board.silence is Silence.DECLINED:
            return (
                f"board {board.bank} {where} does not have what the site file says",
                "Check its channels and settings in the site file.",
            )
        case BoardWord.SILENT:
            return (
                f"board {board.bank} {where} does not answer",
                "Check its power, its wires and its address.",
            )
        case BoardWord.POOR:
            recent = board.recent
            failed = f"{recent.failed:,} of {recent.questions:,} questions failed in the last hour"
            return f"board {board.bank} {where} answers poorly: {failed}", "Check its wires and connectors."
        case BoardWord.GOOD | BoardWord.WAITING | BoardWord.CUT_OFF:
            return None


def _never_closed(site: Site, board: Board) -> Iterator[Finding]:
    """Doors whose sensors have told of nothing but an open door: maybe the board has no such locks."""
    doors = [door for door in _wired(site, [board.bank]) if door.lock.channel in board.never_closed]
    if doors:
        yield Finding(
            f"never-closed:{board.bank}",
            Harm.SERVICE,
            f"board {board.bank}",
            f"{_named(doors)}: not seen closed since the start (board {board.bank})",
            "",
            "Close what is open. What is closed: check its sensor, and how many locks the board has.",
            doors=tuple(door.id for door in doors),
        )


def _unreachable(site: Site, ledger: Ledger, told: Collection[str]) -> Iterator[Finding]:
    """Doors that are down by the book and that no line and no board of this moment explains."""
    for bus in site.buses:
        every = [door for bank in bus.banks for door in _wired(site, [bank.name])]
        left = [door for door in every if door.id in ledger.doors_down and door.id not in told]
        if not left:
            continue
        banks = sorted({door.lock.bank for door in left})
        if len(left) == len(every) and len(bus.banks) > 1:
            key, thing = f"line:{bus.name}", f'line "{bus.name}"'
            cause = f"{thing} was down when the kiosk last looked ({bus.port})"
            remedy = "Check its adapter, its cable and its power."
        else:
            key, thing = f"board:{','.join(banks)}", f"board {', '.join(banks)}"
            cause = f'{thing} on line "{bus.name}" did not answer when the kiosk last looked'
            remedy = "Check its power, its wires and its address."
        named = _named(left) if len(left) <= _NAMED else f"{len(left)} doors"
        behind = _behind(site, ledger, left)
        yield _finding(key, thing, f"{named} unreachable: {cause}", behind, remedy, left)


def _finding(
    key: str,
    thing: str,
    what: str,
    behind: str,
    remedy: str,
    doors: Collection[Door],
    harm: Harm | None = None,
) -> Finding:
    harm = harm or (Harm.PEOPLE if behind else Harm.SERVICE)
    return Finding(key, harm, thing, what, behind, remedy, doors=tuple(door.id for door in doors))


def _named(doors: Collection[Door]) -> str:
    ids = ", ".join(door.id for door in doors)
    return f"Door {ids}" if len(doors) == 1 else f"Doors {ids}"


def _wired(site: Site, banks: Collection[str]) -> list[Door]:
    every = (door for home in site.cabinet.compartments() for door in home.doors)
    return [door for door in every if door.lock.bank in banks]


def _down(site: Site, ledger: Ledger, banks: Collection[str]) -> list[Door]:
    return [door for door in _wired(site, banks) if door.id in ledger.doors_down]


def _behind(site: Site, ledger: Ledger, doors: Collection[Door]) -> str:
    """What cannot be got out for it; empty where nothing is there."""
    ids = {door.id for door in doors}
    shut = [
        ledger.holding(home.label)
        for home in site.cabinet.compartments()
        if home.doors and all(door.id in ids for door in home.doors)
    ]
    parcels = sum(len(holding.things) for holding in shut)
    rented = sum(holding.tenancy is not None for holding in shut)
    counts = [counted(parcels, "parcel")] if parcels else []
    counts += [f"what is in {counted(rented, 'rented door')}"] if rented else []
    return f"{_first(' and '.join(counts))} can't be collected." if counts else ""


def _inside(holding: Holding) -> str:
    """What is in a compartment, as a sentence begins with it."""
    return "What somebody keeps" if holding.tenancy is not None else counted(len(holding.things), "parcel")


def _first(words: str) -> str:
    return f"{words[0].upper()}{words[1:]}"


# --- compartments -----------------------------------------------------------------------------------


def _overstayed(ledger: Ledger) -> Iterator[Finding]:
    """Spaces whose time is so long over that they are to be emptied."""
    for task in ledger.tasks.values():
        there = ledger.holding(task.compartment).tenancy
        if task.kind is TaskKind.CLEAR and there is not None:
            yield Finding(
                f"overstayed:{task.compartment}",
                Harm.SERVICE,
                f"door {task.compartment}",
                f"Door {task.compartment}: rented, and its time ended long ago",
                "Nobody else can use it.",
                "A technician empties it: there is a task.",
                ledger.tenancies[there].until,
                (task.compartment,),
            )


def _contents(site: Site, ledger: Ledger) -> Iterator[Finding]:
    for home in site.cabinet.compartments():
        holding = ledger.holding(home.label)
        waits = f"{_inside(holding)} can't be collected." if holding.taken else ""
        match holding.condition:
            case Condition.KNOWN:
                continue
            case Condition.UNKNOWN:
                what, remedy = "contents not confirmed", "Inspect it."
            case Condition.QUARANTINED:
                what, remedy = "quarantined", "Take out what is in it."
            case Condition.BROKEN:
                what, remedy = "out of order", "Repair it, then inspect it."
        yield Finding(
            f"contents:{home.label}",
            Harm.PEOPLE if waits else Harm.SERVICE,
            f"door {home.label}",
            f"Door {home.label}: {what}",
            waits,
            remedy,
        )
