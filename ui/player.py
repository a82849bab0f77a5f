"""The real kiosk, played from outside: `python -m ui.player` with the options of `cubby run`.

JSON lines on standard input ask, one JSON line each answers. Buttons are found by their accessible names and
touched where they are drawn, so nothing is played that a finger could not do:

    {"press": "Pick up", "of": "Home"}              the English words, and the QML file they stand in
    {"await": ["TakeParcel"], "fields": {..}}       until one of these screens stands still, with these fields
    {"picture": "FILE.png"}                         what the window shows

Answers are `{"ok": true, "screen", "fields", "turn"}`, or `{"ok": false, "why"}` after `PATIENCE` seconds.
The end of standard input ends the kiosk.
"""

from __future__ import annotations

import json
import sys
import time
from collections import deque
from collections.abc import Sequence
from typing import Any, Final

from PySide6.QtCore import QCoreApplication, QObject, QSocketNotifier, QTimer
from PySide6.QtGui import QGuiApplication
from PySide6.QtQuick import QQuickItem, QQuickWindow

from ui import accessible, run
from ui.app import application
from ui.cabinet.lines import Lines

PATIENCE: Final = 30.0
_LOOK_EVERY_MS: Final = 20


class NotYet(Exception):  # noqa: N818  it may still come
    """What is asked for can't be done now; the text says why."""


class OutsidePlayer(QObject):
    """Takes requests in the main thread, one after the other, while Qt runs."""

    def __init__(self) -> None:
        super().__init__()
        self._asked: deque[dict[str, Any]] = deque()
        self._patience = 0.0
        self._steady = False
        self._lines = Lines(sys.stdin.fileno(), self._ask)
        self._notifier = QSocketNotifier(self._lines.fd, QSocketNotifier.Type.Read)
        self._notifier.activated.connect(self._read)
        self._timer = QTimer(self, interval=_LOOK_EVERY_MS)
        self._timer.timeout.connect(self._try)

    def _read(self) -> None:
        if not self._lines.take():
            self._notifier.setEnabled(False)
            QCoreApplication.quit()

    def _ask(self, line: str) -> None:
        self._asked.append(json.loads(line))
        if not self._timer.isActive():
            self._begin()

    def _begin(self) -> None:
        self._patience = time.monotonic() + PATIENCE
        self._steady = False
        self._timer.start()

    def _try(self) -> None:
        try:
            answer = self._do(self._asked[0])
            if answer is None:
                return
        except NotYet as why:
            self._steady = False
            if time.monotonic() < self._patience:
                return
            answer = {"ok": False, "why": str(why)}
        self._asked.popleft()
        sys.stdout.write(json.dumps(answer, ensure_ascii=False) + "\n")
        sys.stdout.flush()
        if self._asked:
            self._begin()
        else:
            self._timer.stop()

    def _do(self, asked: dict[str, Any]) -> dict[str, Any] | None:
        """The answer, or None to look again; NotYet says what is missing."""
        window = _window()
        match asked:
            case {"press": str(words), "of": str(where)}:
                _press(window, QCoreApplication.translate(where, words))
            case {"press": str(words)}:
                _press(window, words)
            case {"await": list(screens)}:
                _look(window, screens, asked.get("fields", {}))
                if not self._steady:
                    # QML learns of a new screen a turn of the loop later: until then nothing slides yet.
                    self._steady = True
                    return None
            case {"picture": str(file)}:
                if not window.grabWindow().save(file):
                    return {"ok": False, "why": f"the picture could not be written to {file}"}
            case _:
                return {"ok": False, "why": f"not understood: {asked}"}
        stage = _stage(window)
        return {
            "ok": True,
            "screen": stage.property("screenName"),
            "fields": stage.property("screen"),
            "turn": stage.property("turn"),
        }


def _window() -> QQuickWindow:
    for window in QGuiApplication.topLevelWindows():
        if isinstance(window, QQuickWindow) and window.isVisible():
            return window
    raise NotYet("there is no window")


def _stage(window: QQuickWindow) -> QObject:
    stage = window.property("stage")
    if not isinstance(stage, QObject):
        raise NotYet("the window has no stage")
    return stage


def _press(window: QQuickWindow, name: str) -> None:
    if _moves(window):
        raise NotYet("the screen is moving")
    control = accessible.button(window, name)
    if control is None:
        there = ", ".join(each.name for each in accessible.buttons(window))
        raise NotYet(f"there is no one button {name!r}; there are: {there}")
    accessible.touch(window, control)


def _look(window: QQuickWindow, screens: Sequence[str], fields: dict[str, Any]) -> None:
    stage = _stage(window)
    name, shown = stage.property("screenName"), stage.property("screen")
    if name not in screens or any(shown.get(key) != value for key, value in fields.items()):
        raise NotYet(f"the screen is {name} {shown}")
    if _moves(window):
        raise NotYet("the screen is moving")


def _moves(window: QQuickWindow) -> bool:
    """Whether a screen slides in or has just done so: a touch now is nobody's answer to it."""
    views: list[QQuickItem] = window.contentItem().childItems()
    return any(view.property("settling") for view in views)


def main(argv: Sequence[str]) -> int:
    application()
    player = OutsidePlayer()
    try:
        return run.main(argv)
    finally:
        player.deleteLater()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
