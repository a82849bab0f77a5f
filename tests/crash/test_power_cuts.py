"""Power cuts at any point: what a person or a lock was told is in the journal, and the journal opens."""

from __future__ import annotations

import pytest

from tests.crash.campaign import cuts_of_a_first_start, power_cuts


@pytest.mark.slow
def test_300_power_cuts() -> None:
    result = power_cuts(300, seed=31)
    assert result.tried == 300
    assert not result.findings, str(result)


@pytest.mark.slow
def test_a_first_start_is_cut_at_each_of_its_points() -> None:
    result = cuts_of_a_first_start(times=5, seed=32)
    assert result.tried > 200
    assert not result.findings, str(result)


def test_commits_that_are_not_synced_are_found() -> None:
    result = power_cuts(30, seed=33, synchronous="NORMAL")
    assert any("is not in the journal" in finding for finding in result.findings), str(result)
