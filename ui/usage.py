"""What `cubby run`, `demo`, `gallery` and `simulate site` may be asked; help needs no Qt."""

from __future__ import annotations

import argparse
import re
from pathlib import Path
from typing import Final

from kiosk.custody.wishes.wishes import TEXTS
from kiosk.usage.common import DATA, SITE, add_data, add_site, parser

DEMO_SITE: Final = Path(__file__).resolve().parent.parent / "assets" / "sites" / "demo.toml"
SIZES: Final = ("1080x1920", "1920x1080", "1280x800")


def run() -> argparse.ArgumentParser:
    made = parser("run", "run the kiosk of a site file", epilog=f"{DATA} and {SITE} stand for both.")
    add_site(made)
    add_data(made)
    made.add_argument("--language", metavar="CODE", help="spoken first, in place of the site's first")
    made.add_argument("--pointer", action="store_true", help="show the arrow of a mouse")
    return made


def demo() -> argparse.ArgumentParser:
    made = parser(
        "demo",
        "try the real kiosk in a simulated cabinet, in two windows; without a display it plays a courier's"
        " drop-off and a recipient's pick-up and photographs every screen",
    )
    made.add_argument("--headless", action="store_true", help="play by itself although there is a display")
    made.add_argument("--keep", type=Path, metavar="DIR", help="keep data, logs and site file here")
    made.add_argument("--pictures", type=Path, metavar="DIR", help="for the pictures of the visits")
    made.add_argument("--language", metavar="CODE", help="what the kiosk speaks first")
    made.add_argument("--site", type=Path, default=DEMO_SITE, metavar="FILE", help="another cabinet")
    made.add_argument(
        "--fleet", type=fleet, metavar="N", help="a hub with so many simulated kiosks instead, 1 to 100"
    )
    return made


def fleet(text: str) -> int:
    found = int(text)
    if not 1 <= found <= 100:
        raise argparse.ArgumentTypeError("a demo has 1 to 100 kiosks")
    return found


def gallery() -> argparse.ArgumentParser:
    made = parser("gallery", "draw every screen in every state, and a page that shows them")
    made.add_argument("--out", type=Path, required=True, metavar="DIR", help="where the pictures go")
    made.add_argument("--language", nargs="+", metavar="CODE", help="default: those of the site")
    made.add_argument("--size", nargs="+", type=size, metavar="WxH", help=f"default: {' '.join(SIZES)}")
    made.add_argument("--sample", nargs="+", metavar="NAME", help="only these")
    made.add_argument("--site", type=Path, default=DEMO_SITE, metavar="FILE", help="whose cabinet is drawn")
    sizes = made.add_mutually_exclusive_group()
    sizes.add_argument(
        "--text",
        nargs="+",
        type=int,
        choices=TEXTS,
        default=[TEXTS[0]],
        metavar="PERCENT",
        help=f"how large words are: {', '.join(map(str, TEXTS))}",
    )
    sizes.add_argument(
        "--large-text",
        dest="text",
        action="store_const",
        const=[TEXTS[1]],
        help=f"the same as --text {TEXTS[1]}",
    )
    for wish, says in (
        ("contrast", "in high contrast"),
        ("reach", "with everything low on the screen"),
        ("night", "as at night"),
        ("covered", "without their words: what the drawings say by themselves"),
        ("left-hand", "for a left hand"),
        ("digits", "with the digits of the language"),
        ("speech", "with what would be said, in a text beside each picture"),
    ):
        made.add_argument(f"--{wish}", action="store_true", help=says)
    return made


def size(text: str) -> tuple[int, int]:
    found = re.fullmatch(r"(\d{3,5})x(\d{3,5})", text)
    if found is None:
        raise argparse.ArgumentTypeError(f"{text!r} is no size; one is written 1080x1920")
    return int(found[1]), int(found[2])


def simulate_site() -> argparse.ArgumentParser:
    made = parser(
        "simulate site",
        "simulate a whole site on pseudo-terminals; the first line of the output says where",
        epilog="Lines on standard input play the hands; ui/cabinet/README.md lists them.",
    )
    made.add_argument("file", type=Path, metavar="FILE", help="the site file")
    made.add_argument(
        "--window", action="store_true", help="show the cabinet; its doors are closed by a click"
    )
    made.add_argument("--log", type=Path, metavar="FILE", help="JSON lines of all bytes and happenings")
    made.add_argument(
        "--folder", type=Path, metavar="DIR", help="where the ports' stable names are; else a temporary one"
    )
    made.add_argument("--leash", action="store_true", help="stop when standard input ends, too")
    made.add_argument("--unlock-delay", type=float, metavar="S", help="seconds of a board's pulse")
    made.add_argument("--query-delay", type=float, metavar="S", help="seconds to a board's answer")
    return made
