"""Who is it? Type, scan, hold out or look, whichever comes first.

Unknown and expired look the same, and too many misses only slow their own way down.
"""

from __future__ import annotations

from typing import assert_never

from kiosk.access.credentials import (
    BadgeShown,
    BothShown,
    Halfway,
    LookShown,
    PinShown,
    Proved,
    TokenShown,
    TooSoon,
    Unproved,
    Untimely,
)
from kiosk.custody.words import Audience
from kiosk.journeys.desk import Desk
from kiosk.journeys.effects import NEVER, After, TimeUp, ask
from kiosk.journeys.faces.effects import FaceLook, Glances, LookAsked
from kiosk.journeys.faces.look import look
from kiosk.journeys.screen import BackChoice, Typed
from kiosk.journeys.who.effects import BadgeHeld, Proofs, Scanned, Verify
from kiosk.journeys.who.screens import (
    CodeChoice,
    EnterCode,
    EnterPhoneEnd,
    EnterPin,
    FaceGlance,
    PinChoice,
    PinProblem,
    ScanCode,
)

_PROOFS = Proofs()
WITH_PHONE = 6
"""A visitor's PIN of so many digits goes with the end of the phone."""
PHONE_DIGITS = 6
RECOVERY_DIGITS = 16


Held = TokenShown | BadgeShown


def held(out: Scanned | BadgeHeld) -> Held:
    """What was held out to a reader, as what proves somebody."""
    return BadgeShown(out.number) if isinstance(out, BadgeHeld) else TokenShown(out.text)


async def identify(desk: Desk, audience: Audience, shown: PinShown | Held | None = None) -> Proved:
    """Asks until somebody is proven; `shown` is what was held out already. Only leaving ends it otherwise."""
    problem = PinProblem.NONE
    wait = 0
    while True:
        first: PinShown | Held | LookShown | None = shown
        if first is None:
            first = await _show(desk, audience, problem, wait)
        # A QR code or a badge says itself whose it is; a courier's is welcome on the visitors' screen too.
        wanted = audience if isinstance(first, PinShown | LookShown) else None
        verdict = await Verify(first, wanted, at=audience)
        if isinstance(verdict, Halfway) and not isinstance(first, LookShown):
            code = await _code()
            # Whoever goes back begins anew, and sees what everybody sees who begins.
            verdict = Unproved()
            if code:
                verdict = await Verify(BothShown(first, code), Audience.STAFF)
        match verdict:
            case Proved():
                return verdict
            case Halfway():
                problem, wait = PinProblem.NOT_FOUND, 0
            case Unproved():
                problem, wait = PinProblem.NOT_FOUND, 0
            case Untimely():
                problem, wait = PinProblem.CLOCK, 0
            case TooSoon(seconds):
                problem, wait = PinProblem.WAIT, seconds
            case _:
                assert_never(verdict)
        shown = None


async def _code() -> str:
    """The phone's code or the one that stands for it; empty where the person goes back."""
    lost_phone = False
    while True:
        digits = RECOVERY_DIGITS if lost_phone else PHONE_DIGITS
        answer = await ask(EnterCode(digits, lost_phone))
        match answer:
            case Typed(code):
                return code
            case CodeChoice.LOST_PHONE:
                lost_phone = True
            case BackChoice.BACK:
                return ""
            case _:
                assert_never(answer)


async def _show(
    desk: Desk, audience: Audience, problem: PinProblem, wait: int
) -> PinShown | Held | LookShown:
    glance = audience is Audience.VISITOR
    digits, or_digits = desk.settings.digits(audience)
    while True:
        glance = glance and desk.can_look
        screen = EnterPin(
            audience,
            digits,
            problem,
            wait,
            desk.settings.can_scan,
            camera=desk.settings.camera,
            face=FaceGlance.OPEN if glance else FaceGlance.NONE,
            badges=desk.settings.badges,
            or_digits=or_digits,
        )
        answer = await ask(screen, _PROOFS, After(wait or NEVER, fixed=True), Glances(glance))
        match answer:
            case Typed(typed_digits):
                typed = await typed_pin(typed_digits, audience)
                if typed is not None:
                    return typed
            case Scanned() | BadgeHeld():
                return held(answer)
            case TimeUp():
                problem, wait = PinProblem.NONE, 0
            case FaceLook(ticket):
                return LookShown(ticket)
            case LookAsked():
                seen = await look(desk)
                if seen is not None:
                    return seen
                glance = False
            case PinChoice.SCAN:
                code = await _scan(audience, problem, wait)
                if code is not None:
                    return code
            case _:
                assert_never(answer)


async def typed_pin(digits: str, audience: Audience) -> PinShown | None:
    """With the phone's end where the scheme asks for it; None where the person goes back."""
    if audience is Audience.STAFF or len(digits) != WITH_PHONE:
        return PinShown(digits)
    end = await ask(EnterPhoneEnd())
    match end:
        case Typed(phone_end):
            return PinShown(digits, phone_end)
        case BackChoice.BACK:
            return None
        case _:
            assert_never(end)


async def _scan(audience: Audience, problem: PinProblem, wait: int) -> Held | None:
    answer = await ask(ScanCode(audience, problem, wait), _PROOFS)
    match answer:
        case Scanned() | BadgeHeld():
            return held(answer)
        case BackChoice.BACK:
            return None
        case _:
            assert_never(answer)
