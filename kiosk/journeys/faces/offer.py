"""Be known by one's face next time: offered once, explained, agreed to, and taken back at any pick-up."""

from __future__ import annotations

from typing import Final, assert_never

from hardware.outcomes.faces import FaceProblem
from kiosk.access.consent import VERSION
from kiosk.access.credentials import Proved
from kiosk.custody.ids import PartyId
from kiosk.custody.proofs.events import FaceChoiceMade
from kiosk.custody.words import Kind
from kiosk.journeys.desk import Desk
from kiosk.journeys.effects import After, Record, TimeUp, ask
from kiosk.journeys.faces.effects import (
    EraseFace,
    FaceNotTaken,
    FaceOf,
    FaceStanding,
    FaceTaken,
    FaceTakes,
    KeepFace,
)
from kiosk.journeys.faces.screens import ConsentChoice, FaceConsent, FaceEnrol, FaceNote, FaceWord
from kiosk.journeys.screen import BackChoice, OkChoice

PATIENCE: Final = 90.0
"""Seconds for five good looks."""

_OWN: Final = frozenset({Kind.PIN, Kind.TOKEN, Kind.OFFLINE})


async def offer_face(desk: Desk, who: Proved) -> None:
    """Before the first door opens: then it is surely the person whom the code has proven who stands there."""
    if desk.settings.face_days is None or not may_be_offered(desk, who):
        return
    standing = await FaceOf(who.party)
    if standing is not FaceStanding.MAY_BE_ASKED:
        return
    agreed = await _consent(desk.settings.face_days)
    await Record(FaceChoiceMade(who.party, VERSION, agreed))
    if agreed:
        await _enrol(desk, who.party)


def may_be_offered(desk: Desk, who: Proved) -> bool:
    """Whether somebody came for something of their own, with a code of their own."""
    shown = desk.visit.proofs.get(who.party, frozenset())
    return bool(shown & _OWN) and bool(desk.ledger.waiting_for(who.party))


async def _consent(keep_days: int) -> bool:
    page = 1
    while True:
        answer = await ask(FaceConsent(page, keep_days))
        match answer:
            case ConsentChoice.MORE:
                page = 2
            case BackChoice.BACK if page == 2:
                page = 1
            case ConsentChoice.YES:
                return True
            case ConsentChoice.NO | BackChoice.BACK:
                return False
            case _:
                assert_never(answer)


async def _enrol(desk: Desk, party: PartyId) -> None:
    """Five good looks, or nothing at all."""
    answer = await ask(FaceEnrol(hints=(FaceProblem.NOBODY,)), FaceTakes(), After(PATIENCE))
    match answer:
        case FaceTaken():
            kept = await KeepFace(party)
            await _tell(desk, FaceWord.KEPT if kept else FaceWord.NOT_KEPT)
        case FaceNotTaken(slow=True):
            await _tell(desk, FaceWord.TOO_SLOW)
        case FaceNotTaken() | TimeUp():
            await _tell(desk, FaceWord.NOT_KEPT)
        case BackChoice.BACK:
            pass
        case _:
            assert_never(answer)


async def can_forget_face(desk: Desk, party: PartyId) -> bool:
    """Whether a face of this person is kept here, and it is surely they who ask: no code in other hands."""
    if desk.settings.face_days is None or not desk.visit.proofs.get(party):
        return False
    standing = await FaceOf(party)
    return standing is FaceStanding.KEPT


async def forget_face(desk: Desk, party: PartyId) -> None:
    gone = await EraseFace(party)
    await _tell(desk, FaceWord.FORGOTTEN if gone else FaceWord.FORGOTTEN_TONIGHT)


async def _tell(desk: Desk, word: FaceWord) -> None:
    answer = await ask(FaceNote(word), After(desk.settings.timers.thanks))
    match answer:
        case OkChoice.OK | TimeUp():
            return
        case _:
            assert_never(answer)
