"""The office of a kiosk: carries out orders that need no door."""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import replace
from datetime import datetime, timedelta
from typing import assert_never

from kiosk.access.codes import Offline, Refused, Token, classify, tracking_text
from kiosk.access.roles import ROLES
from kiosk.custody.cabinet.allocation import Breach, breach_of, is_free
from kiosk.custody.cabinet.cabinet import Compartment
from kiosk.custody.doors.claims import Facts, can_delegate
from kiosk.custody.ids import ConsignmentId, PartyId
from kiosk.custody.proofs.events import BadgeGiven, DelegationWithdrawn, StaffAdded
from kiosk.custody.things.events import Announced, Deposited, Leg
from kiosk.custody.things.services import PinScheme, Service
from kiosk.custody.words import Act, Audience, Stage
from kiosk.journeys.doors.remote import ROLE
from kiosk.orders.badges import end_of, new_badge
from kiosk.orders.free_text import refuse_odd, refuse_telling
from kiosk.orders.orders import AddStaff, Announce, OpenRemotely, Place, Secrets, Withdraw
from kiosk.orders.proofs import Delegate, GiveBadge, WithdrawDelegations
from kiosk.orders.refusal import OrderRefused
from kiosk.orders.withdrawal import withdraw
from kiosk.site.whole import Site
from kiosk.vault.answers import Told
from kiosk.vault.drawing import Work, at_once
from kiosk.vault.offline import is_token_id
from kiosk.vault.phones import NoPhone
from kiosk.vault.pins import phone_end
from kiosk.visits.book import Book, Signature
from kiosk.visits.who.delegations import LONGEST_HOURS, code_scheme, draw_code, make_delegation


