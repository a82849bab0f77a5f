"""`cubby case`: how far things are that belong together, and what the operator says of them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final

from kiosk.control.commands import give
from kiosk.custody.services.rules import GateKind
from kiosk.orders.cases import CaseOrder, Recall, ShowCase, TellGate
from kiosk.terminal.answers import fail, tell, why
from kiosk.usage import cases as usage

_STAGES: Final = {
    "announced": "is announced",
    "waiting": "is in door {compartment}",
    "quarantined": "is in door {compartment} and not handed out",
}


def main(argv: Sequence[str]) -> int:
    given = usage.case().parse_args(argv)
    name = f"case {given.command}"
    reply = give(given, _order(given))
    if not reply.get("ok"):
        return fail(given, name, why(reply))
    match given.command:
        case "show":
            said = "\n".join(map(_line, reply["things"]))
        case "recall":
            doors = ", ".join(reply["compartments"])
            said = f"{given.about}: a courier takes it along out of door {doors}."
        case _:
            now = "open" if given.command == "release" else "shut"
            said = f"{given.about}: the gate {given.gate!r} is {now} for {_things(reply['things'])}."
    return tell(given, reply, said)


def _order(given: Any) -> CaseOrder:  # noqa: ANN401  argparse knows no types
    match given.command:
        case "show":
            return ShowCase(given.about)
        case "recall":
            return Recall(given.about)
        case _:
            return TellGate(given.about, given.command == "release", GateKind(given.gate))


def _things(number: int) -> str:
    return "one thing" if number == 1 else f"{number} things"


def _line(thing: dict[str, Any]) -> str:
    where = _STAGES[thing["stage"]].format(**thing)
    what = f"{thing['tracking'] or thing['id'][:4]} ({thing['service']}) {where}"
    gates = [f"{gate} {'yes' if is_open else 'no'}" for gate, is_open in thing["gates"].items()]
    goes = ["goes back"] if thing["recalled"] else []
    until = [f"{thing['deadline']} at {thing['at'][:16]} UTC"] if thing["deadline"] else []
    return "; ".join([what, *goes, *gates, *until])
