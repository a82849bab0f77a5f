"""Every screen in every state: drawn without a warning, whole in every window, reachable, readable."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, fields
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QCoreApplication, QObject, QRectF, QTranslator
from PySide6.QtGui import QAccessible, QColor, QImage
from PySide6.QtQuick import QQuickItem

from kiosk.journeys.every import SAMPLES, SCREENS
from kiosk.journeys.screen import Screen
from tests.helpers.length import LONG, share
from tests.ui.easels import (
    LANDSCAPE,
    PORTRAIT,
    SMALL,
    below,
    contrast,
    easel,
    in_window,
    is_control,
    is_text,
    name_of,
    role_of,
)
from ui.app import MAIN
from ui.gallery import Easel, Wish
from ui.shown import drawn

QML = MAIN.parent
_REQUIRED = re.compile(r"^\s{4}required property \S+ (\w+)$", re.MULTILINE)
_ROOT = re.compile(r"^(\w+) \{$", re.MULTILINE)
_ROLES = {QAccessible.Role.Button, QAccessible.Role.RadioButton, QAccessible.Role.CheckBox}

_SPACE = 1.005
"""From right to left, Qt counts part of the space behind a line's last word as the line's own."""

CLASSES = {kind.__name__: kind for kind in SCREENS}


def required(file: Path) -> set[str]:
    """The required properties of a QML file's root, with those of the control it is made of."""
    text = file.read_text("utf-8")
    root = _ROOT.search(text)
    assert root is not None
    base = QML / "controls" / f"{root[1]}.qml"
    return set(_REQUIRED.findall(text)) | (required(base) if base.exists() else set())


def file_of(kind: type[Screen[Any]]) -> Path:
    """Where a screen's QML is: on the shelf on which its class is among the journeys."""
    _kiosk, _journeys, shelf, _screens = kind.__module__.split(".")
    return QML / "screens" / shelf / f"{kind.__name__}.qml"


@pytest.mark.parametrize("name", CLASSES)
def test_each_screen_has_a_file_that_wants_its_fields(name: str) -> None:
    kind: Any = CLASSES[name]
    wanted = {field.name for field in fields(kind)}
    assert required(file_of(CLASSES[name])) - {"stage"} == wanted


def test_no_file_is_left_over_and_every_screen_has_a_sample() -> None:
    files = {file.relative_to(QML / "screens").as_posix() for file in (QML / "screens").rglob("*.qml")}
    assert files == {file_of(kind).relative_to(QML / "screens").as_posix() for kind in CLASSES.values()}
    assert drawn() == {
        name: file_of(kind).relative_to(QML / "screens").as_posix() for name, kind in CLASSES.items()
    }
    assert {type(sample).__name__ for sample in SAMPLES.values()} == set(CLASSES)


@pytest.mark.parametrize("module", ["theme", "drawings", "controls"])
def test_a_module_names_each_of_its_files(module: str) -> None:
    named = re.findall(
        r"^(?:singleton )?\w+ 1\.0 (\w+\.\w+)$", (QML / module / "qmldir").read_text(), re.MULTILINE
    )
    inner = {"colours.js", "fitting.js", "focus.js", "values.js"}
    assert sorted(named) == sorted(
        {file.name for file in (QML / module).glob("*.[jq]*")} - inner - {"qmldir"}
    )


# --- nothing cut, nothing too small -------------------------------------------------------------


class LongWinded(QTranslator):
    """A language whose words are almost half as long again."""

    def isEmpty(self) -> bool:  # noqa: N802  Qt's name
        return False

    def translate(self, _context: str, source: str, _told: str | None = None, n: int = -1) -> str:
        count = str(n) if n >= 0 else "%n"
        long = re.sub(r"(?<!%)([aeiouy])(?=\w)", r"\1\1", source)
        return long.replace("%n", count)


@dataclass(frozen=True, slots=True)
class Look:
    size: tuple[int, int]
    language: str = "en"
    text: int = 100
    reach: bool = False
    left_hand: bool = False

    def __str__(self) -> str:
        wishes = [w for w in ("reach", "left_hand") if getattr(self, w)]
        return "-".join(["x".join(map(str, self.size)), self.language, str(self.text), *wishes])


