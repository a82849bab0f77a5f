"""What the rows about services make of the ledger."""

from __future__ import annotations

from kiosk.custody.changes import put, replace, together
from kiosk.custody.ledger import Ledger, Recorded
from kiosk.custody.services.events import GateTold, GroupSet, OfferAnswered, OfferMade, RulesTaken
from kiosk.custody.services.state import CaseOffer


def take_rules(ledger: Ledger, _row: Recorded, event: RulesTaken) -> Ledger:
    return replace(ledger, rules=put(ledger.rules, event.rules.digest, event.rules))


def set_group(ledger: Ledger, _row: Recorded, event: GroupSet) -> Ledger:
    return replace(ledger, groups=put(ledger.groups, event.group, frozenset(event.members)))


def tell_gate(ledger: Ledger, _row: Recorded, event: GateTold) -> Ledger:
    """Of one thing, or of each of a case: what leaves takes what was told of it along."""
    meant = [t for t in ledger.consignments.values() if event.about in (t.id, t.case)]
    now = (event.gate, event.is_open)
    told = [(t.id, replace(t, gates=(*(g for g in t.gates if g[0] is not event.gate), now))) for t in meant]
    return replace(ledger, consignments=together(ledger.consignments, told)) if told else ledger


def make_offer(ledger: Ledger, _row: Recorded, event: OfferMade) -> Ledger:
    return replace(ledger, offers=put(ledger.offers, event.case, CaseOffer(event.amount, event.until)))


def answer_offer(ledger: Ledger, _row: Recorded, event: OfferAnswered) -> Ledger:
    answered = replace(ledger.offers.get(event.case, CaseOffer()), answer=event.answer)
    return replace(ledger, offers=put(ledger.offers, event.case, answered))
