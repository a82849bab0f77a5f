"""The office of a kiosk: carries out orders that need no door."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Final, assert_never

from kiosk.access.codes import Offline, Refused, Token, classify, tracking_text
from kiosk.access.roles import ROLES
from kiosk.custody import events as e
from kiosk.custody.allocation import is_free
from kiosk.custody.claims import Facts, can_delegate
from kiosk.custody.ids import ConsignmentId, PartyId
from kiosk.custody.services import PinScheme, Service
from kiosk.custody.words import Act, Audience, Stage
from kiosk.journeys.remote import ROLE
from kiosk.site import Site
from kiosk.vault.offline import is_token_id
from kiosk.vault.pins import phone_end
from kiosk.visits.badges import end_of, new_badge
from kiosk.visits.book import Book, Signature
from kiosk.visits.delegating import LONGEST_HOURS, make_delegation
from kiosk.visits.orders import AddStaff, Announce, OpenRemotely, Place, Secrets, Withdraw
from kiosk.visits.orders_proof import Delegate, GiveBadge, WithdrawDelegations
from kiosk.visits.refusing import OrderRefused
from kiosk.visits.withdrawing import withdraw

_FEWEST_DIGITS: Final = 4
_LONGEST: Final = 200


class Office:
    """Carries out orders that need no door. Belongs to the thread of the book."""

    def __init__(self, site: Site, book: Book, draw: Callable[[], str]) -> None:
        self._site = site
        self._book = book
        self._draw = draw

    def perform(self, order: Announce | Place | AddStaff) -> Secrets:
        """Raises OrderRefused, having done nothing."""
        match order:
            case Announce():
                return self._announce(order)
            case Place():
                return self._place(order)
            case AddStaff():
                return self._add_staff(order)
            case _:
                assert_never(order)

    def _announce(self, order: Announce) -> Secrets:
        if order.size and order.size not in self._site.cabinet.sizes:
            sizes = ", ".join(self._site.cabinet.sizes)
            raise OrderRefused(f"There is no size {order.size!r} here; the sizes are {sizes}.")
        service = self._service(order.service)
        return self._coming(
            order.tracking,
            order.phone,
            service,
            order.size,
            in_reach=order.in_reach,
            token_id=order.token_id,
            route=order.route,
        )

    def _place(self, order: Place) -> Secrets:
        compartment = self._site.cabinet.compartment(order.compartment)
        if compartment is None:
            raise OrderRefused(f"There is no compartment {order.compartment!r} in this cabinet.")
        # First: whoever asks again because the reply was lost has to learn that the first order stands.
        self._refuse_twice(_label(order.tracking))
        # A door that is down can't be told free by its sensor; the book alone decides.
        at_hand = replace(self._book.ledger, doors_down=frozenset())
        if not is_free(at_hand, compartment):
            raise OrderRefused(f"Compartment {order.compartment} is not free.")
        service = self._service(order.service)
        return self._coming(order.tracking, order.phone, service, compartment.size, inside=compartment.label)

    def _service(self, name: str) -> Service:
        services = self._site.services
        if name and name not in services:
            raise OrderRefused(f"There is no service {name!r} here; the services are {', '.join(services)}.")
        return services[name] if name else next(iter(services.values()))

    def _coming(
        self,
        tracking: str,
        phone: str,
        service: Service,
        size: str,
        *,
        in_reach: bool = False,
        inside: str = "",
        token_id: str = "",
        route: str = "",
    ) -> Secrets:
        _refuse_odd("A route", route)
        label = _label(tracking)
        refuse_no_phone(phone)
        self._refuse_twice(label)
        if token_id and not is_token_id(token_id):
            raise OrderRefused("A token's id has 16 to 64 letters, digits, - and _.")
        thing = ConsignmentId(self._draw())
        party = self._party_with(phone) or PartyId(self._draw())
        deposit, pickup = e.Leg(Act.DEPOSIT, role="courier"), e.Leg(Act.COLLECT, party=party)
        announced = e.Announced(thing, service.name, (deposit, pickup), size, in_reach, route)
        events = (announced, e.Deposited(thing, inside)) if inside else (announced,)
        vault = self._book.vault
        pin = vault.draw_pin(*_pin_of(service, phone))
        token = vault.draw_token()

        def keep() -> None:
            vault.remember_person(party, "", phone)
            vault.remember_label(thing, label, phone, party)
            announced = (vault.announce_offline(token_id),) if token_id else ()
            for drawn in (pin, token, *announced):
                vault.issue(
                    drawn,
                    credential=self._draw(),
                    party=party,
                    audience=Audience.VISITOR,
                    consignment=thing,
                )

        self._book.record(*events, by=Signature(self._site.principal, "operator"), also=keep)
        return Secrets(pin.text, token.text)

    def _refuse_twice(self, label: str) -> None:
        for known in self._book.vault.consignments_with(label):
            thing = self._book.ledger.consignments.get(ConsignmentId(known))
            if thing is not None:
                where = "is announced" if thing.stage is Stage.ANNOUNCED else f"lies in {thing.compartment}"
                raise OrderRefused(f"The parcel {label} {where} already.")

    def take_back(self, order: Withdraw) -> str:
        """Where it is to be taken out; empty where it had not come yet."""
        return withdraw(self._book, self._draw, order, _label(order.tracking))

    def give_badge(self, order: GiveBadge) -> None:
        refuse_no_phone(order.phone)
        badge = new_badge(self._book, order.number)
        known = self._party_with(order.phone)
        party = known or PartyId(self._draw())
        vault = self._book.vault

        def keep() -> None:
            if known is None:
                vault.remember_person(party, "", order.phone)
            vault.issue(badge, credential=self._draw(), party=party, audience=Audience.VISITOR)

        by = Signature(self._site.principal, "operator")
        self._book.record(e.BadgeGiven(party), by=by, also=keep)

    def delegate(self, order: Delegate) -> str:
        """The code."""
        party = self._party_with(order.phone)
        waiting = self._book.ledger.waiting_for(party) if party else ()
        label = _label(order.tracking) if order.tracking else ""
        named = self._book.vault.consignments_with(label) if label else ()
        things = tuple(thing.id for thing in waiting if not label or thing.id in named)
        if party is None or not things:
            raise OrderRefused("Nothing waits here that this could be for.")
        site = self._site
        facts = Facts(self._book.ledger, site.cabinet, site.services, self._now(), site.proof)
        if not all(can_delegate(facts, thing) for thing in waiting if thing.id in things):
            raise OrderRefused("A code is not enough for what waits: the site asks for more.")
        if not 1 <= order.hours <= LONGEST_HOURS:
            raise OrderRefused(f"A code counts from 1 to {LONGEST_HOURS} hours.")
        scheme = next(iter(self._site.services.values())).pin
        by = Signature(self._site.principal, "operator")
        return make_delegation(
            self._book, self._draw, scheme, by, party, things, order.hours, at_machine=False
        )

    def withdraw(self, order: WithdrawDelegations) -> int:
        """How many codes open nothing any more."""
        party = self._party_with(order.phone)
        theirs = (d for d in self._book.ledger.delegations.values() if d.party == party)
        gone = tuple(e.DelegationWithdrawn(d.id, d.party) for d in theirs)
        if not gone:
            raise OrderRefused("There is no code to take back.")
        self._book.record(*gone, by=Signature(self._site.principal, "operator"))
        return len(gone)

    def _party_with(self, phone: str) -> PartyId | None:
        """One person with several parcels is one party: one code opens all of them."""
        known = (p for p in self._book.vault.persons() if p.phone and digits_of(p.phone) == digits_of(phone))
        return next(
            (PartyId(p.party) for p in known if PartyId(p.party) not in self._book.ledger.staff), None
        )

    def _add_staff(self, order: AddStaff) -> Secrets:
        if order.role not in ROLES:
            raise OrderRefused(f"There is no role {order.role!r}; the roles are {', '.join(ROLES)}.")
        if not order.name.strip():
            raise OrderRefused("A member of staff needs a name.")
        _refuse_odd("A name", order.name)
        _refuse_odd("A route", order.route)
        vault = self._book.vault
        party = PartyId(self._draw())
        role = ROLES[order.role]
        pin, token = vault.draw_pin(8), vault.draw_token()
        recovery = vault.draw_recovery() if role.two_factors else None
        badge = (new_badge(self._book, order.badge),) if order.badge else ()
        ends = end_of(order.until, self._now(), self._site.time_zone)
        longest = None if role.days is None else self._now() + timedelta(days=role.days)
        ends = min((each for each in (ends, longest) if each is not None), default=None)

        def keep() -> None:
            vault.remember_person(party, order.name, "")
            for drawn in (pin, token, *badge, *([recovery] if recovery else [])):
                vault.issue(
                    drawn,
                    credential=self._draw(),
                    party=party,
                    audience=Audience.STAFF,
                    expires_at=ends,
                )

        by = Signature(self._site.principal, "operator")
        self._book.record(e.StaffAdded(party, order.role, order.route), by=by, also=keep)
        if recovery is None:
            return Secrets(pin.text, token.text)
        uri = vault.phone_uri(party, order.name, self._site.id)
        return Secrets(pin.text, token.text, uri, recovery.text)

    def _now(self) -> datetime:
        return self._book.journal.clock.now()

    def operator(self, name: str) -> PartyId:
        """The remote operator of this name; whom the control socket lets in is one."""
        ledger = self._book.ledger
        for person in self._book.vault.persons():
            party = PartyId(person.party)
            if person.name == name and ledger.role_of(party) == ROLE:
                return party
        party = PartyId(self._draw())
        by = Signature(self._site.principal, "operator")
        vault = self._book.vault
        self._book.record(
            e.StaffAdded(party, ROLE), by=by, also=lambda: vault.remember_person(party, name, "")
        )
        return party

    def check(self, order: OpenRemotely) -> None:
        """Raises OrderRefused where the order can't even begin."""
        if self._site.cabinet.compartment(order.compartment) is None:
            raise OrderRefused(f"There is no compartment {order.compartment!r} in this cabinet.")
        if not order.reason.strip() or not order.by.strip():
            raise OrderRefused("An opening from afar needs a reason and a name.")
        _refuse_odd("A name", order.by)
        _refuse_odd("A reason", order.reason)


