"""A technician before lines and boards: what is seen as it changes, and a board in a dead one's place."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from hardware.locks.driver import Polarity
from hardware.outcomes.locks import (
    BankBack,
    BankHealth,
    BankSilent,
    BoardFound,
    BusDown,
    DoorState,
    LineHealth,
    LockAddress,
    SearchDone,
    Silence,
)
from kiosk.custody.boards.boards import BoardCount, BoardWord, LineWord
from kiosk.custody.boards.events import BoardReplaced, BoardsCounted
from kiosk.custody.doors.events import DoorFoundOpen, VisitEnded
from kiosk.custody.words import Condition, Ending
from kiosk.custody.work.events import TaskMade
from kiosk.doctor.examination import examine
from kiosk.journeys.boards import screens as b
from kiosk.journeys.screen import BackChoice, OkChoice, Picked
from kiosk.journeys.work.screens import AuditNext, Workshop, WorkshopChoice
from kiosk.site.loading import load_site
from tests.helpers.findings import texts
from tests.visits.rig import DEMO, Kiosk

SHUT = (DoorState.CLOSED,) * 12
OPEN = (DoorState.OPEN,) * 12


@pytest.fixture
def kiosk(tmp_path: Path) -> Iterator[Kiosk]:
    """A kiosk whose site file may be written; its line is up."""
    file = tmp_path / "site.toml"
    shutil.copy(DEMO, file)
    (tmp_path / "data").mkdir()
    one = Kiosk(tmp_path / "data", file)
    one.lines_up()
    yield one
    one.end()


def health(*banks: BankHealth, openings: int = 1) -> LineHealth:
    return LineHealth("locks", openings, 0, banks)


def fine(bank: str, questions: int) -> BankHealth:
    return BankHealth(bank, questions, questions, answered_ago=0.5)


def falls_silent(kiosk: Kiosk, silence: Silence = Silence.NOTHING) -> None:
    kiosk.house.handle(BankSilent("locks", "A", "no byte came back", silence))


def sees_to_boards(kiosk: Kiosk) -> None:
    kiosk.signs_in(kiosk.staff("technician"))
    kiosk.presses(WorkshopChoice.BOARDS)
    kiosk.sees(b.BoardList)


def looks(kiosk: Kiosk, *found: BoardFound, lost: str = "") -> b.BoardsFound:
    """From the list to what was found in the place of bank A's board."""
    kiosk.presses(Picked("A"))
    kiosk.presses(b.BoardAct.SEARCH)
    kiosk.sees(b.SearchingBoard)
    ticket, bank = kiosk.searches[-1]
    assert bank == "A"
    kiosk.house.handle(SearchDone(ticket, "A", found, lost=lost))
    return kiosk.sees(b.BoardsFound)


def answers_there(kiosk: Kiosk, *opened: int) -> None:
    """The new board tells of its doors."""
    doors = {LockAddress("A", n): DoorState.OPEN if n in opened else DoorState.CLOSED for n in range(1, 13)}
    kiosk.house.handle(BankBack("locks", "A", doors))


def addresses(file: Path) -> dict[str, int]:
    return {bank.name: bank.address for bus in load_site(file).buses for bank in bus.banks}


# --- what is seen ---------------------------------------------------------------------------------


def test_each_line_is_shown_with_its_boards_and_how_they_do(kiosk: Kiosk) -> None:
    kiosk.house.handle(health(fine("A", 500), BankHealth("B", 1000, 950, 10, refused=30, foreign=10)))
    sees_to_boards(kiosk)
    (line,) = kiosk.sees(b.BoardList).lines
    assert (line.name, line.word) == ("locks", LineWord.UP)
    first, second = line.boards
    assert (first.bank, first.word, first.ago, first.failed) == ("A", BoardWord.GOOD, 0, 0)
    assert (second.word, second.ago, second.failed, second.questions) == (BoardWord.POOR, -1, 50, 1000)
    kiosk.presses(Picked("B"))
    card = kiosk.sees(b.BoardCard)
    assert (card.unreadable, card.heard, card.unanswered) == (40, 990, 10)
    assert card.offered == ()


