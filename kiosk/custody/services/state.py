"""What was offered for a case, as the ledger has it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from kiosk.custody.services.rules import Money


@dataclass(frozen=True, slots=True)
class CaseOffer:
    """`amount`: None where nothing was offered and there was only something to decide. `answer`: empty while
    nobody has answered."""

    amount: Money | None = None
    until: datetime | None = None
    answer: str = ""
