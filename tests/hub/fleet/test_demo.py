"""`cubby demo --fleet`: a hub, its database and its kiosks from one command, and nothing left of them."""

from __future__ import annotations

import http.client
import re
import shutil
import signal
import subprocess
import sys
import tempfile
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from tests.architecture.source import ROOT


@contextmanager
def demo(folder: Path) -> Iterator[subprocess.Popen[str]]:
    process = subprocess.Popen(
        [sys.executable, "-m", "kiosk.cli", "demo", "--fleet", "2", "--keep", str(folder)],
        cwd=ROOT,
        text=True,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
    )
    with process:
        try:
            yield process
        finally:
            process.kill()


def until(process: subprocess.Popen[str], pattern: str) -> re.Match[str]:
    """In what it says next."""
    assert process.stdout is not None
    said = ""
    for line in process.stdout:
        said += line
        if found := re.search(pattern, line):
            return found
    raise AssertionError(said)


def left_of(folder: Path) -> list[str]:
    """Processes that name the folder."""
    found = []
    for path in Path("/proc").glob("[0-9]*/cmdline"):
        try:
            words = path.read_bytes().replace(b"\0", b" ").decode()
        except OSError:
            continue
        if str(folder) in words and "pytest" not in words:
            found.append(words)
    return found


@pytest.fixture
def place() -> Iterator[Path]:
    """A short path: the database's socket is in it."""
    folder = Path(tempfile.mkdtemp(prefix="cubby-fleet-"))
    yield folder
    shutil.rmtree(folder)


def test_it_shows_a_fleet_and_how_to_sign_in_and_ends_cleanly(place: Path) -> None:
    with demo(place) as process:
        host, port = until(process, r"The dashboard: http://([\d.]+):(\d+)").groups()
        known = until(process, r'"first" with the password (\S+) and the code (\d{3} \d{3})')
        until(process, r"after (\d+) visits")
        form = f"name=first&password={known[1]}&code={known[2].replace(' ', '')}"
        connection = http.client.HTTPConnection(host, int(port), timeout=60)
        kind = {"Content-Type": "application/x-www-form-urlencoded"}
        connection.request("POST", "/sign-in", form, kind)
        reply = connection.getresponse()
        cookie = (reply.headers["Set-Cookie"] or "").split(";")[0]
        reply.read()
        for _ in range(120):  # the hub's pages are folded from rows that come when they come
            connection.request("GET", "/find?text=CUBBY-4711", headers={"Cookie": cookie})
            page = connection.getresponse().read().decode()
            if "sim-001" in page or "Harbour" in page:
                break
            threading.Event().wait(0.5)
        else:
            raise AssertionError(page)
        connection.close()
        assert len(left_of(place)) > 2
        process.send_signal(signal.SIGINT)
        assert process.wait(60) == 0
    assert left_of(place) == []


def test_it_ends_while_it_is_still_starting(place: Path) -> None:
    with demo(place) as process:
        until(process, "Starting 2 kiosks")
        process.terminate()
        assert process.wait(60) == 0
    assert left_of(place) == []
