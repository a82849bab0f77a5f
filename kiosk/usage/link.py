"""What `cubby link enrol` and `link status` take."""

from __future__ import annotations

import argparse

from kiosk.usage.common import add_data, add_json, add_site
from kiosk.usage.common import parser as made


def enrol() -> argparse.ArgumentParser:
    parser = made("link enrol", "make the kiosk known to the operator's hub")
    add_data(parser)
    add_site(parser, "the site file, needed before the kiosk has run once")
    parser.add_argument(
        "--code", required=True, metavar="TEXT", help="what the QR code on the hub's page says"
    )
    add_json(parser)
    return parser


def status() -> argparse.ArgumentParser:
    parser = made("link status", "say how the link to the operator's hub is")
    add_data(parser)
    add_site(parser, "the site file, needed before the kiosk has run once")
    add_json(parser)
    return parser