LOOKS = (
    *(Look(size, language) for size in (PORTRAIT, LANDSCAPE, SMALL) for language in ("en", "long")),
    Look(SMALL, "ar"),
    Look(PORTRAIT, "pl", reach=True),
    Look(SMALL, "en", reach=True),
    Look(SMALL, "de", left_hand=True),
)
LARGE: tuple[Look, ...] = (
    Look(SMALL, "pl", 200),
    Look(PORTRAIT, "de", 200),
    Look(SMALL, "ar", 200, left_hand=True),
    Look(PORTRAIT, "pl", 200, reach=True),
    Look(SMALL, "en", 200, reach=True),
    Look(SMALL, "de", 150),
)
EVERYWHERE = tuple(
    Look(size, language, text)
    for size in (PORTRAIT, LANDSCAPE, SMALL)
    for language in ("en", "de", "pl", "ar")
    for text in (100, 150, 200)
)
"""All of them, and those above, in the long form; in each change, those above, each but the narrowest with a
third of the samples."""
if LONG:
    LOOKS, LARGE = (
        tuple(dict.fromkeys((*LOOKS, *(one for one in EVERYWHERE if one.text == 100)))),
        tuple(dict.fromkeys((*LARGE, *(one for one in EVERYWHERE if one.text > 100)))),
    )


NARROWEST = Look(SMALL, "long")


def _walked(look: Look, among: tuple[Look, ...]) -> list[str]:
    """The samples that are put into this look."""
    return list(SAMPLES) if look == NARROWEST else share(SAMPLES, among.index(look), 3)


def _standing(look: Look) -> Easel:
    language = "en" if look.language == "long" else look.language
    wish = Wish((language,), (look.size,), text=look.text, reach=look.reach, left_hand=look.left_hand)
    return easel(wish)


@pytest.mark.parametrize("look", LOOKS, ids=str)
def test_every_sample_is_whole(look: Look, qapp: QCoreApplication) -> None:
    language = "en" if look.language == "long" else look.language
    on = _standing(look)
    long_winded = LongWinded()
    if look.language == "long":
        qapp.installTranslator(long_winded)
    try:
        faults = [
            f"{name}: {fault}" for name in _walked(look, LOOKS) for fault in _faults(on, name, language, look)
        ]
    finally:
        qapp.removeTranslator(long_winded)
        on.close()
    assert not faults, "\n".join(faults)
    assert not on.app.warnings


def _faults(on: Easel, name: str, language: str, look: Look) -> Iterator[str]:
    if name == "appearance-on":
        return  # it changes the look that is tested here
    on.put(SAMPLES[name], language)
    if on.view.property("furthest"):
        yield from _scrolled(on, look)
        return
    excess = on.view.property("excess")
    if excess > 1:
        yield f"{excess:.0f} px too little room"
    window = QRectF(0, 0, *look.size)
    items = list(below(on.view))
    controls = [item for item in items if is_control(item)]
    if not any(role_of(item) == QAccessible.Role.Pane and name_of(item) for item in items):
        yield "the screen itself has no name"
    for item in filter(is_text, items):
        yield from _text_faults(item, window, controls)
    for item in controls:
        yield from _control_faults(item, window, look)
    for number, one in enumerate(controls):
        for other in controls[number + 1 :]:
            if in_window(one).intersects(in_window(other)):
                yield f"{name_of(one)!r} lies over {name_of(other)!r}"


@pytest.mark.parametrize("look", LARGE, ids=str)
def test_every_sample_is_whole_at_the_size_that_was_chosen(look: Look, qapp: QCoreApplication) -> None:
    """Nothing is cut and nothing is smaller than was asked for: what has no room is reached by two keys."""
    on = _standing(look)
    try:
        walked = _walked(look, LARGE)
        usual = {name: _sizes(on, name, look.language) for name in walked if name != "appearance-on"}
        on.stage.setText(look.text)
        faults = [f"{name}: {fault}" for name in usual for fault in _lost(on, name, look, usual[name])]
    finally:
        on.close()
    assert not faults, "\n".join(faults)
    assert not on.app.warnings


def _sizes(on: Easel, name: str, language: str) -> dict[str, float]:
    """How large each text is at the usual size; the smallest, where it is more than once."""
    on.stage.setText(100)
    on.put(SAMPLES[name], language)
    sizes: dict[str, float] = {}
    for item in filter(is_text, below(on.view)):
        text, size = item.property("text"), item.property("font").pixelSize()
        sizes[text] = min(size, sizes.get(text, size))
    return sizes


