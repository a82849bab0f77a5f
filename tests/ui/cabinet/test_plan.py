"""The cabinet's picture: doors that can be told apart, and numbers that can be read."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from typing import Any, cast

import pytest
from PySide6.QtCore import QObject, QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QGuiApplication, QImage
from PySide6.QtQuick import QQuickItem
from PySide6.QtTest import QTest

from hardware.outcomes.locks import LockAddress
from kiosk.custody.cabinet.cabinet import Cabinet, Column, Compartment, Door, Face, Panel
from kiosk.journeys.every import SAMPLES
from kiosk.journeys.handover.screens import TakeParcel
from kiosk.journeys.learning.screens import CloseLearned, front_of
from kiosk.journeys.screen import Screen
from kiosk.journeys.work.screens import DoorList
from kiosk.site.loading import load_site
from kiosk.visits.scene import Scene
from tests.ui.easels import FAMILIES, LANDSCAPE, PORTRAIT, SMALL, UPRIGHT, below, contrast, easel, in_window
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


@dataclass(frozen=True, slots=True)
class Drawn:
    """A door as it is seen; `number`: the size of what is written on it in pixels, 0 for nothing."""

    label: str
    place: QRectF
    number: int
    wide: float
    signed: bool = False
    item: bool = False


def doors(on: Easel) -> list[Drawn]:
    """Those that are painted, and those that are items of their own."""
    items = {door.label: door for door in map(_as_item, _named(on, "cabinetDoor"))}
    return [
        items.get(place["label"])
        or Drawn(
            place["label"],
            front.mapRectToScene(QRectF(*(place[side] for side in ("x", "y", "width", "height")))),
            place["number"],
            place["wide"],
        )
        for picture, front in zip(_named(on, "cabinetPicture"), _named(on, "cabinetFront"), strict=True)
        for place in picture.property("places").toVariant()
    ]


def _as_item(item: QQuickItem) -> Drawn:
    (number,) = (child for child in item.childItems() if child.objectName() == "doorNumber")
    size = number.property("font").pixelSize() if number.isVisible() else 0
    return Drawn(
        number.property("text"),
        in_window(item),
        size,
        number.property("implicitWidth"),
        item.property("signed"),
        item=True,
    )


def _named(on: Easel, name: str) -> list[QQuickItem]:
    return [item for item in below(on.view) if item.objectName() == name]


def fill(picture: QImage, door: Drawn) -> QColor:
    """Its colour, beside its number."""
    place = door.place
    return picture.pixelColor(int(place.left() + 0.12 * place.width()), int(place.center().y()))


def between(picture: QImage, one: Drawn, other: Drawn) -> list[QColor]:
    """What is on the way from a door to the one below it."""
    upper, lower = sorted((one.place, other.place), key=lambda place: place.top())
    x = int(upper.left() + 0.12 * upper.width())
    return [picture.pixelColor(x, y) for y in range(int(upper.center().y()), int(lower.center().y()))]


@pytest.mark.parametrize("wish", ["", "contrast", "night"])
@pytest.mark.parametrize("name", ["machine", "take", "tasks"])
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
        signs = [door.place.adjusted(-20, -20, 20, 20) for door in every if door.signed]
        faint = []
        for one in every:
            place = one.place
            if any(sign.intersects(place) for sign in signs):
                continue  # the sign of a small door is over its neighbours
            for other in every:
                there = other.place
                if abs(there.left() - place.left()) > 1 or not 0 < there.top() - place.bottom() < 20:
                    continue
                ends = fill(picture, one), fill(picture, other)
                edge = max(min(contrast(c, end) for end in ends) for c in between(picture, one, other))
                if max(edge, contrast(*ends)) < LEAST:
                    faint.append(f"{one.label}: {edge:.1f}")
        assert not faint


@pytest.mark.parametrize("wish", ["", "contrast", "night"])
def test_a_door_that_is_asked_for_stands_out_open_or_shut(wish: str, qapp: QObject) -> None:
    look = Wish(("en",), (PORTRAIT,), contrast=wish == "contrast", night=wish == "night")
    with drawn(look) as on:
        for name in ("take", "did-you-take-it"):
            on.put(SAMPLES[name])
            picture = on.app.root.grabWindow()
            shown = {door.label: fill(picture, door) for door in doors(on)}
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
            for door in doors(on):
                assert door.number == 0 or door.number >= int(3 * unit)
                assert door.number == 0 or door.signed or door.wide < door.place.width()
        on.put(SAMPLES["take"])
        asked = [door for door in doors(on) if door.label == "12" and door.number]
        assert len(asked) == 1, "the door that is asked for has its number"


def items(on: Easel) -> int:
    return sum(1 for _ in below(on.view))


def test_two_thousand_doors_are_no_more_items_than_a_few_hundred(qapp: QObject) -> None:
    drawn_as: dict[str, set[int]] = {}
    for cabinet in (wide(40, 10), wide(80, 10), wide(200, 10)):
        with drawn(UPRIGHT, cabinet) as on:
            for name in ("home", "take", "did-you-take-it", "tasks"):
                on.put(SAMPLES[name])
                drawn_as.setdefault(name, set()).add(items(on))
    assert {name: max(numbers) - min(numbers) for name, numbers in drawn_as.items()} == dict.fromkeys(
        drawn_as, 0
    )


def test_a_technicians_screens_have_no_more_items_for_more_doors(qapp: QObject) -> None:
    drawn_as: dict[str, set[int]] = {}
    for columns in (24, 200):
        cabinet = wide(columns, 10)
        labels = tuple(home.label for home in cabinet.compartments())
        front = front_of(cabinet, cabinet.columns)
        screens: dict[str, Screen[Any]] = {
            "every door needs a look": DoorList(labels, labels),
            "no door does": DoorList(labels),
            "one is learned": CloseLearned("7", front, seen=True),
        }
        with drawn(UPRIGHT, cabinet) as on:
            for name, screen in screens.items():
                on.put(screen)
                drawn_as.setdefault(name, set()).add(items(on))
    assert {name: max(numbers) - min(numbers) for name, numbers in drawn_as.items()} == dict.fromkeys(
        drawn_as, 0
    )


@pytest.mark.parametrize("how_many", [12, 13, 240])
def test_as_many_doors_as_there_are_may_stand_open(how_many: int, qapp: QObject) -> None:
    with drawn(UPRIGHT, wide(24, 10)) as on:
        on.put(SAMPLES["machine"])
        before = items(on)
        shut = {door.label: fill(on.app.root.grabWindow(), door) for door in doors(on)}
        labels = tuple(str(label) for label in range(1, how_many + 1))
        on.stage.show(Scene(1, SAMPLES["machine"], doors_open=labels))
        on.settle()
        picture = on.app.root.grabWindow()
        assert items(on) - before <= 12 * 5
        assert {d.label for d in doors(on) if fill(picture, d) != shut[d.label]} >= set(labels)


def test_a_door_that_is_shut_is_painted_with_the_others_again(qapp: QObject) -> None:
    with drawn(UPRIGHT) as on:
        for turn, labels in enumerate((("3", "12"), ("12",), ("12", "5"), ())):
            on.stage.show(Scene(turn + 1, SAMPLES["machine"], doors_open=labels))
            on.settle()
            assert {door.label for door in doors(on) if door.item} == set(labels)
            picture = on.app.root.grabWindow()
            colours = {door.label: fill(picture, door) for door in doors(on)}
            assert {label for label, colour in colours.items() if colour != colours["1"]} == set(labels)


def chosen_among(cabinet: Cabinet, label: str) -> DoorList:
    """A list of all doors on which this one is chosen to begin with."""
    return DoorList(tuple(home.label for home in cabinet.compartments()), (label,))


def the_list(on: Easel) -> QQuickItem:
    """The screen with the doors to choose from."""
    (page,) = (item for item in below(on.view) if item.property("byNumber") is not None)
    return page


@pytest.mark.parametrize("size", [PORTRAIT, LANDSCAPE, SMALL], ids=str)
@pytest.mark.parametrize("label", ["1", "137", "240"])
def test_a_wide_cabinet_is_shown_around_the_door_that_is_chosen(
    size: tuple[int, int], label: str, qapp: QObject
) -> None:
    cabinet = wide(24, 10)
    with drawn(Wish(("en",), (size,)), cabinet) as on:
        on.put(chosen_among(cabinet, label))
        (front,) = (in_window(item) for item in _named(on, "cabinetFront"))
        seen = {door.label: door for door in doors(on)}
        assert len(seen) < 240
        assert all(front.adjusted(-1, -1, 1, 1).contains(door.place) for door in seen.values())
        widest = max(door.place.width() for door in seen.values())
        whole = [door for door in seen.values() if door.place.width() > widest - 3]
        assert label in {door.label for door in whole}
        assert [door.label for door in whole if not door.number] == []


def test_the_part_that_is_shown_stays_until_the_chosen_door_leaves_it(qapp: QObject) -> None:
    cabinet = wide(24, 10)
    with drawn(UPRIGHT, cabinet) as on:
        on.put(chosen_among(cabinet, "137"))
        first = {door.label for door in doors(on)}
        for label, same in (("147", True), ("136", True), ("5", False)):
            the_list(on).setProperty("chosen", label)
            on.settle()
            now = {door.label for door in doors(on)}
            assert label in now
            assert (now == first) is same


def test_a_touch_on_the_strip_that_shows_the_whole_goes_there(qapp: QObject) -> None:
    cabinet = wide(24, 10)
    with drawn(UPRIGHT, cabinet) as on:
        on.put(chosen_among(cabinet, "137"))
        (strip,) = _named(on, "wholeFront")
        sixth = strip.property("from") + (5.5 * 45) * strip.property("centimetre")
        at = strip.mapToScene(QPointF(sixth, strip.height() / 2)).toPoint()
        QTest.mouseClick(on.app.root, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, at)
        on.settle()
        chosen = the_list(on).property("chosen")
        assert chosen in {home.label for home in cabinet.columns[5].compartments}
        assert chosen in {door.label for door in doors(on)}


def test_a_visitors_door_is_seen_in_the_widest_cabinet(qapp: QObject) -> None:
    with drawn(UPRIGHT, wide(200, 10)) as on:
        on.put(replace(cast("TakeParcel", SAMPLES["take"]), label="1234"))
        (asked,) = (door for door in doors(on) if door.item)
        assert asked.label == "1234"
        assert asked.place.height() >= 14
        (front,) = (in_window(item) for item in _named(on, "cabinetFront"))
        assert front.adjusted(-1, -1, 1, 1).contains(asked.place)


def test_a_cabinet_whose_numbers_can_be_read_is_shown_whole(qapp: QObject) -> None:
    with drawn(UPRIGHT) as on:
        on.put(SAMPLES["doors"])
        assert len(doors(on)) == 24
