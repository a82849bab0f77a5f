"""Codes that let somebody else collect: made at the machine or by the operator, looked up, taken back."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Final

from kiosk.custody import events as e
from kiosk.custody.allowing import Delegation
from kiosk.custody.ids import ConsignmentId, PartyId
from kiosk.custody.services import PinScheme
from kiosk.custody.words import Audience, Kind
from kiosk.journal.tables import CredentialKind
from kiosk.vault.pins import phone_end
from kiosk.vault.vault import Drawn
from kiosk.visits.book import Book, Signature
from kiosk.visits.run import Once

LONGEST_HOURS: Final = 720


def make_delegation(
    book: Book,
    draw: Callable[[], str],
    scheme: PinScheme,
    by: Signature,
    party: PartyId,
    things: tuple[ConsignmentId, ...],
    hours: int,
    *,
    at_machine: bool,
) -> str:
    """The code. It is typed as a PIN is: where PINs are six digits, with the end of the recipient's phone."""
    vault = book.vault
    person = vault.person(party)
    end = phone_end(person.phone) if person else ""
    drawn = vault.draw_pin(8) if scheme is PinScheme.EIGHT else vault.draw_pin(6, end)
    code = Drawn(drawn.text, drawn.tag, CredentialKind.DELEGATION)
    named = draw()
    until = (book.journal.clock.now() + timedelta(hours=hours)).astimezone(UTC)
    made = e.DelegationMade(named, party, things, until.isoformat(), at_machine)

    def keep() -> None:
        vault.issue(code, credential=named, party=party, audience=Audience.VISITOR, expires_at=until)

    book.record(made, by=by, also=keep)
    return code.text


def proof_of(delegation: Delegation) -> Once:
    """It counts in one visit."""
    return Once(Kind.DELEGATION, delegation.id, datetime.fromisoformat(delegation.until))
