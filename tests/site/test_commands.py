"""`cubby site check` and `cubby site new`, as somebody types them."""

from __future__ import annotations

import io
import json
from pathlib import Path

import pytest

from kiosk.cli import main
from kiosk.site.loading import load_site
from kiosk.site.sketch import drawing

SITES = Path(__file__).parents[2] / "assets" / "sites"
DEMO = SITES / "demo.toml"
Said = pytest.CaptureFixture[str]


# --- check ----------------------------------------------------------------------------------------


def test_a_good_file_is_summed_up_and_its_cabinet_drawn(capsys: Said) -> None:
    assert main(["site", "check", str(DEMO)]) == 0
    out, said = capsys.readouterr()
    assert said == ""
    doors = "24 compartments (12 S, 8 M, 2 L, 2 XL), 2 boards on 1 line"
    assert f"{doors}; parcel, return, send, handover; en, de, pl, ar." in out
    assert "(screen)" in out
    for home in load_site(DEMO).cabinet.compartments():
        assert f" {home.label} {home.size} " in out


def test_all_faults_are_told_with_line_and_key_and_the_status_says_so(tmp_path: Path, capsys: Said) -> None:
    file = tmp_path / "site.toml"
    file.write_text(DEMO.read_text().replace("Europe/Berlin", "Europe/Berln").replace("XL = 1", "XL = -1"))
    assert main(["site", "check", str(file)]) == 1
    out, said = capsys.readouterr()
    first, second = out.splitlines()
    assert first.startswith(f'{file}: line 8: time_zone: found "Europe/Berln"')
    assert second.startswith(f"{file}: line 30: reserve.XL: found -1; wanted at least 0")
    assert said == f"cubby site check: 2 faults in {file}\n"
    assert main(["site", "check", str(file), "--json"]) == 1
    told = json.loads(capsys.readouterr().out)
    assert [(fault["line"], fault["key"]) for fault in told["faults"]] == [
        (8, "time_zone"),
        (30, "reserve.XL"),
    ]
    assert main(["site", "check", str(DEMO), "--json"]) == 0
    told = json.loads(capsys.readouterr().out)
    assert (told["ok"], told["file"], told["faults"]) == (True, str(DEMO), [])


def test_the_file_may_stand_in_the_environment(monkeypatch: pytest.MonkeyPatch, capsys: Said) -> None:
    monkeypatch.setenv("CUBBY_SITE", str(DEMO))
    assert main(["site", "check"]) == 0
    monkeypatch.delenv("CUBBY_SITE")
    with pytest.raises(SystemExit) as ended:
        main(["site", "check"])
    assert ended.value.code == 2


def test_the_word_alone_says_what_there_is(capsys: Said) -> None:
    assert main(["site"]) == 2
    assert "cubby site check" in capsys.readouterr().err
    assert main(["help", "site"]) == 0
    assert "cubby site new" in capsys.readouterr().out


@pytest.mark.parametrize("file", sorted(SITES.glob("*.toml")), ids=lambda file: file.name)
def test_a_drawing_has_every_door_once_and_fits_a_terminal(file: Path) -> None:
    cabinet = load_site(file).cabinet
    for plain in (False, True):
        drawn = drawing(cabinet, plain=plain)
        words = drawn.replace("│", " ").replace("|", " ").split()
        labels = [home.label for home in cabinet.compartments()]
        assert sorted(word for word in words if word in labels) == sorted(labels)
        assert all(len(line) <= 101 for line in drawn.splitlines())
        assert drawn.isascii() is plain or not drawn


# --- new ------------------------------------------------------------------------------------------

GOOD = (
    "HOF-1",
    'Cubby "& Co"',
    "+49 30 5550100",
    "Europe/Berlin",
    "en de",
    "winnsen",
    "/dev/ttyX",
    "2",
    "12",
)


def _answers(monkeypatch: pytest.MonkeyPatch, *lines: str) -> None:
    monkeypatch.setattr("sys.stdin", io.StringIO("".join(f"{line}\n" for line in lines)))


