"""The till: tells providers once, takes their answers, and carries out what is owed.

Each intent is on the disk before its provider hears of it. What was under way when the machine stopped is
asked about, and never sent again.
"""

from __future__ import annotations

import logging
from collections.abc import Iterable, Mapping, Sequence
from typing import Final, assert_never

from kiosk.custody.doors.steps import WITHOUT_DOOR
from kiosk.custody.event import Event
from kiosk.custody.ids import ChargeId, PaymentId
from kiosk.custody.money.answers import (
    PayAnswer,
    PayApproved,
    PayDeclined,
    PayDone,
    PayEnd,
    PayNotSent,
    PayProgress,
    PayUnknown,
)
from kiosk.custody.money.closing import looked, needs_person, tasks_of_money
from kiosk.custody.money.days import check_day, payments_since, tasks_of_day
from kiosk.custody.money.dues import may_pay, of_visit
from kiosk.custody.money.events import (
    DaySettled,
    PaymentApproved,
    PaymentEnded,
    PaymentIntended,
    PaymentReleased,
)
from kiosk.custody.money.owed import (
    AskAfter,
    Debt,
    Free,
    GiveBack,
    LetGo,
    PayOut,
    Take,
    Wait,
    obligation,
)
from kiosk.custody.money.state import Charge, Payment
from kiosk.custody.money.words import DeclineReason, PayResult, PayWay, PayWhat, WayState
from kiosk.custody.services.events import PauseBegan, PauseEnded
from kiosk.custody.services.rules import Money, PauseReason
from kiosk.journeys.money.effects import PayEvents, PayStarted, StartPaying, StopPaying, WaysChange
from kiosk.payments.fiscal.fiscaliser import Fiscaliser
from kiosk.payments.provider import PayOrder, PaySaid, Provider, ProviderChanged, ProviderSettled
from kiosk.visits.ground import Ground
from kiosk.visits.hands import Hands
from kiosk.visits.money.fiscal import FiscalDesk
from kiosk.visits.part import Hears, Performs
from kiosk.visits.run import Run

log = logging.getLogger(__name__)

LOOK: Final = "money"
"""The timer."""
EVERY: Final = 60.0
"""Seconds between two looks at what is owed, besides those that something happening brings about."""
ASK_AGAIN: Final = 300.0
"""Seconds after which what is unknown is asked about again."""
MARGIN: Final = 2.0
"""Seconds before the end of its time at which an approval is let go, so that it surely is."""
_ORDER: Final = (PayWay.CARD, PayWay.PHONE, PayWay.CODE, PayWay.ACCOUNT)


