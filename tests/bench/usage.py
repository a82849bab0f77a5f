"""What `cubby bench` may be asked; it needs Python alone, for a slip is told before anything is fetched."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path

BENCHES = ("screens", "pins", "appends", "processes", "exploring", "lines", "rounds", "security", "speech")
VISION = ("vision_codes", "vision_process", "vision_faces", "vision_attacks")
SECURITY = ("security",)
GROWTH = ("growth",)
WIDE = ("wide",)
HUB = ("hub",)
SCREEN = ("screens", "aloud", "speech", "rounds")
"""What `screen` stands for: what a visitor and a courier wait for, seen and heard."""
EVERY = (*BENCHES, *VISION, *GROWTH, *WIDE, "aloud", "money", "orders", "lives", *HUB)

HELP_GIVEN = 3


def parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="cubby bench", description="measure this machine's Cubby", allow_abbrev=False
    )
    parser.add_argument(
        "names", nargs="*", metavar="NAME", help=f"screen, or of {', '.join(EVERY)}; else the first few"
    )
    parser.add_argument("--against", type=Path, metavar="DIR", help="another checkout, for `screens`: ratios")
    parser.add_argument("--json", type=Path, metavar="FILE", help="write the figures there too")
    parser.add_argument("--power-cuts", type=int, metavar="N", help="replay N power cuts instead")
    parser.add_argument(
        "--vision", action="store_true", help=f"codes, faces and attacks: {', '.join(VISION)}"
    )
    parser.add_argument("--security", action="store_true", help="hours until somebody guesses right")
    parser.add_argument("--site", type=Path, metavar="FILE", help="whose limits `security` simulates")
    parser.add_argument("--rows", type=int, metavar="N", help="how long the journal of `growth` is")
    parser.add_argument("--persons", type=int, metavar="N", help="how many persons `growth` knows")
    return parser


def parse(argv: Sequence[str]) -> argparse.Namespace:
    """What was asked, by the options' names; ends the program with 2 where that is wrong.

    `names` are those to measure, whichever way they were asked for.
    """
    made = parser()
    given = made.parse_args(argv)
    given.names = [each for name in given.names for each in (SCREEN if name == "screen" else (name,))]
    unknown = [name for name in given.names if name not in EVERY]
    if unknown:
        made.error(f"there is no bench {', '.join(unknown)}; there are {', '.join(EVERY)}")
    asked = (*given.names, *(VISION if given.vision else ()), *(SECURITY if given.security else ()))
    given.names = tuple(dict.fromkeys(asked)) or BENCHES
    if given.power_cuts is not None and (given.power_cuts < 1 or asked or given.json):
        made.error("--power-cuts takes a number from 1 and stands alone")
    for many in (given.rows, given.persons):
        if many is not None and (many < 1 or "growth" not in given.names):
            made.error("--rows and --persons are for the bench growth, and count from 1")
    if given.site is not None and "security" not in given.names:
        made.error("--site is for the bench security")
    if given.against is not None and (
        "screens" not in given.names or not (given.against / "tests" / "bench" / "screens.py").is_file()
    ):
        made.error("--against is for the bench screens, and takes the folder of another checkout")
    for file, there in (
        (given.json, given.json and given.json.absolute().parent.is_dir()),
        (given.site, True),
    ):
        if file is not None and (not there or file.is_dir()):
            made.error(f"{file} can't be that file")
    return given


def main(argv: Sequence[str]) -> int:
    """0 where there is something to measure, `HELP_GIVEN` after the help, 2 after a sentence."""
    try:
        parse(argv)
    except SystemExit as over:
        return HELP_GIVEN if over.code == 0 else 2
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
