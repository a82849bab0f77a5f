"""A technician's sign-in and work through the real journal, vault and ledger."""

from __future__ import annotations

from dataclasses import replace

from hardware.outcomes.locks import Jammed
from kiosk.custody.doors.events import GrantGiven, VisitEnded
from kiosk.custody.proofs.events import CredentialTried
from kiosk.custody.words import Condition, Ending, Fault, Found, TaskKind
from kiosk.custody.work.events import Audited, TaskMade
from kiosk.journeys.front.screens import HomeChoice, OutOfService, OutReason, SorryChoice
from kiosk.journeys.handover.screens import ScanParcel
from kiosk.journeys.screen import BackChoice, OkChoice, Picked, Typed
from kiosk.journeys.who.screens import EnterCode, EnterPin, PinProblem
from kiosk.journeys.work.screens import (
    AuditChoice,
    AuditNext,
    DoorAct,
    DoorCard,
    DoorWord,
    WorkMessage,
    Workshop,
    WorkshopChoice,
    WorkWord,
)
from kiosk.orders.procedure import Secrets
from tests.helpers.phone import code_of
from tests.visits.rig import Kiosk


def types(kiosk: Kiosk, secrets: Secrets, code: str) -> None:
    """From home: the PIN, then a code."""
    kiosk.presses(HomeChoice.STAFF)
    kiosk.presses(Typed(secrets.pin))
    kiosk.finds_tag()
    kiosk.sees(EnterCode)
    kiosk.presses(Typed(code))
    kiosk.finds_tag()


def code(kiosk: Kiosk, secrets: Secrets) -> str:
    return code_of(secrets.phone, kiosk.clock.now())


def test_a_pin_and_the_phones_code_let_a_technician_in(kiosk: Kiosk) -> None:
    technician = kiosk.staff("technician")
    types(kiosk, technician, code(kiosk, technician))
    assert WorkshopChoice.AUDIT in kiosk.sees(Workshop).offered


def test_a_badge_alone_proves_nothing_and_is_no_attempt(kiosk: Kiosk) -> None:
    technician = kiosk.staff("technician")
    kiosk.scans(technician.token)
    kiosk.sees(EnterCode)
    assert not [x for x in kiosk.events() if isinstance(x, CredentialTried)]
    kiosk.presses(BackChoice.BACK)
    assert kiosk.sees(EnterPin).problem is PinProblem.NOT_FOUND


def test_each_code_counts_once(kiosk: Kiosk) -> None:
    technician = kiosk.staff("technician")
    seen = code(kiosk, technician)
    types(kiosk, technician, seen)
    kiosk.presses(WorkshopChoice.DONE)
    types(kiosk, technician, seen)
    assert kiosk.sees(EnterPin).problem is PinProblem.NOT_FOUND
    kiosk.goes_back()
    kiosk.clock.advance(30)
    types(kiosk, technician, code(kiosk, technician))
    kiosk.sees(Workshop)


def test_a_code_that_was_taken_stays_taken_after_a_power_cut(kiosk: Kiosk) -> None:
    technician = kiosk.staff("technician")
    seen = code(kiosk, technician)
    types(kiosk, technician, seen)
    kiosk.die()
    kiosk.start()
    kiosk.lines_up()
    types(kiosk, technician, seen)
    kiosk.sees(EnterPin)


def test_a_code_of_three_minutes_ago_is_nobodys(kiosk: Kiosk) -> None:
    technician = kiosk.staff("technician")
    old = code(kiosk, technician)
    kiosk.clock.advance(180)
    types(kiosk, technician, old)
    assert kiosk.sees(EnterPin).problem is PinProblem.NOT_FOUND


def test_the_recovery_code_stands_for_the_phone_once(kiosk: Kiosk) -> None:
    technician = kiosk.staff("technician")
    types(kiosk, technician, technician.recovery)
    kiosk.presses(WorkshopChoice.DONE)
    types(kiosk, technician, technician.recovery)
    assert kiosk.sees(EnterPin).problem is PinProblem.NOT_FOUND


