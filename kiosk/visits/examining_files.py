"""What lies in the data folder that is not ours, and what of ours can't be read."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from kiosk.journal import checkpoints
from kiosk.journal.connection import BACKUPS, backups

_NAMED = 3


def findings(folder: Path) -> Iterator[str]:
    """A sentence for each kind of file that somebody should look at."""
    for name, listed in ((BACKUPS, backups), (checkpoints.FOLDER, checkpoints.files)):
        if (folder / name).exists() and not (folder / name).is_dir():
            yield f"{folder / name} is a file and has to be a folder: nothing is kept there. Move it away."
            continue
        try:
            foreign = listed(folder).foreign
        except OSError as failure:
            yield f"{folder / name} can't be read: {failure.strerror}."
            continue
        if foreign:
            yield (
                f"{_names(foreign)} in {folder / name} {'is' if len(foreign) == 1 else 'are'} not Cubby's:"
                " never read, never counted, and not erased when a person is. Move them away."
            )
    try:
        torn = checkpoints.torn(folder)
    except OSError:
        return  # said above
    if torn:
        yield (
            f"{_names(torn)} in {folder / checkpoints.FOLDER} can't be read. The checkpoint before counts;"
            " check the disk."
        )


def _names(paths: tuple[Path, ...]) -> str:
    named = ", ".join(path.name for path in paths[-_NAMED:])
    more = len(paths) - _NAMED
    return f"{named} and {more} more" if more > 0 else named
