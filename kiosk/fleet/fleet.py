"""All kiosks of a fleet in one thread: what is due next happens next, as fast as the clock allows."""

from __future__ import annotations

import queue
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from random import Random
from time import monotonic
from typing import Final

from hardware.outcomes.devices import DeviceUp
from hardware.outcomes.senses import Climate, Contact
from kiosk.clock import SystemClock
from kiosk.custody.link.words import LinkWord
from kiosk.fleet.clock import FleetClock, PresentClock
from kiosk.fleet.mind import FleetGround, Inbox, SimulatedKiosk
from kiosk.fleet.people import People
from kiosk.fleet.trade import Trade
from kiosk.fleet.weather import Mishap, Weather, drawn
from kiosk.link.budget import Habits
from kiosk.site.loading import load_site
from kiosk.site.ports import write_changed
from kiosk.site.whole import Site

SITES: Final = Path(__file__).resolve().parents[2] / "assets" / "sites"
_CHILLED_EVERY: Final = 3
_LONGEST_WAIT: Final = 0.5
_GRACE: Final = {"biological": {"least": 2, "most": 8, "grace": "15 min", "unwatched": "1 h"}}


@dataclass(frozen=True, slots=True)
class FleetPlan:
    """`days` before now it begins; `speed`: its seconds in one of ours, 0 for as fast as it can.

    `parcels`: a day and kiosk, on average. `state_every`: seconds of ours between two states of a kiosk.
    """

    hub: str
    folder: Path
    kiosks: int
    days: float
    speed: float
    seed: int = 1
    parcels: float = 6.0
    state_every: float = 10.0


@dataclass(frozen=True, slots=True)
class Member:
    """One kiosk with who comes to it."""

    kiosk: SimulatedKiosk
    people: People
    trade: Trade


