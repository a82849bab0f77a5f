"""Clocks that lie: ahead at a start, set back, believed and wrong. What is never undone waits."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from kiosk.clock import FakeClock
from kiosk.custody.ids import PartyId
from kiosk.custody.machine.events import Alive, ClockBelieved, MachineStarted
from kiosk.custody.proofs.attempts import wait
from kiosk.custody.proofs.events import CredentialTried, DelegationMade, GuessingSuspected
from kiosk.custody.words import Audience, ClockReason, TokenFault, Way
from kiosk.custody.work.events import DeviceTried
from kiosk.journeys.doors.screens import DoorOpening
from kiosk.journeys.handover.screens import ThanksChoice
from kiosk.orders.erasure import destroy_unused_faces
from kiosk.orders.keys import SetOperatorKeys, change_keys
from kiosk.orders.revocations import Revoke, revoke
from kiosk.visits.machine.time import LOOK, Timekeeper, accept_clock
from kiosk.visits.things.departures import forget_departed
from tests.helpers.operator import Operator
from tests.visits.rig import Kiosk

HOUR, DAY = 3600.0, 86_400.0
YEARS = 5 * 365 * DAY
LABEL = "JJD0001234567"
FACE = b"dlb1" + bytes(512)
KEEP = int(30 * DAY)


class Lived(Kiosk):
    """A kiosk whose time is kept as a machine's is."""

    def begin(self) -> None:
        """As a life begins: what it is, then the clocks."""
        self.book.record(MachineStarted("0.1", "site", "3"))
        self.keeper = Timekeeper(self.book, self.clock)
        self.keeper.look()
        self.lines_up()

    def restart(self, off: float, *, lie: float = 0.0, trusted: bool = False) -> None:
        """The power goes, for so many seconds; then the clock is wrong by `lie`."""
        self.die()
        self.clock.advance(off)
        self.clock.lie(lie, trusted=trusted)
        self.start()
        self.begin()

    def runs(self, seconds: float, look: float = HOUR / 2) -> None:
        """Nothing happens but time."""
        while seconds > 0:
            step = min(look, seconds)
            self.clock.advance(step)
            self.keeper.look()
            seconds -= step

    def night(self) -> int:
        time = self.book.certain()
        assert time is not None
        faces = destroy_unused_faces(self.book, KEEP, time)
        return faces + forget_departed(self.book, self.site.services, time)


@pytest.fixture
def kiosk(tmp_path: Path) -> Iterator[Lived]:
    one = Lived(tmp_path, clock=FakeClock())
    one.begin()
    yield one
    one.end()


def departed(kiosk: Kiosk) -> None:
    """Somebody has collected something, and their face is kept."""
    kiosk.scans(kiosk.placed("12", LABEL).token)
    kiosk.lock_says()
    kiosk.closes("12")
    kiosk.presses(ThanksChoice.DONE)
    kiosk.vault.faces.keep("p-anna", FACE, kiosk.book.pace())


def is_whole(kiosk: Kiosk) -> bool:
    return kiosk.vault.faces.has("p-anna") and bool(kiosk.vault.consignments_with(LABEL))


# --- what is never undone -------------------------------------------------------------------------


@pytest.mark.parametrize("trusted", [False, True])
@pytest.mark.parametrize("lie", [YEARS, 40 * DAY])
def test_a_clock_that_is_ahead_at_boot_forgets_nobody(kiosk: Lived, lie: float, trusted: bool) -> None:
    departed(kiosk)
    kiosk.restart(60, lie=lie, trusted=trusted)
    kiosk.runs(8)
    assert kiosk.night() == 0
    assert is_whole(kiosk)
    assert kiosk.book.doubt() is not None


def test_one_that_is_set_ahead_while_it_runs_forgets_nobody(kiosk: Lived) -> None:
    departed(kiosk)
    kiosk.runs(HOUR)
    kiosk.clock.lie(YEARS)
    kiosk.placed("11", "JJD0007654321")
    assert kiosk.night() == 0
    kiosk.runs(HOUR / 3)
    assert kiosk.night() == 0
    assert is_whole(kiosk)


