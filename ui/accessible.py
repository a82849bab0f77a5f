"""A window as a screen reader finds it: controls by role and name, where they are, and a finger on them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from PySide6.QtCore import QCoreApplication, QEvent, QPointF, Qt
from PySide6.QtGui import QAccessible, QAccessibleInterface, QMouseEvent
from PySide6.QtQuick import QQuickWindow


@dataclass(frozen=True, slots=True)
class Control:
    """`x` and `y`: its middle in the window, in pixels."""

    role: QAccessible.Role
    name: str
    enabled: bool
    x: float
    y: float


def controls(window: QQuickWindow) -> list[Control]:
    """Everything with a name that can be seen, in the order of the window."""
    QAccessible.setActive(True)
    root = QAccessible.queryAccessibleInterface(window)
    return list(_within(root, window))


def buttons(window: QQuickWindow) -> list[Control]:
    """What can be pressed now."""
    return [c for c in controls(window) if c.role == QAccessible.Role.Button and c.enabled]


def button(window: QQuickWindow, name: str) -> Control | None:
    """The button of this name, if it can be pressed and there is but one."""
    found = [c for c in buttons(window) if c.name == name]
    return found[0] if len(found) == 1 else None


def touch(window: QQuickWindow, control: Control, which: Qt.MouseButton = Qt.MouseButton.LeftButton) -> None:
    """A press and a release in the middle of the control: whatever lies there gets it."""
    here = QPointF(control.x, control.y)
    there = QPointF(window.position()) + here
    none, keys = Qt.MouseButton.NoButton, Qt.KeyboardModifier.NoModifier
    for kind, held in ((QEvent.Type.MouseButtonPress, which), (QEvent.Type.MouseButtonRelease, none)):
        QCoreApplication.sendEvent(window, QMouseEvent(kind, here, there, which, held, keys))


def _within(found: QAccessibleInterface, window: QQuickWindow) -> Iterator[Control]:
    state = found.state()
    name = found.text(QAccessible.Text.Name)
    if name and not state.invisible:
        middle = found.rect().toRectF().center() - QPointF(window.position())
        yield Control(found.role(), name, not state.disabled, middle.x(), middle.y())
    for index in range(found.childCount()):
        child = found.child(index)
        if child is not None:
            yield from _within(child, window)
