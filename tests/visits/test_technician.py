"""A technician's sign-in and work through the real journal, vault and ledger."""

from __future__ import annotations

from dataclasses import replace

from hardware.outcomes.locks import Jammed
from kiosk.custody.doors.events import GrantGiven, VisitEnded
from kiosk.custody.proofs.events import CredentialTried
from kiosk.custody.words import Condition, Ending, Fault, Found, TaskKind
from kiosk.custody.work.events import Audited, TaskMade
from kiosk.journeys import screens as s
from kiosk.visits.orders import Secrets
from tests.helpers.phone import code_of
from tests.visits.rig import Kiosk


def types(kiosk: Kiosk, secrets: Secrets, code: str) -> None:
    """From home: the PIN, then a code."""
    kiosk.presses(s.HomeChoice.STAFF)
    kiosk.presses(s.Typed(secrets.pin))
    kiosk.finds_tag()
    kiosk.sees(s.EnterCode)
    kiosk.presses(s.Typed(code))
    kiosk.finds_tag()


def code(kiosk: Kiosk, secrets: Secrets) -> str:
    return code_of(secrets.phone, kiosk.clock.now())


def test_a_pin_and_the_phones_code_let_a_technician_in(kiosk: Kiosk) -> None:
    technician = kiosk.staff("technician")
    types(kiosk, technician, code(kiosk, technician))
    assert s.WorkshopChoice.AUDIT in kiosk.sees(s.Workshop).offered


def test_a_badge_alone_proves_nothing_and_is_no_attempt(kiosk: Kiosk) -> None:
    technician = kiosk.staff("technician")
    kiosk.scans(technician.token)
    kiosk.sees(s.EnterCode)
    assert not [x for x in kiosk.events() if isinstance(x, CredentialTried)]
    kiosk.presses(s.BackChoice.BACK)
    assert kiosk.sees(s.EnterPin).problem is s.PinProblem.NOT_FOUND


def test_each_code_counts_once(kiosk: Kiosk) -> None:
    technician = kiosk.staff("technician")
    seen = code(kiosk, technician)
    types(kiosk, technician, seen)
    kiosk.presses(s.WorkshopChoice.DONE)
    types(kiosk, technician, seen)
    assert kiosk.sees(s.EnterPin).problem is s.PinProblem.NOT_FOUND
    kiosk.goes_back()
    kiosk.clock.advance(30)
    types(kiosk, technician, code(kiosk, technician))
    kiosk.sees(s.Workshop)


def test_a_code_that_was_taken_stays_taken_after_a_power_cut(kiosk: Kiosk) -> None:
    technician = kiosk.staff("technician")
    seen = code(kiosk, technician)
    types(kiosk, technician, seen)
    kiosk.die()
    kiosk.start()
    kiosk.lines_up()
    types(kiosk, technician, seen)
    kiosk.sees(s.EnterPin)


def test_a_code_of_three_minutes_ago_is_nobodys(kiosk: Kiosk) -> None:
    technician = kiosk.staff("technician")
    old = code(kiosk, technician)
    kiosk.clock.advance(180)
    types(kiosk, technician, old)
    assert kiosk.sees(s.EnterPin).problem is s.PinProblem.NOT_FOUND


def test_the_recovery_code_stands_for_the_phone_once(kiosk: Kiosk) -> None:
    technician = kiosk.staff("technician")
    types(kiosk, technician, technician.recovery)
    kiosk.presses(s.WorkshopChoice.DONE)
    types(kiosk, technician, technician.recovery)
    assert kiosk.sees(s.EnterPin).problem is s.PinProblem.NOT_FOUND


def test_ones_recovery_code_does_not_stand_for_anothers_phone(kiosk: Kiosk) -> None:
    first, second = kiosk.staff("technician"), kiosk.staff("technician")
    types(kiosk, first, second.recovery)
    kiosk.sees(s.EnterPin)


def test_couriers_need_no_code(kiosk: Kiosk) -> None:
    kiosk.scans(kiosk.staff("courier").token)
    kiosk.sees(s.ScanParcel)


def test_guessing_codes_slows_typing_down(kiosk: Kiosk) -> None:
    technician = kiosk.staff("technician")
    for _ in range(5):
        types(kiosk, technician, "000000")
        kiosk.goes_back()
    kiosk.presses(s.HomeChoice.STAFF)
    kiosk.presses(s.Typed(technician.pin))
    assert kiosk.sees(s.EnterPin).problem is s.PinProblem.WAIT


def test_a_subcontractors_day_ends(kiosk: Kiosk) -> None:
    helper = kiosk.staff("subcontractor")
    kiosk.signs_in(helper)
    assert kiosk.sees(s.Workshop).offered == (
        s.WorkshopChoice.DOORS,
        s.WorkshopChoice.DEVICES,
        s.WorkshopChoice.MACHINE,
        s.WorkshopChoice.DONE,
    )
    kiosk.presses(s.WorkshopChoice.DONE)
    kiosk.clock.advance(86_400)
    kiosk.scans(helper.token)
    assert kiosk.sees(s.EnterPin).problem is s.PinProblem.NOT_FOUND