def test_what_is_shown_changes_in_the_same_turn(kiosk: Kiosk) -> None:
    sees_to_boards(kiosk)
    turn = kiosk.scene.turn
    kiosk.house.handle(health(fine("A", 500), fine("B", 500)))
    falls_silent(kiosk)
    rows = kiosk.sees(b.BoardList).lines[0].boards
    assert [row.word for row in rows] == [BoardWord.SILENT, BoardWord.GOOD]
    kiosk.house.handle(BusDown("locks", "unplugged"))
    assert kiosk.sees(b.BoardList).lines[0].word is LineWord.DOWN
    assert kiosk.scene.turn == turn
    kiosk.presses(Picked("B"))
    assert kiosk.sees(b.BoardCard).standing is BoardWord.CUT_OFF


def test_a_card_that_offers_something_else_is_a_new_question(kiosk: Kiosk) -> None:
    sees_to_boards(kiosk)
    kiosk.presses(Picked("A"))
    turn = kiosk.scene.turn
    falls_silent(kiosk)
    assert kiosk.sees(b.BoardCard).offered == (b.BoardAct.SEARCH,)
    assert kiosk.scene.turn > turn


def test_lines_are_asked_while_somebody_looks_and_only_then(kiosk: Kiosk) -> None:
    kiosk.waits(10)
    assert kiosk.asked_health == 0
    sees_to_boards(kiosk)
    for n in range(1, 6):
        kiosk.waits(1)
        assert kiosk.asked_health == n
        kiosk.house.handle(health(fine("A", n), fine("B", n)))
    kiosk.presses(BackChoice.BACK)
    kiosk.waits(5)
    assert kiosk.asked_health == 5


def test_news_is_no_touch_and_the_technician_is_signed_out(kiosk: Kiosk) -> None:
    sees_to_boards(kiosk)
    for n in range(1, 181):
        kiosk.waits(1)
        kiosk.house.handle(health(fine("A", n), fine("B", n)))
        if n == 170:
            assert kiosk.scene.still_there > 0
        if n % 20 == 0:  # it flaps: even another question is no touch
            falls_silent(kiosk)
            answers_there(kiosk)
    assert kiosk.is_home()
    assert VisitEnded(Ending.IDLE) in kiosk.events()


def test_two_boards_at_one_address_are_named_and_none_is_looked_for(kiosk: Kiosk) -> None:
    falls_silent(kiosk, Silence.CROWD)
    sees_to_boards(kiosk)
    kiosk.presses(Picked("A"))
    card = kiosk.sees(b.BoardCard)
    assert (card.standing, card.address, card.offered) == (BoardWord.CROWD, 1, ())
    kiosk.presses(b.BoardAct.SEARCH)
    assert kiosk.searches == []
    found = texts(examine(kiosk.site, kiosk.book, kiosk.house.lines()))
    assert any('more than one board answers at address 1 on line "locks" (board A)' in text for text in found)


def test_a_subcontractor_sees_no_boards(kiosk: Kiosk) -> None:
    kiosk.signs_in(kiosk.staff("subcontractor"))
    assert WorkshopChoice.BOARDS not in kiosk.sees(Workshop).offered


# --- another board in its place -------------------------------------------------------------------


