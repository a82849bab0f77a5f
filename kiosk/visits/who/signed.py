"""A signed token against the book: whose it is, whether it was used, and whether its time can be told."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from kiosk.clock import Clock
from kiosk.custody.ids import ConsignmentId, PartyId
from kiosk.custody.ledger import Consignment
from kiosk.custody.words import Act, Audience, Kind, Stage, TokenFault
from kiosk.vault.offline import OfflineToken, read_token
from kiosk.visits.book import Book

_SLACK: Final = timedelta(minutes=5)
"""A clock that stands further before the latest time in the journal was set back, and tells no time."""


@dataclass(frozen=True, slots=True)
class Checked:
    """`proof` is spent by the first door that opens for it."""

    party: PartyId
    thing: ConsignmentId
    proof: str
    until: datetime


def check(book: Book, kiosk: str, text: str, clock: Clock) -> Checked | TokenFault:
    """Whose thing this token is for. It stays good until a door's intent spends it."""
    read = read_token(text, book.ledger.operator_keys.keys, kiosk)
    if isinstance(read, TokenFault):
        return read
    if book.vault.spent.holds(key_of(Kind.OFFLINE, read.id)):
        return TokenFault.USED
    thing = _thing(book, read)
    named = thing.leg.parties if thing is not None and thing.leg.act is Act.COLLECT else ()
    party = named[0] if named else None
    if thing is None or party is None:
        return TokenFault.NOT_HERE
    fault = _time_fault(book, read, thing, clock)
    return fault or Checked(party, thing.id, read.id, read.ends)


def _thing(book: Book, token: OfflineToken) -> Consignment | None:
    """What waits here with this label; a label may have been used before, for a thing that is gone."""
    known = (ConsignmentId(c) for c in book.vault.consignments_with(token.tracking))
    here = (book.ledger.consignments.get(c) for c in known)
    return next((thing for thing in here if thing is not None and thing.stage is Stage.WAITING), None)


def _time_fault(book: Book, token: OfflineToken, thing: Consignment, clock: Clock) -> TokenFault | None:
    now = clock.now()
    last = book.ledger.latest
    set_back = last is not None and now < last - _SLACK
    in_time = token.begins <= now < token.ends
    # A clock that leaped ahead may say that a token is good, but not that it is over.
    if set_back or not clock.trusted() or (not in_time and book.doubt() is not None):
        announced = book.vault.lookup(book.vault.tag_offline(token.id), Audience.VISITOR, now)
        known = announced is not None and announced.consignment == thing.id
        return None if known else TokenFault.CLOCK
    if now < token.begins:
        return TokenFault.NOT_YET
    return TokenFault.EXPIRED if now >= token.ends else None


def key_of(kind: Kind, proof: str) -> str:
    """An operator chooses the ids of tokens: they must not be taken for ids of ours."""
    return f"{kind}:{proof}"
