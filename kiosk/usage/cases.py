"""What `cubby case` takes."""

from __future__ import annotations

import argparse

from kiosk.usage.common import parser as made
from kiosk.usage.orders import GATES, one_of


def case() -> argparse.ArgumentParser:
    parser = made(
        "case",
        "see how far things are that belong together; hold them, make an offer, take them back",
    )
    commands = parser.add_subparsers(dest="command", required=True, metavar="COMMAND")
    for name, says in (
        ("show", "say how far each of its things is"),
        ("release", "say that a gate is open, so that it is handed out"),
        ("hold", "say that a gate is shut, so that it is not handed out"),
        ("recall", "give what is inside to staff to take along"),
        ("offer", "say the amount that its owner is asked about"),
    ):
        order = one_of(commands, name, says)
        order.add_argument("about", metavar="CASE", help="its name, or the label of one of its parcels")
        if name in ("release", "hold"):
            order.add_argument("--gate", choices=GATES, default=GATES[0], help="which one; else released")
        if name == "recall":
            order.add_argument("--role", default="", metavar="R", help="who takes it; else by its service")
        if name == "offer":
            order.add_argument("--amount", required=True, metavar="A", help='such as "80 EUR"')
            order.add_argument(
                "--until", default="", metavar="TIME", help="when it ends, such as 2026-05-04T18:00"
            )
    return parser
