"""A simulated KR-CU16."""

from __future__ import annotations

from collections.abc import Iterator

from hardware.locks.kerong_cu16 import frames
from hardware.simulator.boards.board import SimulatedBoard, Timing

OPENING = (frames.UNLOCK, frames.UNLOCK_EVERY, frames.LATER)
DATA = {frames.LATER: 1}
"""Bytes of data behind a command."""


class KerongCu16Board(SimulatedBoard):
    """It pulls locks without a word, as the real one does."""

    usual = Timing(unlock=0.5, query=0.005, pull=0.02, byte=10 / 19200)

    @staticmethod
    def openings(address: int) -> Iterator[bytes]:
        for board in {address << 4, frames.EVERY_BOARD}:
            yield frames.sealed(frames.START, board, frames.UNLOCK_EVERY, frames.END)
            for lock in range(frames.LOCKS):
                yield frames.sealed(frames.START, board | lock, frames.UNLOCK, frames.END)
                for seconds in range(256):
                    yield frames.sealed(frames.START, board | lock, frames.LATER, seconds, frames.END)

    @staticmethod
    def opens(frame: bytes, address: int) -> bool:
        every = frames.EVERY_BOARD >> 4
        return frames.intact(frame) and frame[1] >> 4 in {address, every} and frame[2] in OPENING

    def length(self, half: bytes) -> int:
        if half[0] != frames.START:
            return 0
        if len(half) < 4:
            return len(half) + 1
        if half[2] == frames.PULSE:
            return frames.SHORT if half[3] == frames.END else frames.SHORT + 2
        return frames.SHORT + DATA.get(half[2], 0)

    def obey(self, frame: bytes, now: float) -> bool:
        if not frames.intact(frame):
            return False
        board, lock = frame[1] >> 4, (frame[1] & 0x0F) + 1
        if board not in {self.address, frames.EVERY_BOARD >> 4}:
            return True
        soon = now + self.timing.query
        match frame[2]:
            case frames.ASK if board == self.address:
                self.reply(self._status, soon)
            case frames.ASK_EVERY_BOARD:
                in_turn = self.address * 0.01 if board != self.address else 0.0
                self.reply(lambda: self._status(frames.STATUS_OF_EVERY), soon + in_turn)
            case frames.PULSE if board == self.address and len(frame) == frames.SHORT:
                self.reply(lambda: frames.pulse_reply(board, round(self.timing.unlock * 1000)), soon)
            case frames.UNLOCK if lock in self.locks():
                self.pulse([lock], now)
            case frames.UNLOCK_EVERY:
                self.pulse(self.locks(), now)
            case frames.LATER if lock in self.locks():
                self.pulse([lock], now + frame[3])
            case _:
                pass
        return True

    def _status(self, code: int = frames.STATUS) -> bytes:
        return frames.status_reply(frames.Status(self.address, self.mask(high=True), 0), code)
