"""What people, other programs and bad disks leave in a data folder between two lives of a kiosk."""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Iterator
from pathlib import Path
from random import Random
from typing import Final

from kiosk.journal import checkpoints
from kiosk.journal.connection import BACKUPS, FILE


def litter(data: Path, chance: Random) -> str:
    """Do one of these, drawn by lot; its name."""
    act = chance.choice(_ACTS)
    with contextlib.suppress(FileExistsError, FileNotFoundError):
        act(data, chance)
    return act.__name__.removeprefix("_")


def _copy_of_the_journal(data: Path, _chance: Random) -> None:
    (data / BACKUPS).mkdir(exist_ok=True)
    (data / BACKUPS / "journal-copy.db").write_bytes((data / FILE).read_bytes())


def _strange_names(data: Path, chance: Random) -> None:
    folder = data / chance.choice((BACKUPS, checkpoints.FOLDER))
    folder.mkdir(exist_ok=True)
    for name in ("._0001-000000000003.json", "x.json", "Thumbs.db", "0001-000000000003 (1).json"):
        (folder / name).write_bytes(chance.randbytes(40))
    (folder / "0001-999999999998.json").mkdir()
    (folder / "0001-999999999999.json").symlink_to("nowhere")


def _torn_checkpoint(data: Path, chance: Random) -> None:
    for newest in _newest(data):
        newest.write_bytes(newest.read_bytes()[: chance.randint(0, 40)])


def _checkpoint_gone(data: Path, _chance: Random) -> None:
    for newest in _newest(data):
        newest.unlink()


def _lock_file_removed(data: Path, _chance: Random) -> None:
    (data / "cubby.lock").unlink(missing_ok=True)


def _newest(data: Path) -> Iterator[Path]:
    yield from checkpoints.files(data).ours[-1:]


_ACTS: Final[tuple[Callable[[Path, Random], None], ...]] = (
    _copy_of_the_journal,
    _strange_names,
    _torn_checkpoint,
    _checkpoint_gone,
    _lock_file_removed,
)