def test_a_subcontractor_opens_nothing_that_is_occupied(kiosk: Kiosk) -> None:
    kiosk.placed("12")
    kiosk.signs_in(kiosk.staff("subcontractor"))
    kiosk.presses(s.WorkshopChoice.DOORS)
    kiosk.presses(s.Picked("12"))
    assert kiosk.sees(s.DoorCard).offered == ()
    kiosk.presses(s.BackChoice.BACK)
    kiosk.presses(s.Picked("11"))
    assert kiosk.sees(s.DoorCard).offered == (s.DoorAct.TEST,)


def test_visitors_read_that_the_machine_is_serviced_while_a_door_stands_open(kiosk: Kiosk) -> None:
    kiosk.signs_in(kiosk.staff("technician"))
    kiosk.presses(s.WorkshopChoice.DOORS)
    kiosk.presses(s.Picked("11"))
    kiosk.presses(s.DoorAct.TEST)
    kiosk.lock_says()
    kiosk.waits(130)
    assert kiosk.sees(s.OutOfService).reason is s.OutReason.MAINTENANCE
    kiosk.closes("11")
    assert kiosk.is_home()
    assert kiosk.ledger.tasks.keys()  # whoever closed it, nobody knows what lies there now
    assert kiosk.ledger.holding("11").condition is Condition.UNKNOWN


def test_a_lock_is_tried_ten_times_and_each_time_under_a_grant_of_its_own(kiosk: Kiosk) -> None:
    kiosk.signs_in(kiosk.staff("technician"))
    kiosk.presses(s.WorkshopChoice.DOORS)
    kiosk.presses(s.Picked("11"))
    kiosk.presses(s.DoorAct.TEST)
    for _ in range(10):
        kiosk.lock_says()
        kiosk.closes("11")
    assert kiosk.sees(s.WorkMessage) == s.WorkMessage(s.WorkWord.TESTED, "11", 10, 10)
    grants = [x for x in kiosk.events() if isinstance(x, GrantGiven)]
    assert len({x.grant for x in grants}) == len(kiosk.told) == 10
    kiosk.presses(s.OkChoice.OK)
    assert kiosk.sees(s.DoorCard).openings == 10


def test_a_lock_that_jams_in_the_test_is_out_of_service(kiosk: Kiosk) -> None:
    kiosk.signs_in(kiosk.staff("technician"))
    kiosk.presses(s.WorkshopChoice.DOORS)
    kiosk.presses(s.Picked("11"))
    kiosk.presses(s.DoorAct.TEST)
    kiosk.lock_says(Jammed())
    kiosk.presses(s.SorryChoice.DONE)
    assert kiosk.sees(s.WorkMessage).word is s.WorkWord.TEST_FAILED
    assert kiosk.ledger.holding("11").condition is Condition.BROKEN


def test_a_door_goes_out_of_service_and_comes_back_when_it_was_checked(kiosk: Kiosk) -> None:
    kiosk.signs_in(kiosk.staff("technician"))
    kiosk.presses(s.WorkshopChoice.DOORS)
    kiosk.presses(s.Picked("11"))
    kiosk.presses(s.DoorAct.WITHDRAW)
    kiosk.presses(Fault.LOCK)
    assert kiosk.sees(s.DoorCard).standing is s.DoorWord.OUT
    assert [t.note for t in kiosk.ledger.tasks.values() if t.kind is TaskKind.REPAIR] == ["lock"]
    kiosk.presses(s.DoorAct.CHECK)
    kiosk.lock_says()
    kiosk.closes("11")
    kiosk.presses(Found.AS_BOOKED)
    assert kiosk.sees(s.DoorCard).standing is s.DoorWord.FREE
    assert not [t for t in kiosk.ledger.tasks.values() if t.compartment]


def test_what_an_audit_finds_is_in_the_journal_and_in_the_book(kiosk: Kiosk) -> None:
    kiosk.placed("1")
    kiosk.signs_in(kiosk.staff("technician"))
    kiosk.presses(s.WorkshopChoice.AUDIT)
    for label, found in (("1", Found.EMPTY), ("2", Found.SOMETHING), ("3", Found.AS_BOOKED)):
        assert kiosk.sees(s.AuditNext).label == label
        kiosk.presses(s.AuditChoice.OPEN)
        kiosk.lock_says()
        kiosk.closes(label)
        kiosk.presses(found)
    kiosk.presses(s.AuditChoice.STOP)
    assert kiosk.sees(s.WorkMessage) == s.WorkMessage(s.WorkWord.AUDITED, count=2, of=3)
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
    kiosk.presses(s.WorkshopChoice.AUDIT)
    kiosk.presses(s.AuditChoice.OPEN)
    assert kiosk.sees(s.WorkMessage).word is s.WorkWord.SECOND_PERSON
    assert kiosk.told == []
    kiosk.presses(s.OkChoice.OK)
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
