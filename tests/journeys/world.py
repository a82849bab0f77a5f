"""A small world for journeys: a cabinet, a ledger, people; it performs effects in every way they can go.

Everything is a value. `perform` gives each outcome that is possible now, with the moment after it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import timedelta
from typing import Any, Final

from hardware.outcomes.locks import DoorState, Jammed, NotSent, Opened, OutcomeUnknown
from kiosk.access.credentials import (
    BadgeShown,
    BothShown,
    Halfway,
    LookShown,
    PinShown,
    Proved,
    Shown,
    TokenShown,
    TooSoon,
    Unproved,
    Untimely,
)
from kiosk.access.roles import needs_code
from kiosk.custody.doors.claims import Facts, Refusal, may_open, open_to_all
from kiosk.custody.doors.events import (
    DoorShut,
    OpeningEnded,
    OpeningIntended,
    VisitBegan,
    VisitParked,
    VisitResumed,
)
from kiosk.custody.doors.gates import gate_for
from kiosk.custody.doors.late import opened_late
from kiosk.custody.event import Event
from kiosk.custody.fold import fold
from kiosk.custody.ids import ConsignmentId, IntentId, PartyId
from kiosk.custody.ledger import Grant, Intent, Ledger, Recorded
from kiosk.custody.money.answers import PayApproved, PayDeclined, PayDone, PayNotSent, PayProgress, PayUnknown
from kiosk.custody.proofs.events import CredentialTried, DelegationMade
from kiosk.custody.proofs.factors import Proof
from kiosk.custody.services.binding import legs_of, slots_of
from kiosk.custody.services.rules import Selector, SelectorKind
from kiosk.custody.services.verbs import collectors
from kiosk.custody.spaces.terms import agreed_until, beginning
from kiosk.custody.things.events import Announced, for_visit
from kiosk.custody.words import Act, Audience, DoorResult, Ending, Kind, Way
from kiosk.custody.work.looking import cleared
from kiosk.journeys.boards.effects import BoardNews, LookForBoard, MoveBoard
from kiosk.journeys.doors.effects import (
    DoorClosed,
    DoorEvents,
    DoorOpened,
    DoorOpens,
    OpenDoor,
    Opening,
    Park,
    Refused,
    Reply,
    Resumed,
    Sense,
)
from kiosk.journeys.doors.screens import PressDoor
from kiosk.journeys.dropoff.effects import (
    FindLeft,
    HeldOut,
    MakeReceipt,
    PhoneRefused,
    Resolve,
    Resolved,
    TakenOn,
    TakeOn,
)
from kiosk.journeys.effects import Ask, Begin, Changed, Changes, Draw, Effect, Record, Show, Source
from kiosk.journeys.faces.effects import EraseFace, FaceOf, KeepFace
from kiosk.journeys.front.screens import OutReason
from kiosk.journeys.handover.delegation import MakeDelegation
from kiosk.journeys.handover.effects import Find, LabelTold, Pauses, TellLabel, Texts
from kiosk.journeys.handover.receipts import PrintReceipt
from kiosk.journeys.handover.screens import ThankYou
from kiosk.journeys.learning.effects import WriteSite
from kiosk.journeys.machine.effects import (
    ChangeVersion,
    EnrolHere,
    LeaveOff,
    LookAtLink,
    LookAtNetwork,
    LookAtStorage,
    LookAtVersions,
)
from kiosk.journeys.machine.errands import CallBack, SendErrand
from kiosk.journeys.money.effects import PayEvents, StartPaying, StopPaying
from kiosk.journeys.screen import Back, Screen
from kiosk.journeys.spaces.effects import KeepFind, RentSpace, SpaceKey
from kiosk.journeys.who.effects import Verify
from kiosk.journeys.wishes.effects import ForgetWishes, KeepWishes, RecallWishes, WishesOf
from tests.journeys.faces import ways
from tests.journeys.memory import Unlocked, after_answer, after_event, after_opening, said
from tests.journeys.moment import (
    GUEST,
    NOW,
    PRINCIPAL,
    SPACE,
    VISIT,
    Left,
    Moment,
    Scene,
    Step,
)
from tests.journeys.money.provider import answers, lapsing, merged, opening, starting, unpaid_opening
from tests.journeys.wishes import wishing

PAY_ANSWERS: Final = (PayProgress, PayApproved, PayDone, PayDeclined, PayNotSent, PayUnknown)

# A script that comes to these asked for a door it could have known it must not have.
_SCRIPTS_FAULT = frozenset({Refusal.NO_GRANT, Refusal.USED_UP, Refusal.NOT_PROVEN, Refusal.NOT_THIS_DOOR})


def facts(scene: Scene, moment: Moment) -> Facts:
    now = NOW + timedelta(hours=1) if moment.late else NOW
    return Facts(moment.ledger, scene.cabinet, scene.services, now)


def start(scene: Scene) -> Moment:
    return Moment(scene.ledger, begun=scene.begun, out=scene.out, paused=scene.paused)


def perform(scene: Scene, moment: Moment, effect: Effect[Any]) -> tuple[Step, ...]:
    """Every way this effect can go now."""
    if not moment.begun and isinstance(effect, (Record, Verify, OpenDoor, Park, Draw)):
        return (Step(None, moment, (f"{type(effect).__name__} before the visit has begun",)),)
    performed = WAYS.get(type(effect))
    if performed is None:
        return (Step(None, moment, (f"nobody knows how to perform {effect!r}",)),)
    return tuple(performed(scene, moment, effect))


def _just(_scene: Scene, moment: Moment, effect: Effect[Any]) -> Iterator[Step]:
    """What it comes to changes nothing that the world knows of."""
    for outcome in effect.outcomes():
        yield Step(outcome, moment)


def _begin(scene: Scene, moment: Moment, effect: Begin) -> Iterator[Step]:
    yield _fold(scene, replace(moment, begun=True), VisitBegan(effect.journey, "harbour", effect.with_screen))


def _find(_scene: Scene, moment: Moment, _effect: Find) -> Iterator[Step]:
    things = tuple(sorted(moment.ledger.consignments))
    several = (things,) if len(things) > 1 else ()
    for found in ((), *((thing,) for thing in things), *several):
        yield Step(found, moment)


def _tell(_scene: Scene, moment: Moment, _effect: TellLabel) -> Iterator[Step]:
    near = tuple(sorted(moment.ledger.consignments))[:1]
    for told in (LabelTold(), LabelTold("DPD"), LabelTold(misread=True), LabelTold(near=near)):
        yield Step(told, moment)


def _take_on(scene: Scene, moment: Moment, effect: TakeOn) -> Iterator[Step]:
    """Announced by the rules of the scene's service, as the house does it."""
    rules = scene.services[effect.service].rules
    assert rules is not None
    people = dict.fromkeys(slots_of(rules, rules.things[0].name), effect.party)
    first, *later = legs_of(rules, rules.things[0].name, people)
    thing = ConsignmentId("brought")
    legs = (replace(first, by=for_visit(VISIT)), *later)
    made = Announced(thing, effect.service, legs, effect.size, rules=rules.digest, kind="thing", case=thing)
    code = "00000000" if collectors(rules) else ""
    announced = _fold(scene, moment, made)
    yield replace(announced, outcome=TakenOn(thing, effect.label or "0000000000", code, code, code))
    if effect.phone:
        yield Step(PhoneRefused(), moment)


