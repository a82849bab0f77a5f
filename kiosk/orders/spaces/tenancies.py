"""Orders about rented spaces: who has which and until when, one is given to somebody, one ends."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from itertools import islice
from typing import Any, Final, Literal

from kiosk.custody.cabinet.allocation import allocate, among, is_free
from kiosk.custody.cabinet.cabinet import Compartment
from kiosk.custody.ids import ConsignmentId, PartyId, TaskId, TenancyId
from kiosk.custody.roles import TECHNICIAN
from kiosk.custody.services.rules import Selector, SelectorKind, ServiceRules
from kiosk.custody.spaces.closing import ended
from kiosk.custody.spaces.deadlines import next_of_space
from kiosk.custody.spaces.state import Tenancy
from kiosk.custody.spaces.terms import agreed_until, beginning, step_of_act
from kiosk.custody.things.deadlines import ends_at
from kiosk.custody.things.services import PinScheme, Service
from kiosk.custody.words import Act, Audience, TaskKind, TenancyEnd
from kiosk.custody.work.events import TaskMade
from kiosk.orders.free_text import refuse_odd
from kiosk.orders.parcels import compartment_of
from kiosk.orders.persons import parties_with, phone_of
from kiosk.orders.procedure import Answer, Means, Procedure, Secrets, at_once
from kiosk.orders.refusal import OrderRefused
from kiosk.site.whole import Site
from kiosk.vault.answers import Told
from kiosk.vault.drawing import Work
from kiosk.vault.pins import phone_end
from kiosk.visits.book import Book, Signature

NOTE: Final = "ordered"
"""What is noted in the task to empty a space that the operator has ended."""
_MOST: Final = 500


@dataclass(frozen=True, slots=True)
class ListTenancies:
    """Who rents what, by the doors' ids: pages as those of `cubby list`. Changes nothing."""

    after: str = ""
    most: int = 200
    order: Literal["tenancy-list"] = "tenancy-list"


@dataclass(frozen=True, slots=True)
class GiveSpace:
    """A space is somebody's from now on: whoever has this `phone`, or the members of a `group`.

    `compartment`, or the smallest free one of that `size`, or of any. `until`: to the end of that day
    (YYYY-MM-DD); else for the term of the service. `service`: may be left out where only one has spaces.
    """

    service: str = ""
    phone: str = ""
    name: str = ""
    group: str = ""
    compartment: str = ""
    size: str = ""
    until: str = ""
    order: Literal["tenancy-give"] = "tenancy-give"


@dataclass(frozen=True, slots=True)
class EndTenancy:
    """A space is not its holder's any more. `about`: the tenancy's id, or the door.

    Where something may be inside, a technician empties it first, and it ends with that; `empty`: somebody
    knows that nothing is.
    """

    about: str
    empty: bool = False
    order: Literal["tenancy-end"] = "tenancy-end"


TenancyOrder = ListTenancies | GiveSpace | EndTenancy


# --- what there is ------------------------------------------------------------------------------


def _list(means: Means, order: ListTenancies) -> Answer:
    if not 1 <= order.most <= _MOST:
        raise OrderRefused(f"A page has from 1 to {_MOST} lines.")
    known = means.book.ledger.tenancies
    past = (known[key] for key in sorted(known) if key > order.after)
    found = list(islice(past, order.most + 1))
    page = [_told(means, one) for one in found[: order.most]]
    return {"ok": True, "items": page, "more": page[-1]["id"] if len(found) > len(page) else ""}


def _told(means: Means, space: Tenancy) -> dict[str, Any]:
    book, now = means.book, means.book.by_last_row()
    holder = space.holder
    person = book.vault.person(holder.id) if holder.kind is SelectorKind.PARTY else None
    deadline = next_of_space(book.ledger, space)
    at = ends_at(space.clock, deadline, means.site.hours, now).isoformat() if deadline is not None else ""
    return {
        "id": space.id,
        "compartment": space.compartment,
        "service": space.service,
        "principal": space.principal,
        "group": holder.id if holder.kind is SelectorKind.GROUP else "",
        "name": person.name if person is not None else "",
        "phone": f"…{phone_end(person.phone)}" if person is not None and person.phone else "",
        "until": space.until.isoformat(),
        "over": space.until <= now,
        "opened": space.opened,
        "deadline": str(deadline.do) if deadline is not None else "",
        "at": at,
    }


# --- one is given -------------------------------------------------------------------------------


def _give(means: Means, order: GiveSpace) -> Work[Answer]:
    service, rules = _checked(means, order)
    book, vault = means.book, means.book.vault
    pin = None
    phone = phone_of(book, order.phone) if order.phone else ""
    if phone:
        end = phone_end(phone) if service.pin is PinScheme.SIX_AND_PHONE else None
        pin = yield from vault.draw_pin(8 if end is None else 6, end)
        _checked(means, order)  # others may have been carried out meanwhile
    room = _room(means, order, service)
    tenancy = TenancyId(means.draw())
    until = _until(means, order, rules)
    dated = order.until != ""
    if pin is None:
        holder = Selector(SelectorKind.GROUP, order.group)
        answer: Answer = {"ok": True, "id": tenancy, "compartment": room.label}
        began = beginning(rules, tenancy, holder, room.label, until, dated=dated)
        book.record(began, by=means.by, told=Told(answer))
        return answer
    party = next(iter(parties_with(book, phone)), None) or PartyId(means.draw())
    token = vault.draw_token()
    secrets = Secrets(pin.text, token.text)
    answer = {**secrets.told(), "id": tenancy, "compartment": room.label}

    def keep() -> None:
        known = vault.person(party)
        vault.remember_person(party, order.name or (known.name if known is not None else ""), phone)
        for drawn in (pin, token):
            vault.issue(
                drawn,
                credential=means.draw(),
                party=party,
                audience=Audience.VISITOR,
                consignment=tenancy,
            )

    holder = Selector(SelectorKind.PARTY, party)
    began = beginning(rules, tenancy, holder, room.label, until, dated=dated)
    book.record(began, by=means.by, also=keep, told=Told(answer, party, ConsignmentId(tenancy)))
    return answer


