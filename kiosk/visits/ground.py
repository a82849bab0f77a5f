"""What the parts of the house stand on: made once, and without knowledge of any visit."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from kiosk.clock import Clock
from kiosk.custody.cabinet.cabinet import Cabinet
from kiosk.custody.doors.claims import Facts
from kiosk.custody.doors.gates import surroundings
from kiosk.journeys.desk import Settings
from kiosk.site.whole import Site
from kiosk.visits.book import Book
from kiosk.visits.outside import Outside
from kiosk.visits.timers import Timers


@dataclass(slots=True)
class Ground:
    """Belongs to the kiosk's thread. `site` is replaced when a board was; `in_band` by whoever reads sensors:
    by compartment, whether it is as warm as its class wants."""

    site: Site
    book: Book
    clock: Clock
    timers: Timers
    outside: Outside
    settings: Settings
    in_band: Callable[[], Mapping[str, bool | None]] = dict

    @property
    def cabinet(self) -> Cabinet:
        return self.site.cabinet

    def facts(self) -> Facts:
        """What the rules of custody are asked about, as of now."""
        return Facts(
            self.book.ledger,
            self.site.cabinet,
            self.site.services,
            self.clock.now(),
            self.site.proof,
            self.site.staff.fresh,
            surroundings(self.site.hours, self.clock.now(), self.in_band(), trusted=self.clock.trusted()),
            self.site.hours,
            self.site.money,
        )


def ground(site: Site, book: Book, clock: Clock, outside: Outside) -> Ground:
    """The ground of one house."""
    settings = Settings(
        timers=site.timers,
        pins=tuple(sorted({service.pin for service in site.services.values()})),
        reserve=site.reserve,
        scanner=site.scanner is not None,
        camera=outside.eye is not None,
        printer=outside.paper is not None,
        backlight=outside.backlight,
        face_days=site.faces.keep // 86_400 if site.faces and outside.eye else None,
        badges=site.badges is not None,
        flashes=site.faces is None or site.faces.flashes,
        usual=site.screen.usual,
        delegation_hours=site.delegation_hours,
        calendar=site.hours,
    )
    return Ground(site, book, clock, Timers(clock.monotonic), outside, settings)
