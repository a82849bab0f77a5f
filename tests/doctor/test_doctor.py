"""`cubby doctor` beside a kiosk that runs and at its data at rest."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from kiosk.clock import FakeClock
from kiosk.custody.ids import TaskId
from kiosk.custody.ledger import EMPTY, Ledger
from kiosk.custody.machine.events import MachineStarted
from kiosk.custody.telling.spans import for_long
from kiosk.custody.things.events import MarkedUnknown
from kiosk.custody.words import TaskKind, Why
from kiosk.custody.work.events import TaskMade
from kiosk.doctor import doors
from kiosk.doctor.command import main, told
from kiosk.doctor.finding import Finding, Harm
from kiosk.journal.copies.backup import make
from kiosk.journal.lock import own
from kiosk.orders.parcels import Place
from kiosk.program.machine import open_journal
from kiosk.site.loading import load_site
from kiosk.terminal.text.times import when
from kiosk.visits.book import Book
from tests.program.rig import Running, book_of

DEMO = Path(__file__).parents[2] / "assets" / "sites" / "demo.toml"
Said = pytest.CaptureFixture[str]
NOW = datetime(2026, 5, 4, 12, 0, tzinfo=UTC)


def asked(kiosk: Running) -> list[str]:
    return ["--site", str(kiosk.site.path), "--data", str(kiosk.data)]


def found(kiosk: Running, capsys: Said) -> dict[str, Any]:
    """What programs are told; whatever the status is."""
    main([*asked(kiosk), "--json"])
    told: dict[str, Any] = json.loads(capsys.readouterr().out)
    return told


def keys(kiosk: Running, capsys: Said) -> list[str]:
    return [finding["key"] for finding in found(kiosk, capsys)["findings"]]


def test_it_says_what_is_known_of_a_kiosk_that_runs_and_of_one_at_rest(tmp_path: Path, capsys: Said) -> None:
    with Running(tmp_path) as kiosk:
        kiosk.home()
        kiosk.told(Place("12", "JJD0001234567", "+49 30 1234567"))
        assert main([*asked(kiosk), "--json"]) == 0
        running = json.loads(capsys.readouterr().out)
        assert running["running"] is True
        assert set(running["lines"].values()) == {"up"}
        assert running["locks"]["12"]["openings"] == 0
        assert [(board["board"], board["state"]) for board in running["boards"]] == [
            ("A", "good"),
            ("B", "good"),
        ]
        assert main(asked(kiosk)) == 0
        out = capsys.readouterr().out
        assert out.startswith("DEMO-1: running, no findings\n")
        assert "Board A (shuoming, line locks, address 1): good, 0 of" in out
        assert "Signing keys: none. Block list: never received." in out
        assert out.endswith("All is well.\n")
        assert "For everybody: 12 doors are out of reach of a seated person, of 24" in out
    with book_of(kiosk.data, kiosk.site) as book:
        book.record(MarkedUnknown("1", Why.OPENED_REMOTELY))
    assert main(asked(kiosk)) == 1
    out = capsys.readouterr().out
    assert out.startswith("DEMO-1: stopped, 2 findings\n! The kiosk is not running (the test is over) since ")
    assert re.search(
        r"^! Door 1: contents not confirmed \(opened remotely\) since \d\d:\d\d\. Inspect it\.$",
        out,
        re.MULTILINE,
    )
    assert "not polled (kiosk stopped)" in out
    assert "All is well" not in out


def test_a_folder_without_a_kiosk_is_left_as_it_is(tmp_path: Path, capsys: Said) -> None:
    assert main(["--site", str(DEMO), "--data", str(tmp_path)]) == 1
    assert "cubby doctor: " in (said := capsys.readouterr().err)
    assert "holds no kiosk's data" in said
    assert list(tmp_path.iterdir()) == []


def test_the_data_alone_are_enough_where_a_kiosk_has_run(tmp_path: Path, capsys: Said) -> None:
    with Running(tmp_path) as kiosk:
        kiosk.home()
        assert main(["--data", str(kiosk.data)]) == 0
    assert main(["--data", str(kiosk.data)]) == 1
    assert "1 finding\n" in capsys.readouterr().out


def test_a_kiosk_that_does_not_run_is_the_worst_finding_and_since_when(tmp_path: Path, capsys: Said) -> None:
    with Running(tmp_path) as kiosk:
        kiosk.home()
    (stopped,) = found(kiosk, capsys)["findings"]
    assert (stopped["key"], stopped["harm"]) == ("kiosk:stopped", "people")
    assert stopped["what"] == "The kiosk is not running (the test is over)"
    with book_of(kiosk.data, kiosk.site) as book:
        book.record(MachineStarted("9", "", ""))
        last = book.ledger.at
    assert last is not None
    (cut_off,) = found(kiosk, capsys)["findings"]
    assert "without a farewell" in cut_off["what"]
    assert cut_off["since"] == last.isoformat()


def test_a_dead_line_is_one_finding_that_says_how_many_doors(tmp_path: Path, capsys: Said) -> None:
    with Running(tmp_path, plugged=False) as kiosk:
        kiosk.scenes.wait(lambda _: kiosk.machine._life is not None)
        kiosk.told(Place("12", "JJD0001234567", "+49 30 1234567"))
        told = found(kiosk, capsys)
        while told["lines"] != {"locks": "down"} or not told["findings"]:
            told = found(kiosk, capsys)
        (finding,) = told["findings"]
        port = kiosk.site.buses[0].port
        assert finding["text"] == (
            f'24 doors unreachable: line "locks" is down ({port}). 1 parcel can\'t be collected.'
            " Check its adapter, its cable and its power."
        )
        assert finding["since"]
        assert len(finding["doors"]) == 24
    assert keys(kiosk, capsys) == ["kiosk:stopped", "line:locks"]


# --- one finding a cause, the worst first ---------------------------------------------------------


@pytest.fixture
def book(tmp_path: Path) -> Iterator[Book]:
    site = load_site(DEMO)
    with book_of(tmp_path / "data", site) as made:
        yield made


def of(book: Book, ledger: Ledger) -> list[Finding]:
    book.ledger = ledger
    return list(doors.findings(load_site(DEMO), book, None))


def test_doors_that_are_down_at_rest_are_one_finding_a_board_or_a_line(book: Book) -> None:
    every = [str(number) for number in range(1, 25)]
    for down, what in (
        (["7"], 'Door 7 unreachable: board A on line "locks" did not answer when the kiosk last looked'),
        (every[:3], 'Doors 1, 2, 3 unreachable: board A on line "locks" did not answer'),
        (every[:12], '12 doors unreachable: board A on line "locks" did not answer'),
        (every, '24 doors unreachable: line "locks" was down when the kiosk last looked (/dev/'),
    ):
        (finding,) = of(book, replace(EMPTY, doors_down=frozenset(down)))
        assert finding.what.startswith(what)
        assert finding.harm is Harm.SERVICE
        assert list(finding.doors) == down


def test_what_hurts_people_stands_before_what_hurts_the_machine(tmp_path: Path, capsys: Said) -> None:
    with Running(tmp_path) as kiosk:
        kiosk.home()
        kiosk.told(Place("12", "JJD0001234567", "+49 30 1234567"))
    (kiosk.data / "backups").rename(kiosk.data / "old") if (kiosk.data / "backups").exists() else None
    (kiosk.data / "backups").touch()
    with book_of(kiosk.data, kiosk.site) as book:
        book.record(MarkedUnknown("1", Why.FORCED), MarkedUnknown("12", Why.JAMMED))
    told = found(kiosk, capsys)["findings"]
    assert [(one["key"], one["harm"]) for one in told] == [
        ("kiosk:stopped", "people"),
        ("contents:12", "people"),
        ("contents:1", "service"),
        ("folder:backups", "data"),
    ]
    assert told[1]["consequence"] == "1 parcel can't be collected."
    assert "No backup can be made." in told[-1]["text"]


# --- what is old, missing or not running ----------------------------------------------------------


@pytest.fixture
def aged(tmp_path: Path) -> Running:
    """A kiosk that has run once, whose first row is of 100 days ago."""
    kiosk = Running(tmp_path)
    kiosk.machine.stop("never started")
    kiosk._owned.release()
    clock = FakeClock(datetime.now(UTC) - timedelta(days=100))
    with own(kiosk.data) as owned, open_journal(owned, clock) as (journal, _):
        from kiosk.journal.rows import Entry  # noqa: PLC0415

        journal.append([Entry(MachineStarted("0", "", ""))])
    return kiosk


def _back_up(kiosk: Running, ago: timedelta) -> None:
    clock = FakeClock(datetime.now(UTC) - ago)
    with own(kiosk.data) as owned, open_journal(owned, clock) as (journal, _):
        make(journal)


def test_a_machine_that_was_never_backed_up_or_checked_says_so(aged: Running, capsys: Said) -> None:
    told = [key for key in keys(aged, capsys) if not key.startswith("clock:")]  # 100 days at once are doubted
    assert told == ["kiosk:stopped", "backup:never", "journal:unchecked"]


@pytest.mark.parametrize(("days", "found_old"), [(1, False), (3, True), (90, True)])
def test_an_old_backup_is_a_finding(aged: Running, capsys: Said, days: int, found_old: bool) -> None:
    _back_up(aged, timedelta(days=days))
    assert ("backup:old" in keys(aged, capsys)) is found_old
    if found_old:
        assert main(asked(aged)) == 1
        assert f"The last backup is {days} days" in capsys.readouterr().out


def test_a_folder_of_backups_that_is_a_file_is_a_finding(aged: Running, capsys: Said) -> None:
    (aged.data / "backups").touch()
    assert "folder:backups" in keys(aged, capsys)


# --- words ------------------------------------------------------------------------------------------


def test_every_finding_is_told_in_a_line_with_since_when(tmp_path: Path) -> None:
    finding = Finding("x:1", Harm.SOON, "x", "Something is so", "It hurts.", "Do this.", NOW)
    bare = {"site": "S", "rows": 0, "head": "", "last_backup": None, "disk_free": 0, "running": True}
    empty = ("lines", "openings", "devices", "climate", "contacts", "supplies", "locks")
    nothing: dict[str, Any] = {key: {} for key in empty}
    proofs = {"keys_number": 0, "revocations": None}
    lines = list(
        told({**bare, **nothing, "boards": [], "proofs": proofs, "findings": [finding.plain()]}, NOW, UTC)
    )
    assert lines[:2] == ["S: running, 1 finding", "! Something is so since 12:00. It hurts. Do this."]


@pytest.mark.parametrize(
    ("at", "said"),
    [
        (datetime(2026, 5, 4, 9, 5, tzinfo=UTC), "09:05"),
        (datetime(2026, 5, 3, 23, 59, tzinfo=UTC), "Sun 23:59"),
        (datetime(2026, 4, 27, 12, 0, tzinfo=UTC), "2026-04-27 12:00"),
        (datetime(2026, 5, 5, 0, 1, tzinfo=UTC), "2026-05-05 00:01"),
    ],
)
def test_times_are_no_longer_than_needed(at: datetime, said: str) -> None:
    assert when(at, NOW, UTC) == said


def test_spans_are_told_in_their_largest_units() -> None:
    spans = (20, 65, 3_600, 90_000, 200_000, 90 * 86_400)
    assert [for_long(seconds) for seconds in spans] == [
        "less than a minute",
        "1 min",
        "1 h",
        "1 day 1 h",
        "2 days 7 h",
        "90 days",
    ]


def test_what_comes_and_goes_is_a_finding_with_its_time(tmp_path: Path, capsys: Said) -> None:
    with Running(tmp_path) as kiosk:
        kiosk.home()
        assert found(kiosk, capsys)["flapping"] == {}
    with book_of(kiosk.data, kiosk.site) as book:
        book.record(TaskMade(TaskId("t1"), TaskKind.FLAPPING, "", "technician", "board A"))
    assert main(asked(kiosk)) == 1
    assert re.search(
        r'^! Board "A" comes and goes since \d\d:\d\d\. A technician is asked to see to it\. '
        r"Check its plug, its wires and its supply\.$",
        capsys.readouterr().out,
        re.MULTILINE,
    )
