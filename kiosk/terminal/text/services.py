"""A service in plain sentences: who may do what, what it costs, how long it stays, and what happens then."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Final, assert_never

from kiosk.custody.cabinet.cabinet import Face
from kiosk.custody.proofs.factors import EVERY
from kiosk.custody.services.rules import (
    AmountFrom,
    ChargeKind,
    ChargeRule,
    ChargeTime,
    ClockDeed,
    ClockRule,
    ClockStart,
    Deadline,
    EvidenceKind,
    GateKind,
    GateRule,
    Money,
    PauseReason,
    PlaceRule,
    Privacy,
    Selector,
    SelectorKind,
    ServiceRules,
    ServiceTexts,
    Span,
    SpanUnit,
    StepRule,
    StepStart,
    TerminalDown,
    Unknown,
)
from kiosk.custody.telling.amounts import money
from kiosk.custody.words import Act, Kind

_KINDS: Final[Mapping[Kind, str]] = {
    Kind.PIN: "a PIN",
    Kind.TOKEN: "a QR code",
    Kind.OFFLINE: "a signed QR code",
    Kind.TOTP: "a code of the phone",
    Kind.BADGE: "a badge",
    Kind.FACE: "a face",
    Kind.DELEGATION: "a code from the recipient",
}
_GATES: Final[Mapping[GateKind, str]] = {
    GateKind.COMPLETE: "once everything of the order is in the machine",
    GateKind.HOURS: "while the site is open",
    GateKind.TEMPERATURE: "while the compartment is as warm as it should be",
    GateKind.RELEASED: "once it is released",
    GateKind.APPROVED: "once it is approved",
    GateKind.CUSTOMS: "once customs has cleared it",
    GateKind.AGE: "once the age is confirmed",
    GateKind.SIGNAL: "once the signal has come",
}
_EVIDENCE: Final[Mapping[EvidenceKind, str]] = {
    EvidenceKind.SCAN: "its label is scanned",
    EvidenceKind.PHOTO: "a photo is taken",
    EvidenceKind.WEIGHT: "it is weighed",
    EvidenceKind.SEAL: "its seal is read",
    EvidenceKind.CONDITIONS: "the conditions are ticked",
    EvidenceKind.TEXT: "the questions are answered",
    EvidenceKind.DECLARATION: "what is inside is declared",
    EvidenceKind.SIGNATURE: "somebody signs on the screen",
}
_PAUSES: Final[Mapping[PauseReason, str]] = {
    PauseReason.MACHINE: "the machine is down",
    PauseReason.DOOR: "its door can't be opened",
    PauseReason.CLOSED: "the site is closed",
    PauseReason.TERMINAL: "nobody can pay",
}
_DOWN: Final[Mapping[TerminalDown, str]] = {
    TerminalDown.SHUT: "While nobody can pay, the door stays shut.",
    TerminalDown.ACCOUNT: "While nobody can pay, it goes onto the account.",
    TerminalDown.WAIVE: "While nobody can pay, it is free.",
    TerminalDown.LINK: "While nobody can pay here, a link on the phone does it.",
}
_PRIVACY: Final[Mapping[Privacy, str]] = {
    Privacy.PLAIN: "",
    Privacy.DISCREET: "No screen says what it is.",
    Privacy.CARE: "No screen says what it is or whose; no door opens from afar, and nothing is exported.",
    Privacy.SEALED: "No screen says what it is or whose, and any work needs two people.",
}
_BEGINS: Final[Mapping[Act, str]] = {
    Act.COLLECT: "it was put in",
    Act.DEPOSIT: "it was taken out",
    Act.END: "the end of the time that was agreed or paid for",
}
_NAMES: Final = ("no", "one", "two", "three")


def heading(rules: ServiceRules, language: str) -> str:
    """The name and what a screen says below it, in that language or the first that there is."""
    texts = texts_in(rules, language)
    if texts is None:
        return f"{rules.id}, version {rules.version}."
    told = f"{texts.name} ({rules.id}, version {rules.version})"
    return f"{told}: {texts.hint}" if texts.hint else f"{told}."


def texts_in(rules: ServiceRules, language: str) -> ServiceTexts | None:
    """The texts in this language, else in English, else in any; None where there are none."""
    by_language = {texts.language: texts for texts in rules.texts}
    wishes = (language, language.partition("-")[0], "en", *by_language)
    return next((by_language[wish] for wish in wishes if wish in by_language), None)


def whole(rules: ServiceRules) -> list[str]:
    """What holds for all steps."""
    told = [f"The service belongs to {rules.principal}." if rules.principal else "", _PRIVACY[rules.privacy]]
    told += [f"{_its(rules, thing.name)} {each}" for thing in rules.things for each in _place(thing.place)]
    for thing in rules.things:
        if thing.again:
            told.append(f'After the last step it can be taken once more, from "{thing.again}" on.')
        if thing.check is not None:
            told.append(f"When it is back, {who(thing.check)} looks at it before anybody else may have it.")
    days = rules.forget_after // 86_400
    told.append(f"{_counted(days, 'day')} after it has left, what names a person is erased.")
    return [each for each in told if each]


def steps(rules: ServiceRules) -> list[tuple[str, list[str]]]:
    """Each step's name, and what is so of it."""
    return [(step.name, [told for told in _step(step) if told]) for step in rules.steps]


