"""The ways of a case through a service, in sentences."""

from __future__ import annotations

from typing import Final, assert_never

from kiosk.custody.services.rules import ClockDeed, Selector, SelectorKind, ServiceRules, StepRule
from kiosk.custody.words import Act
from kiosk.services.exploring.moves import CaseMove, MoveKind
from kiosk.services.exploring.spread import ServiceSpace
from kiosk.services.exploring.world import GUEST, TENANT
from kiosk.terminal.text.services import who

_LATE: Final = {
    ClockDeed.REMIND: "they are reminded",
    ClockDeed.ALARM: "a task is made",
    ClockDeed.RECALL: "it goes back",
    ClockDeed.KEEP: "the security is kept, and it counts as gone",
    ClockDeed.CLEAR: "staff are to empty the compartment",
}


def summary(rules: ServiceRules, space: ServiceSpace) -> str:
    """How large it is, and whether all is well with it."""
    told = f"{rules.id}, version {rules.version}: {_counted(space.states, 'state')}"
    told += f", {_counted(space.moves, 'move')}, {_counted(len(space.endings), 'ending')}."
    return f"{told} Each state has a way to an ending." if space.sound else told


def faults(rules: ServiceRules, space: ServiceSpace) -> list[str]:
    """What is wrong with it, each in a sentence."""
    told = [f'Nobody ever gets to do the step "{name}".' for name in space.undone]
    if space.stuck:
        first = min(space.stuck, key=len)
        told.append(f"{_counted(len(space.stuck), 'state')} can never end; the nearest one:")
        told += numbered(rules, first)
    return told


def numbered(rules: ServiceRules, way: tuple[CaseMove, ...]) -> list[str]:
    """A way, one move a line."""
    return [f"   {number}. {sentence(rules, move)}" for number, move in enumerate(way, 1)]


def sentence(rules: ServiceRules, move: CaseMove) -> str:
    """One move."""
    thing = f"the {move.thing}" if len(rules.things) > 1 and move.thing else "it"
    match move.kind:
        case MoveKind.ORDER:
            spaces = any(step.act is Act.BEGIN for step in rules.steps)
            return "The operator gives the compartment." if spaces else "The operator announces it."
        case MoveKind.STEP:
            return f"{_first(_party(move.party))} {_deed(rules.step(move.step), move, thing)}."
        case MoveKind.DEADLINE:
            what = "" if move.deed is None else f": {_LATE[move.deed]}"
            return f'Nobody comes in time for "{move.step}"{what}.'
        case MoveKind.GATE:
            return f'The operator says of {thing}: "{move.gate}".'
        case MoveKind.OFFER:
            return "The operator makes an offer."
        case MoveKind.CLEARED:
            found = "take out what was in it" if move.answer else "find nothing in it"
            return f"Staff empty the compartment and {found}."
        case MoveKind.CLEANED:
            return "Staff clean the compartment."
        case _:
            assert_never(move.kind)


def _deed(step: StepRule | None, move: CaseMove, thing: str) -> str:
    if step is None:
        told = "takes out" if move.step == Act.COLLECT else "puts in"
        return f"{told} what was kept"
    match step.act:
        case Act.DEPOSIT:
            told = f"puts {thing} in"
        case Act.COLLECT:
            told = f"takes {thing} {'back' if move.recalled else 'out'}"
        case Act.BEGIN:
            told = "rents a compartment"
        case Act.USE:
            told = "opens the compartment"
        case Act.END:
            told = "gives the compartment back"
        case Act.PAY:
            told = "pays"
        case Act.DECIDE:
            told = f'answers "{move.answer}"'
        case _:
            told = "works"
    return f"{told} ({step.name})"


def _party(party: str) -> str:
    if party == GUEST:
        return "whoever comes"
    if party == TENANT:
        return "whoever rents it"
    name, colon, _ = party.rpartition(":")
    if not colon:
        return who(Selector(SelectorKind.PERSON, party))
    return f"somebody of {name}"


def _first(words: str) -> str:
    return f"{words[0].upper()}{words[1:]}"


def _counted(number: int, noun: str) -> str:
    return f"{number} {noun}" if number == 1 else f"{number:,} {noun}s"
