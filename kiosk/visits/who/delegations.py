"""Codes that let somebody else collect: made at the machine or by the operator, looked up, taken back."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import UTC, datetime, timedelta
from typing import Final

from kiosk.custody.ids import ConsignmentId, PartyId
from kiosk.custody.proofs.events import DelegationMade
from kiosk.custody.proofs.state import Delegation
from kiosk.custody.things.services import PinScheme, Service
from kiosk.custody.words import Audience, Kind
from kiosk.journal.tables.vault import CredentialKind
from kiosk.vault.answers import Told
from kiosk.vault.drawing import Work
from kiosk.vault.pins import phone_end
from kiosk.vault.vault import Drawn
from kiosk.visits.book import Book, Signature
from kiosk.visits.run import Once

LONGEST_HOURS: Final = 720


def code_scheme(services: Iterable[Service]) -> PinScheme:
    """How codes for somebody else are made: without the end of the recipient's phone, where that goes."""
    return min((service.pin for service in services), default=PinScheme.EIGHT)


def draw_code(book: Book, scheme: PinScheme, party: PartyId) -> Work[Drawn]:
    """A code that nobody here has, typed as a PIN is: six digits go with the end of the recipient's phone."""
    person = book.vault.person(party)
    end = phone_end(person.phone) if person else ""
    digits = book.vault.draw_pin(8) if scheme is PinScheme.EIGHT else book.vault.draw_pin(6, end)
    drawn = yield from digits
    return Drawn(drawn.text, drawn.tag, CredentialKind.DELEGATION)


def make_delegation(
    book: Book,
    draw: Callable[[], str],
    code: Drawn,
    by: Signature,
    party: PartyId,
    things: tuple[ConsignmentId, ...],
    hours: int,
    *,
    at_machine: bool,
) -> str:
    """The code's text; it counts from now on."""
    vault = book.vault
    named = draw()
    until = (book.journal.clock.now() + timedelta(hours=hours)).astimezone(UTC)
    made = DelegationMade(named, party, things, until.isoformat(), at_machine)

    def keep() -> None:
        vault.issue(code, credential=named, party=party, audience=Audience.VISITOR, expires_at=until)

    told = Told({"ok": True, "code": code.text}, party)
    book.record(made, by=by, also=keep, told=told)
    return code.text


def proof_of(delegation: Delegation) -> Once:
    """It counts in one visit."""
    return Once(Kind.DELEGATION, delegation.id, datetime.fromisoformat(delegation.until))
