"""The mandate of an order: who began it, under which id, until when it counts, who signed it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final


@dataclass(frozen=True, slots=True)
class Mandate:
    """An order without one is this machine's own user's, counts now and is not kept.

    `id`: of whoever began it, 1 to 64 letters, digits and . _ : -; ids of different issuers never meet.
    `issuer`: empty for this machine's own user, who needs nobody's signature.
    `latest`: seconds of the clock that nobody sets after which the order counts no more; None: for ever.
    `kept`: seconds that its answer has to be known for at least, because the order may come again so long.
    `number`: the place that its issuer gave it; the line asks for later ones only once it is answered.
    `needs`, `signed`: how many signatures it asks for itself, and how many of different keys it has.
    """

    id: str = ""
    issuer: str = ""
    latest: float | None = None
    kept: float = 0.0
    number: int = 0
    needs: int = 1
    signed: int = 1

    @property
    def is_from_afar(self) -> bool:
        return bool(self.issuer)

    def is_over(self, monotonic: float) -> bool:
        return self.latest is not None and monotonic > self.latest


AT_ONCE: Final = Mandate()
"""Of an order without an id, given at this machine."""
