"""What a technician's pages ask of the machine, and what the machine tells them meanwhile."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from hardware.outcomes import CodeRead, DeviceDown, DeviceUp, ReadRefused, ScanHelp
from kiosk.journeys.check_effects import DeviceNews, Readings, Sights
from kiosk.journeys.effects import Ask, Source

if TYPE_CHECKING:
    from kiosk.visits.house import House

News = CodeRead | ReadRefused | DeviceUp | DeviceDown | ScanHelp


class Tools:
    """Belongs to the kiosk's thread."""

    def __init__(self, house: House) -> None:
        self._house = house

    def heard(self, news: News) -> None:
        """Answer the question that is out on the stage, where it waits for just that."""
        run = self._house.stage
        if run is None or not isinstance(run.pending, Ask):
            return
        if any(_answers(source, news) for source in run.pending.also):
            self._house.performer.go_on(run, news)


def _answers(source: Source[Any], news: News) -> bool:
    match source, news:
        case (Readings(device), CodeRead(source=heard) | ReadRefused(source=heard)):
            return device == heard
        case (DeviceNews(device), DeviceUp(heard) | DeviceDown(heard)):
            return device == heard
        case (Sights(device), ScanHelp(source=heard)):
            return device == heard
        case _:
            return False
