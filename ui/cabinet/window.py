"""The cabinet's window: a second program before the visitor's eyes, with hands for everything."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path
from typing import Final

from PySide6.QtCore import QSocketNotifier, QUrl
from PySide6.QtQml import QQmlApplicationEngine
from PySide6.QtQuick import QQuickWindow
from shiboken6 import delete

from hardware.simulator.site import SimulatedSite
from kiosk.site.whole import Site
from ui.app import application
from ui.cabinet.hands.hands import CabinetHands, Subscribe
from ui.cabinet.lines import Lines
from ui.wakeup import quitting_on_signals

MAIN: Final = Path(__file__).resolve().parent / "qml" / "Cabinet.qml"
SHELF: Final = "shelf "


class CabinetWindow:
    """Made and used in the main thread, after a QGuiApplication."""

    def __init__(self, hands: CabinetHands) -> None:
        self.hands = hands
        self.warnings: list[str] = []
        self._engine = QQmlApplicationEngine()
        self._engine.warnings.connect(lambda warned: self.warnings.extend(w.toString() for w in warned))
        self._engine.setInitialProperties({"hands": hands})
        self._engine.load(QUrl.fromLocalFile(str(MAIN)))
        roots = self._engine.rootObjects()
        if not roots or not isinstance(roots[0], QQuickWindow):
            raise RuntimeError(f"{MAIN} makes no window: {'; '.join(self.warnings)}")
        self.root = roots[0]
        # At the right, so that the kiosk's window has room at the left.
        room = self.root.screen().availableGeometry()
        self.root.setPosition(max(room.left(), room.right() - self.root.width() - 24), room.top() + 24)
        self.root.show()

    def close(self) -> None:
        """Take the window down before what it reads from."""
        self.root.close()
        delete(self._engine)


def show(
    site: Site,
    simulated: SimulatedSite,
    subscribe: Subscribe,
    obey: Callable[[str], None],
    ready: Callable[[], None],
    *,
    leash: bool = False,
) -> None:
    """Serve the window and lines on standard input until SIGTERM, SIGINT or the window's closing.

    On a `leash` the end of standard input ends it too. `ready` is called once when all these are heard.
    """
    running = application()
    hands = CabinetHands(site, simulated)
    subscribe(hands.hear)
    window = CabinetWindow(hands)

    def line(text: str) -> None:
        if text.startswith(SHELF):
            if told := hands.set_shelf(text.removeprefix(SHELF)):
                sys.stderr.write(f"{told}\n")
        else:
            obey(text)

    lines = Lines(sys.stdin.fileno(), line)
    notifier = QSocketNotifier(lines.fd, QSocketNotifier.Type.Read)

    def read() -> None:
        if not lines.take():
            notifier.setEnabled(False)
            if leash:
                running.quit()

    notifier.activated.connect(lambda *_: read())
    with quitting_on_signals(running.quit):
        ready()
        running.exec()
    notifier.setEnabled(False)
    window.close()
