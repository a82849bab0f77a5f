"""What `cubby service check` and `service explain` take."""

from __future__ import annotations

import argparse
from pathlib import Path

from kiosk.usage.common import add_json, add_site
from kiosk.usage.common import parser as made


def check() -> argparse.ArgumentParser:
    parser = made("service check", "check a service file, all of it at once")
    parser.add_argument(
        "path",
        type=Path,
        metavar="PATH",
        help="the service's folder, or its file; docs/services.md explains it",
    )
    add_json(parser)
    return parser


def explain() -> argparse.ArgumentParser:
    parser = made("service explain", "say in plain sentences who may do what, what it costs and how long")
    parser.add_argument("name", metavar="NAME", help="one of the site's services")
    add_site(parser)
    parser.add_argument(
        "--language", default="", metavar="LANG", help="of its own texts; else the site's first"
    )
    add_json(parser)
    return parser
