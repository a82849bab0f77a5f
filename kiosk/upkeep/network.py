"""How this machine is connected, from what Linux says of it; nothing is sent anywhere."""

from __future__ import annotations

import fcntl
import ipaddress
import socket
import struct
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from kiosk.journeys.machine.seen import Interface, NetworkSeen

_SIOCGIFADDR: Final = 0x8915
"""linux/sockios.h"""
_UP, _GATEWAY = 1, 2
"""Flags of a route (linux/route.h)."""
_LINK_LOCAL: Final = "20"
_LOOPBACK: Final = "lo"
_RESOLVERS: Final = ("run/systemd/resolve/resolv.conf", "etc/resolv.conf")
"""The first has the true servers where the second only names this machine."""


def look(*, clock: bool, root: Path = Path("/")) -> NetworkSeen:
    """`root` is another folder in tests. Raises nothing: what can't be read is not there."""
    folders = sorted((root / "sys/class/net").glob("*"))
    interfaces = tuple(
        Interface(folder.name, _is_up(folder), (*_ipv4(folder.name), *_ipv6(root, folder.name)))
        for folder in folders
        if folder.name != _LOOPBACK and (folder / "device").exists()
    )
    return NetworkSeen(interfaces, _gateway(root), _name_servers(root), clock)


def _is_up(folder: Path) -> bool:
    # Some drivers say "unknown" while they carry; `carrier` can't be read while the interface is off.
    return _read(folder / "operstate") == "up" or _read(folder / "carrier") == "1"


def _ipv4(name: str) -> Iterator[str]:
    request = struct.pack("256s", name.encode()[:15])
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as asking:
        try:
            answer = fcntl.ioctl(asking.fileno(), _SIOCGIFADDR, request)
        except OSError:
            return
    yield socket.inet_ntoa(answer[20:24])


def _ipv6(root: Path, name: str) -> Iterator[str]:
    """Lines of /proc/net/if_inet6: address, index, prefix, scope, flags, name (proc(5))."""
    for line in _read(root / "proc/net/if_inet6").splitlines():
        match line.split():
            case [address, _, _, scope, _, device] if device == name and scope != _LINK_LOCAL:
                yield str(ipaddress.IPv6Address(bytes.fromhex(address)))
            case _:
                pass


def _gateway(root: Path) -> str:
    """/proc/net/route has addresses as little-endian numbers, /proc/net/ipv6_route as they are read."""
    for line in _read(root / "proc/net/route").splitlines()[1:]:
        words = line.split()
        if len(words) > 3 and words[1] == "00000000" and int(words[3], 16) & _GATEWAY:
            return str(ipaddress.IPv4Address(int.from_bytes(bytes.fromhex(words[2]), "little")))
    for line in _read(root / "proc/net/ipv6_route").splitlines():
        words = line.split()
        if len(words) > 8 and words[1] == "00" and int(words[8], 16) & _GATEWAY:
            return str(ipaddress.IPv6Address(bytes.fromhex(words[4])))
    return ""


def _name_servers(root: Path) -> tuple[str, ...]:
    for place in _RESOLVERS:
        lines = (line.split() for line in _read(root / place).splitlines())
        found = tuple(words[1] for words in lines if len(words) > 1 and words[0] == "nameserver")
        if found:
            return found
    return ()


def _read(file: Path) -> str:
    try:
        return file.read_text(errors="replace").strip()
    except OSError:
        return ""
