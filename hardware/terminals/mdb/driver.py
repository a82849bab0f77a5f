"""A cashless reader on MDB: one price at a time, and the goods before the money."""

from __future__ import annotations

import time
from collections import deque
from collections.abc import Callable
from typing import Final

from hardware.outcomes.terminals import (
    CardDeclined,
    CardDoing,
    CardDone,
    CardHolding,
    CardNotSent,
    CardOutcome,
    CardRefusal,
    CardSlip,
    CardUnknown,
    CardWorking,
    TerminalNews,
    TerminalReport,
    TerminalState,
)
from hardware.terminals.errands import Errand, GoodsVerdict, SaleErrand
from hardware.terminals.mdb import frames
from hardware.terminals.mdb.frames import AdapterLines, AdapterRefuses, ReaderIs, ReaderLine, ReaderSays
from hardware.terminals.terminal import TerminalOwner
from hardware.transport.base import LineError, LineSettings, Transport
from hardware.transport.owner import BACK_OFF
from hardware.transport.ports import open_port
from hardware.transport.wake import Wake

SETTINGS: Final = LineSettings(115200)
HOLD_FOR: Final = 24.0
LOOK_EVERY: Final = 60.0
_ANSWER: Final = 5.0
_START: Final = 30.0
"""Seconds for a reader to start anew."""
_CARD: Final = 120.0
"""Seconds for a card; then the price is taken back."""
_GAP: Final = 1.0


class MdbReader(TerminalOwner):
    """`port`: the adapter's serial port (or "tcp://host:port"); `decimals`: of the currency's amounts.

    The reader remembers nothing: whatever was cut off stays unknown, and nothing can be given back here.
    """

    def __init__(
        self,
        port: str,
        decimals: int,
        post: Callable[[TerminalReport], None],
        *,
        name: str = "terminal",
        back_off: tuple[float, ...] = BACK_OFF,
        open_line: Callable[[], Transport] | None = None,
        clock: Callable[[], float] = time.monotonic,
        wake: Wake | None = None,
    ) -> None:
        super().__init__(
            name, open_line or (lambda: open_port(port, SETTINGS)), post, hold_for=HOLD_FOR, back_off=back_off
        )
        if wake is not None:
            self._wake.close()
            self._wake = wake
        self._decimals = decimals
        self._clock = clock
        self._told: TerminalNews | None = None

    def _supports(self, errand: Errand) -> bool:
        return isinstance(errand, SaleErrand)

    def _serve(self, line: Transport) -> None:
        reader = _Reader(line, self._decimals, self._clock, self._wake, self._is_over)
        self._prepare(reader)
        self._worked()
        self._health.up()
        self._errands.open()
        look_at = self._clock() + LOOK_EVERY
        while not self._stopping:
            self._wake.clear()
            errand = self._errands.first()
            if isinstance(errand, SaleErrand):
                self._sell(reader, errand)
            elif self._clock() >= look_at:
                self._look(reader)
                look_at = self._clock() + LOOK_EVERY
            elif (said := reader.hear(look_at)) is not None:
                self._unasked(reader, said)

    def _prepare(self, reader: _Reader) -> None:
        """Off first: a price that an earlier life asked for is over then."""
        self._tell(TerminalState.BUSY)
        reader.say(frames.OFF)
        reader.wait(lambda said: isinstance(said, AdapterRefuses) or said == ReaderIs("OFF"), _ANSWER)
        reader.say(frames.ON)
        if not reader.wait(lambda said: said == ReaderIs("INIT"), _START):
            raise LineError("the reader does not start")
        reader.say(frames.READER_ON)
        if not reader.wait(lambda said: said == ReaderIs("IDLE"), _START):
            raise LineError("the reader is not ready")
        self._tell(TerminalState.READY)

    def _look(self, reader: _Reader) -> None:
        reader.say(frames.LOOK)
        word = ""
        limit = self._clock() + _ANSWER
        while not word and self._clock() < limit:
            said = reader.hear(limit)
            if isinstance(said, ReaderIs | AdapterRefuses):
                word = said.word if isinstance(said, ReaderIs) else "IDLE"  # an old adapter has no such look
        if not word:
            raise LineError("the adapter does not answer")
        self._unasked(reader, ReaderIs(word))

    def _unasked(self, reader: _Reader, said: ReaderLine) -> None:
        match said:
            case ReaderIs("IDLE"):
                self._tell(TerminalState.READY)
            case ReaderIs("RESET" | "OFF" | "INACTIVE" | "DISABLED"):
                self._prepare(reader)
            case ReaderSays(good=True):
                reader.say(frames.REFUSE)  # nobody waits for it any more
            case _:
                pass

    def _tell(self, state: TerminalState) -> None:
        news = TerminalNews(self.name, state, holds_goods=True)
        if news != self._told:
            self._told = news
            self._post(news)

    # --- one price --------------------------------------------------------------------------------------

    def _sell(self, reader: _Reader, errand: SaleErrand) -> None:
        if self._errands.is_cancelled(errand.id):
            self._answer(CardNotSent(errand.id, CardRefusal.CANCELLED))
            return
        if self._told is None or self._told.state is not TerminalState.READY:
            self._answer(CardNotSent(errand.id, CardRefusal.BUSY))
            return
        sale = _Price(errand)
        try:
            reader.say(frames.request(errand.amount, self._decimals))
            sale.asked = True
            outcome = self._follow(reader, sale)
        except LineError as gone:
            self._answer(sale.cut(gone))
            raise
        self._answer(outcome)
        if isinstance(outcome, CardUnknown):
            raise LineError("the reader is in doubt")

    def _answer(self, outcome: CardOutcome) -> None:
        self._errands.over()
        self._post(outcome)

    def _follow(self, reader: _Reader, sale: _Price) -> CardOutcome:
        id_ = sale.errand.id
        begun = stopped = False
        limit = self._clock() + _ANSWER
        while True:
            if begun and not stopped and (self._errands.is_cancelled(id_) or self._clock() >= limit):
                stopped = True
                reader.say(frames.STOP)
                limit = self._clock() + _ANSWER
            if self._clock() >= limit:
                return CardUnknown(id_, "the reader said neither yes nor no")
            match reader.hear(limit):
                case ReaderIs("VEND"):
                    if not begun:
                        limit = self._clock() + _CARD
                    begun = True
                    self._post(CardWorking(id_, CardDoing.CARD))
                case AdapterRefuses() if not begun:
                    return CardNotSent(id_, CardRefusal.IMPOSSIBLE)
                case ReaderSays(good=False):
                    return CardDeclined(id_, CardRefusal.CANCELLED if stopped else CardRefusal.BANK)
                case ReaderIs("IDLE") if begun:
                    return CardDeclined(id_, CardRefusal.CANCELLED)
                case ReaderIs("RESET" | "OFF" | "INACTIVE"):
                    return CardUnknown(id_, "the reader started anew")
                case ReaderSays(good=True, amount=amount):
                    return self._goods(reader, sale, amount)
                case _:
                    pass

    def _goods(self, reader: _Reader, sale: _Price, amount: int | None) -> CardOutcome:
        id_ = sale.errand.id
        if amount != sale.errand.amount:
            reader.say(frames.REFUSE)
            return CardUnknown(id_, f"it approved {amount} instead of {sale.errand.amount}")
        sale.slip = CardSlip(amount)
        self._post(CardHolding(id_, sale.slip))
        limit = self._clock() + HOLD_FOR
        while (verdict := self._errands.verdict(id_)) is None and self._clock() < limit:
            if reader.hear(limit) in {ReaderIs("RESET"), ReaderIs("OFF"), ReaderIs("INACTIVE")}:
                return CardUnknown(id_, "the reader started anew", sale.slip)
        reader.say(frames.COMMIT if verdict is GoodsVerdict.COMMIT else frames.REFUSE)
        if not reader.wait(lambda said: said == ReaderIs("IDLE"), _ANSWER):
            return CardUnknown(id_, "the reader did not say that it is over", sale.slip)
        if verdict is GoodsVerdict.COMMIT:
            return CardDone(id_, sale.slip)
        return CardDeclined(id_, CardRefusal.GOODS)


