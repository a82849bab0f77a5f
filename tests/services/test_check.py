"""`cubby service check`, as somebody types it."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from kiosk.cli import main
from tests.services.written import PARCEL, changed

Said = pytest.CaptureFixture[str]


def test_a_good_file_is_summed_up(tmp_path: Path, capsys: Said) -> None:
    file = tmp_path / "own.toml"
    file.write_text(PARCEL)
    assert main(["service", "check", str(file)]) == 0
    assert capsys.readouterr() == (f"{file}: no faults. own 1: bring, fetch; en.\n", "")
    assert main(["service", "check", str(file), "--json"]) == 0
    told = json.loads(capsys.readouterr().out)
    assert (told["ok"], told["service"], told["steps"], told["faults"]) == (
        True,
        "own",
        ["bring", "fetch"],
        [],
    )
    assert len(told["digest"]) == 64


def test_a_folder_is_its_service_file(tmp_path: Path, capsys: Said) -> None:
    folder = tmp_path / "own"
    folder.mkdir()
    (folder / "service.toml").write_text(PARCEL)
    assert main(["service", "check", str(folder)]) == 0
    assert "no faults. own 1" in capsys.readouterr().out


def test_all_faults_are_told_with_line_and_key_and_the_status_says_so(tmp_path: Path, capsys: Said) -> None:
    file = tmp_path / "own.toml"
    file.write_text(changed(PARCEL, ("version = 1", "version = 0"), ('"collect"', '"colect"')))
    assert main(["service", "check", str(file)]) == 1
    out, said = capsys.readouterr()
    first, second = out.splitlines()
    assert first == f"{file}: line 1: version: found 0; wanted at least 1"
    assert second.startswith(f'{file}: line 11: step["fetch"].act: found "colect"; wanted one of ')
    assert said == f"cubby service check: 2 faults in {file}\n"
    assert main(["service", "check", str(file), "--json"]) == 1
    told = json.loads(capsys.readouterr().out)
    assert (told["ok"], [(each["line"], each["key"]) for each in told["faults"]]) == (
        False,
        [(1, "version"), (11, 'step["fetch"].act')],
    )


def test_a_file_of_0_1_is_taken_and_its_faults_are_told(tmp_path: Path, capsys: Said) -> None:
    file = tmp_path / "old.toml"
    file.write_text('name = "old"\nretention = "24 h"\n')
    assert main(["service", "check", str(file)]) == 0
    assert "a file without steps" in capsys.readouterr().out
    file.write_text('name = "old"\nretention = "soon"\n')
    assert main(["service", "check", str(file)]) == 1
    assert 'line 2: retention: found "soon"; wanted a time' in capsys.readouterr().out


@pytest.mark.parametrize("name", ["nothing", "."])
def test_what_is_not_there_is_a_sentence(tmp_path: Path, capsys: Said, name: str) -> None:
    assert main(["service", "check", str(tmp_path / name)]) == 1
    out, said = capsys.readouterr()
    assert "wanted a file in TOML" in out
    assert "1 fault" in said
