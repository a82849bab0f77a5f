"""Lock boards on a line: how fast they are asked, how soon an unlock leaves, and what lies do."""

from __future__ import annotations

import json
import logging
import random
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from itertools import pairwise
from pathlib import Path

from hardware.locks.bus import Bus
from hardware.locks.driver import Bank
from hardware.locks.shuoming import frames
from hardware.locks.shuoming.driver import PULSE
from hardware.outcomes.locks import BusReady, DoorMoved, DoorState, LockAddress, NotSent, Opened, UnlockDone
from hardware.transport.base import LineSettings
from hardware.transport.ports import open_port
from hardware.transport.recorder import Direction, Passed, Recorder
from tests.bench.figure import Figure, percentile
from tests.hardware.locks.fuzzing import PLAIN, WITH_NUMBER, Mishap, outcome_of
from tests.hardware.locks.rig import Rig
from tests.hardware.locks.variants import VARIANTS
from tests.helpers.inbox import Inbox

_ROOT = Path(__file__).resolve().parents[2]
_BOARDS = "import sys; from hardware.simulator.boards.command import main; sys.exit(main(sys.argv[1:]))"
_CHANNELS = 24
_BYTE = 10 / 9600
_POLL_S, _UNLOCKS, _CLOSINGS, _FUZZ_S = 4.0, 60, 200, 15.0


def measure() -> Sequence[Figure]:
    extra = _unlock_extra()
    inputs, crashes, believed = _fuzz()
    return (
        *(Figure(f"polling_share_{n}", round(_share(n), 3), "", 0.9, "higher") for n in (1, 8, 31)),
        Figure("unlock_after_transaction_p99", round(percentile(extra, 99) * 1000, 2), "ms", 5, "lower"),
        Figure("closing_known_p95", percentile(_closings(), 95), "readings", 3, "lower"),
        Figure("fuzz_inputs", inputs, "", None, "higher"),
        Figure("fuzz_crashes", crashes, "", 0, "lower"),
        Figure("fuzz_false_openings", believed, "", 0, "lower"),
    )


class _Line:
    """A bus, busy, before boards in a process of their own that answer at once and keep the byte times."""

    def __init__(self, port: str, banks: int) -> None:
        self.inbox = Inbox()
        self.passed: list[Passed] = []
        self.sent: dict[int, float] = {}
        self.bus = Bus(
            "bench",
            lambda: Recorder(open_port(port, LineSettings()), tell=self.passed.append),
            [Bank(f"b{n}", "shuoming", n, _CHANNELS) for n in range(1, banks + 1)],
            self.inbox.put,
            on_sent=self.sent.__setitem__,
        )

    def times(self, direction: Direction) -> list[float]:
        return [passed.at for passed in self.passed if passed.direction is direction]


@contextmanager
def _line(banks: int, *options: str) -> Iterator[_Line]:
    command = [sys.executable, "-c", _BOARDS, "shuoming", "--banks", str(banks), "--query-delay", "0"]
    process = subprocess.Popen(
        [*command, "--channels", str(_CHANNELS), *options],
        cwd=_ROOT, text=True, stdin=subprocess.PIPE, stdout=subprocess.PIPE,
    )  # fmt: skip
    assert process.stdout is not None
    assert process.stdin is not None
    line = _Line(process.stdout.readline().strip(), banks)
    drain = threading.Thread(target=process.stdout.read, name="told")
    drain.start()
    line.bus.watch(True)
    line.bus.start()
    try:
        line.inbox.wait(BusReady)
        yield line
    finally:
        line.bus.stop()
        process.terminate()
        process.wait()
        drain.join()
        process.stdin.close()
        process.stdout.close()


def _share(banks: int) -> float:
    """Of the readings that the wire has room for: the bytes of question and answer, and no gap.

    What is lost is the time from an answer's last byte to the arrival of the next question, as the boards'
    process sees both; what that process oversleeps before it answers isn't the kiosk's.
    """
    reading = (frames.SHORT + 4 + _CHANNELS // 8) * _BYTE
    with tempfile.TemporaryDirectory() as folder:
        log = Path(folder) / "bytes.jsonl"
        with _line(banks, "--log", str(log)):
            time.sleep(_POLL_S)
        passed = [json.loads(line) for line in log.read_text("utf-8").splitlines()][4 * banks :]
    lost: list[float] = [
        question["t"] - answer["t"]
        for answer, question in pairwise(passed)
        if (answer["from"], question["from"]) == ("boards", "kiosk")
    ]
    return reading / (reading + sum(lost) / len(lost))


def _unlock_extra() -> list[float]:
    """Seconds from the end of the reading in flight (or from the asking) until the frame had left."""
    chance = random.Random(1)  # noqa: S311  moments, not secrets
    extra: list[float] = []
    with _line(8, "--unlock-delay", "0.02") as line:
        for ticket in range(_UNLOCKS):
            time.sleep(PULSE + chance.uniform(0.05, 0.09))  # the lock before is no longer pulled
            asked = time.monotonic()
            line.bus.unlock(ticket, LockAddress(f"b{ticket % 8 + 1}", ticket // 8 + 1))
            line.inbox.wait(UnlockDone)
            sent = line.sent[ticket]
            in_flight = [at for at in line.times(Direction.RECEIVED) if asked < at < sent]
            extra.append(sent - max([asked, *in_flight]))
    return extra


def _closings() -> list[float]:
    """Readings of its bank from a closing by hand until the bus tells of it; boards as slow as real ones."""
    chance = random.Random(2)  # noqa: S311  moments, not secrets
    rig = Rig(8, _CHANNELS)
    rig.orders.busy = True
    counts: list[float] = []
    try:
        rig.ready()
        for n in range(_CLOSINGS):
            bank = n % 8 + 1
            assert isinstance(rig.unlock(bank, 1), Opened)
            rig.run(chance.uniform(0.3, 2.0))
            before = len(rig.sent_frames())
            rig.boards[bank].doors.close(1)
            while (moved := rig.until(DoorMoved)).state is not DoorState.CLOSED:
                continue
            assert moved.address == LockAddress(f"b{bank}", 1)
            counts.append(rig.sent_frames()[before:].count(frames.query_all(bank)))
    finally:
        rig.finish()
    return counts


def _fuzz() -> tuple[int, int, int]:
    """Inputs tried, crashes, and doors that were believed to have opened."""
    logging.disable(logging.CRITICAL)
    chance = random.Random(3)  # noqa: S311  mishaps, not secrets
    inputs = crashes = believed = 0
    ends = time.monotonic() + _FUZZ_S
    try:
        while time.monotonic() < ends:
            variant = chance.choice(VARIANTS)
            bad = [
                (_mishap(chance), chance.choice((0.0, 0.0, 0.6, 1.5))) for _ in range(chance.randint(1, 10))
            ]
            inputs += 1
            try:
                outcome, sent = outcome_of(variant, bad, from_the_start=chance.random() < 0.5)
            except Exception:  # noqa: BLE001  whatever it is, it is counted
                crashes += 1
                continue
            believed += (
                isinstance(outcome, Opened) or sent > 1 or (sent == 1 and isinstance(outcome, NotSent))
            )
    finally:
        logging.disable(logging.NOTSET)
    return inputs, crashes, believed


def _mishap(chance: random.Random) -> Mishap:
    kind = chance.choice((*PLAIN, *WITH_NUMBER, "noise"))
    if kind == "noise":
        return kind, chance.randbytes(chance.randint(1, 20))
    return kind, None if kind in PLAIN else chance.randrange(1_000_000)
