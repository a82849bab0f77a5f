"""One errand at a time, in a process of its own; what it says comes as messages."""

from __future__ import annotations

import logging
import os
import subprocess
import sys
import threading
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final, assert_never

from kiosk.journeys.machine.seen import Errand, ErrandAt, ErrandEnd, ErrandWord
from kiosk.upkeep.saying import heard

log = logging.getLogger(__name__)

_ROOT: Final = Path(__file__).resolve().parents[2]
_LONGEST: Final = 4096
_LAST_WORDS: Final = 3.0


@dataclass(frozen=True, slots=True)
class ErrandSaid:
    """What the errand with this ticket says; `ErrandEnd` is the last."""

    ticket: int
    news: ErrandAt | ErrandEnd


class ErrandRunner:
    """Called by one thread. `post` is called from another one. `command` makes the process's own."""

    def __init__(
        self,
        post: Callable[[ErrandSaid], None],
        command: Callable[[Errand], Sequence[str]],
    ) -> None:
        self._post = post
        self._command = command
        self._process: subprocess.Popen[str] | None = None
        self._thread: threading.Thread | None = None

    def send(self, ticket: int, errand: Errand) -> None:
        """Begin it; whatever was under way is told to end. Exactly one `ErrandEnd` comes."""
        self.call_back()
        path = os.pathsep.join(filter(None, (str(_ROOT), os.environ.get("PYTHONPATH"))))
        try:
            process = subprocess.Popen(
                self._command(errand),
                stdin=subprocess.DEVNULL,
                stdout=subprocess.PIPE,
                text=True,
                errors="replace",
                env={**os.environ, "PYTHONPATH": path},
            )
        except OSError as failure:
            log.warning("the errand %s does not start: %s", errand, failure)
            self._post(ErrandSaid(ticket, ErrandEnd(ErrandWord.FAILED)))
            return
        self._process = process
        self._thread = threading.Thread(
            target=self._listen, args=(ticket, process), name=f"errand {ticket}", daemon=True
        )
        self._thread.start()

    def call_back(self) -> None:
        """Tell what is under way to end; it leaves nothing half. Never waits."""
        if self._process is not None and self._process.poll() is None:
            self._process.terminate()

    def close(self) -> None:
        """The same, and wait; one that hangs in the kernel is left to it."""
        self.call_back()
        if self._process is None or self._thread is None:
            return
        self._thread.join(_LAST_WORDS)
        if self._thread.is_alive():
            self._process.kill()
            self._thread.join(_LAST_WORDS)
        if self._thread.is_alive():
            log.warning("an errand does not end: its disk does not answer")

    def _listen(self, ticket: int, process: subprocess.Popen[str]) -> None:
        end: ErrandEnd | None = None
        with process:
            if process.stdout is None:
                raise AssertionError("Popen makes the pipe it is asked for")
            while end is None and (line := process.stdout.readline(_LONGEST)):
                match heard(line):
                    case ErrandAt() as at:
                        self._post(ErrandSaid(ticket, at))
                    case ErrandEnd() as end:
                        pass
                    case None:
                        pass
        if end is None:
            log.warning("an errand ended without a word, with status %s", process.returncode)
        self._post(ErrandSaid(ticket, end or ErrandEnd(ErrandWord.FAILED)))


def commands(data: Path, site: str) -> Callable[[Errand], Sequence[str]]:
    """Which program does which errand for the kiosk of this data folder."""

    def command(errand: Errand) -> Sequence[str]:
        match errand:
            case Errand.VERIFY:
                return (sys.executable, "-m", "kiosk.upkeep.verify", "--data", str(data))
            case Errand.EXPORT:
                return (sys.executable, "-m", "kiosk.upkeep.carry", "--data", str(data), "--site", site)
            case Errand.EXPORT_BROKEN:
                return (*command(Errand.EXPORT), "--although-broken")
            case _:
                assert_never(errand)

    return command
