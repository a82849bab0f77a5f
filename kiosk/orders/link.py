"""Orders about the link to the operator's hub, from whoever stands at the machine or has a shell on it.

`kiosk.program.life` carries them out, for they take a network.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal


@dataclass(frozen=True, slots=True)
class EnrolLink:
    """Make the kiosk known to the hub whose code this is; `ShowLink` says what comes of it."""

    code: str
    order: Literal["link-enrol"] = "link-enrol"


@dataclass(frozen=True, slots=True)
class ShowLink:
    """How is the link? Changes nothing."""

    order: Literal["link-status"] = "link-status"


LinkOrder = EnrolLink | ShowLink
