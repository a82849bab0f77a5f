"""One more proof, by name, where the rule of what is here for somebody wants more than they have shown."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import assert_never

from kiosk.access.credentials import (
    Halfway,
    LookShown,
    PinShown,
    Proved,
    TooSoon,
    Unproved,
    Untimely,
    Verdict,
)
from kiosk.custody.doors.claims import lacks_proof, waiting_for
from kiosk.custody.proofs.factors import Need
from kiosk.custody.words import Act, Audience, Kind
from kiosk.journeys.desk import Desk
from kiosk.journeys.effects import NEVER, After, TimeUp, ask
from kiosk.journeys.faces.effects import FaceLook, FaceOf, FaceStanding, Glances, LookAsked
from kiosk.journeys.faces.look import look
from kiosk.journeys.screen import Typed
from kiosk.journeys.who.effects import BadgeHeld, Proofs, Scanned, Verify
from kiosk.journeys.who.identify import Held, held, identify, typed_pin
from kiosk.journeys.who.screens import NextPerson, NextPin, NextShow, PersonChoice, ProofChoice, ProofProblem

_PROOFS = Proofs()


@dataclass(frozen=True, slots=True)
class NotShown:
    """The look came to nothing; something else will be asked for."""


Needed = Callable[[Desk, Proved], Need | None]
"""What is to be shown next; None for nothing."""


async def prove_more(desk: Desk, who: Proved, needed: Needed | None = None) -> None:
    """Comes back once nothing is missing, or the person has nothing more: the door rule has the last word.

    `needed`: for what they came; else for what waits for them, or for what they are to bring as staff.
    """
    problem = ProofProblem.NONE
    wait = 0
    glance = True
    while True:
        need = (needed or still_needed)(desk, who)
        if need is None:
            return
        if not need.kinds:
            await _second_person(desk)
            return
        kinds = tuple(kind for kind in need.kinds if kind in desk.settings.takes)
        if Kind.FACE in kinds:
            standing = await FaceOf(who.party)
            if standing is not FaceStanding.KEPT or not glance:
                kinds = tuple(kind for kind in kinds if kind is not Kind.FACE)
        if not kinds:
            return
        shown = await _ask(desk, who, kinds, problem, wait)
        if isinstance(shown, NotShown):
            glance = False
            continue
        if shown is None:
            return
        verdict = await Verify(shown, who.audience, who.party)
        problem, wait = _problem(verdict)


def _problem(verdict: Verdict) -> tuple[ProofProblem, int]:
    """What to say of it, and for how many seconds to wait."""
    match verdict:
        case Proved():
            return ProofProblem.NONE, 0
        case Unproved() | Halfway():
            return ProofProblem.NOT_FOUND, 0
        case Untimely():
            return ProofProblem.CLOCK, 0
        case TooSoon(seconds):
            return ProofProblem.WAIT, seconds
        case _:
            assert_never(verdict)


def still_needed(desk: Desk, who: Proved) -> Need | None:
    """What the strictest rule of what they came for asks besides what this visit has seen."""
    ledger, visit = desk.ledger, desk.visit
    match who.audience:
        case Audience.VISITOR:
            return lacks_proof(
                desk.facts, visit, who.party, Act.COLLECT, waiting_for(ledger, visit, who.party)
            )
        case Audience.STAFF:
            member = ledger.staff.get(who.party)
            coming = () if member is None else ledger.announced_for(member)
            return lacks_proof(desk.facts, visit, who.party, Act.DEPOSIT, coming)
        case _:
            assert_never(who.audience)


async def _second_person(desk: Desk) -> None:
    answer = await ask(NextPerson())
    match answer:
        case PersonChoice.SIGN_IN:
            await identify(desk, Audience.STAFF)
        case PersonChoice.WITHOUT:
            pass
        case _:
            assert_never(answer)


async def _ask(
    desk: Desk, who: Proved, kinds: tuple[Kind, ...], problem: ProofProblem, wait: int
) -> PinShown | Held | LookShown | NotShown | None:
    """What was shown; None where the person has nothing more."""
    if Kind.PIN in kinds:
        others = tuple(kind for kind in kinds if kind is not Kind.PIN)
        return await _type(desk, who, others, problem, wait)
    if kinds == (Kind.FACE,):
        return await _look(desk, who)
    while True:
        screen = NextShow(who.audience, kinds, problem, wait)
        answer = await ask(
            screen, _PROOFS, After(wait or NEVER, fixed=True), Glances(Kind.FACE in kinds, who.party)
        )
        match answer:
            case FaceLook(ticket):
                return LookShown(ticket)
            case LookAsked():
                return await _look(desk, who)
            case Scanned() | BadgeHeld():
                return held(answer)
            case TimeUp():
                problem, wait = ProofProblem.NONE, 0
            case ProofChoice.WITHOUT:
                return None
            case _:
                assert_never(answer)


async def _look(desk: Desk, who: Proved) -> LookShown | NotShown:
    seen = await look(desk, who.party)
    return NotShown() if seen is None else seen


async def _type(
    desk: Desk, who: Proved, others: tuple[Kind, ...], problem: ProofProblem, wait: int
) -> PinShown | Held | LookShown | NotShown | None:
    count, or_digits = desk.settings.digits(who.audience)
    while True:
        screen = NextPin(who.audience, count, others, problem, wait, or_digits)
        answer = await ask(
            screen, _PROOFS, After(wait or NEVER, fixed=True), Glances(Kind.FACE in others, who.party)
        )
        match answer:
            case FaceLook(ticket):
                return LookShown(ticket)
            case LookAsked():
                return await _look(desk, who)
            case Typed(digits):
                typed = await typed_pin(digits, who.audience)
                if typed is not None:
                    return typed
            case Scanned() | BadgeHeld():
                return held(answer)
            case TimeUp():
                problem, wait = ProofProblem.NONE, 0
            case ProofChoice.WITHOUT:
                return None
            case _:
                assert_never(answer)
