"""The camera's preview in a screen: `import Cubby` and `CameraView { active: true }`."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, ClassVar, Final, Protocol

from PySide6.QtCore import Property, QRectF, QTimer, Signal, Slot
from PySide6.QtGui import QImage, QPainter
from PySide6.QtQml import QmlElement, QQmlEngine, qmlEngine
from PySide6.QtQuick import QQuickItem, QQuickPaintedItem

QML_IMPORT_NAME = "Cubby"
QML_IMPORT_MAJOR_VERSION = 1

_INTERVAL_MS: Final = 67
_PREVIEW: Final = "cubbyPreview"


class Picture(Protocol):
    """One frame: `rgb` holds height * width * 3 bytes; a later frame has a larger `sequence`."""

    @property
    def width(self) -> int: ...
    @property
    def height(self) -> int: ...
    @property
    def rgb(self) -> bytes: ...
    @property
    def sequence(self) -> int: ...


Preview = Callable[[], Picture | None]
"""The newest frame, or None while there is none. Called in the main thread; must not wait."""


def give_preview(engine: QQmlEngine, preview: Preview) -> None:
    """Every CameraView of this engine shows these frames."""
    engine.setProperty(_PREVIEW, preview)


@QmlElement
class CameraView(QQuickPaintedItem):
    """Fills itself with the newest frame, cropped, mirrored as people know it from a mirror.

    Looks for a frame 15 times a second while `active` and visible, and paints only what is new.
    `live` is whether a frame has come.
    """

    activeChanged: ClassVar[Signal] = Signal()  # noqa: N815  QML's name
    liveChanged: ClassVar[Signal] = Signal()  # noqa: N815  QML's name

    def __init__(self, parent: QQuickItem | None = None) -> None:
        super().__init__(parent)
        self._active = False
        self._preview: Preview | None = None
        self._picture: Picture | None = None
        self._timer = QTimer(self, interval=_INTERVAL_MS)
        self._timer.timeout.connect(self.look)
        self.visibleChanged.connect(self._follow)
        self.setOpaquePainting(True)

    def componentComplete(self) -> None:  # noqa: N802  Qt's name
        super().componentComplete()
        engine = qmlEngine(self)
        self._preview = None if engine is None else engine.property(_PREVIEW)
        self._follow()

    @Slot()
    def look(self) -> None:
        """Take the newest frame; paint it if it is another one."""
        picture = None if self._preview is None else self._preview()
        if picture is None or (self._picture and picture.sequence == self._picture.sequence):
            return
        first = self._picture is None
        self._picture = picture
        self.update()
        if first:
            self.liveChanged.emit()

    def paint(self, painter: QPainter) -> None:
        picture = self._picture
        if picture is None:
            return
        image = QImage(
            picture.rgb, picture.width, picture.height, picture.width * 3, QImage.Format.Format_RGB888
        )
        painter.translate(self.width(), 0)
        painter.scale(-1, 1)
        painter.drawImage(QRectF(0, 0, self.width(), self.height()), image, self._crop(picture))

    def _crop(self, picture: Picture) -> QRectF:
        """The middle of the frame in the shape of this item."""
        shape = self.width() / self.height()
        width = min(picture.width, picture.height * shape)
        height = min(picture.height, picture.width / shape)
        return QRectF((picture.width - width) / 2, (picture.height - height) / 2, width, height)

    @Slot()
    def _follow(self) -> None:
        if self._active and self.isVisible() and self._preview is not None:
            self._timer.start()
        else:
            self._timer.stop()

    def _is_active(self) -> bool:
        return self._active

    def _set_active(self, value: bool) -> None:  # noqa: FBT001  a property's setter
        if value == self._active:
            return
        self._active = value
        self._follow()
        self.activeChanged.emit()

    active = Property(bool, _is_active, _set_active, notify=activeChanged)
    live = Property(bool, lambda self: self._picture is not None, notify=liveChanged)


def registered() -> tuple[Any, ...]:
    """The types that QML gets by importing this module."""
    return (CameraView,)