def _step(step: StepRule) -> Iterator[str]:
    people = _or(dict.fromkeys(who(one, rented=step.act in {Act.USE, Act.END}) for one in step.by))
    only = f', only after the answer "{step.only_if}"' if step.only_if else ""
    yield f"{people[0].upper()}{people[1:]} {_deed(step)}{only}."
    yield "No order is needed: a visitor may begin here." if step.start is StepStart.SELF else ""
    yield _proof(step)
    if step.second is not None:
        yield f"A second person is there: {who(step.second)}."
    yield from (_gate(gate) for gate in step.gates)
    yield from (_charge(charge) for charge in step.charges)
    asked = [
        _EVIDENCE[each.kind] + (" where the device is there" if each.where_possible else "")
        for each in step.evidence
    ]
    yield f"Besides, {_and(asked)}." if asked else ""
    if step.quota is not None and step.quota.holding:
        yield f"One person has at most {step.quota.most} at a time."
    elif step.quota is not None:
        within = f" within {span(Span(step.quota.within))}" if step.quota.within else ""
        yield f"At most {_times(step.quota.most)}{within} a person."
    if step.reopen is not None:
        within = span(Span(step.reopen.within))
        yield f"The door can be opened again {_times(step.reopen.times)} within {within}."
    if step.act is Act.DEPOSIT and not step.undo:
        yield "What is in can't be taken back."
    if step.face is not Face.FRONT:
        yield f"The door is at the {step.face}."
    yield from _clock(step)


def _deed(step: StepRule) -> str:
    thing = f"the {step.thing}" if step.thing else "it"
    match step.act:
        case Act.DEPOSIT:
            return f"puts {thing} in"
        case Act.COLLECT:
            return f"takes {thing} out"
        case Act.BEGIN:
            return "rents a compartment"
        case Act.USE:
            return "opens the compartment, as often as wanted"
        case Act.END:
            return "gives the compartment back"
        case Act.PAY:
            return "pays; no door opens"
        case Act.DECIDE:
            return f"answers on the screen: {_or(step.choose)}"
        case Act.REOPEN | Act.UNDO | Act.WORK | Act.MAINTAIN | Act.COMMISSION:
            return "works"
        case _:
            assert_never(step.act)


def who(one: Selector, *, rented: bool = False) -> str:
    """Somebody, in words."""
    match one.kind:
        case SelectorKind.ROLE:
            return f"staff ({one.id})"
        case SelectorKind.PERSON:
            return f"the {one.id}"
        case SelectorKind.GROUP:
            return f"a member of {one.id}"
        case SelectorKind.ANYONE:
            return "anyone"
        case SelectorKind.HOLDER:
            return "whoever rents it" if rented else "whoever has it"
        case SelectorKind.DEPOSITOR:
            return "whoever put it in"
        case SelectorKind.PARTY | SelectorKind.VISIT:
            return "whoever it is for"
        case _:
            assert_never(one.kind)


def _proof(step: StepRule) -> str:
    if step.proof.factors == 0:
        return "Nobody has to say who they are."
    number = _NAMES[step.proof.factors]
    proofs = f"{number} proof" if step.proof.factors == 1 else f"{number} different proofs"
    if step.proof.accepts == EVERY:
        return f"They show {proofs}."
    return f"They show {proofs}: {_or(_KINDS[kind] for kind in Kind if kind in step.proof.accepts)}."


def _gate(gate: GateRule) -> str:
    if gate.gate is GateKind.AFTER:
        when = f'once "{gate.step}" is done' + (" in the same visit" if gate.same_visit else "")
    else:
        when = _GATES[gate.gate]
    told = f"Only {when}."
    if gate.fresh:
        told += f" That is unknown again after {span(Span(gate.fresh))} without news."
    return f"{told} Where nobody can tell, it may go on." if gate.unknown is Unknown.OPEN else told


