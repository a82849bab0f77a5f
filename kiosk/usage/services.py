"""What `cubby service check` takes."""

from __future__ import annotations

import argparse
from pathlib import Path

from kiosk.usage.common import add_json
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
