"""`cubby match-faces` and `cubby calibrate faces`, on portraits and on the measuring pictures."""

from __future__ import annotations

import json
from pathlib import Path

import cv2
import numpy as np
import pytest

from hardware.vision.faces.commands import calibrate, match
from hardware.vision.faces.models import Models, load
from tests.helpers.labels import save
from tests.helpers.measuring import measuring
from tests.helpers.portraits import Picture, portrait

PROBE_KEYS = {"person", "file", "best", "distance", "margin", "accepted"}


def put(picture: Picture, folder: Path, person: str, name: str) -> None:
    (folder / person).mkdir(parents=True, exist_ok=True)
    save(picture, folder / person / name)


@pytest.fixture
def enrol(tmp_path: Path) -> Path:
    put(portrait("obama"), tmp_path / "enrol", "Anna", "1.png")
    return tmp_path / "enrol"


@pytest.fixture
def probe(tmp_path: Path) -> Path:
    put(portrait("obama2"), tmp_path / "probe", "Anna", "2.png")
    put(portrait("biden"), tmp_path / "probe", "Bert", "1.png")
    put(np.full((200, 300, 3), 90, np.uint8), tmp_path / "probe", "Bert", "2.png")
    blurred = np.asarray(cv2.GaussianBlur(portrait("obama2"), (0, 0), 25), np.uint8)
    put(blurred, tmp_path / "probe", "Anna", "3.png")
    return tmp_path / "probe"


def run(capsys: pytest.CaptureFixture[str], *arguments: object) -> str:
    assert match.main([str(argument) for argument in arguments]) == 0
    return capsys.readouterr().out


def test_the_known_are_accepted_strangers_and_what_shows_no_face_are_not(
    enrol: Path, probe: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    told = json.loads(run(capsys, "--enrol", enrol, "--probe", probe, "--json"))
    assert all(entry.keys() >= PROBE_KEYS for entry in told["probes"])
    again, blurred, stranger, nobody = told["probes"]
    assert (again["person"], again["best"], again["accepted"]) == ("Anna", "Anna", True)
    assert again["margin"] is None
    assert again["distance"] < 0.48
    assert (stranger["person"], stranger["accepted"]) == ("Bert", False)
    assert stranger["distance"] > 0.48
    for useless in (nobody, blurred):
        assert (useless["best"], useless["distance"], useless["accepted"]) == (None, None, False)
    assert (told["known_accepted"], told["strangers"], told["strangers_accepted"]) == (1, 2, 0)


def test_the_sites_own_thresholds_decide(
    enrol: Path, probe: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    put(portrait("biden"), enrol, "Bert", "1.png")
    strict = run(capsys, "--enrol", enrol, "--probe", probe, "--many", "0.1")
    assert "known accepted 1," in strict  # only the very picture that was enrolled
    usual = run(capsys, "--enrol", enrol, "--probe", probe)
    assert "known accepted 2," in usual


def small_and_grey(picture: Picture, width: int = 92) -> Picture:
    """As the old collections have them: head and little else, 92 pixels wide."""
    grey = cv2.cvtColor(picture, cv2.COLOR_BGR2GRAY)
    models = load()
    assert isinstance(models, Models)
    scale = 480 / grey.shape[1]
    box = models.faces(np.asarray(cv2.resize(grey, None, fx=scale, fy=scale), np.uint8))[0]
    side = box.width / scale
    left, top = box.left / scale - side * 0.3, box.top / scale - side * 0.55
    head = grey[max(0, int(top)) : int(top + side * 1.9), max(0, int(left)) : int(left + side * 1.6)]
    return np.asarray(cv2.resize(head, (width, width * 112 // 92), interpolation=cv2.INTER_AREA), np.uint8)


def test_small_grey_pictures_will_do(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    put(small_and_grey(portrait("obama")), tmp_path / "enrol", "Anna", "1.png")
    for name in ("obama2", "biden"):
        folder = tmp_path / "probe" / name
        folder.mkdir(parents=True)
        assert cv2.imwrite(str(folder / "1.pgm"), small_and_grey(portrait(name)))
    told = json.loads(run(capsys, "--enrol", tmp_path / "enrol", "--probe", tmp_path / "probe", "--json"))
    stranger, same = told["probes"]
    assert same["distance"] < 0.45 < stranger["distance"]


def test_pictures_of_one_folder_speak_together_if_they_show_one_face(
    enrol: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    for number, name in enumerate(("obama", "obama2", "biden")):
        put(portrait(name), tmp_path / "mixed", "Anna", f"{number}.png")
    put(portrait("biden"), enrol, "Bert", "1.png")
    told = json.loads(run(capsys, "--enrol", enrol, "--probe", tmp_path / "mixed", "--json"))
    assert [(entry["best"], entry["frames"]) for entry in told["probes"]] == [
        ("Anna", 2),
        ("Anna", 2),
        ("Bert", 1),
    ]


def test_what_is_no_picture_gets_a_row_that_says_so(
    enrol: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = tmp_path / "odd" / "Anna"
    put(np.hstack([portrait("obama"), portrait("obama")]), tmp_path / "odd", "Anna", "two.png")
    (folder / "empty.png").touch()
    (folder / "words.jpg").write_text("no picture")
    (folder / "folder.png").mkdir()
    (tmp_path / "odd" / "nothing").mkdir()
    (tmp_path / "odd" / "loose.png").touch()
    (enrol / "nobody").mkdir()
    assert match.main(["--enrol", str(enrol), "--probe", str(tmp_path / "odd"), "--json"]) == 0
    out, err = capsys.readouterr()
    rows = {Path(entry["file"]).name: entry for entry in json.loads(out)["probes"]}
    assert rows.keys() == {"two.png", "empty.png", "words.jpg", "folder.png"}
    assert rows["two.png"]["best"] == "Anna"
    for name in ("empty.png", "words.jpg", "folder.png"):
        assert (rows[name]["distance"], rows[name]["accepted"]) == (None, False)
        assert rows[name]["why"] == "no picture"
    assert "nobody" in err


def test_without_a_picture_to_judge_it_says_so(
    enrol: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "none" / "Nobody").mkdir(parents=True)
    assert match.main(["--enrol", str(enrol), "--probe", str(tmp_path / "none")]) == 1
    assert "no picture" in capsys.readouterr().err


def test_without_a_face_to_compare_with_it_says_so(
    probe: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "none" / "Nobody").mkdir(parents=True)
    assert match.main(["--enrol", str(tmp_path / "none"), "--probe", str(probe)]) == 1
    assert "no usable face" in capsys.readouterr().err


def test_calibrating_asks_for_more_people(enrol: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert calibrate.main([str(enrol)]) == 1
    assert "3 people with 8 good pictures" in capsys.readouterr().err


def test_the_measuring_pictures_are_told_apart_at_the_usual_thresholds(
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert calibrate.main([str(measuring("faces")), "--json"]) == 0
    found = json.loads(capsys.readouterr().out)
    assert found["people"] >= 3
    assert found["own_worst"] < 0.42
    assert found["others_nearest"] > 0.45
    assert found["advice"] == {"one": 0.45, "many": 0.42, "margin": 0.06}
