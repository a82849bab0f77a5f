"""A recipient lets somebody else collect: the code counts once, for some things, for a while."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from hardware.outcomes.locks import NotSent
from kiosk.custody.proofs.events import CredentialTried, ProofSpent
from kiosk.custody.things.services import PinScheme
from kiosk.custody.words import Kind
from kiosk.journeys.doors.screens import CloseDoor, DoorOpening
from kiosk.journeys.front.screens import HomeChoice, SorryChoice
from kiosk.journeys.handover.screens import (
    DelegateCode,
    PickUpChoice,
    PickUpOrGive,
    TakeChoice,
    TakeParcel,
    ThanksChoice,
)
from kiosk.journeys.screen import OkChoice, Typed
from kiosk.journeys.who.screens import EnterPin, NextShow, PinProblem
from kiosk.orders.delegations import Delegate, WithdrawDelegations, withdraw_codes
from kiosk.orders.keys import SetOperatorKeys, change_keys
from kiosk.orders.persons import Forget, forget
from kiosk.orders.procedure import Secrets
from kiosk.orders.refusal import OrderRefused
from kiosk.site.ports import write_changed
from kiosk.vault.drawing import at_once
from kiosk.visits.book import Signature
from kiosk.visits.who.delegations import draw_code, make_delegation
from tests.helpers.operator import Operator
from tests.visits.rig import DEMO, Kiosk

PHONE = "+49 30 1234567"


@pytest.fixture
def here(tmp_path: Path) -> Iterator[Kiosk]:
    """A site that lets recipients make codes; something waits in 12 and in 11."""
    file = tmp_path / "giving.toml"
    write_changed(DEMO, file, {"delegation": {"hours": 72}})
    kiosk = Kiosk(tmp_path, file)
    kiosk.lines_up()
    yield kiosk
    kiosk.end()


@pytest.fixture
def recipient(here: Kiosk) -> Secrets:
    here.placed("11", "JJD0000000011")
    return here.placed("12", "JJD0000000012")


def makes_code(kiosk: Kiosk, recipient: Secrets) -> str:
    kiosk.scans(recipient.token)
    assert kiosk.sees(PickUpOrGive).count == 2
    kiosk.presses(PickUpChoice.GIVE)
    kiosk.finds_tag()
    code = kiosk.sees(DelegateCode).code
    kiosk.presses(OkChoice.OK)
    assert kiosk.is_home()
    return code


def test_the_list_says_behind_which_door_and_for_how_many_whole_hours(
    here: Kiosk, recipient: Secrets
) -> None:
    here.clock.advance(3 * 3600)
    here.house.tick()
    here.scans(recipient.token)
    seen = {one.label: (one.size, one.hours) for one in here.sees(PickUpOrGive).waiting}
    assert seen.keys() == {"11", "12"}
    assert {hours for _, hours in seen.values()} == {3}
    assert all(size for size, _ in seen.values())


def types(kiosk: Kiosk, code: str) -> None:
    kiosk.presses(HomeChoice.PICK_UP)
    kiosk.presses(Typed(code))
    kiosk.finds_tag()


def is_refused(kiosk: Kiosk, code: str) -> bool:
    types(kiosk, code)
    refused = kiosk.sees(EnterPin).problem is PinProblem.NOT_FOUND
    kiosk.goes_back()
    return refused


def takes(kiosk: Kiosk) -> str:
    kiosk.lock_says()
    label = kiosk.sees(TakeParcel).label
    kiosk.closes(label)
    return label


def test_somebody_with_the_code_takes_what_waited_when_it_was_made(here: Kiosk, recipient: Secrets) -> None:
    code = makes_code(here, recipient)
    here.placed("10", "JJD0000000010")
    types(here, code)
    assert {takes(here), takes(here)} == {"11", "12"}
    here.presses(ThanksChoice.DONE)
    (left,) = here.ledger.consignments.values()
    assert left.compartment == "10"
    tried = [x for x in here.events() if isinstance(x, CredentialTried)][-1]
    assert tried.kinds == (Kind.DELEGATION,)
    assert len(tried.only) == 2


def test_the_code_a_second_time_is_refused(here: Kiosk, recipient: Secrets) -> None:
    """Only one parcel was taken; the code was for both, and for one visit."""
    code = makes_code(here, recipient)
    types(here, code)
    here.lock_says()
    here.presses(TakeChoice.NOT_MINE)
    here.closes(here.sees(CloseDoor).label)
    here.presses(SorryChoice.DONE)
    takes(here)
    here.presses(ThanksChoice.DONE)
    here.placed("10", "JJD0000000010")
    assert is_refused(here, code)


def test_a_code_that_opened_nothing_stays_good(here: Kiosk, recipient: Secrets) -> None:
    code = makes_code(here, recipient)
    types(here, code)
    for _ in range(2):
        here.lock_says(NotSent("line down"))
        here.presses(SorryChoice.DONE)
    here.presses(ThanksChoice.DONE)
    types(here, code)
    takes(here)
    takes(here)


def test_whoever_has_a_code_makes_no_other(here: Kiosk, recipient: Secrets) -> None:
    types(here, makes_code(here, recipient))
    here.sees(DoorOpening)


def test_the_recipient_takes_it_back_at_the_machine(here: Kiosk, recipient: Secrets) -> None:
    code = makes_code(here, recipient)
    here.scans(recipient.token)
    assert here.sees(PickUpOrGive).given
    here.presses(PickUpChoice.TAKE_BACK)
    assert not here.sees(PickUpOrGive).given
    here.goes_back()
    assert is_refused(here, code)
    types(here, makes_code(here, recipient))
    here.sees(DoorOpening)


def test_it_ends_with_its_time(here: Kiosk, recipient: Secrets) -> None:
    code = makes_code(here, recipient)
    here.clock.advance(72 * 3600)
    assert is_refused(here, code)
    here.scans(recipient.token)
    assert not here.sees(PickUpOrGive).given


def test_it_counts_after_a_power_cut_and_is_spent_after_one(here: Kiosk, recipient: Secrets) -> None:
    code = makes_code(here, recipient)
    _again(here)
    types(here, code)
    here.lock_says()
    _again(here)
    assert is_refused(here, code)


def _again(kiosk: Kiosk) -> None:
    kiosk.die()
    kiosk.start()
    kiosk.lines_up()


def test_what_the_recipient_took_first_is_no_longer_there(here: Kiosk, recipient: Secrets) -> None:
    code = makes_code(here, recipient)
    here.scans(recipient.token)
    here.presses(PickUpChoice.OPEN)
    takes(here)
    takes(here)
    here.presses(ThanksChoice.DONE)
    assert is_refused(here, code)
    assert not here.ledger.delegations


def test_where_the_site_says_nothing_the_door_opens_at_once(kiosk: Kiosk) -> None:
    kiosk.scans(kiosk.placed("12").token)
    kiosk.sees(DoorOpening)


def test_two_factors_are_not_given_to_somebody_else(tmp_path: Path) -> None:
    file = tmp_path / "strict.toml"
    write_changed(DEMO, file, {"delegation": {}, "proof": {"collect": {"factors": 2}}})
    kiosk = Kiosk(tmp_path, file)
    kiosk.lines_up()
    waiting = kiosk.placed("12")
    with pytest.raises(OrderRefused):
        kiosk.delegates(Delegate(PHONE))
    kiosk.scans(waiting.token)
    kiosk.presses(Typed(waiting.pin))
    kiosk.finds_tag()
    kiosk.sees(DoorOpening)
    kiosk.end()


def test_the_operator_gives_one_and_takes_it_back(here: Kiosk, recipient: Secrets) -> None:
    one = here.delegates(Delegate(PHONE, "JJD0000000011"))
    other = here.delegates(Delegate(PHONE, hours=1))
    types(here, one)
    assert takes(here) == "11"
    here.presses(ThanksChoice.DONE)
    assert withdraw_codes(here.means, WithdrawDelegations(PHONE)) == 1
    assert is_refused(here, other)
    for wrong in (Delegate("+49 30 999999"), Delegate(PHONE, "NOTHING123"), Delegate(PHONE, hours=0)):
        with pytest.raises(OrderRefused):
            here.delegates(wrong)
    with pytest.raises(OrderRefused):
        withdraw_codes(here.means, WithdrawDelegations(PHONE))


def test_nothing_of_it_stays_once_the_person_is_forgotten(here: Kiosk, recipient: Secrets) -> None:
    makes_code(here, recipient)
    here.delegates(Delegate(PHONE))
    here.scans(recipient.token)
    here.presses(PickUpChoice.OPEN)
    takes(here)
    takes(here)
    here.presses(ThanksChoice.DONE)
    forget(here.book, Forget(PHONE))
    (rows,) = here.journal.writing.db.execute("SELECT count(*) FROM vault_credentials").fetchone()
    assert rows == 0
    assert not here.ledger.delegations


def test_the_code_is_never_printed(here: Kiosk, recipient: Secrets) -> None:
    here.scans(recipient.token)
    here.presses(PickUpChoice.GIVE)
    here.finds_tag()
    shown = here.sees(DelegateCode)
    assert shown.code not in repr(shown)
    dump = "\n".join(here.journal.writing.db.conn.iterdump())
    assert shown.code not in dump


def test_two_proofs_that_count_once_are_both_spent_by_one_door(tmp_path: Path) -> None:
    """What the recipient's token and a code for somebody else make together counts once, both of it."""
    file = tmp_path / "both.toml"
    two_kinds = {"collect": {"accepts": ["offline", "delegation"], "factors": 2}}
    write_changed(DEMO, file, {"services": ["parcel"], "delegation": {}, "proof": two_kinds})
    kiosk = Kiosk(tmp_path, file)
    kiosk.lines_up()
    kiosk.placed("12", "JJD0000000012")
    operator = Operator(kiosk.site.id, kiosk.clock.now())
    change_keys(kiosk.book, kiosk.site.id, SetOperatorKeys((operator.public,)))
    things = tuple(kiosk.ledger.consignments)
    (party,) = {p for thing in kiosk.ledger.consignments.values() for p in thing.leg.parties}
    by = Signature(kiosk.site.principal)
    drawn = at_once(draw_code(kiosk.book, PinScheme.EIGHT, party), kiosk.vault.tag_pin)
    code = make_delegation(kiosk.book, kiosk.draw, drawn, by, party, things, 72, at_machine=False)
    types(kiosk, code)
    kiosk.sees(NextShow)
    kiosk.scans(operator.token("JJD0000000012"))
    takes(kiosk)
    spent = {x.kind for x in kiosk.events() if isinstance(x, ProofSpent)}
    assert spent == {Kind.OFFLINE, Kind.DELEGATION}
    kiosk.end()
