"""The window's program: Qt, the QML engine, language, sounds, and a clean end."""

from __future__ import annotations

import logging
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import Final

from PySide6.QtCore import QObject, Qt, QtMsgType, QUrl, Signal, qInstallMessageHandler
from PySide6.QtGui import QFont, QGuiApplication
from PySide6.QtQml import QQmlApplicationEngine, QQmlError
from PySide6.QtQuick import QQuickWindow
from PySide6.QtQuickControls2 import QQuickStyle
from shiboken6 import delete, isValid

from hardware.backlight import Backlight
from ui.camera_view import Newest, give_preview
from ui.shown import Shown
from ui.sound import Sound, SoundPlayer, cue, volume
from ui.speech.reader import MakeSpeech, WindowReader
from ui.stage import WindowStage
from ui.translator import CatalogTranslator
from ui.wakeup import quitting_on_signals

log = logging.getLogger(__name__)
_qt_log = logging.getLogger("qt")

MAIN: Final = Path(__file__).resolve().parent / "qml" / "Main.qml"

_FAMILIES = ["Inter", "Noto Sans", "Noto Sans Arabic", "Noto Sans CJK SC", "DejaVu Sans", "sans-serif"]
_LEVELS = {
    QtMsgType.QtDebugMsg: logging.DEBUG,
    QtMsgType.QtInfoMsg: logging.INFO,
    QtMsgType.QtWarningMsg: logging.WARNING,
    QtMsgType.QtCriticalMsg: logging.ERROR,
    QtMsgType.QtFatalMsg: logging.CRITICAL,
}


@dataclass(frozen=True, slots=True)
class WindowPlan:
    """How the window is made. `size` in pixels; None fills the screen. `backlight`: the light behind it.

    `pointer`: whether a mouse's arrow is seen; a finger needs none. `speech`: what makes the voice.
    """

    size: tuple[int, int] | None = None
    preview: Newest | None = None
    sounds: bool = True
    backlight: Backlight | None = None
    pointer: bool = True
    speech: MakeSpeech | None = None


def application() -> QGuiApplication:
    """The one Qt application of the process, made when there is none yet."""
    running = QGuiApplication.instance()
    if isinstance(running, QGuiApplication):
        return running
    QQuickStyle.setStyle("Basic")
    made = QGuiApplication([sys.argv[0]])
    made.setApplicationName("cubby")
    made.setApplicationDisplayName("Cubby")
    made.setFont(QFont(_FAMILIES))
    return made


class App(QObject):
    """One window on one stage. Made and run in the main thread; `quit` may be called from any.

    `warnings`: what QML complained of; Qt also says it aloud, which fails a test and is logged by `run`.
    """

    _leaving = Signal(int)

    def __init__(self, stage: WindowStage, window: WindowPlan = WindowPlan(), *, main: Path = MAIN) -> None:
        self._application = application()
        super().__init__()
        self._stage = stage
        self._player = SoundPlayer() if window.sounds else None
        self._backlight = window.backlight
        self._shine(stage.shown.brightness)
        self._translator = CatalogTranslator()
        self._translator.use(stage.shown.language, stage.shown.digits)
        self._application.installTranslator(self._translator)
        self._pointer = window.pointer
        if not window.pointer:
            self._application.setOverrideCursor(Qt.CursorShape.BlankCursor)
        self._engine = QQmlApplicationEngine()
        self._engine.warnings.connect(self._warned)
        self.warnings: list[str] = []
        if window.preview is not None:
            give_preview(self._engine, window.preview)
        stage.shown_changed.connect(self._shown_changed)
        stage.was_touched.connect(self._touched)
        self._leaving.connect(self._application.exit, Qt.ConnectionType.QueuedConnection)
        stage.held.connect(self._held)
        self._reader: WindowReader | None = None
        self.root = self._load(main, window)
        if window.speech is not None:
            self._reader = WindowReader(stage, self.root, window.speech, self)

    def _load(self, main: Path, window: WindowPlan) -> QQuickWindow:
        # Where the modules theme and controls are.
        self._engine.addImportPath(str(MAIN.parent))
        self._engine.setInitialProperties({"stage": self._stage})
        self._engine.load(QUrl.fromLocalFile(str(main)))
        roots = self._engine.rootObjects()
        if not roots or not isinstance(roots[0], QQuickWindow):
            self.close()
            raise RuntimeError(f"{main} makes no window: {'; '.join(self.warnings)}")
        root = roots[0]
        if window.size is None:
            # Where no window manager runs, nobody else makes it as large as the screen.
            root.setGeometry(root.screen().geometry())
            root.showFullScreen()
        else:
            root.resize(*window.size)
            root.show()
        self._stage.begin()
        return root

    def run(self) -> int:
        """Serve until `quit`, SIGTERM or SIGINT, or until the window is closed; then tidy up."""
        with _logged(), quitting_on_signals(self.quit):
            status = self._application.exec()
        self.close()
        return status

    def quit(self, status: int = 0) -> None:
        """End `run`, also when it has not begun. From any thread."""
        self._leaving.emit(status)

    def close(self) -> None:
        """Take the window down before the objects that it reads from; `run` has done so when it returns."""
        if not isValid(self._engine):
            return
        if self._reader is not None:
            self._reader.close()
            delete(self._reader)
        if self._player is not None:
            self._player.close()
        self._shine(100)
        if not self._pointer:
            self._application.restoreOverrideCursor()
        self._application.removeTranslator(self._translator)
        delete(self._engine)
        self._stage.end()

    def on_first_frame(self, done: Callable[[], None]) -> None:
        """Call `done` once, when the window has been drawn for the first time from now."""
        self.root.frameSwapped.connect(done, Qt.ConnectionType.SingleShotConnection)

    def _shown_changed(self, before: Shown, after: Shown) -> None:
        if (before.language, before.digits) != (after.language, after.digits):
            self._translator.use(after.language, after.digits)
            self._engine.retranslate()
        if before.brightness != after.brightness:
            self._shine(after.brightness)
        sound = cue(before, after)
        if sound is not None:
            self._play(sound)

    def _held(self, step: int) -> None:
        self._play(Sound.HELD if step == 1 else Sound.READS)

    def _touched(self) -> None:
        self._play(Sound.TOUCHED)

    def _play(self, sound: Sound) -> None:
        loud = volume(self._stage.shown)
        if self._player is not None and loud:
            self._player.play(sound, volume=loud)

    def _shine(self, percent: int) -> None:
        if self._backlight is not None:
            self._backlight.shine(percent)

    def _warned(self, warnings: list[QQmlError]) -> None:
        self.warnings += [warning.toString() for warning in warnings]


@contextmanager
def _logged() -> Iterator[None]:
    """Qt's messages and exceptions in slots go to the log; both would be lost on a machine in the street."""

    def qt_said(kind: QtMsgType, _context: object, message: str) -> None:
        _qt_log.log(_LEVELS[kind], "%s", message)

    def raised(kind: type[BaseException], value: BaseException, trace: TracebackType | None) -> None:
        log.critical("unexpected", exc_info=(kind, value, trace))

    hook, sys.excepthook = sys.excepthook, raised
    before = qInstallMessageHandler(qt_said)
    try:
        yield
    finally:
        qInstallMessageHandler(before)
        sys.excepthook = hook
