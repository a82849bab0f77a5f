"""Larger words, read aloud, more time: so again the next time, if the person wants that to be kept.

Asked after the last door is shut and the person has said that they are done: it is in no parcel's way.
"""

from __future__ import annotations

from typing import assert_never

from kiosk.access.credentials import Proved
from kiosk.custody.ids import PartyId
from kiosk.custody.wishes.wishes import WishStanding
from kiosk.journeys.desk import Desk
from kiosk.journeys.effects import After, TimeUp, ask
from kiosk.journeys.screen import OkChoice, YesNo
from kiosk.journeys.wishes.effects import ForgetWishes, KeepWishes, RecallWishes, WishesOf
from kiosk.journeys.wishes.screens import KeepForNextTime, WishesDeleted


async def recall(desk: Desk, who: Proved) -> None:
    """As soon as somebody is known; but not by a code that was given to somebody else."""
    if is_surely(desk, who.party):
        await RecallWishes(who.party)


async def offer_to_keep(desk: Desk, party: PartyId) -> None:
    """Where something was changed, and they who changed it still stand there."""
    if not is_surely(desk, party):
        return
    now = await WishesOf(party)
    if now not in (WishStanding.NEW, WishStanding.OTHER):
        return
    question = KeepForNextTime(desk.wished, again=now is WishStanding.OTHER)
    answer = await ask(question, After(desk.settings.timers.idle))
    match answer:
        case YesNo.YES:
            await KeepWishes(party)
        case YesNo.NO | TimeUp():
            pass
        case _:
            assert_never(answer)


async def can_delete(desk: Desk, party: PartyId) -> bool:
    """Whether something is kept of this person's, and it is surely they who ask."""
    if not is_surely(desk, party):
        return False
    now = await WishesOf(party)
    return now in (WishStanding.KEPT, WishStanding.OTHER)


async def delete(desk: Desk, party: PartyId) -> None:
    await ForgetWishes(party)
    answer = await ask(WishesDeleted(), After(desk.settings.timers.thanks))
    match answer:
        case OkChoice.OK | TimeUp():
            return
        case _:
            assert_never(answer)


def is_surely(desk: Desk, party: PartyId) -> bool:
    return bool(desk.visit.proofs.get(party))
