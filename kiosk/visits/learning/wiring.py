"""The site file, written anew from what a commissioning has learned."""

from __future__ import annotations

import logging

from kiosk.journeys.learning.effects import SiteNotWritten, SiteWritten, WriteSite
from kiosk.site.problems import SiteRefused
from kiosk.site.rewriting import replace_site
from kiosk.visits.ground import Ground
from kiosk.visits.part import Hears, Performs
from kiosk.visits.run import Run

log = logging.getLogger(__name__)


class Wiring:
    """Belongs to the kiosk's thread. The new file counts from the next start."""

    def __init__(self, ground: Ground) -> None:
        self._ground = ground
        self.performs: Performs = {WriteSite: self._write}
        self.hears: Hears = {}

    def _write(self, _run: Run, effect: WriteSite) -> SiteWritten | SiteNotWritten:
        ground = self._ground
        try:
            site, kept = replace_site(
                ground.site.path,
                ground.cabinet,
                effect.columns,
                dict(effect.wiring),
                effect.inverted,
                ground.clock.now(),
            )
        except (OSError, SiteRefused) as failure:
            log.warning("the site file was not written: %s", failure)
            return SiteNotWritten(str(failure))
        return SiteWritten(site.digest, kept)
