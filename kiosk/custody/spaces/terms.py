"""What is agreed when a space is rented: until when, and that it costs nothing or something."""

from __future__ import annotations

from datetime import datetime

from kiosk.custody.ids import TenancyId
from kiosk.custody.services.calendar import Calendar
from kiosk.custody.services.rules import AmountFrom, ChargeRule, Money, Selector, ServiceRules, Span, StepRule
from kiosk.custody.spaces.claims import SPACE_ACTS
from kiosk.custody.spaces.events import TenancyBegan
from kiosk.custody.things.events import USUAL_PAUSES
from kiosk.custody.words import Act


def step_of_act(rules: ServiceRules, act: Act) -> StepRule | None:
    """The service's step of this act; each of a rented space's is there once at most."""
    return next((step for step in rules.steps if step.act is act), None)


def term_of(begin: StepRule) -> Span | None:
    """For how long it is rented at a time: the period of the first charge that has one, if any has.

    That may be a charge of nothing: so a service says how long a space is lent for free.
    """
    return next((charge.per for charge in begin.charges if charge.per is not None), None)


def agreed_until(rules: ServiceRules, calendar: Calendar, now: datetime) -> datetime:
    """To when it is rented if it begins now, or is taken for one more term now. Where the service knows no
    term, nothing is agreed but the clock of its end, which then counts from the beginning."""
    begin = step_of_act(rules, Act.BEGIN)
    term = None if begin is None else term_of(begin)
    return now if term is None else calendar.after(now, term)


def costs_nothing(rules: ServiceRules) -> bool:
    """Whether nobody pays for anything that is done with the space."""
    steps = (step for step in rules.steps if step.act in SPACE_ACTS)
    return all(_is_nothing(charge) for step in steps for charge in step.charges)


def _is_nothing(charge: ChargeRule) -> bool:
    match charge.amount:
        case Money(minor):
            return minor == 0
        case AmountFrom():
            return False
        case sizes:
            return all(each.amount.minor == 0 for each in sizes)


def beginning(
    rules: ServiceRules,
    tenancy: TenancyId,
    holder: Selector,
    compartment: str,
    until: datetime,
    *,
    dated: bool = False,
) -> TenancyBegan:
    """The event with which it begins, under these rules."""
    end = step_of_act(rules, Act.END)
    pauses = USUAL_PAUSES if end is None or end.clock is None else end.clock.pauses
    return TenancyBegan(tenancy, rules.id, rules.digest, holder, compartment, until, pauses, dated)
