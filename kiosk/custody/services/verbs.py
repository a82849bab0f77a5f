"""What people come for besides picking up: the verbs that home shows, and which services begin with each."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from enum import StrEnum
from typing import Final

from kiosk.custody.services.binding import slots_of
from kiosk.custody.services.rules import EvidenceKind, SelectorKind, ServiceRules, StepRule, StepStart
from kiosk.custody.things.services import Service
from kiosk.custody.words import Act


class Verb(StrEnum):
    BRING = "bring"
    """Put something in that nobody announced."""
    STORE = "store"
    """Rent a space."""
    BORROW = "borrow"
    """Take one of many."""
    PAY = "pay"
    """Settle a bill at which no door opens."""


_BY_ACT: Final[Mapping[Act, Verb]] = {
    Act.DEPOSIT: Verb.BRING,
    Act.BEGIN: Verb.STORE,
    Act.PAY: Verb.PAY,
}
_OF_MANY: Final = frozenset({SelectorKind.GROUP, SelectorKind.ANYONE})
_WHOEVER_COMES: Final = (SelectorKind.ANYONE, SelectorKind.PERSON)
"""Who may begin without having said who they are: all, or whoever takes the place of the slot."""


def begins_with(rules: ServiceRules, verb: Verb) -> StepRule | None:
    """The step with which whoever comes may begin this service; None where it does not begin so."""
    if verb is Verb.BORROW:
        return _takes(rules)
    return next((step for step in rules.steps if _begins(step, verb)), None)


def beginning_with(services: Iterable[Service], verb: Verb) -> tuple[Service, ...]:
    """Those of the services that whoever comes may begin so, in the site's order."""
    return tuple(s for s in services if s.rules is not None and begins_with(s.rules, verb) is not None)


def bringers(rules: ServiceRules) -> frozenset[str]:
    """The slots that whoever brings something along fills themselves."""
    step = begins_with(rules, Verb.BRING)
    by = () if step is None else step.by
    return frozenset(one.id for one in by if one.kind is SelectorKind.PERSON)


def collectors(rules: ServiceRules) -> tuple[str, ...]:
    """The slots of those for whom it is brought; none where it is for a role, or for anyone."""
    mine = bringers(rules)
    return tuple(slot for slot in slots_of(rules, rules.things[0].name) if slot not in mine)


def takes_labels(rules: ServiceRules) -> bool:
    """Whether it begins with the label of something that nobody announced."""
    step = begins_with(rules, Verb.BRING)
    return step is not None and any(one.kind is EvidenceKind.SCAN for one in step.evidence)


def goes_back_to_bringer(rules: ServiceRules) -> bool:
    """Whether whoever put it in may ever take it out again."""
    by = [one for step in rules.steps for one in step.by]
    to = [due.to for step in rules.steps if step.clock is not None for due in step.clock.then]
    return any(one is not None and one.kind is SelectorKind.DEPOSITOR for one in (*by, *to))


def return_of(rules: ServiceRules, thing: str) -> StepRule | None:
    """The step with which such a thing is brought back by whoever took it; None where it is theirs."""
    steps = (step for step in rules.steps_of(thing) if step.act is Act.DEPOSIT)
    return next((step for step in steps if SelectorKind.HOLDER in {who.kind for who in step.by}), None)


def _takes(rules: ServiceRules) -> StepRule | None:
    """The step with which whoever comes first takes one of many. Of what comes back, a slot that no order
    fills is whoever comes."""
    for step in rules.steps:
        kinds = {who.kind for who in step.by}
        again = any(thing.again == step.name for thing in rules.things)
        many = _OF_MANY | {SelectorKind.PERSON} if again else _OF_MANY
        if step.act is Act.COLLECT and kinds and kinds <= many:
            return step
    return None


def _begins(step: StepRule, verb: Verb) -> bool:
    """A bill is announced by an order and begins with its number; all else begins unannounced."""
    if verb is Verb.PAY:
        anyone = any(who.kind is SelectorKind.ANYONE for who in step.by)
        return step.act is Act.PAY and step.start is StepStart.ORDER and anyone
    open_to_all = any(who.kind in _WHOEVER_COMES for who in step.by)
    return step.start is StepStart.SELF and _BY_ACT.get(step.act) is verb and open_to_all
