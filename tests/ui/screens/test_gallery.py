"""The gallery: one picture a sample, language and size, and a page that shows them all."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from PySide6.QtCore import QObject
from PySide6.QtGui import QImage

from kiosk.journeys.every import SAMPLES
from kiosk.journeys.front.screens import Appearance, Help, Languages, StillThere
from kiosk.site.loading import load_site
from tests.ui.easels import below, easel, is_text
from ui.gallery import SITE, Wish, main, staged


def test_it_draws_each_sample_in_each_language_and_size(
    tmp_path: Path, qapp: QObject, capsys: pytest.CaptureFixture[str]
) -> None:
    asked = ["--out", str(tmp_path), "--language", "en", "ar", "--size", "540x960", "640x400"]
    assert main([*asked, "--sample", "home", "help"]) == 0
    pictures = sorted(file.name for file in tmp_path.glob("*.png"))
    assert pictures == sorted(
        f"{name}.{language}.{size}.png"
        for name in ("home", "help")
        for language in ("en", "ar")
        for size in ("540x960", "640x400")
    )
    assert "8 pictures" in capsys.readouterr().out
    page = (tmp_path / "index.html").read_text("utf-8")
    assert sorted(re.findall(r'<img loading="lazy" src="([^"]+)"', page)) == pictures


def test_a_picture_has_its_size_and_languages_differ(tmp_path: Path, qapp: QObject) -> None:
    asked = ["--out", str(tmp_path), "--language", "en", "ar", "--size", "540x960"]
    assert main([*asked, "--sample", "home"]) == 0
    english, arabic = (QImage(str(tmp_path / f"home.{code}.540x960.png")) for code in ("en", "ar"))
    assert (english.width(), english.height()) == (540, 960)
    assert english != arabic


@pytest.mark.parametrize("size", ["1080", "1080x", "x", "1080x19200000"])
def test_a_size_that_is_none_is_wrong_usage(size: str, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as left:
        main(["--out", "x", "--size", size])
    assert left.value.code == 2
    assert "1080x1920" in capsys.readouterr().err


def test_a_language_without_a_catalog_is_wrong_usage(
    tmp_path: Path, qapp: QObject, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit) as left:
        main(["--out", str(tmp_path / "out"), "--language", "en", "tlh"])
    assert left.value.code == 2
    assert "no catalog of tlh" in capsys.readouterr().err
    assert not (tmp_path / "out").exists()


def test_what_cannot_be_written_is_said(
    tmp_path: Path, qapp: QObject, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "taken").write_text("a file")
    assert main(["--out", str(tmp_path / "taken"), "--sample", "home", "--size", "540x960"]) == 1
    assert capsys.readouterr().err.startswith("cubby gallery: ")


def test_a_site_that_is_not_there_is_said(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--out", str(tmp_path), "--site", str(tmp_path / "none.toml")]) == 1
    assert "none.toml" in capsys.readouterr().err


@pytest.mark.parametrize("name", SAMPLES)
def test_a_sample_stands_in_a_scene_that_could_be(name: str) -> None:
    cabinet = load_site(SITE).cabinet
    scene, over = staged(SAMPLES[name], 1, cabinet)
    if type(SAMPLES[name]) in (Help, Languages, Appearance):
        assert over == type(SAMPLES[name]).__name__
    elif isinstance(SAMPLES[name], StillThere):
        assert scene.still_there > 0
    else:
        assert (type(scene.screen), over) == (type(SAMPLES[name]), "")
    label = getattr(scene.screen, "label", "")
    if hasattr(scene.screen, "place"):
        assert scene.screen.place == cabinet.place(label)


@pytest.mark.parametrize("size", [(1280, 800), (1080, 1920)], ids=str)
def test_a_picture_owes_nothing_to_the_one_before(size: tuple[int, int], qapp: QObject) -> None:
    """What did not fit at first, and what slid in, leaves no mark on the glass."""
    shown = (
        "boards-thirty-one",
        "columns-chosen",
        "did-you-take-it",
        "help",
        "summary-missing",
        "storage-full",
    )
    wish = Wish(("de",), (size,), text=150)
    after = _frames(wish, [*shown, *shown])[2 * len(shown) :]
    alone = [picture for name in shown for picture in _frames(wish, [name])]
    assert [one == other for one, other in zip(after, alone, strict=True)] == [True] * 2 * len(shown)


def _frames(wish: Wish, names: list[str]) -> list[QImage]:
    """The line above each screen and the row below it."""
    on = easel(wish)
    pictures = []
    for name in names:
        on.put(SAMPLES[name], "de")
        picture = on.app.root.grabWindow()
        unit = min(picture.width(), picture.height()) // 135
        for top, high in ((0, 8 * unit), (picture.height() - 16 * unit, 16 * unit)):
            pictures.append(picture.copy(0, top, picture.width(), high))
    on.close()
    return pictures


def test_what_is_covered_has_numbers_and_drawings_and_no_words(qapp: QObject) -> None:
    on = easel()
    on.put(SAMPLES["take"])
    on.cover()
    seen = [
        item.property("text")
        for item in below(on.view)
        if is_text(item) and item.property("color").alpha() > 0
    ]
    on.close()
    assert "12" in seen
    assert not [text for text in seen if any(c.isalpha() for c in text)]
