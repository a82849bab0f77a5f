"""The camera's preview in a screen: `import Cubby` and `CameraView { active: true }`."""

from __future__ import annotations

from collections.abc import Callable
from typing import ClassVar, Final

from PySide6.QtCore import Property, QPointF, QRectF, Qt, QTimer, Signal, Slot
from PySide6.QtGui import QColor, QImage, QPainter, QPen, QPolygonF, QTransform
from PySide6.QtQml import QmlElement, QQmlEngine, qmlEngine
from PySide6.QtQuick import QQuickItem, QQuickPaintedItem

from hardware.vision.memory import Preview

QML_IMPORT_NAME = "Cubby"
QML_IMPORT_MAJOR_VERSION = 1

_INTERVAL_MS: Final = 67
_PREVIEW: Final = "cubbyPreview"


Newest = Callable[[], Preview | None]
"""The newest picture, or None while there is none. Called in the main thread; must not wait."""


def give_preview(engine: QQmlEngine, newest: Newest) -> None:
    """Every CameraView of this engine shows these pictures."""
    engine.setProperty(_PREVIEW, newest)


@QmlElement
class CameraView(QQuickPaintedItem):
    """Fills itself with the newest picture, cropped, mirrored as people know themselves from a mirror.

    Looks for one 15 times a second while `active` and visible, paints only what is new, and draws `ink`
    around a code in view. `live` is whether there is a picture; nobody's stays when it is not active.
    """

    activeChanged: ClassVar[Signal] = Signal()  # noqa: N815  QML's name
    inkChanged: ClassVar[Signal] = Signal()  # noqa: N815  QML's name
    liveChanged: ClassVar[Signal] = Signal()  # noqa: N815  QML's name

    def __init__(self, parent: QQuickItem | None = None) -> None:
        super().__init__(parent)
        self._active = False
        self._ink = QColor(Qt.GlobalColor.white)
        self._newest: Newest | None = None
        self._picture: Preview | None = None
        self._timer = QTimer(self, interval=_INTERVAL_MS)
        self._timer.timeout.connect(self.look)
        self.visibleChanged.connect(self._follow)
        self.setOpaquePainting(True)

    def componentComplete(self) -> None:  # noqa: N802  Qt's name
        super().componentComplete()
        engine = qmlEngine(self)
        self._newest = None if engine is None else engine.property(_PREVIEW)
        self._follow()

    @Slot()
    def look(self) -> None:
        """Take the newest picture; paint it if it is another one."""
        picture = None if self._newest is None else self._newest()
        if picture is None or (self._picture and picture.sequence == self._picture.sequence):
            return
        self._show(picture)

    def _show(self, picture: Preview | None) -> None:
        was_live, self._picture = self._picture is not None, picture
        self.update()
        if was_live != (picture is not None):
            self.liveChanged.emit()

    def paint(self, painter: QPainter) -> None:
        here = QRectF(0, 0, self.width(), self.height())
        picture = self._picture
        if picture is None:
            painter.fillRect(here, Qt.GlobalColor.black)
            return
        image = QImage(
            picture.rgb, picture.width, picture.height, picture.width * 3, QImage.Format.Format_RGB888
        )
        part = _crop(picture, here)
        painter.setTransform(QTransform(-1, 0, 0, 1, self.width(), 0), combine=True)
        painter.drawImage(here, image, part)
        if picture.outline:
            scale = here.width() / part.width()
            corners = [QPointF((x - part.x()) * scale, (y - part.y()) * scale) for x, y in picture.outline]
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(QPen(self._ink, max(4.0, here.width() / 100)))
            painter.drawPolygon(QPolygonF(corners))

    @Slot()
    def _follow(self) -> None:
        if self._active and self.isVisible() and self._newest is not None:
            self._timer.start()
        else:
            self._timer.stop()
            self._show(None)

    def _is_active(self) -> bool:
        return self._active

    def _set_active(self, value: bool) -> None:  # noqa: FBT001  a property's setter
        if value == self._active:
            return
        self._active = value
        self._follow()
        self.activeChanged.emit()

    def _get_ink(self) -> QColor:
        return self._ink

    def _set_ink(self, value: QColor) -> None:
        if value != self._ink:
            self._ink = QColor(value)
            self.update()
            self.inkChanged.emit()

    active = Property(bool, _is_active, _set_active, notify=activeChanged)
    live = Property(bool, lambda self: self._picture is not None, notify=liveChanged)
    ink = Property(QColor, _get_ink, _set_ink, notify=inkChanged)


def _crop(picture: Preview, here: QRectF) -> QRectF:
    """The middle of the picture in the shape of `here`."""
    shape = here.width() / here.height()
    width = min(picture.width, picture.height * shape)
    height = min(picture.height, picture.width / shape)
    return QRectF((picture.width - width) / 2, (picture.height - height) / 2, width, height)
