"""Which version runs, what is new in one that is here, and the way back."""

from __future__ import annotations

from typing import assert_never

from kiosk.access.credentials import Proved
from kiosk.access.roles import may
from kiosk.custody.machine.events import UpdateApplied, UpdateUndone
from kiosk.custody.machine.updates import UndoReason, WantedKind
from kiosk.custody.words import Act, Leaving
from kiosk.journeys.desk import Desk
from kiosk.journeys.effects import Record, Show, ask
from kiosk.journeys.machine.effects import ChangeVersion, LookAtVersions
from kiosk.journeys.machine.screens import GoodBye, VersionChoice, VersionsPage
from kiosk.journeys.machine.seen import Unread, VersionsSeen
from kiosk.journeys.machine.stop import confirm_leave
from kiosk.journeys.screen import BackChoice, OkChoice


async def see_versions(desk: Desk, who: Proved) -> bool:
    """Until the technician goes back. Whether the machine stops, to start with another version."""
    while True:
        seen = await LookAtVersions()
        answer = await ask(_page(desk, who, seen))
        match answer:
            case VersionChoice.INSTALL:
                stops = await _install(desk, seen)
                if stops:
                    return True
            case VersionChoice.GO_BACK:
                stops = await _go_back(desk, seen)
                if stops:
                    return True
            case OkChoice.OK:
                pass
            case BackChoice.BACK:
                return False
            case _:
                assert_never(answer)


def _page(desk: Desk, who: Proved, seen: VersionsSeen | Unread) -> VersionsPage:
    """Nothing is changed while a door is open, or by somebody from another firm."""
    others = any(visit.parked_at for visit in desk.ledger.visits.values())
    shut = not desk.ledger.doors_open and not others
    return VersionsPage(seen, shut=shut, may_change=may(desk.ledger.role_of(who.party), Act.WORK))


async def _install(desk: Desk, seen: VersionsSeen | Unread) -> bool:
    """Whether the machine stops, to try the new version."""
    answer = await ask(confirm_leave(desk, Leaving.RESTART))
    if answer is BackChoice.BACK or isinstance(seen, Unread):
        return False
    await Record(UpdateApplied(seen.ready, seen.version))
    await Show(GoodBye(Leaving.RESTART))
    await ChangeVersion(WantedKind.APPLY, seen.ready)
    return True


async def _go_back(desk: Desk, seen: VersionsSeen | Unread) -> bool:
    """Whether the machine stops, to start with the version before."""
    answer = await ask(confirm_leave(desk, Leaving.RESTART))
    if answer is BackChoice.BACK or isinstance(seen, Unread):
        return False
    await Record(UpdateUndone(seen.version, seen.previous, UndoReason.ASKED))
    await Show(GoodBye(Leaving.RESTART))
    await ChangeVersion(WantedKind.UNDO, seen.previous)
    return True
