"""Where explored visits begin: a small cabinet, and what is in it for whom."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Any

from hardware.outcomes.locks import Jammed, LockAddress
from kiosk.access.credentials import Proved
from kiosk.custody.cabinet.cabinet import Cabinet, Column, Compartment, Door, Face, Panel, SizeClass, loose
from kiosk.custody.doors.events import (
    DoorForced,
    DoorsDown,
    GrantGiven,
    OpeningEnded,
    OpeningIntended,
    VisitBegan,
    VisitParked,
)
from kiosk.custody.doors.settle import own_task
from kiosk.custody.event import Event
from kiosk.custody.fold import fold
from kiosk.custody.ids import ConsignmentId, GrantId, IntentId, PartyId, TaskId, VisitId
from kiosk.custody.learning.events import ChannelLearned, ColumnsPlanned
from kiosk.custody.ledger import EMPTY, Ledger, Recorded, Task
from kiosk.custody.proofs.events import CredentialTried, StaffAdded
from kiosk.custody.senses.events import ExcursionBegan
from kiosk.custody.services.events import RulesTaken
from kiosk.custody.services.rules import GateKind, GateRule, Privacy, ServiceRules, StepRule, ThingRule
from kiosk.custody.things.events import (
    Announced,
    Deposited,
    Leg,
    LegsChanged,
    MarkedBroken,
    MarkedUnknown,
    Quarantined,
    Reserved,
    for_party,
    for_role,
)
from kiosk.custody.things.services import Service
from kiosk.custody.words import Act, Audience, DoorResult, SensorWord, TaskKind, Way, Why
from kiosk.custody.work.events import TaskMade
from kiosk.journeys.desk import Desk, Settings
from kiosk.journeys.doors.remote import open_remotely
from kiosk.journeys.front.reception import reception
from kiosk.journeys.handover.collect import collect
from kiosk.journeys.handover.courier import courier
from kiosk.journeys.learning.commissioning import commission
from kiosk.journeys.machine.menu import see_to_devices, see_to_machine
from kiosk.journeys.work.audit import audit
from kiosk.journeys.work.locks import upkeep
from kiosk.journeys.work.tasks import tasks
from kiosk.journeys.work.technician import technician
from tests.helpers.length import LONG
from tests.journeys.moment import NOW, PRINCIPAL, VISIT, Scene

RECIPIENT = PartyId("recipient")
COURIER = PartyId("courier")
TECHNICIAN = PartyId("technician")
OPERATOR = PartyId("operator")
HELPER = PartyId("helper")
OTHER_TECHNICIAN = PartyId("another technician")

SMALL = SizeClass("S", 40, 12, 50)
SMALLEST = SizeClass("S", 42, 11, 60)
LARGE = SizeClass("L", 40, 40, 50)

SERVICE = Service("parcel", reminders=1)


def cabinet(*sizes: str) -> Cabinet:
    """One column, from the top down, labels from "1"; the topmost is out of a seated person's reach."""
    heights = {0: (150.0, 162.0), 1: (90.0, 102.0), 2: (50.0, 90.0), 3: (5.0, 45.0)}
    return Cabinet(
        width=80,
        height=180,
        panel=Panel(40, 90, 40, 60),
        columns=(
            Column(
                0,
                40,
                tuple(
                    Compartment(
                        str(at + 1),
                        size,
                        *heights[at],
                        (Door(str(at + 1), Face.FRONT, LockAddress("A", at + 1)),),
                    )
                    for at, size in enumerate(sizes)
                ),
            ),
        ),
        sizes={"S": SMALL, "L": LARGE},
    )


def ledger(*events: Event, visit: VisitId | None = None, onto: Ledger = EMPTY) -> Ledger:
    for event in events:
        onto = fold(onto, Recorded(0, NOW, visit, PRINCIPAL, "", event))
    return onto


def staff() -> tuple[Event, ...]:
    return (
        StaffAdded(COURIER, "courier"),
        StaffAdded(TECHNICIAN, "technician"),
        StaffAdded(OPERATOR, "operator"),
        StaffAdded(OTHER_TECHNICIAN, "technician"),
    )


def announced(name: str, size: str = "", *, in_reach: bool = False) -> Announced:
    legs = (Leg(Act.DEPOSIT, for_role("courier")), Leg(Act.COLLECT, for_party(RECIPIENT)))
    return Announced(ConsignmentId(name), "parcel", legs, size, in_reach)


