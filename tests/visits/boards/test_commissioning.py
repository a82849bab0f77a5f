"""A scripted technician learns a cabinet of sixty doors in the simulated site, through a power cut."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from random import Random

from hardware.locks.driver import Bank, Polarity
from hardware.outcomes.locks import LockAddress
from hardware.simulator.boards.doors import Sensor
from kiosk.custody.cabinet.columns import labels_of, planned
from kiosk.custody.doors.events import OpeningIntended
from kiosk.custody.learning.events import ChannelLearned
from kiosk.custody.words import Leaving, SensorWord
from kiosk.journeys.front.screens import OutChoice, OutOfService
from kiosk.journeys.learning.screens import (
    ClosedChoice,
    CloseLearned,
    ColumnsChoice,
    CommissionSummary,
    SummaryWork,
    WhichChoice,
    WhichOpened,
)
from kiosk.journeys.screen import OkChoice, Picked
from kiosk.journeys.work.screens import WorkMessage, WorkshopChoice, WorkWord
from kiosk.orders.procedure import Secrets
from kiosk.site.loading import load_site
from tests.visits.bench import Bench, bench

KINDS = ("small", "screen-small", "small", "mixed", "large", "tall")
BOARDS = (
    Bank("A", "shuoming", 1, 40),
    Bank("B", "shuoming", 2, 12, Polarity.SHORT_WHEN_OPEN),  # the site file says otherwise
    Bank("C", "shuoming", 3, 12),
)


def wired(seed: int) -> dict[str, LockAddress]:
    """Sixty doors on sixty-four channels, as somebody wired them who had no plan."""
    channels = [LockAddress(b.name, n + 1) for b in BOARDS for n in range(b.channels)]
    Random(seed).shuffle(channels)  # noqa: S311  a cabinet, no secret
    return {str(n + 1): channels[n] for n in range(60)}


def begins(kiosk: Bench, technician: Secrets) -> None:
    kiosk.until_the_boards_answer()
    kiosk.until(OutOfService)
    kiosk.presses(OutChoice.STAFF)
    kiosk.signs_in(technician)
    kiosk.presses(WorkshopChoice.COMMISSION)


def learns(kiosk: Bench) -> None:
    """One channel: look, touch, close."""
    kiosk.until(WhichOpened)
    label = kiosk.sees_open()
    kiosk.presses(Picked(label) if label else WhichChoice.NOTHING)
    if not label:
        return
    kiosk.until(CloseLearned)
    kiosk.cabinet.close(label)
    if not kiosk.sees(CloseLearned).seen:
        kiosk.presses(ClosedChoice.CLOSED)


def test_sixty_doors_are_learned_and_the_site_file_is_written(tmp_path: Path) -> None:
    truth = wired(7)
    (tmp_path / "data").mkdir()
    with bench(tmp_path, BOARDS, truth) as kiosk:
        assert len(labels_of(planned(kiosk.site.cabinet, KINDS) or ())) == len(truth)
        kiosk.cabinet.sensor("17", Sensor.STUCK_CLOSED)
        begins(kiosk, kiosk.staff("technician"))
        for kind in KINDS:
            kiosk.presses(Picked(kind))
        kiosk.presses(ColumnsChoice.GO)
        kiosk.presses(OkChoice.OK)
        for _ in range(30):
            learns(kiosk)
        kiosk.until(WhichOpened)
        kiosk.power_cut()

        # The door of the channel that was being tried is open, and nothing opens by itself.
        opened = len(kiosk.told)
        half_done = kiosk.sees_open()
        begins(kiosk, kiosk.staff("technician"))
        assert len(kiosk.told) == opened
        if half_done:
            kiosk.cabinet.close(half_done)
        kiosk.until(WorkMessage)
        kiosk.presses(OkChoice.OK)
        kiosk.until(WhichOpened, CommissionSummary)
        while isinstance(kiosk.scene.screen, WhichOpened):
            learns(kiosk)
            kiosk.until(WhichOpened, CommissionSummary)
        summary = kiosk.sees(CommissionSummary)
        assert replace(summary, front=None) == CommissionSummary(60, 60, ("17",), (), ("B",), dead=4)

        kiosk.presses(SummaryWork.WRITE)
        assert kiosk.sees(WorkMessage).word is WorkWord.WRITTEN
        kept = kiosk.sees(WorkMessage).detail
        kiosk.presses(OkChoice.OK)
        assert kiosk.left_off == [Leaving.RESTART]

        site = load_site(kiosk.file)
        assert {c.label: c.front.lock for c in site.cabinet.compartments()} == truth
        polarities = {bank.name: bank.polarity for bus in site.buses for bank in bus.banks}
        assert polarities == {b.name: b.polarity for b in BOARDS}
        assert not load_site(tmp_path / kept).cabinet.columns
        intents = [x for x in kiosk.events() if isinstance(x, OpeningIntended)]
        assert len(intents) == len(kiosk.told) == len({x.intent for x in intents})
        assert kiosk.ledger.commissioning is None
        words = {x.sensor for x in kiosk.events() if isinstance(x, ChannelLearned) and x.compartment}
        assert words == {SensorWord.RIGHT, SensorWord.INVERTED, SensorWord.STUCK_CLOSED}
