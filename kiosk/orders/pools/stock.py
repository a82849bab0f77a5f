"""Orders about pools: what is one of many and where it is, one more, and one that is lent no longer."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import islice
from typing import Any, Final, Literal

from kiosk.custody.ids import ConsignmentId, PartyId
from kiosk.custody.ledger import Consignment, Ledger
from kiosk.custody.machine.events import Withdrawn
from kiosk.custody.roles import TECHNICIAN
from kiosk.custody.services.binding import legs_of, loop_of
from kiosk.custody.services.rules import SelectorKind, ServiceRules
from kiosk.custody.services.verbs import Verb, begins_with
from kiosk.custody.things.deadlines import step_of
from kiosk.custody.things.events import Announced, Deposited, Leg, LegsChanged, WrittenOff, for_role
from kiosk.custody.things.pools import back_by
from kiosk.custody.things.services import Service
from kiosk.custody.words import Act, Stage
from kiosk.orders.parcels import check_place, compartment_of, label_of, refuse_twice
from kiosk.orders.procedure import Answer, Means, at_once
from kiosk.orders.refusal import OrderRefused
from kiosk.site.whole import Site
from kiosk.vault.answers import Told
from kiosk.vault.pins import phone_end
from kiosk.visits.book import Signature

_MOST: Final = 500


@dataclass(frozen=True, slots=True)
class ListPool:
    """What is one of many, by its id: pages as those of `cubby list`. `service`: of this one alone."""

    service: str = ""
    after: str = ""
    most: int = 200
    order: Literal["pool-list"] = "pool-list"


@dataclass(frozen=True, slots=True)
class AddToPool:
    """One more of the service, with this label. `compartment`: it is in there already; else staff bring it.

    `size` may stay empty: whoever brings it is asked. `service`: may be left out where only one has a pool.
    """

    tracking: str
    service: str = ""
    compartment: str = ""
    size: str = ""
    anyway: bool = False
    order: Literal["pool-add"] = "pool-add"


@dataclass(frozen=True, slots=True)
class RetireFromPool:
    """The one with this label is lent no longer: it need not come, or staff take it out.

    `lost`: also where somebody has it; it is not expected back, and their deposit is kept.
    """

    tracking: str
    lost: bool = False
    order: Literal["pool-retire"] = "pool-retire"


PoolOrder = ListPool | AddToPool | RetireFromPool


# --- what there is ------------------------------------------------------------------------------


def _list(means: Means, order: ListPool) -> Answer:
    if not 1 <= order.most <= _MOST:
        raise OrderRefused(f"A page has from 1 to {_MOST} lines.")
    if order.service:
        _service(means.site, order.service)
    names = {name for name, _ in _pools(means.site)}
    things = means.book.ledger.consignments
    past = (things[key] for key in sorted(things) if key > order.after)
    mine = (t for t in past if t.service in names and order.service in ("", t.service))
    found = list(islice(mine, order.most + 1))
    page = [_told(means, one) for one in found[: order.most]]
    return {"ok": True, "items": page, "more": page[-1]["id"] if len(found) > len(page) else ""}


def _told(means: Means, thing: Consignment) -> dict[str, Any]:
    book, now = means.book, means.book.by_last_row()
    label = book.vault.labels([thing.id]).get(thing.id)
    lent = thing.comes_back
    person = book.vault.person(thing.holder) if lent and thing.holder is not None else None
    step = step_of(book.ledger, thing) if lent else None
    until = back_by(step, thing.clock, means.site.hours, now) if step and thing.clock else None
    return {
        "id": thing.id,
        "tracking": label.tracking if label else "",
        "service": thing.service,
        "state": _state(thing),
        "compartment": thing.compartment or "",
        "name": person.name if person is not None else "",
        "phone": f"…{phone_end(person.phone)}" if person is not None and person.phone else "",
        "until": until.isoformat() if until is not None else "",
        "over": until is not None and until <= now,
    }


def _state(thing: Consignment) -> str:
    """In a word: lent, coming, halted, leaving, to be checked, or here."""
    if thing.comes_back:
        return "lent"
    if thing.stage is Stage.ANNOUNCED:
        return "coming"
    if thing.stage is Stage.QUARANTINED:
        return "halted"
    if thing.leg.recalled:
        return "leaving"
    return "here" if thing.ready else "check"


# --- one more, one less -------------------------------------------------------------------------


def _add(means: Means, order: AddToPool) -> Answer:
    book, site = means.book, means.site
    service, rules = _service(site, order.service)
    label = label_of(order.tracking)
    refuse_twice(book, label)
    if order.size and order.size not in site.cabinet.sizes:
        raise OrderRefused(
            f"There is no size {order.size!r} here; the sizes are {', '.join(site.cabinet.sizes)}."
        )
    size, there = order.size, tuple[Deposited, ...]()
    thing = ConsignmentId(means.draw())
    if order.compartment:
        compartment = compartment_of(site, order.compartment)
        check_place(means, compartment, service, anyway=order.anyway)
        size, there = compartment.size, (Deposited(thing, compartment.label),)
    kind = rules.things[0]
    nobody: dict[str, PartyId] = {}
    coming = Announced(
        thing,
        service.name,
        legs_of(rules, kind.name, nobody, whoever=True),
        size,
        rules=rules.digest,
        kind=kind.name,
        case=thing,
        loop=loop_of(rules, kind.name, nobody, whoever=True),
        goods=kind.place.kind,
    )

    def keep() -> None:
        known = site.carriers.known
        book.vault.remember_label(thing, label, "", None, numbers=known.numbers(label), rules=known.digest)

    answer: Answer = {"ok": True, "id": thing, "compartment": order.compartment}
    book.record(coming, *there, by=means.by, also=keep, told=Told(answer))
    return answer


def _retire(means: Means, order: RetireFromPool) -> Answer:
    label, book = label_of(order.tracking), means.book
    thing = _named(means, label)
    where = thing.compartment or ""
    answer: Answer = {"ok": True, "compartment": where}
    by = Signature(thing.principal, means.by.actor)
    if thing.comes_back:
        if not order.lost:
            raise OrderRefused(f"Somebody has {label}. Say --lost if it does not come back.")
        if book.ledger.in_hand(thing.id) is not None:
            raise OrderRefused("Somebody is about to bring it back. Ask again later.")
        book.record(WrittenOff(thing.id), by=by, told=Told(answer))
    elif thing.stage is Stage.ANNOUNCED:
        if book.ledger.in_hand(thing.id) is not None:
            raise OrderRefused("Somebody is about to put it in. Ask again later.")
        book.record(Withdrawn(thing.id), by=by, told=Told(answer))
    elif thing.leg.recalled:
        raise OrderRefused(f"{label} is in compartment {where}, and staff are asked to take it out already.")
    else:
        if book.ledger.holding(where).held_by is not None:
            raise OrderRefused("Somebody is at its door. Ask again later.")
        role = keeper_of(book.ledger, thing)
        back = Leg(Act.COLLECT, for_role(role), thing.leg.step, recalled=True, was=thing.leg.by)
        book.record(LegsChanged(thing.id, (back,)), by=by, told=Told(answer))
    return answer


def keeper_of(ledger: Ledger, thing: Consignment) -> str:
    """The role that puts such things in; a technician's where its rules name none."""
    rules = ledger.rules.get(thing.rules)
    steps = () if rules is None else tuple(s for s in rules.steps_of(thing.kind) if s.act is Act.DEPOSIT)
    roles = (who.id for step in steps for who in step.by if who.kind is SelectorKind.ROLE)
    return next(roles, TECHNICIAN)


