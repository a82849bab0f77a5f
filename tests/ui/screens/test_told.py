"""What a picture or a bar tells: a code to call, when it goes home, what fits, where codes are read."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
import zxingcpp
from PySide6.QtGui import QImage

from kiosk.journeys.every import SAMPLES
from kiosk.journeys.handover.screens import ChooseSize, SizeOffer, ThankYou
from kiosk.site.loading import load_site
from kiosk.site.parts.beside import Beside
from tests.ui.easels import SMALL, UPRIGHT, below, control, easel, words
from ui.gallery import SITE, Easel, Wish


def read(picture: QImage) -> list[str]:
    """The codes that a telephone finds in it."""
    grey = picture.convertToFormat(QImage.Format.Format_Grayscale8)
    rows = np.frombuffer(grey.constBits(), np.uint8).reshape(grey.height(), grey.bytesPerLine())
    return [code.text for code in zxingcpp.read_barcodes(rows[:, : grey.width()].copy())]


@pytest.mark.parametrize("contrast", [False, True])
@pytest.mark.parametrize("size", [(1080, 1920), SMALL])
@pytest.mark.parametrize("name", ["help", "help-at-door", "sorry-jammed", "out-of-service-locks"])
def test_the_code_on_the_screen_calls_us(
    name: str, size: tuple[int, int], contrast: bool, qapp: object
) -> None:
    on = easel(Wish(("en",), (size,), contrast=contrast))
    try:
        on.resize(*size)
        on.put(SAMPLES[name])
        phone = load_site(SITE).phone
        assert read(on.app.root.grabWindow()) == ["tel:" + "".join(phone.split())]
    finally:
        on.close()


def bar(on: Easel) -> float:
    """How much of the way home is left, from 1 to 0."""
    return next(float(part) for item in below(on.view) if (part := item.property("part")) is not None)


def test_a_bar_shows_when_the_screen_goes_home(moving: Easel) -> None:
    moving.put(ThankYou(1, seconds=1))
    moving.until(lambda: bar(moving) == 0)


def test_where_nothing_moves_the_seconds_say_it(on: Easel) -> None:
    on.put(ThankYou(1, seconds=20))
    assert "This page closes in 20 seconds." in words(on)


def test_a_screen_that_stays_says_nothing_of_going_home(on: Easel) -> None:
    on.put(ThankYou(1, seconds=0))
    assert not [text for text in words(on) if "closes" in text]


@pytest.mark.parametrize(
    ("inner", "fits"),
    [
        ((30, 2, 40), "Fits a letter"),
        ((20, 4, 13), "Fits a paperback"),
        ((40, 7, 50), "Fits a packed laptop"),
        ((13, 40, 40), "Fits a shoe box"),
        ((40, 18, 50), "Fits a case of six bottles"),
        ((32, 38, 40), "Fits a moving carton"),
        ((23, 60, 50), "Fits a cabin suitcase"),
        ((46, 60, 50), "Fits two cabin suitcases"),
    ],
)
def test_a_size_says_what_fits_whichever_way_it_is_turned(
    inner: tuple[int, int, int], fits: str, on: Easel
) -> None:
    on.put(ChooseSize("JJD1", (SizeOffer("M", *inner, free=2),)))
    assert control(on, "M").property("sub").splitlines()[0] == fits


@pytest.mark.parametrize(
    ("beside", "said"),
    [
        (None, "Hold your code up to the scanner"),
        (Beside.LEFT, "Hold your code up, left of the screen"),
        (Beside.RIGHT, "Hold your code up, right of the screen"),
        (Beside.ABOVE, "Hold your code up, above the screen"),
        (Beside.BELOW, "Hold your code below the screen"),
    ],
)
@pytest.mark.parametrize("language", ["en", "ar"])
def test_home_points_to_where_codes_are_read(
    beside: Beside | None, said: str, language: str, qapp: object
) -> None:
    """An arrow is never turned around by the writing."""
    site = load_site(SITE)
    assert site.scanner is not None
    on = Easel(replace(site, scanner=replace(site.scanner, beside=beside)), UPRIGHT)
    try:
        on.put(SAMPLES["home"], language)
        heads = [text.replace("\u00a0", " ") for text in words(on)]
        assert language != "en" or said in heads
        arrows = [i for i in below(on.view) if i.metaObject().className().startswith("Pointer_")]
        angles = {None: [], "right": [0], "below": [90], "left": [180], "above": [270]}
        assert [arrow.property("angle") for arrow in arrows] == angles[beside]
    finally:
        on.close()
