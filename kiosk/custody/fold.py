"""One row of the journal onto the ledger. Pure, total, and the only way the ledger changes."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, Final

from kiosk.custody.changes import put, replace, without
from kiosk.custody.doors.events import (
    DoorForced,
    DoorFoundOpen,
    DoorOpenedLate,
    DoorsDown,
    DoorShut,
    DoorsRemoved,
    DoorsUp,
    GrantGiven,
    OpeningAdded,
    OpeningEnded,
    OpeningIntended,
    VisitBegan,
    VisitEnded,
    VisitParked,
    VisitResumed,
)
from kiosk.custody.doors.fold import account, add_opening, answer, began, end, give, intend, park, shut
from kiosk.custody.doors.late import came_open_by_itself
from kiosk.custody.event import Event
from kiosk.custody.learning.fold import learn
from kiosk.custody.ledger import Ledger, Recorded
from kiosk.custody.ledger import Staff as StaffMember
from kiosk.custody.machine.events import (
    ClockBelieved,
    ClockMoved,
    DrainBegan,
    DrainEnded,
    MachineStarted,
    OrderEnded,
    OrderTaken,
    UpdateApplied,
    UpdateConfirmed,
    UpdateFetched,
    UpdateRefused,
    UpdateUndone,
)
from kiosk.custody.machine.fold import drain, note_update
from kiosk.custody.machine.pace import moved_along, shifted, time_at
from kiosk.custody.machine.state import RowTime
from kiosk.custody.money.fold import MONEY
from kiosk.custody.power.events import BatteryLow, BatteryWell, SupplyGone
from kiosk.custody.power.fold import carry
from kiosk.custody.proofs.events import (
    CredentialTried,
    FaceForgotten,
    GuestCame,
    PersonErased,
    StaffAdded,
    StaffRemoved,
)
from kiosk.custody.proofs.fold import after_attempt, allow, limits, phones, receive_guest
from kiosk.custody.senses.fold import expose, feel
from kiosk.custody.services.events import GateTold, GroupSet, OfferAnswered, OfferMade, RulesTaken
from kiosk.custody.services.fold import answer_offer, make_offer, set_group, take_rules, tell_gate
from kiosk.custody.spaces.events import TenancyEnded, TenancyUsed
from kiosk.custody.things.departures import note_departures
from kiosk.custody.things.events import (
    Announced,
    Collected,
    DeparturesForgotten,
    Deposited,
    DepositUndone,
    Inspected,
    LeftInside,
    MarkedBroken,
    MarkedUnknown,
    Notified,
    Quarantined,
    Released,
    Reserved,
    StepDone,
)
from kiosk.custody.things.fold import (
    announce,
    clock_set,
    collect,
    deposit,
    do_step,
    notify,
    reached,
    release,
    reserve,
    set_clocks,
    things_after,
    was_off,
)
from kiosk.custody.wishes.events import PreferenceForgotten
from kiosk.custody.work.events import LevelSet, TaskDone, TaskMade
from kiosk.custody.work.fold import work

_ACCOUNTS: Final[frozenset[type[Event]]] = frozenset(
    {
        Collected,
        LeftInside,
        DepositUndone,
        Inspected,
        Quarantined,
        MarkedUnknown,
        MarkedBroken,
        TenancyUsed,
        TenancyEnded,
    }
)

FOLD: Final = 4
"""Raised when a row that could be written before makes something else of the ledger than it did: then no
older snapshot is believed, and the first start folds every row anew. A new event, a new field of the ledger
that only new events fill, and a faster fold need no other number. `tests/golden/test_folds.py` notices.
"""

ERASURES: Final[frozenset[type[Event]]] = frozenset(
    {StaffRemoved, PersonErased, FaceForgotten, PreferenceForgotten, DeparturesForgotten}
)
"""After these no older copy of the data may stay."""


def fold(ledger: Ledger, row: Recorded) -> Ledger:
    """The ledger after `row`. Rows come in the order of `seq`."""
    time = time_at(ledger, row)
    if time is not None and time.moved:
        ledger = replace(ledger, attempts=shifted(ledger.attempts, time.moved))
        if type(row.event) is not MachineStarted:
            ledger = clock_set(ledger, time.moved)
    often = _OFTEN.get(type(row.event))
    folded = often(ledger, row, row.event) if often is not None else _seldom(ledger, row, time)
    return folded.after_row(row.seq, row.at, time)


def _seldom(ledger: Ledger, row: Recorded, time: RowTime | None) -> Ledger:
    """What `_OFTEN` does not have."""
    kind = type(row.event)
    folded = _COME_OR_GO.get(kind, _by_kind)(ledger, row, row.event)
    if kind in _ACCOUNTS:
        folded = account(folded, row, row.event.compartment)  # type: ignore[attr-defined]  # each says where
    elif kind in ERASURES:
        folded = replace(folded, erased_at=row.seq)
    folded = note_departures(
        ledger.consignments, folded, row, time.paced if time is not None else ledger.paced or row.at
    )
    if time is not None and kind is ClockBelieved:
        folded = replace(folded, departed=moved_along(folded.departed, time, row.at))
    return folded


def _by_kind(ledger: Ledger, row: Recorded, event: Event) -> Ledger:
    match event:
        case VisitParked() | VisitResumed():
            return park(ledger, row.visit, event)
        case OpeningAdded(grant_id, act):
            return add_opening(ledger, grant_id, act)
        case DoorForced() | DoorFoundOpen() | DoorOpenedLate():
            return came_open_by_itself(ledger, event)
        case ClockMoved(seconds):
            return phones(ledger, -seconds)
        case MachineStarted(bound=bound):
            return replace(was_off(ledger, row.at), credentials_bound=ledger.credentials_bound or bound)
        case DoorsDown() | DoorsUp() | DoorsRemoved():
            return reached(ledger, event, row.at)
        case StaffAdded(staff, role, route):
            member = StaffMember(staff, role, row.principal, since=row.at, route=route)
            return replace(ledger, staff=put(ledger.staff, staff, member))
        case StaffRemoved(staff):
            return replace(ledger, staff=without(ledger.staff, staff))
        case BatteryLow() | BatteryWell() | SupplyGone():
            return set_clocks(carry(ledger, row), tuple(ledger.holdings), row.at)
        case TaskMade() | TaskDone() | LevelSet():
            return work(ledger, row)
        case _:
            told = feel(allow(carry(learn(limits(ledger, row), event), row), row), row)
            return expose(things_after(told, row), row)


_OFTEN: Final[Mapping[type[Event], Callable[[Ledger, Recorded, Any], Ledger]]] = {
    VisitBegan: began,
    VisitEnded: end,
    CredentialTried: after_attempt,
    GrantGiven: give,
    OpeningIntended: intend,
    OpeningEnded: answer,
    DoorShut: shut,
    Deposited: deposit,
    Notified: notify,
    Reserved: reserve,
    Released: release,
}
"""What most rows are: each with a function of its own, which is found at once and does all there is to do.
By these rows nothing comes or goes and nobody is erased.
"""


def _take_order(ledger: Ledger, _row: Recorded, taken: OrderTaken) -> Ledger:
    return replace(ledger, orders=put(ledger.orders, taken.order_id, taken.issuer))


def _end_order(ledger: Ledger, _row: Recorded, ended: OrderEnded) -> Ledger:
    if ended.order_id not in ledger.orders:
        return ledger
    return replace(ledger, orders=without(ledger.orders, ended.order_id))


_COME_OR_GO: Final[Mapping[type[Event], Callable[[Ledger, Recorded, Any], Ledger]]] = {
    Announced: announce,
    Collected: collect,
    RulesTaken: take_rules,
    GroupSet: set_group,
    GateTold: tell_gate,
    OfferMade: make_offer,
    OfferAnswered: answer_offer,
    StepDone: do_step,
    GuestCame: receive_guest,
    **MONEY,
    OrderTaken: _take_order,
    OrderEnded: _end_order,
    UpdateFetched: note_update,
    UpdateRefused: note_update,
    UpdateApplied: note_update,
    UpdateConfirmed: note_update,
    UpdateUndone: note_update,
    DrainBegan: drain,
    DrainEnded: drain,
}
"""What else is frequent, or only about services or money."""
