"""Framing of APDUs: raw over TCP; on a serial line with a checksum, ACK, NAK and repetitions.

Source: PA00P016-04. Neither waits nor reads a clock: whoever owns the line hands in bytes and the time, and
takes what is to be written. Both ends of a line use the same.
"""

from __future__ import annotations

from collections import deque
from typing import Final, Protocol

from hardware.terminals.zvt.frames import ANSWERS, CLASSES, Apdu, length_of, opened
from hardware.transport.base import LineError

DLE, STX, ETX, ACK, NAK = 0x10, 0x02, 0x03, 0x06, 0x15
T1: Final = 0.2
"""Seconds between two bytes of a frame."""
T2: Final = 5.0
"""Seconds until a frame is acknowledged."""
REPEATS: Final = 2
_HALF: Final = 10.0
"""Seconds that half an APDU may wait for its rest on TCP, which loses nothing."""
_LONGEST: Final = 0xFFFF + 5
NOT_ZVT: Final = "what is connected doesn't speak ZVT"


class NotZvtError(LineError):
    """The bytes that came are no ZVT."""


class Link(Protocol):
    """One end of a line."""

    def receive(self, data: bytes, now: float) -> None:
        """Bytes have come. Raises `NotZvtError` where they can't be ZVT."""
        ...

    def take(self) -> Apdu | None:
        """The oldest whole APDU that has come, once."""
        ...

    def send(self, frame: bytes, now: float, *, once: bool = False) -> None:
        """Put an APDU on its way; `once`: it is not repeated where nobody acknowledges it."""
        ...

    def outgoing(self) -> bytes:
        """What is to be written now, once."""
        ...

    def due(self) -> float | None:
        """When `tick` has something to do."""
        ...

    def tick(self, now: float) -> None:
        """Time has passed. Raises `LineError` where the other end acknowledges nothing."""
        ...


class TcpLink:
    """APDUs one behind the other; how they are cut into pieces means nothing."""

    def __init__(self) -> None:
        self._half = b""
        self._half_at = 0.0
        self._came: deque[Apdu] = deque()
        self._out = b""

    def receive(self, data: bytes, now: float) -> None:
        self._half += data
        self._half_at = now
        while self._half:
            if self._half[0] not in CLASSES:
                raise NotZvtError(NOT_ZVT)
            length = length_of(self._half)
            if length is None or length > len(self._half):
                return
            apdu = opened(self._half[:length])
            self._half = self._half[length:]
            if apdu is not None:
                self._came.append(apdu)

    def take(self) -> Apdu | None:
        return self._came.popleft() if self._came else None

    def send(self, frame: bytes, now: float, *, once: bool = False) -> None:  # noqa: ARG002  a `Link`'s
        self._out += frame

    def outgoing(self) -> bytes:
        out, self._out = self._out, b""
        return out

    def due(self) -> float | None:
        return self._half_at + _HALF if self._half else None

    def tick(self, now: float) -> None:
        if self._half and now >= self._half_at + _HALF:
            raise LineError("half an answer came and no more of it")


def checksum(apdu: bytes) -> bytes:
    """CRC-16, polynomial 8408 (reflected), from 0, over the APDU as it is and ETX; the low byte first."""
    crc = 0
    for byte in (*apdu, ETX):
        crc ^= byte
        for _ in range(8):
            crc = crc >> 1 ^ 0x8408 if crc & 1 else crc >> 1
    return crc.to_bytes(2, "little")


def framed(apdu: bytes) -> bytes:
    doubled = apdu.replace(bytes((DLE,)), bytes((DLE, DLE)))
    return bytes((DLE, STX)) + doubled + bytes((DLE, ETX)) + checksum(apdu)


class SerialLink:
    """Frames are acknowledged one by one; a repeated one whose answer isn't through yet is heard once.

    Whatever good frame comes while ours waits for its ACK shows that ours came through.
    """

    def __init__(self) -> None:
        self._came: deque[Apdu] = deque()
        self._out = b""
        self._frame: bytearray | None = None
        self._escaped = False
        self._tail = b""
        self._ended = False
        self._last_byte = 0.0
        self._waiting: deque[tuple[bytes, bool]] = deque()
        self._sent: tuple[bytes, bool] | None = None
        self._sent_at = 0.0
        self._tries = 0
        self._unanswered = b""
        """the last frame heard, until an answer to it was acknowledged"""

    def receive(self, data: bytes, now: float) -> None:
        self._stale(now)
        self._last_byte = now
        for byte in data:
            self._hear(byte, now)

    def take(self) -> Apdu | None:
        return self._came.popleft() if self._came else None

    def send(self, frame: bytes, now: float, *, once: bool = False) -> None:
        self._waiting.append((frame, once))
        self._next(now)

    def outgoing(self) -> bytes:
        out, self._out = self._out, b""
        return out

    def due(self) -> float | None:
        moments = [self._sent_at + T2] if self._sent is not None else []
        if self._frame is not None:
            moments.append(self._last_byte + T1)
        return min(moments, default=None)

    def tick(self, now: float) -> None:
        self._stale(now)
        if self._sent is None or now < self._sent_at + T2:
            return
        if self._sent[1] or self._tries > REPEATS:
            raise LineError("it acknowledges nothing")
        self._repeat(now)

    # --- sending ---

    def _next(self, now: float) -> None:
        if self._sent is None and self._waiting:
            self._sent = self._waiting.popleft()
            self._tries = 0
            self._repeat(now)

    def _repeat(self, now: float) -> None:
        if self._sent is not None:
            self._out += framed(self._sent[0])
            self._sent_at = now
            self._tries += 1

    def _through(self, now: float) -> None:
        if self._sent is not None:
            self._sent = None
            self._unanswered = b""
            self._next(now)

    # --- receiving ---

    def _hear(self, byte: int, now: float) -> None:
        if self._ended:
            self._tail += bytes((byte,))
            if len(self._tail) == 2:
                self._close(now)
        elif self._frame is None:
            self._outside(byte, now)
        elif self._escaped:
            self._escaped = False
            if byte == DLE:
                self._frame.append(DLE)
            elif byte == ETX:
                self._ended = True
            elif byte == STX:
                self._frame.clear()
            else:
                self._frame = None
        elif byte == DLE:
            self._escaped = True
        else:
            self._frame.append(byte)
            if len(self._frame) > _LONGEST:
                raise NotZvtError(NOT_ZVT)

    def _outside(self, byte: int, now: float) -> None:
        if self._escaped:
            self._escaped = byte == DLE
            if byte == STX:
                self._frame = bytearray()
        elif byte == DLE:
            self._escaped = True
        elif byte == ACK:
            self._through(now)
        elif byte == NAK and self._sent is not None:
            if self._tries > REPEATS:
                raise LineError("it takes no frame")
            self._repeat(now)

    def _close(self, now: float) -> None:
        frame, tail = bytes(self._frame or b""), self._tail
        self._frame, self._tail, self._ended = None, b"", False
        apdu = opened(frame)
        if tail != checksum(frame) or apdu is None:
            self._out += bytes((NAK,))
            return
        self._out += bytes((ACK,))
        if frame == self._unanswered:
            return
        self._through(now)
        # An answer needs no answer: the next one may be the same bytes.
        self._unanswered = b"" if apdu.head[0] in ANSWERS else frame
        self._came.append(apdu)

    def _stale(self, now: float) -> None:
        """Half a frame that no more comes of."""
        if self._frame is not None and now >= self._last_byte + T1:
            self._frame, self._tail, self._ended, self._escaped = None, b"", False, False
            self._out += bytes((NAK,))
