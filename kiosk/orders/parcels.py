"""Orders about parcels: one is announced, one is in a compartment already, one is not to be handed out."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Final, Literal, assert_never

from kiosk.access.codes import CodeRefused, Offline, Token, classify, tracking_text
from kiosk.custody.cabinet.allocation import Breach, breach_of, is_free
from kiosk.custody.cabinet.cabinet import Compartment
from kiosk.custody.doors.claims import entitled
from kiosk.custody.ids import ConsignmentId, PartyId, TaskId
from kiosk.custody.ledger import Consignment, Ledger
from kiosk.custody.machine.events import Withdrawn
from kiosk.custody.roles import COURIER
from kiosk.custody.services.binding import legs_of, loop_of, slots_of
from kiosk.custody.services.events import GateTold
from kiosk.custody.services.rules import GateKind, Money, ThingRule
from kiosk.custody.things.draining import outlives
from kiosk.custody.things.events import Announced, Deposited, Leg, Quarantined, for_party, for_role
from kiosk.custody.things.services import PinScheme, Service
from kiosk.custody.words import Act, Audience, Stage, TaskKind, Why
from kiosk.custody.work.events import TaskMade
from kiosk.orders.free_text import refuse_telling
from kiosk.orders.persons import parties_with, phone_of
from kiosk.orders.procedure import Answer, Means, Procedure, Secrets, at_once
from kiosk.orders.refusal import CameTooLate, OrderRefused
from kiosk.orders.things.announced import (
    AnnouncedPiece,
    amount_of,
    is_named,
    pieces_of,
    principal_of,
    refuse_gates,
    refuse_kinds,
    service_for,
)
from kiosk.site.whole import Site
from kiosk.vault.answers import Told
from kiosk.vault.drawing import Work
from kiosk.vault.offline import is_token_id
from kiosk.vault.pins import phone_end
from kiosk.vault.vault import Drawn
from kiosk.visits.book import Book, Signature

NOTE: Final = "withdrawn"
"""What is noted in the task to take a parcel out."""


@dataclass(frozen=True, slots=True)
class Announce:
    """A courier will bring this. `size` may stay empty: the courier is asked.

    `token_id`: of a signed token for it, which is then taken even where nobody can tell the time.
    `route`: only couriers of this route, and of none, bring it.
    `service`: one of the site's by its name, its first where nothing is said. `case`: what it belongs to,
    together with others that name the same; empty where it is alone. `principal`: whose it is, where
    several have services here. `pieces`: further labels for the same person, each `LABEL` or `LABEL=KIND`;
    `kind`: which of the service's things it is. `charge`: what it costs, such as "4.50 EUR", where the
    service has an amount that the order says. `gates`: those that are open from the start. `phone`: empty
    for what is for nobody by name, such as a bill.
    """

    tracking: str
    phone: str = ""
    size: str = ""
    in_reach: bool = False
    token_id: str = ""
    service: str = ""
    route: str = ""
    case: str = ""
    principal: str = ""
    pieces: tuple[str, ...] = ()
    kind: str = ""
    charge: str = ""
    gates: tuple[GateKind, ...] = ()
    order: Literal["announce"] = "announce"


@dataclass(frozen=True, slots=True)
class Place:
    """This is in the compartment already. `anyway`: also where nothing of its service should be there."""

    compartment: str
    tracking: str
    phone: str
    service: str = ""
    anyway: bool = False
    order: Literal["place"] = "place"


@dataclass(frozen=True, slots=True)
class Withdraw:
    """The parcel with this label is not to be handed out: it need not come any more, or `role` takes it out.

    `role`: of those who are asked to take it out, where it is in a compartment already.
    """

    tracking: str
    role: Literal["courier", "technician"] = COURIER
    order: Literal["withdraw"] = "withdraw"


ParcelOrder = Announce | Place | Withdraw


def _announce(means: Means, order: Announce) -> Work[Answer]:
    return (yield from _expect(means, order, order.size))


def _place(means: Means, order: Place) -> Work[Answer]:
    size = compartment_of(means.site, order.compartment).size
    return (yield from _expect(means, order, size))


def _expect(means: Means, order: Announce | Place, size: str) -> Work[Answer]:
    coming = check_expected(means, order)
    service, vault = coming.service, means.book.vault
    pin: Drawn | None = None
    if coming.named:
        phone = phone_of(means.book, order.phone)
        if service.pin is PinScheme.EIGHT:
            pin = yield from vault.draw_pin(8)
        else:
            pin = yield from vault.draw_pin(6, phone_end(phone))
        coming = check_expected(means, order)  # others may have been carried out meanwhile
    party = _recipient(means, order) if coming.named else None
    things = [ConsignmentId(means.draw()) for _ in coming.pieces]
    announced = tuple(
        _announced(order, thing, piece, coming, party, size, things[0])
        for thing, piece in zip(things, coming.pieces, strict=True)
    )
    lies = (Deposited(things[0], order.compartment),) if isinstance(order, Place) else ()
    gates = order.gates if isinstance(order, Announce) else ()
    open_ = tuple(GateTold(thing, gate, is_open=True) for thing in things for gate in gates)
    token = vault.draw_token() if pin is not None else None
    secrets = Secrets(pin.text, token.text) if pin is not None and token is not None else None
    token_id = order.token_id if isinstance(order, Announce) else ""

    def keep() -> None:
        phone = phone_of(means.book, order.phone) if order.phone else ""
        if party is not None:
            vault.remember_person(party, "", phone)
        known = means.site.carriers.known
        for thing, piece in zip(things, coming.pieces, strict=True):
            numbers = known.numbers(piece.label)
            vault.remember_label(thing, piece.label, phone, party, numbers=numbers, rules=known.digest)
        offline = (vault.announce_offline(token_id),) if token_id else ()
        for drawn in (*(one for one in (pin, token) if one is not None), *offline):
            if party is not None:
                vault.issue(
                    drawn,
                    credential=means.draw(),
                    party=party,
                    audience=Audience.VISITOR,
                    consignment=things[0],
                )

    answer: Answer = {"ok": True} if secrets is None else secrets.told()
    told = Told(answer, party, things[0])
    by = Signature(principal_of(means.site, service), means.by.actor)
    means.book.record(*announced, *lies, *open_, by=by, also=keep, told=told)
    return answer


def _recipient(means: Means, order: Announce | Place) -> PartyId:
    known = parties_with(means.book, phone_of(means.book, order.phone))
    return next(iter(known), None) or PartyId(means.draw())


def _announced(
    order: Announce | Place,
    thing: ConsignmentId,
    piece: AnnouncedPiece,
    coming: ExpectedThings,
    party: PartyId | None,
    size: str,
    first: ConsignmentId,
) -> Announced:
    """One piece; those of one announcement are a case by themselves."""
    event = replace(announced_as(thing, coming.service, party, piece.kind), size=size, amount=coming.amount)
    match order:
        case Announce(in_reach=in_reach, route=route, case=case):
            return replace(event, in_reach=in_reach, route=route, case=case or first)
        case Place():
            return event
        case _:
            assert_never(order)


def announced_as(
    thing: ConsignmentId, service: Service, party: PartyId | None, kind: ThingRule | None = None
) -> Announced:
    """It comes under the service's rules as they are now, whatever they are later. `party`: whoever takes the
    place of each slot; None where there is none."""
    rules = service.rules
    if rules is None:
        bring = for_role(COURIER)
        fetch = () if party is None else for_party(party)
        legs = (Leg(Act.DEPOSIT, bring, Act.DEPOSIT), Leg(Act.COLLECT, fetch, Act.COLLECT))
        return Announced(thing, service.name, legs, case=thing)
    kind = kind or rules.things[0]
    slots = slots_of(rules, kind.name)
    people = {} if party is None else dict.fromkeys(slots, party)
    return Announced(
        thing,
        service.name,
        legs_of(rules, kind.name, people),
        rules=rules.digest,
        kind=kind.name,
        case=thing,
        loop=loop_of(rules, kind.name, people),
        goods=kind.place.kind,
    )


@dataclass(frozen=True, slots=True)
class ExpectedThings:
    """What an order announces, as it was found to be right. `named`: it is for somebody by name."""

    service: Service
    pieces: tuple[AnnouncedPiece, ...]
    named: bool
    amount: Money | None = None


def check_expected(means: Means, order: Announce | Place) -> ExpectedThings:
    """Raises OrderRefused where it can't be carried out as things are now."""
    site, book = means.site, means.book
    if isinstance(order, Announce):
        service = service_for(site, order.service, order.principal)
        pieces = pieces_of(service, order.tracking, order.pieces, order.kind)
    else:
        service = service_named(site, order.service)
        pieces = pieces_of(service, order.tracking, (), "")
    refuse_kinds(service, pieces)
    pieces = tuple(replace(piece, label=label_of(piece.label)) for piece in pieces)
    named = is_named(service, pieces)
    if named or order.phone:
        phone_of(book, order.phone)
    amount = None
    match order:
        case Announce():
            amount = amount_of(site, service, pieces, order.charge)
            refuse_gates(service, pieces, order.gates)
            _check_announced(means, order, service, pieces)
        case Place():
            if not named:
                raise OrderRefused(f"What comes with the service {service.name!r} is for nobody by name.")
            # First: whoever asks again because the reply was lost has to learn that the first stands.
            refuse_twice(book, pieces[0].label)
            compartment = compartment_of(site, order.compartment)
            check_place(means, compartment, service, anyway=order.anyway)
        case _:
            assert_never(order)
    return ExpectedThings(service, pieces, named, amount)


