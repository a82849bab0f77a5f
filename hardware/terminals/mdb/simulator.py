"""A simulated Qibixx adapter with a cashless reader, hostile when told to be."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable
from typing import Final

from hardware.terminals.currencies import as_amount, as_price
from hardware.terminals.mdb.frames import AdapterLines
from hardware.terminals.script import SaleAct, SaleTurn, Takings, VanishAt

_PIECE: Final = 0.001


class SimulatedReader:
    """A `Device`. `turns`: what the next sales do; when none is left they are approved.

    Of a script's words it knows approve, decline, abort, silent, mute, never-done, twice, amount, garbage,
    busy, update (it starts anew), vanish, keep, pieces and lump; any other is an approval.
    """

    def __init__(
        self,
        *,
        decimals: int = 2,
        think: float = 0.05,
        tell: Callable[[Takings], None] = lambda _what: None,
        vanish: Callable[[], None] = lambda: None,
    ) -> None:
        self.turns: deque[SaleTurn] = deque()
        self.vanish = vanish
        self.tell = tell
        self.think = think
        self.charged = 0
        self.heard: list[str] = []
        self._decimals = decimals
        self._on = self._gone = False
        self._cutter = AdapterLines()
        self._out: deque[tuple[float, bytes]] = deque()
        self._open: int | None = None
        self._sales = 0
        self._turn = SaleTurn()
        self._vanish_at: float | None = None

    def receive(self, data: bytes, now: float) -> None:
        for line in self._cutter.feed(data):
            self._gone = False
            words = line.decode(errors="replace").strip()
            self.heard.append(words)
            self._obey(words.split(","), now)

    def emit(self, now: float) -> bytes:
        if self._vanish_at is not None and now >= self._vanish_at:
            self.hung_up()
            self.vanish()
            return b""
        if self._out and self._out[0][0] <= now:
            return self._out.popleft()[1]
        return b""

    def next_due(self) -> float | None:
        moments = [each[0] for each in list(self._out)[:1]]
        if self._vanish_at is not None:
            moments.append(self._vanish_at)
        return min(moments, default=None)

    def hung_up(self) -> None:
        """The line is another one from now on; what nobody committed is kept or let go, as the turn says."""
        self._vanish_at = None
        self._out.clear()
        if self._open is not None and self._turn.keep:
            self._take()
        self._open = None
        self._cutter = AdapterLines()

    def _obey(self, words: list[str], now: float) -> None:
        match words:
            case ["D", "0"]:
                self._on, self._open = False, None
                self._say(now, "d,STATUS,OFF")
            case ["D", "2"] if self._on:
                self._say(now, 'd,ERR,"cashless master is on"')
            case ["D", "2"]:
                self._on = True
                self._say(now, "d,STATUS,RESET")
                self._say(now + 0.01, "d,STATUS,INIT,1")
            case ["D", "READER", "1"] if self._on:
                self._say(now, "d,STATUS,IDLE")
            case ["D", "STATUS"]:
                self._say(now, f"d,STATUS,{'IDLE' if self._on else 'OFF'}")
            case ["D", "REQ", "-1"]:
                self._out.clear()
                self._open = None
                self._say(now, "d,STATUS,RESULT,-1")
                self._say(now, "d,STATUS,IDLE")
            case ["D", "REQ", price, _product] if self._on:
                self._ask(price, now)
            case ["D", "END", *rest] if self._open is not None:
                self._end(now, good=not rest)
            case _:
                self._say(now, 'd,ERR,"-1"')

    def _ask(self, price: str, now: float) -> None:
        self._turn = turn = self.turns.popleft() if self.turns else SaleTurn()
        amount = as_amount(price, self._decimals) or 0
        if turn.vanish is VanishAt.ASKED:
            self._vanish_at = now
            return
        match turn.act:
            case SaleAct.SILENT:
                return
            case SaleAct.GARBAGE | SaleAct.FOREIGN:
                self._out.append((now, b"\xff\x00\xfe\n\x00\x01?\r\nd,STATUS\nd,STATUS,RESULT\n"))
                return
            case SaleAct.BUSY:
                self._say(now, 'd,ERR,"-1"')
                return
            case _:
                self._say(now, "d,STATUS,VEND")
        if turn.vanish in {VanishAt.BEGUN, VanishAt.WORKING}:
            self._vanish_at = now + self.think
            return
        self._judge(turn, amount, now + self.think)

    def _judge(self, turn: SaleTurn, amount: int, now: float) -> None:
        match turn.act:
            case SaleAct.MUTE:
                return
            case SaleAct.DECLINE | SaleAct.DECLINE_DONE | SaleAct.ABORT:
                self._say(now, "d,STATUS,RESULT,-1")
                self._say(now, "d,STATUS,IDLE")
                return
            case SaleAct.UPDATE:
                self._say(now, "d,STATUS,RESET")
                return
            case _:
                pass
        self._open = amount
        told = int(turn.value) if turn.act is SaleAct.AMOUNT else amount
        for _ in range(2 if turn.act is SaleAct.TWICE else 1):
            self._say(now, f"d,STATUS,RESULT,1,{as_price(told, self._decimals)}")
        if turn.vanish is VanishAt.APPROVED:
            self._vanish_at = now + 0.01

    def _end(self, now: float, *, good: bool) -> None:
        if good:
            self._take()
        self._open = None
        if good and self._turn.vanish is VanishAt.ANSWERED:
            self._vanish_at = now
        elif self._turn.act is not SaleAct.NEVER_DONE:
            self._say(now, "d,STATUS,IDLE")

    def _take(self) -> None:
        self._sales += 1
        self.charged += self._open or 0
        self.tell(Takings("taken", self._sales, self._open or 0))

    def _say(self, now: float, text: str) -> None:
        data = f"{text}\r\n".encode()
        at = max([now, *(moment for moment, _ in self._out)])
        if self._turn.pieces:
            self._out += [(at + _PIECE * n, bytes((byte,))) for n, byte in enumerate(data)]
        elif self._turn.lump and self._out and self._out[-1][0] == at:
            self._out[-1] = (at, self._out[-1][1] + data)
        else:
            self._out.append((at, data))
