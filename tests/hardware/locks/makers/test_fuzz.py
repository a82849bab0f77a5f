"""Whatever a line says, a door that did not open is never taken for opened, whoever made its board."""

from __future__ import annotations

from collections.abc import Sequence

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from hardware.outcomes.locks import Opened
from tests.hardware.locks.fuzzing import PLAIN, WITH_NUMBER, Mishap, outcome_of, spoil
from tests.hardware.locks.rig import Rig
from tests.hardware.locks.variants import VARIANTS, Variant
from tests.helpers.length import LONG


@pytest.fixture(autouse=True)
def quiet(caplog: pytest.LogCaptureFixture) -> None:
    """Thousands of boards fall silent here, and pymodbus tells of every wreck."""
    caplog.set_level("CRITICAL")


mishaps = st.one_of(
    st.tuples(st.sampled_from(PLAIN), st.none()),
    st.tuples(st.sampled_from(WITH_NUMBER), st.integers(0, 1_000_000)),
    st.tuples(st.just("noise"), st.binary(min_size=1, max_size=20)),
)


@pytest.mark.parametrize("variant", VARIANTS, ids=str)
@settings(
    max_examples=1000 if LONG else 120,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(
    bad=st.lists(st.tuples(mishaps, st.sampled_from([0.0, 0.0, 0.6, 1.5])), min_size=1, max_size=10),
    from_the_start=st.booleans(),
)
def test_nothing_else_is_taken_for_an_opened_door(
    variant: Variant, bad: Sequence[tuple[Mishap, float]], from_the_start: bool
) -> None:
    outcome, frames = outcome_of(variant, bad, from_the_start=from_the_start)
    assert not isinstance(outcome, Opened)
    assert frames <= 1


@pytest.mark.parametrize("variant", VARIANTS, ids=str)
def test_the_truth_would_be_believed(make: type[Rig], variant: Variant) -> None:
    rig = make(maker=variant.maker, settings=variant.of, channels=8).ready()
    assert isinstance(rig.unlock(1, 5), Opened)


def test_one_lie_of_a_board_without_checksum_is_not_believed() -> None:
    (winnsen,) = (variant for variant in VARIANTS if variant.maker == "winnsen")
    status = bytes.fromhex("90 07 82 01 00 00 03")
    flip = next(n for n in range(0, 900, 3) if spoil(status, ("bits", n), (), b"")[4] == 0x10)
    lying: Sequence[tuple[Mishap, float]] = [(("bits", flip), 0.0), (("whole", None), 0.0)]
    outcome, frames = outcome_of(winnsen, lying, from_the_start=False)
    assert not isinstance(outcome, Opened)
    assert frames == 1


@pytest.mark.parametrize("variant", VARIANTS, ids=str)
@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(bursts=st.lists(st.binary(max_size=40), min_size=1, max_size=8))
def test_a_line_of_noise_breaks_nothing(variant: Variant, bursts: list[bytes]) -> None:
    noise: list[tuple[Mishap, float]] = [(("noise", burst), 0.0) for burst in bursts]
    outcome, frames = outcome_of(variant, noise, from_the_start=True)
    assert not isinstance(outcome, Opened)
    assert frames <= 1
