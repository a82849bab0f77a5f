"""What the cabinet feels, as the kiosk's thread hears it: into events, quarantines and tasks for people."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from functools import partial
from typing import Final, assert_never

from hardware.outcomes.devices import DeviceDown, DeviceUp
from hardware.outcomes.senses import Climate, Contact
from kiosk.custody.doors.settle import INSPECTORS
from kiosk.custody.event import Event
from kiosk.custody.ids import TaskId
from kiosk.custody.ledger import Ledger
from kiosk.custody.senses import climate
from kiosk.custody.senses.climate import Watch
from kiosk.custody.senses.events import (
    AlarmRaised,
    ContactOpened,
    ContactShut,
    SenseRemoved,
    ZoneUnwatched,
    ZoneWatched,
)
from kiosk.custody.senses.spoiling import HANDLER, NOTE, to_quarantine, zone_task
from kiosk.custody.things.events import Quarantined
from kiosk.custody.words import Alarm, ContactKind, TaskKind, Why
from kiosk.custody.work.events import TaskDone, TaskMade
from kiosk.site.parts.senses.contacts import ContactSite
from kiosk.site.parts.senses.sensors import SensorsSite
from kiosk.visits.ground import Ground
from kiosk.visits.machine.flapping import Flapping
from kiosk.visits.part import Hears, Performs

LEFT_OPEN: Final = 120.0
"""Seconds that the cabinet's door may be open after a technician has signed out."""
SHUT_FOR: Final = 30.0
"""Seconds that a contact has to be shut before the book says so: a loose one must not fill the journal."""
_SAME: Final = 0.001
"""Seconds between two moments that are one."""
_OF_THE_AIR: Final = (TaskKind.CLIMATE, TaskKind.WATCH)


