"""What an announcement says beyond a label: more pieces, whose they are, what they cost, open gates."""

from __future__ import annotations

from dataclasses import dataclass

from kiosk.custody.money.currencies import money
from kiosk.custody.services.binding import slots_of
from kiosk.custody.services.rules import TOLD_GATES, AmountFrom, GateKind, Money, ServiceRules, ThingRule
from kiosk.custody.things.services import Service
from kiosk.custody.words import Act
from kiosk.orders.refusal import OrderRefused
from kiosk.site.whole import Site

MOST_PIECES = 20


@dataclass(frozen=True, slots=True)
class AnnouncedPiece:
    """A thing by its label. `kind`: which of the service's; None for a service of 0.1."""

    label: str
    kind: ThingRule | None


def pieces_of(
    service: Service, tracking: str, more: tuple[str, ...], kind: str
) -> tuple[AnnouncedPiece, ...]:
    """The first label, and each further `LABEL` or `LABEL=KIND`. Raises OrderRefused."""
    if len(more) >= MOST_PIECES:
        raise OrderRefused(f"One announcement has at most {MOST_PIECES} pieces.")
    said = [(tracking, kind)]
    for text in more:
        label, _, of = text.partition("=")
        said.append((label, of or kind))
    labels = [label for label, _ in said]
    if len(set(labels)) < len(labels):
        twice = next(label for label in labels if labels.count(label) > 1)
        raise OrderRefused(f"The piece {twice} is there twice.")
    return tuple(AnnouncedPiece(label, _kind(service, of)) for label, of in said)


def _kind(service: Service, name: str) -> ThingRule | None:
    rules = service.rules
    if rules is None:
        if name:
            raise OrderRefused(f"The service {service.name!r} has one kind of thing, and it has no name.")
        return None
    found = rules.thing(name) if name else rules.things[0]
    if found is None:
        known = ", ".join(thing.name for thing in rules.things)
        raise OrderRefused(f"The service {service.name!r} has no thing {name!r}; its things are {known}.")
    return found


def is_named(service: Service, pieces: tuple[AnnouncedPiece, ...]) -> bool:
    """Whether it is for somebody by name: one who gets a code for it."""
    rules = service.rules
    return rules is None or any(p.kind is not None and slots_of(rules, p.kind.name) for p in pieces)


def refuse_kinds(service: Service, pieces: tuple[AnnouncedPiece, ...]) -> None:
    """An announcement names one person; and what it names is put in, or is a bill. Raises OrderRefused."""
    rules = service.rules
    if rules is None:
        return
    for piece in pieces:
        if piece.kind is None:
            continue
        steps = rules.steps_of(piece.kind.name)
        if not steps or steps[0].act not in (Act.DEPOSIT, Act.PAY):
            raise OrderRefused(
                f"Nothing is brought with the service {service.name!r}, so nothing is announced."
            )
        slots = slots_of(rules, piece.kind.name)
        if len(slots) > 1:
            raise OrderRefused(
                f"The service {service.name!r} is between several people ({', '.join(slots)}),"
                " and this order names one."
            )


def amount_of(site: Site, service: Service, pieces: tuple[AnnouncedPiece, ...], charge: str) -> Money | None:
    """What the order says that it costs; None where it says nothing. Raises OrderRefused."""
    rules = service.rules
    asked = rules is not None and _asks_order(rules)
    first = pieces[0].kind
    steps = () if rules is None or first is None else rules.steps_of(first.name)
    if not charge:
        if asked and steps and steps[0].act is Act.PAY:
            raise OrderRefused(f"A bill of the service {service.name!r} needs an amount: say --charge.")
        return None
    if not asked or rules is None:
        raise OrderRefused(f"No charge of the service {service.name!r} is as the order says.")
    try:
        amount = money(charge)
    except ValueError as refusal:
        raise OrderRefused(f"{charge!r} is no amount: wanted {refusal}.") from None
    currency = currency_of(rules) or site.currency
    if currency not in ("", amount.currency):
        raise OrderRefused(f"What the service {service.name!r} costs is in {currency}, and {charge} is not.")
    return amount


def _asks_order(rules: ServiceRules) -> bool:
    return any(charge.amount is AmountFrom.ORDER for step in rules.steps for charge in step.charges)


def currency_of(rules: ServiceRules) -> str:
    """In which the service says its amounts; empty where it says none."""
    every = (charge.amount for step in rules.steps for charge in step.charges)
    return next((amount.currency for amount in every if isinstance(amount, Money)), "")


def refuse_gates(service: Service, pieces: tuple[AnnouncedPiece, ...], gates: tuple[GateKind, ...]) -> None:
    """Raises OrderRefused where no step of some piece waits for one of these."""
    for gate in gates:
        if gate not in TOLD_GATES:
            known = ", ".join(sorted(TOLD_GATES))
            raise OrderRefused(f"Nobody is asked about the gate {str(gate)!r}; those that are told: {known}.")
        kinds = {piece.kind.name for piece in pieces if piece.kind is not None}
        steps = () if service.rules is None else service.rules.steps
        mine = (step for step in steps if not step.thing or step.thing in kinds)
        if not any(each.gate is gate for step in mine for each in step.gates):
            raise OrderRefused(f"No step of the service {service.name!r} waits for the gate {str(gate)!r}.")


def principals(site: Site) -> tuple[str, ...]:
    """Whose things and staff can be here: the site's own, and those that its services name."""
    named = (s.rules.principal for s in site.services.values() if s.rules is not None)
    return tuple(dict.fromkeys((site.principal, *(name for name in named if name))))


def refuse_principal(site: Site, principal: str) -> None:
    """Raises OrderRefused where nobody here has this name."""
    known = principals(site)
    if principal and principal not in known:
        raise OrderRefused(f"There is no principal {principal!r} here; there are {', '.join(known)}.")


def service_for(site: Site, name: str, principal: str) -> Service:
    """One of the site's by its name, else the first of this principal. Raises OrderRefused."""
    refuse_principal(site, principal)
    services = site.services
    if name and name not in services:
        raise OrderRefused(f"There is no service {name!r} here; the services are {', '.join(services)}.")
    if name:
        whose = principal_of(site, services[name])
        if principal and whose != principal:
            raise OrderRefused(f"The service {name!r} is {whose}'s, and not {principal}'s.")
        return services[name]
    mine = (s for s in services.values() if not principal or principal_of(site, s) == principal)
    found = next(mine, None)
    if found is None:
        raise OrderRefused(f"{principal} has no service here.")
    return found


def principal_of(site: Site, service: Service) -> str:
    """Whose service it is."""
    return (service.rules.principal if service.rules is not None else "") or site.principal
