"""What `cubby build` may be asked; it needs Python alone, for a slip is told before anything is fetched."""

from __future__ import annotations

import argparse
import re
from pathlib import Path
from typing import Final

_VERSION: Final = re.compile(r"\d{1,6}\.\d{1,6}\.\d{1,6}(?:-[0-9A-Za-z]+(?:\.[0-9A-Za-z]+)*)?")


def parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="cubby build",
        description="make a release: frozen program, Debian packages, manifest.json, sbom.cdx.json",
        allow_abbrev=False,
    )
    parser.add_argument("--out", type=Path, required=True, metavar="DIR", help="where it is put")
    parser.add_argument("--version", type=_version, metavar="V", help="such as 1.4.0 or 1.4.0-rc.1")
    parser.add_argument(
        "--trial",
        action="store_true",
        help="with this machine's libraries instead of a clean Debian's: quicker, never to be shipped",
    )
    parser.add_argument("--fresh", action="store_true", help="keep nothing of earlier builds")
    parser.add_argument("--no-packages", action="store_true", help="the program and its lists alone")
    return parser


def _version(text: str) -> str:
    if not _VERSION.fullmatch(text):
        raise argparse.ArgumentTypeError(f"{text!r} is no version; one reads 1.4.0 or 1.4.0-rc.1")
    return text