def test_without_any_time_server_the_journal_s_pace_is_enough(tmp_path: Path) -> None:
    """A site without a network forgets after thirty days of running, whatever its clock says."""
    kiosk = Lived(tmp_path, clock=FakeClock(trusted=False))
    kiosk.begin()
    departed(kiosk)
    kiosk.restart(60, lie=-YEARS)
    kiosk.runs(29 * DAY, look=HOUR)
    kiosk.clock.lie(2 * YEARS)
    kiosk.runs(HOUR)
    assert kiosk.night() == 0
    assert is_whole(kiosk)
    kiosk.runs(1.1 * DAY, look=HOUR)
    assert kiosk.night() > 0
    assert not kiosk.vault.faces.has("p-anna")
    assert not kiosk.vault.consignments_with(LABEL)
    kiosk.end()


def test_a_journal_that_was_begun_by_a_wrong_clock_is_put_right_and_keeps_ages(tmp_path: Path) -> None:
    kiosk = Lived(tmp_path, clock=FakeClock(trusted=False))
    kiosk.clock.lie(-20 * YEARS)
    kiosk.begin()
    departed(kiosk)
    kiosk.runs(2 * DAY)
    kiosk.clock.lie(20 * YEARS, trusted=True)
    kiosk.runs(1.5 * HOUR)
    assert kiosk.book.doubt() is None
    assert kiosk.night() == 0
    kiosk.runs(27 * DAY)
    assert kiosk.night() == 0
    assert is_whole(kiosk)
    kiosk.runs(1.1 * DAY)
    assert kiosk.night() > 0
    kiosk.end()


def test_what_was_spent_and_revoked_is_remembered_through_wrong_clocks(kiosk: Lived) -> None:
    kiosk.restart(60, lie=-YEARS)
    revoke(kiosk.book, Revoke(tokens=("token-0123456789",)))
    kiosk.clock.lie(YEARS, trusted=True)
    kiosk.runs(2 * HOUR)
    time = kiosk.book.certain()
    assert time is not None
    assert kiosk.vault.spent.drop(time, timedelta()) == 0
    assert kiosk.vault.spent.holds("offline:token-0123456789")


@pytest.mark.parametrize("seed", range(6))
def test_nothing_is_forgotten_before_its_time_whatever_the_clock_does(tmp_path: Path, seed: int) -> None:
    """The clock lies by years, is set back, loses its server and finds it, a server lies for minutes, the
    power goes; all the while the only true time is that of the test.
    """
    dice = random.Random(seed)  # noqa: S311  the same lies in each run
    kiosk = Lived(tmp_path, clock=FakeClock(trusted=dice.random() < 0.5))
    wrong = dice.choice([0.0, 0.0, -YEARS, YEARS])
    kiosk.clock.lie(wrong, trusted=False if wrong else None)
    kiosk.begin()
    departed(kiosk)
    at = kiosk.clock.monotonic()

    def lie(by: float, *, trusted: bool) -> None:
        nonlocal wrong
        wrong += by
        kiosk.clock.lie(by, trusted=trusted)

    def lying_server() -> None:
        by = dice.choice([YEARS, -YEARS, 10 * DAY, 90 * DAY])
        kiosk.clock.lie(by, trusted=True)
        kiosk.runs(dice.uniform(0, 50 * 60), look=LOOK)
        kiosk.clock.lie(-by, trusted=False)
        kiosk.runs(LOOK)

    def power_cut() -> None:
        kiosk.restart(dice.choice([60.0, 5 * HOUR, 3 * DAY]))

    steps: tuple[Callable[[], None], ...] = (
        lambda: lie(dice.choice([YEARS, -YEARS, 20 * DAY, -HOUR, 9 * HOUR]), trusted=False),
        lambda: lie(-wrong, trusted=True),
        lying_server,
        power_cut,
        lambda: kiosk.runs(dice.uniform(0, 2 * DAY), look=HOUR),
        lambda: kiosk.runs(dice.uniform(0, 2 * DAY), look=HOUR),
    )
    while is_whole(kiosk):
        dice.choice(steps)()
        before = kiosk.clock.monotonic() - at
        kiosk.night()
        if not is_whole(kiosk):
            assert before >= KEEP
        if before > 2 * KEEP:  # the lies end, and then it comes to an end
            lie(-wrong, trusted=True)
            kiosk.runs(32 * DAY, look=HOUR)
            assert kiosk.night() > 0
    kiosk.end()


