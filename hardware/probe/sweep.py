"""Probes one port with every maker's status question; none of them opens a door on any maker's board."""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from hardware.locks.driver import Bank, Driver, Identity
from hardware.locks.line import Line, NoReply
from hardware.locks.registry import Maker, is_bridged, reached_by
from hardware.locks.settings import Value
from hardware.locks.wkly import frames as wkly
from hardware.outcomes.locks import NotSent
from hardware.probe.findings import PortNote, PortReport, PortTrouble, ProbedBoard
from hardware.transport.base import LineError, LineSettings, Transport
from hardware.transport.tcp import SCHEME

PATIENCE = 1 / 3
"""Of the time-outs that a bus allows: whoever is there is there for many questions, not for one."""
ECHO_QUESTION = wkly.query_all(0)
"""No board's answer to it, or to anything else, begins as it does and ends there."""
ECHO_WITHIN = 0.1
SAMPLES_MOST = 20


@dataclass(frozen=True, slots=True)
class Pass:
    """One pass of the probe: the questions at one setting of the line."""

    settings: LineSettings
    makers: Mapping[str, Maker]


def asked_at(port: str) -> dict[str, Maker]:
    """The makers whose questions mean something at this port; a bridge speaks for one of them."""
    makers = reached_by(port)
    return dict(list(makers.items())[:1]) if is_bridged(port) else makers


def usual_passes(port: str) -> list[Pass]:
    """Every maker at the settings its boards leave the factory with; over TCP there is nothing to set."""
    makers = asked_at(port)
    if port.startswith(SCHEME):
        return [Pass(LineSettings(), makers)]
    lines = dict.fromkeys(maker.line for maker in makers.values())
    return [Pass(line, {word: m for word, m in makers.items() if m.line == line}) for line in lines]


def passes_at(bauds: Sequence[int], port: str = "") -> list[Pass]:
    """Every maker at each of these speeds."""
    return [Pass(LineSettings(baud), asked_at(port)) for baud in bauds]


def probe_port(
    port: str,
    open_line: Callable[[LineSettings], Transport],
    passes: Sequence[Pass],
    *,
    every_address: bool = False,
    clock: Callable[[], float] = time.monotonic,
) -> PortReport:
    """Ask and listen. Blocks for some 25 s; a port that is gone is a note, never an exception."""
    found: list[ProbedBoard] = []
    notes: list[PortNote] = []
    for each in passes:
        baud = None if port.startswith(SCHEME) else each.settings.baud
        try:
            transport = open_line(each.settings)
        except LineError as refused:
            return PortReport(port, (), (PortNote(PortTrouble.CLOSED, refused.reason),))
        asker = _Asker(transport, each.makers, baud, clock, every_address=every_address)
        try:
            asker.ask_all()
        except LineError as lost:
            notes.append(PortNote(PortTrouble.CLOSED, lost.reason))
        finally:
            transport.close()
        found += asker.found
        notes += asker.notes()
    return PortReport(port, tuple(found), tuple(_telling(notes, silent=not found)))


def _telling(notes: Sequence[PortNote], *, silent: bool) -> list[PortNote]:
    """Notes to report: each once, and silence only where no board answered at all."""
    different = list(dict.fromkeys(notes))
    loud = [note for note in different if note.heard is not PortTrouble.NOTHING]
    return loud or (different if silent else [])


class _Asker:
    """One open line, asked at one setting."""

    def __init__(
        self,
        transport: Transport,
        makers: Mapping[str, Maker],
        baud: int | None,
        clock: Callable[[], float],
        *,
        every_address: bool,
    ) -> None:
        self.found: list[ProbedBoard] = []
        self._transport = transport
        self._makers = makers
        self._baud = baud
        self._clock = clock
        self._every_address = every_address
        self._echo = False
        self._garbage: list[bytes] = []
        self._crowds: list[str] = []
        self._refusals: list[str] = []
        self._babble = False

    def ask_all(self) -> None:
        self._echo = self._find_echo()
        for word, maker in self._makers.items():
            for address in maker.addresses if self._every_address else maker.likely:
                for settings in maker.tried if address not in maker.unasked else ():
                    if self._babble:
                        return
                    self._ask(word, maker, address, settings)
        self._follow_garbage()

    def notes(self) -> list[PortNote]:
        if self._babble:
            return [PortNote(PortTrouble.BABBLE)]
        notes = [PortNote(PortTrouble.CROWD, crowd) for crowd in self._crowds]
        notes += [PortNote(PortTrouble.DECLINED, why) for why in self._refusals]
        if self._garbage:
            notes.append(PortNote(PortTrouble.GARBAGE, f"such as {self._garbage[0][:12].hex(' ')}"))
        return notes or [PortNote(PortTrouble.NOTHING)]

    def _find_echo(self) -> bool:
        got = self._line(0.0).exchange(ECHO_QUESTION, ECHO_WITHIN)
        return not isinstance(got, NotSent) and got.startswith(ECHO_QUESTION)

    def _line(self, gap: float) -> Line:
        line = Line(self._transport, (), self._clock, gap)
        line.echo = self._echo
        return line

    def _ask(self, word: str, maker: Maker, address: int, settings: Mapping[str, Value]) -> None:
        driver = _driver(word, maker, address, settings)
        got = driver.identify(self._line(driver.gap))
        match got:
            case Identity(channels, told):
                self.found.append(ProbedBoard(word, address, channels, self._echo, self._baud, told))
            case NotSent():
                self._babble = True
            case NoReply(twofold=True):
                self._crowds.append(f"{word}, address {address}")
            case NoReply(declined=why) if why:
                self._refusals.append(f"{word}, address {address}: {why}")
            case NoReply(garbage=garbage):
                if garbage and len(self._garbage) < SAMPLES_MOST:
                    self._garbage.append(garbage)

    def _follow_garbage(self) -> None:
        """Look for a board at another address behind an answer that made no sense."""
        elsewhere = {place: None for sample in self._garbage for place in self._spoken_by(sample)}
        known = {(board.board, board.address) for board in self.found}
        for word, address in elsewhere:
            if (word, address) not in known:
                for settings in self._makers[word].tried:
                    self._ask(word, self._makers[word], address, settings)
        told = {place for place in elsewhere if place in {(b.board, b.address) for b in self.found}}
        self._garbage = [sample for sample in self._garbage if not told.intersection(self._spoken_by(sample))]

    def _spoken_by(self, data: bytes) -> list[tuple[str, int]]:
        return [
            (word, address)
            for word, maker in self._makers.items()
            for address in maker.addresses
            if any(_driver(word, maker, address, settings).is_answer(data) for settings in maker.tried)
        ]


def _driver(word: str, maker: Maker, address: int, settings: Mapping[str, Value]) -> Driver:
    bank = Bank("probe", word, address, maker.channels[-1], patience=PATIENCE, settings=settings)
    return maker.driver(bank)
