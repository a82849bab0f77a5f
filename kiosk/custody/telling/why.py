"""Why a compartment is out of use, in the words of the trade."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from kiosk.custody.words import Why

WHY: Final[Mapping[Why, str]] = {
    Why.JAMMED: "its lock jammed",
    Why.OUTCOME_UNKNOWN: "nobody saw whether it opened",
    Why.NOT_CONFIRMED: "nobody confirmed what happened",
    Why.REPORTED: "somebody reported it",
    Why.OPENED_REMOTELY: "opened remotely",
    Why.FORCED: "opened by force",
    Why.OPENED_LATE: "opened when nobody expected it",
    Why.WITHDRAWN: "a parcel was withdrawn",
    Why.AUDITED: "found in an audit",
    Why.INTERRUPTED: "a visit was cut short",
    Why.EXCURSION: "outside its temperature limits",
}


def because(why: Why) -> str:
    """The reason in words; as the journal has it where it has none."""
    return WHY.get(why, why.replace("_", " "))
