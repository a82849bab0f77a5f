"""`[link]`: which hub the kiosk may be enrolled at, and what its line costs."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Annotated

from pydantic import Field

from kiosk.site.kinds import STRICT

HubAddress = Annotated[
    str,
    Field(
        pattern=r"^(https://[A-Za-z0-9.:\[\]-]{1,255}|http://(localhost|127\.0\.0\.1)(:\d{1,5})?)"
        r"(/[A-Za-z0-9._~/-]{0,255})?$"
    ),
]


class Profile(StrEnum):
    """What the line costs."""

    OPEN = "open"
    METERED = "metered"
    """It is paid by the byte: a card in a modem."""


@dataclass(frozen=True, slots=True)
class LinkSite:
    """`hub`: the only one that the kiosk may be enrolled at; empty where the code says it."""

    hub: str = ""
    profile: Profile = Profile.OPEN


@dataclass(frozen=True, slots=True, kw_only=True)
class LinkTable:
    __pydantic_config__ = STRICT
    hub: HubAddress | None = None
    profile: Profile = Profile.OPEN

    def build(self) -> LinkSite:
        return LinkSite(self.hub or "", self.profile)
