"""A fiscal device of `hardware/fiscal` as a profile: its values in the words of money."""

from __future__ import annotations

from collections.abc import Callable

from hardware.fiscal.driver import FiscalDevice, FiscalReport
from hardware.fiscal.frames import FiscalLine, FiscalSale
from hardware.outcomes.devices import DeviceDown, DeviceUp
from hardware.outcomes.fiscal import FiscalDayEnded, FiscalDone, FiscalExported, FiscalFailed
from kiosk.custody.ids import PaymentId
from kiosk.payments.fiscal.fiscaliser import (
    FiscalChanged,
    FiscalCopy,
    FiscalDayTold,
    FiscalMessage,
    FiscalOrder,
    FiscalSaid,
)


class SigningFiscal:
    """`make` makes the device around what it posts; `tell` hears of the line itself."""

    name = "device"

    def __init__(
        self,
        make: Callable[[Callable[[FiscalReport], None]], FiscalDevice],
        post: Callable[[FiscalMessage], None],
        tell: Callable[[DeviceUp | DeviceDown], None],
    ) -> None:
        self._device = make(self._take)
        self._post = post
        self._tell = tell
        self._closed = False

    @property
    def ready(self) -> bool:
        return self._device.is_up

    def start(self) -> None:
        self._device.start()

    def stop(self) -> None:
        """End the device's thread."""
        self._closed = True
        self._device.stop()

    def begin(self, order: FiscalOrder) -> None:
        self._device.begin(_sale(order))

    def finish(self, order: FiscalOrder) -> None:
        self._device.finish(_sale(order))

    def cancel(self, payment: PaymentId) -> None:
        self._device.cancel(str(payment))

    def close_day(self) -> None:
        self._device.close_day()

    def export(self) -> None:
        self._device.export()

    def close(self) -> None:
        self._closed = True

    def _take(self, report: FiscalReport) -> None:
        """On the device's thread."""
        if self._closed:
            return
        match report:
            case FiscalDone(id_, receipt):
                self._post(FiscalSaid(PaymentId(id_), receipt))
            case FiscalFailed(id_, reason):
                self._post(FiscalSaid(PaymentId(id_), None, reason))
            case FiscalDayEnded(number, reason):
                self._post(FiscalDayTold(number, reason))
            case FiscalExported(data, reason):
                self._post(FiscalCopy(data, reason))
            case _:
                self._tell(report)
                self._post(FiscalChanged())


def _sale(order: FiscalOrder) -> FiscalSale:
    line = FiscalLine(order.name, order.amount.minor, order.rate)
    return FiscalSale(
        str(order.payment), order.at.isoformat(), order.amount.currency, str(order.way), (line,)
    )
