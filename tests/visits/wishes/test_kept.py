"""What somebody wishes of the screen: more time, kept when they agree, back at once, gone at their word."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest

from kiosk.access.consent import WISHES_DAYS
from kiosk.custody.doors.events import LowDoorWanted
from kiosk.custody.machine.events import Alive
from kiosk.custody.wishes.events import PreferenceForgotten, PreferenceKept
from kiosk.custody.wishes.wishes import Wishes, WishKind
from kiosk.custody.words import Forgotten
from kiosk.journeys.front.screens import HomeChoice
from kiosk.journeys.handover.screens import PutParcel, TakeParcel, ThanksChoice, ThankYou
from kiosk.journeys.screen import OkChoice, YesNo
from kiosk.journeys.who.screens import EnterPin
from kiosk.journeys.wishes.screens import KeepForNextTime, WishesDeleted
from kiosk.orders.erasure import destroy_unused_wishes, erase_parties
from kiosk.visits.scene import Wished
from tests.journal.kit import everything
from tests.visits.rig import DEMO, Kiosk

FIRST, SECOND = "JJD0001234567", "JJD0009999999"
LARGE = Wishes(text=200, contrast=True, speech=True)


def collects(kiosk: Kiosk, label: str = "12", tracking: str = FIRST) -> ThankYou:
    """Up to the thanks."""
    kiosk.scans(kiosk.placed(label, tracking).token)
    kiosk.lock_says()
    kiosk.closes(label)
    return kiosk.sees(ThankYou)


def keeps(kiosk: Kiosk, wishes: Wishes = LARGE) -> None:
    """A whole visit, at the end of which the wishes are kept."""
    kiosk.house.handle(Wished(wishes))
    collects(kiosk)
    kiosk.presses(ThanksChoice.DONE)
    kiosk.sees(KeepForNextTime)
    kiosk.presses(YesNo.YES)
    assert kiosk.is_home()


def leaves(kiosk: Kiosk) -> None:
    """The screen goes back to the usual: nobody was there for a while."""
    kiosk.house.handle(Wished(Wishes()))


def test_a_visit_in_which_nothing_was_changed_is_asked_nothing(kiosk: Kiosk) -> None:
    assert not collects(kiosk).wishes
    kiosk.presses(ThanksChoice.DONE)
    assert kiosk.is_home()


@pytest.mark.parametrize(("wishes", "asked"), [(Wishes(text=150, contrast=True), False), (Wishes(), True)])
def test_how_the_site_greets_everybody_is_nothing_to_ask_about(
    wishes: Wishes, asked: bool, tmp_path: Path
) -> None:
    file = tmp_path / "site.toml"
    said = "[screen]\ntext = 150\ncontrast = true\n"
    file.write_text(DEMO.read_text("utf-8").replace("[screen]\n", said), "utf-8")
    kiosk = Kiosk(tmp_path, file)
    kiosk.lines_up()
    try:
        kiosk.house.handle(Wished(wishes))
        collects(kiosk)
        kiosk.presses(ThanksChoice.DONE)
        assert kiosk.is_home() is not asked
    finally:
        kiosk.end()


def test_the_language_alone_is_nothing_to_ask_about(kiosk: Kiosk) -> None:
    kiosk.house.handle(Wished(Wishes(language="ar")))
    collects(kiosk)
    kiosk.presses(ThanksChoice.DONE)
    assert kiosk.is_home()


def test_after_the_door_is_closed_it_is_asked_and_a_no_keeps_nothing(kiosk: Kiosk) -> None:
    kiosk.house.handle(Wished(LARGE))
    collects(kiosk)
    kiosk.presses(ThanksChoice.DONE)
    asked = kiosk.sees(KeepForNextTime)
    assert asked == KeepForNextTime((WishKind.TEXT, WishKind.CONTRAST, WishKind.SPEECH))
    kiosk.presses(YesNo.NO)
    assert kiosk.is_home()
    assert not any(isinstance(event, PreferenceKept) for event in kiosk.events())


def test_whoever_walks_away_is_not_asked(kiosk: Kiosk) -> None:
    kiosk.house.handle(Wished(LARGE))
    kiosk.waits(collects(kiosk).seconds)
    assert kiosk.is_home()


def test_next_time_it_is_so_as_soon_as_the_code_is_shown(kiosk: Kiosk) -> None:
    keeps(kiosk)
    leaves(kiosk)
    assert kiosk.scene.wishes is None
    kiosk.scans(kiosk.placed("11", SECOND).token)
    assert kiosk.scene.wishes == LARGE
    assert kiosk.house.wishes.now == LARGE
    kiosk.lock_says()
    kiosk.closes("11")
    assert kiosk.sees(ThankYou).wishes
    kiosk.presses(ThanksChoice.DONE)
    assert kiosk.is_home()
    assert kiosk.scene.wishes is None


def test_what_was_chosen_just_now_counts_more_and_takes_the_place_of_the_old(kiosk: Kiosk) -> None:
    keeps(kiosk)
    leaves(kiosk)
    other = Wishes(text=150)
    kiosk.house.handle(Wished(other))
    collects(kiosk, "11", SECOND)
    assert kiosk.scene.wishes is None
    kiosk.presses(ThanksChoice.DONE)
    assert kiosk.sees(KeepForNextTime).again
    kiosk.presses(YesNo.YES)
    (party,) = {event.party for event in kiosk.events() if isinstance(event, PreferenceKept)}
    assert kiosk.vault.wishes.of(party) == other


def test_they_can_be_taken_back_at_the_machine(kiosk: Kiosk) -> None:
    keeps(kiosk, Wishes(reach=True))
    leaves(kiosk)
    assert collects(kiosk, "11", SECOND).wishes
    kiosk.presses(ThanksChoice.FORGET_WISHES)
    kiosk.sees(WishesDeleted)
    kiosk.presses(OkChoice.OK)
    assert not kiosk.sees(ThankYou).wishes
    (gone,) = [event for event in kiosk.events() if isinstance(event, PreferenceForgotten)]
    assert gone.why is Forgotten.WITHDRAWN
    assert not kiosk.vault.wishes.has(gone.party)
    assert kiosk.ledger.low_doors == frozenset()


def test_low_buttons_mean_a_low_door_at_the_next_deposit(kiosk: Kiosk) -> None:
    keeps(kiosk, Wishes(reach=True))
    leaves(kiosk)
    assert any(isinstance(event, LowDoorWanted) for event in kiosk.events())
    kiosk.announced(SECOND, "M")
    kiosk.scans(kiosk.staff().token)
    kiosk.scans(SECOND)
    kiosk.lock_says()
    home = kiosk.site.cabinet.compartment(kiosk.sees(PutParcel).label)
    assert home is not None
    assert 38 <= home.middle <= 122


def test_they_are_sealed_and_go_with_the_person_or_after_a_year(kiosk: Kiosk) -> None:
    keeps(kiosk)
    (party,) = {event.party for event in kiosk.events() if isinstance(event, PreferenceKept)}
    assert not any(b"contrast" in content for content in everything(kiosk.folder).values())
    erase_parties(kiosk.book, [party])
    assert not kiosk.vault.wishes.has(party)
    kiosk.vault.wishes.keep(party, LARGE, kiosk.book.pace() - timedelta(days=WISHES_DAYS + 1))
    kiosk.book.record(Alive())
    time = kiosk.book.certain()
    assert time is not None
    assert destroy_unused_wishes(kiosk.book, time) == 1
    assert not kiosk.vault.wishes.has(party)


@pytest.mark.parametrize(
    ("wishes", "times"), [(Wishes(), 1), (Wishes(slower=True), 3), (Wishes(speech=True), 3)]
)
def test_whoever_wishes_for_more_time_or_listens_has_three_times_as_much(
    kiosk: Kiosk, wishes: Wishes, times: int
) -> None:
    timers = kiosk.site.timers
    kiosk.house.handle(Wished(wishes))
    kiosk.presses(HomeChoice.PICK_UP)
    kiosk.sees(EnterPin)
    kiosk.waits(times * (timers.idle - timers.warning) - 1)
    assert kiosk.scene.still_there == 0
    kiosk.waits(2)
    assert kiosk.scene.still_there > times * timers.warning - 3
    kiosk.waits(times * timers.warning)
    assert kiosk.is_home()


def test_more_time_that_is_wished_for_in_the_middle_counts_at_once(kiosk: Kiosk) -> None:
    after = kiosk.site.services["parcel"].remind_after
    kiosk.scans(kiosk.placed("12", FIRST).token)
    kiosk.lock_says()
    kiosk.house.handle(Wished(Wishes(slower=True)))
    kiosk.waits(after + 1)
    assert not kiosk.sees(TakeParcel).reminded
    kiosk.waits(2 * after)
    assert kiosk.sees(TakeParcel).reminded


def test_the_thanks_stand_for_longer_and_say_so(kiosk: Kiosk) -> None:
    kiosk.house.handle(Wished(Wishes(slower=True)))
    thanks = kiosk.site.timers.thanks
    assert collects(kiosk).seconds == 3 * thanks
    kiosk.waits(3 * thanks - 1)
    kiosk.sees(ThankYou)
    kiosk.waits(2)
    assert kiosk.is_home()
