"""A board of a real machine is replaced while it runs: real threads, real bytes, the doctor's word."""

from __future__ import annotations

from pathlib import Path

from kiosk.clock import SystemClock
from kiosk.custody.boards.events import BoardReplaced, BoardsCounted
from kiosk.custody.doors.events import OpeningIntended
from kiosk.journeys.boards import screens as b
from kiosk.journeys.screen import Picked, Typed
from kiosk.journeys.who.screens import EnterCode
from kiosk.journeys.work.screens import Workshop, WorkshopChoice
from kiosk.orders.looks import Examine
from kiosk.orders.staff import AddStaff
from kiosk.site.loading import load_site
from tests.helpers.phone import code_of
from tests.program.rig import Running, events_of


def signs_in(kiosk: Running) -> None:
    kiosk.home()
    technician = kiosk.told(AddStaff("Cy", "technician"))
    kiosk.scans(technician["token"])
    kiosk.shows(EnterCode)
    kiosk.presses(Typed(code_of(technician["phone"], SystemClock().now())))
    kiosk.shows(Workshop)


def row(screen: b.BoardList, bank: str) -> b.BoardRow:
    return next(board for line in screen.lines for board in line.boards if board.bank == bank)


def test_a_new_board_takes_the_place_of_a_dead_one_while_the_machine_runs(tmp_path: Path) -> None:
    with Running(tmp_path) as kiosk:
        signs_in(kiosk)
        kiosk.presses(WorkshopChoice.BOARDS)
        seen = kiosk.shows(b.BoardList, lambda now: row(now, "A").questions > 0).lines
        assert [board.bank for board in seen[0].boards] == ["A", "B"]
        kiosk.boards.take_out(1)
        kiosk.shows(b.BoardList, lambda now: row(now, "A").word == "silent")
        kiosk.boards.put_in(1, 5)
        kiosk.presses(Picked("A"))
        kiosk.shows(b.BoardCard, lambda card: card.offered == (b.BoardAct.SEARCH,))
        kiosk.presses(b.BoardAct.SEARCH)
        found = kiosk.shows(b.BoardsFound).found
        assert [board.address for board in found] == [5]
        kiosk.presses(Picked("5"))
        assert kiosk.shows(b.BoardTaken, lambda taken: taken.read).open_doors == ()
        kiosk.presses(b.TakenChoice.DONE)
        kiosk.shows(b.BoardCard, lambda card: card.standing == "good" and card.heard > 0)
        board = next(x for x in kiosk.told(Examine())["found"]["boards"] if x["board"] == "A")
        assert (board["address"], board["state"]) == (5, "good")
    assert {bank.address for bus in load_site(kiosk.site.path).buses for bank in bus.banks} == {5, 2}
    events = events_of(kiosk.data)
    assert [(x.before, x.address) for x in events if isinstance(x, BoardReplaced)] == [(1, 5)]
    assert not [x for x in events if isinstance(x, OpeningIntended)]
    assert [x for x in events if isinstance(x, BoardsCounted)]
