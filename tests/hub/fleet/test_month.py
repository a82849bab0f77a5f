"""A compressed month: twenty kiosks, storms, a machine that is stolen and one whose disk is cloned."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from random import Random
from time import monotonic

from kiosk.custody.doors.events import VisitBegan
from kiosk.custody.link.words import EnrolmentWord, LinkWord
from kiosk.fleet import enrolling as fleets
from kiosk.fleet.clock import DAY
from kiosk.fleet.fleet import Fleet, Member
from kiosk.fleet.mind import SimulatedKiosk
from kiosk.fleet.people import People, Visitor
from kiosk.fleet.trade import Trade
from kiosk.hub.line import enrolling
from kiosk.hub.line.orders import NewOrder
from tests.helpers.length import LONG
from tests.hub.fleet.agreement import differences, rows_of
from tests.hub.fleet.living import code_for, fleet_at
from tests.hub.world import World

KIOSKS = 20
DAYS, PARCELS = (30.0, 6.0) if LONG else (3.0, 1.0)
CLONED, STOLEN = 0, 3


@dataclass(slots=True)
class Month:
    """A fleet that lives up to some moment after another."""

    world: World
    fleet: Fleet

    def lives_until(self, share: float) -> None:
        until = self.fleet.clock.start + share * DAYS * DAY
        self.fleet.run(lambda: self.fleet.clock.monotonic() >= until)
        self.goes_up()

    def goes_up(self) -> None:
        """All that can be sent is at the hub."""
        assert self.fleet.caught_up(120.0)

    def heard(self, kiosk: SimulatedKiosk, word: LinkWord) -> None:
        self.until(lambda: kiosk.link.standing().word is word)

    def until(self, fits: Callable[[], object]) -> None:
        latest = monotonic() + 60.0
        while monotonic() < latest:
            if fits():
                return
            for member in self.fleet.members:
                if member.kiosk.on:
                    member.kiosk.link.wake()
            self.fleet.hear(0.1)
        raise AssertionError("it never came to that")

    def joins(self, member: Member, folder: Path, seed: str) -> Member:
        """Another machine under the name of this one, on another folder; it is switched off."""
        chance = Random(seed)  # noqa: S311  a play, no secret
        kiosk = SimulatedKiosk(member.kiosk.id, folder, member.kiosk.site, self.fleet.ground, chance)
        people = People(kiosk, chance)
        made = Member(kiosk, people, Trade(kiosk, people, 0.0, chance))
        self.fleet.members.append(made)
        return made

    def serves_somebody(self, member: Member, label: str) -> None:
        """Somebody comes and sends something back; the visit is in the journal."""
        before = _visits(member.kiosk)
        member.people.comes(Visitor(hands=[label]))
        ends = self.fleet.clock.monotonic() + 900.0
        self.fleet.run(lambda: self.fleet.clock.monotonic() >= ends)
        assert _visits(member.kiosk) > before, (member.kiosk.id, label)

    def enrols_again(self, kiosk: SimulatedKiosk) -> None:
        """With a new code, and a person who compares."""
        kiosk.link.enrol(code_for(self.world, kiosk.id), kiosk.desk.epoch)
        self.until(lambda: kiosk.link.standing().enrolment.word is EnrolmentWord.WAITING)
        shown = kiosk.link.standing().enrolment.digits
        assert self.world.with_database(lambda db: enrolling.approve(db, kiosk.id, shown, "Ada"))
        self.until(lambda: kiosk.link.standing().enrolment.word is EnrolmentWord.DONE)


def _visits(kiosk: SimulatedKiosk) -> int:
    return sum(isinstance(row.event, VisitBegan) for row in kiosk.book.journal.rows())


def test_a_month_of_twenty_kiosks_ends_with_two_sides_that_agree(world: World, tmp_path: Path) -> None:
    with fleet_at(world, tmp_path, KIOSKS, DAYS, parcels=PARCELS) as fleet:
        month = Month(world, fleet)
        month.lives_until(0.3)
        _is_cloned(month, fleet.members[CLONED], tmp_path)
        month.lives_until(0.5)
        thiefs = _is_stolen(month, fleet.members[STOLEN], tmp_path)
        month.lives_until(0.6)
        _orders_are_done_once(month, fleet.members[1].kiosk)
        fleet.run(lambda: fleet.clock.live)
        for member in fleet.members:
            member.kiosk.line.mend()
        assert fleet.goodbye(120.0)
        whole = [m.kiosk for n, m in enumerate(fleet.members[:KIOSKS]) if n not in (CLONED, STOLEN)]
        assert differences(world, whole) == []
        _holds_what_was_written_under_its_name(world, fleet.members[CLONED].kiosk)
        assert world.rows("SELECT seq FROM rows WHERE row = ANY(%s)", thiefs) == []


def _is_cloned(month: Month, member: Member, folder: Path) -> None:
    """Both record on: the hub sees a fork, neither gets orders, both serve; then a person decides."""
    kiosk = member.kiosk
    kiosk.line.mend()
    month.goes_up()
    kiosk.switch_off()
    shutil.copytree(kiosk.folder, folder / "clone")
    clone = month.joins(member, folder / "clone", "clone")
    month.fleet.switch_on(member)
    month.serves_somebody(member, "RET-ORIGINAL-1")
    month.goes_up()
    month.fleet.switch_on(clone)
    month.serves_somebody(clone, "RET-CLONE-1")
    month.heard(clone.kiosk, LinkWord.FROZEN)
    assert month.world.rows("SELECT kind FROM alarms WHERE kiosk = %s AND seen IS NULL", kiosk.id) == [
        {"kind": "fork"}
    ]
    month.serves_somebody(member, "RET-ORIGINAL-2")
    month.heard(kiosk, LinkWord.FROZEN)
    month.serves_somebody(clone, "RET-CLONE-2")
    month.enrols_again(kiosk)
    month.goes_up()
    month.heard(kiosk, LinkWord.UP)
    clone.kiosk.switch_off()


def _is_stolen(month: Month, member: Member, folder: Path) -> list[bytes]:
    """Another machine takes its name; the rows that the thief's writes from then on, which nobody takes."""
    kiosk = member.kiosk
    kiosk.line.mend()
    month.goes_up()
    known = len(rows_of(kiosk))
    kiosk.switch_off()
    shutil.copytree(kiosk.folder, folder / "stolen")
    shutil.rmtree(kiosk.folder)
    month.fleet.switch_on(member)  # a new one, whose journal is empty
    month.enrols_again(kiosk)
    month.goes_up()
    thief = month.joins(member, folder / "stolen", "thief")
    month.fleet.switch_on(thief)
    month.serves_somebody(thief, "RET-STOLEN-1")
    month.heard(thief.kiosk, LinkWord.UNKNOWN)
    written = rows_of(thief.kiosk)[known:]
    assert len(written) > 5
    thief.kiosk.switch_off()
    return written


