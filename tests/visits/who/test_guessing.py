"""What guessing costs with badges and with codes for somebody else."""

from __future__ import annotations

import itertools
from collections.abc import Callable
from pathlib import Path

import pytest

from hardware.outcomes.reading import BadgeRead
from kiosk.custody.proofs.events import CredentialTried
from kiosk.custody.words import Audience, Way
from kiosk.journeys.front.screens import HomeChoice
from kiosk.journeys.handover.screens import ScanParcel
from kiosk.journeys.screen import Typed
from kiosk.journeys.who.screens import EnterPin, PinProblem
from kiosk.orders.badges import GiveBadge, give_badge, take_badge
from kiosk.orders.delegations import Delegate, WithdrawDelegations, withdraw_codes
from kiosk.orders.staff import AddStaff, RemoveStaff, remove
from kiosk.site.ports import write_changed
from kiosk.visits.readers.repeats import Repeats
from tests.visits.rig import DEMO, Kiosk
from tests.visits.who.test_throttle import Work, work_of

PHONE = "+49 30 1234567"
NUMBER = "0011223344"
_STRANGERS = itertools.count(10_000_000)


def holds(kiosk: Kiosk, number: str) -> None:
    kiosk.house.reads.repeats = Repeats(kiosk.clock.monotonic)  # the card was away meanwhile
    kiosk.house.handle(BadgeRead(number, "badge reader"))


def strangers(kiosk: Kiosk, times: int, where: HomeChoice) -> None:
    """Badges that nobody has, held before the reader at this screen."""
    kiosk.presses(where)
    for _ in range(times):
        holds(kiosk, str(next(_STRANGERS)))
    kiosk.goes_back()


@pytest.fixture
def courier(kiosk: Kiosk) -> Kiosk:
    kiosk.gives(AddStaff("Bo", "courier", badge=NUMBER))
    return kiosk


def test_strange_badges_at_the_visitors_screen_keep_no_courier_waiting(courier: Kiosk) -> None:
    strangers(courier, 9, HomeChoice.PICK_UP)
    courier.presses(HomeChoice.STAFF)
    holds(courier, NUMBER)
    courier.sees(ScanParcel)


def test_who_guesses_badges_waits_even_for_the_right_one(courier: Kiosk) -> None:
    """A badge's number is short: a right one that is let in while others wait costs no guesses."""
    strangers(courier, 9, HomeChoice.STAFF)
    courier.presses(HomeChoice.STAFF)
    holds(courier, NUMBER)
    assert courier.sees(EnterPin).problem is PinProblem.WAIT
    tried = [x for x in courier.events() if isinstance(x, CredentialTried)]
    assert {(x.way, x.audience) for x in tried} == {(Way.BADGE, Audience.STAFF)}
    assert len(tried) == 5


def never_was(_kiosk: Kiosk) -> str:
    return "7766554433"


def taken(kiosk: Kiosk) -> str:
    kiosk.placed("12")
    give_badge(kiosk.means, GiveBadge(PHONE, NUMBER))
    take_badge(kiosk.book, NUMBER)
    return NUMBER


def dismissed(kiosk: Kiosk) -> str:
    kiosk.gives(AddStaff("Bo", "courier", badge=NUMBER))
    remove(kiosk.book, RemoveStaff("Bo"))
    return NUMBER


@pytest.mark.parametrize("whose", [taken, dismissed])
def test_a_badge_that_proves_nobody_costs_the_same_whoever_had_it(
    tmp_path: Path, kiosk: Kiosk, whose: Callable[[Kiosk], str]
) -> None:
    other = Kiosk(tmp_path / "other")
    other.lines_up()
    assert held(kiosk, whose(kiosk)) == held(other, never_was(other))
    other.end()


def held(kiosk: Kiosk, number: str) -> Work:
    kiosk.presses(HomeChoice.PICK_UP)
    return work_of(kiosk, lambda: holds(kiosk, number))


def withdrawn(kiosk: Kiosk) -> str:
    code = delegated(kiosk)
    withdraw_codes(kiosk.means, WithdrawDelegations(PHONE))
    return code


def expired(kiosk: Kiosk) -> str:
    code = delegated(kiosk)
    kiosk.clock.advance(73 * 3600)
    return code


def delegated(kiosk: Kiosk) -> str:
    kiosk.placed("12")
    return kiosk.delegates(Delegate(PHONE))


@pytest.mark.parametrize("whose", [withdrawn, expired])
def test_a_code_for_somebody_else_that_counts_no_more_costs_what_an_unknown_one_does(
    tmp_path: Path, whose: Callable[[Kiosk], str]
) -> None:
    file = tmp_path / "site.toml"
    write_changed(DEMO, file, {"delegation": {}})
    works = []
    for name, code_of in (("one", whose), ("other", lambda _: "00000000")):
        kiosk = Kiosk(tmp_path / name, file)
        kiosk.lines_up()
        works.append(typed(kiosk, code_of(kiosk)))
        kiosk.end()
    assert works[0] == works[1]
    assert (works[0][0], works[0][2]) == (1, ["CredentialTried"])


def typed(kiosk: Kiosk, code: str) -> Work:
    kiosk.presses(HomeChoice.PICK_UP)

    def attempt() -> None:
        kiosk.presses(Typed(code))
        kiosk.finds_tag()

    return work_of(kiosk, attempt)
