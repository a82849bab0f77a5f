"""`[[buses]]`: a line with its lock boards."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Annotated

from pydantic import Field

from hardware.locks.conflicts import clashes
from hardware.locks.driver import Bank
from hardware.locks.registry import MAKERS, is_bridged, reached_by
from hardware.outcomes.locks import LockAddress
from kiosk.site.kinds import STRICT, Baud, Name, Text
from kiosk.site.parts.boards import BankTable, board_problems
from kiosk.site.problems import SiteProblem, doubles, found, port_problem, quoted


@dataclass(frozen=True, slots=True)
class BusSite:
    """A line with its boards.

    `port` is a device's path or `tcp://host:port`; `baud` None means what its boards leave the factory with.
    """

    name: str
    port: str
    banks: tuple[Bank, ...]
    baud: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class BusTable:
    __pydantic_config__ = STRICT
    name: Name
    port: Text
    banks: Annotated[tuple[BankTable, ...], Field(min_length=1)]
    baud: Baud | None = None

    def build(self) -> BusSite:
        return BusSite(self.name, self.port, tuple(bank.build() for bank in self.banks), self.baud)


def locks_of(buses: Iterable[BusTable]) -> Iterator[LockAddress]:
    """One for every channel of every board."""
    for bus in buses:
        for bank in bus.banks:
            yield from (LockAddress(bank.name, channel + 1) for channel in range(bank.channels))


def bus_problems(buses: Sequence[BusTable]) -> Iterator[SiteProblem]:
    yield from doubles("buses", "this name", (bus.name for bus in buses))
    yield from doubles("buses", "this port", (bus.port for bus in buses))
    yield from doubles("buses", "a bank of this name", (bank.name for bus in buses for bank in bus.banks))
    for bus in buses:
        here = f'buses["{bus.name}"]'
        yield from _port(f"{here}.port", bus)
        addresses: dict[int, str] = {}
        if bus.baud is None and len({MAKERS[b.board].line for b in bus.banks if b.board in MAKERS}) > 1:
            told = "found boards that leave their factories with different settings"
            yield SiteProblem(f"{here}.baud", f"{told}; wanted the speed that all of them were set to")
        yield from _clashes(here, bus)
        for bank in bus.banks:
            yield from board_problems(f'{here}.banks["{bank.name}"]', bank)
            if (other := addresses.setdefault(bank.address, bank.name)) != bank.name:
                where = f'{here}.banks["{bank.name}"].address'
                yield SiteProblem(
                    where, f'found {bank.address}, which bank "{other}" has; wanted one address a board'
                )


def _port(where: str, bus: BusTable) -> Iterator[SiteProblem]:
    """A bridge speaks for the makers it is for and for no others; its own bytes may come from a simulator."""
    if not is_bridged(bus.port):
        yield from port_problem(where, bus.port)
    fitting = reached_by(bus.port)
    for bank in bus.banks:
        maker = MAKERS.get(bank.board)
        simulated = maker is not None and maker.schemes and bus.port.startswith("/")
        if maker is not None and bank.board not in fitting and not simulated:
            schemes = quoted(f"{scheme}..." for scheme in maker.schemes) or '"/dev/..." or "tcp://host:port"'
            yield SiteProblem(where, found(bus.port, f'a port that reaches a "{bank.board}": {schemes}'))
    if is_bridged(bus.port) and len({bank.board for bank in bus.banks}) > 1:
        yield SiteProblem(where, "found boards of several makers behind one bridge; wanted a line for each")


def _clashes(where: str, bus: BusTable) -> Iterator[SiteProblem]:
    """Boards of several makers that must not share a line, though each is right by itself."""
    if len({bank.board for bank in bus.banks}) == 1 or any(any(board_problems("", b)) for b in bus.banks):
        return
    for told, other in clashes(bus.build().banks):
        yield SiteProblem(
            f'{where}.banks["{told.name}"].address',
            f'found {told.address}, where what this board is asked would open doors of bank "{other.name}"; '
            "wanted another address, or a line of its own",
        )