def lying(name: str, compartment: str) -> tuple[Event, ...]:
    return (announced(name, "S"), Deposited(ConsignmentId(name), compartment))


def guarded_by(gate: GateKind, name: str, compartment: str) -> tuple[Event, ...]:
    """It waits, and one thing more has to be so before it is handed out."""
    fetch = StepRule("fetch", Act.COLLECT, (), gates=(GateRule(gate, step="bring"),))
    rules = ServiceRules(str(gate), 1, str(gate), PRINCIPAL, Privacy.PLAIN, (ThingRule("thing"),), (fetch,))
    coming = replace(announced(name, "S"), rules=str(gate), kind="thing", case="case")
    legs = (coming.legs[0], replace(coming.legs[1], step="fetch"))
    return (RulesTaken(rules), replace(coming, legs=legs), Deposited(ConsignmentId(name), compartment))


def recalled(name: str, compartment: str) -> tuple[Event, ...]:
    """Nobody came for it in time: it goes back."""
    back = Leg(Act.COLLECT, for_role("courier"), recalled=True, was=for_party(RECIPIENT))
    return (*lying(name, compartment), LegsChanged(ConsignmentId(name), (back,)))


def task(kind: TaskKind, compartment: str, role: str = "technician") -> TaskMade:
    return TaskMade(TaskId(f"to {kind} {compartment}"), kind, compartment, role)


def scene(name: str, book: Ledger, where: Cabinet, settings: Settings | None = None) -> Scene:
    """From home on."""
    return Scene(
        name,
        reception,
        book,
        where,
        people={Audience.VISITOR: RECIPIENT, Audience.STAFF: COURIER},
        settings=settings or Settings(),
        services={"parcel": SERVICE},
    )


def signed_in(who: Proved, journey: Callable[[Desk, Proved], Any], home: Scene) -> Scene:
    """The same, from the moment on in which `who` is proven."""
    began = (VisitBegan("test", "harbour"), CredentialTried(Way.SCAN, who.audience, who.party))
    return replace(
        home,
        journey=lambda desk: journey(desk, who),
        ledger=ledger(*began, visit=VISIT, onto=home.ledger),
        begun=True,
    )


VISITOR = Proved(RECIPIENT, Audience.VISITOR)


def collecting() -> Sequence[Scene]:
    """A recipient for whom nothing, one parcel, two parcels wait."""
    small = cabinet("S", "S")
    held = (*lying("p1", "1"), DoorsDown(("1",), "line down"))
    homes = (
        scene("nothing waits", ledger(*staff()), small),
        scene("one parcel", ledger(*staff(), *lying("p1", "1")), small),
        calm(scene("two parcels", ledger(*staff(), *lying("p1", "1"), *lying("p2", "2")), small)),
        jams_only(
            hasty(
                scene(
                    "one that opens late, and another",
                    ledger(*staff(), *lying("p1", "1"), *lying("p2", "2")),
                    small,
                )
            )
        ),
        scene("a parcel behind a door that is down", ledger(*staff(), *held), small),
        scene(
            "a parcel in a compartment in doubt", ledger(*staff(), *lying("p1", "1"), *doubtful("1")), small
        ),
        scene(
            "a parcel in a compartment that another visit has",
            ledger(Reserved("1"), visit=VisitId("other"), onto=ledger(*staff(), *lying("p1", "1"))),
            small,
        ),
        scene(
            "a parcel in their own parked visit's hands", in_hand("p1", "1", RECIPIENT, Act.COLLECT), small
        ),
        scene("a parcel in another's parked visit's hands", in_hand("p1", "1", HELPER, Act.COLLECT), small),
        scene("a parcel in a compartment that is gone", ledger(*staff(), *lying("p1", "9")), small),
    )
    return [signed_in(VISITOR, collect, home) for home in homes]


def doubtful(label: str) -> tuple[Event, ...]:
    return (MarkedUnknown(label, Why.REPORTED), task(TaskKind.INSPECT, label))