def _check_announced(
    means: Means, order: Announce, service: Service, pieces: tuple[AnnouncedPiece, ...]
) -> None:
    site, book = means.site, means.book
    if outlives(book.ledger, service, site.hours, book.by_last_row()):
        until = f"{book.ledger.drain_until:%Y-%m-%d %H:%M}"
        raise OrderRefused(f"This machine is emptied until {until} UTC, and it could stay for longer.")
    sizes = site.cabinet.sizes
    if order.size and order.size not in sizes:
        known = ", ".join(sizes)
        raise OrderRefused(f"There is no size {order.size!r} here; the sizes are {known}.")
    if order.case and order.pieces:
        raise OrderRefused("Several pieces are a case by themselves: say --case or --piece.")
    refuse_telling(book, "A route", order.route)
    refuse_telling(book, "A case", order.case)
    for piece in pieces:
        refuse_twice(book, piece.label)
    _check_token(book, order.token_id)


def check_place(means: Means, compartment: Compartment, service: Service, *, anyway: bool) -> None:
    """Whether something of the service may be in there already. Raises OrderRefused."""
    # A door that is down can't be told free by its sensor; the book alone decides.
    if not is_free(replace(means.book.ledger, doors_down=frozenset()), compartment):
        raise OrderRefused(f"Compartment {compartment.label} is not free.")
    breach = breach_of(compartment, service.temperature, means.unfit())
    if breach is not None and not anyway:
        why = _BREACHES[breach].format(
            label=compartment.label,
            service=service.name,
            wanted=service.temperature,
            has=compartment.temperature,
        )
        raise OrderRefused(f"{why} Say --anyway if it is in there all the same.")