# --- a clock is believed again --------------------------------------------------------------------


@pytest.fixture
def operator(kiosk: Lived) -> Operator:
    kiosk.placed("12", LABEL)
    one = Operator(kiosk.site.id, kiosk.clock.now())
    change_keys(kiosk.book, kiosk.site.id, SetOperatorKeys((one.public,)))
    return one


def test_a_server_that_lies_for_eight_seconds_poisons_nothing(kiosk: Lived, operator: Operator) -> None:
    kiosk.clock.lie(YEARS)
    kiosk.placed("11", "JJD0007654321")
    kiosk.clock.advance(8)
    kiosk.clock.lie(-YEARS)
    kiosk.scans(operator.token(LABEL))
    kiosk.sees(DoorOpening)


def test_one_that_was_a_day_ahead_is_believed_again_after_an_hour(kiosk: Lived, operator: Operator) -> None:
    kiosk.clock.lie(20 * HOUR)
    kiosk.placed("11", "JJD0007654321")
    kiosk.clock.lie(-20 * HOUR)
    kiosk.scans(operator.token(LABEL))
    assert [x.fault for x in kiosk.events() if isinstance(x, CredentialTried)] == [TokenFault.CLOCK]
    kiosk.goes_back()
    kiosk.runs(0.9 * HOUR, look=LOOK)
    assert not believed(kiosk)
    kiosk.runs(0.2 * HOUR, look=LOOK)
    assert believed(kiosk) == [ClockReason.AGREED]
    kiosk.scans(operator.token(LABEL))
    kiosk.sees(DoorOpening)


def test_an_order_has_it_believed_at_once(kiosk: Lived, operator: Operator) -> None:
    kiosk.restart(60, lie=YEARS)
    kiosk.runs(DAY)
    assert not believed(kiosk)
    assert accept_clock(kiosk.book) == kiosk.clock.now()
    assert believed(kiosk) == [ClockReason.ORDERED]
    assert kiosk.book.doubt() is None
    assert operator


def test_a_server_that_keeps_changing_its_mind_is_not_believed(kiosk: Lived) -> None:
    kiosk.restart(60, lie=YEARS, trusted=True)
    for _ in range(8):
        kiosk.runs(0.5 * HOUR, look=LOOK)
        kiosk.clock.lie(600)
    assert not believed(kiosk)


def test_after_a_long_power_cut_a_server_is_believed_in_an_hour(kiosk: Lived) -> None:
    departed(kiosk)
    kiosk.restart(40 * DAY, trusted=True)
    assert kiosk.night() == 0
    kiosk.runs(1.1 * HOUR, look=LOOK)
    assert believed(kiosk) == [ClockReason.AGREED]
    assert kiosk.night() > 0


def believed(kiosk: Kiosk) -> list[ClockReason]:
    return [x.why for x in kiosk.events() if isinstance(x, ClockBelieved)]


# --- alive ----------------------------------------------------------------------------------------


def test_a_quiet_machine_says_so_once_an_hour_and_a_busy_one_does_not(kiosk: Lived) -> None:
    kiosk.runs(24 * HOUR, look=LOOK)
    assert sum(isinstance(x, Alive) for x in kiosk.events()) in (23, 24)
    before = len(kiosk.events())
    for _ in range(10):
        kiosk.runs(0.5 * HOUR, look=LOOK)
        kiosk.book.record(DeviceTried("lamp", worked=True))
    assert len(kiosk.events()) == before + 10


