"""The random walk of long lives, for long: how many steps a second, and that nothing went wrong in them."""

from __future__ import annotations

import time
from collections.abc import Sequence
from typing import Final

from kiosk.services.files import IN_A_FOLDER, SHIPPED
from kiosk.services.reading import load_rules
from tests.bench.figure import Figure
from tests.helpers.length import LONG
from tests.services.lives import WALKED, Life, lived

STEPS: Final = 10_000_000 if LONG else 100_000
A_LIFE: Final = 5_000


def measure() -> Sequence[Figure]:
    """Raises LifeError, with the seed in its notes, where a life goes wrong."""
    rules = [load_rules(SHIPPED / name / IN_A_FOLDER) for name in WALKED]
    began, rows = time.perf_counter(), 0
    for seed in range(STEPS // A_LIFE):
        life = Life(seed, rules)
        try:
            lived(life, A_LIFE)
        except AssertionError as wrong:
            wrong.add_note(f"seed {seed}, step {life.steps}")
            raise
        rows += life.ledger.seq
    took = time.perf_counter() - began
    return (
        Figure("lives: steps without a fault", STEPS, "steps", None, "higher"),
        Figure("lives: steps", STEPS / took, "1/s", None, "higher"),
        Figure("lives: rows", rows / took, "1/s", None, "higher"),
    )