def _resolve(_scene: Scene, moment: Moment, _effect: Resolve) -> Iterator[Step]:
    yield Step(Resolved(HeldOut.PROOF), moment)
    yield Step(Resolved(HeldOut.LABEL, number="LABEL-0001"), moment)
    yield Step(Resolved(HeldOut.RECEIPT, number="1234567890"), moment)
    for thing in moment.ledger.consignments.values():
        if open_to_all(thing):
            yield Step(Resolved(HeldOut.THING, thing.id, "LABEL-0001"), moment)
        if thing.comes_back:
            yield Step(Resolved(HeldOut.LENT, thing.id, "LABEL-0001"), moment)


def _delegate(scene: Scene, moment: Moment, effect: MakeDelegation) -> Iterator[Step]:
    until = (NOW + timedelta(days=3)).isoformat()
    made = DelegationMade("delegation", effect.party, effect.things, until)
    yield replace(_fold(scene, moment, made), outcome="00000000")


def _rent_space(scene: Scene, moment: Moment, effect: RentSpace) -> Iterator[Step]:
    rules = scene.services[effect.service].rules
    assert rules is not None
    key = SpaceKey(SPACE, effect.party or GUEST, "" if effect.party else "00000000", "token")
    until = agreed_until(rules, scene.settings.calendar, NOW)
    began = beginning(rules, SPACE, Selector(SelectorKind.PARTY, key.party), effect.compartment, until)
    yield replace(_fold(scene, moment, began), outcome=key)


