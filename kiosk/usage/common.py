"""What the commands' words have in common: where the data and the site file are, and how a parser is made."""

from __future__ import annotations

import argparse
import os
from pathlib import Path
from typing import Final

DATA: Final = "CUBBY_DATA"
SITE: Final = "CUBBY_SITE"
SITE_COPY: Final = "site.toml"
"""A kiosk keeps a copy of its site file beside its data under this name."""

JSON: Final = "answer in JSON, for programs"


def parser(name: str, description: str, **more: str) -> argparse.ArgumentParser:
    """Of the command `cubby NAME`; what is abbreviated is refused, so that a new option breaks no script."""
    return argparse.ArgumentParser(
        prog=f"cubby {name}", description=description, allow_abbrev=False, epilog=more.get("epilog")
    )


def add_data(to: argparse.ArgumentParser) -> None:
    """`--data`, else what CUBBY_DATA says; one of them is needed."""
    told = os.environ.get(DATA)
    to.add_argument(
        "--data",
        type=Path,
        default=Path(told) if told else None,
        required=not told,
        metavar="DIR",
        help=f"the kiosk's data folder; else {DATA}",
    )


def add_site(to: argparse.ArgumentParser, says: str = "the site file") -> None:
    """`--site`, else what CUBBY_SITE says, else None."""
    told = os.environ.get(SITE)
    to.add_argument(
        "--site",
        type=Path,
        default=Path(told) if told else None,
        metavar="FILE",
        help=f"{says}; else {SITE}",
    )


def add_json(to: argparse.ArgumentParser) -> None:
    to.add_argument("--json", action="store_true", help=JSON)


def site_file(given: argparse.Namespace) -> Path:
    """The site file that was named, else the kiosk's own copy beside its data; it may be missing."""
    site: Path | None = given.site
    data: Path = given.data
    return data / SITE_COPY if site is None else site
