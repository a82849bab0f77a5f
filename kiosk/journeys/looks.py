"""Looks at the machine itself: its network, its disk and its journal, read outside the kiosk's thread."""

from __future__ import annotations

from dataclasses import dataclass

from kiosk.journeys.effects import Effect
from kiosk.journeys.seen import Interface, NetworkSeen, NotSeen, StorageSeen


@dataclass(frozen=True, slots=True)
class LookAtNetwork(Effect[NetworkSeen | NotSeen]):
    def outcomes(self) -> tuple[NetworkSeen | NotSeen, ...]:
        wired = Interface("eth0", up=True, addresses=("192.0.2.7",))
        return (NetworkSeen((wired,), "192.0.2.1", ("192.0.2.1",), clock=True), NetworkSeen(()), NotSeen())


@dataclass(frozen=True, slots=True)
class LookAtStorage(Effect[StorageSeen | NotSeen]):
    def outcomes(self) -> tuple[StorageSeen | NotSeen, ...]:
        seen = StorageSeen(10**10, 10**11, 10**6, 1204, 1204, "2026-05-04 03:00", "2026-05-04 11:00", "3.40")
        return (seen, NotSeen())