class _Price:
    """One price under way."""

    def __init__(self, errand: SaleErrand) -> None:
        self.errand = errand
        self.asked = False
        self.slip: CardSlip | None = None

    def cut(self, gone: LineError) -> CardNotSent | CardUnknown:
        if not self.asked and gone.written == 0:
            return CardNotSent(self.errand.id, CardRefusal.GONE)
        return CardUnknown(self.errand.id, gone.reason, self.slip)


class _Reader:
    """Lines to and from the adapter."""

    def __init__(
        self,
        line: Transport,
        decimals: int,
        clock: Callable[[], float],
        wake: Wake,
        is_over: Callable[[], bool],
    ) -> None:
        self._line = line
        self._decimals = decimals
        self._clock = clock
        self._wake = wake
        self._is_over = is_over
        self._cutter = AdapterLines()
        self._came: deque[ReaderLine] = deque()

    def say(self, line: bytes) -> None:
        self._line.write(line)

    def hear(self, limit: float) -> ReaderLine | None:
        """The next line that means something; None at `limit`, or when the wake rings."""
        while not self._came:
            if self._is_over():
                raise LineError("the program stops", 1)
            left = limit - self._clock()
            if left <= 0:
                return None
            if self._line.listen(left, self._wake):
                for line in self._cutter.feed(self._line.read_until_gap(0, 0, _GAP).data):
                    said = frames.line_of(line, self._decimals)
                    if said is not None:
                        self._came.append(said)
            elif self._wake.is_set():
                self._wake.clear()
                return None
        return self._came.popleft()

    def wait(self, fits: Callable[[ReaderLine], bool], seconds: float) -> bool:
        """Hear until something fits; false when nothing did in time."""
        limit = self._clock() + seconds
        while self._clock() < limit:
            said = self.hear(limit)
            if said is not None and fits(said):
                return True
        return False