def delivering() -> Sequence[Scene]:
    """A courier with parcels of known and unknown size, with little room, with none, with work."""
    book = ledger(*staff())
    full = (*lying("a", "1"), *lying("b", "2"))
    one, unsized = announced("p1", "S"), announced("p1")
    two = ledger(one, announced("p2", "S"), onto=book)
    homes = (
        scene("nothing announced", book, cabinet("S", "S")),
        scene("a small parcel and one door", ledger(one, onto=book), cabinet("S")),
        calm(scene("a small parcel", ledger(one, onto=book), cabinet("S", "L"))),
        pausing(scene("an unknown size and one door", ledger(unsized, onto=book), cabinet("S"))),
        calm(scene("a parcel of unknown size", ledger(unsized, onto=book), cabinet("S", "L"))),
        _short(calm(scene("two small parcels", two, cabinet("S", "S")))),
        works(hasty(scene("two small parcels and three doors", two, cabinet("S", "L", "S")))),
        scene("no room", ledger(*full, one, announced("p2"), onto=book), cabinet("S", "S")),
        calm(scene("in reach", ledger(announced("p1", "S", in_reach=True), onto=book), cabinet("S", "S"))),
        works(scene("a parcel in a parked visit's hands", in_hand("p1", "1"), cabinet("S", "S"))),
        scene("something refused", ledger(*refused("r", "1"), onto=book), cabinet("S")),
        scene("another carrier's refused thing", alien(ledger(*refused("r", "1"), onto=book)), cabinet("S")),
    )
    return [signed_in(Proved(COURIER, Audience.STAFF), courier, home) for home in homes]


def in_hand(name: str, label: str, party: PartyId = COURIER, act: Act = Act.DEPOSIT) -> Ledger:
    """Another visit has opened a door for this parcel, and is parked."""
    other, there = VisitId("other"), lying(name, label) if act is Act.COLLECT else (announced(name, "S"),)
    return ledger(
        VisitBegan("test", "lantern"),
        CredentialTried(Way.SCAN, Audience.STAFF if act is Act.DEPOSIT else Audience.VISITOR, party),
        GrantGiven(GrantId("other's"), party, act, name, label),
        OpeningIntended(IntentId("other's"), GrantId("other's"), label),
        OpeningEnded(IntentId("other's"), DoorResult.OPENED),
        VisitParked(label),
        visit=other,
        onto=ledger(*staff(), *there),
    )


def pausing(home: Scene) -> Scene:
    """In the middle of the round nothing may be put in any more."""
    return replace(home, pauses=True)


def hasty(home: Scene) -> Scene:
    """No reminders: a door that is not closed at once parks the visit."""
    return replace(home, services={"parcel": replace(SERVICE, reminders=0)})


def _short(home: Scene) -> Scene:
    """The same where not all is walked: reminders come in scenes of one parcel."""
    return home if LONG else hasty(home)


def jams_only(home: Scene) -> Scene:
    """Where two doors take part, not every lock needs every fault."""
    return replace(home, lock_faults=(Jammed(),))


def calm(home: Scene) -> Scene:
    """Where two doors take part: locks only jam, and no door surprises anybody."""
    return replace(jams_only(home), surprises=False)


def works(home: Scene) -> Scene:
    """Its locks never fail."""
    return replace(home, lock_faults=())


def refused(name: str, label: str) -> tuple[Event, ...]:
    return (
        *lying(name, label),
        Quarantined(label, Why.REPORTED),
        task(TaskKind.TAKE_AWAY, label, "courier"),
    )


def alien(book: Ledger) -> Ledger:
    """The same, with everything that is there another principal's."""
    things = {k: replace(c, principal="other") for k, c in book.consignments.items()}
    return replace(book, consignments=things)


def working() -> Sequence[Scene]:
    """A technician before each kind of work, with something inside and without."""
    book = ledger(*staff())
    broken = (MarkedBroken("1", Why.JAMMED), task(TaskKind.REPAIR, "1"))
    homes = (
        scene("nothing to do", book, cabinet("S")),
        scene("look into an empty one", ledger(*doubtful("1"), onto=book), cabinet("S")),
        scene("look at a parcel", ledger(*lying("p1", "1"), *doubtful("1"), onto=book), cabinet("S")),
        scene("repair an empty one", ledger(*broken, onto=book), cabinet("S")),
        scene("repair one with a parcel", ledger(*lying("p1", "1"), *broken, onto=book), cabinet("S")),
        scene(
            "repair one with a refused thing", ledger(*refused("r", "1"), *broken, onto=book), cabinet("S")
        ),
        scene("look and repair", ledger(*broken, task(TaskKind.INSPECT, "1"), onto=book), cabinet("S")),
        calm(scene("two to look into", ledger(*doubtful("1"), *doubtful("2"), onto=book), cabinet("S", "S"))),
        scene("somebody tries codes", ledger(task(TaskKind.ATTEMPTS, ""), onto=book), cabinet("S")),
        scene("a compartment that is gone", ledger(*doubtful("9"), onto=book), cabinet("S")),
    )
    return [signed_in(Proved(TECHNICIAN, Audience.STAFF), tasks, home) for home in homes]


