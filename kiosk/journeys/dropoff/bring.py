"""A visitor brings something that nobody announced: said, agreed, taken on, put in, receipted."""

from __future__ import annotations

from dataclasses import dataclass
from typing import assert_never

from kiosk.access.codes import tracking_text
from kiosk.access.credentials import Proved
from kiosk.custody.cabinet.allocation import among, free_of
from kiosk.custody.doors.claims import lacks_proof, open_to_all
from kiosk.custody.doors.gates import shut_gate
from kiosk.custody.ids import ConsignmentId
from kiosk.custody.ledger import Consignment
from kiosk.custody.proofs.factors import Need
from kiosk.custody.services.rules import EvidenceKind, ServiceRules, StepRule
from kiosk.custody.services.verbs import Verb, begins_with, collectors
from kiosk.custody.things.quotas import has_enough
from kiosk.custody.things.services import Service
from kiosk.custody.words import Act, Stage
from kiosk.journeys.desk import Desk
from kiosk.journeys.doors.opening import Company
from kiosk.journeys.dropoff.effects import PhoneRefused, TakenOn, TakeOn
from kiosk.journeys.dropoff.put_in import put_in
from kiosk.journeys.dropoff.receipt import hand_receipt
from kiosk.journeys.dropoff.screens import (
    AgreeChoice,
    CollectorChoice,
    NameCollector,
    PassOn,
    ReadTerms,
    SayChoice,
    SayProblem,
    SayWhat,
    WriteNumber,
)
from kiosk.journeys.effects import ask
from kiosk.journeys.front.screens import Sorry, SorryKind
from kiosk.journeys.handover.collect import SHUT
from kiosk.journeys.handover.effects import Find, TellLabel
from kiosk.journeys.handover.screens import ChooseSize, NothingFree, SizeOffer, TypeLabel
from kiosk.journeys.screen import BackChoice, Picked, Typed
from kiosk.journeys.who.effects import Scanned, Scans
from kiosk.journeys.who.guest import whoever_comes
from kiosk.journeys.who.more import prove_more

_LABELS = Scans(samples=("LABEL-0001", "\x00"))


@dataclass(frozen=True, slots=True)
class _Told:
    """What it is: its label, empty for none; or `thing`, where somebody announced it."""

    label: str = ""
    thing: ConsignmentId | None = None


async def bring(desk: Desk, service: Service) -> None:
    """From saying what it is to the receipt. Whoever leaves before it is in has it with them still."""
    rules = service.rules
    step = None if rules is None else begins_with(rules, Verb.BRING)
    if rules is None or step is None:
        return
    told = await _say(desk, rules, step)
    await _take(desk, service, rules, step, told)


async def bring_labelled(desk: Desk, service: Service, label: str) -> None:
    """The same from home, where its label was held out."""
    rules = service.rules
    step = None if rules is None else begins_with(rules, Verb.BRING)
    if rules is not None and step is not None:
        await _take(desk, service, rules, step, _Told(label))


async def bring_announced(desk: Desk, thing: ConsignmentId) -> None:
    """Somebody announced it, and whoever has it may put it in."""
    coming = desk.ledger.consignments.get(thing)
    rules = None if coming is None else desk.ledger.rules.get(coming.rules)
    step = None if coming is None or rules is None else rules.step(coming.leg.step)
    if coming is not None and rules is not None and step is not None:
        await _take(desk, desk.service(coming.service), rules, step, _Told(thing=thing))


async def _take(desk: Desk, service: Service, rules: ServiceRules, step: StepRule, told: _Told) -> None:
    who = await whoever_comes(desk, step)
    now = desk.facts.now
    if has_enough(desk.ledger, desk.visit.id, who.party, service.name, step.name, step.quota, now):
        await ask(Sorry(SorryKind.QUOTA, kept=False))
        return
    agreed = await _agree(rules, step)
    if not agreed:
        return
    announced = None if told.thing is None else desk.ledger.consignments.get(told.thing)
    size = "" if announced is None else announced.size
    if size not in desk.cabinet.sizes:
        size = await ask_size(desk, service, told.label)
    if not size:
        return
    if announced is not None:
        taken: TakenOn | None = TakenOn(announced.id, "")
    else:
        taken = await _take_on(service, who, told.label, size)
    if taken is None:
        return
    ready = await may_go_on(desk, who, taken.thing)
    if not ready:
        return
    if taken.code:
        await ask(PassOn(taken.code, taken.token))
    elif announced is None and not told.label:
        await ask(WriteNumber(taken.number))
    company = await put_in(desk, who, taken.thing, size, taken.number or told.label)
    if company is Company.STAYED:
        await hand_receipt(desk, taken, rules)


# --- what it is -----------------------------------------------------------------------------------


