"""The cabinet's picture: doors that can be told apart, and numbers that can be read."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace

import pytest
from PySide6.QtCore import QObject
from PySide6.QtGui import QColor, QFont, QGuiApplication, QImage
from PySide6.QtQuick import QQuickItem

from hardware.outcomes import LockAddress
from kiosk.custody.cabinet import Cabinet, Column, Compartment, Door, Face, Panel
from kiosk.journeys.samples import SAMPLES
from kiosk.site import load_site
from tests.ui.easels import FAMILIES, LANDSCAPE, PORTRAIT, SMALL, below, contrast, easel, in_window
from ui.gallery import SITE, Easel, Wish

LEAST = 3.0
"""What WCAG 2.2 asks of whatever has to be recognised (1.4.11)."""


def wide(columns: int, rows: int) -> Cabinet:
    """Small doors, as many as the largest machines have, the screen beside them."""
    high = 180 / rows
    labels = iter(range(1, 1 + columns * rows))
    made = tuple(
        Column(
            45 * number,
            45,
            tuple(
                Compartment(
                    str(label),
                    "S",
                    10 + high * row,
                    10 + high * (row + 1),
                    (Door(str(label), Face.FRONT, LockAddress("A", label)),),
                )
                for row in range(rows)
                for label in (next(labels),)
            ),
        )
        for number in range(columns)
    )
    return Cabinet(45.0 * columns + 50, 200, Panel(45 * columns + 5, 100, 40, 60), made, {})


@contextmanager
def drawn(wish: Wish, cabinet: Cabinet | None = None) -> Iterator[Easel]:
    QGuiApplication.setFont(QFont(FAMILIES))
    site = load_site(SITE)
    on = Easel(replace(site, cabinet=cabinet), wish) if cabinet else easel(wish)
    try:
        yield on
        assert not on.app.warnings
    finally:
        on.close()


def doors(on: Easel) -> list[QQuickItem]:
    return [item for item in below(on.view) if item.property("scaleBy") and item.property("door")]


def numbers(on: Easel) -> list[QQuickItem]:
    return [item for item in below(on.view) if item.objectName() == "doorNumber"]


def fill(picture: QImage, door: QQuickItem) -> QColor:
    """Its colour, beside its number."""
    place = in_window(door)
    return picture.pixelColor(int(place.left() + 0.12 * place.width()), int(place.center().y()))


def between(picture: QImage, one: QQuickItem, other: QQuickItem) -> list[QColor]:
    """What lies on the way from a door to the one below it."""
    upper, lower = sorted((in_window(one), in_window(other)), key=lambda place: place.top())
    x = int(upper.left() + 0.12 * upper.width())
    return [picture.pixelColor(x, y) for y in range(int(upper.center().y()), int(lower.center().y()))]


@pytest.mark.parametrize("wish", ["", "contrast", "night"])
@pytest.mark.parametrize("name", ["home", "take", "tasks"])
@pytest.mark.parametrize("doors_in_it", [24, 240])
def test_doors_stand_out_from_steel_and_from_each_other(
    wish: str, name: str, doors_in_it: int, qapp: QObject
) -> None:
    look = Wish(("en",), (PORTRAIT,), contrast=wish == "contrast", night=wish == "night")
    with drawn(look, wide(24, 10) if doors_in_it == 240 else None) as on:
        on.put(SAMPLES[name])
        picture = on.app.root.grabWindow()
        every = doors(on)
        assert len(every) == doors_in_it
        signs = [in_window(door).adjusted(-20, -20, 20, 20) for door in every if door.property("signed")]
        faint = []
        for one in every:
            place = in_window(one)
            if any(sign.intersects(place) for sign in signs):
                continue  # the sign of a small door lies over its neighbours
            for other in every:
                there = in_window(other)
                if abs(there.left() - place.left()) > 1 or not 0 < there.top() - place.bottom() < 20:
                    continue
                ends = fill(picture, one), fill(picture, other)
                edge = max(min(contrast(c, end) for end in ends) for c in between(picture, one, other))
                if max(edge, contrast(*ends)) < LEAST:
                    faint.append(f"{one.property('door')['label']}: {edge:.1f}")
        assert not faint


@pytest.mark.parametrize("wish", ["", "contrast", "night"])
def test_a_door_that_is_asked_for_stands_out_open_or_shut(wish: str, qapp: QObject) -> None:
    look = Wish(("en",), (PORTRAIT,), contrast=wish == "contrast", night=wish == "night")
    with drawn(look) as on:
        for name in ("take", "did-you-take-it"):
            on.put(SAMPLES[name])
            picture = on.app.root.grabWindow()
            shown = {door.property("door")["label"]: fill(picture, door) for door in doors(on)}
            assert contrast(shown["12"], shown["1"]) >= LEAST


@pytest.mark.parametrize("size", [PORTRAIT, LANDSCAPE, SMALL], ids=str)
@pytest.mark.parametrize(("columns", "rows"), [(0, 0), (12, 12), (20, 20)])
def test_a_number_can_be_read_or_is_left_away(
    size: tuple[int, int], columns: int, rows: int, qapp: QObject
) -> None:
    unit = min(size) / 135
    with drawn(Wish(("en",), (size,)), wide(columns, rows) if columns else None) as on:
        for name in ("home", "take", "close-looked", "tasks", "scan-parcel-delivered"):
            on.put(SAMPLES[name])
            for number in numbers(on):
                assert number.property("font").pixelSize() >= int(3 * unit)
                door = number.parentItem()
                assert door.property("signed") or number.property("implicitWidth") < door.width()
        on.put(SAMPLES["take"])
        asked = [n for n in numbers(on) if n.property("text") == "12"]
        assert len(asked) == 1, "the door that is asked for has its number"