class Senses:
    """Belongs to the kiosk's thread. `watches` by zone; `contacts`: whether each is shut, None if unknown."""

    def __init__(self, ground: Ground, flapping: Flapping) -> None:
        self._ground = ground
        now, wall, ledger = ground.clock.monotonic(), ground.clock.now(), ground.book.ledger
        self.watches: dict[str, Watch] = {
            probe.name: climate.taken_up(probe.name, probe.limits, probe.compartments, ledger, now, wall)
            for probe in ground.site.probes()
        }
        self._kinds = {contact.name: contact.kind for contact in ground.site.contacts()}
        self._boards = {
            board_name(line, contact): [c.name for c in line.contacts if c.address == contact.address]
            for line in ground.site.sensors
            for contact in line.contacts
        }
        self.contacts: dict[str, bool | None] = dict.fromkeys(self._kinds)
        self._left_open: dict[str, float] = {}
        self._shut_since: dict[str, float] = {}
        self._flapping = flapping
        self._stands: dict[str, float] = {}
        """Seconds that each contact has to be shut before the book says so."""
        self._held: dict[str, Event] = {}
        """By zone: that it is watched again, until that has stood."""
        self._looks_at: float | None = None
        self.performs: Performs = {}
        self.hears: Hears = dict.fromkeys((Climate, Contact, DeviceUp, DeviceDown), self.on_report)

    def open(self) -> None:
        """What the site file no longer has is over; time begins to count for the rest."""
        ledger = self._ledger
        felt = {*ledger.excursions, *ledger.unwatched, *ledger.contacts_open}
        gone = sorted(felt - self.watches.keys() - self._kinds.keys())
        tasks = (t.id for t in ledger.tasks.values() if t.kind in _OF_THE_AIR and t.note not in self.watches)
        self._record(*(SenseRemoved(name) for name in gone), *map(TaskDone, tasks))
        self.follow()

    def unfit(self) -> frozenset[str]:
        """Labels of the compartments in which nothing may be laid that needs their temperature."""
        unfit = (watch for watch in self.watches.values() if not watch.fit or watch.excursion)
        return frozenset(label for watch in unfit for label in watch.compartments)

    def in_band(self) -> Mapping[str, bool | None]:
        """By label of each watched compartment, whether it is as its class wants; None while nobody knows."""
        found: dict[str, bool | None] = {}
        for watch in self.watches.values():
            known = watch.tenths is not None
            found.update(dict.fromkeys(watch.compartments, watch.fit if known else None))
        return found

    # --- reports ----------------------------------------------------------------------------------

    def on_report(self, report: Climate | Contact | DeviceUp | DeviceDown) -> None:
        match report:
            case Climate(sensor, celsius, percent) if sensor in self.watches:
                tenths, damp = round(celsius * 10), round(percent * 10)
                self._turn(sensor, *climate.read(self.watches[sensor], tenths, self._now, damp))
            case Contact(name, closed) if name in self._kinds:
                self.contacts[name] = closed
                self._record(*self._moved(name, closed=closed))
            case DeviceDown(device, reason) if device in self.watches:
                self._turn(device, climate.lost(self.watches[device], reason, self._now))
            case DeviceDown(device) if device in self._boards:
                self.contacts.update(dict.fromkeys(self._boards[device]))
                for name in self._boards[device]:
                    self._shut_since.pop(name, None)  # nobody knows any more whether it lasts
            case Climate() | Contact() | DeviceUp() | DeviceDown():
                pass  # another device's, or one that the site file no longer has
            case _:
                assert_never(report)

    def _turn(self, zone: str, watch: Watch, said: tuple[Event, ...] = ()) -> None:
        self.watches[zone] = watch
        self._record(*self._without_flapping(said))

    def _without_flapping(self, said: Iterable[Event]) -> Iterator[Event]:
        """A sensor that comes and goes counts as away in the book until it stays."""
        for event in said:
            match event:
                case ZoneWatched(zone):
                    stands = self._flapping.turned(f"zone {zone}")
                    if stands == 0.0:
                        yield event
                        continue
                    self._held[zone] = event
                    self._ground.timers.set(("watched", zone), stands, partial(self._stays, zone))
                case ZoneUnwatched(zone) if self._held.pop(zone, None) is not None:
                    self._ground.timers.cancel(("watched", zone))
                case _:
                    yield event

    def _stays(self, zone: str) -> None:
        held = self._held.pop(zone, None)
        if held is not None:
            self._record(held)

    def _moved(self, name: str, *, closed: bool) -> Iterator[Event]:
        """What one word of a contact adds to the book. That it is shut has to last."""
        was_open = name in self._ledger.contacts_open
        if closed:
            if was_open:
                self._shuts(name)
            return
        opened_again = self._shut_since.pop(name, None) is not None
        allowed = self._kinds[name] is ContactKind.CABINET_DOOR and self._at_work
        alarming = not allowed and zone_task(self._ledger, TaskKind.ALARM, name) is None
        if was_open and opened_again and alarming:
            yield ContactShut(name)
        if not was_open or (opened_again and alarming):
            yield ContactOpened(name, allowed)
            yield from self._alarm(name) if alarming else ()

    def _shuts(self, name: str) -> None:
        if name not in self._shut_since:
            self._shut_since[name] = self._now
            self._stands[name] = max(SHUT_FOR, self._flapping.turned(f"contact {name}"))

    def _alarm(self, name: str) -> Iterator[Event]:
        """It stands until somebody has seen to it; until then there is no second one."""
        tamper = self._kinds[name] is ContactKind.TAMPER
        yield AlarmRaised(Alarm.TAMPER if tamper else Alarm.CABINET_DOOR, name)
        yield self._task(TaskKind.ALARM, name)

    def _shut_by_now(self, now: float) -> Iterator[Event]:
        for name, since in tuple(self._shut_since.items()):
            if now >= since + self._stands[name]:
                del self._shut_since[name]
                yield ContactShut(name)

    # --- what follows -----------------------------------------------------------------------------

    def follow(self) -> None:
        """What time, and what the book says by now, make of it. Called after everything that happens."""
        now = self._now
        for zone, watch in self.watches.items():
            self._turn(zone, *climate.look(watch, now))
        self._record(*self._shut_by_now(now))
        self._record(*self._left_standing(now))
        self._record(*self._tasks(now))
        for spoiled in to_quarantine(self._ledger, self._ground.site.services):
            asked = () if spoiled.asked else (self._take_away(spoiled.compartment),)
            why = Quarantined(spoiled.compartment, Why.EXCURSION)
            self._ground.book.record(why, *asked, principal=spoiled.principal)
        self._wait(now)

    def _take_away(self, compartment: str) -> TaskMade:
        return TaskMade(TaskId(self._ground.outside.draw()), TaskKind.TAKE_AWAY, compartment, HANDLER, NOTE)

    def _task(self, kind: TaskKind, name: str) -> TaskMade:
        return TaskMade(TaskId(self._ground.outside.draw()), kind, "", INSPECTORS, name)

    def _tasks(self, now: float) -> Iterator[Event]:
        """Somebody is asked to see to the cooling while it is needed, and to a sensor that is silent."""
        for zone, watch in self.watches.items():
            wanted = {TaskKind.CLIMATE: watch.excursion, TaskKind.WATCH: climate.neglected(watch, now)}
            for kind, needed in wanted.items():
                standing = zone_task(self._ledger, kind, zone)
                if needed and standing is None:
                    yield self._task(kind, zone)
                elif not needed and standing is not None:
                    yield TaskDone(standing.id)

    def _left_standing(self, now: float) -> Iterator[Event]:
        """The cabinet's door, some time after nobody is at work any more."""
        for name, kind in self._kinds.items():
            unseen = zone_task(self._ledger, TaskKind.ALARM, name) is None
            stands = kind is ContactKind.CABINET_DOOR and name in self._ledger.contacts_open
            stands = stands and name not in self._shut_since
            if not (stands and unseen) or self._at_work:
                self._left_open.pop(name, None)
            elif now - self._left_open.setdefault(name, now) >= LEFT_OPEN:
                yield from self._alarm(name)

    def _wait(self, now: float) -> None:
        moments = [wait for watch in self.watches.values() if (wait := climate.due(watch, now)) is not None]
        moments += [max(0.0, since + LEFT_OPEN - now) for since in self._left_open.values()]
        moments += [max(0.0, since + self._stands[k] - now) for k, since in self._shut_since.items()]
        looks_at = now + min(moments) if moments else None
        # Set anew for nothing, timers would pile up: this is asked after every message.
        if looks_at is None or self._looks_at is None or abs(looks_at - self._looks_at) > _SAME:
            self._looks_at = looks_at
            self._ground.timers.cancel("senses")
            if looks_at is not None:
                self._ground.timers.set("senses", looks_at - now, self._look)

    def _look(self) -> None:
        self._looks_at = None
        self.follow()

    # --- words ------------------------------------------------------------------------------------

    @property
    def _ledger(self) -> Ledger:
        return self._ground.book.ledger

    @property
    def _now(self) -> float:
        return self._ground.clock.monotonic()

    @property
    def _at_work(self) -> bool:
        return any(task.kind is TaskKind.MAINTAIN for task in self._ledger.tasks.values())

    def _record(self, *events: Event) -> None:
        if events:
            self._ground.book.record(*events)


def board_name(line: SensorsSite, contact: ContactSite) -> str:
    """What the input board of a contact is called where it reports."""
    return f"{line.name}-inputs-{contact.address}"
