"""What a commissioning asks for: the site file written anew."""

from __future__ import annotations

from dataclasses import dataclass

from hardware.outcomes.locks import LockAddress
from kiosk.custody.cabinet.cabinet import Column
from kiosk.journeys.effects import Effect


@dataclass(frozen=True, slots=True)
class SiteWritten:
    """`site`: the new file's digest; `kept`: the name of the old one."""

    site: str
    kept: str


@dataclass(frozen=True, slots=True)
class SiteNotWritten:
    """The old file is in its place."""

    why: str


@dataclass(frozen=True, slots=True)
class WriteSite(Effect[SiteWritten | SiteNotWritten]):
    """The site file from what was learned. `inverted`: banks whose sensors speak the other way round."""

    columns: tuple[Column, ...]
    wiring: tuple[tuple[str, LockAddress], ...]
    inverted: tuple[str, ...]

    def outcomes(self) -> tuple[SiteWritten | SiteNotWritten, ...]:
        return (SiteWritten("digest", "site-1.toml"), SiteNotWritten("the disk is full"))
