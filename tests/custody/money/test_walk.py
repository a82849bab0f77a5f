"""Whatever happens in whatever order: taken is owed in the end, and a person knows of what is not."""

from __future__ import annotations

import os

import pytest

from tests.custody.money.walk import Walk

LONG = bool(os.environ.get("CUBBY_LONG"))
SEEDS = 400 if LONG else 25
STEPS = 400


@pytest.mark.parametrize("seed", range(5))
def test_taken_is_owed_once_everything_is_carried_out(seed: int) -> None:
    """10,000 steps: visits that pay in every way, doors in doubt, power cuts, refunds that are refused."""
    for each in range(seed * SEEDS // 5, (seed + 1) * SEEDS // 5):
        walk = Walk(each)
        for _ in range(STEPS):
            walk.step()
        walk.drains()
        assert list(walk.wrong()) == [], f"seed {each}"


def test_whatever_is_left_can_be_cleared_up_by_a_person() -> None:
    for seed in range(5):
        walk = Walk(1000 + seed)
        for _ in range(100):
            walk.step()
        walk.drains()
        walk.writes_off()
        assert not walk.ledger.charges
        assert not [task for task in walk.ledger.tasks.values() if task.kind == "money"]
