"""A window as a screen reader finds it: controls by role and name, where they are, and a finger on them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from PySide6.QtCore import QCoreApplication, QEvent, QPointF, Qt
from PySide6.QtGui import QAccessible, QAccessibleInterface, QMouseEvent
from PySide6.QtQuick import QQuickItem, QQuickWindow

TYPED = QAccessible.Role.StaticText
"""What tells how much of a code has been typed."""


@dataclass(frozen=True, slots=True)
class Control:
    """`x` and `y`: its middle in the window, in pixels.

    `checked`: whether it is on, None where it is neither on nor off. `password`: what is typed there is not
    to be heard. What our own controls say of themselves besides: `main`: its answer is the one that is meant;
    `key`: one of a keypad's or keyboard's; `language`: of its name, where that is not the screen's.
    """

    role: QAccessible.Role
    name: str
    enabled: bool
    x: float
    y: float
    description: str = ""
    checked: bool | None = None
    focused: bool = False
    password: bool = False
    main: bool = False
    key: bool = False
    language: str = ""


def controls(window: QQuickWindow) -> list[Control]:
    """Everything with a name that can be seen, in the order of the window."""
    QAccessible.setActive(True)
    root = QAccessible.queryAccessibleInterface(window)
    return [one for one in _within(root, window) if one.name]


def below(item: QQuickItem, window: QQuickWindow) -> list[Control]:
    """The same of one item and what is within it; passwords too, which have no name."""
    QAccessible.setActive(True)
    root: QAccessibleInterface | None = QAccessible.queryAccessibleInterface(item)
    if root is not None:
        return list(_within(root, window))
    return [one for child in item.childItems() for one in below(child, window)]


_APART: Final = "\u2066"
"""Begins an amount among words of any direction."""


def buttons(window: QQuickWindow) -> list[Control]:
    """What can be pressed now."""
    return [c for c in controls(window) if c.role == QAccessible.Role.Button and c.enabled]


def button(window: QQuickWindow, name: str) -> Control | None:
    """The button of this name, or of this name and a price, if it can be pressed and there is but one."""
    there = buttons(window)
    priced = tuple(f"{name}{space}{_APART}" for space in (" ", "\u2002"))
    found = [c for c in there if c.name == name] or [c for c in there if c.name.startswith(priced)]
    return found[0] if len(found) == 1 else None


def touch(window: QQuickWindow, control: Control, which: Qt.MouseButton = Qt.MouseButton.LeftButton) -> None:
    """A press and a release in the middle of the control: whatever is there gets it."""
    here = QPointF(control.x, control.y)
    there = QPointF(window.position()) + here
    none, keys = Qt.MouseButton.NoButton, Qt.KeyboardModifier.NoModifier
    for kind, held in ((QEvent.Type.MouseButtonPress, which), (QEvent.Type.MouseButtonRelease, none)):
        QCoreApplication.sendEvent(window, QMouseEvent(kind, here, there, which, held, keys))


def _within(found: QAccessibleInterface, window: QQuickWindow) -> Iterator[Control]:
    state = found.state()
    name = found.text(QAccessible.Text.Name)
    if (name or state.passwordEdit) and not state.invisible:
        middle = found.rect().toRectF().center() - QPointF(window.position())
        item = found.object()
        yield Control(
            found.role(),
            name,
            not state.disabled,
            middle.x(),
            middle.y(),
            description=found.text(QAccessible.Text.Description),
            checked=bool(state.checked) if state.checkable else None,
            focused=bool(state.focused),
            password=bool(state.passwordEdit),
            main=item.property("main") is True and item.property("grave") is not True,
            key=item.property("typingKey") is True,
            language=item.property("spokenIn") or "",
        )
    for index in range(found.childCount()):
        child = found.child(index)
        if child is not None:
            yield from _within(child, window)
