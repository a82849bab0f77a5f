"""What somebody comes for at home besides picking up: the tiles, and which of several services it is."""

from __future__ import annotations

from collections.abc import Callable, Coroutine, Mapping
from typing import Any, assert_never

from kiosk.custody.services.rules import AmountFrom, ChargeRule, ChargeTime, EvidenceKind, Money
from kiosk.custody.services.verbs import Verb, beginning_with, begins_with, takes_labels
from kiosk.custody.spaces.terms import costs_nothing
from kiosk.custody.things.services import Service
from kiosk.journeys.desk import Desk
from kiosk.journeys.effects import Effect, ask
from kiosk.journeys.front.screens import ChooseService, ServiceCard, VerbTile
from kiosk.journeys.screen import BackChoice

Begins = Mapping[Verb, Callable[[Desk, Service], Coroutine[Effect[Any], Any, None]]]
"""By verb, the script that begins a service. A verb without one has no tile."""

_TAKEN = (EvidenceKind.SCAN, EvidenceKind.DECLARATION)
"""What a visitor can be asked for here."""
_TAKES = (EvidenceKind.CONDITIONS,)
"""The same of whoever takes one of many."""
_PUTS_IN = (Verb.BRING, Verb.STORE)


def tiles(desk: Desk, begins: Begins) -> tuple[VerbTile, ...]:
    """What home offers now, in the order of `begins`."""
    offered = ((verb, on_offer(desk, verb)) for verb in begins)
    return tuple(
        VerbTile(verb, tuple(_digest(one) for one in services)) for verb, services in offered if services
    )


def on_offer(desk: Desk, verb: Verb) -> tuple[Service, ...]:
    """The services that begin so; none that would put something in while nothing is taken in, none that costs
    something while nobody can pay, and of pools only those of which something is there or lent."""
    if verb is Verb.BORROW:
        lends = beginning_with(desk.facts.services.values(), verb)
        return tuple(one for one in lends if _lends(desk, one))
    if verb in _PUTS_IN and not desk.takes_deposits:
        return ()
    if verb is Verb.PAY and not desk.pay_ways:
        return ()
    services = beginning_with(desk.facts.services.values(), verb)
    now = (one for one in services if _can_begin(desk, one, verb))
    return tuple(one for one in now if verb not in _PUTS_IN or not desk.refuses(one.name))


def takes(desk: Desk) -> tuple[Service, ...]:
    """The services that take what has a label and was not announced."""
    offered = on_offer(desk, Verb.BRING)
    return tuple(one for one in offered if one.rules is not None and takes_labels(one.rules))


async def choose(verb: Verb, services: tuple[Service, ...]) -> Service | None:
    """The only service there is, or the one that the person picks; None where they go back."""
    if len(services) == 1:
        return services[0]
    answer = await ask(ChooseService(verb, tuple(ServiceCard(one.name, _digest(one)) for one in services)))
    if answer is BackChoice.BACK:
        return None
    return next((one for one in services if one.name == answer.which), None)


def _can_begin(desk: Desk, service: Service, verb: Verb) -> bool:
    """Whether all that its first step asks for can be had at this machine."""
    if verb is Verb.PAY:
        return True
    if verb is Verb.STORE:
        return service.rules is not None and (costs_nothing(service.rules) or bool(desk.pay_ways))
    step = None if service.rules is None else begins_with(service.rules, verb)
    if step is None or any(_costs(charge) for charge in step.charges if charge.when is ChargeTime.BEFORE):
        return False
    return all(each.where_possible or each.kind in _TAKEN for each in step.evidence)


def _lends(desk: Desk, service: Service) -> bool:
    """What costs something is offered while somebody can pay; but what is lent can be brought back."""
    step = None if service.rules is None else begins_with(service.rules, Verb.BORROW)
    if step is None or any(each.kind not in _TAKES and not each.where_possible for each in step.evidence):
        return False
    payable = desk.pay_ways or not any(_costs(charge) for charge in step.charges)
    return any(
        thing.service == service.name and (thing.comes_back or (thing.pooled and bool(payable)))
        for thing in desk.ledger.consignments.values()
    )


def _costs(charge: ChargeRule) -> bool:
    """Whether something has to be paid: nothing can be, at this machine."""
    match charge.amount:
        case Money(minor):
            return minor > 0
        case tuple():
            return any(price.amount.minor > 0 for price in charge.amount)
        case AmountFrom():
            return True
        case _:
            assert_never(charge.amount)


def _digest(service: Service) -> str:
    return "" if service.rules is None else service.rules.digest