def _charge(charge: ChargeRule) -> str:
    match charge.amount:
        case Money():
            amount = money(charge.amount)
        case AmountFrom.ORDER:
            amount = "as the order says"
        case AmountFrom.OFFER:
            amount = "as the offer says"
        case sizes:
            amount = ", ".join(f"{each.size} {money(each.amount)}" for each in sizes)
    if charge.per is not None:
        amount += f" for each {span(charge.per).removeprefix('1 ')} begun"
    if charge.free is not None:
        amount += f" beyond {span(charge.free)}"
    when = "before the step" if charge.when is ChargeTime.BEFORE else "afterwards"
    if charge.kind is ChargeKind.PRICE:
        told = f"{charge.name}: {amount}, paid {when}"
    elif charge.kind is ChargeKind.SECURITY:
        told = f"{charge.name}: {amount}, held until it is back"
    else:
        told = f"{charge.name}: {amount}, paid to the visitor {when}"
    told += f", by {who(charge.of)} alone" if charge.of is not None else ""
    told += f", taken from {charge.source}" if charge.source else ""
    told += f", to {charge.payee}" if charge.payee else ""
    told += f', only after the answer "{charge.only_if}"' if charge.only_if else ""
    return f"{told}." if charge.kind is ChargeKind.GIVE or charge.source else f"{told}. {_DOWN[charge.down]}"


def _clock(step: StepRule) -> Iterator[str]:
    if step.clock is None:
        yield "There is no time limit." if step.act in {Act.COLLECT, Act.END} else ""
        return
    starts = {
        ClockStart.DEPOSITED: _BEGINS.get(step.act, "the step before"),
        ClockStart.NOTIFIED: "the message that it is here",
        ClockStart.RELEASED: "its release",
    }[step.clock.starts]
    for each in step.clock.then:
        yield f"{_deadline(each, starts)}"
    yield _stands(step.clock)


def _deadline(each: Deadline, starts: str) -> str:
    after = f"{span(each.after)} after {starts}"
    to = who(each.to) if each.to is not None else ""
    match each.do:
        case ClockDeed.REMIND:
            return f"{after}, a reminder{f' to {to}' if to else ''}."
        case ClockDeed.ALARM:
            return f"{after}, a task for {to}."
        case ClockDeed.RECALL:
            return f"{after}, it is for {to} instead, at no charge."
        case ClockDeed.KEEP:
            return f"{after}, the security is kept, and the thing counts as gone."
        case ClockDeed.CLEAR:
            return f"{after}, {to} empties the compartment and keeps what was in it."
        case _:
            assert_never(each.do)


def _stands(clock: ClockRule) -> str:
    told = _or(_PAUSES[each] for each in clock.pauses)
    return f"That time stands still while {told}." if told else "That time never stands still."


def span(time: Span) -> str:
    """A length of time in the largest unit that says it whole."""
    match time.unit:
        case SpanUnit.DAYS:
            return _counted(time.n, "day")
        case SpanUnit.OPEN_DAYS:
            return _counted(time.n, "open day")
        case SpanUnit.SECONDS:
            for size, noun in ((3600, "hour"), (60, "minute")):
                if time.n % size == 0 and time.n:
                    return _counted(time.n // size, noun)
            return _counted(time.n, "second")
        case _:
            assert_never(time.unit)


def _its(rules: ServiceRules, thing: str) -> str:
    return "A compartment" if len(rules.things) == 1 else f"For the {thing}, a compartment"


def _place(place: PlaceRule) -> Iterator[str]:
    if place.shared > 1:
        yield f"takes up to {place.shared} things together."
    if place.features:
        yield f"with {_and(place.features)} is used."
    if place.temperature:
        yield f'kept to "{place.temperature}" is used.'
    if place.refuses:
        yield f"where {_or(place.refuses)} was is cleaned first."
    if place.after:
        yield f"is given {_and(place.after)} when the last thing has left."


def _times(number: int) -> str:
    return "once" if number == 1 else f"{number} times"


def _counted(number: int, noun: str) -> str:
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"


def _or(words: Iterable[str]) -> str:
    return _joined(words, "or")


def _and(words: Iterable[str]) -> str:
    return _joined(words, "and")


def _joined(words: Iterable[str], last: str) -> str:
    every = list(words)
    return f" {last} ".join([", ".join(every[:-1]), every[-1]]) if len(every) > 1 else "".join(every)