def _lost(on: Easel, name: str, look: Look, usual: dict[str, float]) -> Iterator[str]:
    on.put(SAMPLES[name], look.language)
    yield from _small(on, look, usual)
    yield from _scrolled(on, look)


def _scrolled(on: Easel, look: Look) -> Iterator[str]:
    """What is never wholly seen, or never where it can be touched, from the top of a screen to its end."""
    glass = QRectF(0, 0, *look.size)
    texts: dict[QQuickItem, str] = {}
    controls: dict[QQuickItem, str] = {}
    seen: set[QQuickItem] = set()
    for _ in on.downwards():
        view = _view(on, glass)
        items = list(below(on.view))
        for item in filter(is_text, items):
            if _drawn(item):
                continue
            texts.setdefault(item, item.property("text"))
            if _part_of(item) is None or view.contains(in_window(item)):
                seen.add(item)
        touched = [item for item in items if is_control(item)]
        for item in touched:
            controls.setdefault(item, name_of(item))
            if _part_of(item) is None:
                yield from _control_faults(item, glass, look)
                seen.add(item)
            elif view.contains(in_window(item).adjusted(1, 1, -1, -1)) and _low_enough(in_window(item), look):
                seen.add(item)
        for number, one in enumerate(touched):
            for other in touched[number + 1 :]:
                both = (_part_of(one) is None) == (_part_of(other) is None)
                if both and in_window(one).intersects(in_window(other)):
                    yield f"{name_of(one)!r} lies over {name_of(other)!r}"
        for item in filter(is_text, items):
            yield from _inner_faults(item, touched)
    yield from (f"{text!r} is never seen whole" for item, text in texts.items() if item not in seen)
    yield from (f"{text!r} can't be touched" for item, text in controls.items() if item not in seen)


def _small(on: Easel, look: Look, usual: dict[str, float]) -> Iterator[str]:
    """What is smaller than was chosen. A headline may give way to a long word, down to what the body has."""
    unit = min(look.size) / 135
    for item in filter(is_text, below(on.view)):
        if _drawn(item):
            continue
        text, size = item.property("text"), item.property("font").pixelSize()
        least = min(usual.get(text, 3.75 * unit), 5 * unit) * look.text / 100
        if size < least - 1.5:
            yield f"{text!r} is {size:.0f} px high and not {least:.0f}"


def _drawn(item: QQuickItem) -> bool:
    """It belongs to a picture: the numbers of a cabinet's doors, a sample of letters."""
    return any(one.objectName() in ("cabinetPicture", "sampled") for one in _outwards(item))


def _outwards(item: QQuickItem) -> Iterator[QQuickItem]:
    outer: QQuickItem | None = item
    while outer is not None:
        yield outer
        outer = outer.parentItem()


def _part_of(item: QQuickItem) -> QQuickItem | None:
    """The column that moves an item up and down; None for what stays where it is."""
    return next((one for one in _outwards(item) if one.objectName() == "column"), None)


def _view(on: Easel, glass: QRectF) -> QRectF:
    """What is left of the window for the column: above its keys, below the line at the top."""
    top, foot, side = 0.0, glass.height(), glass.width()
    for item in below(on.view):
        if item.objectName() == "topLine":
            top = in_window(item).bottom()
        if item.objectName() in ("bottomRow", "scrollKeys"):
            place = in_window(item)
            if place.width() > glass.width() / 2:
                foot = min(foot, place.top())
    return QRectF(0, top, side, foot - top).adjusted(-0.5, -1.5, 0.5, 1.5)


def _low_enough(place: QRectF, look: Look) -> bool:
    """Its lower part is where it can be touched: a control may be taller than the strip for a low hand."""
    high = look.size[1] * (0.6 if look.reach else 0.45 if look.size == PORTRAIT else 0)
    return place.top() >= high - 1 or place.bottom() >= high + 88


def _inner_faults(item: QQuickItem, controls: list[QQuickItem]) -> Iterator[str]:
    text, place = item.property("text"), in_window(item)
    if item.property("truncated"):
        yield f"{text!r} is cut"
    if item.property("contentWidth") > _SPACE * item.width() + 1.5:
        yield f"{text!r} is {item.property('contentWidth'):.0f} px wide in {item.width():.0f}"
    for one in controls:
        if one.isAncestorOf(item) and not in_window(one).adjusted(-1, -1, 1, 1).contains(place):
            yield f"{text!r} leaves its button"


