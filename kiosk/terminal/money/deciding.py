"""`cubby money refund` and `clear`: a person decides."""

from __future__ import annotations

from typing import Any, Final

from kiosk.control.commands import give
from kiosk.custody.services.rules import Money
from kiosk.custody.telling.amounts import money
from kiosk.orders.money.decisions import ClearCharge, FoundOut, RefundCharge
from kiosk.terminal.answers import fail, tell, why

_SAID: Final = {
    "refund": "{amount} goes back the way it came; where no terminal can, it is a task of the operator.",
    "given_back": "{amount} is recorded as given back.",
    "paid": "{amount} is recorded as paid.",
    "not_paid": "{amount} is recorded as not paid.",
    "written_off": "{amount} is written off.",
}


def decide(given: Any) -> int:  # noqa: ANN401  argparse knows no types
    order: RefundCharge | ClearCharge
    if given.command == "refund":
        order = RefundCharge(given.about, given.by, given.amount, given.reason, given.by_hand)
    else:
        order = ClearCharge(given.about, FoundOut(given.found), given.by, given.reason, given.receipt)
    reply = give(given, order)
    if not reply.get("ok"):
        return fail(given, f"money {given.command}", why(reply))
    amount = money(Money(reply["amount"], reply["currency"]))
    return tell(given, reply, _SAID[reply["decided"]].format(amount=amount))
