"""What a running hub knows of itself: its name, keys and place, read once when it starts."""

from __future__ import annotations

import secrets
from dataclasses import dataclass, field
from pathlib import Path

import psycopg

from kiosk.hub.keys.files import HubKeys


@dataclass(frozen=True, slots=True)
class Hub:
    """`authority`: the certificate that kiosks pin, in PEM; empty without TLS. `address`: how it is
    reached.
    """

    id: str
    incarnation: int
    nonce_key: bytes = field(repr=False)
    order_keys: tuple[str, ...]
    sealing_key: str
    data: Path
    address: str = ""
    authority: str = ""


class KeysDiffer(Exception):  # noqa: N818  says what is the matter
    """The keys in the data folder are not those of the hub in the database."""


def known(url: str, data: Path, keys: HubKeys) -> Hub:
    """The hub of this database, made on its first start. Raises KeysDiffer, psycopg.Error."""
    with psycopg.connect(url) as connection:
        connection.execute(
            "INSERT INTO hub.hub (id, incarnation, nonce_key, order_keys, sealing_key)"
            " SELECT %s, 1, %s, %s, %s WHERE NOT EXISTS (SELECT FROM hub.hub)",
            [f"hub-{secrets.token_hex(4)}", secrets.token_bytes(32), [*keys.public], keys.sealing_public],
        )
        found = connection.execute(
            "SELECT id, incarnation, nonce_key, order_keys, sealing_key FROM hub.hub"
        ).fetchone()
    if found is None:
        raise KeysDiffer("The database holds no hub, and none could be made.")
    name, incarnation, nonce_key, order_keys, sealing_key = found
    if tuple(order_keys) != keys.public or sealing_key != keys.sealing_public:
        raise KeysDiffer(
            f"The keys in {data / 'keys'} are not those of this database's hub. Put its own keys there: "
            "kiosks obey no others."
        )
    return Hub(name, incarnation, bytes(nonce_key), tuple(order_keys), sealing_key, data)