def _orders_are_done_once(month: Month, kiosk: SimulatedKiosk) -> None:
    """One that is asked for five times has one outcome, and one parcel comes of it."""
    kiosk.line.mend()
    args = {"tracking": "MONTH-0001", "phone": "+49301234567"}
    order = month.world.order(NewOrder(kiosk.id, "announce", args, "Ada"))
    for _ in range(4):
        month.world.order(NewOrder(kiosk.id, "announce", args, "Ada", id=order.id))
    month.until(lambda: kiosk.book.vault.consignments_with("MONTH-0001"))
    month.goes_up()
    month.world.fold()
    assert len(kiosk.book.vault.consignments_with("MONTH-0001")) == 1
    found = month.world.rows("SELECT outcome FROM orders WHERE kiosk = %s AND id = %s", kiosk.id, order.id)
    assert found == [{"outcome": "done"}]


def _holds_what_was_written_under_its_name(world: World, kiosk: SimulatedKiosk) -> None:
    """Of a machine that was cloned: the rows of its newest epoch, each once, and none that the clone made."""
    query = "SELECT row FROM rows WHERE kiosk = %s ORDER BY epoch, seq"
    there, here = [bytes(row["row"]) for row in world.rows(query, kiosk.id)], rows_of(kiosk)
    assert len(set(there)) == len(there)
    assert there[-20:] == here[-20:]
    assert set(there) <= set(here)


def test_a_fleet_is_known_by_its_codes_alone(world: World, tmp_path: Path) -> None:
    with fleet_at(world, tmp_path, 1, 0.2) as fleet:
        again = fleets.codes_in([code_for(world, "sim-001"), "", "no code"])
        assert list(again) == [fleet.members[0].kiosk.id]
