"""Where service files are: `NAME/service.toml` with its picture beside it, or `NAME.toml` alone."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Final

SHIPPED: Final = Path(__file__).resolve().parents[2] / "assets" / "services"
"""The services that come with Cubby."""
OWN: Final = "services"
"""The folder beside a site file in which the site's own services are."""
IN_A_FOLDER: Final = "service.toml"
_NAME: Final = re.compile(r"[a-z0-9][a-z0-9-]{0,39}")


def folders_of(site: Path) -> tuple[Path, ...]:
    """Where the services are that this site file names: its own ones first."""
    return (site.parent / OWN, SHIPPED)


def own_files(site: Path) -> Iterator[Path]:
    """The service files of this site, each as seen from the site file's folder."""
    folder = site.parent / OWN
    for file in sorted((*folder.glob("*.toml"), *folder.glob(f"*/{IN_A_FOLDER}"))):
        if file.is_file():
            yield file.relative_to(site.parent)


def file_at(path: Path) -> Path:
    """The service file that somebody means who names a folder or a file."""
    return path / IN_A_FOLDER if path.is_dir() else path


def name_of(file: Path) -> str:
    """The service's name: its folder's, else its file's."""
    return file.absolute().parent.name if file.name == IN_A_FOLDER else file.stem


def is_a_name(name: str) -> bool:
    """Whether a site file could name a service so."""
    return _NAME.fullmatch(name) is not None


def beside(file: Path) -> Path:
    """The folder in which the other services are."""
    folder = file.absolute().parent
    return folder.parent if file.name == IN_A_FOLDER else folder


def service_file(name: str, folders: Iterable[Path] = (SHIPPED,)) -> Path | None:
    """The file of the service with this name in the first folder that has it."""
    if not is_a_name(name):
        return None
    every = (file for folder in folders for file in (folder / name / IN_A_FOLDER, folder / f"{name}.toml"))
    return next((file for file in every if file.is_file()), None)


def names(folders: Iterable[Path] = (SHIPPED,)) -> list[str]:
    """The services that these folders have, in the order of the alphabet."""
    return sorted({name for folder in folders for name in _names(folder)})


def _names(folder: Path) -> Iterator[str]:
    yield from (file.stem for file in folder.glob("*.toml") if file.name != IN_A_FOLDER)
    yield from (file.parent.name for file in folder.glob(f"*/{IN_A_FOLDER}"))