def test_a_power_cut_stops_a_clock_for_its_own_time_and_not_for_the_quiet_before_it(kiosk: Lived) -> None:
    kiosk.placed("12", LABEL)
    kiosk.runs(3 * DAY)
    kiosk.restart(2 * HOUR)
    (thing,) = kiosk.ledger.consignments.values()
    assert thing.clock is not None
    assert timedelta(hours=2) <= thing.clock.stood <= timedelta(hours=3)


# --- guessing -------------------------------------------------------------------------------------


def guesses(kiosk: Kiosk, times: int) -> None:
    tried = CredentialTried(Way.TYPE, Audience.VISITOR)
    for _ in range(times):
        kiosk.book.record(tried)


def waits_for(kiosk: Kiosk) -> float:
    """Seconds until the next guess is taken."""
    return wait(kiosk.ledger.attempts, Way.TYPE, Audience.VISITOR, kiosk.book.by_last_row())


@pytest.mark.parametrize("lie", [YEARS, 20 * 60.0, 0.0, -YEARS])
@pytest.mark.parametrize("trusted", [False, True])
def test_a_start_with_a_clock_that_is_ahead_refills_nothing(kiosk: Lived, lie: float, trusted: bool) -> None:
    guesses(kiosk, 5)
    assert waits_for(kiosk) == 120
    kiosk.restart(30, lie=lie, trusted=trusted)
    assert waits_for(kiosk) == 120
    kiosk.runs(60)
    assert waits_for(kiosk) == 60
    kiosk.runs(61)
    assert waits_for(kiosk) == 0


@pytest.mark.parametrize("lie", [YEARS, 20 * 60.0, -20 * 60.0, -YEARS])
def test_setting_the_clock_while_it_runs_neither_refills_nor_locks_out(kiosk: Lived, lie: float) -> None:
    guesses(kiosk, 5)
    kiosk.clock.lie(lie)
    assert waits_for(kiosk) == 120
    kiosk.book.record(DeviceTried("lamp", worked=True))
    assert waits_for(kiosk) == 120
    kiosk.clock.lie(-lie)
    kiosk.runs(60)
    kiosk.book.record(DeviceTried("lamp", worked=True))
    assert waits_for(kiosk) == 60
    kiosk.runs(61)
    assert waits_for(kiosk) == 0


def test_three_dry_spells_are_seen_through_starts_with_wrong_clocks(kiosk: Lived) -> None:
    for lie in (YEARS, -YEARS, 3 * DAY):
        guesses(kiosk, 5)
        kiosk.runs(20 * 60)
        kiosk.book.record(DeviceTried("lamp", worked=True))
        kiosk.restart(60, lie=lie)
    assert any(isinstance(x, GuessingSuspected) for x in kiosk.events())


def test_a_code_for_somebody_else_outlives_a_wrong_clock(kiosk: Lived) -> None:
    """The next code that was made while the clock was ahead took those of the book that it thought over."""
    made = DelegationMade("d1", PartyId("p-anna"), (), (kiosk.clock.now() + timedelta(days=3)).isoformat())
    kiosk.book.record(made)
    kiosk.restart(60, lie=YEARS)
    until = (kiosk.clock.now() + timedelta(days=3)).isoformat()
    kiosk.book.record(DelegationMade("d2", PartyId("p-ben"), (), until))
    assert set(kiosk.ledger.delegations) == {"d1", "d2"}


def test_a_token_is_not_called_over_by_a_clock_that_leaped_ahead(kiosk: Lived, operator: Operator) -> None:
    token = operator.token(LABEL)
    kiosk.clock.lie(YEARS)
    kiosk.scans(token)
    assert [x.fault for x in kiosk.events() if isinstance(x, CredentialTried)] == [TokenFault.CLOCK]
    kiosk.goes_back()
    kiosk.clock.lie(-YEARS)
    kiosk.scans(token)
    kiosk.sees(DoorOpening)
