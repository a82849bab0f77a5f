"""Whatever a terminal says, nothing breaks and nothing is believed; more of it where CUBBY_LONG is set."""

from __future__ import annotations

import os
from typing import Final

import pytest

from tests.hardware.terminals.fuzzing import fuzz

_INPUTS: Final = 100_000 if "CUBBY_LONG" in os.environ else 20_000


@pytest.fixture(autouse=True)
def quiet(caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level("CRITICAL")


def test_spoiled_answers_break_nothing_and_approve_nothing() -> None:
    found = fuzz(_INPUTS, seed=11)
    assert found.inputs >= _INPUTS
    assert (found.crashes, found.believed) == (0, 0), found
    assert found.approved > 100, "none of them was good enough to be approved, so nothing was tried"
