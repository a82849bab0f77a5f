"""A grant: a claim of a proven party, for one compartment, with one opening."""

from __future__ import annotations

from kiosk.access.credentials import Proved
from kiosk.access.roles import may
from kiosk.custody.doors.events import GrantGiven
from kiosk.custody.ids import GrantId
from kiosk.custody.ledger import Ledger
from kiosk.custody.words import Act, Audience


def grant(
    ledger: Ledger, grant_id: str, who: Proved, act: Act, source: str, compartment: str
) -> GrantGiven | None:
    """The grant to record, or None where the role of a member of staff does not cover the act.

    Whether the claim stands is asked when the door is to open, against the ledger of that moment.
    """
    if who.audience is Audience.STAFF and not may(ledger.role_of(who.party), act):
        return None
    return GrantGiven(GrantId(grant_id), who.party, act, source, compartment)