def test_ten_answers_make_a_file_that_is_right(
    tmp_path: Path, capsys: Said, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "new.toml"
    _answers(monkeypatch, *GOOD, "4S 2M / 3m XL 2L / 8S")
    assert main(["site", "new", str(file)]) == 0
    out, said = capsys.readouterr()
    assert said == ""
    assert out.count("/10 ") == 10
    site = load_site(file)
    assert (site.id, site.operator, site.languages) == ("HOF-1", 'Cubby "& Co"', ("en", "de"))
    assert [len(column.compartments) for column in site.cabinet.columns] == [6, 6, 8]
    homes = list(site.cabinet.compartments())
    assert [home.doors[0].lock.channel for home in homes] == [*range(1, 13), *range(1, 9)]
    assert main(["site", "check", str(file)]) == 0


def test_without_columns_a_technician_learns_the_doors(
    tmp_path: Path, capsys: Said, monkeypatch: pytest.MonkeyPatch
) -> None:
    _answers(monkeypatch, *GOOD, "")
    assert main(["site", "new", str(tmp_path / "new.toml")]) == 0
    assert "doors still to be learned" in capsys.readouterr().out
    assert len(load_site(tmp_path / "new.toml").cabinet.unwired) == 24


@pytest.mark.parametrize(
    ("place", "wrong", "sentence"),
    [
        (0, "two words", "Please write up to 40 letters"),
        (1, "", "Please write a text on one line."),
        (2, "a\tb", "Please write a text on one line."),
        (3, "Europe/Berln", 'There is no such zone (did you mean "Europe/Berlin"?)'),
        (4, "deutsch, DE", "Please write codes of languages"),
        (4, "en en", "Please write codes of languages"),
        (5, "winsen", 'There is no such maker (did you mean "winnsen"?)'),
        (6, "COM3", "Please write a whole path"),
        (6, "tcp://host:99999", "Please write a whole path"),
        (7, "0", "Please write a number from 1 to"),
        (7, "٣", "Please write a number from 1 to"),
        (8, "17", "Please write a number from 1 to 16."),
        (9, "4S 3Q", "3Q is no door."),
        (9, "20S 5M", "These are 25 doors, and the boards have 24."),
        (9, "24XL", "A column would be higher than 4 m."),
    ],
)
def test_a_wrong_answer_is_asked_for_again(
    tmp_path: Path, capsys: Said, monkeypatch: pytest.MonkeyPatch, place: int, wrong: str, sentence: str
) -> None:
    lines = [*GOOD, "4S 2M"]
    _answers(monkeypatch, *lines[:place], wrong, *lines[place:])
    assert main(["site", "new", str(tmp_path / "new.toml")]) == 0
    out = capsys.readouterr().out
    assert sentence in out
    assert out.count(f"{place + 1:>2}/10 ") == 2


def test_answers_that_end_too_early_write_nothing(
    tmp_path: Path, capsys: Said, monkeypatch: pytest.MonkeyPatch
) -> None:
    _answers(monkeypatch, *GOOD[:4])
    assert main(["site", "new", str(tmp_path / "new.toml")]) == 1
    assert "nothing was written" in capsys.readouterr().err
    assert list(tmp_path.iterdir()) == []


def test_nothing_is_overwritten(tmp_path: Path, capsys: Said) -> None:
    for name in ("there.toml", "dangling.toml"):
        file = tmp_path / name
        if name == "there.toml":
            file.write_text("mine")
        else:
            file.symlink_to(tmp_path / "nowhere")
        assert main(["site", "new", str(file)]) == 1
        assert "is there already" in capsys.readouterr().err
    assert (tmp_path / "there.toml").read_text() == "mine"
    assert main(["site", "new", str(tmp_path / "no folder" / "new.toml")]) == 1
    assert "there is no folder" in capsys.readouterr().err
