"""A screen about a door: which way it is, how far one is, and what may be wrong behind one quiet button."""

from __future__ import annotations

from dataclasses import replace
from typing import cast

import pytest
from PySide6.QtCore import QMetaObject
from PySide6.QtQuick import QQuickItem

from kiosk.custody.cabinet.cabinet import Height, Side
from kiosk.journeys.every import SAMPLES
from kiosk.journeys.handover.screens import TakeParcel
from kiosk.visits.scene import Scene
from tests.ui.easels import below, control, is_control, name_of
from ui.gallery import Easel

TAKE = cast("TakeParcel", SAMPLES["take"])
assert isinstance(TAKE, TakeParcel)


def pointer(on: Easel) -> QQuickItem:
    found = [item for item in below(on.view) if item.metaObject().className().startswith("Pointer_")]
    assert len(found) == 1
    return found[0]


@pytest.mark.parametrize(
    ("label", "angle"), [("12", 270), ("14", 90), ("10", 135), ("24", 45), ("5", 180), ("20", 0)]
)
@pytest.mark.parametrize("language", ["en", "ar"])
def test_the_arrow_points_to_where_the_door_really_is(
    label: str, angle: int, language: str, on: Easel
) -> None:
    """Degrees clockwise from the right of whoever stands before the screen, whatever the writing."""
    on.put(replace(TAKE, label=label), language)
    assert pointer(on).property("angle") == angle


def test_for_a_door_at_the_back_the_arrow_goes_around(on: Easel) -> None:
    behind = replace(TAKE.place, side=Side.BEHIND, height=Height.HIP)
    on.stage.show(Scene(1, replace(TAKE, place=behind), 1204, "harbour"))
    on.settle()
    assert pointer(on).property("angle") == -1


def test_what_may_be_wrong_is_one_button_until_somebody_asks(on: Easel) -> None:
    on.put(TAKE)
    asked = {"I can't reach it", "Nothing inside", "Not my parcel"}
    assert not asked & _controls(on)
    QMetaObject.invokeMethod(control(on, "Something is wrong"), "click")
    on.settle()
    assert asked <= _controls(on)
    assert "Something is wrong" not in _controls(on)
    QMetaObject.invokeMethod(control(on, "Nothing inside"), "click")
    assert [answer.answer for answer in on.posted if hasattr(answer, "answer")] == ["empty"]


def test_a_reminder_does_not_put_the_answers_away_again(on: Easel) -> None:
    on.stage.show(Scene(1, TAKE, 1204, "harbour"))
    on.settle()
    QMetaObject.invokeMethod(control(on, "Something is wrong"), "click")
    on.stage.show(Scene(2, replace(TAKE, reminded=True), 1204, "harbour"))
    on.settle()
    assert "Nothing inside" in _controls(on)


def _controls(on: Easel) -> set[str]:
    return {name_of(item) for item in below(on.view) if is_control(item)}
