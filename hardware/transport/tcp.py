"""Boards behind a serial server or with a network plug: the same bytes over TCP."""

from __future__ import annotations

import socket
from urllib.parse import urlsplit

from hardware.transport.base import LineError
from hardware.transport.descriptor import DescriptorLine

CONNECT_WITHIN = 3.0
SCHEME = "tcp://"


def parse(address: str) -> tuple[str, int]:
    """Host and port of `tcp://host:port`; raises ValueError for anything else."""
    parts = urlsplit(address)
    if parts.scheme != "tcp" or not parts.hostname or parts.port is None or parts.path not in {"", "/"}:
        raise ValueError(f"{address} is not of the form tcp://host:port")
    return parts.hostname, parts.port


def connect(address: str) -> socket.socket:
    """A non-blocking socket to `tcp://host:port`, watched by keep-alive; raises OSError, or ValueError.

    The one place where Cubby calls a device: a peer that lost its power says nothing, so the kernel has to
    find out, within about 20 s, for those that only listen as well.
    """
    peer = socket.create_connection(parse(address), timeout=CONNECT_WITHIN)
    peer.settimeout(0)
    peer.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    peer.setsockopt(socket.SOL_SOCKET, socket.SO_KEEPALIVE, 1)
    peer.setsockopt(socket.IPPROTO_TCP, socket.TCP_KEEPIDLE, 10)
    peer.setsockopt(socket.IPPROTO_TCP, socket.TCP_KEEPINTVL, 3)
    peer.setsockopt(socket.IPPROTO_TCP, socket.TCP_KEEPCNT, 3)
    peer.setsockopt(socket.IPPROTO_TCP, socket.TCP_USER_TIMEOUT, 15_000)
    return peer


def open_tcp(address: str) -> DescriptorLine:
    """Connect; raises `LineError` when the connection is refused."""
    try:
        peer = connect(address)
    except OSError as failure:
        raise LineError(str(failure)) from failure
    return DescriptorLine(peer.fileno(), peer.close)


class TcpStream:
    """A connection as a reader that mostly listens wants it: bytes as they come, failures as OSError."""

    def __init__(self, address: str) -> None:
        self._peer = connect(address)

    def fileno(self) -> int:
        return self._peer.fileno()

    def read(self, size: int, /) -> bytes:
        """Bytes that have arrived, maybe none; OSError once the other end is gone."""
        try:
            data = self._peer.recv(size)
        except BlockingIOError:
            return b""
        if not data:
            raise OSError("the other end is gone")
        return data

    def write(self, data: bytes, /) -> int:
        return self._peer.send(data)

    def close(self) -> None:
        self._peer.close()