class Office:
    """Carries out orders that need no door. Belongs to the thread of the book.

    `unfit`: labels of the compartments that are too warm or too cold now, as far as somebody knows.
    """

    def __init__(
        self,
        site: Site,
        book: Book,
        draw: Callable[[], str],
        unfit: Callable[[], Collection[str]] = frozenset,
    ) -> None:
        self._site = site
        self._book = book
        self._draw = draw
        self._unfit = unfit

    def perform(self, order: Announce | Place | AddStaff) -> Secrets:
        """At once, with its PIN's tag worked out here. Raises OrderRefused, having done nothing."""
        return at_once(self.work_on(order), self._book.vault.tag_pin)

    def work_on(self, order: Announce | Place | AddStaff) -> Work[Secrets]:
        """Raises OrderRefused, having done nothing."""
        match order:
            case Announce():
                return self._coming(order, order.size)
            case Place():
                return self._coming(order, self._compartment(order.compartment).size)
            case AddStaff():
                return self._add_staff(order)
            case _:
                assert_never(order)

    # --- parcels ------------------------------------------------------------------------------------

    def _coming(self, order: Announce | Place, size: str) -> Work[Secrets]:
        self._check(order)
        service = self._service(order.service)
        phone = self._phone(order.phone)
        vault = self._book.vault
        if service.pin is PinScheme.EIGHT:
            pin = yield from vault.draw_pin(8)
        else:
            pin = yield from vault.draw_pin(6, phone_end(phone))
        self._check(order)  # others may have been carried out meanwhile
        label, thing = _label(order.tracking), ConsignmentId(self._draw())
        party = next(iter(self._parties_with(phone)), None) or PartyId(self._draw())
        deposit, pickup = Leg(Act.DEPOSIT, role="courier"), Leg(Act.COLLECT, party=party)
        token_id, lies = "", tuple[Deposited, ...]()
        match order:
            case Announce(in_reach=in_reach, route=route, token_id=token_id):
                announced = Announced(thing, service.name, (deposit, pickup), size, in_reach, route)
            case Place(compartment):
                announced = Announced(thing, service.name, (deposit, pickup), size)
                lies = (Deposited(thing, compartment),)
            case _:
                assert_never(order)
        token = vault.draw_token()
        secrets = Secrets(pin.text, token.text)

        def keep() -> None:
            vault.remember_person(party, "", phone)
            vault.remember_label(thing, label, phone, party)
            offline = (vault.announce_offline(token_id),) if token_id else ()
            for drawn in (pin, token, *offline):
                vault.issue(
                    drawn,
                    credential=self._draw(),
                    party=party,
                    audience=Audience.VISITOR,
                    consignment=thing,
                )

        told = Told(secrets.told(), party, thing)
        by = Signature(self._site.principal, "operator")
        self._book.record(announced, *lies, by=by, also=keep, told=told)
        return secrets

    def _check(self, order: Announce | Place) -> None:
        """Raises OrderRefused where it can't be carried out as things are now."""
        service = self._service(order.service)
        label = _label(order.tracking)
        self._phone(order.phone)
        match order:
            case Announce():
                sizes = self._site.cabinet.sizes
                if order.size and order.size not in sizes:
                    known = ", ".join(sizes)
                    raise OrderRefused(f"There is no size {order.size!r} here; the sizes are {known}.")
                refuse_telling(self._book, "A route", order.route)
                self._refuse_twice(label)
                self._check_token(order.token_id)
            case Place():
                # First: whoever asks again because the reply was lost has to learn that the first stands.
                self._refuse_twice(label)
                self._check_place(self._compartment(order.compartment), service, anyway=order.anyway)
            case _:
                assert_never(order)

    def _check_place(self, compartment: Compartment, service: Service, *, anyway: bool) -> None:
        # A door that is down can't be told free by its sensor; the book alone decides.
        if not is_free(replace(self._book.ledger, doors_down=frozenset()), compartment):
            raise OrderRefused(f"Compartment {compartment.label} is not free.")
        breach = breach_of(compartment, service.temperature, self._unfit())
        if breach is not None and not anyway:
            why = _BREACHES[breach].format(
                label=compartment.label,
                service=service.name,
                wanted=service.temperature,
                has=compartment.temperature,
            )
            raise OrderRefused(f"{why} Say --anyway if it lies there all the same.")

    def _check_token(self, token_id: str) -> None:
        if token_id and not is_token_id(token_id):
            raise OrderRefused("A token's id has 16 to 64 letters, digits, - and _.")
        if token_id and self._book.vault.holder(self._book.vault.tag_offline(token_id)) is not None:
            raise OrderRefused("This token's id was announced already, for another parcel.")

    def _compartment(self, label: str) -> Compartment:
        compartment = self._site.cabinet.compartment(label)
        if compartment is None:
            raise OrderRefused(f"There is no compartment {label!r} in this cabinet.")
        return compartment

    def _service(self, name: str) -> Service:
        services = self._site.services
        if name and name not in services:
            raise OrderRefused(f"There is no service {name!r} here; the services are {', '.join(services)}.")
        return services[name] if name else next(iter(services.values()))

    def _refuse_twice(self, label: str) -> None:
        for known in self._book.vault.consignments_with(label):
            thing = self._book.ledger.consignments.get(ConsignmentId(known))
            if thing is not None:
                where = "is announced" if thing.stage is Stage.ANNOUNCED else f"lies in {thing.compartment}"
                raise OrderRefused(f"The parcel {label} {where} already.")

    def take_back(self, order: Withdraw) -> str:
        """Where it is to be taken out; empty where it had not come yet."""
        return withdraw(self._book, self._draw, order, _label(order.tracking))

    # --- recipients ---------------------------------------------------------------------------------

    def _phone(self, text: str) -> str:
        """In E.164."""
        try:
            return self._book.phones.read(text)
        except NoPhone as refusal:
            raise OrderRefused(str(refusal)) from None

    def _parties_with(self, phone: str) -> tuple[PartyId, ...]:
        """One person with several parcels is one party; an earlier Cubby made one for each spelling."""
        found = self._book.vault.parties_with(phone, self._book.phones)
        return tuple(PartyId(p) for p in found if PartyId(p) not in self._book.ledger.staff)

    def give_badge(self, order: GiveBadge) -> None:
        phone = self._phone(order.phone)
        badge = new_badge(self._book, order.number)
        known = self._parties_with(phone)
        party = known[0] if known else PartyId(self._draw())
        vault = self._book.vault

        def keep() -> None:
            if not known:
                vault.remember_person(party, "", phone)
            vault.issue(badge, credential=self._draw(), party=party, audience=Audience.VISITOR)

        by = Signature(self._site.principal, "operator")
        self._book.record(BadgeGiven(party), by=by, also=keep, told=Told({"ok": True}, party))

    def delegate(self, order: Delegate) -> str:
        """The code, with its tag worked out here."""
        return at_once(self.delegating(order), self._book.vault.tag_pin)

    def delegating(self, order: Delegate) -> Work[str]:
        """The code."""
        party, _ = self._to_delegate(order)
        scheme = code_scheme(self._site.services.values())
        code = yield from draw_code(self._book, scheme, party)
        party, things = self._to_delegate(order)
        by = Signature(self._site.principal, "operator")
        return make_delegation(self._book, self._draw, code, by, party, things, order.hours, at_machine=False)

    def _to_delegate(self, order: Delegate) -> tuple[PartyId, tuple[ConsignmentId, ...]]:
        label = _label(order.tracking) if order.tracking else ""
        named = self._book.vault.consignments_with(label) if label else ()
        site = self._site
        facts = Facts(self._book.ledger, site.cabinet, site.services, self._now(), site.proof)
        for party in self._parties_with(order.phone):
            waiting = facts.ledger.waiting_for(party)
            things = tuple(thing for thing in waiting if not label or thing.id in named)
            if not things:
                continue
            if not all(can_delegate(facts, thing) for thing in things):
                raise OrderRefused("A code is not enough for what waits: the site asks for more.")
            if not 1 <= order.hours <= LONGEST_HOURS:
                raise OrderRefused(f"A code counts from 1 to {LONGEST_HOURS} hours.")
            return party, tuple(thing.id for thing in things)
        raise OrderRefused("Nothing waits here that this could be for.")

    def withdraw(self, order: WithdrawDelegations) -> int:
        """How many codes open nothing any more."""
        parties = self._parties_with(order.phone)
        theirs = (d for d in self._book.ledger.delegations.values() if d.party in parties)
        gone = tuple(DelegationWithdrawn(d.id, d.party) for d in theirs)
        if not gone:
            raise OrderRefused("There is no code to take back.")
        by = Signature(self._site.principal, "operator")
        told = Told({"ok": True, "withdrawn": len(gone)}, parties[0])
        self._book.record(*gone, by=by, told=told)
        return len(gone)

    # --- staff --------------------------------------------------------------------------------------

    def _add_staff(self, order: AddStaff) -> Work[Secrets]:
        self._check_member(order)
        vault = self._book.vault
        role = ROLES[order.role]
        pin = yield from vault.draw_pin(8)
        self._check_member(order)  # as above
        party = PartyId(self._draw())
        token = vault.draw_token()
        recovery = vault.draw_recovery() if role.two_factors else None
        badge = (new_badge(self._book, order.badge),) if order.badge else ()
        ends = end_of(order.until, self._now(), self._site.time_zone)
        longest = None if role.days is None else self._now() + timedelta(days=role.days)
        ends = min((each for each in (ends, longest) if each is not None), default=None)
        if recovery is None:
            secrets = Secrets(pin.text, token.text)
        else:
            uri = vault.phone_uri(party, order.name, self._site.id)
            secrets = Secrets(pin.text, token.text, uri, recovery.text)

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
        added = StaffAdded(party, order.role, order.route)
        self._book.record(added, by=by, also=keep, told=Told(secrets.told(), party))
        return secrets

    def _check_member(self, order: AddStaff) -> None:
        if order.role not in ROLES:
            raise OrderRefused(f"There is no role {order.role!r}; the roles are {', '.join(ROLES)}.")
        if not order.name.strip():
            raise OrderRefused("A member of staff needs a name.")
        refuse_odd("A name", order.name)
        refuse_telling(self._book, "A route", order.route)
        if order.badge:
            new_badge(self._book, order.badge)
        end_of(order.until, self._now(), self._site.time_zone)
        same = self._staff_named(order.name)
        if same and not order.anyway:
            who = ", ".join(f"{self._book.ledger.role_of(p)} {p}" for p in same)
            raise OrderRefused(f"{order.name} works here already ({who}). Say --anyway to add another.")

    def _staff_named(self, name: str) -> tuple[PartyId, ...]:
        found = (PartyId(p) for p in self._book.vault.parties_named(name))
        return tuple(p for p in found if p in self._book.ledger.staff)

    def _now(self) -> datetime:
        return self._book.journal.clock.now()

    # --- openings from afar -------------------------------------------------------------------------

    def operator(self, name: str) -> PartyId:
        """The remote operator of this name; whom the control socket lets in is one."""
        ledger = self._book.ledger
        for party in self._staff_named(name):
            if ledger.role_of(party) == ROLE:
                return party
        party = PartyId(self._draw())
        by = Signature(self._site.principal, "operator")
        vault = self._book.vault
        self._book.record(StaffAdded(party, ROLE), by=by, also=lambda: vault.remember_person(party, name, ""))
        return party

    def reason(self, by: PartyId, text: str) -> str:
        """The id under which the vault keeps why `by` wants a door open."""
        text_id = self._draw()
        self._book.vault.put_text(text_id, by, text)
        return text_id

    def check(self, order: OpenRemotely) -> None:
        """Raises OrderRefused where the order can't even begin."""
        self._compartment(order.compartment)
        if not order.reason.strip() or not order.by.strip():
            raise OrderRefused("An opening from afar needs a reason and a name.")
        refuse_odd("A name", order.by)
        refuse_telling(self._book, "A reason", order.reason)


_BREACHES = {
    Breach.NOT_KEPT: "Things of the service {service} are kept {wanted}, and compartment {label} is not.",
    Breach.KEPT: "Compartment {label} is for things kept {has}, and those of the service {service} are not.",
    Breach.UNFIT: "Compartment {label} is too warm or too cold now, or nobody knows its temperature.",
}


def _label(tracking: str) -> str:
    if isinstance(classify(tracking), Refused | Token | Offline):
        raise OrderRefused(
            f"{tracking!r} is not a label: wanted 6 to 40 letters and digits, or a number with a right"
            " check digit."
        )
    return tracking_text(tracking) or tracking