def _checked(means: Means, order: GiveSpace) -> tuple[Service, ServiceRules]:
    """The service whose space it is. Raises OrderRefused where nothing can be given as things are now."""
    service, rules = _service(means.site, order.service)
    if bool(order.phone) is bool(order.group):
        raise OrderRefused("A space is somebody's: wanted a phone, or a group.")
    if order.phone:
        phone_of(means.book, order.phone)
    elif order.group not in means.book.ledger.groups:
        known = ", ".join(sorted(means.book.ledger.groups)) or "none"
        raise OrderRefused(f"There is no group {order.group!r} here; the groups: {known}.")
    refuse_odd("A name", order.name)
    _until(means, order, rules)
    _room(means, order, service)
    return service, rules


def _service(site: Site, name: str) -> tuple[Service, ServiceRules]:
    spaces = {
        one.name: (one, one.rules)
        for one in site.services.values()
        if one.rules is not None and step_of_act(one.rules, Act.BEGIN) is not None
    }
    if name in spaces:
        return spaces[name]
    known = ", ".join(spaces) or "none"
    if name:
        raise OrderRefused(f"The service {name!r} has no spaces to rent; those that have: {known}.")
    if len(spaces) != 1:
        raise OrderRefused(f"Wanted the service whose space it is; those that have spaces: {known}.")
    return next(iter(spaces.values()))


def _until(means: Means, order: GiveSpace, rules: ServiceRules) -> datetime:
    calendar, now = means.site.hours, means.now()
    if not order.until:
        return agreed_until(rules, calendar, now)
    try:
        day = date.fromisoformat(order.until)
        local = datetime.combine(day + timedelta(days=1), time(), calendar.zone)
        until = local.astimezone(now.tzinfo)
    except (ValueError, OverflowError):
        raise OrderRefused(f"{order.until!r} is no day; wanted one like 2027-07-31.") from None
    if until <= now:
        raise OrderRefused(f"{order.until} is over already.")
    return until


def _room(means: Means, order: GiveSpace, service: Service) -> Compartment:
    site, ledger = means.site, means.book.ledger
    if order.compartment:
        room = compartment_of(site, order.compartment)
        if not is_free(ledger, room):
            raise OrderRefused(f"Compartment {room.label} is not free.")
        return room
    place = service.rules.things[0].place if service.rules is not None and service.rules.things else None
    sizes = site.cabinet.sizes
    if order.size and order.size not in sizes:
        raise OrderRefused(f"There is no size {order.size!r} here; the sizes are {', '.join(sizes)}.")
    for size in [order.size] if order.size else _smallest_first(site):
        found = allocate(
            ledger,
            site.cabinet,
            size,
            {},
            temperature=service.temperature,
            unfit=means.unfit(),
            only=among(ledger, site.cabinet, service, place),
        )
        if found is not None:
            return found
    raise OrderRefused(f"No compartment{f' of size {order.size}' if order.size else ''} is free.")


def _smallest_first(site: Site) -> Iterator[str]:
    yield from (size.name for size in sorted(site.cabinet.sizes.values(), key=lambda one: one.volume))


# --- one ends -----------------------------------------------------------------------------------


def _end(means: Means, order: EndTenancy) -> Answer:
    book = means.book
    ledger, space = book.ledger, _named(book, order.about)
    label = space.compartment
    if ledger.holding(label).held_by is not None:
        raise OrderRefused("Somebody is at this door at the moment. Ask again later.")
    by = Signature(space.principal, means.by.actor)
    over = order.empty or not space.opened
    answer: Answer = {"ok": True, "id": space.id, "compartment": label, "ended": over}
    if over:
        book.record(*ended(ledger, space, TenancyEnd.ORDERED), by=by, told=Told(answer))
        return answer
    asked = any(task.kind is TaskKind.CLEAR for task in ledger.tasks_at(label))
    clear = TaskMade(TaskId(means.draw()), TaskKind.CLEAR, label, TECHNICIAN, NOTE)
    book.record(*(() if asked else (clear,)), by=by, told=Told(answer))
    return answer


def _named(book: Book, about: str) -> Tenancy:
    ledger = book.ledger
    there = ledger.holding(about).tenancy
    space = ledger.tenancies.get(there or TenancyId(about))
    if space is None:
        raise OrderRefused(f"Nobody rents a space that is called {about}, nor the one behind that door.")
    return space


PROCEDURES: Final = (
    at_once(ListTenancies, _list),
    Procedure(GiveSpace, _give),
    at_once(EndTenancy, _end),
)