def test_a_replaced_board_is_taken_over_in_two_touches(kiosk: Kiosk) -> None:
    kiosk.placed("2")
    falls_silent(kiosk)
    sees_to_boards(kiosk)
    me = next(row.actor for row in kiosk.journal.rows() if isinstance(row.event, TaskMade))
    offer = looks(kiosk, BoardFound(5, 24, SHUT))
    assert [(board.address, board.fits) for board in offer.found] == [(5, True)]
    kiosk.presses(Picked("5"))
    taken = kiosk.sees(b.BoardTaken)
    assert not taken.read
    (bank,) = kiosk.moved_banks
    assert (bank.name, bank.address, bank.polarity) == ("A", 5, Polarity.SHORT_WHEN_LOCKED)
    assert addresses(kiosk.file) == {"A": 5, "B": 2}
    assert addresses(kiosk.file.with_name(taken.kept)) == {"A": 1, "B": 2}
    rows = [row for row in kiosk.journal.rows() if isinstance(row.event, BoardReplaced)]
    digest = load_site(kiosk.file).digest
    assert [(row.actor, row.event) for row in rows] == [(me, BoardReplaced("A", 1, 5, False, digest))]

    turn = kiosk.scene.turn
    answers_there(kiosk, 3)
    taken = kiosk.sees(b.BoardTaken)
    assert (taken.read, taken.open_doors, kiosk.scene.turn) == (True, ("3",), turn)
    assert DoorFoundOpen("3") in kiosk.events()
    assert kiosk.ledger.holding("3").condition is Condition.UNKNOWN
    assert kiosk.ledger.holding("2").condition is Condition.KNOWN
    assert len(kiosk.ledger.holding("2").things) == 1
    kiosk.presses(b.TakenChoice.DONE)
    assert kiosk.sees(b.BoardCard).address == 5
    assert kiosk.told == []


def test_sensors_that_speak_the_other_way_round_are_turned_and_a_walk_is_offered(kiosk: Kiosk) -> None:
    falls_silent(kiosk)
    sees_to_boards(kiosk)
    looks(kiosk, BoardFound(5, 24, OPEN))
    kiosk.presses(Picked("5"))
    assert kiosk.sees(b.BoardSensors) == b.BoardSensors("A", 5, 12, 12)
    assert kiosk.moved_banks == []
    kiosk.presses(b.SensorsChoice.TURN)
    assert kiosk.moved_banks[-1].polarity is Polarity.SHORT_WHEN_OPEN
    written = {bank.name: bank.polarity for bus in load_site(kiosk.file).buses for bank in bus.banks}
    assert written == {"A": Polarity.SHORT_WHEN_OPEN, "B": Polarity.SHORT_WHEN_LOCKED}
    answers_there(kiosk)
    kiosk.presses(b.TakenChoice.WALK)
    assert kiosk.sees(AuditNext).label == "1"


def test_doors_that_really_are_open_are_flagged_as_found(kiosk: Kiosk) -> None:
    falls_silent(kiosk)
    sees_to_boards(kiosk)
    looks(kiosk, BoardFound(5, 24, OPEN))
    kiosk.presses(Picked("5"))
    kiosk.presses(b.SensorsChoice.AS_IS)
    assert kiosk.moved_banks[-1].polarity is Polarity.SHORT_WHEN_LOCKED
    answers_there(kiosk, *range(1, 13))
    assert len([x for x in kiosk.events() if isinstance(x, DoorFoundOpen)]) == 12
    assert len(kiosk.sees(b.BoardTaken).open_doors) == 12


def test_a_board_with_too_few_channels_is_named_and_not_taken(kiosk: Kiosk) -> None:
    falls_silent(kiosk)
    sees_to_boards(kiosk)
    offer = looks(kiosk, BoardFound(5, 8, SHUT[:8]))
    assert [board.fits for board in offer.found] == [False]
    assert offer.needed == 12
    kiosk.presses(Picked("5"))
    assert kiosk.sees(b.BoardsFound) == offer
    assert kiosk.moved_banks == []


def test_of_two_new_boards_the_technician_takes_one(kiosk: Kiosk) -> None:
    falls_silent(kiosk)
    sees_to_boards(kiosk)
    looks(kiosk, BoardFound(5, 24, SHUT), BoardFound(7, None, SHUT))
    kiosk.presses(Picked("7"))
    assert kiosk.moved_banks[-1].address == 7


def test_a_search_that_was_cut_short_may_be_begun_again(kiosk: Kiosk) -> None:
    falls_silent(kiosk)
    sees_to_boards(kiosk)
    assert looks(kiosk, lost="the line was lost: unplugged").lost
    kiosk.presses(b.SearchChoice.AGAIN)
    kiosk.sees(b.SearchingBoard)
    first, second = (ticket for ticket, _ in kiosk.searches)
    kiosk.house.handle(SearchDone(first, "A", (BoardFound(9, 24, SHUT),)))  # an answer to the first
    kiosk.sees(b.SearchingBoard)
    kiosk.house.handle(SearchDone(second, "A", (BoardFound(5, 24, SHUT),)))
    assert [board.address for board in kiosk.sees(b.BoardsFound).found] == [5]


