"""What carries the cabinet: thresholds, hysteresis, how long news has to stand, and what the book keeps."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest

from hardware.outcomes.power import PowerSource, PowerState
from kiosk.custody.ids import ConsignmentId
from kiosk.custody.ledger import Ledger
from kiosk.custody.machine.events import MachineStarted, MachineStopped
from kiosk.custody.power.events import (
    BatteryLow,
    BatteryWell,
    DepositsPaused,
    DepositsResumed,
    SupplyGone,
    SupplyTurned,
)
from kiosk.custody.power.supplies import (
    BELIEVED,
    CLOUDS,
    SURE,
    WORN,
    Conduct,
    Due,
    PowerRules,
    Supply,
    conduct,
    due,
)
from tests.custody.book import NOON, P1, P2, after, later, lying

MAINS, BATTERY, UNKNOWN = PowerSource.MAINS, PowerSource.BATTERY, PowerSource.UNKNOWN
RULES = PowerRules(no_deposits_below=30, low_below=15, hysteresis=10, settle=60)
FINE = Supply(MAINS)
CUT = Supply(BATTERY)
PAUSED = Supply(BATTERY, paused=True)
LOW = Supply(BATTERY, paused=True, low=True)


def told(source: PowerSource, charge: int | None = None, *, low: bool = False) -> PowerState:
    return PowerState("ups", source, charge, None, low, "")


def wanted(held: Supply, state: PowerState, *, grid: bool) -> tuple[PowerSource, bool, bool]:
    then = due(held, state, RULES, grid=grid)
    return then.source, then.paused, then.low


@pytest.mark.parametrize(
    ("held", "state", "paused", "low"),
    [
        (FINE, told(MAINS, 100), False, False),
        (FINE, told(MAINS, 5), False, False),  # it charges, or it is worn: the grid carries the cabinet
        (FINE, told(MAINS, 100, low=True), True, True),  # the order to shut down
        (FINE, told(BATTERY, 100), False, False),
        (CUT, told(BATTERY, 30), False, False),
        (CUT, told(BATTERY, 29), True, False),
        (PAUSED, told(BATTERY, 39), True, False),
        (PAUSED, told(BATTERY, 40), False, False),
        (PAUSED, told(BATTERY), True, False),  # it has lost count
        (CUT, told(BATTERY), False, False),
        (CUT, told(BATTERY, 15), True, False),
        (CUT, told(BATTERY, 14), True, True),
        (CUT, told(BATTERY, 90, low=True), True, True),
        (CUT, told(BATTERY, low=True), True, True),
        (LOW, told(BATTERY, 24), True, True),
        (LOW, told(BATTERY, 25), True, False),
        (LOW, told(BATTERY), True, True),
        (LOW, told(MAINS, 5), False, False),
        (PAUSED, told(MAINS, 5), False, False),
        (LOW, told(UNKNOWN), False, False),
    ],
)
def test_where_the_grid_is(held: Supply, state: PowerState, paused: bool, low: bool) -> None:
    assert wanted(held, state, grid=True) == (state.source, paused, low)


@pytest.mark.parametrize("source", [MAINS, BATTERY])
@pytest.mark.parametrize(
    ("held", "charge", "alarm", "paused", "low"),
    [
        (FINE, 100, False, False, False),
        (FINE, 30, False, False, False),
        (FINE, 29, False, True, False),
        (PAUSED, 39, False, True, False),
        (PAUSED, 40, False, False, False),
        (FINE, 14, False, True, True),
        (FINE, 80, True, True, True),
        (LOW, 24, False, True, True),
        (LOW, 25, False, True, False),
        (LOW, 90, True, True, True),
        (FINE, None, False, False, False),
        (FINE, None, True, True, True),
        (LOW, None, False, False, False),  # a charger knows no charge: its alarm has its own hysteresis
        (PAUSED, None, False, False, False),
    ],
)
def test_where_only_the_sun_is_the_source_says_nothing(
    source: PowerSource, held: Supply, charge: int | None, alarm: bool, paused: bool, low: bool
) -> None:
    assert wanted(held, told(source, charge, low=alarm), grid=False) == (source, paused, low)


def after_seconds(held: Supply, state: PowerState, *, grid: bool) -> tuple[float, float, float]:
    then = due(held, state, RULES, grid=grid)
    return then.source_after, then.paused_after, then.low_after


@pytest.mark.parametrize(
    ("grid", "held", "state", "source", "paused", "low"),
    [
        (True, Supply(), told(MAINS, 100), 0, 60, 60),
        (True, FINE, told(BATTERY, 10), 0, SURE, SURE),
        (True, CUT, told(MAINS, 50), 60, 60, 60),
        (True, LOW, told(MAINS, 25), 60, 60, 60),
        (True, LOW, told(MAINS, 24), 60, WORN, WORN),
        (True, LOW, told(MAINS), 60, 60, 60),
        (False, FINE, told(BATTERY, 90), CLOUDS, 60, 60),
        (False, FINE, told(MAINS, 10), CLOUDS, SURE, SURE),
        (False, Supply(), told(BATTERY, 90), 0, 60, 60),
        (True, CUT, told(UNKNOWN), BELIEVED, BELIEVED, BELIEVED),
        (False, LOW, told(UNKNOWN), BELIEVED, BELIEVED, BELIEVED),
    ],
)
def test_how_long_it_has_to_stand(
    grid: bool, held: Supply, state: PowerState, source: float, paused: float, low: float
) -> None:
    assert after_seconds(held, state, grid=grid) == (source, paused, low)


def test_nobody_knows_is_never_on_battery() -> None:
    then = due(Supply(), told(UNKNOWN), RULES, grid=True)
    assert then == Due(
        UNKNOWN,
        paused=False,
        low=False,
        source_after=BELIEVED,
        paused_after=BELIEVED,
        low_after=BELIEVED,
    )
    assert conduct({"ups": Supply(UNKNOWN)}, frozenset({"ups"})) == Conduct()


@pytest.mark.parametrize(
    ("supply", "grid", "does"),
    [
        (FINE, True, Conduct()),
        (CUT, True, Conduct(dim=True)),
        (CUT, False, Conduct()),
        (PAUSED, True, Conduct(dim=True, deposits=False)),
        (PAUSED, False, Conduct(dim=True, deposits=False)),
        (LOW, False, Conduct(dim=True, deposits=False, serves=False)),
        (Supply(MAINS, low=True), True, Conduct(dim=True, deposits=False, serves=False)),
    ],
)
def test_what_the_machine_does(supply: Supply, grid: bool, does: Conduct) -> None:
    grids = frozenset({"one"}) if grid else frozenset[str]()
    assert conduct({"one": supply}, grids) == does
    assert conduct({"one": supply, "other": FINE}, grids) == does


def test_no_clock_runs_while_the_machine_rests() -> None:
    day = timedelta(days=1)
    book = after(*lying(P1, "1"))
    book = after(BatteryLow("sun", 10), BatteryLow("moon", 10), onto=book, at=later(60))
    late = after(*lying(P2, "2"), onto=book, at=later(90))
    book = after(BatteryWell("sun", 40), onto=late, at=later(600))
    assert ends(book, P1, day) == later(86_400 + 540)
    book = after(MachineStopped("asked to"), MachineStarted("0", "site", "3"), onto=book, at=later(700))
    book = after(SupplyGone("moon"), onto=book, at=later(3660))
    assert ends(book, P1, day) == later(86_400 + 3600)
    assert ends(book, P2, day) == later(90 + 86_400 + 3570)
    assert not book.rests


def ends(book: Ledger, thing: ConsignmentId, retention: timedelta) -> datetime:
    clock = book.consignments[thing].clock
    assert clock is not None
    assert book.at is not None
    return clock.ends(retention, book.at)


def test_the_book_keeps_what_was_told() -> None:
    book = after(SupplyTurned("ups", BATTERY, 80), DepositsPaused("ups", 29))
    assert book.supplies == {"ups": Supply(BATTERY, paused=True, charge=29, since=NOON)}
    book = after(BatteryLow("ups", 14), onto=book, at=later(60))
    assert book.supplies["ups"] == Supply(BATTERY, paused=True, low=True, charge=14, since=NOON)
    book = after(
        SupplyTurned("ups", MAINS, 30),
        BatteryWell("ups", 30),
        DepositsResumed("ups", 30),
        onto=book,
        at=later(120),
    )
    assert book.supplies == {"ups": Supply(MAINS, charge=30, since=later(120))}
    assert after(SupplyGone("ups"), onto=book).supplies == {}
