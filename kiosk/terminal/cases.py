"""`cubby case`: how far things are that belong together, and what the operator says of them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final

from kiosk.control.commands import give
from kiosk.custody.services.rules import GateKind
from kiosk.orders.things.cases import CaseOrder, MakeOffer, Recall, ShowCase, TellGate
from kiosk.terminal.answers import fail, tell, why
from kiosk.usage import cases as usage

_STAGES: Final = {
    "announced": "is announced",
    "waiting": "is in door {compartment}",
    "quarantined": "is in door {compartment} and not handed out",
}

_WAITS: Final = {"pay": "to be paid", "decide": "waits for an answer"}


def main(argv: Sequence[str]) -> int:
    given = usage.case().parse_args(argv)
    name = f"case {given.command}"
    reply = give(given, _order(given))
    if not reply.get("ok"):
        return fail(given, name, why(reply))
    match given.command:
        case "show":
            said = "\n".join([*map(_line, reply["things"]), *_offered(reply["offer"])])
        case "recall":
            doors = ", ".join(reply["compartments"])
            who = " or ".join(f"a {role}" for role in reply["roles"])
            said = f"{given.about}: {who} takes it along out of door {doors}."
        case "offer":
            until = f", until {reply['until'][:16]} UTC" if reply["until"] else ""
            said = f"{given.about}: {reply['amount']} is offered{until}."
        case _:
            now = "open" if given.command == "release" else "shut"
            said = f"{given.about}: the gate {given.gate!r} is {now} for {_things(reply['things'])}."
    return tell(given, reply, said)


def _order(given: Any) -> CaseOrder:  # noqa: ANN401  argparse knows no types
    match given.command:
        case "show":
            return ShowCase(given.about)
        case "recall":
            return Recall(given.about, given.role)
        case "offer":
            return MakeOffer(given.about, given.amount, given.until)
        case _:
            return TellGate(given.about, given.command == "release", GateKind(given.gate))


def _things(number: int) -> str:
    return "one thing" if number == 1 else f"{number} things"


def _offered(offer: dict[str, str]) -> list[str]:
    if not offer["amount"] and not offer["answer"]:
        return []
    until = f", until {offer['until'][:16]} UTC" if offer["until"] else ""
    answer = f"the answer is {offer['answer']!r}" if offer["answer"] else f"no answer yet{until}"
    return [f"{offer['amount'] or 'Nothing'} is offered; {answer}"]


def _line(thing: dict[str, Any]) -> str:
    where = _STAGES[thing["stage"]].format(**thing)
    what = f"{thing['tracking'] or thing['id'][:4]} ({thing['service']}) {where}"
    gates = [f"{gate} {'yes' if is_open else 'no'}" for gate, is_open in thing["gates"].items()]
    goes = ["goes back"] if thing["recalled"] else []
    until = [f"{thing['deadline']} at {thing['at'][:16]} UTC"] if thing["deadline"] else []
    costs = [f"costs {thing['amount']}"] if thing["amount"] else []
    waits = [_WAITS[thing["act"]]] if thing["act"] in _WAITS else []
    return "; ".join([what, *waits, *costs, *goes, *gates, *until])
