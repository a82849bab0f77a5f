"""A silent process that hangs is told from one that others keep from the processor."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager

import pytest

from hardware.starvation import WORK, ProcessorUse, is_starved, processor_use


@contextmanager
def process(text: str) -> Iterator[subprocess.Popen[bytes]]:
    """A process that says one line when it has begun."""
    child = subprocess.Popen([sys.executable, "-c", f"print(flush=True)\n{text}"], stdout=subprocess.PIPE)
    assert child.stdout is not None
    try:
        child.stdout.readline()
        yield child
    finally:
        child.kill()
        child.wait()
        child.stdout.close()


def until(pid: int, fits: object) -> ProcessorUse:
    """Its standing once that fits; there is no clock in what is asked."""
    while True:
        now = processor_use(pid)
        assert now is not None
        if fits(now):  # type: ignore[operator]  # one of the functions below
            return now
        time.sleep(0.01)


def test_who_works_wants_to_go_on_and_has_had_its_chance_after_a_while() -> None:
    with process("while True: pass") as child:
        then = until(child.pid, lambda now: now.wants)
        assert is_starved(then, then)
        now = until(child.pid, lambda now: now.spent - then.spent >= WORK)
        assert not is_starved(then, now)


@pytest.mark.parametrize("text", ["import time; time.sleep(600)", "import threading as t; t.Event().wait()"])
def test_who_waits_hangs(text: str) -> None:
    with process(text) as child:
        then = until(child.pid, lambda now: not now.wants)
        assert not is_starved(then, then)


def test_who_was_stopped_hangs() -> None:
    with process("while True: pass") as child:
        then = until(child.pid, lambda now: now.wants)
        os.kill(child.pid, signal.SIGSTOP)
        now = until(child.pid, lambda now: not now.wants)
        assert not is_starved(then, now)


def test_of_who_has_ended_nothing_can_be_said() -> None:
    with process("") as child:
        child.wait()
        ended = child.pid
    assert processor_use(ended) is None
    assert not is_starved(None, None)
    assert not is_starved(ProcessorUse(0.0, wants=True), None)
