"""A hub that dies between COMMIT and reply loses nothing and doubles nothing."""

from __future__ import annotations

import http.client
import os
import subprocess
import sys
from contextlib import suppress

from tests.hub.kiosks import Machine, Writing
from tests.hub.world import Site, World

KILLS = 100 if os.environ.get("CUBBY_LONG") else 8


def test_killed_between_commit_and_reply(site: Site, world: World) -> None:
    enrolled, journal = world.machine(), Writing().grow(5 * KILLS)
    hub = subprocess.Popen(
        (sys.executable, "-m", "tests.hub.killed", world.url, str(site.data)),
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    try:
        assert hub.stdin is not None
        assert hub.stdout is not None
        dying = Machine(("127.0.0.1", int(hub.stdout.readline())), "k1", enrolled.hub)
        deaths, at = 0, 1
        while deaths < KILLS:
            try:
                heard = dying.send(journal, at, at + 4)
            except (OSError, http.client.HTTPException):
                deaths += 1
                if deaths % 3 == 0:
                    at += 5  # somebody who does not ask again what was meant by silence
                continue
            assert heard.status == 409
            at = heard.said["expected"]
        hub.stdin.close()
        assert hub.wait() == 0
    finally:
        with suppress(ProcessLookupError):
            hub.kill()
        hub.wait()
        if hub.stdout is not None:
            hub.stdout.close()
    enrolled.send_all(journal)
    rows = world.rows("SELECT seq, hash FROM rows WHERE kiosk = 'k1' ORDER BY seq")
    assert [(row["seq"], row["hash"]) for row in rows] == list(enumerate(journal.hashes, 1))
