"""Kill -9 at any moment: the book, the boards and what people were told agree after it."""

from __future__ import annotations

from dataclasses import replace
from random import Random

import pytest

from tests.crash.campaign import any_moment_with_window, kills
from tests.crash.kiosk import Birth
from tests.crash.theatre import End
from tests.helpers.length import LONG


@pytest.mark.slow
@pytest.mark.parametrize("seed", [21, 22, 23] if LONG else [22])
def test_60_kills_at_any_moment(seed: int) -> None:
    result = kills(60, seed)
    assert result.tried == 60
    assert not result.findings, str(result)
    assert result.litter


@pytest.mark.slow
def test_20_kills_at_any_moment_with_a_window() -> None:
    result = kills(20, 24, plan=any_moment_with_window, window=True)
    assert result.tried == 20
    assert not result.findings, str(result)


def _hasty_until_a_frame(_chance: Random, birth: Birth) -> tuple[Birth, End]:
    return replace(birth, hasty=True), End(frames=1)


def test_an_unlock_before_the_commit_is_found() -> None:
    result = kills(4, seed=7, plan=_hasty_until_a_frame)
    assert any("without an intent of its own" in finding for finding in result.findings), str(result)


def _hasty_until_a_screen(chance: Random, birth: Birth) -> tuple[Birth, End]:
    return replace(birth, hasty=True), End(screen=chance.choice(("TakeParcel", "PutParcel")))


def test_a_screen_before_the_commit_is_found() -> None:
    result = kills(4, seed=8, plan=_hasty_until_a_screen)
    assert any("the journal lacks" in finding for finding in result.findings), str(result)
