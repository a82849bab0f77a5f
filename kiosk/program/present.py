"""How the kiosk is at this moment, as the hub shows it. Made on the kiosk's thread, of what is in memory."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Final

from hardware.outcomes.locks import DoorState
from kiosk.custody.cabinet.cabinet import Cabinet
from kiosk.version import VERSION
from kiosk.visits.house import House
from kiosk.wire.state import (
    DoorSeen,
    DrawnColumn,
    DrawnCompartment,
    DrawnScreen,
    KioskState,
)

_SEEN: Final = {DoorState.OPEN: DoorSeen.OPEN, DoorState.CLOSED: DoorSeen.SHUT}


def present(house: House, number: int, documents: Mapping[str, int]) -> KioskState:
    """`number`: higher each time; `documents`: the versions in force, by name."""
    book, site = house.book, house.site
    devices = {
        name: "connected" if standing.up else "not connected"
        for name, standing in house.devices.standing.items()
    }
    panel = site.cabinet.panel
    return KioskState(
        number=number,
        seq=book.journal.head.seq,
        at=house.clock.now().isoformat(timespec="seconds"),
        zone=site.time_zone,
        version=VERSION,
        site=site.digest,
        serving=house.out_of_service() is None,
        doors=dict(_doors(house)),
        temperatures={zone: watch.tenths for zone, watch in house.senses.watches.items()},
        devices=devices,
        documents=documents,
        cabinet=tuple(_columns(site.cabinet)),
        screen=DrawnScreen(panel.left, panel.bottom, panel.width, panel.height),
    )


def _doors(house: House) -> Iterator[tuple[str, DoorSeen]]:
    down = house.book.ledger.doors_down
    for home in house.site.cabinet.compartments():
        for door in home.doors:
            sensed = house.doors.sensed.get(door.id)
            seen = _SEEN.get(sensed, DoorSeen.UNKNOWN) if sensed is not None else DoorSeen.UNKNOWN
            yield door.id, DoorSeen.DOWN if door.id in down else seen


def _columns(cabinet: Cabinet) -> Iterator[DrawnColumn]:
    for column in cabinet.columns:
        drawn = tuple(
            DrawnCompartment(one.label, one.size, one.bottom, one.top, tuple(door.id for door in one.doors))
            for one in column.compartments
        )
        yield DrawnColumn(column.left, column.width, drawn)
