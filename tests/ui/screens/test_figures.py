"""Counts are written in the digits that somebody chose, and each label and code as it is painted."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from dataclasses import fields, is_dataclass

from PySide6.QtCore import QObject
from PySide6.QtQuick import QQuickItem

from kiosk.custody.cabinet.cabinet import Cabinet
from kiosk.journeys.every import SAMPLES
from kiosk.journeys.front.screens import Appearance
from tests.architecture.source import ROOT
from tests.helpers.length import share
from tests.ui.easels import PORTRAIT, below, easel, is_text, name_of
from ui.digits import own_digits
from ui.gallery import Easel, Wish

_LATIN = re.compile(r"[0-9]+")
_CODES = re.compile(r"[0-9]{3,4}\u2009\u2009[0-9]{3,4}")
_PAINTED = {"visit", "channel", "address"}
"""Numbers that name something, and stand on it or are said on the telephone."""
_OPERATORS = {
    text
    for file in (ROOT / "assets" / "services").rglob("service.toml")
    for text in tomllib.loads(file.read_text("utf-8"))["texts"]["ar"].values()
    if isinstance(text, str)
}
"""A service's own words stand as whoever wrote them wants them."""


def test_every_count_is_written_in_the_digits_that_were_chosen(qapp: QObject) -> None:
    on = easel(Wish(("ar",), (PORTRAIT,)))
    try:
        found = [f"{name}: {text!r}" for name in share(SAMPLES, 1, 2) for text in _latin(on, name)]
    finally:
        on.close()
    assert not found, "\n".join(found)
    assert not on.app.warnings


def _latin(on: Easel, name: str) -> Iterator[str]:
    """Each text and each spoken name with Latin digits that are no label, code, number to call or name."""
    sample = SAMPLES[name]
    on.put(sample, "ar")
    if not on.stage.shown.digits:
        on.stage.toggle("digits")
        on.settle()
    assert on.stage.shown.digits == own_digits("ar")
    painted: set[str] = {
        *_strings(sample),
        *_labels(on.cabinet),
        str(on.stage.property("machine")),
        str(on.stage.property("phone")),
    }
    names = sorted((one for one in painted if _LATIN.search(one)), key=len, reverse=True)
    for item in below(on.view):
        if item.property("typingKey") or any(one.property("typingKey") for one in _outwards(item)):
            continue
        for text in {item.property("text") if is_text(item) else "", name_of(item)}:
            plain = re.sub("[\u2066-\u2069]", "", text).replace("\u2011", "-")
            if plain.endswith("…") and any(one.startswith(plain[:-1]) for one in names):
                continue  # too long to be shown whole
            left = _CODES.sub("", plain)
            for one in names:
                left = left.replace(one, "")
            if _LATIN.search(left) and text not in _OPERATORS:
                yield text
    if isinstance(sample, Appearance):
        on.wish(Appearance())


def _outwards(item: QQuickItem) -> Iterator[QQuickItem]:
    outer = item.parentItem()
    while outer is not None:
        yield outer
        outer = outer.parentItem()


def _labels(cabinet: Cabinet) -> Iterator[str]:
    for column in cabinet.columns:
        for compartment in column.compartments:
            yield compartment.label


def _strings(value: object) -> Iterator[str]:
    """Every string in it, whole and in its parts: a time stands there as a day and an hour."""
    if isinstance(value, str):
        yield from (value, *value.split())
    elif isinstance(value, tuple | frozenset):
        for one in value:
            yield from _strings(one)
    elif is_dataclass(value):
        for field in fields(value):
            if field.name in _PAINTED:
                yield str(getattr(value, field.name))
            yield from _strings(getattr(value, field.name))
