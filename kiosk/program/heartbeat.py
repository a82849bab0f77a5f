"""The watchdog is fed only after a ping went through the screen, the kiosk and every bus.

A frozen screen with parcels behind it is what this machine must never be: then nobody feeds, and systemd
starts the program again.
"""

from __future__ import annotations

from collections.abc import Callable, Collection


class Heartbeat:
    """`beat` sends a ping on its way every `period` seconds; a ping that is lost is simply never fed."""

    def __init__(
        self,
        ping_screen: Callable[[int], None] | None,
        ping_bus: Callable[[str, int], None],
        buses: Collection[str],
        feed: Callable[[], None],
    ) -> None:
        self._ping_screen = ping_screen
        self._ping_bus = ping_bus
        self._buses = frozenset(buses)
        self._feed = feed
        self._ticket = 0
        self._waiting_for: frozenset[str] = frozenset()

    def beat(self) -> None:
        """Begin another round; what has not come back of the last one is given up."""
        self._ticket += 1
        self._waiting_for = frozenset()
        if self._ping_screen is None:
            self.screen_answered(self._ticket)
        else:
            self._ping_screen(self._ticket)

    def screen_answered(self, ticket: int) -> None:
        """The window's loop is alive; now the buses."""
        if ticket != self._ticket:
            return
        self._waiting_for = self._buses
        for bus in self._buses:
            self._ping_bus(bus, ticket)
        self._feed_if_all_answered()

    def bus_answered(self, bus: str, ticket: int) -> None:
        if ticket == self._ticket and bus in self._waiting_for:
            self._waiting_for -= {bus}
            self._feed_if_all_answered()

    def _feed_if_all_answered(self) -> None:
        if not self._waiting_for:
            self._feed()
