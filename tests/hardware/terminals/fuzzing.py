"""Terminals that say anything: no crash, and no approval that isn't one by a plain look at the bytes."""

from __future__ import annotations

import random
from dataclasses import dataclass
from typing import Final

from hardware.outcomes.terminals import CardDone, CardHolding, CardOutcome, CardWorking
from hardware.terminals.errands import ErrandRow, GoodsVerdict, SaleErrand
from hardware.terminals.zvt import frames
from hardware.terminals.zvt.answers import aborted_of, doing_of, enquired_of, finished_of, status_of
from hardware.terminals.zvt.dialogue import Dialogue
from hardware.terminals.zvt.fields import printed_block, printed_line
from hardware.terminals.zvt.goods import Goods
from hardware.terminals.zvt.link import SerialLink, TcpLink, framed
from hardware.transport.base import LineError
from hardware.transport.memory import MemoryLine, VirtualClock, VirtualWake

_OK: Final = bytes.fromhex("04 0F 18 27 00 04 00 00 00 00 04 50 49 09 78 0B 00 00 43 87 00 43 29 29 00 10 06")
_SEEDS: Final = (
    _OK,
    bytes.fromhex("04 0F 0E 27 6C 04 00 00 00 00 04 50 29 29 00 10 06"),
    bytes.fromhex("04 0F 18 27 00 04 00 00 00 00 09 00 49 09 78 0B 00 00 44 87 00 44 29 29 00 10 06"),
    bytes.fromhex("04 0F 18 27 00 04 00 00 00 00 04 50 49 09 78 0B 00 00 42 87 00 42 29 29 00 10 06"),
    bytes.fromhex("04 0F 23") + _OK[3:] + bytes.fromhex("22 F0 F8 41 11 11 11 11 11 11 11"),
    bytes.fromhex("04 FF 02 0A 03"),
    bytes.fromhex("06 D1 05 40 41 42 43 44"),
    bytes.fromhex("06 D3 10 06 0E 25 0C 07 03 6F 6E 65 09 01 80 07 02 00 20"),
    bytes.fromhex("06 0F 0A 19 00 29 29 00 10 06 49 09 78"),
    bytes.fromhex("06 1E 01 6C"),
    bytes.fromhex("80 00 00"),
    bytes.fromhex("84 9C 00"),
)
_GOOD: Final = tuple(bytes.fromhex(text) for text in ("27 00", "04 00 00 00 00 04 50", "29 29 00 10 06"))
"""What every approval of this sale has in it, wherever it stands."""


@dataclass(slots=True)
class Fuzzed:
    inputs: int = 0
    crashes: int = 0
    approved: int = 0
    believed: int = 0
    """approvals whose bytes are none"""


class _Says:
    """Says the next of its frames whenever it was told something."""

    def __init__(self, said: list[bytes]) -> None:
        self.said = said
        self._out: list[bytes] = []

    def receive(self, data: bytes, now: float) -> None:  # noqa: ARG002  a `Device`'s
        if self.said:
            self._out.append(self.said.pop(0))

    def emit(self, now: float) -> bytes:  # noqa: ARG002  a `Device`'s
        return self._out.pop(0) if self._out else b""

    def next_due(self) -> float | None:
        return 0.0 if self._out else None


def spoiled(chance: random.Random, frame: bytes) -> bytes:
    """A frame with up to three mishaps, its length often right again."""
    data = bytearray(frame)
    for _ in range(chance.randrange(4)):
        at = chance.randrange(len(data)) if data else 0
        match chance.randrange(5):
            case 0 if data:
                data[at] ^= 1 << chance.randrange(8)
            case 1 if data:
                data[at] = chance.randrange(256)
            case 2 if data:
                del data[at : at + chance.randint(1, 4)]
            case 3:
                data[at:at] = chance.randbytes(chance.randint(1, 6))
            case _:
                data += chance.choice(_SEEDS)[3:]
    if len(data) > 3 and chance.random() < 0.7:
        return frames.packed((data[0], data[1]), bytes(data[3:]))
    return bytes(data)


def fuzz(count: int, seed: int) -> Fuzzed:
    """So many sales whose terminal says so many spoiled things; all goods are given out."""
    chance = random.Random(seed)  # noqa: S311  mishaps, not secrets
    found = Fuzzed()
    while found.inputs < count:
        said = [spoiled(chance, chance.choice(_SEEDS)) for _ in range(chance.randint(1, 5))]
        found.inputs += len(said)
        if chance.random() < 0.7:
            said.insert(0, frames.yes())
        whole = b"".join(said)
        serial = chance.random() < 0.3
        try:
            posted, outcome = _sale(said, serial=serial)
            for frame in said:
                _read(frame[3:])
        except Exception:  # noqa: BLE001  whatever it is, it is counted
            found.crashes += 1
            continue
        approved = isinstance(outcome, CardDone) or any(isinstance(each, CardHolding) for each in posted)
        found.approved += approved
        found.believed += approved and not all(part in whole for part in _GOOD)
    return found


def _sale(said: list[bytes], *, serial: bool) -> tuple[list[CardWorking | CardHolding], CardOutcome]:
    clock = VirtualClock()
    row, posted = ErrandRow(), list[CardWorking | CardHolding]()
    errand = SaleErrand("a", 450)
    row.open()
    row.put(errand)
    row.first()

    def post(report: CardWorking | CardHolding) -> None:
        posted.append(report)
        if isinstance(report, CardHolding):
            row.decide("a", GoodsVerdict.COMMIT)

    goods = Goods(errand, row, post, clock, terminal="29001006", before=42)
    wake = VirtualWake(clock)
    device = _Says([framed(each) for each in said] if serial else list(said))
    dialogue = Dialogue(
        MemoryLine(device, clock), SerialLink() if serial else TcpLink(), clock, wake, lambda: False
    )
    try:
        return posted, goods.outcome(dialogue.run(frames.pay(450, 978, 30, 10), goods))
    except LineError as gone:
        return posted, goods.cut(gone.reason, gone.written)
    finally:
        wake.close()


def _read(data: bytes) -> None:
    """Everything that takes bytes of a terminal."""
    for reads in (status_of, finished_of, aborted_of, enquired_of, doing_of, printed_line, printed_block):
        reads(data)
