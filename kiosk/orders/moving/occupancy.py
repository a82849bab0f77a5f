"""The take-over of a machine in use: what is in which door, for whom, with the codes that people have."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Final, Literal

from kiosk.access.codes import Token, classify
from kiosk.custody.doors.settle import INSPECTORS
from kiosk.custody.event import Event
from kiosk.custody.ids import ConsignmentId, PartyId, TaskId
from kiosk.custody.things.events import Deposited
from kiosk.custody.things.services import PinScheme, Service
from kiosk.custody.words import Audience, TaskKind
from kiosk.custody.work.events import TaskMade
from kiosk.orders.parcels import (
    Place,
    announced_as,
    check_expected,
    compartment_of,
    label_of,
    service_named,
)
from kiosk.orders.persons import parties_with, phone_of
from kiosk.orders.procedure import Answer, Means, Procedure
from kiosk.orders.refusal import OrderRefused
from kiosk.vault.answers import Told
from kiosk.vault.drawing import TagWanted, Work
from kiosk.vault.pins import phone_end
from kiosk.vault.vault import Drawn

NOTE: Final = "imported"
"""What is noted in the tasks of the walk that follows."""
_DIGITS: Final = {PinScheme.EIGHT: 8}


@dataclass(frozen=True, slots=True)
class OccupiedDoor:
    """One line of the file: `number`, as people count. `pin` or `token`: a code that stays valid."""

    number: int
    door: str
    tracking: str
    phone: str
    pin: str = field(default="", repr=False)
    token: str = field(default="", repr=False)
    service: str = ""


@dataclass(frozen=True, slots=True)
class ImportOccupancy:
    """All of it or nothing. `dry_run`: only say what is wrong."""

    doors: tuple[OccupiedDoor, ...]
    dry_run: bool = False
    order: Literal["import-occupancy"] = "import-occupancy"


def _import(means: Means, order: ImportOccupancy) -> Work[Answer]:
    _refuse(_faults(means, order.doors))
    tags: dict[int, bytes] = {}
    for line in order.doors:
        if line.pin:
            end = "" if _service(means, line).pin is PinScheme.EIGHT else phone_end(line.phone)
            tags[line.number] = yield TagWanted(line.pin, end)
    _refuse({**_faults(means, order.doors), **_taken(means, order.doors, tags)})
    answer: Answer = {"ok": True, "doors": len(order.doors), "dry_run": order.dry_run}
    if not order.dry_run and order.doors:
        _take_over(means, order.doors, tags, answer)
    return answer


def _take_over(
    means: Means, doors: tuple[OccupiedDoor, ...], tags: Mapping[int, bytes], answer: Answer
) -> None:
    """In one transaction, with a task to look into each door."""
    book, vault = means.book, means.book.vault
    parties: dict[str, PartyId] = {}
    things = {line.number: ConsignmentId(means.draw()) for line in doors}
    events: list[Event] = []
    for line in doors:
        phone = phone_of(book, line.phone)
        if phone not in parties:
            parties[phone] = next(iter(parties_with(book, phone)), None) or PartyId(means.draw())
        thing = things[line.number]
        coming = announced_as(thing, _service(means, line), parties[phone])
        events.append(replace(coming, size=compartment_of(means.site, line.door).size))
        events.append(Deposited(thing, line.door))
    events += (
        TaskMade(TaskId(means.draw()), TaskKind.INSPECT, line.door, INSPECTORS, NOTE) for line in doors
    )

    def keep() -> None:
        known = means.site.carriers.known
        for line in doors:
            phone, label = phone_of(book, line.phone), label_of(line.tracking)
            party, thing = parties[phone], things[line.number]
            vault.remember_person(party, "", phone)
            numbers = known.numbers(label)
            vault.remember_label(thing, label, phone, party, numbers=numbers, rules=known.digest)
            for drawn in _codes(means, line, tags):
                vault.issue(
                    drawn,
                    credential=means.draw(),
                    party=party,
                    audience=Audience.VISITOR,
                    consignment=thing,
                )

    book.record(*events, by=means.by, also=keep, told=Told(answer))


def _codes(means: Means, line: OccupiedDoor, tags: Mapping[int, bytes]) -> Iterator[Drawn]:
    if line.pin:
        yield means.book.vault.pin_of(tags[line.number])
    if line.token:
        code = classify(line.token)
        yield means.book.vault.token(code.text if isinstance(code, Token) else line.token)


def _service(means: Means, line: OccupiedDoor) -> Service:
    return service_named(means.site, line.service)


def _refuse(faults: Mapping[int, str]) -> None:
    if faults:
        lines = "; ".join(f"line {number}: {faults[number]}" for number in sorted(faults))
        raise OrderRefused(f"Nothing was taken over. {lines}")


def _faults(means: Means, doors: tuple[OccupiedDoor, ...]) -> dict[int, str]:
    """By line, the first thing that is wrong with it."""
    found: dict[int, str] = {}
    lines_of: dict[tuple[str, str], int] = {}
    for line in doors:
        try:
            _check(means, line)
            label = label_of(line.tracking)
        except OrderRefused as refusal:
            found[line.number] = str(refusal)
            continue
        for what, text in (("door", line.door), ("label", label), ("QR text", line.token)):
            before = lines_of.setdefault((what, text), line.number) if text else line.number
            if before != line.number:
                found[line.number] = f"its {what} is that of line {before} as well."
    return found


def _check(means: Means, line: OccupiedDoor) -> None:
    """Raises OrderRefused where this line alone can't be taken over."""
    service = _service(means, line)
    check_expected(means, Place(line.door, line.tracking, line.phone, line.service))
    if not line.pin and not line.token:
        raise OrderRefused("There is neither a PIN nor a QR text that opens it.")
    wanted = _DIGITS.get(service.pin, 6)
    if line.pin and not (line.pin.isascii() and line.pin.isdecimal() and len(line.pin) == wanted):
        raise OrderRefused(f"The PIN can't be typed here: wanted {wanted} digits.")
    if line.token and not isinstance(classify(line.token), Token):
        raise OrderRefused("The QR text is none that this machine reads.")


def _taken(means: Means, doors: tuple[OccupiedDoor, ...], tags: Mapping[int, bytes]) -> dict[int, str]:
    """Lines whose code is somebody's already, here or in the file."""
    found: dict[int, str] = {}
    lines_of: dict[bytes, int] = {}
    for line in doors:
        for drawn in _codes(means, line, tags):
            before = lines_of.setdefault(drawn.tag, line.number)
            if before != line.number:
                found[line.number] = f"its code is that of line {before} as well."
            elif means.book.vault.holder(drawn.tag) is not None:
                found[line.number] = "its code was given out by this machine already."
    return found


PROCEDURES: Final = (Procedure(ImportOccupancy, _import),)
