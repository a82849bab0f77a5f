"""`cubby simulate site FILE`: a whole simulated site for a real kiosk, with or without a window.

The first line of the output is one JSON object: `{"buses": {name: path}, "scanner": path, "camera": folder,
"site": path}`, the last being a site file whose ports are these. A JSON line for each happening follows.
Lines on standard input play the hands. Its end is no reason to stop, but with `--leash`; SIGTERM is.
"""

from __future__ import annotations

import argparse
import json
import sys
import tempfile
import threading
from collections.abc import Callable
from contextlib import ExitStack, suppress
from functools import partial
from pathlib import Path

from hardware.simulator.boards.board import Timing
from hardware.simulator.happenings import SiteHappening, as_line
from hardware.simulator.log import SiteLog
from hardware.simulator.site import SimulatedSite
from hardware.simulator.words import obey
from kiosk.site.loading import load_site
from kiosk.site.problems import SiteRefused
from kiosk.site.whole import Site
from ui.cabinet.lines import serve_lines
from ui.cabinet.plan import announce, plan_of
from ui.usage import simulate_site


def main(argv: list[str]) -> int:
    """Serve until SIGTERM or SIGINT: 0 then, 1 for a site file that is refused, 2 for wrong usage."""
    try:
        asked = simulate_site().parse_args(argv)
    except SystemExit as leave:
        return leave.code if isinstance(leave.code, int) else 2
    try:
        site = load_site(asked.file)
    except SiteRefused as refusal:
        sys.stderr.write(f"{refusal}\n")
        return 1
    with ExitStack() as stack:
        folder = asked.folder or Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="cubby-site-")))
        folder.mkdir(parents=True, exist_ok=True)
        file = stack.enter_context(asked.log.open("a", encoding="utf-8")) if asked.log else None
        return _serve(asked, site, folder, SiteLog(file))


def _timing(unlock: float | None, query: float | None) -> Timing | None:
    """None where nothing is said: each board then takes its maker's time."""
    if unlock is None and query is None:
        return None
    usual = Timing()
    return Timing(
        unlock=usual.unlock if unlock is None else unlock, query=usual.query if query is None else query
    )


def _serve(asked: argparse.Namespace, site: Site, folder: Path, log: SiteLog) -> int:
    say = Says()
    listeners: list[Callable[[SiteHappening], None]] = [lambda happening: say(as_line(happening))]

    def tell(happening: SiteHappening) -> None:
        for listener in listeners:
            listener(happening)

    timing = _timing(asked.unlock_delay, asked.query_delay)
    simulated = SimulatedSite(plan_of(site), folder, tell, log=log, timing=timing)
    simulated.start()
    try:
        where = announce(site, simulated.ports, folder)
        ready = partial(say, where.as_line())
        each = partial(_obey, simulated, say)
        if asked.window:
            from ui.cabinet.window import show  # noqa: PLC0415  without a window there is no need of Qt

            show(site, simulated, listeners.append, each, ready, leash=asked.leash)
        else:
            serve_lines(each, ready, leash=asked.leash)
    finally:
        simulated.stop()
    return 0


def _obey(site: SimulatedSite, say: Says, line: str) -> None:
    if line.startswith("shelf "):
        return  # without a window nothing is at hand
    if told := obey(site, line):
        say({"refused": told})


class Says:
    """Prints JSON lines whole, from any thread; a reader that has gone is no reason to stop."""

    def __init__(self) -> None:
        self._lock = threading.Lock()

    def __call__(self, line: dict[str, object]) -> None:
        with self._lock, suppress(BrokenPipeError):
            sys.stdout.write(json.dumps(line, ensure_ascii=False) + "\n")
            sys.stdout.flush()
