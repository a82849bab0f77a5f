"""What a site file may name."""

from __future__ import annotations

from dataclasses import replace

import pytest

from hardware.locks.driver import Bank
from hardware.locks.registry import MAKERS, Maker, line_settings, make_driver
from hardware.locks.settings import Setting, Value
from hardware.locks.shuoming.driver import ShuomingDriver
from hardware.modbus import frames as modbus
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


def test_lock_zero_is_nobodys() -> None:
    """The 8A board reads it as all of them, eletechsup's as every relay."""
    assert all(0 not in maker.channels for maker in MAKERS.values())


@pytest.mark.parametrize("word", ["waveshare", "r4d3b16"])
def test_the_broadcast_address_is_nobodys(word: str) -> None:
    assert modbus.BROADCAST not in MAKERS[word].addresses


@pytest.mark.parametrize("maker", MAKERS.values(), ids=MAKERS)
def test_a_probe_looks_where_boards_may_stand(maker: Maker) -> None:
    assert set(maker.likely) <= set(maker.addresses)


SETTINGS = [(word, setting) for word, maker in MAKERS.items() for setting in maker.settings]


@pytest.mark.parametrize(("word", "setting"), SETTINGS, ids=lambda value: getattr(value, "name", value))
def test_a_setting_has_a_usual_value_and_refuses_others(word: str, setting: Setting) -> None:
    usual = setting.of({})
    said: Value = " ".join(map(str, usual)) if isinstance(usual, tuple) else usual
    assert setting.of({setting.name: said}) == usual
    wrong: Value = -1 if isinstance(usual, int) else "side ways!"
    with pytest.raises(ValueError, match=setting.name):
        setting.of({setting.name: wrong})
    with pytest.raises(ValueError, match=setting.name):
        make_driver(Bank("left", word, 1, 8, settings={setting.name: wrong}))
