"""Charges: each has an amount, somebody who can pay it, and a way back for what is only kept."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from kiosk.custody.services.rules import (
    AmountFrom,
    ChargeKind,
    ChargeRule,
    ChargeTime,
    Money,
    SelectorKind,
    ServiceRules,
    StepRule,
    StepStart,
    TerminalDown,
)
from kiosk.custody.words import Act
from kiosk.services.soundness.courses import at, before, comes_after
from kiosk.site.problems import SiteProblem, doubles, found, offered

_NO_DOOR: Final = frozenset({Act.PAY, Act.DECIDE})


def currencies_of(charge: ChargeRule) -> tuple[str, ...]:
    """The currencies of the amounts that are said here."""
    match charge.amount:
        case Money() as amount:
            return (amount.currency,)
        case AmountFrom():
            return ()
        case sizes:
            return tuple(dict.fromkeys(each.amount.currency for each in sizes))


def charge_problems(rules: ServiceRules) -> Iterator[SiteProblem]:
    for step in rules.steps:
        yield from doubles(at(step, "charges"), "the name", (charge.name for charge in step.charges))
        if step.undo and any(charge.when is ChargeTime.AFTER for charge in step.charges):
            told = "found true beside a charge that is taken afterwards; wanted false, or nothing"
            yield SiteProblem(at(step, "undo"), told)
        for charge in step.charges:
            where = at(step, f'charges["{charge.name}"]')
            yield from _amount(rules, step, charge, where)
            yield from _period(rules, step, charge, where)
            yield from _source(rules, step, charge, where)
            yield from _who(step, charge, where)
    yield from _one_currency(rules)


def _amount(rules: ServiceRules, step: StepRule, charge: ChargeRule, where: str) -> Iterator[SiteProblem]:
    decided = any(each.act is Act.DECIDE for each in (*before(rules, step), step))
    if charge.amount is AmountFrom.OFFER and not decided:
        told = 'found "offer" while nobody has been offered anything; wanted a decide at this step or before'
        yield SiteProblem(f"{where}.amount", told)
    if charge.amount is AmountFrom.ORDER and step.start is StepStart.SELF:
        told = 'found "order" where a visitor begins without one, so nobody would say how much'
        yield SiteProblem(f"{where}.amount", f'{told}; wanted an amount, or start = "order"')
    if isinstance(charge.amount, tuple) and step.act in _NO_DOOR:
        told = f"found an amount for each size in a {step.act}, for which no door opens"
        yield SiteProblem(f"{where}.amount", f"{told}; wanted one amount")


def _period(rules: ServiceRules, step: StepRule, charge: ChargeRule, where: str) -> Iterator[SiteProblem]:
    if charge.free is not None and charge.per is None:
        yield SiteProblem(f"{where}.free", "found it without `per`; wanted both, or neither")
    if charge.per is None:
        return
    first = step.act is Act.DEPOSIT and not comes_after(rules, step, Act.COLLECT)
    if first or step.act in _NO_DOOR:
        told = f"found it in a {step.act} before which no time is counted"
        yield SiteProblem(f"{where}.per", f"{told}; wanted it where something has been kept, lent or rented")


def _source(rules: ServiceRules, step: StepRule, charge: ChargeRule, where: str) -> Iterator[SiteProblem]:
    earlier = [
        each.name
        for other in before(rules, step)
        for each in other.charges
        if each.kind is ChargeKind.SECURITY
    ]
    if charge.source and charge.source not in earlier:
        wanted = f"a security of an earlier step: {offered(charge.source, earlier)}"
        none = "a security in an earlier step to take it from"
        yield SiteProblem(f"{where}.from", found(charge.source, wanted if earlier else none))
    if charge.source and (charge.kind is not ChargeKind.PRICE or charge.when is not ChargeTime.AFTER):
        told = f"found it for a {charge.kind} that is due {charge.when} the step"
        yield SiteProblem(f"{where}.from", f'{told}; wanted it for a price with when = "after"')
    if charge.kind is ChargeKind.SECURITY and not _given_back(rules, step):
        told = "found a security and no later step that brings the thing back: it would never be paid back"
        yield SiteProblem(f"{where}.kind", f"{told}; wanted a later deposit or end, or a price")


def _given_back(rules: ServiceRules, step: StepRule) -> bool:
    wanted = Act.END if step.act in {Act.BEGIN, Act.USE} else Act.DEPOSIT
    later = rules.steps[rules.steps.index(step) + 1 :]
    return any(each.act is wanted and (not step.thing or each.thing in ("", step.thing)) for each in later)


def _who(step: StepRule, charge: ChargeRule, where: str) -> Iterator[SiteProblem]:
    if charge.of is not None and charge.of not in step.by:
        told = f'found "{charge.of}", who does not do this step: nobody would pay'
        yield SiteProblem(f"{where}.of", f"{told}; wanted one of {', '.join(map(str, step.by))}")
    asked = (charge.of,) if charge.of is not None else step.by
    nameless = step.proof.factors == 0 and any(who.kind is SelectorKind.ANYONE for who in asked)
    if charge.down is TerminalDown.ACCOUNT and nameless:
        told = 'found "account" for somebody whom nobody knows: it would never be paid'
        yield SiteProblem(f"{where}.down", f'{told}; wanted "shut", "waive" or "link"')


def _one_currency(rules: ServiceRules) -> Iterator[SiteProblem]:
    first = ""
    for step in rules.steps:
        for charge in step.charges:
            for currency in currencies_of(charge):
                first = first or currency
                if currency != first:
                    told = f"found an amount in {currency} in a service whose first one is in {first}"
                    where = at(step, f'charges["{charge.name}"]', "amount")
                    yield SiteProblem(where, f"{told}; wanted one currency")
