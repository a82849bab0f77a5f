"""Whether the vault still has what people need to get their things, and whether its rows are as issued."""

from __future__ import annotations

from collections.abc import Iterator

from kiosk.custody.ids import PartyId
from kiosk.custody.ledger import Consignment
from kiosk.custody.words import Act, Stage
from kiosk.doctor.finding import Finding, Harm, counted
from kiosk.visits.book import Book


def findings(book: Book) -> Iterator[Finding]:
    """One sentence for each parcel that nobody could collect, and one for rows that somebody altered.

    Asks of the vault only what concerns waiting things and staff: never more than doors and staff.
    """
    if not book.ledger.credentials_bound:
        return  # data of an earlier version that this one has not served yet
    altered = 0
    for thing in book.ledger.consignments.values():
        if thing.stage is not Stage.WAITING or thing.leg.act is not Act.COLLECT or not thing.leg.parties:
            continue
        party = thing.leg.parties[0]
        ours, wrong = _of_thing(book, thing, party)
        altered += wrong
        thing_at = f"door {thing.compartment}"
        if not ours:
            yield Finding(
                f"codes:{thing.compartment}",
                Harm.PEOPLE,
                thing_at,
                f"Door {thing.compartment}: no code in the vault opens it for its recipient",
                "One parcel can't be collected.",
                "Issue a new code, or have staff hand the parcel over.",
            )
        if book.vault.person(party) is None:
            yield Finding(
                f"phone:{thing.compartment}",
                Harm.PEOPLE,
                thing_at,
                f"Door {thing.compartment}: the recipient's phone is missing from the vault",
                "Nobody can be told of the parcel.",
                "Have staff hand the parcel over.",
            )
    for member in book.ledger.staff:
        altered += sum(1 for one in book.vault.credentials(party=member) if not book.vault.is_bound(one))
    if altered:
        was = "was" if altered == 1 else "were"
        yield Finding(
            "vault:altered",
            Harm.PEOPLE,
            "vault",
            f"{counted(altered, 'credential')} {was} altered in the vault from outside",
            "What was altered opens nothing.",
            "Have the machine examined, and issue new ones.",
        )


def _of_thing(book: Book, thing: Consignment, party: PartyId) -> tuple[int, int]:
    """How many rows could open for this thing, and how many of them were altered."""
    rows = {
        one.id: one
        for one in book.vault.credentials(party=party, consignment=thing.id)
        if one.consignment in (None, thing.id) and not one.revoked
    }
    wrong = sum(1 for one in rows.values() if not book.vault.is_bound(one))
    mine = sum(1 for one in rows.values() if one.party == party and book.vault.is_bound(one))
    return mine, wrong
