"""`cubby demo`: two windows to play with, or, without a display, a visit that plays itself."""

from __future__ import annotations

import argparse
import json
import os
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Final

from kiosk.site.loading import load_site
from kiosk.site.ports import write_changed
from kiosk.site.problems import SiteRefused
from kiosk.site.whole import Site
from ui import usage
from ui.demo.cast import Cast, NotSeeded, program, seed, shelf
from ui.demo.hub import show_fleet
from ui.demo.play import Play
from ui.demo.processes import HOME, Ended, Kiosk, Simulation

DEMO_SITE: Final = usage.DEMO_SITE
WINDOW: Final = 450, 800
"""The kiosk's size beside the cabinet on a screen that also holds other things."""
_UNSEEN: Final = {"QT_QPA_PLATFORM": "offscreen", "QT_QUICK_BACKEND": "software"}


class _AskedToEnd(KeyboardInterrupt):
    """SIGTERM came."""


def main(argv: list[str]) -> int:
    """0 when the visits were played, or the windows closed; 1 with a sentence when something went wrong."""
    try:
        asked = usage.demo().parse_args(argv)
    except SystemExit as leave:
        return leave.code if isinstance(leave.code, int) else 2
    if asked.fleet:
        return show_fleet(asked.fleet, asked.keep)
    headless = asked.headless or not _has_display()
    try:
        file = load_site(asked.site)
        if asked.language not in (None, *file.languages):
            spoken = ", ".join(file.languages)
            sys.stderr.write(f"cubby demo: {file.path} does not speak {asked.language}; it speaks {spoken}\n")
            return 2
        with _leaving_on_sigterm(), _folder(asked.keep) as folder:
            if headless:
                _play(file, asked.language, folder, _pictures(asked))
            else:
                _show(file, asked.language, folder)
    except BrokenPipeError:
        raise
    except (SiteRefused, NotSeeded, Ended, OSError) as refusal:
        sys.stderr.write(f"{refusal}\n")
        return 1
    except _AskedToEnd:
        return 0
    except KeyboardInterrupt:
        return 0 if not headless else 130
    return 0


def _has_display() -> bool:
    unseen = os.environ.get("QT_QPA_PLATFORM", "").split(":")[0] in {"offscreen", "minimal"}
    named = any(os.environ.get(name) for name in ("DISPLAY", "WAYLAND_DISPLAY"))
    return named and not unseen and _a_window_can_be_made()


def _a_window_can_be_made() -> bool:
    """What is named may be gone, or be somebody else's; Qt would abort the program that finds it out."""
    tried = subprocess.run(
        [sys.executable, "-m", "ui.demo.display"],
        cwd=HOME,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        check=False,
    )
    return tried.returncode == 0


def _pictures(asked: argparse.Namespace) -> Path:
    folder = asked.pictures or (asked.keep / "pictures" if asked.keep else None)
    if folder is None:
        return Path(tempfile.mkdtemp(prefix="cubby-pictures-"))
    folder.mkdir(parents=True, exist_ok=True)
    return Path(folder).resolve()


@contextmanager
def _folder(keep: Path | None) -> Iterator[Path]:
    with ExitStack() as stack:
        folder = keep or Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="cubby-demo-")))
        folder.mkdir(parents=True, exist_ok=True)
        if (folder / "data").exists():
            raise NotSeeded(f"{folder} has a demo's data already; name another folder, or delete it.")
        yield folder.resolve()


@contextmanager
def _leaving_on_sigterm() -> Iterator[None]:
    """What the demo started ends with it, and that is a good end."""

    def ask_to_end(*_: object) -> None:
        signal.signal(signal.SIGTERM, signal.SIG_IGN)  # a second one must not stop the tidying
        raise _AskedToEnd

    before = signal.signal(signal.SIGTERM, ask_to_end)
    try:
        yield
    finally:
        signal.signal(signal.SIGTERM, before)


def _play(file: Site, language: str | None, folder: Path, pictures: Path) -> None:
    _tell("Starting the simulated cabinet and the kiosk.")
    with (
        Simulation(file.path, folder, {}, window=False) as site,
        Kiosk(
            Path(site.ports["site"]), folder / "data", language, folder / "kiosk.log", _UNSEEN, played=True
        ) as kiosk,
    ):
        cast = _seeded(file, site, folder)
        play = Play(file, site, kiosk, pictures, _tell)
        play.run(cast)
        _tell(f"{play.pictures} pictures of its screens are in {pictures}")


def _show(file: Site, language: str | None, folder: Path) -> None:
    smaller = folder / "demo.toml"
    write_changed(file.path, smaller, {"screen": {"size": list(WINDOW)}})
    with (
        Simulation(smaller, folder, {}, window=True) as site,
        Kiosk(
            Path(site.ports["site"]), folder / "data", language, folder / "kiosk.log", {}, played=False
        ) as kiosk,
    ):
        cast = _seeded(file, site, folder)
        site.say(f"shelf {json.dumps(shelf(cast))}")
        _tell("Two windows: the kiosk and the cabinet. Close one of them, or press Ctrl-C, to end.")
        while kiosk.runs and site.runs:
            time.sleep(0.2)


def _seeded(file: Site, site: Simulation, folder: Path) -> Cast:
    cast = seed(file, folder / "data")
    for person in cast.waiting:
        site.act(f"stock {person.compartment} {person.tracking}", {"compartment": person.compartment})
    for one in cast.lent:
        site.act(f"stock {one.compartment} {one.tracking}", {"compartment": one.compartment})
    for line in program(cast):
        _tell(line)
    return cast


def _tell(line: str) -> None:
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()
