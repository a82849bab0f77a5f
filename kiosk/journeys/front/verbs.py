"""What somebody comes for at home besides picking up: the tiles, and which of several services it is."""

from __future__ import annotations

from collections.abc import Callable, Coroutine, Mapping
from typing import Any

from kiosk.custody.services.verbs import Verb, beginning_with
from kiosk.custody.spaces.terms import costs_nothing
from kiosk.custody.things.services import Service
from kiosk.journeys.desk import Desk
from kiosk.journeys.effects import Effect, ask
from kiosk.journeys.front.screens import ChooseService, ServiceCard, VerbTile
from kiosk.journeys.screen import BackChoice

Begins = Mapping[Verb, Callable[[Desk, Service], Coroutine[Effect[Any], Any, None]]]
"""By verb, the script that begins a service. A verb without one has no tile."""

_PUTS_IN = (Verb.BRING, Verb.STORE)


def tiles(desk: Desk, begins: Begins) -> tuple[VerbTile, ...]:
    """What home offers now, in the order of `begins`."""
    offered = ((verb, on_offer(desk, verb)) for verb in begins)
    return tuple(
        VerbTile(verb, tuple(_digest(one) for one in services)) for verb, services in offered if services
    )


def on_offer(desk: Desk, verb: Verb) -> tuple[Service, ...]:
    """The services that begin so; none that would put something in while nothing is taken in, and of rented
    spaces only those for which nobody has to pay."""
    if verb in _PUTS_IN and not desk.takes_deposits:
        return ()
    services = beginning_with(desk.facts.services.values(), verb)
    if verb in _PUTS_IN:
        services = tuple(one for one in services if not desk.refuses(one.name))
    if verb is not Verb.STORE:
        return services
    return tuple(one for one in services if one.rules is not None and costs_nothing(one.rules))


async def choose(verb: Verb, services: tuple[Service, ...]) -> Service | None:
    """The only service there is, or the one that the person picks; None where they go back."""
    if len(services) == 1:
        return services[0]
    answer = await ask(ChooseService(verb, tuple(ServiceCard(one.name, _digest(one)) for one in services)))
    if answer is BackChoice.BACK:
        return None
    return next((one for one in services if one.name == answer.which), None)


def _digest(service: Service) -> str:
    return "" if service.rules is None else service.rules.digest