def test_ones_recovery_code_does_not_stand_for_anothers_phone(kiosk: Kiosk) -> None:
    first, second = kiosk.staff("technician"), kiosk.staff("technician")
    types(kiosk, first, second.recovery)
    kiosk.sees(EnterPin)


def test_couriers_need_no_code(kiosk: Kiosk) -> None:
    kiosk.scans(kiosk.staff("courier").token)
    kiosk.sees(ScanParcel)


def test_guessing_codes_slows_typing_down(kiosk: Kiosk) -> None:
    technician = kiosk.staff("technician")
    for _ in range(5):
        types(kiosk, technician, "000000")
        kiosk.goes_back()
    kiosk.presses(HomeChoice.STAFF)
    kiosk.presses(Typed(technician.pin))
    assert kiosk.sees(EnterPin).problem is PinProblem.WAIT


def test_a_subcontractors_day_ends(kiosk: Kiosk) -> None:
    helper = kiosk.staff("subcontractor")
    kiosk.signs_in(helper)
    assert kiosk.sees(Workshop).offered == (
        WorkshopChoice.DOORS,
        WorkshopChoice.DEVICES,
        WorkshopChoice.MACHINE,
        WorkshopChoice.DONE,
    )
    kiosk.presses(WorkshopChoice.DONE)
    kiosk.clock.advance(86_400)
    kiosk.scans(helper.token)
    assert kiosk.sees(EnterPin).problem is PinProblem.NOT_FOUND


def test_a_subcontractor_opens_nothing_that_is_occupied(kiosk: Kiosk) -> None:
    kiosk.placed("12")
    kiosk.signs_in(kiosk.staff("subcontractor"))
    kiosk.presses(WorkshopChoice.DOORS)
    kiosk.presses(Picked("12"))
    assert kiosk.sees(DoorCard).offered == ()
    kiosk.presses(BackChoice.BACK)
    kiosk.presses(Picked("11"))
    assert kiosk.sees(DoorCard).offered == (DoorAct.TEST,)


def test_visitors_read_that_the_machine_is_serviced_while_a_door_stands_open(kiosk: Kiosk) -> None:
    kiosk.signs_in(kiosk.staff("technician"))
    kiosk.presses(WorkshopChoice.DOORS)
    kiosk.presses(Picked("11"))
    kiosk.presses(DoorAct.TEST)
    kiosk.lock_says()
    kiosk.waits(130)
    assert kiosk.sees(OutOfService).reason is OutReason.MAINTENANCE
    kiosk.closes("11")
    assert kiosk.is_home()
    assert kiosk.ledger.tasks.keys()  # whoever closed it, nobody knows what is there now
    assert kiosk.ledger.holding("11").condition is Condition.UNKNOWN


def test_a_lock_is_tried_ten_times_and_each_time_under_a_grant_of_its_own(kiosk: Kiosk) -> None:
    kiosk.signs_in(kiosk.staff("technician"))
    kiosk.presses(WorkshopChoice.DOORS)
    kiosk.presses(Picked("11"))
    kiosk.presses(DoorAct.TEST)
    for _ in range(10):
        kiosk.lock_says()
        kiosk.closes("11")
    assert kiosk.sees(WorkMessage) == WorkMessage(WorkWord.TESTED, "11", 10, 10)
    grants = [x for x in kiosk.events() if isinstance(x, GrantGiven)]
    assert len({x.grant for x in grants}) == len(kiosk.told) == 10
    kiosk.presses(OkChoice.OK)
    assert kiosk.sees(DoorCard).openings == 10


def test_a_lock_that_jams_in_the_test_is_out_of_service(kiosk: Kiosk) -> None:
    kiosk.signs_in(kiosk.staff("technician"))
    kiosk.presses(WorkshopChoice.DOORS)
    kiosk.presses(Picked("11"))
    kiosk.presses(DoorAct.TEST)
    kiosk.lock_says(Jammed())
    kiosk.presses(SorryChoice.DONE)
    assert kiosk.sees(WorkMessage).word is WorkWord.TEST_FAILED
    assert kiosk.ledger.holding("11").condition is Condition.BROKEN