class Fleet:
    """Belongs to one thread. `weather`: what befalls it; drawn from the seed where nothing is given."""

    def __init__(self, plan: FleetPlan, weather: Weather | None = None) -> None:
        self.plan = plan
        self.clock = FleetClock(PresentClock(SystemClock()), plan.days, plan.speed)
        self._inbox: queue.SimpleQueue[tuple[SimulatedKiosk, Inbox] | None] = queue.SimpleQueue()
        self._over = False
        habits = Habits(gather=0.3, wait=25, state_every=plan.state_every, documents_every=900.0, day=0)
        self.ground = FleetGround(
            self.clock, lambda kiosk, said: self._inbox.put((kiosk, said)), habits, plan.hub
        )
        self.members = [self._member(n, self.ground) for n in range(plan.kiosks)]
        cooled = [n for n, member in enumerate(self.members) if member.kiosk.site.sensors]
        self.weather = drawn(plan.kiosks, plan.days, cooled, plan.seed) if weather is None else weather
        self._to_befall = sorted(self.weather.befalls, key=lambda one: one.at)

    def _member(self, number: int, around: FleetGround) -> Member:
        id_ = f"sim-{number + 1:03}"
        folder = self.plan.folder / id_
        folder.mkdir(parents=True, exist_ok=True)
        chance = Random(f"{self.plan.seed}/{id_}")  # noqa: S311  a play, no secret
        kiosk = SimulatedKiosk(id_, folder / "data", site_of(number, id_, folder), around, chance)
        people = People(kiosk, chance)
        return Member(kiosk, people, Trade(kiosk, people, self.plan.parcels, chance))

    # --- from beginning to end ------------------------------------------------------------------------------

    def open(self) -> None:
        """Every kiosk is switched on. Raises JournalUnusable, AlreadyOwned."""
        for member in self.members:
            self.switch_on(member)
            member.trade.open()

    def close(self) -> None:
        """Every kiosk is switched off."""
        for member in self.members:
            member.kiosk.switch_off()

    def end(self) -> None:
        """Have `run` come to its end; from any thread, and from a signal's handler."""
        self._over = True
        self._inbox.put(None)

    @property
    def over(self) -> bool:
        return self._over

    def run(self, until: Callable[[], bool]) -> None:
        """Until that is so, or somebody ends it."""
        while not self._over and not until():
            self._step()

    def goodbye(self, patience: float = 60.0) -> bool:
        """Every kiosk writes that it stops, and the hub gets what it has not; whether it has everything."""
        for member in self.members:
            if member.kiosk.on:
                member.kiosk.say_goodbye("the fleet's days are over")
        return self.caught_up(patience)

    def caught_up(self, patience: float) -> bool:
        """Wait until the hub has every row of every kiosk that can reach it; no time of the fleet passes."""
        latest = monotonic() + patience
        while behind := [m.kiosk for m in self.members if is_behind(m.kiosk)]:
            if monotonic() > latest:
                return False
            for kiosk in behind:
                kiosk.link.wake()
            self.hear(0.1)
        return True

    # --- inside ---------------------------------------------------------------------------------------------

    def _step(self) -> None:
        due = self._next_due()
        limit = self.clock.limit()
        if due is not None and due <= limit:
            self.clock.go(due)
            self._befall()
            for member in self.members:
                at = member.kiosk.due()
                if at is not None and at <= due:
                    member.kiosk.turn()
            self.hear(0.0)
        else:
            self.clock.go(limit)
            self.hear(min(_LONGEST_WAIT, self.clock.wait(due) if due is not None else _LONGEST_WAIT))

    def _next_due(self) -> float | None:
        moments = [at for member in self.members if (at := member.kiosk.due()) is not None]
        if self._to_befall:
            moments.append(self.clock.start + self._to_befall[0].at)
        return min(moments, default=None)

    def hear(self, seconds: float) -> None:
        """Take what links have put into the queue; wait so long for the first."""
        with suppress(queue.Empty):
            said = self._inbox.get(timeout=seconds) if seconds > 0 else self._inbox.get_nowait()
            while True:
                if said is not None:
                    kiosk, message = said
                    self.clock.go(min(self.clock.limit(), self._next_due() or self.clock.limit()))
                    kiosk.take(message)
                said = self._inbox.get_nowait()

    def _befall(self) -> None:
        while self._to_befall and self.clock.start + self._to_befall[0].at <= self.clock.monotonic():
            one = self._to_befall.pop(0)
            if one.kiosk < len(self.members):
                self.befalls(self.members[one.kiosk], one.what)

    def befalls(self, member: Member, what: Mishap) -> None:
        """It happens now."""
        kiosk = member.kiosk
        match what:
            case Mishap.CUT:
                kiosk.line.cut()
            case Mishap.MENDED:
                kiosk.line.mend()
            case Mishap.JAM:
                full = [label for label, things in kiosk.cabinet.inside.items() if things]
                kiosk.cabinet.jammed.add(kiosk.chance.choice(full or list(kiosk.cabinet.inside)))
            case Mishap.WARM | Mishap.COLD:
                if kiosk.on:
                    self._air(kiosk, dead=what is Mishap.WARM)
            case Mishap.SILENT_BOARD | Mishap.BOARD_BACK if kiosk.on:
                bank = kiosk.cabinet.banks()[-1]
                kiosk.cabinet.silence(bank, on=what is Mishap.SILENT_BOARD)
            case Mishap.POWER_CUT:
                kiosk.switch_off()
                member.people.power_went()
                self.switch_on(member)
            case Mishap.REPAIR if kiosk.on:
                member.trade.send_technician()
            case _:
                pass

    def switch_on(self, member: Member) -> None:
        """A life begins, with its sensors."""
        member.kiosk.switch_on()
        self._air(member.kiosk, dead=False)
        for contact in member.kiosk.site.contacts():
            member.kiosk.say(Contact(contact.name, closed=True))

    def _air(self, kiosk: SimulatedKiosk, *, dead: bool) -> None:
        """Cooling that died lets the air warm up for an hour; one that runs again is quicker."""
        for probe in kiosk.site.probes():
            good = _good(probe.limits.least, probe.limits.most)
            kiosk.say(DeviceUp(probe.name))
            steps = 12 if dead and probe is kiosk.site.probes()[0] else 0
            for step in range(steps + 1):
                degrees = good + step * 1.1 + kiosk.chance.uniform(0, 0.4)
                kiosk.later(step * 300.0, partial(kiosk.say, Climate(probe.name, round(degrees, 1), 60.0)))


def is_behind(kiosk: SimulatedKiosk) -> bool:
    """Whether the hub does not have all of its rows, although it can reach it and may write."""
    if not kiosk.on or kiosk.line.is_cut:
        return False
    known = kiosk.desk.known()
    if known.enrolment is None or known.frozen is not None:
        return False
    return known.after < kiosk.book.journal.head.seq


def states(members: Sequence[Member]) -> dict[str, LinkWord]:
    """How each link is."""
    return {member.kiosk.id: member.kiosk.link.standing().word for member in members}


def site_of(number: int, id_: str, folder: Path) -> Site:
    """Every third has a fridge and a freezer."""
    chilled = number % _CHILLED_EVERY == 1
    source = SITES / ("chilled.toml" if chilled else "demo.toml")
    file = folder / "site.toml"
    changes: dict[str, object] = {"id": id_.upper()}
    if chilled:
        changes["temperatures"] = _GRACE
    write_changed(source, file, changes)
    return replace(load_site(file), id=id_.upper())


def _good(least: int | None, most: int | None) -> float:
    """Degrees within limits in tenths."""
    if least is not None and most is not None:
        return (least + most) / 20
    if most is not None:
        return most / 10 - 3.0
    return (least or 180) / 10 + 2.0
