"""Money: what the terminal's driver itself adds between an approval and the door, and what lies do."""

from __future__ import annotations

import logging
import time
from collections.abc import Sequence
from typing import Final

from hardware.outcomes.terminals import CardDone, CardHolding, TerminalNews, TerminalState
from hardware.simulator.terminals.served import ServedTerminal
from hardware.terminals.registry import TerminalKind
from hardware.terminals.zvt.driver import SETTINGS, ZvtTerminal
from hardware.transport.ports import open_port
from hardware.transport.recorder import Direction, Passed, Recorder
from tests.bench.figure import Figure, percentile
from tests.hardware.terminals.fuzzing import fuzz
from tests.helpers.inbox import Inbox

_SALES, _FUZZ = 200, 100_000
_APPROVAL: Final = b"\x04\x0f"
_COMMIT: Final = b"\x80\x00\x00"


def measure() -> Sequence[Figure]:
    handed, sent = _sales()
    logging.disable(logging.CRITICAL)
    try:
        found = fuzz(_FUZZ, seed=3)
    finally:
        logging.disable(logging.NOTSET)
    return (
        Figure("approval_handed_on_p99", round(percentile(handed, 99) * 1000, 2), "ms", 5, "lower"),
        Figure("commit_sent_p99", round(percentile(sent, 99) * 1000, 2), "ms", 5, "lower"),
        Figure("terminal_fuzz_inputs", found.inputs, "", None, "higher"),
        Figure("terminal_fuzz_crashes", found.crashes, "", 0, "lower"),
        Figure("terminal_false_approvals", found.believed, "", 0, "lower"),
    )


def _sales() -> tuple[list[float], list[float]]:
    """Seconds from an approval's bytes to its `CardHolding`, and from `commit` to the answer's last byte."""
    passed: list[Passed] = []
    posted: dict[str, float] = {}
    inbox = Inbox()

    def post(report: object) -> None:
        if isinstance(report, CardHolding):
            posted[report.id] = time.monotonic()
        inbox.put(report)

    served = ServedTerminal(TerminalKind.ZVT, tcp=0, think=0.0)
    port = served.start()
    terminal = ZvtTerminal(
        port,
        "000000",
        978,
        post,
        open_line=lambda: Recorder(open_port(port, SETTINGS), tell=passed.append),
    )
    terminal.start()
    handed: list[float] = []
    sent: list[float] = []
    try:
        inbox.wait(lambda told: isinstance(told, TerminalNews) and told.state is TerminalState.READY)
        for number in range(_SALES):
            id_ = str(number)
            passed.clear()
            inbox.wait_nudging(CardHolding, lambda id_=id_: terminal.begin(id_, 450))  # type: ignore[misc]  # its default
            committed = time.monotonic()
            terminal.commit(id_)
            inbox.wait(CardDone)
            came = next(p.at for p in passed if p.direction is Direction.RECEIVED and _APPROVAL in p.data)
            left = next(
                p.at
                for p in passed
                if p.direction is Direction.SENT and p.data == _COMMIT and p.at >= committed
            )
            handed.append(posted[id_] - came)
            sent.append(left - committed)
    finally:
        terminal.stop()
        served.stop()
    return handed, sent
