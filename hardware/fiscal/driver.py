"""A fiscal device on a line: one question at a time, each answered in the end."""

from __future__ import annotations

import base64
import binascii
import logging
import threading
import time
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass
from enum import Enum, auto
from typing import Any, Final

from hardware.fiscal import frames
from hardware.fiscal.frames import FiscalLines, FiscalSale
from hardware.outcomes.devices import DeviceDown, DeviceUp
from hardware.outcomes.fiscal import FiscalDayEnded, FiscalDone, FiscalExported, FiscalFailed
from hardware.transport.base import LineError, LineSettings, Transport
from hardware.transport.owner import BACK_OFF, PortOwner
from hardware.transport.ports import open_port
from hardware.transport.presence import Presence

log = logging.getLogger(__name__)

FiscalReport = FiscalDone | FiscalFailed | FiscalDayEnded | FiscalExported | DeviceUp | DeviceDown
SETTINGS: Final = LineSettings(115200)
PATIENCE: Final = 10.0
"""Seconds for an answer; a signature takes a device up to a few."""
LOOK_EVERY: Final = 60.0
_GAP: Final = 0.02


class _Wish(Enum):
    BEGIN = auto()
    FINISH = auto()
    CANCEL = auto()
    CLOSE_DAY = auto()
    EXPORT = auto()


@dataclass(frozen=True, slots=True)
class _Errand:
    wish: _Wish
    id: str = ""
    sale: FiscalSale | None = None


class FiscalDevice(PortOwner):
    """Every `finish`, `close_day` and `export` is answered once; `begin` and `cancel` are not.

    Any thread may call; values are posted from the device's own. `is_up`: whether it answers now.
    """

    def __init__(
        self,
        port: str,
        post: Callable[[FiscalReport], None],
        *,
        name: str = "fiscal",
        patience: float = PATIENCE,
        back_off: tuple[float, ...] = BACK_OFF,
        open_line: Callable[[], Transport] | None = None,
    ) -> None:
        super().__init__(name, open_line or (lambda: open_port(port, SETTINGS)), back_off=back_off)
        self.name = name
        self._post = post
        self._patience = patience
        self._health = Presence(name, post, log)
        self._lock = threading.Lock()
        self._waiting: deque[_Errand] = deque()
        self._ready = False

    @property
    def is_up(self) -> bool:
        return self._ready

    def begin(self, sale: FiscalSale) -> None:
        self._put(_Errand(_Wish.BEGIN, sale.id, sale))

    def finish(self, sale: FiscalSale) -> None:
        self._put(_Errand(_Wish.FINISH, sale.id, sale))

    def cancel(self, id_: str) -> None:
        self._put(_Errand(_Wish.CANCEL, id_))

    def close_day(self) -> None:
        self._put(_Errand(_Wish.CLOSE_DAY))

    def export(self) -> None:
        self._put(_Errand(_Wish.EXPORT))

    def stop(self) -> None:
        super().stop()
        self._fail("the program stops")

    def _put(self, errand: _Errand) -> None:
        with self._lock:
            taken = self._ready and not self._stopping
            if taken:
                self._waiting.append(errand)
        if taken:
            self._wake.set()
        else:
            self._answer_failed(errand, "the fiscal device is not connected")

    def _serve(self, line: Transport) -> None:
        cutter = FiscalLines()
        self._greet(line, cutter)
        self._worked()
        with self._lock:
            self._ready = True
        self._health.up()
        look_at = time.monotonic() + LOOK_EVERY
        while not self._stopping:
            self._wake.clear()
            with self._lock:
                errand = self._waiting[0] if self._waiting else None
            if errand is not None:
                self._see_to(line, cutter, errand)
                with self._lock:
                    self._waiting.popleft()
            elif time.monotonic() >= look_at:
                self._greet(line, cutter)
                look_at = time.monotonic() + LOOK_EVERY
            elif line.listen(max(0.0, look_at - time.monotonic()), self._wake):
                line.drain(0, _GAP)  # nobody has asked

    def _greet(self, line: Transport, cutter: FiscalLines) -> None:
        answer = self._ask(line, cutter, frames.hello())
        if not answer.get("ready"):
            raise LineError(f"it is not ready: {_why(answer)}")

    def _see_to(self, line: Transport, cutter: FiscalLines, errand: _Errand) -> None:
        match errand:
            case _Errand(_Wish.BEGIN, _, FiscalSale() as sale):
                self._ask(line, cutter, frames.begin(sale))
            case _Errand(_Wish.FINISH, id_, FiscalSale() as sale):
                answer = self._ask(line, cutter, frames.finish(sale))
                receipt = frames.signed_of(answer) if answer.get("ok") is True else None
                fits = receipt is not None and answer.get("id") == id_
                self._post(
                    FiscalDone(id_, receipt)
                    if fits and receipt is not None
                    else FiscalFailed(id_, _why(answer))
                )
            case _Errand(_Wish.CANCEL, id_):
                self._ask(line, cutter, frames.cancel(id_))
            case _Errand(_Wish.CLOSE_DAY):
                answer = self._ask(line, cutter, frames.close_day())
                good = answer.get("ok") is True
                number = str(answer.get("number", ""))[:40] if good else ""
                self._post(FiscalDayEnded(number, "" if good else _why(answer)))
            case _:
                answer = self._ask(line, cutter, frames.export())
                data = _data(answer) if answer.get("ok") is True else None
                self._post(FiscalExported(data or b"", "" if data is not None else _why(answer)))

    def _ask(self, line: Transport, cutter: FiscalLines, question: bytes) -> dict[str, Any]:
        """Raises LineError where no answer comes."""
        line.write(question)
        limit = time.monotonic() + self._patience
        while (left := limit - time.monotonic()) > 0 and not self._stopping:
            if not line.listen(left, self._wake):
                self._wake.clear()
                continue
            try:
                for answer in cutter.feed(line.read_until_gap(0, _GAP, 1.0).data):
                    if answer is not None and "ok" in answer:
                        return answer
            except ValueError as wrong:
                raise LineError(str(wrong), 1) from wrong
        raise LineError("the fiscal device does not answer", 1)

    def _lost(self, reason: str) -> None:
        with self._lock:
            self._ready = False
        self._fail(reason)
        self._health.down(reason)

    def _fail(self, reason: str) -> None:
        with self._lock:
            left, self._waiting = tuple(self._waiting), deque()
        for errand in left:
            self._answer_failed(errand, reason)

    def _answer_failed(self, errand: _Errand, reason: str) -> None:
        match errand.wish:
            case _Wish.FINISH:
                self._post(FiscalFailed(errand.id, reason))
            case _Wish.CLOSE_DAY:
                self._post(FiscalDayEnded("", reason))
            case _Wish.EXPORT:
                self._post(FiscalExported(b"", reason))
            case _:
                pass


def _why(answer: dict[str, Any]) -> str:
    """What the device says of it, for technicians."""
    why = answer.get("why")
    return why[:200] if isinstance(why, str) and why.isprintable() and why else "no reason was told"


def _data(answer: dict[str, Any]) -> bytes | None:
    try:
        return base64.b64decode(str(answer.get("data", "")), validate=True)
    except binascii.Error:
        return None
