"""What visitors bring along: announced with its codes, told from what is held out, receipted, found again."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime
from typing import Final
from zoneinfo import ZoneInfo

from kiosk.access.codes import CarrierLabel, Sscc, classify
from kiosk.custody.doors.claims import open_to_all
from kiosk.custody.ids import ConsignmentId, PartyId, VisitId
from kiosk.custody.services.binding import legs_of, loop_of
from kiosk.custody.services.rules import ServiceRules
from kiosk.custody.services.verbs import Verb, begins_with, bringers, collectors, goes_back_to_bringer
from kiosk.custody.things.events import Announced, for_visit
from kiosk.custody.things.services import PinScheme
from kiosk.custody.words import Audience
from kiosk.journeys.dropoff.effects import (
    DropOffFound,
    FindLeft,
    HeldOut,
    MakeReceipt,
    PhoneRefused,
    Receipted,
    Resolve,
    Resolved,
    TakenOn,
    TakeOn,
)
from kiosk.journeys.handover.effects import Find
from kiosk.vault.drawing import TagWanted, Work
from kiosk.vault.phones import NoPhone
from kiosk.vault.pins import phone_end
from kiosk.vault.vault import Drawn
from kiosk.visits.book import Signature
from kiosk.visits.ground import Ground
from kiosk.visits.hands import Hands
from kiosk.visits.part import Hears, Performs
from kiosk.visits.run import LATER, TICKETS, Run
from kiosk.visits.things.labels import Labels
from kiosk.visits.who.verification import Tagged

_RECEIPT_PARTS: Final = 4
"""Machine, number, row and its hash."""


@dataclass(frozen=True, slots=True)
class _Codes:
    """What opens the door for whoever collects it, and for whoever brought it; None where nobody needs it."""

    pin: Drawn | None = None
    token: Drawn | None = None
    own: Drawn | None = None


class DropOffs:
    """Belongs to the kiosk's thread; the tags that codes cost are made elsewhere."""

    def __init__(self, ground: Ground, hands: Hands, labels: Labels) -> None:
        self._ground = ground
        self._hands = hands
        self._labels = labels
        self._drawing: dict[int, tuple[Run, TakeOn, Work[TakenOn]]] = {}
        self.performs: Performs = {
            TakeOn: self._take_on,
            Resolve: self._resolve,
            MakeReceipt: self._receipt,
            FindLeft: self._find,
        }
        self.hears: Hears = {Tagged: self.on_tagged}

    # --- announced at the machine -----------------------------------------------------------------

    def on_tagged(self, message: Tagged) -> None:
        """A tag is there; whoever brought something may be gone by now, and has it with them."""
        if message.ticket not in self._drawing:
            return
        run, wanted, work = self._drawing.pop(message.ticket)
        if run not in self._hands.runs or run.pending is not wanted:
            work.close()
            return
        outcome = self._moved(run, wanted, work, message.tag)
        if outcome is not LATER:
            self._hands.go_on(run, outcome)

    def _take_on(self, run: Run, wanted: TakeOn) -> object:
        book = self._ground.book
        try:
            phone = book.phones.read(wanted.phone) if wanted.phone else ""
        except NoPhone:
            return PhoneRefused()
        return self._moved(run, wanted, self._announcing(run, wanted, phone), None)

    def _moved(self, run: Run, wanted: TakeOn, work: Work[TakenOn], tag: bytes | None) -> object:
        try:
            asked: TagWanted = next(work) if tag is None else work.send(tag)
        except StopIteration as done:
            return done.value
        ticket = next(TICKETS)
        self._drawing[ticket] = (run, wanted, work)
        self._ground.outside.tag_pin(ticket, asked.digits, asked.phone_end)
        return LATER

    def _announcing(self, run: Run, wanted: TakeOn, phone: str) -> Work[TakenOn]:
        """All is drawn first; then the thing, its label and its codes are there at once, or nothing is."""
        ground, book, vault = self._ground, self._ground.book, self._ground.book.vault
        rules = ground.site.services[wanted.service].rules
        if rules is None or run.visit is None:
            raise LookupError(f"nobody can bring anything with the service {wanted.service}")
        codes = yield from self._codes(rules, phone)
        thing = ConsignmentId(ground.outside.draw())
        collector = self._collector(rules, phone)
        number = wanted.label or vault.draw_number()
        announced = _announced(thing, rules, run.visit, wanted, collector)
        known = ground.site.carriers.known

        def keep() -> None:
            if collector is not None and phone:
                vault.remember_person(collector, "", phone)
            numbers = known.numbers(number)
            vault.remember_label(thing, number, phone, collector, numbers=numbers, rules=known.digest)
            if wanted.note:
                vault.put_text(f"{thing}.note", wanted.party, wanted.note)
            theirs = ((codes.pin, collector), (codes.token, collector), (codes.own, wanted.party))
            for drawn, party in theirs:
                if drawn is not None and party is not None:
                    vault.issue(
                        drawn,
                        credential=ground.outside.draw(),
                        party=party,
                        audience=Audience.VISITOR,
                        consignment=thing,
                    )

        by = Signature(rules.principal, run.actor or "visitor", run.visit)
        book.record(announced, by=by, also=keep)
        told = (one.text if one is not None else "" for one in (codes.pin, codes.token, codes.own))
        return TakenOn(thing, number, *told)

    def _codes(self, rules: ServiceRules, phone: str) -> Work[_Codes]:
        """As an order that announces something has them made; a PIN that goes with the end of a phone needs
        one, and else the QR code alone opens the door."""
        vault = self._ground.book.vault
        eight = self._ground.settings.code is PinScheme.EIGHT
        pin = token = own = None
        if collectors(rules):
            token = vault.draw_token()
            if eight:
                pin = yield from vault.draw_pin(8)
            elif phone:
                pin = yield from vault.draw_pin(6, phone_end(phone))
        if goes_back_to_bringer(rules) and eight:
            own = yield from vault.draw_pin(8)
        return _Codes(pin, token, own)

    def _collector(self, rules: ServiceRules, phone: str) -> PartyId | None:
        """Whoever is known by the phone, else somebody new; None where it is for nobody by name."""
        book = self._ground.book
        if not collectors(rules):
            return None
        known = book.vault.parties_with(phone, book.phones) if phone else ()
        visitors = (PartyId(party) for party in known if PartyId(party) not in book.ledger.staff)
        return next(visitors, None) or PartyId(self._ground.outside.draw())

    # --- held out at home ---------------------------------------------------------------------------

    def _resolve(self, run: Run, effect: Resolve) -> Resolved:
        book, text = self._ground.book, effect.text
        number = self._receipt_number(text)
        if number:
            return Resolved(HeldOut.RECEIPT, number=number)
        code = classify(text)
        if not isinstance(code, Sscc | CarrierLabel):
            return Resolved(HeldOut.PROOF)
        if book.vault.holder(book.vault.tag_token(text)) is not None:
            return Resolved(HeldOut.PROOF)
        known = self._labels.find(run, Find(text))
        things = (book.ledger.consignments.get(one) for one in known)
        there = [thing for thing in things if thing is not None]
        lent = next((thing for thing in there if thing.comes_back and thing.rules), None)
        if lent is not None:
            return Resolved(HeldOut.LENT, lent.id, code.tracking)
        coming = next((thing for thing in there if open_to_all(thing)), None)
        if coming is not None:
            return Resolved(HeldOut.THING, coming.id, code.tracking)
        return Resolved(HeldOut.PROOF if known else HeldOut.LABEL, number=code.tracking)

    def _receipt_number(self, text: str) -> str:
        parts = text.split()
        mine = len(parts) == _RECEIPT_PARTS and parts[0].upper() == self._ground.site.id.upper()
        return parts[1] if mine else ""

    # --- receipts -----------------------------------------------------------------------------------

    def _receipt(self, _run: Run, effect: MakeReceipt) -> Receipted:
        book = self._ground.book
        label = book.vault.labels([effect.thing]).get(effect.thing)
        number = label.tracking if label is not None else ""
        head = book.journal.head
        reference = f"{self._ground.site.id} {number} {head.seq} {head.hash.hex()}"
        return Receipted(number, self._clock_of_the_place(self._ground.clock.now()), reference)

    def _find(self, _run: Run, effect: FindLeft) -> DropOffFound:
        """Only of services that begin at the machine: of anything else a number tells nothing."""
        ledger, vault = self._ground.book.ledger, self._ground.book.vault
        text = self._receipt_number(effect.number) or effect.number
        begun = {
            name
            for name, service in self._ground.site.services.items()
            if service.rules is not None and begins_with(service.rules, Verb.BRING) is not None
        }
        found = DropOffFound()
        for name in vault.consignments_with(text):
            thing = ledger.consignments.get(ConsignmentId(name))
            left = ledger.departed.get(ConsignmentId(name))
            if thing is not None and thing.service in begun and thing.compartment and thing.clock is not None:
                return DropOffFound(thing.compartment, self._clock_of_the_place(thing.clock.started))
            if left is not None and left.service in begun and left.came:
                found = DropOffFound("", self._clock_of_the_place(left.at))
        return found

    def _clock_of_the_place(self, at: datetime) -> str:
        return f"{at.astimezone(ZoneInfo(self._ground.site.time_zone)):%Y-%m-%d %H:%M}"


def _announced(
    thing: ConsignmentId, rules: ServiceRules, visit: VisitId, wanted: TakeOn, collector: PartyId | None
) -> Announced:
    """As it is by the rules of now; the first hand-over is that of whoever is there, until it is in."""
    kind = rules.things[0]
    people = dict.fromkeys(bringers(rules), wanted.party)
    if collector is not None:
        people |= dict.fromkeys(collectors(rules), collector)
    first, *later = legs_of(rules, kind.name, people)
    return Announced(
        thing,
        rules.id,
        (replace(first, by=for_visit(visit)), *later),
        size=wanted.size,
        rules=rules.digest,
        kind=kind.name,
        case=thing,
        loop=loop_of(rules, kind.name, people),
        goods=kind.place.kind,
    )
