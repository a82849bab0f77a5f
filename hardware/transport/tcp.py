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


def open_tcp(address: str) -> DescriptorLine:
    """Connect; raises `LineError` when nobody takes the call."""
    try:
        peer = socket.create_connection(parse(address), timeout=CONNECT_WITHIN)
    except OSError as failure:
        raise LineError(str(failure)) from failure
    peer.settimeout(0)
    peer.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    # A peer that lost its power says nothing: the kernel has to find out, within about 20 s.
    peer.setsockopt(socket.SOL_SOCKET, socket.SO_KEEPALIVE, 1)
    peer.setsockopt(socket.IPPROTO_TCP, socket.TCP_KEEPIDLE, 10)
    peer.setsockopt(socket.IPPROTO_TCP, socket.TCP_KEEPINTVL, 3)
    peer.setsockopt(socket.IPPROTO_TCP, socket.TCP_KEEPCNT, 3)
    peer.setsockopt(socket.IPPROTO_TCP, socket.TCP_USER_TIMEOUT, 15_000)
    return DescriptorLine(peer.fileno(), peer.close)
