"""A bridge: answers questions, begins pulses and ends each of them whatever happens."""

from __future__ import annotations

import logging
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from hardware.locks.bridge import frames
from hardware.locks.bridge.frames import QUESTION_LENGTH, BridgeCommand, Question
from hardware.locks.bridge.relays import RelayBoard, Relays

log = logging.getLogger(__name__)

AGAIN = 0.02
"""Seconds until a relay that could not be switched off is switched off again."""


@dataclass(frozen=True, slots=True)
class _Pulse:
    board: int
    lock: int
    ends: float


class Bridge:
    """Belongs to one thread. `say` sends bytes to the kiosk; `now` is monotonic, in seconds."""

    def __init__(self, relays: Relays, boards: Sequence[RelayBoard], say: Callable[[bytes], None]) -> None:
        self._relays = relays
        self._boards = {board.address: board for board in boards}
        self._say = say
        self._half = b""
        self._pulse: _Pulse | None = None
        self._failing = False

    def begin(self) -> None:
        """Everything off, before a word is heard: the last bridge may have died in the middle of a pulse."""
        self._all_off()

    def next_due(self) -> float | None:
        """Time at which `advance` is next to be called."""
        return self._pulse.ends if self._pulse else None

    def advance(self, now: float) -> None:
        """End the pulse whose time is over, and say so."""
        pulse = self._pulse
        if pulse is None or now < pulse.ends:
            return
        try:
            self._relays.off(pulse.board, pulse.lock)
        except OSError as failure:
            self._pulse = _Pulse(pulse.board, pulse.lock, now + AGAIN)
            self._complain(f"lock {pulse.lock} of board {pulse.board} could not be switched off", failure)
            return
        self._failing = False
        self._pulse = None
        self._say(frames.pulse_reply(pulse.board, pulse.lock, done=True))

    def hear(self, data: bytes, now: float) -> None:
        """Take bytes from the kiosk; whole questions are answered."""
        self._half += data
        while len(self._half) >= QUESTION_LENGTH:
            question = frames.decode(self._half[:QUESTION_LENGTH])
            if question is None:
                self._half = self._half[1:]
                continue
            self._half = self._half[QUESTION_LENGTH:]
            if question.board in self._boards:
                self._answer(question, now)

    def end(self) -> None:
        """The kiosk is gone: everything off."""
        self._all_off()
        self._relays.close()

    def _all_off(self) -> None:
        for address in self._boards:
            try:
                self._relays.all_off(address)
            except OSError as failure:
                self._complain(f"board {address} could not be switched off", failure)

    def _answer(self, question: Question, now: float) -> None:
        try:
            self._obey(question, now)
        except OSError as failure:  # no answer: a silent board
            self._complain(f"board {question.board}", failure)
        else:
            self._failing = self._failing and self._pulse is not None

    def _obey(self, question: Question, now: float) -> None:
        board, lock = question.board, question.lock
        match question.command:
            case BridgeCommand.STATES:
                states = self._relays.states(board)
                if states is not None:
                    self._say(frames.states_reply(board, states))
            case BridgeCommand.OFF:
                self._relays.all_off(board)
                if self._pulse is not None and self._pulse.board == board:
                    self._pulse = None
                self._say(frames.off_reply(board))
            case BridgeCommand.PULSE:
                known = 1 <= lock <= self._boards[board].channels
                if not known or self._pulse is not None or not self._relays.on(board, lock):
                    self._say(frames.pulse_reply(board, lock, done=False))
                    return
                self._pulse = _Pulse(board, lock, now + self._relays.pulse_seconds(board))

    def _complain(self, what: str, failure: OSError) -> None:
        if not self._failing:
            log.warning("%s: %s", what, failure)
        self._failing = True
