"""What an order of the hub says."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any, Final

TYPE: Final = "cubby-order"
LONGEST_DOOR: Final = 120
"""Seconds that an order which opens a door may live."""
TWO_KEYS: Final = 2
_ID: Final = re.compile(r"[A-Za-z0-9._:-]{8,64}")
_KEYS: Final = frozenset({"aud", "hub", "inc", "seq", "id", "act", "args", "iat", "exp", "by", "needs"})
_LAST: Final = 1 << 40


@dataclass(frozen=True, slots=True)
class WireOrder:
    """One order for one kiosk.

    `aud`: the kiosk. `hub`, `inc`: whose it is, and the hub's incarnation. `seq`: ascending for a kiosk,
    from 1, with gaps. `id`: by whoever began it; a repeated one gets its first answer. `act` and `args`:
    the order and its fields, as the control socket has them. `iat`, `exp`: seconds since 1970 by the hub's
    clock. `by`: who answers for it, an id or a name within the operator. `needs`: signatures by different
    keys.
    """

    aud: str
    hub: str
    inc: int
    seq: int
    id: str
    act: str
    args: Mapping[str, Any]
    iat: int
    exp: int
    by: str
    needs: int

    def content(self) -> dict[str, Any]:
        """What is signed."""
        return asdict(self)


def read_order(content: Mapping[str, Any]) -> WireOrder | None:
    """The order of a statement of `TYPE`; None where a field is missing, unknown or of a wrong kind."""
    if set(content) != _KEYS:
        return None
    texts = [content[key] for key in ("aud", "hub", "id", "act", "by")]
    numbers = [content[key] for key in ("inc", "seq", "iat", "exp", "needs")]
    if not all(isinstance(text, str) and text for text in texts):
        return None
    if not all(type(number) is int and 0 <= number < _LAST for number in numbers):
        return None
    args = content["args"]
    if not isinstance(args, dict) or not _ID.fullmatch(content["id"]):
        return None
    if content["exp"] <= content["iat"] or not 1 <= content["needs"] <= TWO_KEYS:
        return None
    return WireOrder(**content)
