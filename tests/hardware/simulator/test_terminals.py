"""The card terminals of a simulated site: a real driver pays at them, words decide how, happenings tell."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from hardware.outcomes.terminals import CardDeclined, CardDone, CardHolding, TerminalNews
from hardware.simulator.happenings import MoneyMoved, PlugMoved, as_line
from hardware.simulator.site import SimulatedSite, SitePlan
from hardware.simulator.words import obey
from hardware.terminals.registry import TerminalKind
from hardware.terminals.zvt.driver import ZvtTerminal
from tests.helpers.inbox import Inbox

PLAN = SitePlan(buses={}, compartments={}, terminals={"front": TerminalKind.ZVT})


@pytest.fixture
def told() -> Inbox:
    return Inbox()


@pytest.fixture
def site(tmp_path: Path, told: Inbox) -> Iterator[SimulatedSite]:
    made = SimulatedSite(PLAN, tmp_path, told.put)
    made.start()
    yield made
    made.stop()


@pytest.fixture
def news(site: SimulatedSite) -> Iterator[tuple[ZvtTerminal, Inbox]]:
    inbox = Inbox()
    terminal = ZvtTerminal(str(site.ports.terminals["front"]), "000000", 978, inbox.put)
    terminal.start()
    inbox.wait(lambda one: isinstance(one, TerminalNews) and one.state == "ready")
    yield terminal, inbox
    terminal.stop()


def test_a_card_is_held_by_itself_and_the_money_is_told(
    site: SimulatedSite, told: Inbox, news: tuple[ZvtTerminal, Inbox]
) -> None:
    terminal, inbox = news
    terminal.begin("p-1", 450)
    inbox.wait(lambda one: isinstance(one, CardHolding))
    terminal.commit("p-1")
    inbox.wait(lambda one: isinstance(one, CardDone))
    moved = [one for one in told.rest() if isinstance(one, MoneyMoved)]
    assert moved
    assert {(one.terminal, one.amount) for one in moved} == {("front", 450)}


def test_words_say_how_the_next_sale_goes(site: SimulatedSite, news: tuple[ZvtTerminal, Inbox]) -> None:
    terminal, inbox = news
    assert obey(site, "card front decline 6C") == ""
    terminal.begin("p-1", 450)
    inbox.wait(lambda one: isinstance(one, CardDeclined))


def test_its_plug_is_one_of_the_sites(site: SimulatedSite, told: Inbox) -> None:
    assert [obey(site, f"{act} front") for act in ("unplug", "plug")] == ["", ""]
    assert told.rest() == [PlugMoved("front", plugged=False), PlugMoved("front", plugged=True)]


@pytest.mark.parametrize("line", ["card", "card front", "card back approve", "card front bless"])
def test_words_that_make_no_sense_do_nothing(site: SimulatedSite, line: str) -> None:
    assert obey(site, line).startswith(f"not understood: {line}")


def test_money_is_a_line() -> None:
    told = as_line(MoneyMoved("front", "taken", 450))
    assert told == {
        "terminal": "front",
        "money": "taken",
        "amount": 450,
    }
