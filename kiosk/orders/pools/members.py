"""Orders about groups: who is in which, somebody joins, somebody leaves."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Final, Literal

from kiosk.custody.ids import PartyId
from kiosk.custody.services.events import GroupSet
from kiosk.custody.words import Audience
from kiosk.orders.free_text import refuse_odd, refuse_telling
from kiosk.orders.persons import parties_with, phone_of
from kiosk.orders.procedure import Answer, Means, Procedure, Secrets, at_once
from kiosk.orders.refusal import OrderRefused
from kiosk.vault.answers import Told
from kiosk.vault.drawing import Work
from kiosk.vault.pins import phone_end


@dataclass(frozen=True, slots=True)
class ListMembers:
    """Who is in which group. `group`: in this one alone."""

    group: str = ""
    order: Literal["group-list"] = "group-list"


@dataclass(frozen=True, slots=True)
class AddMember:
    """Whoever has this phone is in the group from now on. A PIN and a QR code of their own are told once;
    they prove who they are while they are in any group, or have something that is to come back."""

    group: str
    phone: str
    name: str = ""
    order: Literal["group-add"] = "group-add"


@dataclass(frozen=True, slots=True)
class RemoveMember:
    """Whoever has this phone is in the group no longer; what they have they still bring back."""

    group: str
    phone: str
    order: Literal["group-remove"] = "group-remove"


GroupOrder = ListMembers | AddMember | RemoveMember


def _list(means: Means, order: ListMembers) -> Answer:
    groups = means.book.ledger.groups
    if order.group and order.group not in groups:
        raise OrderRefused(_unknown(means, order.group))
    items = [
        _told(means, name, party)
        for name in sorted(groups)
        if order.group in ("", name)
        for party in sorted(groups[name])
    ]
    return {"ok": True, "items": items}


def _told(means: Means, group: str, party: PartyId) -> dict[str, Any]:
    person = means.book.vault.person(party)
    return {
        "group": group,
        "id": party,
        "name": person.name if person is not None else "",
        "phone": f"…{phone_end(person.phone)}" if person is not None and person.phone else "",
    }


def _add(means: Means, order: AddMember) -> Work[Answer]:
    phone = _checked(means, order)
    book, vault = means.book, means.book.vault
    pin = yield from vault.draw_pin(8)
    _checked(means, order)  # others may have been carried out meanwhile
    party = next(iter(parties_with(book, phone)), None) or PartyId(means.draw())
    token = vault.draw_token()
    answer = {**Secrets(pin.text, token.text).told(), "id": party}

    def keep() -> None:
        known = vault.person(party)
        vault.remember_person(party, order.name or (known.name if known is not None else ""), phone)
        for drawn in (pin, token):
            vault.issue(drawn, credential=means.draw(), party=party, audience=Audience.VISITOR)

    members = book.ledger.groups.get(order.group, frozenset()) | {party}
    book.record(
        GroupSet(order.group, tuple(sorted(members))), by=means.by, also=keep, told=Told(answer, party)
    )
    return answer


def _checked(means: Means, order: AddMember) -> str:
    """The phone. Raises OrderRefused where nobody can join as things are now."""
    if not order.group.strip():
        raise OrderRefused("A group needs a name, such as members.")
    refuse_telling(means.book, "A group", order.group)
    refuse_odd("A name", order.name)
    phone = phone_of(means.book, order.phone)
    members = means.book.ledger.groups.get(order.group, frozenset())
    if any(party in members for party in parties_with(means.book, phone)):
        raise OrderRefused(f"They are in the group {order.group} already.")
    return phone


def _remove(means: Means, order: RemoveMember) -> Answer:
    book = means.book
    if order.group not in book.ledger.groups:
        raise OrderRefused(_unknown(means, order.group))
    members = book.ledger.groups[order.group]
    leaving = members.intersection(parties_with(book, phone_of(book, order.phone)))
    if not leaving:
        raise OrderRefused(f"Nobody with this phone is in the group {order.group}.")
    answer = {"ok": True, "members": len(members - leaving)}
    book.record(
        GroupSet(order.group, tuple(sorted(members - leaving))), by=means.by, told=Told(answer, *leaving)
    )
    return answer


def _unknown(means: Means, group: str) -> str:
    known = ", ".join(sorted(means.book.ledger.groups)) or "none"
    return f"There is no group {group!r} here; the groups: {known}."


PROCEDURES: Final = (at_once(ListMembers, _list), Procedure(AddMember, _add), at_once(RemoveMember, _remove))