def _text_faults(item: QQuickItem, window: QRectF, controls: list[QQuickItem]) -> Iterator[str]:
    text = item.property("text")
    if item.property("truncated"):
        yield f"{text!r} is cut"
    if item.property("contentWidth") > _SPACE * item.width() + 1.5:
        yield f"{text!r} is {item.property('contentWidth'):.0f} px wide in {item.width():.0f}"
    place = in_window(item)
    if not window.contains(place):
        yield f"{text!r} leaves the window"
    for one in controls:
        if one.isAncestorOf(item):
            if not in_window(one).adjusted(-1, -1, 1, 1).contains(place):
                yield f"{text!r} leaves its button"
        elif in_window(one).intersects(place.adjusted(1, 1, -1, -1)):
            yield f"{text!r} lies under {name_of(one)!r}"


def _control_faults(item: QQuickItem, window: QRectF, look: Look) -> Iterator[str]:
    name = name_of(item)
    if not name:
        yield f"a control at {in_window(item)} has no name"
    if role_of(item) not in _ROLES:
        yield f"{name!r} is a {role_of(item)}"
    if min(item.width(), item.height()) < 87.5:
        yield f"{name!r} is {item.width():.0f} x {item.height():.0f}"
    place = in_window(item)
    if not window.contains(place):
        yield f"{name!r} leaves the window"
    if look.reach and place.top() < 0.6 * look.size[1] - 1:
        yield f"{name!r} is out of reach"
    if look.size == PORTRAIT and place.top() < 0.45 * look.size[1] - 1:
        yield f"{name!r} lies too high"


@pytest.mark.parametrize("language", ["en", "de", "pl", "ar"])
def test_no_word_is_left_alone_in_the_last_of_two_lines(language: str, qapp: QObject) -> None:
    on = easel(Wish((language,), (SMALL,)))
    shown = ("home", "pin-not-found", "scan-code", "sorry-jammed", "close-too_small", "help", "type-label")
    try:
        lines = [line for name in shown for line in _last_of_two(on, name, language)]
    finally:
        on.close()
    assert len(lines) >= 5
    assert not [text for text, part in lines if part < 0.25]


def _last_of_two(on: Easel, name: str, language: str) -> Iterator[tuple[str, float]]:
    """Each text of two lines, and how much of it stands in the shorter one."""
    on.put(SAMPLES[name], language)
    for item in filter(is_text, below(on.view)):
        whole = item.property("natural")
        if item.property("lineCount") == 2 and whole is not None:
            yield item.property("text"), 1 - item.property("contentWidth") / whole


# --- readable -----------------------------------------------------------------------------------


@pytest.mark.parametrize("wish", ["", "contrast", "night"])
def test_all_words_stand_out_from_what_is_behind_them(wish: str, qapp: QObject) -> None:
    on = easel(Wish(("en",), (PORTRAIT,), contrast=wish == "contrast", night=wish == "night"))
    shown = ("home-door-left-open", "pin-not-found", "take-reminded", "scan-parcel-delivered", "choose-size",
             "languages", "sorry-jammed", "thank-you", "still-there")  # fmt: skip
    try:
        faint = [f"{name}: {fault}" for name in shown for fault in _faint(on, name)]
    finally:
        on.close()
    assert not faint, "\n".join(faint)


def _faint(on: Easel, name: str) -> Iterator[str]:
    on.put(SAMPLES[name])
    picture = on.app.root.grabWindow()
    read = 0
    for item in filter(is_text, below(on.view)):
        ratio = contrast(item.property("color"), _ground(picture, in_window(item).toRect().getRect()))
        read += 1
        if ratio < 4.5:
            yield f"{item.property('text')!r} has a contrast of {ratio:.1f}"
    assert read > 5


def _ground(picture: QImage, place: Any) -> QColor:
    """The colour that most of a place has."""
    left, top, width, height = place
    seen = Counter(
        picture.pixel(x, y)
        for x in range(max(0, left), min(picture.width(), left + width), 3)
        for y in range(max(0, top), min(picture.height(), top + height), 3)
    )
    return QColor(seen.most_common(1)[0][0])
