"""One turn of speaking: the programs that it runs, which end at once when it is stopped."""

from __future__ import annotations

import subprocess
import threading


class SpeechTurn:
    """`stop` may be called from any thread; the others belong to the thread that speaks."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._stopped = threading.Event()
        self._running: list[subprocess.Popen[bytes]] = []

    def is_over(self) -> bool:
        return self._stopped.is_set()

    def stop(self) -> None:
        """Kill what runs, and whatever is still to be started."""
        with self._lock:
            self._stopped.set()
            for process in self._running:
                process.kill()

    def begin(self, process: subprocess.Popen[bytes]) -> None:
        """From now on it ends with the turn."""
        with self._lock:
            self._running.append(process)
            if self._stopped.is_set():
                process.kill()

    def end(self, process: subprocess.Popen[bytes]) -> int:
        """Kill it where it still runs, and return its exit status."""
        with self._lock:
            self._running.remove(process)
        process.kill()
        status = process.wait()
        for pipe in (process.stdin, process.stdout, process.stderr):
            if pipe is not None:
                pipe.close()
        return status

    def wait(self, seconds: float) -> bool:
        """Whether it was stopped within so many seconds."""
        return self._stopped.wait(seconds)
