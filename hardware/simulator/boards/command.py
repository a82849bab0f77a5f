"""`cubby simulate MAKER`: lock boards on a pseudo-terminal or a network port, doors that hands can move."""

from __future__ import annotations

import argparse
import json
import os
import select
import signal
import sys
import time
from collections.abc import Callable, Mapping
from dataclasses import replace
from pathlib import Path
from typing import TextIO

from hardware.locks.driver import Bank, Polarity
from hardware.locks.registry import MAKERS
from hardware.locks.settings import Value
from hardware.simulator.boards.board import Timing
from hardware.simulator.boards.doors import DoorEvent, SimulatedDoors
from hardware.simulator.boards.hand import Hand
from hardware.simulator.lines.tcp import ServedTcp
from hardware.simulator.lines.terminal import ServedLine
from hardware.simulator.usage import simulate
from hardware.transport.recorder import Direction, Passed
from hardware.transport.wire import Faults, Wire


class Log:
    """JSON lines of everything that happened, each with the machine's monotonic time in seconds.

    Bytes: `{"t", "from": "kiosk" or "boards", "hex"}`; doors: `{"t", "event", "bank", "channel", "by"}`.
    """

    def __init__(self, file: TextIO | None) -> None:
        self._file = file

    def bytes(self, passed: Passed) -> None:
        sender = "kiosk" if passed.direction is Direction.RECEIVED else "boards"
        self._write({"t": passed.at, "from": sender, "hex": passed.data.hex()})

    def door(self, event: DoorEvent) -> None:
        self._write(
            {
                "t": time.monotonic(),
                "event": event.happening.value,
                "bank": event.bank,
                "channel": event.channel,
                "by": event.by.value,
            }
        )

    def _write(self, line: dict[str, object]) -> None:
        if self._file is not None:
            self._file.write(json.dumps(line) + "\n")
            self._file.flush()


class ServedBoards:
    """`banks` boards of one maker, of `channels` doors each, on one wire and one pseudo-terminal.

    They have the maker's first addresses, or those from `first` on; with `tcp` they stand on that port of the
    loopback address. `on_door` is called for everything that happens to a door, and `on_bytes` for all bytes,
    in the serving thread or in that of the hand. Every change from outside goes through `hand`, from any
    thread.
    """

    def __init__(
        self,
        maker: str,
        banks: int,
        channels: int,
        *,
        first: int | None = None,
        polarity: Polarity = Polarity.SHORT_WHEN_LOCKED,
        settings: Mapping[str, Value] | None = None,
        timing: Timing | None = None,
        faults: Faults | None = None,
        seed: int = 0,
        reports: bool = False,
        link: Path | None = None,
        tcp: int | None = None,
        on_door: Callable[[DoorEvent], None] | None = None,
        on_bytes: Callable[[Passed], None] | None = None,
    ) -> None:
        tell = on_door or _nobody
        begin = MAKERS[maker].addresses[0] if first is None else first
        self.banks = [
            Bank(f"b{n}", maker, n, channels, polarity, settings=settings or {})
            for n in range(begin, begin + banks)
        ]
        self.boards = {
            bank.address: MAKERS[maker].board(
                bank, SimulatedDoors(bank.address, channels, tell), timing=timing, reports=reports
            )
            for bank in self.banks
        }
        self.wire = Wire(list(self.boards.values()), faults, seed)
        self.line = (
            ServedLine(self.wire, link=link, tell=on_bytes)
            if tcp is None
            else ServedTcp(self.wire, tcp, tell=on_bytes)
        )
        self.hand = Hand(self.line, self.wire, self.boards)

    def start(self) -> str:
        """Begin to serve; the pseudo-terminal's path, or `tcp://host:port`."""
        self.line.start()
        return self.line.path

    def stop(self) -> None:
        self.line.stop()


def _nobody(_event: DoorEvent) -> None:
    """Nobody wants to know."""


def arguments(argv: list[str]) -> argparse.Namespace:
    parser = simulate()
    asked = parser.parse_args(argv)
    _check(parser, asked)
    asked.polarity = Polarity(asked.polarity)
    return asked


def _check(parser: argparse.ArgumentParser, asked: argparse.Namespace) -> None:
    if asked.maker not in MAKERS:
        parser.error(f"there is no maker {asked.maker}; there are {', '.join(MAKERS)}")
    maker = MAKERS[asked.maker]
    if asked.channels is None:
        asked.channels = min(24, maker.channels[-1])
    first = maker.addresses[0] if asked.first is None else asked.first
    if asked.banks < 1 or not {first, first + asked.banks - 1} <= set(maker.addresses):
        parser.error(f"there are addresses from {maker.addresses[0]} to {maker.addresses[-1]}")
    if asked.channels not in maker.channels:
        parser.error(f"such a board has {maker.channels[0]} to {maker.channels[-1]} channels")
    known = {setting.name: setting for setting in maker.settings}
    for name, value in asked.settings:
        if name not in known or known[name].wrong(value):
            told = "; ".join(f"{each.name}: {each.wanted}" for each in maker.settings) or "none"
            parser.error(f"{name}={value} isn't a setting of {asked.maker}; there are: {told}")


def main(argv: list[str]) -> int:
    """Serve until SIGTERM or SIGINT; 0 then, 2 for wrong usage."""
    try:
        asked = arguments(argv)
    except SystemExit as leave:
        return leave.code if isinstance(leave.code, int) else 2
    if asked.log is None:
        return _serve(asked, Log(None))
    with asked.log.open("a", encoding="utf-8") as file:
        return _serve(asked, Log(file))


def _serve(asked: argparse.Namespace, log: Log) -> int:
    def on_door(event: DoorEvent) -> None:
        log.door(event)
        _say(f"{event.happening.value} {event.bank} {event.channel}")

    usual = MAKERS[asked.maker].board.usual
    boards = ServedBoards(
        asked.maker,
        asked.banks,
        asked.channels,
        first=asked.first,
        polarity=asked.polarity,
        settings=dict(asked.settings),
        timing=replace(
            usual,
            unlock=usual.unlock if asked.unlock_delay is None else asked.unlock_delay,
            query=usual.query if asked.query_delay is None else asked.query_delay,
        ),
        faults=Faults(
            lose=asked.lose,
            corrupt=asked.corrupt,
            truncate=asked.truncate,
            duplicate=asked.duplicate,
            stray=asked.stray,
            late=asked.late,
            split=asked.split,
            echo=asked.echo,
        ),
        seed=asked.seed,
        reports=asked.reports,
        link=asked.link,
        tcp=asked.tcp,
        on_door=on_door,
        on_bytes=log.bytes,
    )
    stop_read, stop_write = os.pipe()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda _number, _frame: os.write(stop_write, b"."))
    _say(boards.start())
    try:
        _obey(boards.hand, stop_read)
    finally:
        boards.stop()
    return 0


def _obey(hand: Hand, stop: int) -> None:
    """Do what lines on standard input say until `stop` is readable; their end is no reason to stop."""
    poller = select.poll()
    poller.register(stop, select.POLLIN)
    poller.register(sys.stdin.fileno(), select.POLLIN)
    half = b""
    while True:
        ready = [fd for fd, _ in poller.poll()]
        if stop in ready:
            return
        data = os.read(ready[0], 4096)
        if not data:
            poller.unregister(sys.stdin.fileno())
            continue
        *lines, half = (half + data).split(b"\n")
        for line in lines:
            answer = hand.obey(line.decode(errors="replace"))
            if answer:
                _say(answer)


def _say(line: str) -> None:
    sys.stdout.write(line + "\n")
    sys.stdout.flush()
