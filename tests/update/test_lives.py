"""Builds that don't live, in real processes watched as systemd watches them; the old one serves again."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

import pytest

from kiosk.journal.connection import read_only
from tests.bench.kiosk import site_on
from tests.helpers.program import ROOT
from tests.update.world import EXITS, Machine, Operator, machine_of

KIOSK: Final = f"""#!/bin/sh
exec {sys.executable} -m kiosk.cli "$@"
"""
HANGS: Final = f"""#!/bin/sh
{sys.executable} -c 'import os, socket
socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM).sendto(b"READY=1", os.environ["NOTIFY_SOCKET"])'
exec sleep 600
"""
_SILENT: Final = 1.0
"""Seconds after which a program that has said nothing counts as hanging here."""


class Watcher:
    """Starts the launcher again and again, as the unit does, and kills what says nothing any more."""

    def __init__(self, machine: Machine, folder: Path, arguments: tuple[str, ...] = ()) -> None:
        self._machine = machine
        self._arguments = arguments
        self._address = folder / "notify"
        self._heard = socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM)
        self._heard.bind(str(self._address))
        self._process: subprocess.Popen[bytes] | None = None

    def starts(self) -> None:
        environment = {
            **os.environ,
            "NOTIFY_SOCKET": str(self._address),
            "QT_QPA_PLATFORM": "offscreen",
            "QT_QUICK_BACKEND": "software",
            "PYTHONPATH": str(ROOT),
        }
        command = (str(self._machine.root / "launch"), "run", *self._arguments)
        self._process = subprocess.Popen(command, env=environment, start_new_session=True)

    def until_said(self, word: bytes, patience: float) -> bool:
        """Whether it says that before it ends, or before it has said nothing for so long."""
        self._heard.settimeout(patience)
        while True:
            try:
                if self._heard.recv(64) == word:
                    return True
            except TimeoutError:
                return False

    def ends(self, how: signal.Signals) -> int:
        assert self._process is not None
        if self._process.poll() is None:
            os.killpg(self._process.pid, how)
        return self._process.wait()

    def over(self) -> int:
        assert self._process is not None
        return self._process.wait(60)

    def close(self) -> None:
        if self._process is not None:
            self.ends(signal.SIGKILL)
        self._heard.close()


@contextmanager
def _watched(machine: Machine, folder: Path, *arguments: str) -> Iterator[Watcher]:
    watcher = Watcher(machine, folder, arguments)
    try:
        yield watcher
    finally:
        watcher.close()


def test_a_build_that_freezes_is_killed_and_undone(
    operator: Operator, machine: Machine, tmp_path: Path
) -> None:
    operator.releases("0.3.0", HANGS)
    machine.is_updated()
    with _watched(machine, tmp_path) as watcher:
        for _ in range(3):
            watcher.starts()
            assert watcher.until_said(b"READY=1", 30)
            assert not watcher.until_said(b"WATCHDOG=1", _SILENT)
            assert watcher.ends(signal.SIGKILL) == -signal.SIGKILL
        watcher.starts()
        assert watcher.over() == 0
    assert machine.standing().undone == "0.3.0"
    assert machine.standing().version == "0.1.0"


@pytest.mark.slow
def test_the_kiosk_serves_again_and_its_journal_says_what_was_undone(
    operator: Operator, tmp_path: Path
) -> None:
    """The real kiosk, whose successor ends at once."""
    operator.releases("0.3.0", KIOSK)
    machine = machine_of(operator, tmp_path / "machine")
    machine.is_updated()
    operator.releases("0.4.0", EXITS)
    machine.is_updated()
    (tmp_path / "data").mkdir()
    site = site_on(str(tmp_path / "no-boards"), tmp_path)
    with _watched(machine, tmp_path, "--site", str(site.path), "--data", str(tmp_path / "data")) as watcher:
        for _ in range(3):
            watcher.starts()
            assert watcher.over() == 1
        watcher.starts()
        assert watcher.until_said(b"READY=1", 60)
        while machine.standing().undone:  # it is told, and then the launcher's file is put right
            assert watcher.until_said(b"WATCHDOG=1", 60)
        assert watcher.ends(signal.SIGTERM) == 0
    db = read_only(tmp_path / "data")
    bodies = [body for (body,) in db.execute("SELECT body FROM journal WHERE kind = 'UpdateUndone'")]
    db.close()
    assert bodies == ['{"back_to":"0.3.0","version":"0.4.0","why":"starts"}']
    assert (machine.installation.state / "reads").exists()
