"""A version is changed to while nobody is there, tried for ten minutes of beats, confirmed or given up."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from hardware.outcomes.locks import BusDown
from kiosk.custody.event import Event
from kiosk.custody.machine.events import (
    UpdateApplied,
    UpdateConfirmed,
    UpdateFetched,
    UpdateRefused,
    UpdateUndone,
)
from kiosk.custody.machine.updates import UndoReason, UpdateFault, UpdateStage, WantedKind
from kiosk.custody.words import Leaving
from kiosk.journeys.machine.screens import (
    ConfirmLeave,
    GoodBye,
    MachineChoice,
    MachineMenu,
    VersionChoice,
    VersionsPage,
)
from kiosk.journeys.machine.seen import VersionsSeen
from kiosk.journeys.screen import BackChoice, OkChoice
from kiosk.journeys.work.screens import WorkshopChoice
from kiosk.update.installation import Installation, SlotStanding, read_standing, write_standing
from kiosk.update.looks import write_notes
from kiosk.update.news import UpdateNews, note
from kiosk.update.wanted import Wanted, note_wanted, read_wanted
from kiosk.visits.machine.versions import GIVE_UP, LOOK, MISSED, TRIAL
from tests.visits.machine.test_checks import goes_to
from tests.visits.rig import Kiosk

BEAT = 20.0
HOUR = 3600.0


class Installed:
    """A kiosk at home, of an installation with versions 0.1.0 and 0.2.0."""

    def __init__(self, folder: Path, standing: SlotStanding) -> None:
        self.installation = Installation(folder / "installed")
        for version in ("0.1.0", "0.2.0"):
            (self.installation.slot(version)).mkdir(parents=True)
            (self.installation.slot(version) / "cubby").touch()
        for place in (self.installation.state, self.installation.manifests):
            place.mkdir()
        write_standing(self.installation, standing)
        self.kiosk = Kiosk(folder / "data", installation=self.installation)
        self.kiosk.lines_up()
        self.looks()

    def looks(self) -> None:
        """What waits to be looked at or written, until nothing does."""
        while self.kiosk.looks:
            self.kiosk.looks_around()

    def waits(self, seconds: float, beats: bool = True) -> None:
        """Time passes, with beats and looks at files."""
        while seconds > 0:
            step = min(BEAT, seconds)
            self.kiosk.waits(step)
            seconds -= step
            if beats:
                self.kiosk.house.versions.beat()
            self.looks()

    def says(self) -> list[Event]:
        """What the journal has of updates."""
        kinds = (UpdateFetched, UpdateRefused, UpdateApplied, UpdateConfirmed, UpdateUndone)
        return [event for event in self.kiosk.events() if isinstance(event, kinds)]

    def standing(self) -> SlotStanding:
        found = read_standing(self.installation)
        assert found is not None
        return found

    def starts_again(self) -> None:
        self.kiosk.die()
        self.kiosk.start()
        self.kiosk.lines_up()
        self.looks()


TRIED = SlotStanding("0.2.0", "0.1.0", 2)


@pytest.fixture
def tried(tmp_path: Path) -> Iterator[Installed]:
    """0.2.0 runs on trial."""
    made = Installed(tmp_path, TRIED)
    yield made
    made.kiosk.end()


@pytest.fixture
def settled(tmp_path: Path) -> Iterator[Installed]:
    """0.1.0 runs, and 0.2.0 is there. It is noon in UTC."""
    made = Installed(tmp_path, SlotStanding("0.1.0"))
    yield made
    made.kiosk.end()


def _until(kiosk: Kiosk, hour: int) -> float:
    """Seconds until it is `hour` in Berlin."""
    return ((hour - 1 - kiosk.clock.now().hour) % 24) * HOUR


def test_ten_minutes_of_beats_confirm_a_version(tried: Installed) -> None:
    tried.waits(TRIAL - BEAT)
    assert tried.says() == [UpdateApplied("0.2.0", "0.1.0")]
    assert tried.standing().on_trial
    tried.waits(2 * BEAT)
    assert tried.says()[1:] == [UpdateConfirmed("0.2.0")]
    assert tried.standing() == SlotStanding("0.2.0", "0.1.0")


def test_a_beat_that_fails_begins_the_trial_anew(tried: Installed) -> None:
    tried.waits(TRIAL - BEAT)
    tried.waits(MISSED + BEAT, beats=False)
    tried.waits(TRIAL - BEAT)
    assert tried.standing().on_trial
    tried.waits(3 * BEAT)
    assert not tried.standing().on_trial


def test_a_power_cut_between_journal_and_launcher_confirms_once(tried: Installed) -> None:
    tried.waits(TRIAL + BEAT)
    write_standing(tried.installation, TRIED)
    tried.starts_again()
    assert tried.says().count(UpdateConfirmed("0.2.0")) == 1
    assert not tried.standing().on_trial


def test_a_version_that_serves_nobody_is_given_up(tried: Installed) -> None:
    tried.kiosk.house.handle(BusDown(tried.kiosk.site.buses[0].name, "unplugged"))
    tried.waits(GIVE_UP - LOOK)
    assert tried.standing().version == "0.2.0"
    tried.waits(3 * LOOK)
    assert tried.says()[1:] == [UpdateUndone("0.2.0", "0.1.0", UndoReason.NOT_SERVING)]
    assert tried.standing() == SlotStanding("0.1.0", undone="0.2.0", why="not-serving")
    assert tried.kiosk.left_off == [Leaving.RESTART]


def test_what_the_launcher_undid_is_told_once(settled: Installed) -> None:
    write_standing(settled.installation, SlotStanding("0.1.0", undone="0.2.0", why="starts"))
    settled.starts_again()
    settled.starts_again()
    assert settled.says() == [UpdateUndone("0.2.0", "0.1.0", UndoReason.STARTS)]
    assert settled.standing() == SlotStanding("0.1.0")


def test_a_new_version_is_changed_to_at_the_hour_of_the_site(settled: Installed) -> None:
    note_wanted(settled.installation, Wanted(WantedKind.APPLY, "0.2.0"))
    settled.waits(2 * LOOK)
    assert settled.says() == []
    settled.kiosk.waits(_until(settled.kiosk, 4))
    settled.waits(2 * LOOK)
    assert settled.says() == [UpdateApplied("0.2.0", "0.1.0")]
    assert settled.standing() == SlotStanding("0.2.0", "0.1.0", 3)
    assert settled.kiosk.left_off == [Leaving.RESTART]
    assert read_wanted(settled.installation) is None


def test_not_while_a_door_stands_open(tmp_path: Path) -> None:
    made = Installed(tmp_path, SlotStanding("0.2.0", "0.1.0"))
    note_wanted(made.installation, Wanted(WantedKind.UNDO, "0.1.0"))
    made.kiosk.scans(made.kiosk.placed("5", "JJD0000000001", "+49 30 1234568").token)
    made.kiosk.lock_says()
    made.waits(4 * LOOK)
    assert made.kiosk.left_off == []
    made.kiosk.closes("5")
    made.waits(4 * LOOK)
    assert made.kiosk.left_off == [Leaving.RESTART]
    made.kiosk.end()


def test_an_undoing_that_was_asked_for_waits_for_no_hour(tmp_path: Path) -> None:
    made = Installed(tmp_path, SlotStanding("0.2.0", "0.1.0"))
    note_wanted(made.installation, Wanted(WantedKind.UNDO, "0.1.0"))
    made.waits(2 * LOOK)
    assert made.says() == [UpdateUndone("0.2.0", "0.1.0", UndoReason.ASKED)]
    assert made.kiosk.left_off == [Leaving.RESTART]
    made.kiosk.end()


def test_what_fetcher_and_installer_did_comes_into_the_journal_once(settled: Installed) -> None:
    note(settled.installation, UpdateNews(UpdateStage.FETCHED, "0.2.0", size=11_000))
    note(settled.installation, UpdateNews(UpdateStage.REFUSED, "", why=UpdateFault.FOREIGN_KEY))
    with (settled.installation.state / "news").open("a") as file:
        file.write('{"stage": "rubbish"}\nnothing\n')
    settled.waits(5 * LOOK)
    assert settled.says() == [UpdateFetched("0.2.0", 11_000), UpdateRefused("", UpdateFault.FOREIGN_KEY)]


def test_a_technician_installs_what_is_here(settled: Installed) -> None:
    kiosk = settled.kiosk
    note_wanted(settled.installation, Wanted(WantedKind.APPLY, "0.2.0"))
    write_notes(settled.installation, "0.2.0", {"en": "Faster doors."})
    goes_to(kiosk, WorkshopChoice.MACHINE)
    kiosk.presses(MachineChoice.VERSIONS)
    settled.looks()
    page = kiosk.sees(VersionsPage)
    assert page.seen == VersionsSeen("0.1.0", ready="0.2.0", notes=(("en", "Faster doors."),))
    kiosk.presses(VersionChoice.INSTALL)
    kiosk.sees(ConfirmLeave)
    kiosk.presses(BackChoice.BACK)
    settled.looks()
    kiosk.presses(VersionChoice.INSTALL)
    kiosk.presses(OkChoice.OK)
    kiosk.sees(GoodBye)
    settled.looks()
    assert settled.says() == [UpdateApplied("0.2.0", "0.1.0")]
    assert settled.standing() == SlotStanding("0.2.0", "0.1.0", 3)
    assert kiosk.left_off == [Leaving.RESTART]


def test_a_technician_goes_back(tried: Installed) -> None:
    kiosk = tried.kiosk
    goes_to(kiosk, WorkshopChoice.MACHINE)
    kiosk.presses(MachineChoice.VERSIONS)
    tried.looks()
    page = kiosk.sees(VersionsPage)
    assert page.seen == VersionsSeen("0.2.0", previous="0.1.0", trial=True)
    kiosk.presses(VersionChoice.GO_BACK)
    kiosk.presses(OkChoice.OK)
    tried.looks()
    assert tried.says()[1:] == [UpdateUndone("0.2.0", "0.1.0", UndoReason.ASKED)]
    assert tried.standing().version == "0.1.0"
    tried.starts_again()
    assert tried.says()[2:] == []
    assert tried.standing() == SlotStanding("0.1.0")


def test_a_kiosk_of_no_installation_says_so(tmp_path: Path) -> None:
    kiosk = Kiosk(tmp_path)
    kiosk.lines_up()
    goes_to(kiosk, WorkshopChoice.MACHINE)
    kiosk.presses(MachineChoice.VERSIONS)
    page = kiosk.sees(VersionsPage)
    assert isinstance(page.seen, VersionsSeen)
    assert not page.seen.managed
    kiosk.presses(BackChoice.BACK)
    kiosk.sees(MachineMenu)
    kiosk.end()
