"""What a site file may name."""

from __future__ import annotations

from dataclasses import replace

import pytest

from hardware.locks.driver import Bank
from hardware.locks.registry import MAKERS, line_settings, make_driver
from hardware.locks.shuoming.driver import ShuomingDriver
from hardware.transport.base import LineSettings


def test_a_bank_gets_its_makers_driver_and_settings() -> None:
    banks = [Bank("left", "shuoming", 1, 12), Bank("right", "shuoming", 2, 12)]
    assert isinstance(make_driver(banks[0]), ShuomingDriver)
    assert line_settings(banks) == LineSettings(9600)


def test_an_unknown_maker_is_refused() -> None:
    with pytest.raises(KeyError):
        make_driver(Bank("left", "nobody", 1, 12))


def test_boards_of_different_settings_share_no_line(monkeypatch: pytest.MonkeyPatch) -> None:
    other = replace(MAKERS["shuoming"], line=LineSettings(19200))
    monkeypatch.setitem(MAKERS, "other", other)
    with pytest.raises(ValueError, match="can't share"):
        line_settings([Bank("a", "shuoming", 1, 12), Bank("b", "other", 2, 12)])
    with pytest.raises(ValueError, match="can't share"):
        line_settings([])


def test_address_zero_and_lock_zero_are_nobodys() -> None:
    """The 8A board reads lock 0 as all of them."""
    for maker in MAKERS.values():
        assert 0 not in maker.channels
        assert 0 not in maker.addresses
