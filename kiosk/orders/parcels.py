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
from kiosk.custody.things.draining import outlives
from kiosk.custody.things.events import Announced, Deposited, Leg, Quarantined, for_party, for_role
from kiosk.custody.things.services import PinScheme, Service
from kiosk.custody.words import Act, Audience, Stage, TaskKind, Why
from kiosk.custody.work.events import TaskMade
from kiosk.orders.free_text import refuse_telling
from kiosk.orders.persons import parties_with, phone_of
from kiosk.orders.procedure import Answer, Means, Procedure, Secrets, at_once
from kiosk.orders.refusal import CameTooLate, OrderRefused
from kiosk.site.whole import Site
from kiosk.vault.answers import Told
from kiosk.vault.drawing import Work
from kiosk.vault.offline import is_token_id
from kiosk.vault.pins import phone_end
from kiosk.visits.book import Book, Signature

NOTE: Final = "withdrawn"
"""What is noted in the task to take a parcel out."""


@dataclass(frozen=True, slots=True)
class Announce:
    """A courier will bring this. `size` may stay empty: the courier is asked.

    `token_id`: of a signed token for it, which is then taken even where nobody can tell the time.
    `route`: only couriers of this route, and of none, bring it.
    `service`: one of the site's by its name, its first where nothing is said. `case`: what it belongs to,
    together with others that name the same; empty where it is alone.
    """

    tracking: str
    phone: str
    size: str = ""
    in_reach: bool = False
    token_id: str = ""
    service: str = ""
    route: str = ""
    case: str = ""
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
    check_expected(means, order)
    service = service_named(means.site, order.service)
    phone = phone_of(means.book, order.phone)
    vault = means.book.vault
    if service.pin is PinScheme.EIGHT:
        pin = yield from vault.draw_pin(8)
    else:
        pin = yield from vault.draw_pin(6, phone_end(phone))
    check_expected(means, order)  # others may have been carried out meanwhile
    label, thing = label_of(order.tracking), ConsignmentId(means.draw())
    party = next(iter(parties_with(means.book, phone)), None) or PartyId(means.draw())
    coming = announced_as(thing, service, party)
    token_id, lies = "", tuple[Deposited, ...]()
    match order:
        case Announce(in_reach=in_reach, route=route, token_id=token_id, case=case):
            announced = replace(coming, size=size, in_reach=in_reach, route=route, case=case or thing)
        case Place(compartment):
            announced = replace(coming, size=size)
            lies = (Deposited(thing, compartment),)
        case _:
            assert_never(order)
    token = vault.draw_token()
    secrets = Secrets(pin.text, token.text)

    def keep() -> None:
        vault.remember_person(party, "", phone)
        known = means.site.carriers.known
        numbers = known.numbers(label)
        vault.remember_label(thing, label, phone, party, numbers=numbers, rules=known.digest)
        offline = (vault.announce_offline(token_id),) if token_id else ()
        for drawn in (pin, token, *offline):
            vault.issue(
                drawn,
                credential=means.draw(),
                party=party,
                audience=Audience.VISITOR,
                consignment=thing,
            )

    told = Told(secrets.told(), party, thing)
    means.book.record(announced, *lies, by=means.by, also=keep, told=told)
    return secrets.told()


def announced_as(thing: ConsignmentId, service: Service, party: PartyId) -> Announced:
    """It comes under the service's rules as they are now, whatever they are later."""
    rules = service.rules
    if rules is None:
        bring, fetch = for_role(COURIER), for_party(party)
        legs = (Leg(Act.DEPOSIT, bring, Act.DEPOSIT), Leg(Act.COLLECT, fetch, Act.COLLECT))
        return Announced(thing, service.name, legs, case=thing)
    kind = rules.things[0]
    people = dict.fromkeys(slots_of(rules, kind.name), party)
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


def _refuse_service(service: Service) -> None:
    """An order names one person, and something that is put in."""
    rules = service.rules
    if rules is None:
        return
    slots = slots_of(rules, rules.things[0].name)
    steps = rules.steps_of(rules.things[0].name)
    if not steps or steps[0].act is not Act.DEPOSIT:
        raise OrderRefused(f"Nothing is brought with the service {service.name!r}, so nothing is announced.")
    if not slots:
        raise OrderRefused(f"What comes with the service {service.name!r} is for nobody by name.")
    if len(slots) > 1:
        raise OrderRefused(
            f"The service {service.name!r} is between several people ({', '.join(slots)}),"
            " and this order names one."
        )


def check_expected(means: Means, order: Announce | Place) -> None:
    """Raises OrderRefused where it can't be carried out as things are now."""
    site, book = means.site, means.book
    service = service_named(site, order.service)
    _refuse_service(service)
    label = label_of(order.tracking)
    phone_of(book, order.phone)
    match order:
        case Announce():
            if outlives(book.ledger, service, site.hours, book.by_last_row()):
                until = f"{book.ledger.drain_until:%Y-%m-%d %H:%M}"
                raise OrderRefused(
                    f"This machine is emptied until {until} UTC, and it could stay for longer."
                )
            sizes = site.cabinet.sizes
            if order.size and order.size not in sizes:
                known = ", ".join(sizes)
                raise OrderRefused(f"There is no size {order.size!r} here; the sizes are {known}.")
            refuse_telling(book, "A route", order.route)
            refuse_telling(book, "A case", order.case)
            _refuse_twice(book, label)
            _check_token(book, order.token_id)
        case Place():
            # First: whoever asks again because the reply was lost has to learn that the first stands.
            _refuse_twice(book, label)
            compartment = compartment_of(site, order.compartment)
            _check_place(means, compartment, service, anyway=order.anyway)
        case _:
            assert_never(order)


def _check_place(means: Means, compartment: Compartment, service: Service, *, anyway: bool) -> None:
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


def _refuse_twice(book: Book, label: str) -> None:
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
