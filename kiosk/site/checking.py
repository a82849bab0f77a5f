"""What several checks of a site file say alike."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from kiosk.site.problems import SiteProblem, found, nearest, quoted


def offered(word: str, known: Iterable[str]) -> str:
    """What could have been said, and what was probably meant."""
    names = list(known)
    return quoted(names) + nearest(word, names)


def doubles(where: str, what: str, names: Iterable[str]) -> Iterator[SiteProblem]:
    seen: set[str] = set()
    for name in names:
        if name in seen:
            yield SiteProblem(where, f'found {what} "{name}" twice; wanted it once', again=name)
        seen.add(name)


def port_problem(where: str, port: str) -> Iterator[SiteProblem]:
    if port.startswith("tcp://"):
        host, _, number = port.removeprefix("tcp://").rpartition(":")
        if not host or not number.isdecimal() or not 0 < int(number) < 65_536:
            yield SiteProblem(where, found(port, 'an address such as "tcp://192.0.2.7:4001"'))
    elif not port.startswith("/"):
        wanted = 'a device\'s whole path, such as "/dev/serial/by-id/...", or "tcp://host:port"'
        yield SiteProblem(where, found(port, wanted))
