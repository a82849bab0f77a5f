"""Roles are data, and a grant is given only for what a role covers."""

from __future__ import annotations

import pytest

from kiosk.access.credentials import PinShown, Proved, TokenShown
from kiosk.access.grants import grant
from kiosk.access.roles import ROLES, may, roles_here
from kiosk.custody.doors.events import GrantGiven
from kiosk.custody.ids import GrantId, PartyId
from kiosk.custody.ledger import Ledger
from kiosk.custody.proofs.events import StaffRemoved
from kiosk.custody.services.rules import Selector, SelectorKind, StepRule
from kiosk.custody.words import Act, Audience
from tests.custody.book import ANNA, COURIER, P1, STAFF, TECHNICIAN, after, lying
from tests.custody.services.shop import service

BOOK = after(*STAFF, *lying(P1, "1"))


@pytest.mark.parametrize(
    ("role", "acts"),
    [
        ("courier", {Act.DEPOSIT, Act.UNDO, Act.COLLECT, Act.WORK}),
        ("technician", {Act.WORK, Act.MAINTAIN, Act.COMMISSION}),
        ("subcontractor", {Act.MAINTAIN}),
        ("operator", {Act.WORK}),
        ("workshop", {Act.DEPOSIT, Act.UNDO, Act.COLLECT, Act.WORK}),
        ("", set()),
    ],
)
def test_what_each_role_may_do(role: str, acts: set[Act]) -> None:
    assert {act for act in Act if may(role, act)} == acts


def test_couriers_alone_take_things_along_and_no_role_opens_for_somebody_else() -> None:
    assert [role for role in ROLES if may(role, Act.COLLECT)] == ["courier"]


def test_a_service_names_roles_of_its_own() -> None:
    step = StepRule("in", Act.DEPOSIT, (Selector(SelectorKind.ROLE, "workshop"),))
    assert roles_here([service(step), None]) == (*ROLES, "workshop")
    assert roles_here([]) == tuple(ROLES)


def given(who: PartyId, audience: Audience, act: Act, book: Ledger = BOOK) -> GrantGiven | None:
    return grant(book, "g", Proved(who, audience), act, P1, "1")


def test_a_grant_is_for_one_compartment_and_one_opening() -> None:
    found = given(ANNA, Audience.VISITOR, Act.COLLECT)
    assert found == GrantGiven(GrantId("g"), ANNA, Act.COLLECT, P1, "1", openings=1)


def test_staff_get_grants_for_what_their_role_covers() -> None:
    assert given(COURIER, Audience.STAFF, Act.DEPOSIT) is not None
    assert given(COURIER, Audience.STAFF, Act.MAINTAIN) is None
    assert given(TECHNICIAN, Audience.STAFF, Act.DEPOSIT) is None
    assert given(TECHNICIAN, Audience.STAFF, Act.WORK) is not None


def test_who_is_no_longer_staff_gets_none() -> None:
    left = after(StaffRemoved(COURIER), onto=BOOK)
    assert given(COURIER, Audience.STAFF, Act.DEPOSIT, left) is None


def test_what_was_shown_is_never_printed() -> None:
    assert "1234" not in repr(PinShown("12345678", "1234"))
    assert "secret" not in repr(TokenShown("secret"))