_BREACHES: Final = {
    Breach.NOT_KEPT: "Things of the service {service} are kept {wanted}, and compartment {label} is not.",
    Breach.KEPT: "Compartment {label} is for things kept {has}, and those of the service {service} are not.",
    Breach.UNFIT: "Compartment {label} is too warm or too cold now, or its sensor does not answer.",
}


def _check_token(book: Book, token_id: str) -> None:
    if token_id and not is_token_id(token_id):
        raise OrderRefused("A token's id has 16 to 64 letters, digits, - and _.")
    if token_id and book.vault.holder(book.vault.tag_offline(token_id)) is not None:
        raise OrderRefused("This token's id was announced already, for another parcel.")


def service_named(site: Site, name: str) -> Service:
    """One of the site's, its first where nothing is said. Raises OrderRefused."""
    services = site.services
    if name and name not in services:
        raise OrderRefused(f"There is no service {name!r} here; the services are {', '.join(services)}.")
    return services[name] if name else next(iter(services.values()))


def refuse_twice(book: Book, label: str) -> None:
    """Raises OrderRefused where something with this label is known here."""
    for known in book.vault.consignments_with(label):
        thing = book.ledger.consignments.get(ConsignmentId(known))
        if thing is not None:
            where = "announced" if thing.stage is Stage.ANNOUNCED else f"in compartment {thing.compartment}"
            raise OrderRefused(f"The parcel {label} is {where} already.")


