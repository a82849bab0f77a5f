"""`cubby bench [--vision] [--security [--site FILE]] [--json FILE] [NAME ...]` or `--power-cuts N`.

`cubby bench growth [--rows N] [--persons N]` measures a kiosk after years; it takes some minutes.
`cubby bench wide` starts cabinets of 24, 400 and 2,000 doors. `cubby bench screen [--against CHECKOUT]`: what
a visitor and a courier wait for, seen and heard.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Callable, Sequence
from functools import partial
from importlib import import_module

from kiosk.site.problems import SiteRefused
from tests.bench.figure import Figure
from tests.bench.usage import parse


def main(argv: Sequence[str]) -> int:
    given = parse(argv)
    if given.power_cuts is not None:
        return _power_cuts(given.power_cuts)
    try:
        figures = _measured(given)
    except SiteRefused as refusal:
        sys.stderr.write(f"{refusal}\n")
        return 1
    if given.json is not None:
        given.json.write_text(json.dumps({f.name: f.plain() for f in figures}, indent=2) + "\n")
    return 0


def _measured(given: argparse.Namespace) -> list[Figure]:
    figures: list[Figure] = []
    for name in given.names:
        for figure in _bench(name, given)():
            sys.stdout.write(_line(figure) + "\n")
            sys.stdout.flush()
            figures.append(figure)
    return figures


def module_of(name: str) -> str:
    """The module of a bench; subjects that have a folder are in it."""
    homes = {
        "speech": "speech.process",
        "aloud": "speech.window",
        "money": "money.share",
        "hub": "hub.rows",
        "orders": "hub.orders",
        "lives": "services.lives",
    }
    where = homes.get(name) or name.replace("vision_", "vision.")
    return f"tests.bench.{where}"


def _bench(name: str, given: argparse.Namespace) -> Callable[[], Sequence[Figure]]:
    """Loaded only when it is measured: one bench's imports are no other's memory."""
    measure: Callable[..., Sequence[Figure]] = import_module(module_of(name)).measure
    if name == "security" and given.site is not None:
        return partial(measure, given.site)
    if name == "screens" and given.against is not None:
        return partial(measure, given.against)
    if name == "growth":
        asked = {"rows": given.rows, "persons": given.persons}
        return partial(measure, **{what: many for what, many in asked.items() if many is not None})
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