def _label(tracking: str) -> str:
    if isinstance(classify(tracking), Refused | Token | Offline):
        raise OrderRefused(
            f"{tracking!r} is not a label: wanted 6 to 40 letters and digits, or a number with a right"
            " check digit."
        )
    return tracking_text(tracking) or tracking


def refuse_no_phone(phone: str) -> None:
    _refuse_odd("A phone", phone)
    if len(digits_of(phone)) < _FEWEST_DIGITS:
        # Whoever is told by the digits alone must not be anybody without digits.
        raise OrderRefused(f"{phone!r} is not a phone: wanted at least {_FEWEST_DIGITS} digits.")


def _refuse_odd(what: str, text: str) -> None:
    """Line breaks, control characters and halves of characters have no place in the book or on a screen."""
    if len(text) > _LONGEST or any(unicodedata.category(c) in ("Cc", "Cs") for c in text):
        raise OrderRefused(f"{what} is one line of at most {_LONGEST} characters.")


def _pin_of(service: Service, phone: str) -> tuple[int, str | None]:
    if service.pin is PinScheme.EIGHT:
        return 8, None
    end = phone_end(phone)
    if len(end) != 4:
        raise OrderRefused("The PIN of this service needs the last four digits of a phone.")
    return 6, end


def digits_of(phone: str) -> str:
    """What tells one phone from another, however it is written."""
    return "".join(str(unicodedata.decimal(c)) for c in phone if c.isdecimal())
