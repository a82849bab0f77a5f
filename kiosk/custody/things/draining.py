"""A machine that is to be empty by a date: what may still be put in, and what is called back at the end."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime, timedelta

from kiosk.custody.cabinet.cabinet import Cabinet
from kiosk.custody.ids import ConsignmentId
from kiosk.custody.ledger import Consignment, Ledger
from kiosk.custody.roles import COURIER
from kiosk.custody.services.calendar import Calendar
from kiosk.custody.things.events import LegsChanged, for_role
from kiosk.custody.things.services import Service
from kiosk.custody.words import Act, Condition, Stage


def stays_until(service: Service, calendar: Calendar, now: datetime) -> datetime | None:
    """Until when something that is put in `now` may stay at most; None where nothing ends that."""
    rules = service.rules
    if rules is None:
        return now + timedelta(seconds=service.retention)
    latest = now
    for step in rules.steps:
        if step.act is Act.DEPOSIT:
            continue
        if step.act is not Act.COLLECT or step.clock is None or not step.clock.then:
            return None
        latest = max(latest, *(calendar.after(now, deadline.after) for deadline in step.clock.then))
    return latest


def outlives(ledger: Ledger, service: Service, calendar: Calendar, now: datetime) -> bool:
    """Whether something of this service could still be here when the machine is to be empty."""
    if ledger.drain_until is None:
        return False
    end = stays_until(service, calendar, now)
    return end is None or end > ledger.drain_until


def called_back(ledger: Ledger, thing: Consignment) -> LegsChanged | None:
    """It is a courier's to take along from now on; None where it is already, or somebody has to look."""
    if thing.stage is not Stage.WAITING or thing.leg.act is not Act.COLLECT or thing.leg.recalled:
        return None
    holding = ledger.holding(thing.compartment or "")
    if holding.held_by is not None or holding.condition is not Condition.KNOWN:
        return None
    return LegsChanged(thing.id, (replace(thing.leg, by=for_role(COURIER), recalled=True, was=thing.leg.by),))


def in_the_way(ledger: Ledger, cabinet: Cabinet) -> Iterator[tuple[str, str]]:
    """By compartment, why it is not known to be empty; nothing where all are."""
    for home in cabinet.compartments():
        holding = ledger.holding(home.label)
        if holding.condition is Condition.UNKNOWN:
            yield home.label, "its contents are not confirmed"
        elif holding.things:
            yield home.label, _things(len(holding.things))
        elif holding.tenancy is not None:
            yield home.label, "somebody rents it"
        elif holding.held_by is not None:
            yield home.label, "somebody is at it"
        elif any(door.id in ledger.doors_open for door in home.doors):
            yield home.label, "its door is open"
        elif any(door.id in ledger.doors_down for door in home.doors):
            yield home.label, "its lock does not answer"


def _things(number: int) -> str:
    return "one thing is in it" if number == 1 else f"{number} things are in it"


def still_to_come(ledger: Ledger) -> tuple[ConsignmentId, ...]:
    """What is announced and has not come."""
    return tuple(t.id for t in ledger.consignments.values() if t.stage is Stage.ANNOUNCED)
