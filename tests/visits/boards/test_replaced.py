"""A scripted technician replaces boards of a simulated cabinet: real bytes, every maker, nothing opens."""

from __future__ import annotations

from pathlib import Path

import pytest

from hardware.locks.driver import Bank, Polarity
from hardware.locks.registry import MAKERS
from hardware.outcomes.locks import LockAddress
from kiosk.custody.boards.boards import BoardWord
from kiosk.custody.doors.events import DoorFoundOpen
from kiosk.custody.words import Condition
from kiosk.journeys.boards import screens as b
from kiosk.journeys.screen import BackChoice, Picked
from kiosk.journeys.work.screens import DoorAct, TaskDoor, WorkshopChoice
from kiosk.site.loading import load_site
from tests.visits.bench import Bench, bench

LABELS = tuple(str(n) for n in range(1, 13))
BOARDS_OF = {word: (Bank("A", word, 1, 8), Bank("B", word, 2, 8)) for word in MAKERS if word != "r4d3b16"}
"""eletechsup's boards see no doors without another board of inputs."""


def wired() -> dict[str, LockAddress]:
    """Eight doors on A, four on B."""
    return {label: LockAddress("AB"[n // 8], n % 8 + 1) for n, label in enumerate(LABELS)}


def column() -> dict[str, object]:
    doors = [
        {"label": label, "size": "S", "bank": lock.bank, "channel": lock.channel}
        for label, lock in wired().items()
    ]
    return {"width": 44, "compartments": doors}


def until_word(kiosk: Bench, bank: str, word: BoardWord) -> None:
    kiosk.until_it(lambda: _word(kiosk, bank) is word)


def _word(kiosk: Bench, bank: str) -> BoardWord:
    return next(board.word for line in kiosk.house.lines() for board in line.boards if board.bank == bank)


def sees_to(kiosk: Bench, bank: str) -> None:
    kiosk.signs_in(kiosk.staff("technician"))
    kiosk.presses(WorkshopChoice.BOARDS)
    kiosk.presses(Picked(bank))
    kiosk.sees(b.BoardCard)


@pytest.mark.parametrize("maker", BOARDS_OF)
def test_two_touches_and_the_doors_behind_the_new_board_open(tmp_path: Path, maker: str) -> None:
    (tmp_path / "data").mkdir()
    with bench(tmp_path, BOARDS_OF[maker], wired(), (column(),)) as kiosk:
        kiosk.placed("2")
        kiosk.until_the_boards_answer()
        kiosk.cabinet.silence("A", on=True)
        until_word(kiosk, "A", BoardWord.SILENT)
        kiosk.cabinet.swap("A", 5)
        kiosk.cabinet.open("3")
        sees_to(kiosk, "A")
        kiosk.presses(b.BoardAct.SEARCH)
        kiosk.until(b.BoardsFound)
        assert [board.address for board in kiosk.sees(b.BoardsFound).found] == [5]
        kiosk.presses(Picked("5"))
        kiosk.until_it(lambda: kiosk.sees(b.BoardTaken).read)
        assert kiosk.sees(b.BoardTaken).open_doors == ("3",)
        assert kiosk.ledger.holding("3").condition is Condition.UNKNOWN
        assert kiosk.ledger.holding("2").things
        assert not any(kiosk.cabinet.is_open(label) for label in LABELS if label != "3")
        assert kiosk.told == []
        kiosk.presses(b.TakenChoice.DONE)
        assert kiosk.sees(b.BoardCard).address == 5
        kiosk.presses(BackChoice.BACK)
        kiosk.presses(BackChoice.BACK)
        kiosk.presses(WorkshopChoice.DOORS)
        kiosk.presses(Picked("1"))
        kiosk.presses(DoorAct.TEST)
        kiosk.until(TaskDoor)
        assert kiosk.cabinet.is_open("1")

        # What was written is what the next start reads.
        kiosk.power_cut()
        kiosk.site = load_site(kiosk.file)
        assert {bank.name: bank.address for bus in kiosk.site.buses for bank in bus.banks} == {"A": 5, "B": 2}


def test_a_board_that_reads_the_other_way_round_is_turned(tmp_path: Path) -> None:
    (tmp_path / "data").mkdir()
    with bench(tmp_path, BOARDS_OF["shuoming"], wired(), (column(),)) as kiosk:
        kiosk.until_the_boards_answer()
        kiosk.cabinet.silence("A", on=True)
        until_word(kiosk, "A", BoardWord.SILENT)
        kiosk.cabinet.swap("A", 9, Polarity.SHORT_WHEN_OPEN)
        sees_to(kiosk, "A")
        kiosk.presses(b.BoardAct.SEARCH)
        kiosk.until(b.BoardsFound)
        kiosk.presses(Picked("9"))
        assert kiosk.sees(b.BoardSensors) == b.BoardSensors("A", 9, 8, 8)
        kiosk.presses(b.SensorsChoice.TURN)
        kiosk.until_it(lambda: kiosk.sees(b.BoardTaken).read)
        assert kiosk.sees(b.BoardTaken).open_doors == ()
        assert not [x for x in kiosk.events() if isinstance(x, DoorFoundOpen)]


def test_where_no_new_board_answers_the_old_one_may_come_back(tmp_path: Path) -> None:
    (tmp_path / "data").mkdir()
    with bench(tmp_path, BOARDS_OF["shuoming"], wired(), (column(),)) as kiosk:
        kiosk.until_the_boards_answer()
        kiosk.cabinet.silence("A", on=True)
        until_word(kiosk, "A", BoardWord.SILENT)
        sees_to(kiosk, "A")
        kiosk.presses(b.BoardAct.SEARCH)
        kiosk.until(b.BoardsFound)
        offer = kiosk.sees(b.BoardsFound)
        assert (offer.found, offer.maker) == ((), "shuoming")
        # Somebody puts the plug of the old board back in: no touch is needed.
        kiosk.cabinet.silence("A", on=False)
        kiosk.presses(b.SearchChoice.AGAIN)
        kiosk.until(b.BoardMessage)
        assert kiosk.sees(b.BoardMessage).word is b.BoardSaying.IS_BACK
        assert not kiosk.ledger.doors_down