def _named(means: Means, label: str) -> Consignment:
    ledger, names = means.book.ledger, {name for name, _ in _pools(means.site)}
    known = (ledger.consignments.get(ConsignmentId(c)) for c in means.book.vault.consignments_with(label))
    thing = next((one for one in known if one is not None), None)
    if thing is None:
        raise OrderRefused(f"Nothing with the label {label} is in a pool here.")
    if thing.service not in names and not (thing.pooled or thing.comes_back):
        raise OrderRefused(f"{label} is in no pool, but comes with the service {thing.service!r}.")
    return thing


def _pools(site: Site) -> list[tuple[str, tuple[Service, ServiceRules]]]:
    services = ((one, one.rules) for one in site.services.values())
    return [
        (one.name, (one, rules))
        for one, rules in services
        if rules is not None and begins_with(rules, Verb.BORROW) is not None
    ]


def _service(site: Site, name: str) -> tuple[Service, ServiceRules]:
    pools = dict(_pools(site))
    if name in pools:
        return pools[name]
    known = ", ".join(pools) or "none"
    if name:
        raise OrderRefused(f"The service {name!r} has no pool; those that have: {known}.")
    if len(pools) != 1:
        raise OrderRefused(f"Wanted the service whose pool it is; those that have one: {known}.")
    return next(iter(pools.values()))


PROCEDURES: Final = (at_once(ListPool, _list), at_once(AddToPool, _add), at_once(RetireFromPool, _retire))