def learning() -> Sequence[Scene]:
    """A technician before a machine that has to be learned: new, begun, done, and not empty."""
    book = ledger(*staff())
    begun = ledger(task(TaskKind.COMMISSION, ""), ColumnsPlanned(TaskId("to commission "), ()), onto=book)
    one = ledger(ChannelLearned("A", 1, "1", "1", SensorWord.RIGHT), onto=begun)
    dead = ledger(ChannelLearned("A", 2, "2", "", SensorWord.UNREADABLE), onto=one)
    bare = replace(cabinet("S"), columns=(), unwired=(loose(LockAddress("A", 1)),))
    upright = replace(bare, height=194.0, panel=Panel(48, 84.5, 40, 71), sizes={"S": SMALLEST})
    homes = (
        scene("learn: something lies there", ledger(*lying("p1", "1"), onto=book), cabinet("S")),
        scene("learn: one door", book, cabinet("S")),
        scene("learn: a new machine", book, upright),
    )
    every_one = (
        *homes,
        works(scene("learn: go on", one, cabinet("S", "S"))),
        works(scene("learn: nothing found on one channel", dead, cabinet("S", "S"))),
    )
    who = Proved(TECHNICIAN, Audience.STAFF)
    return [signed_in(who, commission, home) for home in every_one]


def maintaining() -> Sequence[Scene]:
    """A technician in the workshop: doors tried, withdrawn, checked; a walk; a day's helper; two people."""
    book = ledger(*staff(), StaffAdded(HELPER, "subcontractor"))
    tasked = replace(book, tasks=own_work())
    small = cabinet("S")
    two = {"parcel": replace(SERVICE, two_people=True)}
    guarded = scene("audit: two people", ledger(*lying("p1", "1"), onto=tasked), small)
    who = Proved(TECHNICIAN, Audience.STAFF)
    doors = (
        few(scene("workshop: an empty door", tasked, small)),
        few(scene("workshop: a door with a parcel", ledger(*lying("p1", "1"), onto=tasked), small)),
        few(scene("workshop: a door in doubt", ledger(*doubtful("1"), onto=tasked), small)),
        few(scene("workshop: a refused thing", ledger(*refused("r", "1"), onto=tasked), small)),
    )
    walk = scene(
        "audit: a parcel and an empty one", ledger(*lying("p1", "1"), onto=tasked), cabinet("S", "S")
    )
    helper = few(scene("workshop: a subcontractor", ledger(*lying("p1", "1"), onto=book), cabinet("S", "S")))
    return [
        *(signed_in(who, upkeep, home) for home in doors),
        signed_in(who, audit, works(hasty(walk))),
        signed_in(who, audit, works(replace(guarded, services=two, others=(OTHER_TECHNICIAN,)))),
        signed_in(Proved(HELPER, Audience.STAFF), technician, works(helper)),
    ]


def checking() -> Sequence[Scene]:
    """A technician at the devices and at the machine itself."""
    book = ledger(*staff())
    open_door = ledger(DoorForced("1"), onto=book)
    with_camera = replace(
        scene("check: devices", book, cabinet("S")),
        settings=Settings(camera=True, printer=True, backlight=True),
    )
    who = Proved(TECHNICIAN, Audience.STAFF)
    return [
        signed_in(who, lambda desk, _: see_to_devices(desk), with_camera),
        signed_in(who, see_to_machine, scene("check: the machine", open_door, cabinet("S"))),
    ]


def own_work() -> dict[TaskId, Task]:
    """The work that a technician has begun in this visit."""
    own = own_task(VISIT, TaskKind.MAINTAIN)
    return {own: Task(own, TaskKind.MAINTAIN, "", "technician", PRINCIPAL)}


def few(home: Scene) -> Scene:
    """A lock is tried twice and not ten times, and locks only jam."""
    return jams_only(hasty(replace(home, settings=replace(home.settings, trials=2))))