def _keep_find(scene: Scene, moment: Moment, effect: KeepFind) -> Iterator[Step]:
    tenancy = moment.ledger.tenancies[effect.tenancy]
    kept = _fold(scene, moment, *cleared(moment.ledger, tenancy, found=True))
    yield replace(kept, outcome="K0000000")


def _sense(_scene: Scene, moment: Moment, _effect: Sense) -> Iterator[Step]:
    for state in (DoorState.OPEN, DoorState.CLOSED):
        yield Step(state, moment)


def _of_faces(_scene: Scene, moment: Moment, effect: FaceOf | KeepFace | EraseFace) -> Iterator[Step]:
    for told, then, wrong in ways(moment.memory, effect):
        yield Step(told, replace(moment, memory=then), wrong)


def _of_wishes(
    scene: Scene, moment: Moment, effect: RecallWishes | WishesOf | KeepWishes | ForgetWishes
) -> Iterator[Step]:
    for told, then, wrong in wishing(moment.memory, effect, about=scene.wishes):
        yield Step(told, replace(moment, memory=then), wrong)


def end(scene: Scene, moment: Moment, how: Ending) -> Step:
    """The visit is settled."""
    return _fold(scene, moment, *scene.settle(moment.ledger, VISIT, how))


def shut(scene: Scene, moment: Moment, doors: frozenset[str]) -> Moment:
    return _fold(scene, moment, *(DoorShut(door) for door in sorted(doors))).after


# --- the journal --------------------------------------------------------------------------------


def _fold(scene: Scene, moment: Moment, *events: Event) -> Step:
    wrong: list[str] = []
    ledger, memory = moment.ledger, moment.memory
    for event in events:
        after = fold(ledger, Recorded(0, NOW, VISIT, PRINCIPAL, _actor(scene, ledger), event))
        memory, more = after_event(memory, event, ledger, after)
        wrong += more
        ledger = after
    return Step(None, replace(moment, ledger=ledger, memory=memory), tuple(wrong))


def _record(scene: Scene, moment: Moment, effect: Record) -> Iterator[Step]:
    events = effect.events
    wrong = [fault for event in events for fault in said(moment.memory, event)]
    step = _fold(scene, moment, *events)
    yield replace(step, wrong=(*wrong, *step.wrong))


def _actor(scene: Scene, ledger: Ledger) -> str:
    visit = ledger.visits.get(VISIT)
    return next(iter(visit.proven), "") if visit else ""


def _unused(ledger: Ledger) -> str:
    """The smallest free id, so that two ways to the same ledger come to the same ledger."""
    number = 1
    taken = {*ledger.grants, *ledger.tasks, *ledger.charges, *ledger.closed_charges}
    while f"id{number}" in taken:
        number += 1
    return f"id{number}"


def _unused_intent(ledger: Ledger) -> IntentId:
    late = {one.intent.id for one in ledger.unopened.values()}
    taken = {intent.id for intent in ledger.visits[VISIT].intents} | late
    number = 1
    while f"intent{number}" in taken:
        number += 1
    return IntentId(f"intent{number}")


# --- people, doors, parking ---------------------------------------------------------------------


def _verify(scene: Scene, moment: Moment, effect: Verify) -> Iterator[Step]:
    """Whether it is too soon is asked elsewhere; here every verdict may come at any time."""
    ways = {TokenShown: Way.SCAN, BadgeShown: Way.BADGE, LookShown: Way.LOOK}
    way = ways.get(type(effect.shown), Way.TYPE)
    kinds = _kinds(scene, effect.shown)
    for audience, party in _whose(scene, moment, effect):
        if needs_code(moment.ledger.role_of(party)) and not isinstance(effect.shown, BothShown):
            yield Step(Halfway(), moment)
        else:
            sure = replace(moment, memory=replace(moment.memory, unsure=False))
            proved = _fold(scene, sure, CredentialTried(way, audience, party, kinds=kinds))
            yield replace(proved, outcome=Proved(party, audience))
    missed = _fold(scene, moment, CredentialTried(way, effect.audience or Audience.VISITOR))
    yield replace(missed, outcome=Unproved())
    if isinstance(effect.shown, TokenShown):
        yield replace(missed, outcome=Untimely())
    yield Step(TooSoon(60), moment)


