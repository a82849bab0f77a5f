"""`[fiscal]`: what records payments for the tax office."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from kiosk.site.kinds import STRICT, Text
from kiosk.site.problems import SiteProblem, found, port_problem


class FiscalProfile(StrEnum):
    NONE = "none"
    """The journal alone has the payments."""
    DISPLAY = "display"
    """Receipts are numbered, shown and printed; nothing is signed."""
    DEVICE = "device"
    """A fiscal device signs each of them; nobody pays without it."""


@dataclass(frozen=True, slots=True)
class FiscalSite:
    """`port`: of the device, `/dev/...` or `tcp://host:port`; empty without one."""

    profile: FiscalProfile = FiscalProfile.NONE
    port: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class FiscalTable:
    __pydantic_config__ = STRICT
    profile: FiscalProfile = FiscalProfile.NONE
    port: Text | None = None

    def problems(self) -> Iterator[SiteProblem]:
        if self.profile is FiscalProfile.DEVICE:
            if self.port is None:
                yield SiteProblem("fiscal.port", "it is missing; wanted the port of the fiscal device")
            else:
                yield from port_problem("fiscal.port", self.port)
        elif self.port is not None:
            wanted = f'none, as the profile is "{self.profile}"'
            yield SiteProblem("fiscal.port", found(self.port, wanted))

    def build(self) -> FiscalSite:
        return FiscalSite(self.profile, self.port or "")
