"""`cubby simulate terminal KIND`: a card terminal on a pseudo-terminal or a network port."""

from __future__ import annotations

import argparse
import os
import select
import signal
import sys
from collections.abc import Sequence

from hardware.simulator.terminals.served import ServedTerminal, TerminalLog
from hardware.simulator.usage import simulate_terminal
from hardware.terminals.registry import TerminalKind
from hardware.terminals.script import SaleTurn, Takings, turns_of


def main(argv: Sequence[str]) -> int:
    """Serve until SIGTERM or SIGINT; 0 then, 2 for wrong usage."""
    parser = simulate_terminal()
    try:
        asked = parser.parse_args(argv)
        turns = _turns(parser, asked)
    except SystemExit as leave:
        return leave.code if isinstance(leave.code, int) else 2
    if asked.log is None:
        return _serve(asked, turns, TerminalLog(None))
    with asked.log.open("a", encoding="utf-8") as file:
        return _serve(asked, turns, TerminalLog(file))


def _turns(parser: argparse.ArgumentParser, asked: argparse.Namespace) -> list[SaleTurn]:
    if asked.script is None:
        return []
    try:
        return list(turns_of(asked.script.read_text("utf-8").splitlines()))
    except (OSError, ValueError) as wrong:
        parser.error(f"{asked.script}: {wrong}")


def _serve(asked: argparse.Namespace, turns: list[SaleTurn], log: TerminalLog) -> int:
    terminal = ServedTerminal(
        TerminalKind(asked.kind),
        tcp=asked.tcp,
        link=asked.link,
        turns=turns,
        think=asked.think,
        log=log,
        tell=_money,
    )
    stop_read, stop_write = os.pipe()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda _number, _frame: os.write(stop_write, b"."))
    path = terminal.start()
    _say(path.rpartition(":")[2] if asked.tcp is not None else path)
    try:
        _obey(terminal, stop_read)
    finally:
        terminal.stop()
    return 0


def _money(what: Takings) -> None:
    _say(f"{what.what} {what.amount} receipt {what.receipt}")


def _obey(terminal: ServedTerminal, stop: int) -> None:
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
            answer = terminal.obey(line.decode(errors="replace"))
            if answer:
                _say(answer)


def _say(line: str) -> None:
    sys.stdout.write(line + "\n")
    sys.stdout.flush()
