"""Arguments of the commands about pictures and faces; help needs no library."""

from __future__ import annotations

import argparse
from pathlib import Path


def _parser(name: str, description: str) -> argparse.ArgumentParser:
    return argparse.ArgumentParser(prog=f"cubby {name}", description=description, allow_abbrev=False)


def read_codes() -> argparse.ArgumentParser:
    parser = _parser("read-codes", "read the codes on pictures and films, as the machine reads them")
    parser.add_argument(
        "files", metavar="FILE", nargs="+", type=Path, help="a picture, a film or a folder of them"
    )
    parser.add_argument("--json", action="store_true", help="print a list of {file, format, text, ms}")
    return parser


def match_faces() -> argparse.ArgumentParser:
    """A threshold that was not given is None: the site's usual one."""
    parser = _parser("match-faces", "say who is on pictures, at the thresholds of a site")
    parser.add_argument("--enrol", type=_folder, required=True, metavar="DIR", help="one folder a person")
    parser.add_argument("--probe", type=_folder, required=True, metavar="DIR", help="one folder a person")
    parser.add_argument("--json", action="store_true", help="print everything as one JSON object")
    parser.add_argument("--one", type=float, metavar="D", help="the site's threshold for one person")
    parser.add_argument("--many", type=float, metavar="D", help="the same among several")
    parser.add_argument("--margin", type=float, metavar="D", help="the distance to the second best")
    return parser


def calibrate() -> argparse.ArgumentParser:
    parser = _parser(
        "calibrate faces",
        "find which thresholds fit this site's camera and light, from ten and more pictures of each of three"
        " and more people who agree to it; nothing of them is kept",
    )
    parser.add_argument("pictures", type=_folder, metavar="DIR", help="one folder a person")
    parser.add_argument("--json", action="store_true", help="print it as one JSON object")
    return parser


def vision() -> argparse.ArgumentParser:
    parser = _parser("vision", "see for a kiosk; ends when its standard input does")
    parser.add_argument(
        "--source", required=True, metavar="WHERE", help="folder:DIR, film:FILE, or a camera's stable path"
    )
    parser.add_argument(
        "--memory", type=int, metavar="N", help="the inherited descriptor of the preview's memory"
    )
    return parser


def _folder(text: str) -> Path:
    folder = Path(text)
    if not folder.is_dir():
        raise argparse.ArgumentTypeError(f"{text} is no folder")
    return folder
