"""Years of rows: a start after a changed fold, how the locks do, and snapshots hold nobody up."""

from __future__ import annotations

import threading
from pathlib import Path
from typing import Any

import pytest

from kiosk.control.client import ask
from kiosk.control.pending import PendingOrder
from kiosk.journal import book as journal_book
from kiosk.journal import projections
from kiosk.journal.connection import read_only
from kiosk.journeys.front.screens import OutOfService, OutReason
from kiosk.orders.clerk import take_at_rest
from kiosk.orders.looks import Examine
from kiosk.orders.parcels import Place
from kiosk.program import life, machine
from kiosk.program.machine import Machine
from kiosk.site.loading import load_site
from kiosk.visits import book as visits_book
from tests.bench.years import write_years
from tests.helpers.inbox import Inbox
from tests.program.rig import Running, book_of
from tests.visits.rig import DEMO

ROWS = 3000


@pytest.fixture
def years(tmp_path: Path) -> int:
    """Rows in `tmp_path / "data"`, without any snapshot."""
    return write_years(tmp_path / "data", load_site(DEMO), ROWS, 10)


def _kept(data: Path) -> dict[str, int]:
    db = read_only(data)
    try:
        return dict(db.execute("SELECT name, seq FROM snapshots").fetchall())
    finally:
        db.close()


def test_a_long_start_is_read_in_slices_and_callers_are_answered(
    tmp_path: Path, years: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    began, go_on = Inbox(), threading.Event()
    fold_on = projections.fold_on
    reached: list[Any] = []

    def slow(journal: Any, projection: Any, standing: Any, most: int | None = None) -> Any:
        if projection.name == "ledger":
            began.put(standing.seq)
            if len(reached) == 2:
                go_on.wait(30)
            reached.append(standing.seq)
        return fold_on(journal, projection, standing, most)

    def posted(of: Machine, message: object) -> None:
        post(of, message)  # type: ignore[arg-type]  # passed on
        if isinstance(message, PendingOrder):
            go_on.set()

    post = Machine.post
    monkeypatch.setattr(Machine, "post", posted)
    monkeypatch.setattr(projections, "fold_on", slow)
    monkeypatch.setattr(machine, "SLICE", 500)
    with Running(tmp_path) as kiosk:
        assert kiosk.shows(OutOfService) == OutOfService(OutReason.STARTING)
        began.wait(lambda seq: seq == 1000)
        answers: list[dict[str, Any]] = []
        caller = threading.Thread(target=lambda: answers.append(ask(kiosk.data, Examine())))
        caller.start()
        kiosk.home()
        caller.join()
        read = 100 * 1500 // years
        assert answers == [{"ok": False, "why": f"The kiosk starts: {read} % of its journal are read."}]
    assert reached[: years // 500 + 1] == list(range(0, years, 500))


def test_a_long_start_that_is_cut_short_goes_on_where_it_was(
    tmp_path: Path, years: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    fold_on, begun_at = projections.fold_on, []

    def cut_short(journal: Any, projection: Any, standing: Any, most: int | None = None) -> Any:
        begun_at.append(standing.seq)
        if standing.seq >= 2000 and len(begun_at) < 10:
            raise KeyboardInterrupt
        return fold_on(journal, projection, standing, most)

    monkeypatch.setattr(machine, "SLICE", 500)
    monkeypatch.setattr(machine, "KEPT_EVERY", 1000)
    with book_of(tmp_path / "data", load_site(DEMO)) as at_rest:
        wanted = at_rest.ledger
    monkeypatch.setattr(projections, "fold_on", cut_short)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(threading, "excepthook", lambda _failure: None)
        with Running(tmp_path) as kiosk:
            kiosk.died.wait(30)
    assert _kept(kiosk.data) == {"ledger": 2000}
    monkeypatch.setattr(projections, "fold_on", fold_on)
    with book_of(kiosk.data, kiosk.site) as at_rest:
        assert at_rest.ledger == wanted
    assert years > 2500


def test_how_the_locks_do_comes_in_slices_and_misses_nothing(
    tmp_path: Path, years: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(visits_book, "AT_ONCE", 700)
    site = load_site(DEMO)
    with book_of(tmp_path / "data", site) as book:
        assert book.known.seq == 700
        assert take_at_rest(
            machine.means_at_rest(site, book), Place("20", "JJD0001234567", "+49 30 1234567")
        )["ok"]
        assert book.known.seq == 700
        slices = 1
        while not book.catch_up():
            slices += 1
        assert take_at_rest(
            machine.means_at_rest(site, book), Place("21", "JJD0001234568", "+49 30 1234567")
        )["ok"]
        assert slices == years // 700
        assert book.known.seq == book.journal.head.seq
        assert book.health == projections.present(book.journal, journal_book.health())
        assert book.health.of("1").openings > 10


def test_whoever_examines_data_at_rest_is_told_all(
    tmp_path: Path, years: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    from kiosk.doctor.examination import examine  # noqa: PLC0415  only here

    monkeypatch.setattr(visits_book, "AT_ONCE", 100)
    with book_of(tmp_path / "data", load_site(DEMO)) as book:
        found = examine(load_site(DEMO), book, None)
        assert found["locks"]["1"]["openings"] == book.health.of("1").openings > years // 400


def test_snapshots_are_written_down_beside_and_of_locks_too(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    prepared = Inbox()
    prepare = projections.prepare

    def watched(projection: Any, *rest: Any) -> Any:
        prepared.put((projection.name, threading.current_thread().name.split("_")[0]))
        return prepare(projection, *rest)

    monkeypatch.setattr(projections, "prepare", watched)
    monkeypatch.setattr(life, "_SNAPSHOT_EVERY", 1)
    with Running(tmp_path) as kiosk:
        kiosk.home()
        prepared.wait(("ledger", "beside"))
        prepared.wait(("health", "beside"))
    kept = _kept(kiosk.data)
    with book_of(kiosk.data, kiosk.site) as book:
        assert kept == dict.fromkeys(("ledger", "health"), book.journal.head.seq)
