"""What guessing costs at a whole kiosk: the same words and work for every miss, waits, and an alarm."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from kiosk.custody.event import Event
from kiosk.custody.proofs.events import CredentialTried, GuessingSuspected, LimitsSet, WayLimit
from kiosk.custody.words import Audience, TaskKind, Way
from kiosk.doctor.examination import examine
from kiosk.journeys.doors.screens import DoorOpening
from kiosk.journeys.front.screens import HomeChoice
from kiosk.journeys.handover.screens import ScanParcel
from kiosk.journeys.screen import BackChoice, OkChoice, Picked, Typed
from kiosk.journeys.who.screens import EnterCode, EnterPin, PinProblem
from kiosk.journeys.work.screens import StaffTasks, WorkMessage, WorkshopChoice, WorkWord
from kiosk.orders.procedure import Secrets
from kiosk.orders.staff import RemoveStaff, remove
from kiosk.visits import underway
from tests.helpers.findings import texts
from tests.visits.nobody import NOBODYS, anothers_word, unknown
from tests.visits.rig import DEMO, Kiosk

# --- the same for all that prove nothing ----------------------------------------------------------


Work = tuple[int, list[str], list[str], object]


def work_of(kiosk: Kiosk, attempt: Callable[[], None]) -> Work:
    """Argon2 runs, statements of the database, events, and the screen that comes of it."""
    statements: list[str] = []
    before, tagged = len(kiosk.events()), len(kiosk.tagged)
    kiosk.journal.writing.db.conn.set_trace_callback(statements.append)
    attempt()
    kiosk.journal.writing.db.conn.set_trace_callback(None)
    events = [type(x).__name__ for x in kiosk.events()[before:]]
    shown = kiosk.scene.screen
    return len(kiosk.tagged) - tagged, [re.split(r"['0-9]", text)[0] for text in statements], events, shown


def typed(kiosk: Kiosk, where: HomeChoice, secrets: Secrets) -> Work:
    kiosk.presses(where)

    def attempt() -> None:
        kiosk.presses(Typed(secrets.pin))
        kiosk.finds_tag()

    return work_of(kiosk, attempt)


@pytest.mark.parametrize("where", [HomeChoice.PICK_UP, HomeChoice.STAFF])
@pytest.mark.parametrize("whose", [*NOBODYS, anothers_word])
def test_a_typed_code_that_proves_nothing_costs_the_same_whoever_had_it(
    tmp_path: Path, kiosk: Kiosk, whose: Callable[[Kiosk], Secrets], where: HomeChoice
) -> None:
    other = Kiosk(tmp_path / "other")
    other.lines_up()
    assert typed(kiosk, where, whose(kiosk)) == typed(other, where, unknown(other))
    other.end()


def test_a_couriers_pin_at_the_visitors_screen_costs_what_an_unknown_one_does(
    tmp_path: Path, kiosk: Kiosk
) -> None:
    other = Kiosk(tmp_path / "other")
    other.lines_up()
    known = typed(kiosk, HomeChoice.PICK_UP, kiosk.staff())
    assert known == typed(other, HomeChoice.PICK_UP, unknown(other))
    assert known[0] == 1
    other.end()


@pytest.mark.parametrize("whose", NOBODYS)
def test_a_scanned_code_that_proves_nothing_costs_the_same_whoever_had_it(
    tmp_path: Path, kiosk: Kiosk, whose: Callable[[Kiosk], Secrets]
) -> None:
    other = Kiosk(tmp_path / "other")
    other.lines_up()
    works = []
    for one, secrets in ((kiosk, whose(kiosk)), (other, unknown(other))):
        one.presses(HomeChoice.PICK_UP)
        works.append(work_of(one, lambda one=one, text=secrets.token: one.scans(text)))  # type: ignore[misc]  # bound
    assert works[0] == works[1]
    assert works[0][2] == ["CredentialTried"]
    other.end()


def test_a_wrong_code_of_the_phone_costs_the_same_when_its_owner_has_just_been_dismissed(
    tmp_path: Path, kiosk: Kiosk
) -> None:
    other = Kiosk(tmp_path / "other")
    other.lines_up()
    works = []
    for one in (kiosk, other):
        pin = one.staff("technician").pin
        one.presses(HomeChoice.STAFF)
        one.presses(Typed(pin))
        one.finds_tag()
        one.sees(EnterCode)
        if one is other:
            remove(one.book, RemoveStaff("Bo"))
        works.append(work_of(one, lambda one=one: types_code(one, "000000")))  # type: ignore[misc]  # bound
        assert one.sees(EnterPin).problem is PinProblem.NOT_FOUND
    assert works[0] == works[1]
    assert (works[0][0], works[0][2]) == (1, ["CredentialTried"])
    other.end()


def types_code(kiosk: Kiosk, code: str) -> None:
    kiosk.presses(Typed(code))
    kiosk.finds_tag()


# --- who waits ------------------------------------------------------------------------------------


def misses(kiosk: Kiosk, times: int, where: HomeChoice = HomeChoice.PICK_UP) -> None:
    kiosk.presses(where)
    for _ in range(times):
        kiosk.presses(Typed("00000000"))
        kiosk.finds_tag()
    kiosk.goes_back()


def babbles(kiosk: Kiosk, times: int) -> None:
    kiosk.presses(HomeChoice.PICK_UP)
    for _ in range(times):
        kiosk.scans(kiosk.vault.draw_token().text)
    kiosk.goes_back()


def test_a_right_code_is_let_in_while_a_scanner_babbles(kiosk: Kiosk) -> None:
    token = kiosk.placed("12").token
    badge = kiosk.staff().token
    babbles(kiosk, 40)
    kiosk.scans(kiosk.vault.draw_token().text)
    assert kiosk.sees(EnterPin).problem is PinProblem.WAIT
    kiosk.goes_back()
    kiosk.scans(badge)
    kiosk.sees(ScanParcel)
    kiosk.goes_back()
    kiosk.scans(token)
    kiosk.sees(DoorOpening)


def test_what_waits_is_not_written_down(kiosk: Kiosk) -> None:
    babbles(kiosk, 200)
    tried = [x for x in kiosk.events() if isinstance(x, CredentialTried)]
    assert len(tried) == 30


def test_pranks_at_the_keypad_keep_nobody_with_a_code_out(kiosk: Kiosk) -> None:
    mine, bo = kiosk.placed("12"), kiosk.staff()
    misses(kiosk, 5)
    kiosk.presses(HomeChoice.STAFF)
    kiosk.presses(Typed(bo.pin))
    kiosk.finds_tag()
    kiosk.sees(ScanParcel)
    kiosk.goes_back()
    kiosk.waits(120)
    kiosk.presses(HomeChoice.PICK_UP)
    kiosk.presses(Typed(mine.pin))
    kiosk.finds_tag()
    assert kiosk.sees(DoorOpening).label == "12"


@pytest.fixture
def strict(tmp_path: Path) -> Iterator[Kiosk]:
    """One attempt, then one in ten minutes."""
    file = tmp_path / "site.toml"
    said = '\n[attempts.visitors]\ntype = { at_once = 1, then_every = "10 min" }\n'
    file.write_text(DEMO.read_text("utf-8") + said, "utf-8")
    one = Kiosk(tmp_path / "data", file)
    one.lines_up()
    yield one
    one.end()


def test_the_site_file_says_how_fast(strict: Kiosk) -> None:
    strict.presses(HomeChoice.PICK_UP)
    strict.presses(Typed("00000000"))
    strict.finds_tag()
    assert strict.sees(EnterPin).problem is PinProblem.NOT_FOUND
    strict.presses(Typed("00000000"))
    asked = strict.sees(EnterPin)
    assert (asked.problem, asked.wait) == (PinProblem.WAIT, 600)


def test_the_limits_are_written_down_once_and_again_when_they_change(strict: Kiosk) -> None:
    def written() -> list[Event]:
        return [x for x in strict.events() if isinstance(x, LimitsSet)]

    assert written() == [LimitsSet((WayLimit(Way.TYPE, Audience.VISITOR, 1, 600),))]
    strict.die()
    strict.start()
    assert len(written()) == 1
    strict.die()
    strict.file = DEMO
    strict.site = type(strict)(strict.folder.parent / "other").site
    strict.start()
    assert written()[1:] == [LimitsSet((WayLimit(Way.TYPE, Audience.VISITOR, 5, 120),))]


def test_a_restart_gives_no_attempt_back(kiosk: Kiosk) -> None:
    misses(kiosk, 5)
    kiosk.die()
    kiosk.start()
    kiosk.lines_up()
    kiosk.presses(HomeChoice.PICK_UP)
    kiosk.presses(Typed("00000000"))
    assert kiosk.sees(EnterPin).problem is PinProblem.WAIT


# --- the alarm ------------------------------------------------------------------------------------


def attacked(kiosk: Kiosk, hours: int = 3) -> None:
    for _ in range(hours):
        misses(kiosk, 5)
        kiosk.clock.advance(3600)


def test_an_attack_is_an_event_a_task_and_a_finding(kiosk: Kiosk) -> None:
    attacked(kiosk, 2)
    assert not kiosk.ledger.tasks
    attacked(kiosk, 3)
    told = [x for x in kiosk.events() if isinstance(x, GuessingSuspected)]
    assert told == [GuessingSuspected(Way.TYPE, Audience.VISITOR)]
    (task,) = kiosk.ledger.tasks.values()
    assert (task.kind, task.role, task.note) == (TaskKind.ATTEMPTS, "technician", "type/visitor")
    (found,) = texts(examine(kiosk.site, kiosk.book, None))
    assert found.startswith("Wrong codes again and again (type/visitor).")


def test_a_power_cut_between_the_attempt_and_the_alarm_loses_no_alarm(
    kiosk: Kiosk, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as cut:
        cut.setattr(underway, "raise_alarms", lambda *_: None)
        attacked(kiosk)
    kiosk.die()
    kiosk.start()
    assert [t.kind for t in kiosk.ledger.tasks.values()] == [TaskKind.ATTEMPTS]


def test_a_technician_looks_and_the_task_is_done(kiosk: Kiosk) -> None:
    attacked(kiosk)
    kiosk.signs_in(kiosk.staff("technician"))
    kiosk.presses(WorkshopChoice.TASKS)
    (line,) = kiosk.sees(StaffTasks).tasks
    assert (line.kind, line.note) == (TaskKind.ATTEMPTS, "type/visitor")
    kiosk.presses(Picked(line.id))
    assert kiosk.sees(WorkMessage).word is WorkWord.ATTEMPTS
    kiosk.presses(BackChoice.BACK)
    assert len(kiosk.sees(StaffTasks).tasks) == 1
    kiosk.presses(Picked(line.id))
    kiosk.presses(OkChoice.OK)
    assert kiosk.sees(StaffTasks).tasks == ()
    assert all(t.kind is not TaskKind.ATTEMPTS for t in kiosk.ledger.tasks.values())
