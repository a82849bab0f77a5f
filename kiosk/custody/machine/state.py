"""What the ledger keeps of the time: what each row says of it."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Final, NamedTuple

STRIDE: Final = timedelta(hours=25)
"""So far apart two rows of a running machine may be, and so far ahead a time server's clock is believed at
once: as long as most power cuts last."""


class RowTime(NamedTuple):
    """What a row says of the time. `paced`, `latest` and `leap`: the ledger's at this row.

    `moved`: by how much its wall clock differs from that of the row before, without time having passed; the
    time when the machine was off counts for none, for nobody knows it. `by`, of a row that has the clock
    believed: by how much that differs from the pace; `known`: until when the time was known before.
    """

    paced: datetime
    latest: datetime | None
    leap: timedelta
    moved: timedelta = timedelta()
    by: timedelta = timedelta()
    known: datetime | None = None
