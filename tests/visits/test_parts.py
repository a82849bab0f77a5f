"""Every effect of a journey has one performer in the house, and every message somebody who hears it."""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, get_args

import pytest

import kiosk.journeys
from kiosk.journeys.effects import Draw, Effect, Show
from kiosk.journeys.every import EFFECTS
from kiosk.visits import house
from kiosk.visits.house import House, Message
from kiosk.visits.part import Hear, Perform, hearers, performers
from kiosk.visits.scene import ScreenPong, Touched
from tests.visits.rig import Kiosk


@dataclass
class _Part:
    performs: Mapping[type[Effect[Any]], Perform] = field(default_factory=dict)
    hears: Mapping[type[Any], Hear] = field(default_factory=dict)


def _nothing(*_given: object) -> None:
    pass


def test_an_effect_that_nobody_performs_or_two_do_is_refused() -> None:
    draws, shows = _Part({Draw: _nothing}), _Part({Show: _nothing})
    assert performers([draws, shows], [Draw, Show]).keys() == {Draw, Show}
    with pytest.raises(AssertionError, match="nobody performs Show"):
        performers([draws], [Draw, Show])
    with pytest.raises(AssertionError, match="Draw has two performers"):
        performers([draws, shows, _Part({Draw: _nothing})], [Draw, Show])
    with pytest.raises(AssertionError, match="somebody performs Show, which does not come"):
        performers([draws, shows], [Draw])


def test_a_message_that_nobody_hears_is_refused_and_several_hear_in_the_order_of_the_parts() -> None:
    heard: list[str] = []
    one = _Part(hears={Touched: lambda _message: heard.append("one")})
    two = _Part(hears={Touched: lambda _message: heard.append("two")})
    for hear in hearers([one, two], [Touched])[Touched]:
        hear(Touched())
    assert heard == ["one", "two"]
    with pytest.raises(AssertionError, match="nobody hears ScreenPong"):
        hearers([one, two], [Touched, ScreenPong])
    with pytest.raises(AssertionError, match="somebody hears Touched, which does not come"):
        hearers([one, two], [])


def test_no_house_is_built_while_an_effect_has_no_performer(
    kiosk: Kiosk, monkeypatch: pytest.MonkeyPatch
) -> None:
    new = type("NewEffect", (Effect,), {})
    monkeypatch.setattr(house, "EFFECTS", (*EFFECTS, new))
    with pytest.raises(AssertionError, match="nobody performs NewEffect"):
        _another(kiosk)


def test_no_house_is_built_while_a_message_has_no_hearer(
    kiosk: Kiosk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(house, "Message", Message | Draw)
    with pytest.raises(AssertionError, match="nobody hears Draw"):
        _another(kiosk)


def _another(kiosk: Kiosk) -> House:
    return House(kiosk.site, kiosk.book, kiosk.clock, kiosk.house.outside)


def test_the_list_of_effects_names_all_that_journeys_have() -> None:
    here = kiosk.journeys
    modules = [
        importlib.import_module(found.name)
        for found in pkgutil.walk_packages(here.__path__, f"{here.__name__}.")
    ]
    there = {
        value
        for module in modules
        for value in vars(module).values()
        if isinstance(value, type) and issubclass(value, Effect) and value is not Effect
    }
    assert set(EFFECTS) == there
    assert len(EFFECTS) == len(there)


def test_every_message_is_a_class_of_its_own() -> None:
    # The tables are asked for a message's own class: a subclass of one would be heard by nobody.
    kinds = get_args(Message)
    assert not [(a, b) for a in kinds for b in kinds if a is not b and issubclass(a, b)]