def test_a_door_goes_out_of_service_and_comes_back_when_it_was_checked(kiosk: Kiosk) -> None:
    kiosk.signs_in(kiosk.staff("technician"))
    kiosk.presses(WorkshopChoice.DOORS)
    kiosk.presses(Picked("11"))
    kiosk.presses(DoorAct.WITHDRAW)
    kiosk.presses(Fault.LOCK)
    assert kiosk.sees(DoorCard).standing is DoorWord.OUT
    assert [t.note for t in kiosk.ledger.tasks.values() if t.kind is TaskKind.REPAIR] == ["lock"]
    kiosk.presses(DoorAct.CHECK)
    kiosk.lock_says()
    kiosk.closes("11")
    kiosk.presses(Found.AS_BOOKED)
    assert kiosk.sees(DoorCard).standing is DoorWord.FREE
    assert not [t for t in kiosk.ledger.tasks.values() if t.compartment]


def test_what_an_audit_finds_is_in_the_journal_and_in_the_book(kiosk: Kiosk) -> None:
    kiosk.placed("1")
    kiosk.signs_in(kiosk.staff("technician"))
    kiosk.presses(WorkshopChoice.AUDIT)
    for label, found in (("1", Found.EMPTY), ("2", Found.SOMETHING), ("3", Found.AS_BOOKED)):
        assert kiosk.sees(AuditNext).label == label
        kiosk.presses(AuditChoice.OPEN)
        kiosk.lock_says()
        kiosk.closes(label)
        kiosk.presses(found)
    kiosk.presses(AuditChoice.STOP)
    assert kiosk.sees(WorkMessage) == WorkMessage(WorkWord.AUDITED, count=2, of=3)
    audits = [x for x in kiosk.events() if isinstance(x, Audited)]
    assert [(x.compartment, x.booked, x.found) for x in audits] == [
        ("1", 1, Found.EMPTY),
        ("2", 0, Found.SOMETHING),
        ("3", 0, Found.AS_BOOKED),
    ]
    assert kiosk.ledger.consignments == {}
    assert kiosk.ledger.holding("2").condition is Condition.UNKNOWN
    actors = {row.actor for row in kiosk.journal.rows() if isinstance(row.event, Audited)}
    assert actors == set(kiosk.ledger.staff)


def test_a_guarded_service_is_opened_by_two(kiosk: Kiosk) -> None:
    services = {name: replace(one, two_people=True) for name, one in kiosk.site.services.items()}
    kiosk.house.site = replace(kiosk.site, services=services)
    kiosk.placed("1")
    first, second = kiosk.staff("technician"), kiosk.staff("technician")
    kiosk.signs_in(first)
    me = {row.actor for row in kiosk.journal.rows() if isinstance(row.event, TaskMade)}
    kiosk.presses(WorkshopChoice.AUDIT)
    kiosk.presses(AuditChoice.OPEN)
    assert kiosk.sees(WorkMessage).word is WorkWord.SECOND_PERSON
    assert kiosk.told == []
    kiosk.presses(OkChoice.OK)
    kiosk.signs_in(second)
    kiosk.lock_says()
    kiosk.closes("1")
    kiosk.presses(Found.AS_BOOKED)
    assert {row.actor for row in kiosk.journal.rows() if isinstance(row.event, Audited)} == me


def test_when_the_technician_is_idle_the_machine_serves_visitors_again(kiosk: Kiosk) -> None:
    kiosk.signs_in(kiosk.staff("technician"))
    kiosk.waits(181)
    assert kiosk.is_home()
    assert VisitEnded(Ending.IDLE) in kiosk.events()
    assert not kiosk.ledger.under_maintenance