def compartment_of(site: Site, label: str) -> Compartment:
    """Raises OrderRefused where the cabinet has none of this label."""
    compartment = site.cabinet.compartment(label)
    if compartment is None:
        raise OrderRefused(f"There is no compartment {label!r} in this cabinet.")
    return compartment


def label_of(tracking: str) -> str:
    """A tracking number as the vault has it. Raises OrderRefused."""
    if isinstance(classify(tracking), CodeRefused | Token | Offline):
        raise OrderRefused(
            f"{tracking!r} is not a label: wanted 6 to 40 letters and digits, or a number with a right"
            " check digit."
        )
    return tracking_text(tracking) or tracking


def withdraw(means: Means, order: Withdraw) -> str:
    """The label of the compartment that it is to be taken out of; empty where it had not come yet.

    Raises OrderRefused, having done nothing.
    """
    label, book = label_of(order.tracking), means.book
    ledger = book.ledger
    named = (ledger.consignments.get(ConsignmentId(c)) for c in book.vault.consignments_with(label))
    thing = next((one for one in named if one is not None), None)
    if thing is None and book.vault.consignments_with(label):
        raise CameTooLate(f"The parcel {label} was taken out before.")
    if thing is None:
        raise OrderRefused(f"No parcel {label} is announced here or in a compartment.")
    if _in_hand(ledger, thing):
        raise OrderRefused("Somebody who may take or bring this parcel is at the machine. Ask again later.")
    gone = Withdrawn(thing.id)
    by = Signature(thing.principal, means.by.actor)
    if thing.compartment is None:
        book.record(gone, by=by, told=Told({"ok": True, "compartment": ""}))
        return ""
    if thing.stage is Stage.QUARANTINED:
        raise OrderRefused(
            f"The parcel {label} is in compartment {thing.compartment} and is withdrawn already."
        )
    tasks = ledger.tasks_at(thing.compartment)
    asked = any(t.kind is TaskKind.TAKE_AWAY and t.role == order.role for t in tasks)
    take_out = TaskMade(TaskId(means.draw()), TaskKind.TAKE_AWAY, thing.compartment, order.role, NOTE)
    halted = Quarantined(thing.compartment, Why.WITHDRAWN)
    told = Told({"ok": True, "compartment": thing.compartment})
    book.record(gone, halted, *(() if asked else (take_out,)), by=by, told=told)
    return thing.compartment


def _in_hand(ledger: Ledger, thing: Consignment) -> bool:
    """Whether a visit may be about to take it or to bring it: what it has been told must stay true."""
    if thing.compartment is not None and ledger.holding(thing.compartment).held_by is not None:
        return True
    return any(entitled(ledger, party, thing) for visit in ledger.visits.values() for party in visit.proven)


PROCEDURES: Final = (
    Procedure(Announce, _announce),
    Procedure(Place, _place),
    at_once(Withdraw, lambda means, order: {"ok": True, "compartment": withdraw(means, order)}),
)
