"""`cubby journal ...` on data at rest, after a crash, and beside a running kiosk."""

from __future__ import annotations

import contextlib
import json
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from kiosk.clock import FakeClock
from kiosk.custody.doors.events import VisitBegan
from kiosk.custody.event import Event
from kiosk.custody.ids import PartyId
from kiosk.custody.machine.events import MachineStarted
from kiosk.custody.proofs.events import StaffAdded
from kiosk.journal import book, projections
from kiosk.journal.commands import command
from kiosk.journal.connection import FILE
from kiosk.journal.copies import export
from kiosk.journal.lock import own
from kiosk.journal.rows import Entry
from kiosk.journal.store import Journal
from kiosk.vault import keys
from tests.journal.kit import everything, intruder

_EVENTS: tuple[Event, ...] = (
    MachineStarted("0.1.0", "site", "3.40"),
    VisitBegan("collect", "otter"),
    StaffAdded(PartyId("p-anna"), "courier"),
)


@contextlib.contextmanager
def _kiosk(folder: Path) -> Iterator[Journal[Event]]:
    with own(folder) as owned:
        key = keys.load(folder, create=True, environment={})
        with Journal.open(
            owned, clock=FakeClock(), boot="b", codec=book.codec(), sign=key.sign, verify=key.verify
        ) as journal:
            yield journal


def _recorded(folder: Path) -> None:
    with _kiosk(folder) as journal:
        for event in _EVENTS:
            journal.append([Entry(event, visit="v-1", principal="swift", actor="p-anna")])
        projections.save(journal, book.ledger(), projections.present(journal, book.ledger()))


