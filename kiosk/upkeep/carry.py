"""`python -m kiosk.upkeep.carry --data DIR --site ID`: the journal and the logs onto a USB stick.

In a process of its own: a stick that hangs in the kernel, or is pulled out, holds up nobody else. The stick
is written to and nothing of it is read, shown or run.
"""

from __future__ import annotations

import argparse
import errno
import os
import shutil
import signal
import sys
from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from kiosk.clock import Clock, SystemClock
from kiosk.journal import beside, reading
from kiosk.journal.chain import Broken
from kiosk.journal.copies.export import Manifest, export
from kiosk.journal.files import sync
from kiosk.journal.problems import FAILURES, JournalUnusable
from kiosk.journeys.machine.seen import ErrandEnd, ErrandWord
from kiosk.upkeep.folder import NamesTaken, filled
from kiosk.upkeep.logs import FOLDER as LOGS
from kiosk.upkeep.mounting import CannotOpen, mounted
from kiosk.upkeep.saying import Teller, say_end
from kiosk.upkeep.stick import LINUX, Places, Stick, find
from kiosk.vault import keys

_GENTLE: Final = 10
_MEANINGS: Final = {
    errno.ENOSPC: ErrandWord.FULL,
    errno.EDQUOT: ErrandWord.FULL,
    errno.EFBIG: ErrandWord.FULL,
    errno.EROFS: ErrandWord.READ_ONLY,
    errno.EACCES: ErrandWord.READ_ONLY,
    errno.EPERM: ErrandWord.READ_ONLY,
}


@dataclass(frozen=True, slots=True)
class Load:
    """What is carried. `although_broken`: the journal is wanted as it is."""

    data: Path
    site: str
    although_broken: bool = False


Open = Callable[[Path], AbstractContextManager[Path]]


def carry(load: Load, *, clock: Clock, places: Places = LINUX, opened: Open = mounted) -> ErrandEnd:
    """Find the stick, verify the chain, write; whatever happens is an end that a person can be told."""
    found = find(load.data, places)
    if not isinstance(found, Stick):
        return ErrandEnd(found)
    if found.read_only:
        return ErrandEnd(ErrandWord.READ_ONLY)
    try:
        with nullcontext(found.mounted) if found.mounted else opened(found.device) as root:
            if not _is_the_stick(root, found, places):
                return ErrandEnd(ErrandWord.GONE)
            return _written(load, root, clock)
    except CannotOpen:
        return ErrandEnd(ErrandWord.CANNOT_OPEN)
    except (JournalUnusable, keys.KeysUnusable):
        return ErrandEnd(ErrandWord.UNREADABLE)
    except NamesTaken:
        return ErrandEnd(ErrandWord.FAILED)
    except OSError as failure:
        return ErrandEnd(_MEANINGS.get(failure.errno or 0, ErrandWord.GONE))
    except FAILURES:
        return ErrandEnd(ErrandWord.UNREADABLE)


def _is_the_stick(root: Path, found: Stick, places: Places) -> bool:
    """Not the machine's own disk, on which the empty mount point is when the stick is gone."""
    if places != LINUX:
        return root.is_dir()
    device = root.stat().st_dev
    return f"{os.major(device)}:{os.minor(device)}" == found.number


def _written(load: Load, root: Path, clock: Clock) -> ErrandEnd:
    key = keys.load(load.data, create=False)
    with beside.snapshot(load.data) as db:
        teller = Teller(2 * reading.head(db).seq)
        found = beside.walk(db, load.data, key.verify, teller.passed)
        broken = found if isinstance(found, Broken) else None
        if broken is not None and not load.although_broken:
            return ErrandEnd(ErrandWord.BROKEN, seq=broken.seq)
        half = reading.head(db).seq

        def fill(folder: Path) -> Manifest:
            _copy_logs(load.data / LOGS, folder / LOGS)
            return export(
                db,
                folder,
                clock=clock,
                sign=key.sign,
                public_key=key.public,
                broken=broken,
                passed=lambda seq: teller.passed(half + seq),
            )

        stamp = clock.now().strftime("%Y%m%dT%H%M%SZ")
        name, manifest = filled(root, f"cubby-{load.site}-{stamp}", fill)
    return ErrandEnd(ErrandWord.DONE, manifest.count, broken.seq if broken else 0, name)


def _copy_logs(source: Path, target: Path) -> None:
    target.mkdir()
    for file in sorted(source.glob("*.log*")):
        if file.is_file() and not file.is_symlink():
            copy = target / file.name
            shutil.copyfile(file, copy)
            sync(copy)
    sync(target)


def main(argv: Sequence[str]) -> int:
    """0 when it has said what came of it, whatever that was."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--site", required=True)
    parser.add_argument("--although-broken", action="store_true")
    for place in ("sys", "mounts", "dev"):
        parser.add_argument(f"--{place}", type=Path, default=getattr(LINUX, place))
    given = parser.parse_args(argv)
    os.nice(_GENTLE)
    # Whoever ends it ends it tidily: what is half written goes, what was mounted is let go.
    signal.signal(signal.SIGTERM, lambda _number, _frame: sys.exit(1))
    load = Load(given.data, given.site, given.although_broken)
    say_end(carry(load, clock=SystemClock(), places=Places(given.sys, given.mounts, given.dev)))
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