async def _say(desk: Desk, rules: ServiceRules, step: StepRule) -> _Told:
    """Asks until it is known; what has no label by its service is said at once."""
    if not any(each.kind is EvidenceKind.SCAN for each in step.evidence):
        return _Told()
    problem, said = SayProblem.NONE, ""
    while True:
        settings = desk.settings
        screen = SayWhat(rules.digest, problem, said, settings.can_scan, settings.camera)
        answer = await ask(screen, _LABELS)
        match answer:
            case Scanned(text):
                said = text
            case SayChoice.TYPE:
                typed = await ask(TypeLabel())
                said = typed.text if isinstance(typed, Typed) else ""
            case SayChoice.NO_LABEL:
                return _Told()
            case _:
                assert_never(answer)
        problem = SayProblem.NONE
        if said or isinstance(answer, Scanned):
            found = await _read(desk, said)
            if isinstance(found, _Told):
                return found
            problem = found


async def _read(desk: Desk, text: str) -> _Told | SayProblem:
    """What the text of a label stands for."""
    label = tracking_text(text)
    if label is None:
        return SayProblem.UNREADABLE
    known = await Find(text)
    things = tuple(t for t in (desk.ledger.consignments.get(one) for one in known) if t is not None)
    if not things:
        carriers = await TellLabel(text)
        return SayProblem.MISREAD if carriers.misread else _Told(label)
    coming = next((thing for thing in things if open_to_all(thing)), None)
    if coming is not None:
        return _Told(label, coming.id)
    here = any(thing.stage is not Stage.ANNOUNCED for thing in things)
    return SayProblem.ALREADY_IN if here else SayProblem.NOT_THIS


# --- under which conditions ----------------------------------------------------------------


async def _agree(rules: ServiceRules, step: StepRule) -> bool:
    if not any(each.kind is EvidenceKind.DECLARATION for each in step.evidence):
        return True
    answer = await ask(ReadTerms(rules.digest))
    match answer:
        case AgreeChoice.AGREE:
            return True
        case BackChoice.BACK:
            return False
        case _:
            assert_never(answer)


async def ask_size(desk: Desk, service: Service, text: str) -> str:
    """Which size it needs; "" where none is free, or they go back."""
    place = service.rules.things[0].place if service.rules is not None else None
    only = among(desk.ledger, desk.cabinet, service, place)
    free = free_of(desk.ledger, desk.cabinet, service.temperature, desk.unfit, only)
    if not any(free.values()):
        await ask(NothingFree("", text, chilled=service.temperature != ""))
        return ""
    sizes = desk.cabinet.sizes.values()
    offers = tuple(SizeOffer(s.name, s.width, s.height, s.depth, free[s.name]) for s in sizes)
    answer = await ask(ChooseSize(text, offers))
    match answer:
        case Picked(size):
            return size
        case BackChoice.BACK:
            return ""
        case _:
            assert_never(answer)


async def _take_on(service: Service, who: Proved, label: str, size: str) -> TakenOn | None:
    """Announced from here on; None where whoever brings it goes back."""
    rules = service.rules
    refused = False
    while True:
        phone = ""
        if rules is not None and collectors(rules):
            answer = await ask(NameCollector(rules.digest, refused))
            match answer:
                case Typed(text):
                    phone = text
                case CollectorChoice.CODE_ONLY:
                    pass
                case BackChoice.BACK:
                    return None
                case _:
                    assert_never(answer)
        taken = await TakeOn(service.name, who.party, label, size, phone)
        match taken:
            case TakenOn():
                return taken
            case PhoneRefused():
                refused = True
            case _:
                assert_never(taken)


@dataclass(frozen=True, slots=True)
class _ToDo:
    """What is to be shown before this thing is put in or taken out."""

    thing: ConsignmentId
    act: Act

    def __call__(self, desk: Desk, who: Proved) -> Need | None:
        coming = desk.ledger.consignments.get(self.thing)
        things: tuple[Consignment, ...] = () if coming is None else (coming,)
        return lacks_proof(desk.facts, desk.visit, who.party, self.act, things)


async def may_go_on(desk: Desk, who: Proved, thing: ConsignmentId, act: Act = Act.DEPOSIT) -> bool:
    """Whether nothing is missing for its hand-over but a door; asks for what they have to show."""

    needed = _ToDo(thing, act)
    await prove_more(desk, who, needed)
    if needed(desk, who) is not None:
        await ask(Sorry(SorryKind.MORE_PROOF, kept=False))
        return False
    coming = desk.ledger.consignments[thing]
    gate = shut_gate(desk.ledger, desk.facts.around, desk.visit, coming, desk.facts.now)
    if gate is not None:
        await ask(Sorry(SHUT[gate.gate], kept=False))
        return False
    return True