def test_verify_says_that_the_chain_holds(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    _recorded(tmp_path)
    assert command.main(["verify", "--data", str(tmp_path)]) == 0
    assert "3 rows" in capsys.readouterr().out
    assert command.main(["verify", "--data", str(tmp_path), "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["ok"] is True


def test_verify_names_the_first_bad_row(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    _recorded(tmp_path)
    with intruder(tmp_path) as file:
        file.execute("UPDATE journal SET visit = 'v-2' WHERE seq = 2")
    assert command.main(["verify", "--data", str(tmp_path), "--json"]) == 1
    said = capsys.readouterr()
    assert json.loads(said.out)["seq"] == 2
    assert "from row 2 on" in said.err


def test_verify_notices_that_the_protection_is_gone(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    _recorded(tmp_path)
    with intruder(tmp_path, disarmed=False) as file:
        file.execute("DROP TRIGGER journal_update_refused")
    assert command.main(["verify", "--data", str(tmp_path)]) == 1
    assert "write protection" in capsys.readouterr().err


def test_a_folder_without_a_journal_is_said_and_not_made(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    for what in ("verify", "tail", "export", "rebuild"):
        assert command.main([what, "--data", str(tmp_path / "nothing"), "--json"]) == 1
        said = capsys.readouterr()
        assert said.err
        assert json.loads(said.out)["ok"] is False
    assert not (tmp_path / "nothing").exists()


def test_a_damaged_file_is_said(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    _recorded(tmp_path)
    (tmp_path / FILE).write_bytes((tmp_path / FILE).read_bytes()[:9000])
    assert command.main(["verify", "--data", str(tmp_path)]) == 1
    assert "damaged" in capsys.readouterr().err


def test_tail_shows_the_last_rows(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    _recorded(tmp_path)
    assert command.main(["tail", "--data", str(tmp_path), "--rows", "2"]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert [line.partition("  ")[2] for line in lines] == [
        'A visit began: collect, visit word "otter" (visit 0001)',
        "A courier was added: person p-an (visit 0001)",
    ]
    assert command.main(["tail", "--data", str(tmp_path), "--json"]) == 0
    rows = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert [row["seq"] for row in rows] == [1, 2, 3]
    assert rows[1]["body"]["word"] == "otter"


def test_export_writes_rows_and_manifest(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    data, out = tmp_path / "data", tmp_path / "out"
    _recorded(data)
    assert command.main(["export", "--data", str(data), "--out", str(out), "--json"]) == 0
    said = json.loads(capsys.readouterr().out)
    assert said["count"] == 3
    assert len((out / "journal.jsonl").read_text().splitlines()) == 3
    assert json.loads((out / "manifest.json").read_text())["signature"] == said["signature"]
    assert command.main(["export", "--data", str(data)]) == 0
    assert (data / "export" / "journal.jsonl").read_text() == (out / "journal.jsonl").read_text()


@pytest.mark.parametrize(
    "tampering", ["UPDATE journal SET at = at || ' '", "UPDATE journal SET hash = zeroblob(32)"]
)
def test_a_journal_that_was_tampered_with_is_exported_only_when_that_is_asked_for_and_said(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], tampering: str
) -> None:
    data, out = tmp_path / "data", tmp_path / "out"
    _recorded(data)
    with intruder(data) as file:
        file.execute(f"{tampering} WHERE seq = 2")
    assert command.main(["export", "--data", str(data), "--out", str(out)]) == 1
    assert "from row 2 on" in capsys.readouterr().err
    assert not out.exists()
    assert command.main(["export", "--data", str(data), "--out", str(out), "--although-broken"]) == 0
    assert "from row 2 on" in capsys.readouterr().err
    manifest = export.manifest_of(out / "manifest.json")
    assert (manifest.broken_from, manifest.count) == (2, 3)
    assert keys.verifier(keys.public_key(data))(manifest.statement(), manifest.signature)


def test_the_manifest_of_a_sound_journal_speaks_of_no_break(tmp_path: Path) -> None:
    data, out = tmp_path / "data", tmp_path / "out"
    _recorded(data)
    assert command.main(["export", "--data", str(data), "--out", str(out), "--although-broken"]) == 0
    assert "broken_from" not in json.loads((out / "manifest.json").read_text())


def test_rebuild_shows_that_nothing_differs(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    _recorded(tmp_path)
    before = everything(tmp_path)
    assert command.main(["rebuild", "--data", str(tmp_path)]) == 0
    assert "nothing differs" in capsys.readouterr().out
    assert everything(tmp_path) == before


@pytest.mark.parametrize(
    "tampering", ["UPDATE journal SET at = at || ' '", "UPDATE journal SET hash = zeroblob(32)"]
)
def test_rebuild_trusts_no_rows_that_were_tampered_with(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], tampering: str
) -> None:
    _recorded(tmp_path)
    with intruder(tmp_path) as file:
        file.execute(f"{tampering} WHERE seq = 2")
    before = everything(tmp_path)
    assert command.main(["rebuild", "--data", str(tmp_path)]) == 1
    assert "from row 2 on" in capsys.readouterr().err
    assert everything(tmp_path) == before


def test_a_row_that_somebody_else_wrote_is_shown_as_it_stands_and_not_exported(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    _recorded(tmp_path)
    with intruder(tmp_path) as file:
        file.execute("UPDATE journal SET body = CAST(x'7b22ff' AS TEXT) WHERE seq = 2")
    assert command.main(["tail", "--data", str(tmp_path)]) == 0
    assert command.main(["tail", "--data", str(tmp_path), "--json"]) == 0
    capsys.readouterr()
    assert command.main(["export", "--data", str(tmp_path), "--out", str(tmp_path / "out")]) == 1
    assert "row 2" in capsys.readouterr().err
    assert not (tmp_path / "out" / "journal.jsonl").exists()


@pytest.mark.parametrize("rows", ["-1", "many", "1.5"])
def test_a_number_of_rows_is_one(tmp_path: Path, rows: str) -> None:
    with pytest.raises(SystemExit) as left:
        command.main(["tail", "--data", str(tmp_path), f"--rows={rows}"])
    assert left.value.code == 2


def test_rebuild_mends_a_stored_ledger_that_differs(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with _kiosk(tmp_path) as journal:
        journal.append([Entry(_EVENTS[2], principal="swift")])
        projections.save(journal, book.ledger(), book.ledger().empty)
        assert command.main(["rebuild", "--data", str(tmp_path)]) == 1
        assert "end it and rebuild again" in capsys.readouterr().err
    assert command.main(["rebuild", "--data", str(tmp_path), "--json"]) == 1
    said = capsys.readouterr()
    assert any("p-anna" in line for line in json.loads(said.out)["differences"])
    assert "stored in its place" in said.err
    assert command.main(["rebuild", "--data", str(tmp_path)]) == 0


def test_everything_works_beside_a_running_kiosk(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with _kiosk(tmp_path) as journal:
        for event in _EVENTS:
            journal.append([Entry(event)])
        for what in ("verify", "tail", "export", "rebuild"):
            assert command.main([what, "--data", str(tmp_path)]) == 0
            journal.append([Entry(_EVENTS[1])])
    assert capsys.readouterr().err == ""


def test_a_log_that_a_crash_left_is_read(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """As kill -9 leaves it: the rows are in the write-ahead log only."""
    data, crashed = tmp_path / "data", tmp_path / "crashed"
    with _kiosk(data) as journal:
        for event in _EVENTS:
            journal.append([Entry(event)])
        shutil.copytree(data, crashed)
    (crashed / f"{FILE}-shm").unlink()
    assert (crashed / f"{FILE}-wal").stat().st_size > 0
    assert command.main(["verify", "--data", str(crashed)]) == 0
    assert "3 rows" in capsys.readouterr().out


def test_wrong_usage_exits_with_2() -> None:
    for wrong in ([], ["verify"], ["polish", "--data", "x"]):
        with pytest.raises(SystemExit) as left:
            command.main(wrong)
        assert left.value.code == 2
