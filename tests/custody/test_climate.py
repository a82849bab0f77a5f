"""Readings, silence and time against the limits of a class: which events they make."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta
from typing import Final

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.custody.event import Event
from kiosk.custody.ledger import EMPTY, Ledger
from kiosk.custody.senses import climate
from kiosk.custody.senses.climate import Watch
from kiosk.custody.senses.events import (
    ExcursionBegan,
    ExcursionEnded,
    ExcursionRuns,
    ZoneUnwatched,
    ZoneWatched,
)
from kiosk.custody.senses.state import Excursion, Unwatched
from kiosk.custody.senses.temperature import KNOWN, TemperatureClass
from tests.custody.book import NOON

COOL: Final = TemperatureClass("biological", 20, 80, grace=600, unwatched=1800)
LABELS: Final = ("9", "10")
LOST: Final = None


def fresh(limits: TemperatureClass = COOL) -> Watch:
    return climate.taken_up("fridge", limits, LABELS, EMPTY, 0.0, NOON)


def told(watch: Watch, story: Sequence[tuple[float, int | None]], until: float) -> tuple[Watch, list[Event]]:
    """Readings (tenths, or LOST) at their times, with every look between them that is due, up to `until`."""
    said: list[Event] = []
    now = 0.0
    for at, tenths in (*story, (until, -9999)):
        while (wait := climate.due(watch, now)) is not None and now + wait <= at:
            now += wait
            watch, more = climate.look(watch, now)
            said += more
            if not more and wait == 0:
                break
        now = at
        if tenths is LOST:
            watch = climate.lost(watch, "no answer", now)
        elif tenths != -9999:
            watch, more = climate.read(watch, tenths, now)
            said += more
    return watch, said


def began(seconds: int, worst: int) -> ExcursionBegan:
    return ExcursionBegan("fridge", "biological", LABELS, seconds, worst)


def ended(seconds: int, worst: int) -> ExcursionEnded:
    return ExcursionEnded("fridge", seconds, worst)


@pytest.mark.parametrize(
    ("story", "until", "events"),
    [
        pytest.param([(0, 50)], 9000, [], id="cool for hours"),
        pytest.param([(0, 50), (60, 80), (120, 20)], 9000, [], id="on its limits is within them"),
        pytest.param([(0, 50), (60, 95), (600, 60)], 9000, [], id="warm for less than the grace"),
        pytest.param(
            [(0, 50), (60, 95)], 700, [began(600, 95)], id="warm for longer: told when the grace ends"
        ),
        pytest.param(
            [(0, 50), (60, 95), (300, 110), (900, 90), (1260, 70)],
            9000,
            [began(600, 110), ended(1200, 110)],
            id="warm and cool again: how long, and how warm at most",
        ),
        pytest.param(
            [(0, 50), (60, 95), (900, 70), (960, 95), (2000, 70)],
            9000,
            [began(600, 95), ended(840, 95), began(600, 95), ended(1040, 95)],
            id="warm, cool, warm again: two excursions",
        ),
        pytest.param(
            [(0, 50), (60, 95), (500, 70), (520, 95)],
            1100,
            [],
            id="cool for a moment in between: the grace begins anew",
        ),
        pytest.param(
            [(0, 50), (60, -5), (700, 30)], 9000, [began(600, -5), ended(640, -5)], id="too cold counts"
        ),
        pytest.param(
            [(0, 50), (60, 95), (700, 5)], 710, [began(600, 95)], id="from too warm to too cold it goes on"
        ),
        pytest.param([(0, 50), (60, LOST)], 100, [], id="a sensor that is away for a moment is no event"),
        pytest.param(
            [(0, 50), (60, LOST)],
            9000,
            [ZoneUnwatched("fridge", 60, "no answer")],
            id="a sensor that dies is unwatched, and not warm",
        ),
        pytest.param(
            [(0, 50), (60, LOST), (360, 50)],
            9000,
            [ZoneUnwatched("fridge", 60, "no answer"), ZoneWatched("fridge", 300)],
            id="a sensor that comes back",
        ),
        pytest.param(
            [(0, 50), (60, 95), (800, LOST), (1400, 90), (2060, 60)],
            9000,
            [
                began(600, 95),
                ZoneUnwatched("fridge", 60, "no answer"),
                ZoneWatched("fridge", 600),
                ended(2000, 95),
            ],
            id="a sensor that dies in the middle of an excursion does not end it",
        ),
        pytest.param(
            [(0, 50), (60, 95), (300, LOST), (2000, 60)],
            9000,
            [ZoneUnwatched("fridge", 60, "no answer"), ZoneWatched("fridge", 1700)],
            id="what nobody saw is not called an excursion when it is cool again",
        ),
        pytest.param(
            [(0, 50), (60, 95), (300, LOST), (2000, 90)],
            2001,
            [ZoneUnwatched("fridge", 60, "no answer"), ZoneWatched("fridge", 1700), began(1940, 95)],
            id="still warm when the sensor is back: outside since it was last known within",
        ),
        pytest.param(
            [(0, 50), (60, 95)],
            60 + 600 + 7300,
            [
                began(600, 95),
                ExcursionRuns("fridge", 4200, 95),
                ExcursionRuns("fridge", 7800, 95),
            ],
            id="one that goes on is said once an hour",
        ),
        pytest.param([], 9000, [ZoneUnwatched("fridge", 60, "")], id="a sensor that never spoke"),
    ],
)
def test_what_becomes_of_readings(
    story: list[tuple[float, int | None]], until: float, events: list[Event]
) -> None:
    assert told(fresh(), story, until)[1] == events


def test_only_air_that_is_known_to_be_within_is_fit() -> None:
    watch = fresh()
    assert not watch.fit
    assert climate.read(watch, 50, 1)[0].fit
    assert not climate.read(watch, 81, 1)[0].fit
    assert not climate.lost(climate.read(watch, 50, 1)[0], "no answer", 2).fit


def test_nobody_knows_it_for_longer_than_the_class_allows() -> None:
    silent = climate.lost(climate.read(fresh(), 50, 0)[0], "no answer", 100)
    assert not climate.neglected(silent, 100 + 1799)
    assert climate.neglected(silent, 100 + 1800)
    assert not climate.neglected(climate.read(silent, 50, 2000)[0], 9000)


def test_without_grace_the_first_reading_outside_is_one() -> None:
    watch = fresh(TemperatureClass("biological", 20, 80, grace=0))
    assert climate.read(watch, 81, 5)[1] == (began(5, 81),)


@pytest.mark.parametrize(
    ("kind", "good", "bad"),
    [
        ("room", (180, 200, 220), (179, 221)),
        ("fresh", (0, 40), (-1, 41)),
        ("biological", (20, 80), (19, 81)),
        ("frozen", (-180, -400), (-179, 50)),
    ],
)
def test_the_known_classes(kind: str, good: tuple[int, ...], bad: tuple[int, ...]) -> None:
    assert [KNOWN[kind].off(tenths) for tenths in good] == [0] * len(good)
    assert all(KNOWN[kind].off(tenths) > 0 for tenths in bad)


# --- starts ---------------------------------------------------------------------------------------


def after_stop(seconds: float, **known: object) -> Watch:
    """A start `seconds` after the last row by the wall clock; the machine's own clock began anew."""
    ledger = Ledger(at=NOON, **known)  # type: ignore[arg-type]  # fields as named
    return climate.taken_up("fridge", COOL, LABELS, ledger, 7.0, NOON + timedelta(seconds=seconds))


