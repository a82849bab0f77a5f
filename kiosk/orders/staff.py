"""Orders about members of staff: who works here from now on, until when, and who works here no longer."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import Final, Literal
from zoneinfo import ZoneInfo

from kiosk.access.roles import role_named, roles_here
from kiosk.custody.ids import PartyId
from kiosk.custody.proofs.events import StaffAdded, StaffRemoved
from kiosk.custody.words import Audience
from kiosk.orders.badges import new_badge
from kiosk.orders.erasure import erase_parties, erased
from kiosk.orders.free_text import refuse_odd, refuse_telling
from kiosk.orders.procedure import Answer, Means, Procedure, Secrets, at_once
from kiosk.orders.refusal import OrderRefused
from kiosk.orders.things.announced import refuse_principal
from kiosk.site.whole import Site
from kiosk.vault.answers import Told
from kiosk.vault.drawing import Work
from kiosk.visits.book import Book, Signature

TODAY: Final = "today"
"""In place of a time: the end of this day, where the machine is."""


@dataclass(frozen=True, slots=True)
class AddStaff:
    """`badge`: the number of one they have, as the reader says it.

    `until`: when their credentials end, in ISO 8601, by the site's own time where it names no other; empty
    where the role says. `route`: they bring what is on it and nothing else. `anyway`: also where somebody of
    this name works here already. `principal`: whose staff they are; empty for the site's own.
    """

    name: str
    role: str
    badge: str = ""
    until: str = ""
    route: str = ""
    anyway: bool = False
    principal: str = ""
    order: Literal["add-staff"] = "add-staff"


@dataclass(frozen=True, slots=True)
class RemoveStaff:
    """Whoever has this name works here no longer.

    `role` and `staff` (the id, as it is listed) choose where several have it.
    """

    name: str
    role: str = ""
    staff: str = ""
    order: Literal["remove-staff"] = "remove-staff"


StaffOrder = AddStaff | RemoveStaff


def _add(means: Means, order: AddStaff) -> Work[Answer]:
    _check(means, order)
    vault = means.book.vault
    role = role_named(order.role)
    pin = yield from vault.draw_pin(8)
    _check(means, order)  # others may have been carried out meanwhile
    party = PartyId(means.draw())
    token = vault.draw_token()
    recovery = vault.draw_recovery() if role.two_factors else None
    badge = (new_badge(means.book, order.badge),) if order.badge else ()
    ends = end_of(order.until, means.now(), means.site.time_zone)
    longest = None if role.days is None else means.now() + timedelta(days=role.days)
    ends = min((each for each in (ends, longest) if each is not None), default=None)
    if recovery is None:
        secrets = Secrets(pin.text, token.text)
    else:
        uri = vault.phone_uri(party, order.name, means.site.id)
        secrets = Secrets(pin.text, token.text, uri, recovery.text)

    def keep() -> None:
        vault.remember_person(party, order.name, "")
        for drawn in (pin, token, *badge, *([recovery] if recovery else [])):
            vault.issue(
                drawn,
                credential=means.draw(),
                party=party,
                audience=Audience.STAFF,
                expires_at=ends,
            )

    added = StaffAdded(party, order.role, order.route)
    by = Signature(order.principal or means.by.principal, means.by.actor)
    means.book.record(added, by=by, also=keep, told=Told(secrets.told(), party))
    return secrets.told()


def _check(means: Means, order: AddStaff) -> None:
    book = means.book
    refuse_role(means.site, order.role)
    refuse_principal(means.site, order.principal)
    if not order.name.strip():
        raise OrderRefused("A member of staff needs a name.")
    refuse_odd("A name", order.name)
    refuse_telling(book, "A route", order.route)
    if order.badge:
        new_badge(book, order.badge)
    end_of(order.until, means.now(), means.site.time_zone)
    same = staff_named(book, order.name)
    if same and not order.anyway:
        who = ", ".join(f"{book.ledger.role_of(p)} {p}" for p in same)
        raise OrderRefused(f"{order.name} works here already ({who}). Say --anyway to add another.")


def refuse_role(site: Site, role: str) -> None:
    """Raises OrderRefused where nobody can have this role here."""
    known = roles_here(service.rules for service in site.services.values())
    if role not in known:
        raise OrderRefused(f"There is no role {role!r}; the roles are {', '.join(known)}.")


def staff_named(book: Book, name: str) -> tuple[PartyId, ...]:
    """The members of staff of this name."""
    found = (PartyId(p) for p in book.vault.parties_named(name))
    return tuple(p for p in found if p in book.ledger.staff)


def remove(book: Book, order: RemoveStaff) -> int:
    """Erase whom the order names, which is one. Raises OrderRefused, having done nothing."""
    ledger = book.ledger
    parties = [
        p
        for p in staff_named(book, order.name)
        if order.role in ("", ledger.role_of(p)) and order.staff in ("", p)
    ]
    if not parties:
        raise OrderRefused(f"No {order.role or 'member of staff'} here has the name {order.name!r}.")
    if len(parties) > 1:
        who = ", ".join(f"{ledger.role_of(p)} {p} ({_since(book, p)})" for p in parties)
        raise OrderRefused(f"{len(parties)} have the name {order.name!r}: {who}. Choose one with --staff.")
    return erase_parties(book, parties, [StaffRemoved(p) for p in parties])


def _since(book: Book, party: PartyId) -> str:
    since = book.ledger.staff[party].since
    return f"since {since:%Y-%m-%d}" if since else "for long"


def end_of(until: str, now: datetime, zone: str) -> datetime | None:
    """When credentials end that end at `until`; None where it is empty. Raises OrderRefused.

    A date alone means its end, where the machine is.
    """
    if not until:
        return None
    here = ZoneInfo(zone)
    if until == TODAY:
        return _end_of_day(now.astimezone(here).date(), here)
    try:
        ends = _read(until, here)
    except ValueError:
        wanted = "wanted a date such as 2026-05-04, or a time such as 2026-05-04T18:00"
        raise OrderRefused(f"{until!r} is no time: {wanted}.") from None
    except OverflowError:
        raise OrderRefused(f"{until!r} is no time: the last day is 9999-12-30.") from None
    if ends <= now:
        raise OrderRefused(f"{until} is over.")
    return ends


def _read(until: str, here: ZoneInfo) -> datetime:
    """In UTC: what has no time there, beyond the years 1 and 9999, has no place in the vault."""
    try:
        told = _end_of_day(date.fromisoformat(until), here)
    except ValueError:
        told = datetime.fromisoformat(until)
    return (told if told.tzinfo else told.replace(tzinfo=here)).astimezone(UTC)


def _end_of_day(day: date, here: ZoneInfo) -> datetime:
    return datetime.combine(day + timedelta(days=1), time(), here)


PROCEDURES: Final = (
    Procedure(AddStaff, _add),
    at_once(RemoveStaff, lambda means, order: erased(remove(means.book, order)), erases=True),
)
