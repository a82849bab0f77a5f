"""Search for the board that replaces a silent one: the usual question, at other addresses of its maker.

Nothing is sent that could open a door, and no other bank's address is asked.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable
from dataclasses import replace
from typing import assert_never

from hardware.locks.driver import Bank, DoorReading, Identity
from hardware.locks.line import Line, NoReply
from hardware.locks.orders import SearchOrder
from hardware.locks.registry import MAKERS
from hardware.locks.settings import taken_by
from hardware.locks.tally import Tally
from hardware.outcomes.locks import BoardFound, NotSent, SearchDone

PATIENCE = 1 / 3
"""Of the bank's: the time-outs have room for a board that answers late, and there are many to ask."""


def places(bank: Bank, banks: Iterable[Bank]) -> list[int]:
    """Addresses to search for a new board of the bank's maker, without those of other boards on the line."""
    taken = {address for each in banks for address in (each.address, *taken_by(each.settings))}
    return [address for address in MAKERS[bank.board].likely if address not in taken]


class Search:
    """One search, an address a step. Belongs to the thread that owns the line."""

    def __init__(self, sought: SearchOrder, bank: Bank, banks: Iterable[Bank]) -> None:
        self.sought = sought
        self._bank = bank
        self._todo = deque(places(bank, banks))
        self._found: list[BoardFound] = []
        self._crowds: list[int] = []
        self._garbled = False

    def step(self, line: Line) -> SearchDone | None:
        """Ask at the next address; the result after the last one. May raise LineError."""
        if not self._todo:
            return self.over()
        line.tally = Tally()
        line.patient = True
        refused = self._ask(line, self._todo.popleft())
        return None if refused is None else self.over(lost=refused.reason)

    def over(self, *, back: bool = False, lost: str = "") -> SearchDone:
        """The result so far."""
        found, crowds = tuple(self._found), tuple(self._crowds)
        return SearchDone(self.sought.ticket, self.sought.bank, found, crowds, back, self._garbled, lost)

    def _ask(self, line: Line, address: int) -> NotSent | None:
        there = replace(self._bank, address=address, patience=self._bank.patience * PATIENCE)
        most = replace(there, channels=MAKERS[self._bank.board].channels[-1])
        driver = MAKERS[self._bank.board].driver(most)
        got: Identity | NoReply | NotSent
        echo = driver.find_echo(line) if line.echo is None else line.echo
        if isinstance(echo, bool):
            line.echo = echo
            got = driver.identify(line)
        else:
            got = echo
        match got:
            case NotSent():
                return got
            case NoReply(twofold=True):
                self._crowds.append(address)
            case NoReply(garbage=garbage):
                self._garbled = self._garbled or bool(garbage)
            case Identity(channels=channels):
                self._look(line, there, channels)
            case _:
                assert_never(got)
        return None

    def _look(self, line: Line, there: Bank, channels: int | None) -> None:
        """A board answered: how do the bank's doors read with it?"""
        got = MAKERS[there.board].driver(there).read(line)
        match got:
            case DoorReading(states=states):
                self._found.append(BoardFound(there.address, channels, states))
            case NoReply(twofold=True):
                self._crowds.append(there.address)
            case NoReply() | NotSent():
                self._found.append(BoardFound(there.address, channels, ()))
            case _:
                assert_never(got)
