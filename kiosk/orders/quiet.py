"""Orders that need no door: carried out in a running kiosk and in its data at rest alike."""

from __future__ import annotations

from typing import assert_never

from kiosk.orders.badges import take_badge
from kiosk.orders.erasure import clear_traces, erase, told
from kiosk.orders.lists import list_things
from kiosk.orders.office import Office
from kiosk.orders.operator_keys import change_keys
from kiosk.orders.orders import (
    AcceptClock,
    AddStaff,
    Announce,
    Forget,
    ForgetFace,
    ListThings,
    Place,
    Quiet,
    RemoveStaff,
    Withdraw,
)
from kiosk.orders.proofs import (
    ChangeOperatorKeys,
    Delegate,
    GiveBadge,
    Revoke,
    SetOperatorKeys,
    TakeBadge,
    WithdrawDelegations,
)
from kiosk.orders.revocations import revoke
from kiosk.site.whole import Site
from kiosk.vault.drawing import Work
from kiosk.visits.book import Book
from kiosk.visits.machine.time import accept_clock


def carry_out(site: Site, book: Book, office: Office, order: Quiet) -> Work[dict[str, object]]:
    """What to tell whoever gave the order. Raises OrderRefused, having done nothing."""
    match order:
        case Announce() | Place() | AddStaff():
            secrets = yield from office.work_on(order)
            return secrets.told()
        case Delegate():
            code = yield from office.delegating(order)
            return {"ok": True, "code": code}
        case _:
            return _at_once(site, book, office, order)


def _at_once(
    site: Site,
    book: Book,
    office: Office,
    order: Withdraw | ListThings | Forget | RemoveStaff | ForgetFace | _WithoutPin,
) -> dict[str, object]:
    match order:
        case Withdraw():
            return {"ok": True, "compartment": office.take_back(order)}
        case ListThings():
            return list_things(site, book, order)
        case Forget() | RemoveStaff() | ForgetFace():
            answer = told(erase(book, order), clear_traces(book))
            book.retell(answer)
            return answer
        case GiveBadge():
            office.give_badge(order)
            return {"ok": True}
        case Revoke():
            return {"ok": True, "known": revoke(book, order)}
        case WithdrawDelegations():
            return {"ok": True, "withdrawn": office.withdraw(order)}
        case TakeBadge(number):
            take_badge(book, number)
            return {"ok": True}
        case AcceptClock():
            return {"ok": True, "clock": accept_clock(book).isoformat()}
        case SetOperatorKeys() | ChangeOperatorKeys():
            return {"ok": True, "number": change_keys(book, site.id, order)}
        case _:
            assert_never(order)


_WithoutPin = (
    AcceptClock | GiveBadge | Revoke | WithdrawDelegations | TakeBadge | SetOperatorKeys | ChangeOperatorKeys
)
