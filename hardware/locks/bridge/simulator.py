"""A simulated board behind a bridge, with the bridge's own bytes."""

from __future__ import annotations

from collections.abc import Iterator

from hardware.locks.bridge import frames
from hardware.locks.bridge.frames import BridgeCommand, Question, States
from hardware.simulator.boards.board import SimulatedBoard, Timing


class BridgeBoard(SimulatedBoard):
    usual = Timing(unlock=0.5, query=0.005)

    @staticmethod
    def openings(address: int) -> Iterator[bytes]:
        for lock in range(256):
            yield frames.encode(Question(address, BridgeCommand.PULSE, lock))

    @staticmethod
    def opens(frame: bytes, address: int) -> bool:
        question = frames.decode(frame)
        return question is not None and question.board == address and question.command is BridgeCommand.PULSE

    def length(self, half: bytes) -> int:
        return frames.QUESTION_LENGTH if half[0] == frames.QUESTION else 0

    def obey(self, frame: bytes, now: float) -> bool:
        question = frames.decode(frame)
        if question is None:
            return False
        if question.board != self.address:
            return True
        soon = now + self.timing.query
        match question:
            case Question(board, BridgeCommand.STATES):
                self.reply(lambda: frames.states_reply(board, self._states()), soon)
            case Question(board, BridgeCommand.PULSE, lock) if lock in self.locks():
                done = self.pulse([lock], now)
                self.reply(lambda: frames.pulse_reply(board, lock, done=True), done)
            case Question(board, BridgeCommand.PULSE, lock):
                self.reply(lambda: frames.pulse_reply(board, lock, done=False), soon)
            case Question(board, BridgeCommand.OFF):
                self.reply(lambda: frames.off_reply(board), soon)
            case _:
                return False
        return True

    def _states(self) -> States:
        return States(self.mask(high=True), sum(1 << (lock - 1) for lock in self.locks()))
