"""The window of the gallery, and what is found in it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from PySide6.QtCore import QObject, QPointF, QRectF
from PySide6.QtGui import QAccessible, QColor, QFont, QGuiApplication
from PySide6.QtQuick import QQuickItem

from kiosk.site.loading import load_site
from ui.gallery import SITE, Easel, Wish

FAMILIES = ["Inter", "Noto Sans", "Noto Sans Arabic"]
PORTRAIT = (1080, 1920)
LANDSCAPE = (1920, 1080)
SMALL = (1280, 800)


UPRIGHT = Wish(("en",), (PORTRAIT,))


def easel(wish: Wish = UPRIGHT) -> Easel:
    """A window that says nothing aloud; the caller closes it."""
    QGuiApplication.setFont(QFont(FAMILIES))
    QAccessible.setActive(True)
    return Easel(load_site(SITE), wish)


def below(item: QQuickItem) -> Iterator[QQuickItem]:
    """Every item that is seen, the outer before the inner."""
    if item.isVisible():
        yield item
        for child in item.childItems():
            yield from below(child)


def is_text(item: QQuickItem) -> bool:
    return item.inherits("QQuickText") and bool(item.property("text"))


def is_control(item: QQuickItem) -> bool:
    return item.inherits("QQuickAbstractButton")


def in_window(item: QQuickItem) -> QRectF:
    return item.mapRectToScene(QRectF(0, 0, item.width(), item.height()))


def name_of(item: QObject) -> str:
    """What a screen reader calls it; empty for what it does not know."""
    told = QAccessible.queryAccessibleInterface(item)
    return "" if told is None else told.text(QAccessible.Text.Name)


def role_of(item: QObject) -> QAccessible.Role:
    told = QAccessible.queryAccessibleInterface(item)
    return QAccessible.Role.NoRole if told is None else told.role()


def control(on: Easel, name: str) -> QQuickItem:
    """The control that people call so."""
    found = [item for item in below(on.view) if is_control(item) and name_of(item) == name]
    assert len(found) == 1, f"{len(found)} controls are called {name!r}"
    return found[0]


def middle(item: QQuickItem) -> QPointF:
    return item.mapToScene(QPointF(item.width() / 2, item.height() / 2))


def words(on: Easel) -> list[str]:
    """All that can be read."""
    return [item.property("text") for item in below(on.view) if is_text(item)]


@dataclass(frozen=True, slots=True)
class Shade:
    red: float
    green: float
    blue: float

    @classmethod
    def of(cls, colour: QColor) -> Shade:
        return cls(colour.redF(), colour.greenF(), colour.blueF())

    @property
    def luminance(self) -> float:
        parts = (
            c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4
            for c in (self.red, self.green, self.blue)
        )
        return sum(weight * part for weight, part in zip((0.2126, 0.7152, 0.0722), parts, strict=True))


def contrast(one: QColor, other: QColor) -> float:
    """As WCAG 2.2 defines it, from 1 to 21."""
    light, dark = sorted((Shade.of(one).luminance, Shade.of(other).luminance), reverse=True)
    return (light + 0.05) / (dark + 0.05)
