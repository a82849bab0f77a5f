"""Cashless readers: line for line, and whatever they do."""

from __future__ import annotations

import pytest

from hardware.outcomes.terminals import (
    CardDeclined,
    CardDone,
    CardHolding,
    CardNotSent,
    CardOutcome,
    CardRefusal,
    CardUnknown,
    TerminalDayOpen,
    TerminalNews,
    TerminalState,
)
from hardware.terminals.currencies import as_amount, as_price
from hardware.terminals.mdb.driver import MdbReader
from hardware.terminals.mdb.frames import AdapterLines, AdapterRefuses, ReaderIs, ReaderSays, line_of, request
from hardware.terminals.mdb.simulator import SimulatedReader
from hardware.terminals.script import SaleAct, VanishAt, turn_of
from tests.hardware.terminals.rig import PRICE, DriverRig

START = ["D,0", "D,2", "D,READER,1"]


class _Unthreaded(MdbReader):
    def live(self) -> None:
        self._run()

    def end(self) -> None:
        self._stopping = True
        self._wake.set()

    def bury(self) -> None:
        self._stopping = False
        super().stop()


class ReaderRig(DriverRig):
    def __init__(self) -> None:
        self.reader = SimulatedReader()
        super().__init__(self.reader)
        self.reader.vanish = self.pull
        self.terminal = _Unthreaded(
            "/dev/ttyMDB", 2, self._take, open_line=self._open, clock=self.clock, wake=self.wake
        )

    def _reconnected(self) -> None:
        self.reader.hung_up()

    def sale(self, script: str = "approve", amount: int = PRICE, id_: str = "a", after: float = 1.0) -> None:
        self.reader.turns.append(turn_of(script))
        self.at(after, lambda: self.terminal.begin(id_, amount))

    def give_goods(self, after: float = 0.5, *, jams: bool = False) -> None:
        decide = self.terminal.refuse if jams else self.terminal.commit
        self.on(CardHolding, lambda holding: decide(holding.id), after)

    def run(self, seconds: float) -> None:
        self.at(seconds, self.terminal.end)
        self.terminal.live()
        self.terminal.bury()


@pytest.mark.parametrize(
    ("line", "meaning"),
    [
        (b"d,STATUS,RESULT,1,1.20\r", ReaderSays(good=True, amount=120)),
        (b"d,STATUS,RESULT,-1", ReaderSays(good=False, amount=None)),
        (b"d,STATUS,RESULT,1", ReaderSays(good=True, amount=None)),
        (b"d,STATUS,RESULT,1,x", ReaderSays(good=True, amount=None)),
        (b"d,STATUS,INIT,1", ReaderIs("INIT")),
        (b"d,STATUS,IDLE", ReaderIs("IDLE")),
        (b'd,ERR,"-1"', AdapterRefuses("-1")),
        (b"c,STATUS,IDLE", None),
        (b"d,STATUS", None),
        (b"\xff\xfe", None),
    ],
)
def test_lines_of_the_adapter(line: bytes, meaning: object) -> None:
    assert line_of(line, 2) == meaning


def test_prices_go_there_and_back() -> None:
    assert request(120, 2) == b"D,REQ,1.20,1\n"
    assert [as_price(5, 2), as_price(500, 0), as_price(1234, 3)] == ["0.05", "500", "1.234"]
    good = ("1.2", "1", "1.20", "1.200")
    assert [as_amount(price, 2) for price in good] == [120, 100, 120, 120]
    assert [as_amount(price, 2) for price in ("1.205", "-1", "1,2", ".", "1.", "")] == [None] * 6


def test_a_line_without_an_end_is_dropped() -> None:
    cutter = AdapterLines()
    assert list(cutter.feed(b"x" * 5000)) == []
    (line,) = cutter.feed(b"\n")
    assert len(line) <= 200
    assert list(cutter.feed(b"\r\nd,STATUS,IDLE\r\n")) == [b"d,STATUS,IDLE\r"]


def test_a_price_is_paid_once_the_goods_are_out() -> None:
    rig = ReaderRig()
    rig.sale()
    rig.give_goods()
    rig.run(10.0)
    assert rig.reader.heard == [*START, "D,REQ,4.50,1", "D,END"]
    done = rig.outcome()
    assert isinstance(done, CardDone)
    assert done.slip.amount == rig.reader.charged == PRICE


