"""What `cubby label explain` and `label check` take."""

from __future__ import annotations

import argparse
from pathlib import Path

from kiosk.usage.common import add_json, add_site
from kiosk.usage.common import parser as made


def explain() -> argparse.ArgumentParser:
    parser = made("label explain", "say whose label a code is, what is its number, and what was cut")
    parser.add_argument("code", metavar="CODE", help="as it was scanned or typed")
    add_site(parser, "the site file, for its own carriers")
    add_json(parser)
    return parser


def check() -> argparse.ArgumentParser:
    parser = made("label check", "check carriers' files, all of each at once, with their examples")
    parser.add_argument("files", type=Path, nargs="+", metavar="FILE", help="a carrier's file, or a folder")
    add_json(parser)
    return parser
