"""A day's account for a terminal, and for programs."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, tzinfo
from typing import Any, Final

from kiosk.custody.money.account import DayAccount, OpenCharge, ServiceTakings, Sums
from kiosk.custody.money.state import Charge
from kiosk.custody.services.rules import ChargeKind, Money
from kiosk.custody.telling.amounts import money, percent
from kiosk.custody.telling.money import BOOKED, DECIDED
from kiosk.terminal.text.tables import table

_KINDS: Final = {ChargeKind.PRICE: "", ChargeKind.SECURITY: "security", ChargeKind.GIVE: "paid out"}
_OPEN: Final = {
    "refunds_due": "To be given back",
    "unknown": "Unknown whether money has moved",
    "holds": "Held on cards, and neither taken nor freed",
    "securities": "Securities that are kept",
    "debts": "Owed, and not paid",
    "unsigned": "Not recorded for the tax office yet",
}


# --- for programs ---------------------------------------------------------------------------------------


def plain(found: DayAccount) -> dict[str, Any]:
    """JSON's values; amounts are whole minor units, times ISO 8601 in UTC, rates hundredths of a percent."""
    return {
        "begins": found.begins.isoformat(),
        "ends": found.ends.isoformat(),
        "services": [
            {
                "service": each.service,
                "charge": each.name,
                "kind": str(each.kind),
                "payee": each.payee,
                **_sums(each.sums),
            }
            for each in found.services
        ],
        "vat": [
            {
                "rate": each.line.rate,
                "currency": each.currency,
                "gross": each.line.gross,
                "net": each.line.net,
                "tax": each.line.tax,
            }
            for each in found.rates
        ],
        "providers": [{"provider": each.provider, **_sums(each.sums)} for each in found.providers],
        "booked": [
            {"how": str(each.how), "count": each.count, **_money(each.amount)} for each in found.booked
        ],
        "decisions": [
            {
                "at": each.at.isoformat(),
                "charge": each.charge.id,
                "visit": each.charge.number,
                "what": str(each.said.what),
                **_money(each.said.amount),
                "by": each.said.by,
            }
            for each in found.decided
        ],
        **{key: [_plain_open(each) for each in getattr(found, key)] for key in _OPEN},
    }


def _sums(sums: Sums) -> dict[str, Any]:
    return {
        "currency": sums.currency,
        "count": sums.count,
        "taken": sums.taken,
        "returned": sums.returned,
        "net": sums.net,
    }


def _money(amount: Money) -> dict[str, Any]:
    return {"amount": amount.minor, "currency": amount.currency}


def _plain_open(each: OpenCharge) -> dict[str, Any]:
    charge, payment = each.charge, each.payment
    return {
        "charge": charge.id,
        "visit": charge.number,
        "service": charge.service,
        "name": charge.name,
        "compartment": charge.compartment,
        "at": charge.at.isoformat(),
        **_money(each.amount),
        "provider": payment.provider if payment is not None else "",
        "reference": payment.reference if payment is not None else "",
        "by_person": each.by_person,
    }


# --- for people -----------------------------------------------------------------------------------------


def told(found: DayAccount, day: date, zone: tzinfo) -> Iterator[str]:
    """Lines of text."""
    yield f"{day:%A, %Y-%m-%d}"
    if not found.services and not found.booked:
        yield "No money moved."
    if found.services:
        yield ""
        yield table(
            ("service", "for", "payments", "taken", "given back", "remains"),
            [[*_named(each), *_cells(each.sums)] for each in found.services],
        )
    if found.rates:
        yield ""
        yield table(
            ("tax", "gross", "net", "tax in it"),
            [
                [
                    percent(each.line.rate),
                    *(_amounts(each.currency, each.line.gross, each.line.net, each.line.tax)),
                ]
                for each in found.rates
            ],
        )
    if found.providers:
        yield ""
        yield table(
            ("provider", "payments", "taken", "given back", "remains"),
            [[each.provider, *_cells(each.sums)] for each in found.providers],
        )
    if found.booked:
        yield ""
        yield table(
            ("without a provider", "charges", "amount"),
            [[BOOKED[each.how], str(each.count), money(each.amount)] for each in found.booked],
        )
    if found.decided:
        yield ""
        yield "Decided by people:"
        for one in found.decided:
            said, whose = one.said, _visit(one.charge)
            yield f"  {money(said.amount)} of {whose} {DECIDED[said.what]} (person {said.by[:6]})"
    for key, head in _OPEN.items():
        open_: Sequence[OpenCharge] = getattr(found, key)
        if open_:
            yield ""
            yield f"{head}:"
            yield from (f"  {_line(each, zone)}" for each in open_)


def _named(each: ServiceTakings) -> list[str]:
    more = ", ".join(part for part in (_KINDS[each.kind], f"for {each.payee}" if each.payee else "") if part)
    return [each.service, f"{each.name} ({more})" if more else each.name]


def _cells(sums: Sums) -> list[str]:
    return [str(sums.count), *_amounts(sums.currency, sums.taken, sums.returned, sums.net)]


def _amounts(currency: str, *minor: int) -> list[str]:
    return [money(Money(each, currency)) for each in minor]


def _visit(charge: Charge) -> str:
    return f"visit {charge.number:04d}" if charge.number else f"charge {charge.id[:6]}"


def _line(each: OpenCharge, zone: tzinfo) -> str:
    charge, payment = each.charge, each.payment
    where = f", door {charge.compartment}" if charge.compartment else ""
    which = f'; "{payment.provider}"' if payment is not None and payment.provider else ""
    receipt = f", receipt {payment.reference}" if payment is not None and payment.reference else ""
    who = "; a person decides" if each.by_person else ""
    at = f"{charge.at.astimezone(zone):%Y-%m-%d %H:%M}"
    what = f"{money(each.amount)}: {charge.name} ({charge.service})"
    return f"{what}, {_visit(charge)} of {at}{where}{which}{receipt}{who}"