def test_goods_that_are_not_out_cost_nothing() -> None:
    rig = ReaderRig()
    rig.sale()
    rig.give_goods(jams=True)
    rig.run(10.0)
    assert rig.reader.heard[-1] == "D,END,-1"
    assert rig.outcome() == CardDeclined("a", CardRefusal.GOODS)
    assert rig.reader.charged == 0


def test_an_approval_that_nobody_answers_is_taken_back() -> None:
    rig = ReaderRig()
    rig.sale()
    rig.run(60.0)
    assert rig.outcome() == CardDeclined("a", CardRefusal.GOODS)


def test_a_person_may_stop_before_a_card_is_there() -> None:
    rig = ReaderRig()
    rig.reader.think = 30.0
    rig.sale()
    rig.at(3.0, lambda: rig.terminal.cancel("a"))
    rig.run(60.0)
    assert rig.reader.heard == [*START, "D,REQ,4.50,1", "D,REQ,-1"]
    assert rig.outcome() == CardDeclined("a", CardRefusal.CANCELLED)


def test_nobody_comes_with_a_card() -> None:
    rig = ReaderRig()
    rig.sale("mute")
    rig.run(300.0)
    assert "D,REQ,-1" in rig.reader.heard
    assert rig.outcome() == CardDeclined("a", CardRefusal.CANCELLED)


@pytest.mark.parametrize(
    ("script", "outcome"),
    [
        ("decline", CardDeclined("a", CardRefusal.BANK)),
        ("busy", CardNotSent("a", CardRefusal.IMPOSSIBLE)),
        ("amount 900", CardUnknown("a", "it approved 900 instead of 450")),
        ("update", CardUnknown("a", "the reader started anew")),
    ],
)
def test_what_a_reader_says(script: str, outcome: CardOutcome) -> None:
    rig = ReaderRig()
    rig.sale(script)
    rig.give_goods()
    rig.run(30.0)
    assert rig.outcome() == outcome
    assert rig.reader.charged == 0


@pytest.mark.parametrize("act", list(SaleAct))
def test_nothing_is_believed_that_is_not_so(act: SaleAct) -> None:
    ways = ["", "pieces", "lump", *(f"vanish {at}{keep}" for at in VanishAt for keep in ("", " keep"))]
    for way in ways:
        for jams in (False, True):
            rig = ReaderRig()
            rig.sale(f"{act} {900 if act is SaleAct.AMOUNT else ''} {way}")
            rig.give_goods(jams=jams)
            rig.run(400.0)
            case = f"{act} {way} jams {jams}: {rig.outcomes()}"
            match rig.outcome():
                case CardDone():
                    assert rig.reader.charged == PRICE, case
                case CardDeclined() | CardNotSent():
                    assert rig.reader.charged == 0, case
                case CardUnknown():
                    pass
            assert len([each for each in rig.reader.heard if each.startswith("D,REQ,4")]) <= 1, case


def test_what_a_reader_has_not_is_said_at_once() -> None:
    rig = ReaderRig()
    rig.terminal.refund("r", PRICE)
    rig.terminal.hold("h", PRICE)
    rig.terminal.close_day("d")
    rig.terminal.ask("q", PRICE, None)
    assert rig.outcome("r") == CardNotSent("r", CardRefusal.UNSUPPORTED)
    assert rig.outcome("h") == CardNotSent("h", CardRefusal.UNSUPPORTED)
    assert rig.of(TerminalDayOpen) == [TerminalDayOpen("terminal", "d", CardRefusal.UNSUPPORTED)]
    assert isinstance(rig.outcome("q"), CardUnknown)
    rig.terminal.bury()


def test_a_reader_is_looked_at_and_its_states_are_told() -> None:
    rig = ReaderRig()
    rig.run(130.0)
    assert rig.reader.heard == [*START, "D,STATUS", "D,STATUS"]
    assert [each.state for each in rig.of(TerminalNews)] == [TerminalState.BUSY, TerminalState.READY]
