"""What `cubby service check`, `service explain` and `service explore` take."""

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


def explore() -> argparse.ArgumentParser:
    parser = made("service explore", "say in how many states a service can be, and the way to each ending")
    parser.add_argument(
        "name", metavar="NAME", help="one of the site's services, or of Cubby's; or a folder or file"
    )
    add_site(parser)
    add_json(parser)
    return parser
