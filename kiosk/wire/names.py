"""Paths, headers and limits of the line, spelled once."""

from __future__ import annotations

from typing import Final

NONCE: Final = "Cubby-Nonce"
"""Header of each reply: what the next request is signed with."""
SPREAD: Final = "Cubby-Spread"
"""Header of each reply: seconds, 5 to 900, over which a kiosk spreads its next call after a failure."""
INCARNATION: Final = "Cubby-Incarnation"
"""Header of each reply: how many times this hub came back from a backup, counted from 1."""
RETRY_AFTER: Final = "Retry-After"

ROWS_TYPE: Final = "application/x-ndjson"
JSON_TYPE: Final = "application/json"
GZIP: Final = "gzip"

MOST_UNPACKED: Final = 1 << 20
"""Bytes of a batch once it is unpacked; more is answered with 413."""
MOST_STATE: Final = 64 << 10
MOST_SEALED: Final = 1 << 20
LONGEST_WAIT: Final = 600
"""Seconds a request for orders is held at most."""
LEAST_SPREAD: Final = 5
MOST_SPREAD: Final = 900

ENROL: Final = "/v1/enrol"
AUTHORITY: Final = "/v1/ca"
"""The certificate in PEM that the code's pin names: fetched unverified, compared with the pin, then pinned.
"""


def events(kiosk: str) -> str:
    """POST: a batch of rows."""
    return f"/v1/kiosks/{kiosk}/events"


def orders(kiosk: str) -> str:
    """GET, with `after` (the highest `seq` that the kiosk has) and `wait` (seconds)."""
    return f"/v1/kiosks/{kiosk}/orders"


def state(kiosk: str) -> str:
    """PUT: how the kiosk is now; the highest `number` wins."""
    return f"/v1/kiosks/{kiosk}/state"


def sealed(kiosk: str) -> str:
    """POST: items sealed to the operator's key."""
    return f"/v1/kiosks/{kiosk}/sealed"


def document(kiosk: str, name: str) -> str:
    """GET: the newest document of this name; 304 where `If-None-Match` names its version."""
    return f"/v1/kiosks/{kiosk}/documents/{name}"


def hello(kiosk: str) -> str:
    """GET, unsigned, with `n` (16 to 64 letters of base64url): the hub's signed greeting."""
    return f"/v1/kiosks/{kiosk}/hello"