def test_a_board_that_answers_where_it_stood_needs_no_touch(kiosk: Kiosk) -> None:
    falls_silent(kiosk)
    sees_to_boards(kiosk)
    kiosk.presses(Picked("A"))
    assert kiosk.ledger.doors_down
    answers_there(kiosk)
    card = kiosk.sees(b.BoardCard)
    assert (card.standing, card.offered) == (BoardWord.GOOD, ())
    assert not kiosk.ledger.doors_down
    assert not [x for x in kiosk.events() if isinstance(x, BoardReplaced)]


def test_when_the_search_hears_the_board_itself_it_says_so(kiosk: Kiosk) -> None:
    falls_silent(kiosk)
    sees_to_boards(kiosk)
    kiosk.presses(Picked("A"))
    kiosk.presses(b.BoardAct.SEARCH)
    answers_there(kiosk)
    kiosk.house.handle(SearchDone(kiosk.searches[-1][0], "A", back=True))
    assert kiosk.sees(b.BoardMessage).word is b.BoardSaying.IS_BACK


def test_a_site_file_that_cannot_be_written_leaves_all_as_it_was(kiosk: Kiosk) -> None:
    falls_silent(kiosk)
    sees_to_boards(kiosk)
    looks(kiosk, BoardFound(5, 24, SHUT))
    kiosk.file.unlink()
    kiosk.presses(Picked("5"))
    assert kiosk.sees(b.BoardMessage).word is b.BoardSaying.NOT_WRITTEN
    assert kiosk.moved_banks == []
    kiosk.presses(OkChoice.OK)
    assert kiosk.sees(b.BoardCard).address == 1


# --- what is kept ---------------------------------------------------------------------------------


def counted(kiosk: Kiosk) -> list[BoardsCounted]:
    return [x for x in kiosk.events() if isinstance(x, BoardsCounted)]


def test_a_day_of_health_is_one_event_and_survives_a_start(kiosk: Kiosk) -> None:
    for n in range(1, 100):
        kiosk.house.handle(health(fine("A", n), BankHealth("B", n, n - 1, refused=1)))
    assert counted(kiosk) == []
    kiosk.house.count_boards()
    kiosk.house.count_boards()
    assert counted(kiosk) == [BoardsCounted((BoardCount("A", 99, 99), BoardCount("B", 99, 98, 0, 1)))]
    kiosk.house.handle(health(fine("A", 150), fine("B", 150)))
    kiosk.house.close("the test is over")
    assert counted(kiosk)[-1].boards[0] == BoardCount("A", 51, 51)
    kiosk.die()
    kiosk.start()
    assert kiosk.book.health.board("A") == BoardCount("A", 150, 150)
    assert kiosk.house.lines()[0].boards[0].total.questions == 150


def test_a_new_board_begins_with_a_clean_sheet(kiosk: Kiosk) -> None:
    kiosk.house.handle(health(BankHealth("A", 500, 100, 400), fine("B", 500)))
    kiosk.house.count_boards()
    falls_silent(kiosk)
    sees_to_boards(kiosk)
    looks(kiosk, BoardFound(5, 24, SHUT))
    kiosk.presses(Picked("5"))
    answers_there(kiosk)
    kiosk.house.handle(health(fine("A", 3), fine("B", 600)))
    board = kiosk.house.lines()[0].boards[0]
    assert (board.recent, board.total) == (BoardCount("A", 3, 3), BoardCount("A", 3, 3))
    assert board.word is BoardWord.GOOD


