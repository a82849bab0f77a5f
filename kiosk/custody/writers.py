"""The small writers below all folds: the ledger with one thing of it changed."""

from __future__ import annotations

from typing import Any

from kiosk.custody.changes import put, replace, without
from kiosk.custody.ids import ConsignmentId, VisitId
from kiosk.custody.ledger import Grant, Ledger, Visit
from kiosk.custody.words import Condition


def visit_with(ledger: Ledger, visit: Visit, **changes: Any) -> Ledger:  # noqa: ANN401  as replace()
    """The ledger with this visit of it changed."""
    changed = replace(visit, **changes)
    return ledger if changed is visit else replace(ledger, visits=put(ledger.visits, visit.id, changed))


def grant_with(ledger: Ledger, grant: Grant, **changes: Any) -> Ledger:  # noqa: ANN401  as replace()
    """The ledger with this grant of it changed."""
    changed = replace(grant, **changes)
    return ledger if changed is grant else replace(ledger, grants=put(ledger.grants, grant.id, changed))


def thing_with(ledger: Ledger, consignment: ConsignmentId, **changes: Any) -> Ledger:  # noqa: ANN401  as replace()
    """The ledger with this consignment of it changed, where it has it."""
    thing = ledger.consignments.get(consignment)
    if thing is None:
        return ledger
    changed = replace(thing, **changes)
    return replace(ledger, consignments=put(ledger.consignments, consignment, changed))


def held(ledger: Ledger, compartment: str, by: VisitId | None) -> Ledger:
    """The ledger with this compartment held by that visit, or by none."""
    return ledger if ledger.holding(compartment).held_by == by else hold(ledger, compartment, held_by=by)


def hold(ledger: Ledger, compartment: str, **changes: Any) -> Ledger:  # noqa: ANN401  as replace()
    """The ledger with something else said of this compartment; where nothing is left to say, not in it."""
    before = ledger.holding(compartment)
    holding = replace(before, **changes)
    if holding.why is not None and holding.condition is not Condition.BROKEN:
        holding = replace(holding, why=None)
    if holding.is_usual:
        holdings = without(ledger.holdings, compartment)
    elif holding is not before:
        holdings = put(ledger.holdings, compartment, holding)
    else:
        return ledger
    return ledger if holdings is ledger.holdings else replace(ledger, holdings=holdings)
