"""Which compartment a thing goes into: the smallest that holds it, in reach where that was asked for.

Smallest-fit with always accepting is optimal while pick-up is fast; a reserve keeps the last large doors for
things that need them.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from enum import StrEnum

from kiosk.custody.cabinet.cabinet import Cabinet, Compartment
from kiosk.custody.ledger import Ledger
from kiosk.custody.services.rules import PlaceRule
from kiosk.custody.things.services import Service
from kiosk.custody.words import Condition


def is_free(ledger: Ledger, compartment: Compartment) -> bool:
    """Known, empty, rented and held by nobody, clean, with every door shut and at work."""
    holding = ledger.holding(compartment.label)
    known = holding.condition is Condition.KNOWN and holding.held_by is None
    usable = known and not holding.taken and not holding.care
    doors = {door.id for door in compartment.doors}
    return usable and not doors & (ledger.doors_open | ledger.doors_down)


def among(
    ledger: Ledger, cabinet: Cabinet, service: Service, place: PlaceRule | None, leaving: str = ""
) -> frozenset[str]:
    """The labels of the compartments that a thing or a tenant of this service may get: those of its places
    with what its rules want, and none where it has as many doors as it may. What has held something that it
    is never to touch counts once it is clean. `leaving`: a compartment that is given up for another."""
    if service.most and len(_doors_of(ledger, service.name) - {leaving}) >= service.most:
        return frozenset()
    wanted = PlaceRule() if place is None else place
    return frozenset(
        home.label
        for home in cabinet.compartments()
        if (not service.places or home.label in service.places)
        and home.features.issuperset(wanted.features)
        and ledger.holding(home.label).touched.isdisjoint(wanted.refuses)
    )


def _doors_of(ledger: Ledger, service: str) -> set[str]:
    things = {t.compartment for t in ledger.consignments.values() if t.service == service and t.compartment}
    return things | {one.compartment for one in ledger.tenancies.values() if one.service == service}


def free_of(
    ledger: Ledger,
    cabinet: Cabinet,
    temperature: str = "",
    unfit: Collection[str] = (),
    only: Collection[str] | None = None,
) -> Mapping[str, int]:
    """How many compartments of each size are free; `temperature`, `unfit` and `only` as for `allocate`."""
    counts = dict.fromkeys(cabinet.sizes, 0)
    for compartment in cabinet.compartments():
        if only is not None and compartment.label not in only:
            continue
        if is_free(ledger, compartment) and _keeps(compartment, temperature, unfit):
            counts[compartment.size] += 1
    return counts


class Breach(StrEnum):
    """Why a thing has no place in a compartment that would hold it."""

    NOT_KEPT = "not_kept"
    """The thing is kept to a class of temperature that is not the compartment's."""
    KEPT = "kept"
    """The compartment is left to things that need its temperature."""
    UNFIT = "unfit"
    """It is not so now, or nobody knows."""


def breach_of(compartment: Compartment, temperature: str, unfit: Collection[str]) -> Breach | None:
    """What speaks against a thing of this class of `temperature`; None for nothing."""
    if compartment.temperature != temperature:
        return Breach.NOT_KEPT if temperature else Breach.KEPT
    return Breach.UNFIT if temperature and compartment.label in unfit else None


def _keeps(compartment: Compartment, temperature: str, unfit: Collection[str]) -> bool:
    return breach_of(compartment, temperature, unfit) is None


def allocate(
    ledger: Ledger,
    cabinet: Cabinet,
    size: str,
    reserve: Mapping[str, int],
    *,
    in_reach: bool = False,
    larger_than: str = "",
    temperature: str = "",
    unfit: Collection[str] = (),
    only: Collection[str] | None = None,
) -> Compartment | None:
    """The best free compartment for a thing of this size class, None when there is none.

    `reserve`: how many of a size stay free for things of that very size. `in_reach` is a wish: a compartment
    out of reach is given when none within reach is free. `larger_than`: what turned out too small.
    A thing that is kept to a class of `temperature` goes only into compartments of that class, and never into
    those in which it is not so now (`unfit`); other things leave these compartments alone. `only`: labels of
    those that come into question (`among`), None for all.
    """
    need = cabinet.sizes.get(size)
    if need is None:
        return None
    floor = cabinet.sizes[larger_than].volume if larger_than in cabinet.sizes else 0.0
    free = free_of(ledger, cabinet, temperature, unfit, only)
    fitting = [
        c
        for c in cabinet.compartments()
        if (only is None or c.label in only)
        and is_free(ledger, c)
        and _keeps(c, temperature, unfit)
        and cabinet.sizes[c.size].holds(need)
        and cabinet.sizes[c.size].volume > floor
        and (c.size == size or free[c.size] > reserve.get(c.size, 0))
    ]
    return min(fitting, key=lambda c: _rank(cabinet, c, in_reach=in_reach), default=None)


def _rank(
    cabinet: Cabinet, compartment: Compartment, *, in_reach: bool
) -> tuple[bool, float, bool, float, str]:
    """Reach if asked for, then size; else whoever did not ask leaves the doors in reach to those who do."""
    volume = cabinet.sizes[compartment.size].volume
    out_of_reach = in_reach and not compartment.in_reach
    spare_reach = compartment.in_reach and not in_reach
    return (out_of_reach, volume, spare_reach, abs(compartment.middle - 100), compartment.label)