def _kinds(scene: Scene, shown: Shown) -> tuple[Kind, ...]:
    """What was shown; where no service asks, one kind stands for all, and the ways to it are one."""
    if all(service.proof == Proof() for service in scene.services.values()):
        return (Kind.PIN,)
    match shown:
        case PinShown():
            return (Kind.PIN,)
        case TokenShown():
            return (Kind.TOKEN,)
        case BadgeShown():
            return (Kind.BADGE,)
        case LookShown():
            return (Kind.FACE,)
        case BothShown(first):
            return (*_kinds(scene, first), Kind.TOTP)


def _whose(scene: Scene, moment: Moment, effect: Verify) -> Iterator[tuple[Audience, PartyId]]:
    """Whose it can be: a phone's code only of those who have one."""
    everybody = (*scene.people.items(), *((Audience.STAFF, party) for party in scene.others))
    for audience, party in everybody:
        fits = needs_code(moment.ledger.role_of(party)) or not isinstance(effect.shown, BothShown)
        if effect.audience in (None, audience) and effect.of in (None, party) and fits:
            yield audience, party


def _open(scene: Scene, moment: Moment, effect: OpenDoor) -> Iterator[Step]:
    grant_id, door = effect.grant, effect.door
    refusal = may_open(facts(scene, moment), VISIT, grant_id, door)
    if refusal is not None:
        faulty = refusal in _SCRIPTS_FAULT
        yield Step(
            Refused(refusal), moment, (f"the script asks for door {door}: {refusal}",) if faulty else ()
        )
        return
    intent = _unused_intent(moment.ledger)
    intended = _fold(scene, moment, OpeningIntended(intent, grant_id, door))
    grant = intended.after.ledger.grants[grant_id]
    for outcome in (Opened(), *scene.lock_faults):
        result = _result(outcome)
        about = (
            ()
            if result is DoorResult.NOT_SENT
            else opening(facts(scene, intended.after), VISIT, intent, result)
        )
        ended = _fold(scene, intended.after, OpeningEnded(intent, result), *about)
        if isinstance(outcome, Opened) and gate_for(grant.act):
            unpaid = tuple(unpaid_opening(intended.after.ledger, VISIT, grant.source))
            ended = replace(ended, wrong=(*ended.wrong, *unpaid))
        memory = after_opening(ended.after.memory, grant, outcome)
        if intended.after.ledger.charges and isinstance(outcome, Opened | OutcomeUnknown):
            memory = replace(memory, paid_doors=memory.paid_doors | {grant.source})
        after = replace(ended.after, memory=memory)
        wrong = (*intended.wrong, *ended.wrong, *_rule(intended.after, grant, door))
        yield Step(outcome, after, wrong, between=(_unanswered(intended.after, grant),))


def _unanswered(moment: Moment, grant: Grant) -> Moment:
    """The lock may or may not have been told, and nobody will ever know."""
    if grant.act is Act.COMMISSION:
        return moment
    doubted = moment.memory.doubted | {grant.compartment}
    return replace(moment, memory=replace(moment.memory, doubted=doubted))


def _rule(moment: Moment, grant: Grant, door: str) -> Iterator[str]:
    """A lock may be told to open only while the journal has the intent, for somebody who is surely there."""
    ledger = moment.ledger
    visit = ledger.visits[VISIT]
    if not any(i.door == door and i.grant == grant.id and i.result is None for i in visit.intents):
        yield f"door {door} opens without a committed intent"
    if ledger.holding(grant.compartment).held_by != VISIT:
        yield f"door {door} opens and its compartment is not this visit's"
    if moment.memory.unsure:
        yield f"door {door} opens for whoever came after the screen was given to others"


def _result(outcome: Opening) -> DoorResult:
    match outcome:
        case Opened():
            return DoorResult.OPENED
        case Jammed():
            return DoorResult.JAMMED
        case NotSent():
            return DoorResult.NOT_SENT
        case _:
            return DoorResult.UNKNOWN


