"""What `cubby site check`, `site new` and `accessibility report` take."""

from __future__ import annotations

import argparse
from pathlib import Path

from kiosk.usage.common import SITE, add_json, add_site
from kiosk.usage.common import parser as made


def check() -> argparse.ArgumentParser:
    parser = made("site check", "check a site file, all of it at once, and draw its cabinet")
    parser.add_argument("file", type=Path, nargs="?", metavar="FILE", help=f"the site file; else {SITE}")
    parser.add_argument("--ascii", action="store_true", help="draw with letters that every terminal has")
    add_json(parser)
    return parser


def new() -> argparse.ArgumentParser:
    parser = made("site new", "write a site file from the answers to ten questions")
    parser.add_argument("file", type=Path, metavar="FILE", help="where to; nothing may be there yet")
    return parser


def accessibility() -> argparse.ArgumentParser:
    parser = made(
        "accessibility report", "write what Cubby meets of EN 301 549 and Section 508, and the tests"
    )
    parser.add_argument(
        "--out",
        type=Path,
        required=True,
        metavar="FILE",
        help="where to: Markdown, or JSON if it ends in .json",
    )
    add_site(parser, "whose screen, doors and sound decide")
    add_json(parser)
    return parser
