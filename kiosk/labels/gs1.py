"""The fields of a GS1 message, read by biip: which of them may be a parcel's number."""

from __future__ import annotations

import re
from typing import Final

from kiosk.labels.rule import LabelPiece, LabelReading

GS1: Final = "GS1"
NUMBERS: Final = ("00", "401", "402", "91", "92", "93", "94", "95", "96", "97", "98", "99")
"""Application identifiers, likeliest first: shipping unit, consignment, shipment, a carrier's own. Not 01 and
02, which name a kind of goods, nor 400, an order of many parcels, which every EAN-13 reads as too."""

_IS_ONE: Final = re.compile(r"\(\d{2,4}\)|[0-9]{2}[^\x1d]*\x1d|00|01|02|401|402|403")
"""In brackets, in more than one field, or beginning as only a message does."""


def message_readings(message: str) -> tuple[LabelReading, ...]:
    """One reading a field that may be a parcel's number; one without a number where there is no such field;
    () for what is no message. `message`: its variable fields end with GS."""
    if not _IS_ONE.match(message):
        return ()
    # 16 MiB and 70 ms: only where somebody scans such a label.
    from biip import ParseError  # noqa: PLC0415
    from biip.gs1_messages import GS1Message  # noqa: PLC0415

    try:
        parsed = GS1Message.parse_hri(message) if message.startswith("(") else GS1Message.parse(message)
    except ParseError:
        return ()
    found = {element.ai.ai: element for element in parsed.element_strings}
    pieces = tuple(
        LabelPiece(ai, element.value, element.ai.data_title or element.ai.description)
        for ai, element in found.items()
    )
    readings = tuple(
        LabelReading(GS1, f"field ({ai})", found[ai].value, pieces=pieces) for ai in NUMBERS if ai in found
    )
    return readings or ((LabelReading(GS1, "fields without a parcel's number", "", pieces=pieces),))