def _park(scene: Scene, moment: Moment, effect: Park) -> Iterator[Step]:
    door = effect.door
    given_away = replace(moment, memory=replace(moment.memory, unsure=True, nobody=True))
    parked = _fold(scene, given_away, VisitParked(door))
    between = (parked.after,)
    closed = _fold(scene, parked.after, DoorShut(door))
    yield replace(closed, outcome=DoorClosed(door), between=between)
    if door in moment.ledger.doors_open:
        back = replace(parked.after, memory=replace(parked.after.memory, nobody=False))
        resumed = _fold(scene, back, VisitResumed(door))
        yield replace(resumed, outcome=Resumed(), between=between)


# --- questions ----------------------------------------------------------------------------------


def _at_any_moment(scene: Scene, moment: Moment, effect: Ask[Any]) -> Iterator[Step]:
    """Every answer, and every answer in whose very instant a door comes open that nobody waits for any more.

    It is shut again at once or stays open to the end. One such surprise a visit is enough: two have nothing
    to do with each other, and the states would multiply.
    """
    yield from _ask(scene, moment, effect)
    awaited = {source.door for source in effect.also if isinstance(source, DoorOpens)}
    if moment.memory.surprised or not scene.surprises or (moment.memory.nobody and effect.screen is not None):
        return
    for door, late in moment.ledger.unopened.items():
        if door not in awaited:
            surprised = replace(moment, memory=replace(moment.memory, surprised=True))
            opened = _fold(scene, surprised, *opened_late(moment.ledger, late.intent, taken_up=False))
            opened = _seen_open(opened, late.intent)
            yield from _after_move(scene, opened, effect)
            yield from _after_move(scene, _fold(scene, opened.after, DoorShut(door)), effect)


def _after_move(scene: Scene, moved: Step, effect: Ask[Any]) -> Iterator[Step]:
    for step in _ask(scene, moved.after, effect):
        yield replace(step, wrong=(*moved.wrong, *step.wrong), between=(moved.after, *step.between))


def _ask(scene: Scene, moment: Moment, effect: Ask[Any]) -> Iterator[Step]:
    if moment.memory.nobody and effect.screen is not None:
        yield Step(None, moment, (f"{type(effect.screen).__name__} is shown to nobody",))
        return
    watched = {s.door for s in effect.also if isinstance(s, DoorEvents)}
    standing_open = watched & moment.ledger.doors_open
    if watched and not standing_open:
        # It was closed before this was asked: that is the answer.
        for door in sorted(watched):
            for quickly in {False, not moment.memory.unsure}:
                yield _answer(effect.screen, moment, DoorClosed(door, quickly=quickly))
        return
    yield from _provider_says(scene, moment, effect)
    for outcome in _plain_outcomes(effect):
        if isinstance(outcome, DoorClosed):
            if outcome.quickly and moment.memory.unsure:
                continue  # It has been open for minutes.
            now = shut(scene, moment, frozenset({outcome.door}))
            yield _answer(effect.screen, now, outcome)
            continue
        if isinstance(outcome, DoorOpened):
            yield from _takes_up(scene, moment, outcome)
            continue
        if isinstance(outcome, Changed) and _listens(effect, Pauses) and not scene.pauses:
            continue
        yield from _answers(scene, moment, effect, outcome)
        if standing_open:
            # The door is closed in the same instant; whoever asks for it next is told.
            now = shut(scene, moment, frozenset(standing_open))
            yield from _answers(scene, now, effect, outcome)
    if may_leave(effect.screen):
        yield Step(Left(), moment)


def _plain_outcomes(effect: Ask[Any]) -> Iterator[object]:
    """All but what a provider says, which the world knows better."""
    return (outcome for outcome in effect.outcomes() if not isinstance(outcome, PAY_ANSWERS))


def _provider_says(scene: Scene, moment: Moment, effect: Ask[Any]) -> Iterator[Step]:
    for source in effect.also:
        if isinstance(source, PayEvents):
            for answer, events in answers(moment.ledger, source, two_step=scene.two_step):
                told = _fold(scene, moment, *events)
                after = replace(told.after, ledger=merged(told.after.ledger))
                yield replace(_answer(effect.screen, after, answer), wrong=told.wrong)


def _start_paying(scene: Scene, moment: Moment, effect: StartPaying) -> Iterator[Step]:
    started, events, wrong = starting(moment.ledger, VISIT, effect)
    step = _fold(scene, moment, *events)
    yield replace(step, outcome=started, wrong=(*wrong, *step.wrong))
    yield Step(PayNotSent(), moment)


