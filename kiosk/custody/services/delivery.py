"""The rules of a service of 0.1, whose file has no steps: a courier brings it, its recipient collects it."""

from __future__ import annotations

from kiosk.custody.proofs.factors import Proof, Rule
from kiosk.custody.roles import COURIER, TECHNICIAN
from kiosk.custody.services.rules import (
    ClockDeed,
    ClockRule,
    ClockStart,
    Deadline,
    PlaceRule,
    Privacy,
    ReopenRule,
    Selector,
    SelectorKind,
    ServiceRules,
    Span,
    StepRule,
    ThingRule,
)
from kiosk.custody.words import Act


def delivery(
    name: str,
    *,
    retention: int = 48 * 3600,
    notifies: bool = False,
    forget_after: int = 30 * 86_400,
    reopen_grace: int = 60,
    reopenings: int = 1,
    temperature: str = "",
    proof: Proof | None = None,
) -> ServiceRules:
    """Times are seconds. The rules have neither digest nor principal yet."""
    shown = proof or Proof()
    courier = Selector(SelectorKind.ROLE, COURIER)
    overdue = Deadline(Span(max(1, retention)), ClockDeed.RECALL, courier)
    starts = ClockStart.NOTIFIED if notifies else ClockStart.DEPOSITED
    bring = StepRule("deposit", Act.DEPOSIT, (courier,), proof=shown.deposit, second=_second(shown.deposit))
    fetch = StepRule(
        "collect",
        Act.COLLECT,
        (Selector(SelectorKind.PERSON, "recipient"),),
        proof=shown.collect,
        second=_second(shown.collect),
        reopen=ReopenRule(reopen_grace, reopenings) if reopenings and reopen_grace else None,
        clock=ClockRule(starts, then=(overdue,)),
    )
    thing = ThingRule("thing", PlaceRule(temperature=temperature))
    return ServiceRules(name, 1, "", "", Privacy.PLAIN, (thing,), (bring, fetch), forget_after=forget_after)


def _second(rule: Rule) -> Selector | None:
    return Selector(SelectorKind.ROLE, TECHNICIAN) if rule.people > 1 else None
