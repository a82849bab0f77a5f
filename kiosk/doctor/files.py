"""What is in the data folder that is not ours, and what of ours can't be read."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from kiosk.doctor.finding import Finding, Harm
from kiosk.journal import checkpoints
from kiosk.journal.connection import BACKUPS, backups

_NAMED = 3


def findings(folder: Path) -> Iterator[Finding]:
    """One for each kind of file that somebody should look at."""
    for name, listed in ((BACKUPS, backups), (checkpoints.FOLDER, checkpoints.files)):
        key, place = f"folder:{name}", str(folder / name)
        if (folder / name).exists() and not (folder / name).is_dir():
            yield Finding(
                key,
                Harm.DATA,
                place,
                f"{place} is a file and has to be a folder",
                "No backup can be made." if name == BACKUPS else "Nothing is kept there.",
                "Move it away.",
            )
            continue
        try:
            foreign = listed(folder).foreign
        except OSError as failure:
            yield Finding(
                key,
                Harm.DATA,
                place,
                f"{place} can't be read: {failure.strerror}",
                "",
                "Check the disk and whose folder it is.",
            )
            continue
        if foreign:
            yield Finding(
                f"foreign:{name}",
                Harm.DATA,
                place,
                f"{_names(foreign)} in {place} {'is' if len(foreign) == 1 else 'are'} not Cubby's",
                "Never read, never counted, and not erased when a person is.",
                "Move them away.",
            )
    try:
        torn = checkpoints.torn(folder)
    except OSError:
        return  # said above
    if torn:
        yield Finding(
            "torn:checkpoints",
            Harm.DATA,
            str(folder / checkpoints.FOLDER),
            f"{_names(torn)} in {folder / checkpoints.FOLDER} can't be read",
            "The checkpoint before counts.",
            "Check the disk.",
        )


def _names(paths: tuple[Path, ...]) -> str:
    named = ", ".join(path.name for path in paths[-_NAMED:])
    more = len(paths) - _NAMED
    return f"{named} and {more} more" if more > 0 else named
