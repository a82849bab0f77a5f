"""A machine is learned, told step by step: what was touched, and every way out of it."""

from __future__ import annotations

from hardware.outcomes.locks import Jammed, NotSent
from kiosk.access.credentials import Proved
from kiosk.custody.doors.events import GrantGiven
from kiosk.custody.event import Event
from kiosk.custody.ids import TaskId
from kiosk.custody.learning.events import ChannelLearned, ColumnsPlanned
from kiosk.custody.ledger import Ledger
from kiosk.custody.words import Audience, SensorWord, TaskKind
from kiosk.journeys.doors.effects import Opening
from kiosk.journeys.learning.commissioning import commission
from kiosk.journeys.learning.screens import (
    ChooseColumns,
    ClosedChoice,
    CloseLearned,
    ColumnsChoice,
    CommissionSummary,
    SummaryWork,
    WhichChoice,
    WhichOpened,
)
from kiosk.journeys.screen import BackChoice, OkChoice, Picked
from kiosk.journeys.work.screens import WorkMessage, WorkWord
from tests.journeys.scenes.scenes import TECHNICIAN, cabinet, ledger, lying, scene, signed_in, staff, task
from tests.journeys.steps import Visit

BEGUN = (task(TaskKind.COMMISSION, ""), ColumnsPlanned(TaskId("to commission "), ()))


def technician(*events: Event, locks: tuple[Opening, ...] = ()) -> Visit:
    home = scene("learn", ledger(*staff(), *events), cabinet("S", "S"))
    return Visit(signed_in(Proved(TECHNICIAN, Audience.STAFF), commission, home), locks=locks)


def learned(book: Ledger) -> dict[str, str]:
    assert book.commissioning is not None
    return {lock: one.compartment for lock, one in book.commissioning.learned.items()}


def test_nothing_is_tried_in_a_machine_in_which_something_lies() -> None:
    here = technician(*lying("p1", "1"))
    here.sees(WorkMessage, word=WorkWord.MUST_BE_EMPTY, count=1)
    here.presses(OkChoice.OK)
    here.is_over()
    assert here.opened == []


def test_the_columns_of_the_site_file_are_a_beginning() -> None:
    here = technician()
    here.sees(ChooseColumns, as_now=True, channels=2, compartments=0)
    here.presses(ColumnsChoice.AS_NOW)
    here.sees(WorkMessage, word=WorkWord.CLOSE_ALL)
    assert here.book.under_maintenance
    here.presses(OkChoice.OK)
    here.sees(WhichOpened, channel=1, guess="1", step=1, of=2)
    assert here.opened == ["1"]


def test_whoever_thinks_again_has_changed_nothing() -> None:
    here = technician()
    here.presses(BackChoice.BACK)
    assert here.is_over().commissioning is None
    assert here.events == []


def test_a_door_that_has_a_channel_already_is_refused() -> None:
    here = technician(*BEGUN, ChannelLearned("A", 1, "1", "1", SensorWord.RIGHT))
    here.presses(OkChoice.OK)
    here.sees(WhichOpened, channel=2, guess="2", known=("1",))
    here.presses(Picked("1"))
    here.sees(WhichOpened, channel=2, twice="1")
    here.presses(Picked("2"))
    here.sees(CloseLearned, label="2")


def test_a_dead_channel_opens_nothing_and_may_be_tried_again() -> None:
    here = technician(*BEGUN, ChannelLearned("A", 1, "1", "1", SensorWord.RIGHT), locks=(Jammed(),))
    here.presses(OkChoice.OK)
    here.presses(WhichChoice.NOTHING)
    here.sees(CommissionSummary, found=1, of=2, missing=("2",), dead=1)
    here.presses(SummaryWork.AGAIN)
    here.sees(WhichOpened, channel=2)
    assert here.opened == ["2", "2"]
    assert len(here.said(GrantGiven)) == 2


def test_a_silent_board_is_said_and_the_channel_is_tried_anew_when_a_person_says_so() -> None:
    here = technician(*BEGUN, locks=(NotSent("line down"),))
    here.presses(OkChoice.OK)
    here.sees(WorkMessage, word=WorkWord.BOARD_SILENT, label="A")
    here.presses(OkChoice.OK)
    here.sees(WhichOpened, channel=1)


def test_a_power_cut_keeps_what_was_learned_and_doubts_no_compartment() -> None:
    here = technician(*BEGUN, ChannelLearned("A", 1, "1", "1", SensorWord.RIGHT))
    here.presses(OkChoice.OK)
    here.presses(Picked("2"))
    book = here.the_power_fails()
    assert learned(book) == {"A/1": "1"}
    assert book.holdings == {}
    assert book.under_maintenance


def test_what_was_learned_may_be_forgotten() -> None:
    both = (ChannelLearned("A", n, str(n), str(n), SensorWord.RIGHT) for n in (1, 2))
    here = technician(*BEGUN, *both)
    here.presses(OkChoice.OK)
    here.sees(CommissionSummary, found=2, of=2, missing=(), dead=0)
    here.presses(SummaryWork.DROP)
    book = here.is_over()
    assert book.commissioning is None
    assert not book.under_maintenance


def test_a_sensor_that_a_person_had_to_speak_for_is_named() -> None:
    here = technician(*BEGUN, ChannelLearned("A", 2, "2", "2", SensorWord.RIGHT))
    here.presses(OkChoice.OK)
    here.presses(Picked("1"))
    here.sees(CloseLearned, label="1", seen=False)
    here.presses(ClosedChoice.CLOSED)
    here.sees(CommissionSummary, faulty=("1",))
