"""Relay boards behind a bridge: the interface of all ways to reach them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Protocol

from hardware.locks.bridge.frames import States
from hardware.locks.settings import Value


class Unreachable(Exception):  # noqa: N818  says what is the matter
    """The relays can't be reached; the message is for a person."""


@dataclass(frozen=True, slots=True)
class RelayBoard:
    """One bank of the site file as its bridge needs it."""

    address: int
    channels: int
    settings: Mapping[str, Value]


class Relays(Protocol):
    """Called by the bridge's one thread. Everything may raise OSError while the hardware is away."""

    def pulse_seconds(self, address: int) -> float:
        """Length of a lock's pulse."""
        ...

    def states(self, address: int) -> States | None:
        """The contacts; None where the board is silent."""
        ...

    def on(self, address: int, lock: int) -> bool:
        """Begin to pull a lock; false where surely nothing was begun."""
        ...

    def off(self, address: int, lock: int) -> None:
        """End it; asked again until it works."""
        ...

    def all_off(self, address: int) -> None:
        """Bring every relay of the board to rest."""
        ...

    def close(self) -> None:
        """Let go; everything is off."""
        ...