def _takes_up(scene: Scene, moment: Moment, outcome: DoorOpened) -> Iterator[Step]:
    late = moment.ledger.unopened.get(outcome.door)
    if late is not None:
        about = opening(facts(scene, moment), VISIT, late.intent.id, DoorResult.OPENED)
        opened = _fold(scene, moment, *opened_late(moment.ledger, late.intent, taken_up=True), *about)
        if moment.ledger.charges:
            memory = replace(
                opened.after.memory, paid_doors=opened.after.memory.paid_doors | {late.intent.source}
            )
            opened = replace(opened, after=replace(opened.after, memory=memory))
        yield replace(_seen_open(opened, late.intent), outcome=outcome)


def _seen_open(opened: Step, late: Intent) -> Step:
    """Whoever stands there may say what became of the inside."""
    memory = opened.after.memory
    unlocked = memory.unlocked | {Unlocked(late.compartment, late.act, late.source)}
    return replace(opened, after=replace(opened.after, memory=replace(memory, unlocked=unlocked)))


def _answers(scene: Scene, moment: Moment, effect: Ask[Any], outcome: object) -> Iterator[Step]:
    answer = _answer(effect.screen, moment, outcome)
    yield answer
    if isinstance(effect.screen, ThankYou) and not moment.late:
        yield replace(answer, after=replace(answer.after, late=True))
    if isinstance(effect.screen, PressDoor) and not moment.lapsed and (over := lapsing(moment.ledger, VISIT)):
        let_go = _fold(scene, replace(moment, lapsed=True), *over)
        let_go = replace(let_go, after=replace(let_go.after, ledger=merged(let_go.after.ledger)))
        yield replace(_answer(effect.screen, let_go.after, outcome), wrong=let_go.wrong)
    if isinstance(outcome, Changed) and _listens(effect, BoardNews):
        for lines, _ in enumerate(scene.lines):
            yield replace(answer, after=replace(answer.after, lines=lines))
    if _listens(effect, Pauses) and scene.pauses:
        yield replace(answer, after=replace(answer.after, paused=True))
    if _listens(effect, Changes):
        out = None if moment.out else OutReason.LOCKS
        yield replace(answer, after=replace(answer.after, out=out))


def _listens(effect: Ask[Any], kind: type[Source[Any]]) -> bool:
    return any(isinstance(source, kind) for source in effect.also)


def _answer(screen: Screen[Any] | None, moment: Moment, outcome: object) -> Step:
    memory = after_answer(moment.memory, screen, outcome, moment.ledger)
    return Step(outcome, replace(moment, memory=memory))


def may_leave(screen: Screen[Any] | None) -> bool:
    return screen is not None and (screen.back is Back.LEAVES or screen.idle)


WAYS: Final[Mapping[type[Effect[Any]], Callable[[Scene, Moment, Any], Iterable[Step]]]] = {
    Ask: _at_any_moment,
    Show: _just,
    Begin: _begin,
    Record: _record,
    Draw: lambda _scene, moment, _effect: (Step(_unused(moment.ledger), moment),),
    Verify: _verify,
    OpenDoor: _open,
    Sense: _sense,
    Park: _park,
    Reply: _just,
    Find: _find,
    TellLabel: _tell,
    Texts: lambda _scene, moment, effect: (
        Step(tuple(f"label of {c}" for c in effect.consignments), moment),
    ),
    MakeDelegation: _delegate,
    KeepFind: _keep_find,
    RentSpace: _rent_space,
    PrintReceipt: _just,
    TakeOn: _take_on,
    Resolve: _resolve,
    MakeReceipt: _just,
    FindLeft: _just,
    FaceOf: _of_faces,
    KeepFace: _of_faces,
    EraseFace: _of_faces,
    RecallWishes: _of_wishes,
    WishesOf: _of_wishes,
    KeepWishes: _of_wishes,
    ForgetWishes: _of_wishes,
    WriteSite: _just,
    LookForBoard: _just,
    MoveBoard: _just,
    LookAtNetwork: _just,
    LookAtLink: _just,
    EnrolHere: _just,
    LookAtStorage: _just,
    LookAtVersions: _just,
    ChangeVersion: _just,
    SendErrand: _just,
    CallBack: _just,
    LeaveOff: _just,
    StartPaying: _start_paying,
    StopPaying: _just,
}
"""Every effect, and every way it can go."""