def from_afar() -> Sequence[Scene]:
    """An operator's opening of compartments in every condition; and somebody who is not an operator."""
    book = ledger(*staff())
    other = ledger(Reserved("1"), visit=VisitId("other"), onto=book)

    def opening(name: str, onto: Ledger, by: PartyId = OPERATOR) -> Scene:
        home = scene(name, onto, cabinet("S"))
        return replace(home, journey=lambda desk: open_remotely(desk, by, "1", "a call"))

    return [
        opening("from afar: empty", book),
        opening("from afar: a parcel", ledger(*lying("p1", "1"), onto=book)),
        opening("from afar: in doubt", ledger(*doubtful("1"), onto=book)),
        opening("from afar: in doubt with a parcel", ledger(*lying("p1", "1"), *doubtful("1"), onto=book)),
        opening("from afar: refused", ledger(*refused("r", "1"), onto=book)),
        opening("from afar: another visit's", other),
        opening("from afar: by a technician", book, TECHNICIAN),
        opening("from afar: by nobody", book, PartyId("nobody")),
    ]


def spoiled(name: str, label: str) -> tuple[Event, ...]:
    """It was too warm in there for too long, and its service says that nobody gets it then."""
    return (
        *lying(name, label),
        ExcursionBegan("fridge", "biological", (label,), 600, 125),
        Quarantined(label, Why.EXCURSION),
        task(TaskKind.TAKE_AWAY, label, "courier"),
    )


def chilled(home: Scene, unfit: frozenset[str] = frozenset()) -> Scene:
    """Its first compartment is kept cool, and so are the things of its service."""
    where = home.cabinet
    column = where.columns[0]
    cool = (replace(column.compartments[0], temperature="biological"), *column.compartments[1:])
    return replace(
        home,
        cabinet=replace(where, columns=(replace(column, compartments=cool),)),
        services={"parcel": replace(SERVICE, reminders=0, temperature="biological")},
        unfit=unfit,
    )


def at_the_machine() -> tuple[Event, ...]:
    """What is to be done at no door."""
    return tuple(
        TaskMade(TaskId(f"to {kind}"), kind, "", "technician", "fridge")
        for kind in (TaskKind.ALARM, TaskKind.CLIMATE, TaskKind.WATCH, TaskKind.FLAPPING)
    )


def sensing() -> Sequence[Scene]:
    """Chilled things and their recipients and couriers; a printer; work that is at no door."""
    book = ledger(*staff())
    warm = ExcursionBegan("fridge", "biological", ("1",), 600, 125)
    one, unsized = ledger(announced("p1", "S"), onto=book), ledger(announced("p1"), onto=book)
    recipients = (
        *(
            scene(f"not before {gate}", ledger(*guarded_by(gate, "p1", "1"), onto=book), cabinet("S"))
            for gate in (GateKind.RELEASED, GateKind.AFTER, GateKind.TEMPERATURE, GateKind.HOURS)
        ),
        scene("what went back", ledger(*recalled("p1", "1"), onto=book), cabinet("S")),
        scene("what was too warm", ledger(*spoiled("p1", "1"), onto=book), cabinet("S")),
        scene(
            "what was too warm, and another",
            ledger(*spoiled("p1", "1"), *lying("p2", "2"), onto=book),
            cabinet("S", "S"),
        ),
    )
    couriers = (
        works(chilled(scene("chilled: one door", one, cabinet("S", "S")))),
        works(chilled(scene("chilled: too warm now", one, cabinet("S", "S")), frozenset({"1"}))),
        works(chilled(scene("chilled: of unknown size", unsized, cabinet("S", "L")))),
        works(hasty(scene("recalled: taken along", ledger(*recalled("p1", "1"), onto=book), cabinet("S")))),
        works(hasty(scene("spoiled: taken away", ledger(*spoiled("p1", "1"), onto=book), cabinet("S")))),
        replace(works(hasty(scene("a small parcel and a printer", one, cabinet("S")))), printer=True),
    )
    machine = scene("work at no door", ledger(warm, *at_the_machine(), onto=book), cabinet("S"))
    return [
        *(signed_in(VISITOR, collect, home) for home in recipients),
        *(signed_in(Proved(COURIER, Audience.STAFF), courier, home) for home in couriers),
        signed_in(Proved(TECHNICIAN, Audience.STAFF), tasks, works(machine)),
    ]
