"""The front: home, who is it, and on to what they came for."""

from __future__ import annotations

from typing import Final, assert_never

from kiosk.access.credentials import Proved
from kiosk.access.roles import maintains, may
from kiosk.custody.doors.claims import waiting_for
from kiosk.custody.ids import ConsignmentId
from kiosk.custody.services.verbs import Verb
from kiosk.custody.things.services import Service
from kiosk.custody.words import Act, Audience
from kiosk.journeys.counter.bill import pay_bill
from kiosk.journeys.counter.offers import visit_counter
from kiosk.journeys.desk import Desk
from kiosk.journeys.doors.left_open import by_operator, left_open, nobodys
from kiosk.journeys.dropoff.bring import bring, bring_announced, bring_labelled
from kiosk.journeys.dropoff.effects import HeldOut, Resolve, Resolved
from kiosk.journeys.dropoff.receipt import find_dropoff
from kiosk.journeys.effects import Begin, Changed, Changes, ask
from kiosk.journeys.faces.offer import offer_face
from kiosk.journeys.front.screens import Home, HomeChoice, OutChoice, OutOfService
from kiosk.journeys.front.verbs import Begins, choose, on_offer, takes, tiles
from kiosk.journeys.handover.collect import collect
from kiosk.journeys.handover.courier import courier
from kiosk.journeys.handover.delegation import give_or_open
from kiosk.journeys.pools.borrow import borrow, visit_pools
from kiosk.journeys.pools.bring_back import bring_back
from kiosk.journeys.screen import Picked
from kiosk.journeys.spaces.mine import visit_spaces
from kiosk.journeys.spaces.renting import rent
from kiosk.journeys.who.effects import BadgeHeld, Proofs, Scanned
from kiosk.journeys.who.identify import held, identify
from kiosk.journeys.who.more import prove_more
from kiosk.journeys.wishes.next_time import recall
from kiosk.journeys.work.tasks import tasks
from kiosk.journeys.work.technician import technician

_PROOFS = Proofs()
BEGINS: Final[Begins] = {Verb.BRING: bring, Verb.STORE: rent, Verb.BORROW: borrow, Verb.PAY: pay_bill}
"""What can be begun at home, in the order in which it stands there."""


async def reception(desk: Desk, begins: Begins = BEGINS) -> str:
    """One visit from home to its end. Returns the door of a parked visit to take up again, or ""."""
    while True:
        out = desk.out_of_service
        if out is not None:
            said = await ask(OutOfService(out), Changes())
            if said is OutChoice.STAFF:
                await Begin("staff")
                who = await identify(desk, Audience.STAFF)
                return await _serve(desk, who)
        else:
            answer = await ask(_home(desk, begins), _PROOFS, Changes())
            match answer:
                case Picked(door) if door in _parked(desk):
                    return door
                case Picked(door):
                    await left_open(desk, door)
                case Changed():
                    pass
                case Scanned(text):
                    shown = await Resolve(text)
                    return await _held_out(desk, shown, answer)
                case BadgeHeld():
                    return await _who_is_it(desk, answer)
                case Verb():
                    services = on_offer(desk, answer)
                    if services:
                        return await _begin(desk, begins, answer, services)
                case HomeChoice():
                    return await _come_for(desk, answer)
                case _:
                    assert_never(answer)


def _home(desk: Desk, begins: Begins) -> Home:
    doors, scans = _open_doors(desk), desk.settings.can_scan
    verbs = tiles(desk, begins)
    finds = any(tile.verb is Verb.BRING for tile in verbs)
    return Home(doors, scans, desk.takes_deposits, by_operator(desk), verbs, finds)


async def _come_for(desk: Desk, choice: HomeChoice) -> str:
    match choice:
        case HomeChoice.PICK_UP:
            await Begin("collect")
            who = await identify(desk, Audience.VISITOR)
            return await _serve(desk, who)
        case HomeChoice.STAFF:
            await Begin("staff")
            who = await identify(desk, Audience.STAFF)
            return await _serve(desk, who)
        case HomeChoice.FIND:
            await Begin("find")
            await find_dropoff(desk)
            return ""
        case _:
            assert_never(choice)


async def _held_out(desk: Desk, shown: Resolved, scanned: Scanned) -> str:
    """What was held out decides what is offered. A label proves nobody: it opens only what is open to all."""
    services = takes(desk) if shown.what is HeldOut.LABEL else ()
    match shown.what:
        case HeldOut.THING if shown.thing is not None and _may_come(desk, shown.thing):
            await Begin(Verb.BRING)
            await bring_announced(desk, shown.thing)
            return ""
        case HeldOut.LABEL if services:
            await Begin(Verb.BRING)
            service = await choose(Verb.BRING, services)
            if service is not None:
                await bring_labelled(desk, service, shown.number)
            return ""
        case HeldOut.LENT if shown.thing is not None:
            await Begin(Verb.BORROW)
            return await _bring_back(desk, shown.thing)
        case HeldOut.RECEIPT:
            await Begin("find")
            await find_dropoff(desk, shown.number)
            return ""
        case _:
            return await _who_is_it(desk, scanned)


async def _bring_back(desk: Desk, thing: ConsignmentId) -> str:
    """What somebody has was held out. A label proves nobody: they say who they are as ever."""
    who = await identify(desk, Audience.VISITOR)
    lent = desk.ledger.consignments.get(thing)
    if who.audience is Audience.STAFF or lent is None or lent.holder != who.party:
        return await _serve(desk, who)
    await bring_back(desk, who, thing, seen=True)
    return ""


def _may_come(desk: Desk, thing: ConsignmentId) -> bool:
    """Whether what was announced is taken in now."""
    coming = desk.ledger.consignments.get(thing)
    return coming is not None and desk.takes_deposits and not desk.refuses(coming.service)


async def _who_is_it(desk: Desk, out: Scanned | BadgeHeld) -> str:
    await Begin("scan")
    who = await identify(desk, Audience.VISITOR, held(out))
    return await _serve(desk, who)


async def _begin(desk: Desk, begins: Begins, verb: Verb, services: tuple[Service, ...]) -> str:
    await Begin(verb)
    service = await choose(verb, services)
    if service is not None:
        await begins[verb](desk, service)
    return ""


def _open_doors(desk: Desk) -> tuple[str, ...]:
    return tuple(sorted({*_parked(desk), *nobodys(desk)}))


def _parked(desk: Desk) -> tuple[str, ...]:
    """Where visits wait that can be given the screen again."""
    return tuple(v.parked_at for v in desk.ledger.visits.values() if v.parked_at and v.with_screen)


async def _serve(desk: Desk, who: Proved) -> str:
    """The door of a parked visit that is to go on instead of this one, or ""."""
    role = desk.ledger.role_of(who.party)
    if desk.out_of_service is not None and not maintains(role):
        return ""
    await recall(desk, who)
    await prove_more(desk, who)
    match who.audience:
        case Audience.STAFF if maintains(role):
            await technician(desk, who)
        case Audience.VISITOR:
            await offer_face(desk, who)
            goes_on = await visit_spaces(desk, who)
            if not goes_on:
                return ""
            asked = await visit_counter(desk, who)
            if asked and not waiting_for(desk.ledger, desk.visit, who.party):
                return ""
            goes_on = await visit_pools(desk, who)
            if not goes_on:
                return ""
            collects = await give_or_open(desk, who)
            if collects:
                return await collect(desk, who)
        case Audience.STAFF if may(role, Act.DEPOSIT):
            await courier(desk, who)
        case Audience.STAFF:
            await tasks(desk, who)
        case _:
            assert_never(who.audience)
    return ""
