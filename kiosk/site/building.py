"""From a file's tables to the values the kiosk works with. What is wrong is gathered, not raised."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping
from typing import Any

from hardware.locks.driver import Bank
from hardware.outcomes.locks import LockAddress
from kiosk.custody.cabinet.cabinet import Cabinet, Column, Compartment, Door, Face, Panel, SizeClass, loose
from kiosk.custody.proofs.factors import Proof
from kiosk.custody.things.services import Service, Timers
from kiosk.site.proving import build_proof
from kiosk.site.tables import (
    BusTable,
    CabinetTable,
    ColumnTable,
    CompartmentTable,
    DefaultsTable,
    DoorTable,
    FacesTable,
    ScannerTable,
    ServiceTable,
    SizeTable,
    StaffTable,
    TimersTable,
)
from kiosk.site.whole import BusSite, FacesSite, ScannerSite, StaffTimers


def build_cabinet(
    table: CabinetTable,
    sizes: dict[str, SizeTable],
    buses: tuple[BusTable, ...],
    temperatures: Mapping[str, str],
) -> Cabinet:
    """`table` has passed the checks. `temperatures`: the class of each compartment whose air is measured."""
    lefts = column_lefts(table)
    columns = tuple(
        Column(left, column.width, _compartments(table, column, sizes, temperatures))
        for column, left in zip(table.columns, lefts, strict=True)
    )
    panel = table.panel
    classes = [SizeClass(name, s.width, s.height, s.depth) for name, s in sizes.items()]
    return Cabinet(
        width=cabinet_width(table),
        height=table.height,
        panel=Panel(panel.left, panel.bottom, panel.width, panel.height),
        columns=columns,
        sizes={s.name: s for s in sorted(classes, key=lambda s: (s.volume, s.name))},
        frame=table.frame,
        wall=table.wall,
        unwired=_unwired(columns, buses),
    )


def _unwired(columns: tuple[Column, ...], buses: tuple[BusTable, ...]) -> tuple[Compartment, ...]:
    """One for every channel that no compartment has, so that a commissioning can find out what it opens."""
    wired = {door.lock for column in columns for home in column.compartments for door in home.doors}
    every = (
        LockAddress(bank.name, channel + 1)
        for bus in buses
        for bank in bus.banks
        for channel in range(bank.channels)
    )
    return tuple(loose(address) for address in every if address not in wired)


def column_lefts(table: CabinetTable) -> list[float]:
    lefts: list[float] = []
    edge = table.frame
    for column in table.columns:
        lefts.append(edge if column.left is None else column.left)
        edge = lefts[-1] + column.width
    return lefts


def column_top(table: CabinetTable, column: ColumnTable) -> float:
    return table.height - table.frame if column.top is None else column.top


def cabinet_width(table: CabinetTable) -> float:
    lefts = column_lefts(table)
    edges = [left + column.width for left, column in zip(lefts, table.columns, strict=True)]
    return max([*edges, table.panel.left + table.panel.width]) + table.frame


def outer_height(table: CompartmentTable, wall: float, sizes: dict[str, SizeTable]) -> float:
    return table.height if table.height is not None else sizes[table.size].height + wall


def doors_of(table: CompartmentTable) -> tuple[DoorTable, ...]:
    if table.bank is not None and table.channel is not None:
        return (DoorTable(bank=table.bank, channel=table.channel),)
    return table.doors


def _compartments(
    cabinet: CabinetTable, column: ColumnTable, sizes: dict[str, SizeTable], temperatures: Mapping[str, str]
) -> tuple[Compartment, ...]:
    made: list[Compartment] = []
    top = column_top(cabinet, column)
    for table in column.compartments:
        top -= table.gap
        bottom = top - outer_height(table, cabinet.wall, sizes)
        doors = tuple(_door(table.label, door) for door in doors_of(table))
        kept_at = temperatures.get(table.label, "")
        features = frozenset(table.features)
        made.append(Compartment(table.label, table.size, bottom, top, doors, features, kept_at))
        top = bottom
    return tuple(made)


def _door(label: str, table: DoorTable) -> Door:
    name = label if table.face is Face.FRONT else f"{label}/{table.face}"
    return Door(name, table.face, LockAddress(table.bank, table.channel))


def build_bus(table: BusTable) -> BusSite:
    banks = tuple(
        Bank(b.name, b.board, b.address, b.channels, b.polarity, b.patience, b.settings) for b in table.banks
    )
    return BusSite(table.name, table.port, banks, table.baud)


def build_service(table: ServiceTable, defaults: DefaultsTable, least: Proof) -> Service:
    """What the service says itself, else what the site says for all, else what Cubby says.

    Of proofs it can only ask more than the site.
    """
    proof = least.also(build_proof(table.proof))
    return Service(name=table.name, proof=proof, **(_said(defaults) | _said(table)))


def build_timers(table: TimersTable) -> Timers:
    return Timers(**_said(table))


def build_staff(table: StaffTable) -> StaffTimers:
    return StaffTimers(**_said(table))


def build_scanner(table: ScannerTable) -> ScannerSite:
    return ScannerSite(table.port, table.baud, table.trigger or "")


def build_faces(table: FacesTable) -> FacesSite:
    return FacesSite(table.one, table.many, table.margin, table.keep, table.flashes)


def _said(table: DefaultsTable | TimersTable | StaffTable) -> dict[str, Any]:
    keys = (f.name for f in dataclasses.fields(table) if f.name not in ("name", "proof"))
    return {k: v for k in keys if (v := getattr(table, k)) is not None}
