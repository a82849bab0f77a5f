"""`python -m kiosk.upkeep.verify --data DIR`: the whole chain, walked in a process of its own.

The kiosk's thread goes on meanwhile; SQLite lets this process read one moment of the journal beside it.
"""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Sequence
from pathlib import Path

from kiosk.journal import beside, reading
from kiosk.journal.chain import Broken
from kiosk.journal.problems import FAILURES, JournalUnusable
from kiosk.journeys.machine.seen import ErrandEnd, ErrandWord
from kiosk.upkeep.saying import Teller, say_end
from kiosk.vault import keys

_GENTLE = 10


def main(argv: Sequence[str]) -> int:
    """0 when it has said what it found, whatever that was."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--data", type=Path, required=True)
    data: Path = parser.parse_args(argv).data
    os.nice(_GENTLE)
    try:
        with beside.snapshot(data) as db:
            last = reading.head(db).seq
            verify = keys.verifier(keys.public_key(data))
            found = beside.walk(db, data, verify, Teller(last).passed)
    except (JournalUnusable, keys.KeysUnusable, *FAILURES):
        say_end(ErrandEnd(ErrandWord.UNREADABLE))
        return 0
    if isinstance(found, Broken):
        say_end(ErrandEnd(ErrandWord.BROKEN, seq=found.seq))
    else:
        say_end(ErrandEnd(ErrandWord.DONE, rows=found.head.seq))
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
