"""`cubby bench [--vision] [--json FILE] [--power-cuts N] [NAME ...]`."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Callable, Sequence
from importlib import import_module
from pathlib import Path

from tests.bench.figure import Figure

BENCHES = ("screens", "pins", "appends", "processes", "exploring", "lines")

VISION = ("vision_codes", "vision_faces", "vision_attacks")


def main(argv: Sequence[str]) -> int:
    parser = argparse.ArgumentParser(prog="cubby bench", description="Measure this machine's Cubby.")
    parser.add_argument("names", nargs="*", metavar="NAME", help=f"of {', '.join(BENCHES)}; else all")
    parser.add_argument("--json", type=Path, metavar="FILE", help="write the figures there too")
    parser.add_argument("--power-cuts", type=int, metavar="N", help="replay N power cuts instead")
    parser.add_argument(
        "--vision", action="store_true", help=f"codes, faces and attacks: {', '.join(VISION)}"
    )
    given = parser.parse_args(argv)
    unknown = [name for name in given.names if name not in (*BENCHES, *VISION)]
    if unknown:
        parser.error(f"there is no bench {', '.join(unknown)}; there are {', '.join(BENCHES)}")
    if given.power_cuts is not None:
        return _power_cuts(given.power_cuts)
    figures: list[Figure] = []
    for name in given.names or (VISION if given.vision else BENCHES):
        for figure in _bench(name)():
            sys.stdout.write(_line(figure) + "\n")
            sys.stdout.flush()
            figures.append(figure)
    if given.json is not None:
        given.json.write_text(json.dumps({f.name: f.plain() for f in figures}, indent=2) + "\n")
    return 0


def _bench(name: str) -> Callable[[], Sequence[Figure]]:
    """Loaded only when it is measured: one bench's imports are no other's memory."""
    measure: Callable[[], Sequence[Figure]] = import_module(f"tests.bench.{name}").measure
    return measure


def _line(figure: Figure) -> str:
    target = "" if figure.target is None else f"  (wanted: {figure.target:g} or {figure.better})"
    missed = "  MISSED" if figure.met is False else ""
    return f"{figure.name:<34} {figure.value:>10.4g} {figure.unit}{target}{missed}"


def _power_cuts(number: int) -> int:
    from tests.crash.campaign import power_cuts  # noqa: PLC0415  needs strace, the other benches don't

    result = power_cuts(number, seed=1)
    sys.stdout.write(f"{result}\n")
    return 0 if not result.findings else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
