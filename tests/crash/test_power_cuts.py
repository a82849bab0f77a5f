"""Power cuts at any point: what a person or a lock was told is in the journal, and the journal opens."""

from __future__ import annotations

import pytest

from tests.crash.campaign import cuts_of_a_first_start, power_cuts
from tests.helpers.length import LONG


@pytest.mark.slow
def test_power_cuts_at_any_moment() -> None:
    cuts = 300 if LONG else 120
    result = power_cuts(cuts, seed=31)
    assert result.tried == cuts
    assert not result.findings, str(result)


@pytest.mark.slow
def test_a_first_start_is_cut_at_each_of_its_points() -> None:
    times = 5 if LONG else 2
    result = cuts_of_a_first_start(times=times, seed=32)
    assert result.tried > 40 * times
    assert not result.findings, str(result)


def test_commits_that_are_not_synced_are_found() -> None:
    result = power_cuts(30, seed=33, synchronous="NORMAL")
    assert any("is not in the journal" in finding for finding in result.findings), str(result)
