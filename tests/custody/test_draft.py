"""Many rows at once: a draft comes to what the fold comes to row by row, whatever the journal says."""

from __future__ import annotations

from dataclasses import FrozenInstanceError
from datetime import datetime, timedelta
from typing import Final

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kiosk.custody.boards.health import EMPTY as NOTHING_KNOWN
from kiosk.custody.boards.health import fold as fold_health
from kiosk.custody.doors.events import (
    DoorShut,
    GrantGiven,
    OpeningEnded,
    OpeningIntended,
    VisitBegan,
    VisitEnded,
)
from kiosk.custody.draft import fold_all, fold_all_health
from kiosk.custody.event import Event
from kiosk.custody.fold import fold
from kiosk.custody.ids import PartyId, VisitId
from kiosk.custody.ledger import EMPTY, Ledger, Recorded, Visit
from kiosk.custody.proofs.events import CredentialTried, StaffAdded
from kiosk.custody.things.events import Announced, Collected, Deposited
from kiosk.journal import book
from tests.custody.book import NOON
from tests.custody.test_fold import ANY_EVENT, any_of

OFTEN: Final = (
    VisitBegan,
    VisitEnded,
    GrantGiven,
    OpeningIntended,
    OpeningEnded,
    DoorShut,
    Announced,
    Deposited,
    Collected,
    CredentialTried,
)
"""So that rows speak of the same things often enough."""
STEPS: Final = st.one_of(
    st.just(0.0), st.floats(0, 3600), st.floats(-3 * 86400, 3 * 86400), st.just(25 * 3600.0)
)
Told = tuple[float, VisitId | None, str, bool, Event]
TOLD: Final = st.lists(
    st.tuples(
        STEPS,
        st.sampled_from([None, VisitId("v1"), VisitId("v1"), VisitId("v2")]),
        st.sampled_from(["", "courier"]),
        st.booleans(),
        st.one_of(st.one_of([any_of(kind) for kind in OFTEN]), ANY_EVENT),
    ),
    max_size=40,
)
BEGUN: Final = (
    StaffAdded(PartyId("courier"), "courier"),
    VisitBegan("scan", "otter"),
)


def rows_of(told: list[Told]) -> list[Recorded]:
    """Journals as they begin, and then whatever comes; the clock moves by any step."""
    at = NOON
    rows = [Recorded(1 + n, at, VisitId("v1"), "swift", "", event) for n, event in enumerate(BEGUN)]
    for step, visit, actor, trusted, event in told:
        at += timedelta(seconds=step)
        rows.append(Recorded(1 + len(rows), at, visit, "swift", actor, event, trusted))
    return rows


@settings(max_examples=300, deadline=None)
@given(TOLD, st.integers(0, 42))
def test_rows_at_once_come_to_what_they_come_to_one_by_one(told: list[Told], between: int) -> None:
    """In one slice or in two, and what the second began with stays as it was."""
    rows = rows_of(told)
    one_by_one, health = EMPTY, NOTHING_KNOWN
    for row in rows:
        one_by_one, health = fold(one_by_one, row), fold_health(health, row)
    first = fold_all(EMPTY, rows[:between])
    text = book.ledger().codec.encode(first)
    assert fold_all(first, rows[between:]) == fold_all(EMPTY, rows) == one_by_one
    assert first == book.ledger().codec.decode(text)
    assert fold_all_health(fold_all_health(NOTHING_KNOWN, rows[:between]), rows[between:]) == health


def test_a_ledger_folded_at_once_is_a_value_like_any_other() -> None:
    at: datetime = NOON
    folded = fold_all(EMPTY, [Recorded(1, at, VisitId("v1"), "swift", "", event) for event in BEGUN])
    assert type(folded) is Ledger
    assert all(type(mapping) is dict for mapping in (folded.visits, folded.consignments, folded.grants))
    (visit,) = folded.visits.values()
    assert type(visit) is Visit
    with pytest.raises(FrozenInstanceError):
        visit.word = "heron"  # type: ignore[misc]  # nobody changes it any more
