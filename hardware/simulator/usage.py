"""Arguments of `cubby simulate`; help needs no library."""

from __future__ import annotations

import argparse
from pathlib import Path

POLARITIES = ("short-when-locked", "short-when-open")


def simulate() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="cubby simulate",
        description="simulate a maker's lock boards on a pseudo-terminal, whose path is the first line",
        epilog="Lines on standard input play the hand; the line ? lists them.",
        allow_abbrev=False,
    )
    parser.add_argument(
        "maker", nargs="?", default="shuoming", metavar="MAKER", help="as in a site file; else shuoming"
    )
    parser.add_argument("--banks", type=int, default=1, metavar="N", help="how many boards; else 1")
    parser.add_argument(
        "--channels", type=int, metavar="N", help="doors of each; else 24, or as many as the maker has"
    )
    parser.add_argument("--first", type=int, metavar="ADDRESS", help="of the first board; else the lowest")
    parser.add_argument("--polarity", choices=POLARITIES, default=POLARITIES[0], help="of the sensors")
    parser.add_argument(
        "--set",
        type=_setting,
        action="append",
        default=[],
        metavar="NAME=VALUE",
        dest="settings",
        help="a setting of the maker, as in the site file",
    )
    parser.add_argument("--unlock-delay", type=float, metavar="S", help="seconds of the pulse")
    parser.add_argument("--query-delay", type=float, metavar="S", help="seconds to the answer")
    parser.add_argument("--reports", action="store_true", help="boards tell changes unasked, if they can")
    where = parser.add_mutually_exclusive_group()
    where.add_argument("--link", type=Path, metavar="PATH", help="a stable name for the pseudo-terminal")
    where.add_argument(
        "--tcp", type=int, metavar="PORT", help="a port of the loopback address instead; 0: any"
    )
    parser.add_argument("--log", type=Path, metavar="FILE", help="JSON lines of all bytes and doors")
    parser.add_argument("--seed", type=int, default=0, metavar="N", help="of the chances below")
    for chance in ("lose", "corrupt", "truncate", "duplicate", "stray"):
        parser.add_argument(
            f"--{chance}", type=float, default=0.0, metavar="P", help="chance for a frame, 0 to 1"
        )
    for seconds in ("late", "split"):
        parser.add_argument(f"--{seconds}", type=float, default=0.0, metavar="S", help="seconds")
    parser.add_argument("--echo", action="store_true", help="the adapter sends back what it is given")
    return parser


def simulate_terminal() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="cubby simulate terminal",
        description="simulate a card terminal, whose port or path is the first line",
        epilog="Each line of the script, or of standard input, says what one more sale does; ? lists all.",
        allow_abbrev=False,
    )
    parser.add_argument("kind", choices=("zvt", "mdb"), metavar="KIND", help="zvt or mdb")
    where = parser.add_mutually_exclusive_group()
    where.add_argument("--link", type=Path, metavar="PATH", help="a stable name for the pseudo-terminal")
    where.add_argument(
        "--tcp", type=int, metavar="PORT", help="a port of the loopback address instead; 0: any"
    )
    parser.add_argument("--script", type=Path, metavar="FILE", help="what the next sales do, a line each")
    parser.add_argument("--log", type=Path, metavar="FILE", help="JSON lines of all bytes and of the money")
    parser.add_argument("--think", type=float, default=1.0, metavar="S", help="seconds until a card is held")
    return parser


def _setting(text: str) -> tuple[str, int | str]:
    name, _, value = text.partition("=")
    return name, int(value) if value.isdecimal() else value
