"""A signed token opens one door once, through power cuts, wrong clocks and changed keys."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest

from hardware.outcomes.locks import BankSilent, NotSent
from kiosk.clock import FakeClock
from kiosk.custody.doors.events import OpeningIntended
from kiosk.custody.machine.pace import CertainTime
from kiosk.custody.proofs.events import CredentialTried, OperatorKeysRefused, ProofSpent
from kiosk.custody.words import Kind, TokenFault
from kiosk.journeys.doors.screens import DoorOpening
from kiosk.journeys.front.screens import HomeChoice, Sorry, SorryChoice, SorryKind
from kiosk.journeys.handover.screens import (
    PutParcel,
    ScanParcelChoice,
    SummaryChoice,
    TakeParcel,
    ThanksChoice,
)
from kiosk.journeys.screen import Picked, Typed
from kiosk.journeys.who.screens import EnterPin, NextPin, PinProblem
from kiosk.orders.keys import ChangeOperatorKeys, SetOperatorKeys, change_keys
from kiosk.orders.parcels import Announce
from kiosk.orders.refusal import OrderRefused
from kiosk.site.ports import write_changed
from tests.helpers.operator import FIRST, Operator
from tests.visits.rig import DEMO, Kiosk

LABEL, OTHER = "JJD0001234567", "JJD0007654321"


@pytest.fixture
def operator(kiosk: Kiosk) -> Operator:
    """Its key is known to the kiosk, and a parcel waits in 12."""
    kiosk.placed("12", LABEL)
    one = Operator(kiosk.site.id, kiosk.clock.now())
    change_keys(kiosk.book, kiosk.site.id, SetOperatorKeys((one.public,)))
    return one


def faults(kiosk: Kiosk) -> list[TokenFault | None]:
    return [x.fault for x in kiosk.events() if isinstance(x, CredentialTried)]


def spent(kiosk: Kiosk) -> list[ProofSpent]:
    return [x for x in kiosk.events() if isinstance(x, ProofSpent)]


def refused(kiosk: Kiosk, text: str) -> TokenFault | None:
    """Show a token from home, and say why the journal says that it was refused."""
    kiosk.scans(text)
    fault = faults(kiosk)[-1]
    # Of all faults the visitor hears only of the clock's: the code is genuine, and it is no fault of theirs.
    said = PinProblem.CLOCK if fault is TokenFault.CLOCK else PinProblem.NOT_FOUND
    assert kiosk.sees(EnterPin).problem is said
    kiosk.goes_back()
    return fault


def takes(kiosk: Kiosk, text: str) -> None:
    kiosk.scans(text)
    kiosk.lock_says()
    kiosk.sees(TakeParcel)
    kiosk.closes("12")
    kiosk.presses(ThanksChoice.DONE)
    assert kiosk.is_home()


def test_a_token_opens_the_door_and_is_spent_with_the_intent(kiosk: Kiosk, operator: Operator) -> None:
    takes(kiosk, operator.token(LABEL))
    said = [type(x) for x in kiosk.events()]
    assert said[said.index(ProofSpent) + 1] is OpeningIntended
    assert [x.kinds for x in kiosk.events() if isinstance(x, CredentialTried)] == [(Kind.OFFLINE,)]


def test_the_same_token_a_second_time_is_refused(kiosk: Kiosk, operator: Operator) -> None:
    token = operator.token(LABEL)
    takes(kiosk, token)
    kiosk.placed("11", LABEL)
    assert refused(kiosk, token) is TokenFault.USED
    assert len(kiosk.told) == 1


def test_a_token_that_opened_nothing_stays_good(kiosk: Kiosk, operator: Operator) -> None:
    """Its thing is behind a door that another visit works on; later it does not."""
    token = operator.token(LABEL)
    kiosk.house.handle(_down(kiosk))
    kiosk.scans(token)
    kiosk.sees(Sorry)
    kiosk.presses(SorryChoice.DONE)
    kiosk.presses(ThanksChoice.DONE)
    assert not spent(kiosk)
    kiosk.lines_up()
    takes(kiosk, token)


def _down(kiosk: Kiosk) -> BankSilent:
    door = kiosk.site.cabinet.compartment("12")
    assert door is not None
    bank = door.front.lock.bank
    bus = next(b.name for b in kiosk.site.buses if any(x.name == bank for x in b.banks))
    return BankSilent(bus, bank, "no reply")


def test_where_the_lock_was_never_told_the_token_is_given_back(kiosk: Kiosk, operator: Operator) -> None:
    token = operator.token(LABEL)
    kiosk.scans(token)
    kiosk.lock_says(NotSent("line down"))
    kiosk.presses(SorryChoice.DONE)
    kiosk.presses(ThanksChoice.DONE)
    takes(kiosk, token)
    assert refused(kiosk, token) is TokenFault.USED


def test_it_is_spent_again_by_the_second_try_of_the_same_visit(kiosk: Kiosk, operator: Operator) -> None:
    token = operator.token(LABEL)
    kiosk.scans(token)
    kiosk.lock_says(NotSent("line down"))
    kiosk.presses(SorryChoice.TRY_AGAIN)
    kiosk.lock_says()
    kiosk.closes("12")
    kiosk.presses(ThanksChoice.DONE)
    assert len(spent(kiosk)) == 2
    assert refused(kiosk, token) is TokenFault.USED


def test_a_power_cut_before_the_intent_leaves_it_good_and_one_after_does_not(
    kiosk: Kiosk, operator: Operator
) -> None:
    first, second = operator.token(LABEL), operator.token(LABEL, "token-9876543210")
    with pytest.MonkeyPatch.context() as just_before:
        just_before.setattr("kiosk.visits.doors.opening.may_open", _power_fails)
        with pytest.raises(_PowerCut):
            kiosk.scans(first)
    _again(kiosk)
    kiosk.scans(first)
    kiosk.sees(DoorOpening)
    assert len(spent(kiosk)) == 1
    _again(kiosk)
    assert refused(kiosk, first) is TokenFault.USED
    # Nobody knows whether the door opened: its compartment is out of use, and another token opens nothing.
    kiosk.scans(second)
    kiosk.sees(Sorry)
    assert len(kiosk.told) == 1


class _PowerCut(Exception):  # noqa: N818  it is what it is
    pass


def _power_fails(*_asked: object) -> object:
    raise _PowerCut


def _again(kiosk: Kiosk) -> None:
    kiosk.die()
    kiosk.start()
    kiosk.lines_up()


def test_a_token_that_another_visit_spends_meanwhile_opens_nothing(tmp_path: Path) -> None:
    """It is shown and good; while its second factor is typed, it opens a door elsewhere in the machine."""
    file = tmp_path / "strict.toml"
    write_changed(DEMO, file, {"proof": {"collect": {"factors": 2}}})
    kiosk = Kiosk(tmp_path, file)
    kiosk.lines_up()
    waiting = kiosk.placed("12", LABEL)
    operator = Operator(kiosk.site.id, kiosk.clock.now())
    change_keys(kiosk.book, kiosk.site.id, SetOperatorKeys((operator.public,)))
    kiosk.scans(operator.token(LABEL))
    kiosk.sees(NextPin)
    kiosk.vault.spent.spend(f"offline:{FIRST}", kiosk.clock.now())
    kiosk.presses(Typed(waiting.pin))
    kiosk.finds_tag()
    assert kiosk.sees(Sorry).kind is SorryKind.REFUSED
    assert not kiosk.told
    kiosk.end()


def test_it_opens_its_own_thing_and_no_other_of_the_same_person(kiosk: Kiosk, operator: Operator) -> None:
    kiosk.placed("11", OTHER)
    takes(kiosk, operator.token(LABEL))
    (thing,) = kiosk.ledger.consignments.values()
    assert thing.compartment == "11"
    assert len(kiosk.told) == 1


@pytest.mark.parametrize(
    ("make", "fault"),
    [
        (lambda o: o.signed(o.claims(LABEL), {"alg": "none"}), TokenFault.ALGORITHM),
        (lambda o: Operator("OTHER-9", o.now, o.key).token(LABEL), TokenFault.OTHER_KIOSK),
        (lambda o: Operator(o.kiosk, o.now).token(LABEL), TokenFault.SIGNATURE),
        (lambda o: o.token("NOTHING123"), TokenFault.NOT_HERE),
        (lambda o: Operator(o.kiosk, o.now + timedelta(days=3), o.key).token(LABEL), TokenFault.NOT_YET),
        (lambda o: Operator(o.kiosk, o.now - timedelta(days=3), o.key).token(LABEL), TokenFault.EXPIRED),
        (lambda o: o.sealed(b'{"aud": "\xff"}'), TokenFault.FORM),
        (lambda o: o.token(LABEL)[:-5], TokenFault.FORM),
        (lambda _: "eyJ" + "A" * 4090, TokenFault.FORM),
        (lambda _: "9" * 4096, TokenFault.FORM),
    ],
)
def test_every_refusal_is_an_event_and_one_sentence(
    kiosk: Kiosk, operator: Operator, make: Callable[[Operator], str], fault: TokenFault
) -> None:
    assert refused(kiosk, make(operator)) is fault
    assert not kiosk.told


def test_a_courier_does_not_sign_in_with_it(kiosk: Kiosk, operator: Operator) -> None:
    kiosk.presses(HomeChoice.STAFF)
    kiosk.scans(operator.token(LABEL))
    # A QR code says itself whose it is: it is the recipient's, and opens the recipient's door.
    kiosk.sees(DoorOpening)
    assert [x.audience.value for x in kiosk.events() if isinstance(x, CredentialTried)] == ["visitor"]


# --- the time -------------------------------------------------------------------------------------


def test_while_nobody_can_tell_the_time_only_an_announced_token_is_taken(tmp_path: Path) -> None:
    kiosk = Kiosk(tmp_path, clock=FakeClock(trusted=False))
    kiosk.lines_up()
    operator = Operator(kiosk.site.id, kiosk.clock.now())
    change_keys(kiosk.book, kiosk.site.id, SetOperatorKeys((operator.public,)))
    kiosk.placed("12", LABEL)
    assert refused(kiosk, operator.token(LABEL)) is TokenFault.CLOCK
    kiosk.gives(Announce(OTHER, "+49 30 7654321", token_id="announced-0123456"))
    courier = kiosk.staff()
    deliver(kiosk, courier.token, OTHER)
    assert refused(kiosk, operator.token(OTHER)) is TokenFault.CLOCK
    assert refused(kiosk, operator.token(LABEL, "announced-0123456")) is TokenFault.CLOCK
    kiosk.scans(operator.token(OTHER, "announced-0123456"))
    kiosk.sees(DoorOpening)
    kiosk.end()


def deliver(kiosk: Kiosk, badge: str, label: str) -> None:
    kiosk.scans(badge)
    kiosk.scans(label)
    kiosk.presses(Picked("S"))
    kiosk.lock_says()
    put = kiosk.sees(PutParcel)
    kiosk.closes(put.label)
    kiosk.presses(ScanParcelChoice.DONE)
    kiosk.presses(SummaryChoice.FINISH)


def test_a_clock_set_back_a_year_makes_no_old_token_good(tmp_path: Path) -> None:
    clock = FakeClock()
    kiosk = Kiosk(tmp_path, clock=clock)
    kiosk.lines_up()
    operator = Operator(kiosk.site.id, clock.now() - timedelta(days=365))
    change_keys(kiosk.book, kiosk.site.id, SetOperatorKeys((operator.public,)))
    kiosk.placed("12", LABEL)
    old = operator.token(LABEL)
    assert refused(kiosk, old) is TokenFault.EXPIRED
    clock.advance(-365 * 86_400)
    assert refused(kiosk, old) is TokenFault.CLOCK
    kiosk.die()
    kiosk.start()
    kiosk.lines_up()
    assert refused(kiosk, old) is TokenFault.CLOCK
    kiosk.end()


# --- the operator's keys --------------------------------------------------------------------------


def test_a_document_by_a_present_key_brings_new_ones(kiosk: Kiosk, operator: Operator) -> None:
    new = Operator(kiosk.site.id, kiosk.clock.now())
    document = operator.document(5, new.public)
    assert change_keys(kiosk.book, kiosk.site.id, ChangeOperatorKeys(document)) == 5
    assert refused(kiosk, operator.token(LABEL)) is TokenFault.SIGNATURE
    takes(kiosk, new.token(LABEL))


def test_an_old_document_does_not_bring_its_keys_back(kiosk: Kiosk, operator: Operator) -> None:
    new = Operator(kiosk.site.id, kiosk.clock.now())
    both = operator.document(5, operator.public, new.public)
    change_keys(kiosk.book, kiosk.site.id, ChangeOperatorKeys(both))
    change_keys(kiosk.book, kiosk.site.id, ChangeOperatorKeys(new.document(6, new.public)))
    for document, fault in (
        (both, TokenFault.SIGNATURE),
        (new.document(6, operator.public), TokenFault.USED),
        (new.document(5, operator.public), TokenFault.USED),
        (Operator("OTHER-9", new.now, new.key).document(9, operator.public), TokenFault.OTHER_KIOSK),
        ("nonsense", TokenFault.FORM),
    ):
        with pytest.raises(OrderRefused):
            change_keys(kiosk.book, kiosk.site.id, ChangeOperatorKeys(document))
        assert kiosk.events()[-1] == OperatorKeysRefused(fault)
    assert kiosk.ledger.operator_keys.keys == (new.public,)


def test_the_keys_and_what_was_spent_outlive_a_power_cut(kiosk: Kiosk, operator: Operator) -> None:
    token = operator.token(LABEL)
    takes(kiosk, token)
    kiosk.placed("12", LABEL)
    _again(kiosk)
    assert refused(kiosk, token) is TokenFault.USED
    takes(kiosk, operator.token(LABEL, "token-9876543210"))


@pytest.mark.parametrize("keys", [(), ("ab",), ("a" * 64, "a" * 64), ("a" * 64, "b" * 64, "c" * 64)])
def test_only_one_or_two_whole_keys_are_set(kiosk: Kiosk, keys: tuple[str, ...]) -> None:
    with pytest.raises(OrderRefused):
        change_keys(kiosk.book, kiosk.site.id, SetOperatorKeys(keys))


def test_spent_tokens_are_dropped_long_after_nobody_could_show_them(kiosk: Kiosk, operator: Operator) -> None:
    takes(kiosk, operator.token(LABEL))
    proof = f"offline:{spent(kiosk)[0].proof}"
    now = kiosk.clock.now()
    assert kiosk.vault.spent.drop(CertainTime(now), timedelta()) == 0
    assert kiosk.vault.spent.drop(CertainTime(now + timedelta(days=2)), timedelta(days=2)) == 0
    assert kiosk.vault.spent.drop(CertainTime(now + timedelta(days=2)), timedelta()) == 1
    assert not kiosk.vault.spent.holds(proof)
