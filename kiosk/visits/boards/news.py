"""How the lines and boards of a running kiosk do: what the buses tell, kept for screens and the doctor."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Final, assert_never, get_args

from hardware.locks.driver import Bank
from hardware.outcomes.locks import (
    BankBack,
    BankHealth,
    BankSilent,
    BusDown,
    BusReady,
    LineHealth,
    LineReport,
    Silence,
)
from kiosk.clock import Clock
from kiosk.custody.boards.boards import Board, BoardCount, LineState, LineWord, word_of
from kiosk.custody.boards.events import BoardsCounted
from kiosk.custody.boards.health import Health
from kiosk.site.parts.buses import BusSite
from kiosk.visits.part import Hears, Performs

RECENT: Final = 3600.0
_APART: Final = 300.0
"""Seconds between two counts that are kept to tell the last hour by."""


@dataclass(slots=True)
class _Known:
    """One board: what its bus said last, and what had been counted at moments of the last hour."""

    bank: Bank
    silence: Silence | None = None
    told: BankHealth | None = None
    told_at: float = 0.0
    count: BoardCount = field(init=False)
    written: BoardCount = field(init=False)
    """What is in the journal of it."""
    earlier: deque[tuple[float, BoardCount]] = field(init=False)

    def __post_init__(self) -> None:
        self.begin(self.bank)

    def begin(self, bank: Bank) -> None:
        """Nothing is known of this board yet."""
        self.bank = bank
        self.told = None
        self.count = self.written = BoardCount(bank.name)
        self.earlier = deque([(float("-inf"), self.count)])

    def take(self, told: BankHealth, now: float) -> None:
        count = BoardCount(
            told.bank,
            told.questions,
            told.answers,
            told.timeouts,
            told.refused + told.foreign + told.declined,
            told.collisions,
        )
        if count.questions < self.count.questions:  # the bus began anew
            self.begin(self.bank)
        if self.told is not None and self.told.silence is not None and told.silence is not None:
            self._pass_over(count.since(self.count))
        self.told, self.told_at, self.count, self.silence = told, now, count, told.silence
        if now - self.earlier[-1][0] >= _APART:
            self.earlier.append((now, count))
        while len(self.earlier) > 1 and now - self.earlier[1][0] >= RECENT:
            self.earlier.popleft()

    def _pass_over(self, silent: BoardCount) -> None:
        """What a board misses while it is silent says nothing of how it answers when it is back."""
        self.earlier = deque((at, count.plus(silent)) for at, count in self.earlier)

    @property
    def recent(self) -> BoardCount:
        return self.count.since(self.earlier[0][1])


class Boards:
    """Belongs to the kiosk's thread."""

    def __init__(self, buses: Iterable[BusSite], clock: Clock) -> None:
        self._clock = clock
        self._banks = {bus.name: [_Known(bank) for bank in bus.banks] for bus in buses}
        self._lines: dict[str, LineHealth] = {}
        self.performs: Performs = {}
        self.hears: Hears = dict.fromkeys(get_args(LineReport), self.on_line_report)

    def on_line_report(self, report: LineReport) -> None:
        match report:
            case LineHealth(bus):
                self._lines[bus] = report
                for told in report.banks:
                    self._of(told.bank).take(told, self._clock.monotonic())
            case BankSilent(_, bank, _, silence):
                self._of(bank).silence = silence
            case BankBack(_, bank):
                self._of(bank).silence = None
            case BusReady(bus):
                for known in self._banks[bus]:
                    known.silence = None  # those that are silent say so next
            case BusDown():
                pass
            case _:
                assert_never(report)

    def moved(self, bank: Bank) -> None:
        """Another board stands there; what was counted of the last one is not its."""
        self._of(bank.name).begin(bank)

    def bank(self, name: str) -> Bank:
        return self._of(name).bank

    def lines(self, words: Mapping[str, LineWord], health: Health) -> tuple[LineState, ...]:
        """Every line, `words` saying whether it is up."""
        return tuple(
            LineState(
                name,
                words[name],
                self._lines[name].openings if name in self._lines else 0,
                self._lines[name].strays if name in self._lines else 0,
                tuple(self._board(known, words[name], health) for known in banks),
            )
            for name, banks in self._banks.items()
        )

    def uncounted(self) -> BoardsCounted | None:
        """What the journal does not know yet; whoever takes it writes it down."""
        new = []
        for banks in self._banks.values():
            for known in banks:
                count = known.count.since(known.written)
                known.written = known.count
                if count.questions:
                    new.append(count)
        return BoardsCounted(tuple(new)) if new else None

    def _board(self, known: _Known, line: LineWord, health: Health) -> Board:
        bank, told = known.bank, known.told
        answered = None
        if told is not None and told.answered_ago is not None:
            ago = self._clock.monotonic() - known.told_at + told.answered_ago
            answered = self._clock.now() - timedelta(seconds=ago)
        return Board(
            bank.name,
            bank.board,
            bank.address,
            bank.channels,
            word_of(line, known.silence, known.recent),
            known.silence,
            answered,
            known.recent,
            health.board(bank.name).plus(known.count.since(known.written)),
            told.never_closed if told is not None else (),
        )

    def _of(self, bank: str) -> _Known:
        return next(known for banks in self._banks.values() for known in banks if known.bank.name == bank)
