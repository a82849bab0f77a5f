"""The real program on the software renderer, from its start until it says READY."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.bench.kiosk import ROOT


@contextmanager
def started(site: Path, folder: Path) -> Iterator[tuple[float, int]]:
    """Seconds until it said READY, and its process, which is ended then; its data are in `folder`."""
    address = folder / "notify"
    with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as ready:
        ready.bind(str(address))
        ready.settimeout(60)
        environment = dict(
            os.environ, NOTIFY_SOCKET=str(address), QT_QPA_PLATFORM="offscreen", QT_QUICK_BACKEND="software"
        )
        command = [sys.executable, "-m", "kiosk.cli", "run", "--site", str(site)]
        began = time.monotonic()
        process = subprocess.Popen(
            [*command, "--data", str(folder / "data")], cwd=ROOT, env=environment, stderr=subprocess.DEVNULL
        )
        try:
            while ready.recv(64) != b"READY=1":
                pass
            yield time.monotonic() - began, process.pid
        finally:
            process.terminate()
            process.wait()
            address.unlink()
