"""Whatever a terminal says, nothing breaks and nothing is believed; more of it where CUBBY_EVERY is set."""

from __future__ import annotations

import os
from typing import Final

import pytest

from tests.hardware.terminals.fuzzing import Fuzzed, fuzz

_INPUTS: Final = 100_000 if "CUBBY_EVERY" in os.environ else 4_000


@pytest.fixture(autouse=True)
def quiet(caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level("CRITICAL")


def test_spoiled_answers_break_nothing_and_approve_nothing() -> None:
    found = fuzz(_INPUTS, seed=11)
    assert found.inputs >= _INPUTS
    assert (found.crashes, found.believed) == (0, 0), found


def test_a_good_answer_among_them_would_be_believed() -> None:
    """The look at the bytes is no tautology: an approval in ten thousand inputs passes it."""
    assert fuzz(2_000, seed=12) != Fuzzed()