def test_only_the_last_hour_makes_a_board_poor(kiosk: Kiosk) -> None:
    kiosk.house.handle(health(BankHealth("A", 100, 50, 50), fine("B", 100)))
    assert kiosk.house.lines()[0].boards[0].word is BoardWord.POOR
    for minute in range(1, 71):
        kiosk.clock.advance(60)
        more = 100 + 60 * minute
        kiosk.house.handle(health(BankHealth("A", more, more - 50, 50), fine("B", more)))
    board = kiosk.house.lines()[0].boards[0]
    assert board.word is BoardWord.GOOD
    assert board.total.timeouts == 50
    assert 3000 <= board.recent.questions <= 4200


def test_a_board_that_was_away_for_long_is_good_again_and_one_that_flaps_is_not(kiosk: Kiosk) -> None:
    away, flaps = 0, 0
    for minute in range(1, 31):
        kiosk.clock.advance(60)
        gone = Silence.NOTHING if 5 < minute < 25 else None
        away += 3 if minute == 6 else 6 if gone else 0
        flaps += 3
        asked = 60 * minute
        kiosk.house.handle(
            health(
                BankHealth("A", asked, asked - away, away, silence=gone),
                BankHealth("B", asked, asked - flaps, flaps, silence=None),
            )
        )
    first, second = kiosk.house.lines()[0].boards
    assert first.word is BoardWord.GOOD
    assert first.total.timeouts == away
    assert second.word is BoardWord.POOR


def test_the_doctor_tells_boards_in_words_and_figures(kiosk: Kiosk) -> None:
    told = health(BankHealth("A", 1203, 1197, 3, refused=3, answered_ago=1.0), fine("B", 1203), openings=2)
    kiosk.house.handle(told)
    found = examine(kiosk.site, kiosk.book, kiosk.house.lines())
    board = found["boards"][0]
    assert (board["board"], board["state"], board["maker"]) == ("A", "good", "shuoming")
    assert board["total"]["unreadable"] == 3
    assert found["openings"] == {"locks": 2}
    falls_silent(kiosk)
    found = examine(kiosk.site, kiosk.book, kiosk.house.lines())
    assert any('board A on line "locks" does not answer' in text for text in texts(found))
    at_rest = examine(kiosk.site, kiosk.book, None)
    assert at_rest["boards"][0]["state"] is None


@pytest.mark.parametrize(
    ("silence", "told"),
    [
        (Silence.GARBAGE, 'replies of board A on line "locks" are garbled'),
        (Silence.FOREIGN, 'board A on line "locks" does not answer, but boards at other addresses do'),
        (Silence.DECLINED, 'board A on line "locks" does not have what the site file says'),
    ],
)
def test_the_doctor_tells_what_came_back_instead_of_answers(
    kiosk: Kiosk, silence: Silence, told: str
) -> None:
    falls_silent(kiosk, silence)
    found = examine(kiosk.site, kiosk.book, kiosk.house.lines())
    assert any(told in text for text in texts(found))
    assert found["boards"][0]["silence"] == str(silence)


def test_what_a_board_declines_and_what_others_say_adds_up_for_the_screen(kiosk: Kiosk) -> None:
    kiosk.house.handle(health(BankHealth("A", 10, 4, 1, 1, 1, collisions=1, declined=2), fine("B", 10)))
    (board, *_), *_ = (line.boards for line in kiosk.house.lines())
    count = board.recent
    assert count.unreadable == 4
    assert count.answers + count.timeouts + count.unreadable + count.collisions == count.questions


def test_doors_that_were_never_seen_closed_are_a_finding_and_on_the_card(kiosk: Kiosk) -> None:
    kiosk.house.handle(health(replace(fine("A", 10), never_closed=(1, 2, 60)), fine("B", 10)))
    found = examine(kiosk.site, kiosk.book, kiosk.house.lines())
    (text,) = (text for text in texts(found) if "not seen closed" in text)
    assert text.startswith("Doors ")
    assert "(board A)" in text
    assert found["boards"][0]["never_closed"] == [1, 2, 60]
    sees_to_boards(kiosk)
    kiosk.presses(Picked("A"))
    assert kiosk.sees(b.BoardCard).never_closed == (1, 2, 60)
