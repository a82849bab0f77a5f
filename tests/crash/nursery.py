"""Kiosks to be killed: born in a moment, each a process of its own, spoken to through a socket."""

from __future__ import annotations

import os
import select
import shutil
import signal
import socket
import subprocess
import sys
import threading
from collections.abc import Callable
from contextlib import suppress
from multiprocessing.connection import Connection, Pipe
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from kiosk.program.life import Stop
from tests.crash.kiosk import Birth

ROOT = Path(__file__).resolve().parents[2]


class Kiosk:
    """One life. `heard` gets every scene, then None when the kiosk is no more, in a thread of its own."""

    def __init__(
        self,
        process: int,
        person: Connection,
        heard: Callable[[Any], None],
        bury: Callable[[], object] = lambda: None,
    ) -> None:
        self._bury = bury
        self._process = process
        self._person = person
        self._heard = heard
        self._thread = threading.Thread(target=self._listen, name="the kiosk's screen")
        self._thread.start()

    def _listen(self) -> None:
        with suppress(EOFError, OSError):
            while True:
                self._heard(self._person.recv())
        self._heard(None)

    def say(self, message: Any) -> None:
        """Do something at the screen; nothing where the kiosk is gone."""
        with suppress(OSError):
            self._person.send(message)

    def kill(self) -> None:
        """Now, wherever it is. From any thread."""
        with suppress(ProcessLookupError):
            signal.pidfd_send_signal(self._process, signal.SIGKILL)

    def stop(self) -> None:
        self.say(Stop("asked to"))

    def gone(self, seconds: float = 30.0) -> bool:
        """Wait for its end; whether it came."""
        ended = bool(select.select([self._process], [], [], seconds)[0])
        if ended:
            self._thread.join()
            self._person.close()
            os.close(self._process)
            self._bury()
        return ended


class UnderStrace:
    """Bears kiosks of which strace sees, or spoils, the calls that `options` name.

    `person` is the number of the kiosk's descriptor on which its scenes go out.
    """

    def __init__(self, *options: str) -> None:
        if shutil.which("strace") is None:
            raise AssertionError("strace is missing: install it (packaging/test.txt names it)")
        self._options = options
        self.person = -1

    def born(self, birth: Birth, heard: Callable[[Any], None]) -> Kiosk:
        ours, theirs = Pipe()
        self.person = theirs.fileno()
        kiosk = [sys.executable, "-m", "tests.crash.kiosk", str(self.person), birth.text()]
        with theirs:
            process = subprocess.Popen(
                ["strace", "-f", "--seccomp-bpf", "-qq", "-e", "signal=none", *self._options, *kiosk],
                cwd=ROOT,
                pass_fds=[self.person],
            )
        return Kiosk(os.pidfd_open(process.pid), ours, heard, process.wait)


class Nursery:
    """A process that has loaded the kiosk's code and forks; its kiosks' complaints go to that file."""

    def __init__(self, complaints: Path, *, window: bool = False) -> None:
        self.complaints = complaints
        self._births, theirs = socket.socketpair()
        load = ["-c", _LOADED_WITH_QT] if window else ["-m", "tests.crash.kiosk"]
        with complaints.open("ab") as file:
            self._process = subprocess.Popen(
                [sys.executable, *load, str(theirs.fileno())],
                cwd=ROOT,
                stdin=subprocess.DEVNULL,
                stderr=file,
                pass_fds=[theirs.fileno()],
            )
        theirs.close()

    def born(self, birth: Birth, heard: Callable[[Any], None]) -> Kiosk:
        ours, theirs = Pipe()
        with theirs:
            socket.send_fds(self._births, [birth.text().encode()], [theirs.fileno()])
            child = int(self._births.recv(32))
        return Kiosk(os.pidfd_open(child), ours, heard)

    def close(self) -> None:
        self._births.close()
        self._process.wait()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, value: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()


_LOADED_WITH_QT = """
import sys
import tests.crash.window
from tests.crash.kiosk import main
main(int(sys.argv[1]))
"""
