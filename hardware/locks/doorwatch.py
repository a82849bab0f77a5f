"""Door state from sensor readings: bounce removed, commanded openings told from others."""

from __future__ import annotations

from dataclasses import dataclass

from hardware.outcomes.locks import DoorState

BOUNCE = 0.2
"""Seconds that a change has to last to be one."""
COMMAND_LASTS = 10.0
"""Seconds after an unlock in which an opening is its doing; longer while nobody could look."""


@dataclass(frozen=True, slots=True)
class Move:
    channel: int
    state: DoorState
    commanded: bool


@dataclass(slots=True)
class _Change:
    state: DoorState
    since: float
    reported: bool
    """the board said so by itself, at that very moment"""


class DoorWatch:
    """The doors of one bank. `settled` is what is posted; a change waits until it has lasted."""

    def __init__(self, channels: int) -> None:
        self.settled: dict[int, DoorState] = {n + 1: DoorState.UNKNOWN for n in range(channels)}
        self.seen_closed: set[int] = set()
        """Channels that were closed in a good reading, at whatever time."""
        self._changes: dict[int, _Change] = {}
        self._commands: dict[int, float] = {}
        self._by_command: set[int] = set()

    @property
    def restless(self) -> bool:
        """Whether a change waits to be seen again."""
        return bool(self._changes)

    @property
    def any_open(self) -> bool:
        return DoorState.OPEN in self.settled.values()

    @property
    def never_closed(self) -> tuple[int, ...]:
        """Channels whose sensors have read open, and never anything else."""
        return tuple(
            channel
            for channel, state in self.settled.items()
            if state is DoorState.OPEN and channel not in self.seen_closed
        )

    def command(self, channel: int, now: float) -> None:
        """Bytes that open `channel` have left."""
        self._commands[channel] = now

    def forget(self) -> None:
        """Nobody sees the doors any more."""
        self._changes.clear()
        for channel in self.settled:
            self.settled[channel] = DoorState.UNKNOWN

    def begin(self, states: tuple[DoorState, ...], now: float) -> None:
        """The first reading after `forget`: taken as it is."""
        self._look(states)
        for channel, state in enumerate(states, 1):
            self._settle(channel, state, now)

    def _look(self, states: tuple[DoorState, ...]) -> None:
        self.seen_closed.update(n for n, state in enumerate(states, 1) if state is DoorState.CLOSED)

    def differs(self, states: tuple[DoorState, ...], channel: int) -> bool:
        """Whether a reading shows something new of any door but `channel`."""
        return any(
            state is not self._last(other) for other, state in enumerate(states, 1) if other != channel
        )

    def _last(self, channel: int) -> DoorState:
        change = self._changes.get(channel)
        return change.state if change else self.settled[channel]

    def reading(self, states: tuple[DoorState, ...], now: float) -> list[Move]:
        """One more good reading of the whole bank; the doors that have now moved for certain."""
        self._look(states)
        moves: list[Move] = []
        for channel, state in enumerate(states, 1):
            change = self._changes.get(channel)
            if state is self.settled[channel]:
                self._changes.pop(channel, None)
                self._command_spent(channel, state, now)
            elif change is None or change.state is not state:
                self._changes[channel] = _Change(state, now, reported=False)
            elif now - change.since >= BOUNCE:
                moves.append(self._settle(channel, state, now))
        return moves

    def report(self, channel: int, state: DoorState, now: float) -> list[Move]:
        """Take a board's unasked report of a changed door; a reading has to confirm it, or its own end."""
        change = self._changes.get(channel)
        if state is not self.settled[channel]:
            if change is None or change.state is not state:
                self._changes[channel] = _Change(state, now, reported=True)
            return []
        self._changes.pop(channel, None)
        if change is None or not change.reported or now - change.since < BOUNCE:
            return []
        return [self._settle(channel, change.state, now), self._settle(channel, state, now)]

    def opened(self, channel: int, now: float) -> Move | None:
        """An unlock was seen to work: no waiting; None where the door was open before."""
        if self.settled[channel] is DoorState.OPEN:
            self._by_command.add(channel)
            self._commands.pop(channel, None)
            self._changes.pop(channel, None)
            return None
        return self._settle(channel, DoorState.OPEN, now)

    def _settle(self, channel: int, state: DoorState, now: float) -> Move:
        if state is DoorState.OPEN and self._commands.pop(channel, None) is not None:
            self._by_command.add(channel)
        commanded = channel in self._by_command
        if state is DoorState.CLOSED:
            self._by_command.discard(channel)
            self._command_spent(channel, state, now)
        self._changes.pop(channel, None)
        self.settled[channel] = state
        return Move(channel, state, commanded)

    def _command_spent(self, channel: int, state: DoorState, now: float) -> None:
        sent = self._commands.get(channel)
        if sent is not None and state is DoorState.CLOSED and now - sent > COMMAND_LASTS:
            del self._commands[channel]
