"""Site settings of relays with MQTT."""

from __future__ import annotations

from pathlib import Path
from typing import Final, NamedTuple
from urllib.parse import parse_qs, urlsplit

from hardware.locks.bridge.relays import Unreachable
from hardware.locks.settings import Word

SCHEMES: Final = ("mqtt", "mqtts")
TOPIC = Word("topic", "locker")
"""Tasmota's topic, or ESPHome's prefix. Of several boards at one broker each needs a topic of its own."""


class Broker(NamedTuple):
    host: str
    port: int
    tls: bool
    user: str | None
    password: str | None


def broker_of(port: str) -> Broker:
    """Parse `mqtt://host:1883?login=FILE`; the file has user and password, each a line.

    A password in the site file would stand in logs and backups. Raises Unreachable.
    """
    try:
        parts = urlsplit(port)
        number = parts.port
    except ValueError as wrong:
        raise Unreachable(f"{port}: {wrong}") from wrong
    if parts.scheme not in SCHEMES or not parts.hostname or parts.username or parts.password:
        raise Unreachable("a broker is named as mqtt://host:1883 or mqtts://host:8883, with ?login=FILE")
    tls = parts.scheme == "mqtts"
    login = parse_qs(parts.query).get("login", [])
    user = password = None
    if login:
        try:
            user, password = Path(login[0]).read_text("utf-8").splitlines()[:2]
        except (OSError, ValueError) as failure:
            raise Unreachable(f"{login[0]} does not hold a user and a password, a line each") from failure
    return Broker(parts.hostname, number or (8883 if tls else 1883), tls, user, password)
