"""Doors that light up one after the other while the machine works through them."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from PySide6.QtCore import QEventLoop, QObject
from PySide6.QtQuick import QQuickItem

from kiosk.journeys.boards.screens import SearchingBoard
from kiosk.journeys.every import SAMPLES
from kiosk.journeys.front.screens import OutOfService, OutReason
from kiosk.journeys.learning.screens import TryingChannel
from tests.ui.cabinet.test_plan import drawn, wide
from tests.ui.easels import PORTRAIT, UPRIGHT, below
from ui.gallery import Easel, Wish

STARTING = OutOfService(OutReason.STARTING)


def lights(on: Easel) -> QQuickItem:
    (one,) = (item for item in below(on.view) if item.objectName() == "doorLights")
    return one


@contextmanager
def heard(signal: Any) -> Iterator[QEventLoop]:
    loop = QEventLoop()
    signal.connect(loop.quit)
    try:
        yield loop
    finally:
        signal.disconnect(loop.quit)


def counted(one: QQuickItem, how_many: int) -> list[int]:
    """How many doors have their light, each time that changes."""
    seen = []
    with heard(one.litChanged) as loop:  # type: ignore[attr-defined]  # a signal that QML declares
        for _ in range(how_many):
            loop.exec()
            seen.append(one.property("lit"))
    return seen


def test_a_machine_that_starts_lights_its_doors_one_after_the_other(qapp: QObject) -> None:
    with drawn(Wish(("en",), (PORTRAIT,), motion=True)) as on:
        on.put(STARTING)
        first, *after = counted(lights(on), 4)
        assert after == [first + 1, first + 2, first + 3]


def test_two_thousand_doors_take_no_more_steps_than_forty(qapp: QObject) -> None:
    with drawn(Wish(("en",), (PORTRAIT,), motion=True), wide(200, 10)) as on:
        on.put(STARTING)
        assert lights(on).property("steps") == 40
        first, second = counted(lights(on), 2)
        assert second - first == 50


def test_the_doors_of_the_board_that_is_searched_have_lights_and_no_others(qapp: QObject) -> None:
    with drawn(UPRIGHT) as on:
        on.put(SearchingBoard("C", ("17", "18", "19", "20")))
        order = lights(on).property("order").toVariant()
        assert [place["label"] for place in order] == ["17", "18", "19", "20"]


def test_what_may_not_move_shows_doors_with_and_without_their_light(qapp: QObject) -> None:
    with drawn(UPRIGHT) as on:
        on.put(STARTING)
        assert 0 < lights(on).property("lit") < 24


@pytest.mark.parametrize("motion", [True, False])
def test_doors_that_are_learned_have_their_light_and_nothing_goes_on_by_itself(
    motion: bool, qapp: QObject
) -> None:
    trying = SAMPLES["trying"]
    assert isinstance(trying, TryingChannel)
    with drawn(Wish(("en",), (PORTRAIT,), motion=motion)) as on:
        on.put(trying)
        one = lights(on)
        assert one.property("lit") == len(trying.known) == 12
        timers = [child for child in one.children() if child.inherits("QQmlTimer")]
        assert [timer.property("running") for timer in timers] == [False]
