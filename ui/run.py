"""`cubby run`: the kiosk on what its site file names, with its window."""

from __future__ import annotations

import logging
import os
import signal
import subprocess
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, nullcontext
from typing import Final
from zoneinfo import ZoneInfo

from PySide6.QtCore import QTimer

from hardware.backlight import Backlight
from hardware.hardening import forbid_dumps
from hardware.thrift import keep_small
from kiosk.clock import SystemClock
from kiosk.custody.words import Leaving
from kiosk.journal.lock import AN_ORDER_TAKES, AlreadyOwned, Owned, own
from kiosk.journal.problems import JournalUnusable
from kiosk.journeys.front.screens import OutReason
from kiosk.program.life import Window
from kiosk.program.machine import Machine
from kiosk.program.notify import sd_notify
from kiosk.program.speech import speech_of
from kiosk.site.loading import load_site
from kiosk.site.parts.power import WhenLow
from kiosk.site.parts.speech import SpeechSite
from kiosk.site.problems import SiteRefused
from kiosk.site.whole import Site
from kiosk.update.installation import Installation, launched_from, running
from kiosk.upkeep.logs import FORMAT, kept
from kiosk.vault.keys import KeysUnusable
from ui import usage
from ui.app import App, WindowPlan
from ui.receipt_words import speaking
from ui.shown import Look, Shown
from ui.stage import WindowStage

log = logging.getLogger(__name__)

_AGAIN: Final = 75
"""What `_run` comes to when a technician wants the program to start anew; no process ends with it."""
_OFF: Final = 76
"""What it comes to when the battery is low and the machine is to be switched off."""
_SWITCH_OFF: Final = ("systemctl", "poweroff")


def main(argv: Sequence[str]) -> int:
    forbid_dumps()
    keep_small()
    parser = usage.run()
    given = parser.parse_args(argv)
    if given.site is None:
        parser.error("which site file? name it with --site or in CUBBY_SITE")
    logging.basicConfig(level=logging.INFO, format=FORMAT)
    installation = launched_from()
    try:
        site = load_site(given.site)
        if given.language not in (None, *site.languages):
            spoken = ", ".join(site.languages)
            parser.error(f"{given.site} does not speak {given.language!r}; it speaks {spoken}")
        with (
            own(given.data, patience=AN_ORDER_TAKES) as owned,
            kept(given.data),
            _sigterm_noted() as ended,
            running(installation) if installation else nullcontext(),
        ):
            status = _run(
                site, owned, given.language, ended, pointer=given.pointer, installation=installation
            )
    except (SiteRefused, AlreadyOwned, JournalUnusable, KeysUnusable) as refusal:
        sys.stderr.write(f"cubby run: {refusal}\n")
        return 1
    if status == _AGAIN and installation is not None:
        launcher = str(installation.launcher)  # which slot it is now, it knows
        os.execv(launcher, [launcher, "run", *argv])  # noqa: S606  what has started us
    if status == _AGAIN:
        # A new process: Qt and every device begin anew, on the site file as it is now.
        os.execv(sys.executable, [sys.executable, "-m", "kiosk.cli", "run", *argv])  # noqa: S606  ourselves
    return switch_off() if status == _OFF else status


def _run(
    site: Site,
    owned: Owned,
    language: str | None,
    ended: list[int],
    *,
    pointer: bool,
    installation: Installation | None = None,
) -> int:
    """The machine in threads of its own, Qt in this one, until SIGTERM or until a technician stops it."""
    backlight = Backlight.find()
    seen = look(site, language, veil=backlight is None)
    stage = WindowStage(lambda said: machine.post(said), SystemClock(), seen)  # noqa: PLW0108  made below
    machine = Machine(
        site,
        owned,
        Window(
            stage.show, stage.ping, speaking(lambda: stage.shown.language), backlight=backlight is not None
        ),
        failed=lambda: app.quit(1),
        left_off=lambda how: app.quit(_AGAIN if how is Leaving.RESTART else 0),
        installation=installation,
    )
    for problem in site.brand.left_out:
        log.warning("%s is not shown: %s", problem.where, problem.what)
    for fault in site.carriers.left_out:
        log.warning("a carrier's file is left out: %s", fault)
    size = None if site.screen.fullscreen else site.screen.size
    plan = WindowPlan(
        size=size,
        preview=machine.preview,
        backlight=backlight,
        pointer=pointer,
        speech=lambda news: speech_of(site, news),
    )
    app = App(stage, plan)
    _say_ready(stage, app)
    QTimer.singleShot(0, app, lambda: app.quit() if ended else None)
    try:
        machine.start()
        status = app.run()
    finally:
        machine.stop("asked to")
    return _OFF if machine.drained and _may_switch_off(site) else status


def _may_switch_off(site: Site) -> bool:
    return site.power is not None and site.power.when_low is WhenLow.POWER_OFF


def switch_off(command: Sequence[str] = _SWITCH_OFF) -> int:
    """The whole machine, everything being written and closed. 1 where that can't be done."""
    try:
        subprocess.run(command, check=True, timeout=60)
    except (OSError, subprocess.SubprocessError) as problem:
        log.critical("the battery is low, and the machine can't be switched off: %s", problem)
        return 1
    return 0


@contextmanager
def _sigterm_noted() -> Iterator[list[int]]:
    """SIGTERM while there is no loop to end yet, or one that has ended: the list is not empty any more."""
    noted: list[int] = []
    before = signal.signal(signal.SIGTERM, lambda number, _frame: noted.append(number))
    try:
        yield noted
    finally:
        signal.signal(signal.SIGTERM, before)


def _say_ready(stage: WindowStage, app: App) -> None:
    """Tell systemd once, when a visitor can see whether the machine serves."""

    def changed(_before: Shown, after: Shown) -> None:
        starting = after.screen.get("reason") == OutReason.STARTING
        if after.screen_name and not starting:
            stage.shown_changed.disconnect(changed)
            app.on_first_frame(lambda: sd_notify("READY=1"))

    stage.shown_changed.connect(changed)


def look(site: Site, language: str | None, *, veil: bool = True) -> Look:
    languages = site.languages
    if language is not None:
        languages = (language, *(code for code in languages if code != language))
    return Look(
        machine=site.id,
        phone=site.phone,
        cabinet=site.cabinet,
        languages=languages,
        contrast=site.screen.usual.contrast,
        text=site.screen.usual.text,
        reach=site.screen.usual.reach,
        night=site.night,
        zone=ZoneInfo(site.time_zone),
        dim=site.power.dim if site.power is not None else 100,
        veil=veil,
        idle=site.timers.idle,
        brand=site.brand,
        reads_at=site.reads_at,
        speech=site.speech or SpeechSite(),
        pictures=site.pictures,
    )
