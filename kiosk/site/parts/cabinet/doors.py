"""`compartments.doors`: a door with the bank and the channel that open it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from hardware.outcomes.locks import LockAddress
from kiosk.custody.cabinet.cabinet import Door, Face
from kiosk.site.kinds import STRICT, Channel, Name
from kiosk.site.problems import SiteProblem, found, offered


@dataclass(frozen=True, slots=True, kw_only=True)
class DoorTable:
    __pydantic_config__ = STRICT
    bank: Name
    channel: Channel
    face: Face = Face.FRONT


def build_door(label: str, table: DoorTable) -> Door:
    """`label`: of its compartment, which a front door is called by as well."""
    name = label if table.face is Face.FRONT else f"{label}/{table.face}"
    return Door(name, table.face, LockAddress(table.bank, table.channel))


def door_problems(
    label: str,
    doors: Sequence[DoorTable],
    banks: Mapping[str, int],
    wired: dict[tuple[str, int], str],
) -> Iterator[SiteProblem]:
    """`banks`: how many channels each has. `wired`: whose each channel is; gets these doors as well."""
    where = f'compartments["{label}"]'
    for door in doors:
        if door.bank not in banks:
            wanted = f"one of the banks {offered(door.bank, banks)}"
            yield SiteProblem(f"{where}.bank", found(door.bank, wanted))
        elif door.channel > (channels := banks[door.bank]):
            wanted = f'a channel from 1 to {channels}, which bank "{door.bank}" has'
            yield SiteProblem(f"{where}.channel", found(door.channel, wanted))
        place = (door.bank, door.channel)
        if place in wired:
            told = f'found bank "{door.bank}" channel {door.channel}, which opens a door of "{wired[place]}"'
            yield SiteProblem(f"{where}.channel", f"{told}; wanted one lock a door")
        wired.setdefault(place, label)
