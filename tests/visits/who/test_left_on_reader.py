"""A card that is left on the reader is one try, however often the reader says its number."""

from __future__ import annotations

from hardware.outcomes.reading import BadgeRead
from kiosk.custody.proofs.events import CredentialTried
from kiosk.journeys.front.screens import HomeChoice
from kiosk.journeys.handover.screens import ScanParcel, ThanksChoice
from kiosk.orders.staff import AddStaff
from tests.visits.rig import Kiosk

STRANGE, OTHER, BO = "7766554433", "1122334455", "04A1B2C3D4"


def left(kiosk: Kiosk, *numbers: str, seconds: float) -> None:
    """Fifteen frames a second, of one card after the other."""
    for frame in range(int(seconds * 15)):
        kiosk.clock.advance(1 / 15)
        kiosk.house.handle(BadgeRead(numbers[frame % len(numbers)], "badges"))


def tries(kiosk: Kiosk) -> int:
    return sum(isinstance(event, CredentialTried) for event in kiosk.events())


def test_an_unknown_card_that_is_left_there_is_one_try_and_others_sign_in(kiosk: Kiosk) -> None:
    kiosk.gives(AddStaff("Bo", "courier", badge=BO))
    kiosk.presses(HomeChoice.STAFF)
    left(kiosk, STRANGE, seconds=60)
    assert tries(kiosk) == 1
    kiosk.house.handle(BadgeRead(BO, "badges"))
    kiosk.sees(ScanParcel)


def test_it_is_another_try_once_it_was_away_for_two_seconds(kiosk: Kiosk) -> None:
    kiosk.presses(HomeChoice.STAFF)
    for _ in range(2):
        left(kiosk, STRANGE, seconds=3)
        kiosk.clock.advance(2)
    assert tries(kiosk) == 2


def test_two_cards_in_one_purse_are_two_tries(kiosk: Kiosk) -> None:
    kiosk.presses(HomeChoice.STAFF)
    left(kiosk, STRANGE, OTHER, seconds=30)
    assert tries(kiosk) == 2


def test_a_card_that_lay_there_before_anybody_asked_is_tried_once_somebody_does(kiosk: Kiosk) -> None:
    placed = kiosk.placed("12")
    kiosk.scans(placed.token)
    left(kiosk, STRANGE, seconds=5)  # a door opens: nobody asks for a badge
    before = tries(kiosk)
    kiosk.lock_says()
    kiosk.closes("12")
    kiosk.presses(ThanksChoice.DONE)
    kiosk.presses(HomeChoice.STAFF)
    left(kiosk, STRANGE, seconds=5)
    assert tries(kiosk) == before + 1
