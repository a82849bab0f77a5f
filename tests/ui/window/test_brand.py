"""An operator's colour is kept as it is, and everything in it and on it can be read."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import QObject
from PySide6.QtGui import QColor, QFont, QGuiApplication
from PySide6.QtQuick import QQuickItem

from kiosk.journeys.every import SAMPLES
from kiosk.site.loading import load_site
from kiosk.site.parts.brand import BrandSite, words_on
from tests.ui.easels import (
    FAMILIES,
    PORTRAIT,
    SMALL,
    below,
    contrast,
    easel,
    in_window,
    is_control,
    is_text,
    words,
)
from tests.ui.screens.test_screens import _faint, _text_faults
from ui.gallery import SITE, Easel, Wish

COLOURS = ("#0B5FFF", "#FFD400", "#777777", "#797979", "#FFFFFF", "#F7F5F0", "#000000", "#C2185B", "#00A86B")
LOGO = (
    '<svg xmlns="http://www.w3.org/2000/svg" width="300" height="100">'
    '<rect width="300" height="100" fill="#c2185b"/></svg>'
)
UPRIGHT = Wish(("en",), (PORTRAIT,))
PAPER = QColor("#F7F5F0")


@contextmanager
def branded(brand: BrandSite, wish: Wish = UPRIGHT) -> Iterator[Easel]:
    QGuiApplication.setFont(QFont(FAMILIES))
    easel(wish).close()  # so that what is told to a screen reader is told
    on = Easel(replace(load_site(SITE), brand=brand), wish)
    try:
        yield on
        assert not on.app.warnings
    finally:
        on.close()


def main_button(on: Easel) -> QQuickItem:
    return next(i for i in below(on.view) if is_control(i) and i.property("main") and i.isEnabled())


@pytest.mark.parametrize("colour", COLOURS)
def test_a_colour_is_kept_and_stands_out(colour: str, qapp: QObject) -> None:
    with branded(BrandSite(accent=colour)) as on:
        on.put(SAMPLES["home"])
        picture = on.app.root.grabWindow()
        place = in_window(main_button(on)).toRect()
        inside = picture.pixelColor(place.left() + 16, place.center().y())
        assert inside.name() == QColor(colour).name()
        rim = picture.pixelColor(place.left() + 1, place.center().y())
        assert contrast(rim, PAPER) >= 3
        label = next(i for i in below(main_button(on)) if is_text(i))
        assert contrast(label.property("color"), QColor(colour)) == pytest.approx(words_on(colour)[1])
        on.put(SAMPLES["take"])
        number = next(i for i in below(on.view) if i.property("tallest") and i.property("text") == "12")
        assert contrast(number.property("color"), PAPER) >= 4.5


@pytest.mark.parametrize("colour", COLOURS)
@pytest.mark.parametrize("wish", ["", "night", "contrast"])
def test_all_words_can_be_read_in_it(colour: str, wish: str, qapp: QObject) -> None:
    look = Wish(("en",), (PORTRAIT,), night=wish == "night", contrast=wish == "contrast")
    with branded(BrandSite("Harbour Parcels", accent=colour), look) as on:
        shown = (
            "home-door-left-open",
            "take-reminded",
            "appearance",
            "choose-size",
            "languages",
            "thank-you",
        )
        faint = [
            f"{name}: {fault}"
            for name in shown
            if not (wish and name == "appearance")
            for fault in _faint(on, name)
        ]
    assert not faint, "\n".join(faint)


@pytest.mark.parametrize("size", [PORTRAIT, SMALL], ids=str)
@pytest.mark.parametrize("name", ["home", "home-two-doors-left-open", "home-no-deposits-doors-left-open"])
def test_home_shows_name_and_logo_whole(
    size: tuple[int, int], name: str, tmp_path: Path, qapp: QObject
) -> None:
    logo = tmp_path / "logo of mine.svg"
    logo.write_text(LOGO)
    with branded(BrandSite("Harbour Parcels", logo), Wish(("en",), (size,))) as on:
        on.put(SAMPLES[name])
        assert "Harbour Parcels" in words(on)
        (picture,) = (i for i in below(on.view) if i.objectName() == "logo")
        on.until(lambda: picture.width() > 0)
        on.settle()
        seen = in_window(picture).center().toPoint()
        assert on.app.root.grabWindow().pixelColor(seen).name() == "#c2185b"
        assert picture.width() == pytest.approx(3 * picture.height(), rel=0.02)
        texts = [i for i in below(on.view) if i.property("text") == "Harbour Parcels"]
        controls = [i for i in below(on.view) if is_control(i)]
        assert not [
            fault
            for text in texts
            for fault in _text_faults(text, on.view.mapRectToScene(on.view.boundingRect()), controls)
        ]


@pytest.mark.parametrize("size", [PORTRAIT, SMALL], ids=str)
def test_home_shows_the_picture_whole_and_other_screens_do_not(
    size: tuple[int, int], tmp_path: Path, qapp: QObject
) -> None:
    picture = tmp_path / "harbour.svg"
    picture.write_text(LOGO)
    with branded(BrandSite("Harbour Parcels", picture=picture), Wish(("en",), (size,))) as on:
        on.put(SAMPLES["home"])
        (seen,) = (i for i in below(on.view) if i.objectName() == "brandPicture")
        on.until(lambda: seen.width() > 0)
        on.settle()
        assert seen.width() == pytest.approx(3 * seen.height(), rel=0.02)
        middle = in_window(seen).center().toPoint()
        assert on.app.root.grabWindow().pixelColor(middle).name() == "#c2185b"
        on.put(SAMPLES["take"])
        assert not [i for i in below(on.view) if i.objectName() == "brandPicture"]


@pytest.mark.parametrize("name", ["take", "scan-code", "help"])
@pytest.mark.parametrize("size", [PORTRAIT, SMALL], ids=str)
def test_the_top_line_says_whose_machine_it_is(
    name: str, size: tuple[int, int], tmp_path: Path, qapp: QObject
) -> None:
    logo = tmp_path / "logo.svg"
    logo.write_text(LOGO)
    with branded(BrandSite("Harbour Parcels", logo), Wish(("en",), (size,))) as on:
        on.put(SAMPLES[name])
        assert "Harbour Parcels" in words(on)
        assert "DEMO-1" in words(on)
    with branded(BrandSite("Parcels of the harbour and of its islands", logo), Wish(("en",), (size,))) as on:
        on.put(SAMPLES[name])
        controls = [i for i in below(on.view) if is_control(i)]
        window = on.view.mapRectToScene(on.view.boundingRect())
        places = [i for i in below(on.view) if i.property("text") in {"DEMO-1", "Camera on", "14:32"}]
        assert [i.property("text") for i in places].count("DEMO-1") >= 1
        for number, one in enumerate(places):
            assert not list(_text_faults(one, window, controls))
            assert not [o for o in places[number + 1 :] if in_window(o).intersects(in_window(one))]


@pytest.mark.qt_log_ignore("gone.svg")
def test_a_logo_that_is_gone_takes_no_room(tmp_path: Path, qapp: QObject) -> None:
    QGuiApplication.setFont(QFont(FAMILIES))
    on = Easel(replace(load_site(SITE), brand=BrandSite("Harbour", tmp_path / "gone.svg")), UPRIGHT)
    try:
        on.put(SAMPLES["take"])
        assert not [i for i in below(on.view) if i.objectName() == "logo"]
        assert "Harbour" in words(on)
    finally:
        on.close()


def test_machines_without_a_brand_show_none(qapp: QObject) -> None:
    with branded(BrandSite()) as on:
        on.put(SAMPLES["home"])
        assert [i for i in below(on.view) if i.objectName() == "logo"] == []
