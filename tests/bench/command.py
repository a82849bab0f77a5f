"""`cubby bench [--vision] [--security [--site FILE]] [--json FILE] [NAME ...]` or `--power-cuts N`."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Sequence
from functools import partial
from importlib import import_module
from pathlib import Path

from kiosk.site import SiteRefused
from tests.bench.figure import Figure
from tests.bench.usage import parse


def main(argv: Sequence[str]) -> int:
    given = parse(argv)
    if given.power_cuts is not None:
        return _power_cuts(given.power_cuts)
    try:
        figures = _measured(given.names, given.site)
    except SiteRefused as refusal:
        sys.stderr.write(f"{refusal}\n")
        return 1
    if given.json is not None:
        given.json.write_text(json.dumps({f.name: f.plain() for f in figures}, indent=2) + "\n")
    return 0


def _measured(names: Sequence[str], site: Path | None) -> list[Figure]:
    figures: list[Figure] = []
    for name in names:
        for figure in _bench(name, site)():
            sys.stdout.write(_line(figure) + "\n")
            sys.stdout.flush()
            figures.append(figure)
    return figures


def _bench(name: str, site: Path | None) -> Callable[[], Sequence[Figure]]:
    """Loaded only when it is measured: one bench's imports are no other's memory."""
    measure: Callable[..., Sequence[Figure]] = import_module(f"tests.bench.{name}").measure
    return partial(measure, site) if name == "security" and site is not None else measure


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
