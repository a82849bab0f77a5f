"""What may answer a question while a technician tries the devices."""

from __future__ import annotations

from dataclasses import dataclass

from hardware.outcomes.devices import DeviceDown, DeviceUp
from hardware.outcomes.reading import BLACK_PICTURE, CodeRead, ReadRefused, ScanHelp, ScanHint, Symbology
from kiosk.journeys.effects import Source


@dataclass(frozen=True, slots=True)
class Readings(Source[CodeRead | ReadRefused]):
    """Everything that this device reads, whatever it is; and that it sent what nobody can read."""

    device: str

    def outcomes(self) -> tuple[CodeRead | ReadRefused, ...]:
        read = CodeRead("4006381333931", Symbology.EAN13, self.device)
        return (read, ReadRefused(self.device, "not UTF-8"))


@dataclass(frozen=True, slots=True)
class DeviceNews(Source[DeviceUp | DeviceDown]):
    """The device comes or goes."""

    device: str

    def outcomes(self) -> tuple[DeviceUp | DeviceDown, ...]:
        gone = (DeviceDown(self.device, reason) for reason in ("unplugged", BLACK_PICTURE))
        return (DeviceUp(self.device), *gone)


@dataclass(frozen=True, slots=True)
class Sights(Source[ScanHelp]):
    """What stands in the way of the camera's reading."""

    device: str

    def outcomes(self) -> tuple[ScanHelp, ...]:
        return tuple(ScanHelp(self.device, hint) for hint in (*ScanHint, None))