def test_warm_at_the_first_reading_after_a_long_power_cut_is_an_excursion_at_once() -> None:
    assert climate.read(after_stop(3600), 120, 10.0)[1] == (began(3603, 120),)


def test_warm_after_a_short_one_has_its_grace() -> None:
    watch, said = climate.read(after_stop(30), 120, 10.0)
    assert said == ()
    assert climate.due(watch, 10.0) == pytest.approx(600 - 33)


def test_cool_after_a_power_cut_is_nothing() -> None:
    assert climate.read(after_stop(99_999), 50, 10.0)[1] == ()


def test_an_excursion_goes_on_over_a_restart() -> None:
    running = {"fridge": Excursion("biological", LABELS, 700, 130, NOON)}
    watch = after_stop(300, excursions=running)
    assert climate.read(watch, 90, 17.0)[1] == ()
    assert climate.read(watch, 60, 17.0)[1] == (ended(700 + 300 + 10, 130),)
    warmer = climate.read(watch, 200, 17.0)[0]
    assert climate.read(warmer, 60, 27.0)[1] == (ended(700 + 300 + 20, 200),)


def test_a_clock_that_was_set_back_over_a_restart_shortens_nothing_that_was_said() -> None:
    running = {"fridge": Excursion("biological", LABELS, 700, 130, NOON)}
    assert climate.read(after_stop(-86_400, excursions=running), 60, 17.0)[1] == (ended(710, 130),)
    assert climate.read(after_stop(-86_400), 120, 17.0)[1] == ()


def test_a_silence_goes_on_over_a_restart_and_is_said_once() -> None:
    watch = after_stop(100, unwatched={"fridge": Unwatched(60, NOON, "no answer")})
    assert climate.look(watch, 99.0) == (watch, ())
    assert climate.read(watch, 50, 17.0)[1] == (ZoneWatched("fridge", 170),)


# --- whatever comes -------------------------------------------------------------------------------

STORIES = st.lists(
    st.tuples(st.integers(0, 4000), st.one_of(st.none(), st.integers(-400, 800))), max_size=25
).map(lambda story: [(float(at), tenths) for at, tenths in sorted(story, key=lambda one: one[0])])


@given(story=STORIES)
def test_beginnings_and_ends_take_turns_and_durations_are_never_negative(
    story: list[tuple[float, int | None]],
) -> None:
    watch, said = told(fresh(), story, 5000.0)
    turns = [one for one in said if isinstance(one, ExcursionBegan | ExcursionEnded)]
    assert [isinstance(one, ExcursionBegan) for one in turns] == [n % 2 == 0 for n in range(len(turns))]
    assert watch.excursion is (len(turns) % 2 == 1)
    assert all(one.seconds >= 0 for one in said)  # type: ignore[attr-defined]  # every event of a zone has it
    assert all(COOL.off(one.worst) > 0 for one in turns)
    assert len(said) <= 3 * len(story) + 3
