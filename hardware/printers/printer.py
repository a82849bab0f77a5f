"""The thread that owns a receipt printer, and the receipts that wait for it."""

from __future__ import annotations

import logging
import threading
import time
from collections import deque
from collections.abc import Callable
from typing import assert_never

from hardware.outcomes.printing import NotPrinted, PrintDone, Printed, PrinterReport, PrintFault, PrintOutcome
from hardware.printers.ports import can_answer, open_printer
from hardware.printers.receipt import Receipt
from hardware.transport.base import LineSettings
from hardware.transport.presence import Presence
from hardware.transport.wake import Wake

log = logging.getLogger(__name__)

SETTINGS = LineSettings(19200)


class ReceiptPrinter:
    """Prints on a thread of its own; `print` never waits.

    `port`: a serial port, "tcp://host:9100" or "file:/dev/usb/lp0". `width` is the paper's in dots: 576 for
    80 mm, 384 for 58 mm. `most` receipts may wait. Posts exactly one `PrintDone` for each `print`, mostly on
    this thread, and `DeviceUp` or `DeviceDown` when it finds, while printing or every `every` seconds, that
    something changed. A receipt is never printed twice: whether to try again is for people to say.
    """

    def __init__(
        self,
        port: str,
        post: Callable[[PrinterReport], None],
        *,
        name: str = "printer",
        settings: LineSettings = SETTINGS,
        width: int = 576,
        most: int = 8,
        every: float = 30.0,
        within: float = 1.0,
        patience: float = 10.0,
    ) -> None:
        self._port = port
        self._settings = settings
        self._post = post
        self._width = width
        self._most = most
        self._every = every
        self._within = within
        self._patience = patience
        self._health = Presence(name, post, log)
        self._wake = Wake()
        self._lock = threading.Lock()
        self._waiting: deque[tuple[int, Receipt]] = deque()
        self._stopping = False
        self._thread = threading.Thread(target=self._run, name=name)

    def start(self) -> None:
        self._thread.start()

    def stop(self) -> None:
        """Give up what waits and what is half printed (STOPPED), within `within` seconds or so; join."""
        with self._lock:
            if self._stopping:
                return
            self._stopping = True
            self._wake.set()
        if self._thread.ident is not None:
            self._thread.join()
        self._give_up()
        self._wake.close()

    def print(self, ticket: int, receipt: Receipt) -> None:
        with self._lock:
            if not self._stopping and len(self._waiting) < self._most:
                self._waiting.append((ticket, receipt))
                self._wake.set()
                return
            reason = PrintFault.STOPPED if self._stopping else PrintFault.BUSY
        self._post(PrintDone(ticket, NotPrinted(reason)))

    def _run(self) -> None:
        from hardware.printers.press import Press  # noqa: PLC0415  python-escpos is slow to import

        press = Press(
            lambda: open_printer(self._port, self._settings),
            self._width,
            asks=can_answer(self._port),
            within=self._within,
            patience=self._patience,
            is_over=self._is_over,
        )
        look_at = 0.0
        while not self._is_over():
            self._wake.clear()
            with self._lock:
                job = self._waiting.popleft() if self._waiting and not self._is_over() else None
            if job is not None:
                ticket, receipt = job
                self._post(PrintDone(ticket, self._health_of(press.print(receipt))))
            elif not self._is_over() and time.monotonic() >= look_at:
                self._health_of(press.look())
                look_at = time.monotonic() + self._every
            elif not self._is_over():
                self._wake.wait(look_at - time.monotonic())

    def _is_over(self) -> bool:
        return self._stopping

    def _health_of(self, outcome: PrintOutcome) -> PrintOutcome:
        """Tell what an outcome says about the printer itself."""
        match outcome:
            case Printed():
                self._health.up()
            case NotPrinted(PrintFault.OFFLINE):
                self._health.down("it is offline")
            case NotPrinted(PrintFault.NO_PAPER):
                self._health.down("it has no paper")
            case NotPrinted():
                pass
            case _:
                assert_never(outcome)
        return outcome

    def _give_up(self) -> None:
        while self._waiting:
            self._post(PrintDone(self._waiting.popleft()[0], NotPrinted(PrintFault.STOPPED)))
