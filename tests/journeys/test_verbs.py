"""What one can come for besides picking up: its tile, which service it is, and the script that begins it."""

from __future__ import annotations

from dataclasses import replace

from kiosk.custody.money.words import PayWay
from kiosk.custody.services.rules import (
    Privacy,
    Selector,
    SelectorKind,
    ServiceRules,
    StepRule,
    StepStart,
    ThingRule,
)
from kiosk.custody.services.verbs import Verb
from kiosk.custody.things.services import Service
from kiosk.custody.words import Act
from kiosk.journeys.desk import Desk
from kiosk.journeys.effects import ask
from kiosk.journeys.front.reception import reception
from kiosk.journeys.front.screens import ChooseService, Home, ServiceCard, Sorry, SorryKind, VerbTile
from kiosk.journeys.screen import BackChoice, Picked
from tests.journeys.explorer import Explorer
from tests.journeys.moment import Scene
from tests.journeys.scenes.scenes import cabinet, ledger, scene, staff
from tests.journeys.steps import Visit

ANYONE = Selector(SelectorKind.ANYONE)
SOMEBODY = Selector(SelectorKind.PERSON, "giver")
A_COURIER = Selector(SelectorKind.ROLE, "courier")


def service(name: str, act: Act, who: Selector = ANYONE, start: StepStart = StepStart.SELF) -> Service:
    step = StepRule("begin", act, (who,), start=start)
    rules = ServiceRules(name, 1, f"digest of {name}", "swift", Privacy.PLAIN, (ThingRule("thing"),), (step,))
    return Service(name, rules=rules)


async def begins(_desk: Desk, service: Service) -> None:
    """Stands for what a service really begins with: says which one it is."""
    await ask(Sorry(SorryKind.REFUSED, service.name))


def at_home(*services: Service, paused: bool = False, ways: tuple[PayWay, ...] = (PayWay.CARD,)) -> Scene:
    scripts = {Verb.BRING: begins, Verb.PAY: begins}
    home = scene("home", ledger(*staff()), cabinet("S"))
    return replace(
        home,
        journey=lambda desk: reception(desk, scripts),
        services={one.name: one for one in services},
        paused=paused,
        ways=ways,
    )


RETURN = service("return", Act.DEPOSIT)
LEAVE = service("handover", Act.DEPOSIT, SOMEBODY)
COUNTER = service("counter", Act.PAY, start=StepStart.ORDER)


def test_a_verb_has_a_tile_where_a_service_begins_with_it_for_whoever_comes() -> None:
    here = Visit(at_home(service("parcel", Act.DEPOSIT, A_COURIER), RETURN, COUNTER, LEAVE))
    bring = VerbTile(Verb.BRING, ("digest of return", "digest of handover"))
    here.sees(Home, verbs=(bring, VerbTile(Verb.PAY, ("digest of counter",))))


def test_what_has_to_be_announced_and_what_nobody_can_begin_here_has_none() -> None:
    announced = service("parcel", Act.DEPOSIT, start=StepStart.ORDER)
    Visit(at_home(announced, service("storage", Act.BEGIN))).sees(Home, verbs=())


def test_nothing_is_brought_while_nothing_is_taken_in() -> None:
    Visit(at_home(RETURN, COUNTER, paused=True)).sees(
        Home, verbs=(VerbTile(Verb.PAY, ("digest of counter",)),)
    )


def test_nothing_is_paid_while_nobody_can_pay() -> None:
    Visit(at_home(COUNTER, ways=())).sees(Home, verbs=())


def test_the_only_service_begins_at_once() -> None:
    here = Visit(at_home(RETURN))
    here.presses(Verb.BRING)
    here.sees(Sorry, label="return")


def test_of_several_the_person_picks_one_or_goes_back() -> None:
    here = Visit(at_home(RETURN, LEAVE))
    here.presses(Verb.BRING)
    cards = (ServiceCard("return", "digest of return"), ServiceCard("handover", "digest of handover"))
    here.sees(ChooseService, verb=Verb.BRING, services=cards)
    here.presses(Picked("handover"))
    here.sees(Sorry, label="handover")
    gone = Visit(at_home(RETURN, LEAVE))
    gone.presses(Verb.BRING)
    gone.presses(BackChoice.BACK)
    assert not gone.is_over().visits


def test_every_way_from_a_tile_ends() -> None:
    assert Explorer(at_home(RETURN, LEAVE, COUNTER)).explore().faults == {}
