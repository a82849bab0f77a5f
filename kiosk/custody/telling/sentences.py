"""One sentence an event, for people at a terminal; without a full stop, so that the visit can follow.

People and parcels have ids in the journal and no names; their first letters are enough to tell them apart.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from datetime import datetime
from typing import Any, Final

from kiosk.custody.boards.events import BoardReplaced, BoardsCounted
from kiosk.custody.doors.events import (
    DoorForced,
    DoorFoundOpen,
    DoorOpenedLate,
    DoorsDown,
    DoorShut,
    DoorsRemoved,
    DoorsUp,
    GrantGiven,
    LowDoorWanted,
    OpeningAdded,
    OpeningEnded,
    OpeningIntended,
    VisitBegan,
    VisitEnded,
    VisitParked,
    VisitResumed,
)
from kiosk.custody.event import Event
from kiosk.custody.learning.events import (
    ChannelForgotten,
    ChannelLearned,
    ColumnsPlanned,
    Commissioned,
    CommissioningDropped,
)
from kiosk.custody.link.events import (
    DocumentRefused,
    DocumentTaken,
    IncarnationTaken,
    LinkEnrolled,
    LinkFrozen,
)
from kiosk.custody.machine.events import (
    Alive,
    ClockBelieved,
    ClockMoved,
    MachineStarted,
    MachineStopped,
    OrderEnded,
    OrderFailed,
    OrderTaken,
    Withdrawn,
)
from kiosk.custody.power.events import (
    BatteryLow,
    BatteryWell,
    DepositsPaused,
    DepositsResumed,
    SupplyGone,
    SupplyTurned,
)
from kiosk.custody.proofs.events import (
    BadgeGiven,
    BadgeTaken,
    CredentialTried,
    DelegationMade,
    DelegationWithdrawn,
    FaceChoiceMade,
    FaceForgotten,
    FaceKept,
    GuessingSuspected,
    GuestCame,
    LimitsSet,
    LookRefused,
    OperatorKeysChanged,
    OperatorKeysRefused,
    PersonErased,
    ProofReturned,
    ProofSpent,
    RevocationsTaken,
    StaffAdded,
    StaffRemoved,
)
from kiosk.custody.senses.events import (
    AlarmRaised,
    ContactOpened,
    ContactShut,
    ExcursionBegan,
    ExcursionEnded,
    ExcursionRuns,
    SenseRemoved,
    ZoneUnwatched,
    ZoneWatched,
)
from kiosk.custody.services.events import (
    EvidenceTaken,
    GateTold,
    GroupSet,
    OfferAnswered,
    OfferMade,
    PauseBegan,
    PauseEnded,
    RulesTaken,
)
from kiosk.custody.services.rules import PauseReason
from kiosk.custody.spaces.events import TenancyBegan, TenancyEnded, TenancyExtended, TenancyUsed
from kiosk.custody.telling.amounts import money
from kiosk.custody.telling.money import WORDS as MONEY
from kiosk.custody.telling.spans import for_long
from kiosk.custody.telling.story import Story
from kiosk.custody.telling.updates import WORDS as UPDATES
from kiosk.custody.telling.why import because
from kiosk.custody.things.events import (
    Announced,
    CareDone,
    CareNeeded,
    CheckNeeded,
    Collected,
    DeadlineReached,
    DeparturesForgotten,
    Deposited,
    DepositUndone,
    FoundInOrder,
    Inspected,
    LeftInside,
    LegsChanged,
    MarkedBroken,
    MarkedUnknown,
    Notified,
    PersonReported,
    Quarantined,
    Released,
    Reserved,
    RoundEnded,
    StepDone,
    WrittenOff,
)
from kiosk.custody.wishes.events import PreferenceForgotten, PreferenceKept
from kiosk.custody.words import (
    Act,
    Alarm,
    Audience,
    ClockReason,
    DoorResult,
    Ending,
    Forgotten,
    Found,
    Kind,
    Leaving,
    Level,
    OrderOutcome,
    Reported,
    TaskKind,
    TenancyEnd,
    Way,
)
from kiosk.custody.work.events import (
    Audited,
    DeviceTried,
    JournalExported,
    JournalVerified,
    LevelSet,
    StopAsked,
    TaskDone,
    TaskMade,
)

ORDER_OUTCOMES: Final[Mapping[OrderOutcome, str]] = {
    OrderOutcome.DONE: "carried out",
    OrderOutcome.REFUSED: "refused",
    OrderOutcome.EXPIRED: "too old when it came",
    OrderOutcome.TOO_LATE: "too late, it had happened already",
    OrderOutcome.NOT_OPENED: "the door did not open",
    OrderOutcome.CUT_OFF: "the kiosk stopped in the middle of it",
    OrderOutcome.FAILED: "a mistake in Cubby",
}

ACTS: Final[Mapping[Act, str]] = {
    Act.DEPOSIT: "for a delivery",
    Act.COLLECT: "for collection",
    Act.REOPEN: "once more",
    Act.UNDO: "to take a parcel back out",
    Act.WORK: "for a task",
    Act.MAINTAIN: "to test its lock",
    Act.COMMISSION: "to learn what it opens",
    Act.BEGIN: "to rent it",
    Act.USE: "for whoever rents it",
    Act.END: "to give it back",
    Act.PAY: "after paying",
    Act.DECIDE: "after deciding",
}
PAUSES: Final[Mapping[PauseReason, str]] = {
    PauseReason.MACHINE: "machine down",
    PauseReason.DOOR: "door down",
    PauseReason.CLOSED: "site closed",
    PauseReason.TERMINAL: "no way to pay",
}
TASKS: Final[Mapping[TaskKind, str]] = {
    TaskKind.TAKE_AWAY: "take out what is in",
    TaskKind.INSPECT: "inspect",
    TaskKind.REPAIR: "repair",
    TaskKind.OPEN: "open from afar",
    TaskKind.HELP: "help somebody who can't reach",
    TaskKind.AUDIT: "audit",
    TaskKind.MAINTAIN: "work on the machine",
    TaskKind.ALARM: "see to an alarm",
    TaskKind.CLIMATE: "see to a temperature",
    TaskKind.WATCH: "see to a sensor",
    TaskKind.COMMISSION: "learn the doors",
    TaskKind.ATTEMPTS: "see who tries codes",
    TaskKind.FLAPPING: "see to what comes and goes",
    TaskKind.MONEY: "clear up a payment",
    TaskKind.RECEIPT: "compare receipts of the terminal with the journal",
    TaskKind.CLEAR: "empty the rented space behind",
    TaskKind.OVERSTAYED: "talk to whoever rents",
    TaskKind.CLEAN: "clean",
    TaskKind.CHECK: "look at what came back",
}
KINDS: Final[Mapping[Kind, str]] = {
    Kind.PIN: "a PIN",
    Kind.TOKEN: "a QR code",
    Kind.OFFLINE: "a signed token",
    Kind.TOTP: "the code of a phone",
    Kind.BADGE: "a badge",
    Kind.FACE: "a face",
    Kind.DELEGATION: "a code from somebody else",
}
WAYS: Final[Mapping[Way, str]] = {
    Way.TYPE: "a typed code",
    Way.SCAN: "a scanned code",
    Way.LOOK: "a face",
    Way.BADGE: "a badge",
    Way.COMMAND: "an order from afar",
}
RESULTS: Final[Mapping[DoorResult, str]] = {
    DoorResult.OPENED: "opened",
    DoorResult.JAMMED: "was told to open and stayed shut",
    DoorResult.NOT_SENT: "was not opened, its lock board did not answer",
    DoorResult.UNKNOWN: "was told to open, and nobody saw whether it did",
}
ENDINGS: Final[Mapping[Ending, str]] = {
    Ending.FINISHED: "ended",
    Ending.LEFT: "ended, the person left",
    Ending.IDLE: "ended, nobody touched the screen",
    Ending.INTERRUPTED: "was cut short, the machine stopped",
}
REPORTS: Final[Mapping[Reported, str]] = {
    Reported.EMPTY: "it is empty",
    Reported.NOT_MINE: "the content belongs to somebody else",
    Reported.CANNOT_REACH: "they can't reach it",
    Reported.OCCUPIED: "something is in it already",
    Reported.TOO_SMALL: "it is too small",
}
FOUND: Final[Mapping[Found, str]] = {
    Found.AS_BOOKED: "as recorded",
    Found.EMPTY: "it is empty",
    Found.SOMETHING: "something else is in it",
}
FORGOTTEN: Final[Mapping[Forgotten, str]] = {
    Forgotten.WITHDRAWN: "at their own word",
    Forgotten.OPERATOR: "at the operator's word",
    Forgotten.UNUSED: "it was not used for long",
    Forgotten.SWITCHED_OFF: "this site uses no faces any more",
}
TENANCY_ENDS: Final[Mapping[TenancyEnd, str]] = {
    TenancyEnd.GIVEN_BACK: "given back",
    TenancyEnd.NOT_BEGUN: "its door was not opened",
    TenancyEnd.MOVED: "its door did not open",
    TenancyEnd.CLEARED: "emptied by staff",
    TenancyEnd.ORDERED: "ended by the operator",
}
LEVELS: Final[Mapping[Level, str]] = {
    Level.DAY: "The volume by day",
    Level.NIGHT: "The volume at night",
    Level.BRIGHTNESS: "The screen's brightness",
}


def told(event: Event, story: Story) -> str:
    """What happened, in a sentence."""
    plain = MONEY.get(type(event)) or UPDATES.get(type(event))
    if plain is not None:
        return plain(event)
    words = _WORDS.get(type(event))
    return words(event, story) if words else _plainly(event)


def has_words(kind: type[Event]) -> bool:
    return kind in _WORDS or kind in MONEY or kind in UPDATES


def _word(words: Mapping[Any, str], of: str) -> str:
    """As the journal has it where there are no words for it."""
    return words.get(of, of.replace("_", " "))


def _first(words: str) -> str:
    """As a sentence begins."""
    return f"{words[0].upper()}{words[1:]}"


def _plainly(event: Event) -> str:
    fields = ", ".join(f"{name} {getattr(event, name)}" for name in event.__dataclass_fields__ if name != "v")
    return f"{type(event).__name__}: {fields}" if fields else type(event).__name__


def _short(id_: str) -> str:
    return id_[:4]


def _from(issuer: str) -> str:
    return f" from {issuer}" if issuer else ""


def _parcel(id_: str) -> str:
    return f"parcel {_short(id_)}"


def _tenancy(id_: str) -> str:
    return f"tenancy {_short(id_)}"


def _door_of(tenancy: str, story: Story) -> str:
    return f"Door {story.spaces[tenancy]}" if tenancy in story.spaces else _first(_tenancy(tenancy))


def _minute(at: datetime) -> str:
    return f"{at:%Y-%m-%d %H:%M} UTC"


def _doors(doors: Collection[str]) -> str:
    return f"Door {next(iter(doors))}" if len(doors) == 1 else f"Doors {', '.join(doors)}"


def _counted(number: int, noun: str) -> str:
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"


def _charge(event: Any) -> str:  # noqa: ANN401  any of the supplies' events
    return "" if event.charge is None else f" ({event.charge} %)"


def _degrees(tenths: int) -> str:
    return f"{tenths / 10:.1f} °C"


def _ended(event: OpeningEnded, story: Story) -> str:
    act = story.act_of(event.intent)
    purpose = f" {_word(ACTS, act)}" if act and event.result is DoorResult.OPENED else ""
    detail = f" ({event.detail})" if event.detail else ""
    return f"Door {story.door_of(event.intent)} {_word(RESULTS, event.result)}{purpose}{detail}"


def _tried(event: CredentialTried, _: Story) -> str:
    kinds = " and ".join(_word(KINDS, kind) for kind in event.kinds) or _word(WAYS, event.way)
    shown = _first(kinds)
    staff = " of staff" if event.audience is Audience.STAFF else ""
    if event.proved is None:
        why = f" ({str(event.fault).replace('_', ' ')})" if event.fault else ""
        return f"{shown}{staff} was not accepted{why}"
    return f"{shown}{staff} was accepted, of person {_short(event.proved)}"


def _announced(event: Announced, _: Story) -> str:
    size = f", size {event.size}" if event.size else ""
    route = f", route {event.route}" if event.route else ""
    return f"A delivery is announced: {_parcel(event.consignment)} ({event.service}{size}{route})"


def _task(event: TaskMade, _: Story) -> str:
    where = f" door {event.compartment}" if event.compartment else f" ({event.note})" if event.note else ""
    return f"Task for a {event.role}: {TASKS.get(event.kind, str(event.kind))}{where}"


def _task_done(event: TaskDone, story: Story) -> str:
    kind, compartment = story.tasks.get(event.task, (None, ""))
    if kind is None:
        return f"Task {_short(event.task)} is done"
    return f"Task done: {TASKS.get(kind, str(kind))}{f' door {compartment}' if compartment else ''}"


def _learned(event: ChannelLearned, _: Story) -> str:
    opens = f"opens door {event.door}" if event.compartment else "opens nothing"
    sensor = str(event.sensor).replace("_", " ")
    return f"Channel {event.channel} of board {event.bank} {opens}; its sensor is {sensor}"


def _verified(event: JournalVerified, _: Story) -> str:
    if event.came_to == "broken":
        return f"The journal was verified: it can't be trusted from row {event.seq} on"
    return f"The journal was verified: {event.came_to}, {event.rows:,} rows"


_WORDS: Final[Mapping[type[Event], Callable[[Any, Story], str]]] = {
    # the machine
    MachineStarted: lambda x, _: f"The kiosk started (version {x.version})",
    MachineStopped: lambda x, _: f"The kiosk stopped ({x.reason})",
    StopAsked: lambda x, _: (
        "A technician asked for a restart" if x.how is Leaving.RESTART else "A technician stopped the kiosk"
    ),
    LimitsSet: lambda _x, _: "The limits of attempts follow the site file",
    Alive: lambda _x, _: "Nothing happened for an hour; the kiosk runs",
    ClockMoved: lambda x, _: (
        f"The clock was set {'back' if x.seconds < 0 else 'ahead'} by {for_long(abs(x.seconds))}"
    ),
    ClockBelieved: lambda x, _: (
        "A person confirmed the clock"
        if x.why is ClockReason.ORDERED
        else "A time server has kept the clock for an hour, and confirms it"
    ),
    LevelSet: lambda x, _: f"{_word(LEVELS, x.level)} was set to step {x.step}",
    LinkEnrolled: lambda x, _: f"The kiosk was enrolled at the hub {x.hub}",
    LinkFrozen: lambda x, _: (
        f"The hub has another row {x.row}: two kiosks write under one name. No orders and no uploads"
    ),
    IncarnationTaken: lambda x, _: f"The hub {x.hub} came back from a backup, and its orders count again",
    DocumentTaken: lambda x, _: f"The hub's document {x.name} is in force, version {x.version}",
    DocumentRefused: lambda x, _: (
        f"The hub's document {x.name}, version {x.version}, does not fit this kiosk"
    ),
    OrderTaken: lambda x, _: f"An order ({x.order}) was taken{_from(x.issuer)}",
    OrderEnded: lambda x, _: f"An order{_from(x.issuer)} ended: {ORDER_OUTCOMES[x.outcome]}",
    OrderFailed: lambda x, _: f"An order ({x.order}) failed because of a mistake in Cubby",
    DeviceTried: lambda x, _: (
        f"A technician tried {x.device}: {'it works' if x.worked else 'it does not work'}"
    ),
    JournalVerified: _verified,
    JournalExported: lambda x, _: f"The journal was exported: {x.came_to}, {x.rows:,} rows",
    # doors
    DoorsDown: lambda x, _: f"{_doors(x.doors)} unreachable ({x.reason})",
    DoorsUp: lambda x, _: f"{_doors(x.doors)} reachable again",
    DoorsRemoved: lambda x, _: f"{_doors(x.doors)} no longer in the site file",
    DoorForced: lambda x, _: f"Door {x.door} was opened by force",
    DoorFoundOpen: lambda x, _: f"Door {x.door} was found open",
    DoorOpenedLate: lambda x, _: f"Door {x.door} opened late, after its lock had seemed to hold",
    LowDoorWanted: lambda x, _: f"Person {_short(x.party)} asked for doors within reach",
    DoorShut: lambda x, _: f"Door {x.door} was closed",
    OpeningIntended: lambda x, _: f"Door {x.door} is told to open",
    OpeningEnded: _ended,
    OpeningAdded: lambda x, s: (
        f"Door {s.grants.get(x.grant, (None, '?'))[1]} may be opened {_word(ACTS, x.act)}"
    ),
    GrantGiven: lambda x, _: f"Person {_short(x.party)} may open door {x.compartment} {_word(ACTS, x.act)}",
    # visits
    VisitBegan: lambda x, _: (
        f'A visit began: {x.journey}, visit word "{x.word}"'
        if x.with_screen
        else f"A visit without the screen began: {x.journey}"
    ),
    VisitParked: lambda x, _: f"The visit is set aside: door {x.door} is still open",
    VisitResumed: lambda x, _: f"The visit goes on at door {x.door}",
    VisitEnded: lambda x, _: f"The visit {_word(ENDINGS, x.how)}",
    CredentialTried: _tried,
    LookRefused: lambda x, _: f"A look into the camera proved nobody ({str(x.why).replace('_', ' ')})",
    GuessingSuspected: lambda x, _: (
        f"Somebody may be guessing: {_word(WAYS, x.way)}, again and again ({x.audience})"
    ),
    # people
    StaffAdded: lambda x, _: (
        f"A {x.role} was added: person {_short(x.staff)}" + (f", route {x.route}" if x.route else "")
    ),
    StaffRemoved: lambda x, _: f"Person {_short(x.staff)} is staff no longer",
    PersonErased: lambda x, _: f"Person {_short(x.party)} was erased",
    FaceChoiceMade: lambda x, _: (
        f"Person {_short(x.party)} {'agreed' if x.agreed else 'did not agree'} to have their face kept"
    ),
    FaceKept: lambda x, _: f"The face of person {_short(x.party)} is kept",
    FaceForgotten: lambda x, _: (
        f"The face of person {_short(x.party)} was destroyed ({_word(FORGOTTEN, x.why)})"
    ),
    PreferenceKept: lambda x, _: f"The screen settings of person {_short(x.party)} are kept",
    PreferenceForgotten: lambda x, _: (
        f"The screen settings of person {_short(x.party)} were destroyed ({_word(FORGOTTEN, x.why)})"
    ),
    BadgeGiven: lambda x, _: f"Person {_short(x.party)} has a badge",
    GuestCame: lambda x, _: f"Somebody came without a code: person {_short(x.party)}",
    BadgeTaken: lambda x, _: f"A badge of person {_short(x.party)} was blocked",
    # parcels
    Announced: _announced,
    Reserved: lambda x, _: f"Door {x.compartment} is reserved",
    Released: lambda x, _: f"Door {x.compartment} is no longer reserved",
    Deposited: lambda x, _: f"Door {x.compartment}: {_parcel(x.consignment)} was put in",
    DepositUndone: lambda x, _: f"Door {x.compartment}: {_parcel(x.consignment)} was taken back out",
    Notified: lambda x, _: f"The recipient of {_parcel(x.consignment)} was told",
    Collected: lambda x, _: f"Door {x.compartment}: {_parcel(x.consignment)} was collected",
    LeftInside: lambda x, _: f"Door {x.compartment}: {_parcel(x.consignment)} was left inside",
    Withdrawn: lambda x, _: f"The operator withdrew {_parcel(x.consignment)}",
    DeparturesForgotten: lambda x, _: (
        f"Labels and codes of {_counted(len(x.consignments), 'parcel')} that left long ago were erased"
    ),
    DeadlineReached: lambda x, s: (
        f"Door {s.spaces[x.about]} was not given back in time (deadline {x.index + 1})"
        if x.about in s.spaces
        else f"Nobody came for {_parcel(x.about)} in time (deadline {x.index + 1})"
    ),
    LegsChanged: lambda x, _: f"{_first(_parcel(x.consignment))} is for somebody else now",
    WrittenOff: lambda x, _: f"{_first(_parcel(x.consignment))} is not expected back any more",
    RulesTaken: lambda x, _: f"Service {x.rules.id}, version {x.rules.version}: its rules are in force",
    CheckNeeded: lambda x, _: (
        f"{_first(_parcel(x.consignment))} is looked at before anybody else may have it"
    ),
    FoundInOrder: lambda x, _: f"{_first(_parcel(x.consignment))} was looked at, and others may have it",
    EvidenceTaken: lambda x, _: (
        f"Recorded of {_parcel(x.about)}: {x.kind} {str(x.value).replace('_', ' ')} ({x.step})"
    ),
    GroupSet: lambda x, _: f"Group {x.group or 'without a name'}: {_counted(len(x.members), 'member')}",
    GateTold: lambda x, _: (
        f"The operator says of {_parcel(x.about)}: {x.gate} {'yes' if x.is_open else 'no'}"
    ),
    OfferMade: lambda x, _: (
        f"For {_parcel(x.case)} {money(x.amount)} is offered"
        f"{f', until {x.until:%Y-%m-%d %H:%M} UTC' if x.until else ''}"
    ),
    OfferAnswered: lambda x, _: f"The answer for {_parcel(x.case)} is {x.answer!r}",
    StepDone: lambda x, _: f"{_first(_parcel(x.consignment))}: what needs no door is done",
    PauseBegan: lambda x, _: f"Deadlines stand still ({PAUSES[x.reason]})",
    PauseEnded: lambda x, _: f"Deadlines go on ({PAUSES[x.reason]}: over)",
    RoundEnded: lambda x, _: f"A courier's round ended: {x.delivered} delivered, {x.missing} missing",
    # rented spaces
    TenancyBegan: lambda x, _: (
        f"Door {x.compartment} is rented ({x.service}): {_tenancy(x.tenancy)}, until {_minute(x.until)}"
    ),
    TenancyExtended: lambda x, s: f"{_door_of(x.tenancy, s)} is rented until {_minute(x.until)}",
    TenancyUsed: lambda x, _: f"Door {x.compartment} was opened and closed by whoever rents it",
    TenancyEnded: lambda x, _: f"Door {x.compartment} is rented no longer ({_word(TENANCY_ENDS, x.how)})",
    # what is in a door
    PersonReported: lambda x, _: f"Somebody reported door {x.compartment}: {_word(REPORTS, x.what)}",
    Quarantined: lambda x, _: f"Door {x.compartment} is quarantined ({because(x.why)})",
    MarkedUnknown: lambda x, _: f"Door {x.compartment}: contents not confirmed ({because(x.why)})",
    MarkedBroken: lambda x, _: f"Door {x.compartment} is out of order ({because(x.why)})",
    CareNeeded: lambda x, _: f"Door {x.compartment} is to be cleaned before anything goes in ({x.care})",
    CareDone: lambda x, _: f"Door {x.compartment} is clean",
    Inspected: lambda x, _: f"Door {x.compartment} was inspected: {'empty' if x.empty else 'not empty'}",
    Audited: lambda x, _: f"Door {x.compartment} was audited: {_word(FOUND, x.found)} ({x.booked} recorded)",
    TaskMade: _task,
    TaskDone: _task_done,
    # proofs
    ProofSpent: lambda x, _: f"{_first(_word(KINDS, x.kind))} was used; it opens nothing any more",
    ProofReturned: lambda x, _: f"{_first(_word(KINDS, x.kind))} is good again: its lock was told nothing",
    OperatorKeysChanged: lambda x, _: (
        f"Signing keys changed: number {x.number}, {_counted(len(x.keys), 'key')}"
    ),
    OperatorKeysRefused: lambda x, _: (
        f"A change of the signing keys was refused ({str(x.fault).replace('_', ' ')})"
    ),
    DelegationMade: lambda x, _: (
        f"Person {_short(x.party)} lets somebody else collect {_counted(len(x.things), 'parcel')},"
        f" until {x.until[:16]}"
    ),
    DelegationWithdrawn: lambda x, _: f"A code of person {_short(x.party)} for somebody else was cancelled",
    RevocationsTaken: lambda x, _: (
        f"Block list received: {_counted(x.badges, 'badge')}, {_counted(x.tokens, 'token')}"
        f" ({x.known} known here)"
    ),
    # boards and learning
    BoardsCounted: lambda x, _: (
        "Lock boards counted: "
        + ", ".join(f"{c.bank} {c.failed:,} of {c.questions:,} failed" for c in x.boards)
    ),
    BoardReplaced: lambda x, _: f"Board {x.bank} was replaced (address {x.before}, now {x.address})",
    ColumnsPlanned: lambda x, _: f"Learning the doors began: {_counted(len(x.columns), 'column')}",
    ChannelLearned: _learned,
    ChannelForgotten: lambda x, _: f"Channel {x.channel} of board {x.bank} will be tried again",
    CommissioningDropped: lambda _x, _: "What was learned of the doors is not used",
    Commissioned: lambda _x, _: "The doors are learned, and the site file is written",
    # temperatures, contacts, power
    ExcursionBegan: lambda x, _: (
        f'Zone "{x.zone}" is outside its limits ({x.temperature}), at worst {_degrees(x.worst)}'
    ),
    ExcursionRuns: lambda x, _: (
        f'Zone "{x.zone}" is outside its limits for {for_long(x.seconds)}, at worst {_degrees(x.worst)}'
    ),
    ExcursionEnded: lambda x, _: f'Zone "{x.zone}" is within its limits again after {for_long(x.seconds)}',
    ZoneUnwatched: lambda x, _: (
        f'No temperature from "{x.zone}" for {for_long(x.seconds)}' + (f" ({x.reason})" if x.reason else "")
    ),
    ZoneWatched: lambda x, _: f'Temperatures from "{x.zone}" again after {for_long(x.seconds)}',
    ContactOpened: lambda x, _: (
        f'Contact "{x.contact}" was opened' + (" by a technician" if x.allowed else "")
    ),
    ContactShut: lambda x, _: f'Contact "{x.contact}" was closed',
    AlarmRaised: lambda x, _: (
        f'Tamper alarm: "{x.contact}" was opened'
        if x.alarm is Alarm.TAMPER
        else f'Alarm: "{x.contact}" stands open and nobody is at work'
    ),
    SenseRemoved: lambda x, _: f'"{x.name}" is no longer in the site file',
    SupplyTurned: lambda x, _: f'Supply "{x.supply}": {x.source}{_charge(x)}',
    DepositsPaused: lambda x, _: f'Battery of "{x.supply}" has to last{_charge(x)}: nothing is taken in',
    DepositsResumed: lambda x, _: f'Battery of "{x.supply}" is well again{_charge(x)}: parcels are taken in',
    BatteryLow: lambda x, _: f'Battery of "{x.supply}" is low{_charge(x)}: the kiosk closes',
    BatteryWell: lambda x, _: f'Battery of "{x.supply}" is charged{_charge(x)}: the kiosk serves again',
    SupplyGone: lambda x, _: f'Supply "{x.supply}" is no longer in the site file',
}