class CashDesk:
    """Belongs to the kiosk's thread."""

    def __init__(
        self, ground: Ground, hands: Hands, providers: Sequence[Provider], fiscaliser: Fiscaliser
    ) -> None:
        self._ground = ground
        self._hands = hands
        self._providers: Mapping[str, Provider] = {each.name: each for each in providers}
        self.fiscal = FiscalDesk(ground, fiscaliser, self._may_differ)
        self._under_way: dict[PaymentId, str] = {}
        """What a provider was told in this life and has not answered, by payment: the provider."""
        self._asked_at: dict[PaymentId, float] = {}
        self._seen: tuple[object, object, object] | None = None
        self._ways: tuple[PayWay, ...] = ()
        self.performs: Performs = {StartPaying: self._start, StopPaying: self._stop}
        self.hears: Hears = {
            PaySaid: self.on_said,
            ProviderChanged: self.on_changed,
            ProviderSettled: self.on_settled,
            **self.fiscal.hears,
        }

    def open(self) -> None:
        """What the last life left without an answer is unknown now: it is asked about."""
        self._ways = self.ways()
        for charge in tuple(self._ground.book.ledger.charges.values()):
            payment = charge.open_payment
            if payment is not None and payment.result is None:
                self._record(PaymentEnded(payment.id, charge.id, PayResult.UNKNOWN))
        self._look()

    def close(self) -> None:
        for provider in self._providers.values():
            provider.close()
        self.fiscal.close()

    def ways(self) -> tuple[PayWay, ...]:
        """How somebody can pay now: in no way while nothing could record it for the tax office."""
        if not self.fiscal.ready:
            return ()
        ready = frozenset(
            way for each in self._providers.values() if self._is_free(each) for way in each.ways
        )
        return tuple(way for way in _ORDER if way in ready)

    def follow(self) -> None:
        """Carry out what has come to be owed since the last time."""
        ledger = self._ground.book.ledger
        if not ledger.charges and not ledger.closed_charges:
            return
        seen = (ledger.charges, ledger.holdings, len(ledger.visits))
        if self._seen is None or any(a is not b for a, b in zip(seen[:2], self._seen[:2], strict=True)):
            self._seen = seen
            self._see_to_everything()
            now = self._ground.book.ledger
            self._seen = (now.charges, now.holdings, len(now.visits))

    def _look(self) -> None:
        self._ground.timers.set(LOOK, EVERY, self._look)
        self._see_to_everything()
        self._stop_clocks()
        self.fiscal.look()

    # --- what journeys ask for ----------------------------------------------------------------------

    def _start(self, run: Run, effect: StartPaying) -> PayStarted | PayNotSent:
        ledger = self._ground.book.ledger
        charge = ledger.charges.get(effect.charge)
        visit = ledger.visits.get(run.visit) if run.visit else None
        if charge is None or visit is None or not may_pay(ledger, visit, charge):
            raise AssertionError("a journey pays what is not to be paid, or beside another payment")
        provider = next(
            (each for each in self._providers.values() if effect.way in each.ways and self._is_free(each)),
            None,
        )
        if provider is None or not self.fiscal.ready:
            return PayNotSent("no provider is ready")
        amount = Money(charge.rest, charge.amount.currency)
        payment = PaymentId(self._ground.outside.draw())
        mark = provider.mark
        fiscal = self.fiscal.of(PayWhat.TAKE)
        event = PaymentIntended(
            payment, charge.id, PayWhat.TAKE, amount, effect.way, provider.name, mark, fiscal=fiscal
        )
        self._hands.record(run, event)
        self._announce(payment)
        party = charge.party or ""
        order = PayOrder(
            payment,
            PayWhat.TAKE,
            amount,
            self._ground.clock.now(),
            mark,
            party=party,
            code=effect.code,
        )
        self._tell(provider, order)
        return PayStarted(payment)

    def _announce(self, payment: PaymentId) -> None:
        """Whatever records it for the tax office hears of it before it is paid."""
        found = self._find(payment)
        if found is not None:
            self.fiscal.begin(*found)

    def _stop(self, _run: Run, effect: StopPaying) -> None:
        name = self._under_way.get(effect.payment)
        if name is not None:
            self._providers[name].cancel(effect.payment)

    # --- what an opening means ------------------------------------------------------------------------

    def released(self, events: Iterable[Event]) -> None:
        """These are on the disk: whoever approved is told to keep the money, or to let it go."""
        for event in events:
            if isinstance(event, PaymentReleased):
                self._tell_released(event)

    def _tell_released(self, event: PaymentReleased) -> None:
        charge = self._ground.book.ledger.charges.get(event.charge)
        payment = None if charge is None else charge.payment(event.payment)
        provider = None if payment is None else self._providers.get(payment.provider)
        self._ground.timers.cancel(("approved", event.payment))
        if provider is None:
            return
        self._under_way[event.payment] = provider.name
        if event.keep:
            provider.commit(event.payment)
        else:
            provider.refuse(event.payment)

    def _lapses(self, payment: PaymentId) -> None:
        """The door has not opened in time; while its lock is at work, that is waited for."""
        found = self._find(payment)
        if found is None or found[1].told is not None:
            return
        charge = found[0]
        visit = self._ground.book.ledger.visits.get(charge.visit) if charge.visit else None
        opening = visit is not None and any(
            i.source == charge.about and i.result is None for i in visit.intents
        )
        if opening:
            self._ground.timers.set(("approved", payment), 0.2, lambda: self._lapses(payment))
            return
        self._let_go(charge, found[1])

    def _let_go(self, charge: Charge, payment: Payment) -> None:
        event = PaymentReleased(payment.id, charge.id, keep=False)
        self._record(event)
        self._tell_released(event)

    # --- what providers say ---------------------------------------------------------------------------

    def on_changed(self, _message: ProviderChanged) -> None:
        self._may_differ()

    def _may_differ(self) -> None:
        self._ways_may_differ()
        self._see_to_everything()

    def on_settled(self, message: ProviderSettled) -> None:
        """Hold its day against the journal; whatever differs is for a person."""
        ledger = self._ground.book.ledger
        settled = DaySettled(message.provider, message.total, message.first, message.last, message.count)
        checked = check_day(payments_since(ledger, message.provider), settled)
        tasks = tuple(tasks_of_day(ledger, settled, checked, self._ground.outside.draw))
        self._ground.book.record(settled, *tasks, theirs=True)

    def on_said(self, message: PaySaid) -> None:
        found = self._find(message.payment)
        if found is None:
            log.warning("a provider answers payment %s, which is none here", message.payment)
            return
        charge, payment = found
        answer = message.answer
        match answer:
            case PayProgress():
                self._tell_run(message.payment, answer, news=True)
            case PayApproved():
                self._on_approved(charge, payment, answer)
            case PayDone() | PayDeclined() | PayNotSent() | PayUnknown():
                self._on_end(charge, payment, answer)
            case _:
                assert_never(answer)
        self._ways_may_differ()

    def _on_approved(self, charge: Charge, payment: Payment, answer: PayApproved) -> None:
        if payment.approved or payment.result is not None:
            log.warning("payment %s is approved twice", payment.id)
            return
        self._under_way.pop(payment.id, None)
        self._record(PaymentApproved(payment.id, charge.id, answer.amount, answer.reference), of=charge)
        ledger = self._ground.book.ledger
        visit = ledger.visits.get(charge.visit) if charge.visit else None
        now = ledger.charges[charge.id]
        if visit is None or answer.amount != payment.amount:
            # Nobody is there who would open the door, or it is not what was asked for.
            self._let_go(now, now.payments[-1])
            return
        if now.act in WITHOUT_DOOR or any(c.rest and c.target is None for c in of_visit(ledger, visit)):
            # It waits for no door; or more is to be paid first, and the provider has to be free for that.
            event = PaymentReleased(payment.id, charge.id, keep=True)
            self._record(event)
            self._tell_released(event)
            return
        wait = max(0.0, self._providers[payment.provider].approved_for - MARGIN)
        self._ground.timers.set(("approved", payment.id), wait, lambda: self._lapses(payment.id))
        self._tell_run(payment.id, answer)

    def _on_end(self, charge: Charge, payment: Payment, answer: PayEnd) -> None:
        """What has moved has moved, whatever was said before; nothing else is believed twice."""
        known = payment.result
        settled = known not in (None, PayResult.UNKNOWN)
        if settled and not (isinstance(answer, PayDone) and known is not PayResult.DONE):
            return
        if known is PayResult.UNKNOWN and isinstance(answer, PayUnknown | PayNotSent):
            # It could not be asked, or does not know: that is no answer.
            self._under_way.pop(payment.id, None)
            return
        self._under_way.pop(payment.id, None)
        self._ground.timers.cancel(("approved", payment.id))
        self._record(_ended(charge, payment, answer), of=charge)
        now = self._find(payment.id)
        if now is not None:
            self.fiscal.ended(*now)
        self._tell_run(payment.id, answer)
        self._see_to_everything()

    def _tell_run(self, payment: PaymentId, answer: PayAnswer, *, news: bool = False) -> None:
        for run in tuple(self._hands.runs):
            if run.hears(PayEvents(payment)):
                if news:
                    self._hands.refresh(run, answer)
                else:
                    self._hands.go_on(run, answer)

    # --- what is owed ---------------------------------------------------------------------------------

    def _see_to_everything(self) -> None:
        for charge in tuple(self._ground.book.ledger.charges.values()):
            decided = looked(self._ground.book.ledger, charge)
            if decided:
                self._record(*decided, of=charge)
        for name in tuple(self._ground.book.ledger.charges):
            self._carry_out(name)
        tasks = tuple(tasks_of_money(self._ground.book.ledger))
        if tasks:
            self._record(*tasks)

    def _carry_out(self, name: ChargeId) -> None:
        charge = self._ground.book.ledger.charges.get(name)
        wanted = None if charge is None else obligation(charge)
        if charge is None or wanted is None:
            return
        match wanted:
            case AskAfter(payment):
                self._ask(payment)
            case LetGo(payment):
                self._let_go(charge, payment)
            case Take(amount, payment):
                self._does(charge, PayWhat.CAPTURE, amount, payment)
            case Free(payment):
                self._does(charge, PayWhat.VOID, payment.amount.minor, payment)
            case GiveBack(amount, payment):
                self._does(charge, PayWhat.REFUND, amount, payment)
            case PayOut(amount):
                self._does(charge, PayWhat.GIVE, amount, None)
            case Wait() | Debt():
                pass
            case _:
                assert_never(wanted)

    def _ask(self, payment: Payment) -> None:
        """Only what is unknown: an answer that is on its way is waited for."""
        now = self._ground.clock.monotonic()
        provider = self._providers.get(payment.provider)
        asked = self._asked_at.get(payment.id)
        if payment.result is not PayResult.UNKNOWN or provider is None:
            return
        if provider.state is WayState.GONE or (asked is not None and now < asked + ASK_AGAIN):
            return
        self._asked_at[payment.id] = now
        provider.ask(_order(payment, None))

    def _does(self, charge: Charge, what: PayWhat, amount: int, of: Payment | None) -> None:
        """Ask the provider that has the money; where it can't, a person does it."""
        if needs_person(charge):
            return
        provider = self._providers.get(of.provider) if of is not None else self._payer()
        if provider is not None and not self._is_free(provider):
            return
        money = Money(amount, charge.amount.currency)
        payment = PaymentId(self._ground.outside.draw())
        way = of.way if of is not None else PayWay.CARD
        name = provider.name if provider is not None else of.provider if of is not None else ""
        mark = provider.mark if provider is not None else ""
        intended = PaymentIntended(
            payment,
            charge.id,
            what,
            money,
            way,
            name,
            mark,
            of.id if of is not None else None,
            self.fiscal.of(what),
        )
        if provider is None or not (provider.gives or what in (PayWhat.CAPTURE, PayWhat.VOID)):
            refused = PaymentEnded(payment, charge.id, PayResult.DECLINED, reason=DeclineReason.SERVICE)
            self._record(intended, refused, of=charge)
            return
        self._record(intended, of=charge)
        found = self._find(payment)
        if found is not None:
            self._tell(provider, _order(found[1], of))

    def _payer(self) -> Provider | None:
        return next((each for each in self._providers.values() if each.gives), None)

    def _tell(self, provider: Provider, order: PayOrder) -> None:
        self._under_way[order.payment] = provider.name
        provider.begin(order)
        self._ways_may_differ()

    def _is_free(self, provider: Provider) -> bool:
        """Whether it takes another payment: it is ready, and nothing is under way or waits for a door."""
        if provider.state is not WayState.READY or provider.name in self._under_way.values():
            return False
        charges = self._ground.book.ledger.charges.values()
        payments = (p for c in charges for p in c.payments if p.provider == provider.name)
        return not any(p.approved and p.result is None for p in payments)

    def _find(self, name: PaymentId) -> tuple[Charge, Payment] | None:
        ledger = self._ground.book.ledger
        for charges in (ledger.charges, ledger.closed_charges):
            for charge in charges.values():
                payment = charge.payment(name)
                if payment is not None:
                    return charge, payment
        return None

    def _record(self, *events: Event, of: Charge | None = None) -> None:
        """Under the visit that is still under way, so that its screen and its book agree."""
        run = next((r for r in self._hands.runs if of is not None and r.visit == of.visit and r.visit), None)
        if run is None:
            self._ground.book.record(*events, theirs=True)
        else:
            self._hands.record(run, *events)

    # --- whether anybody can pay ----------------------------------------------------------------------

    def _ways_may_differ(self) -> None:
        ways = self.ways()
        if ways == self._ways:
            return
        self._ways = ways
        for run in tuple(self._hands.runs):
            if run.listens(WaysChange):
                self._hands.refresh(run)

    def _stop_clocks(self) -> None:
        """The clocks of what has to be paid stand while no provider that the site names works."""
        if not self._providers:
            return
        book = self._ground.book
        states = (each.state for each in self._providers.values())
        works = self.fiscal.ready and any(state in (WayState.READY, WayState.BUSY) for state in states)
        if not works and PauseReason.TERMINAL not in book.ledger.pauses:
            book.record(PauseBegan(PauseReason.TERMINAL))
        elif works and PauseReason.TERMINAL in book.ledger.pauses:
            book.record(PauseEnded(PauseReason.TERMINAL))


def _ended(charge: Charge, payment: Payment, answer: PayEnd) -> PaymentEnded:
    match answer:
        case PayDone(amount, reference):
            return PaymentEnded(payment.id, charge.id, PayResult.DONE, reference, amount)
        case PayDeclined(reason):
            return PaymentEnded(payment.id, charge.id, PayResult.DECLINED, reason=reason)
        case PayNotSent():
            return PaymentEnded(payment.id, charge.id, PayResult.NOT_SENT)
        case PayUnknown():
            return PaymentEnded(payment.id, charge.id, PayResult.UNKNOWN)
        case _:
            assert_never(answer)


def _order(payment: Payment, of: Payment | None) -> PayOrder:
    return PayOrder(
        payment.id,
        payment.what,
        payment.amount,
        payment.at,
        payment.mark,
        of.reference if of is not None else "",
        of.amount if of is not None else None,
    )
