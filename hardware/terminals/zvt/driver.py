"""A ZVT terminal: registered, watched, and asked for one thing at a time."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Final, assert_never

from hardware.outcomes.terminals import (
    CardDeclined,
    CardDoing,
    CardDone,
    CardNotSent,
    CardOutcome,
    CardRefusal,
    CardUnknown,
    CardWorking,
    DayOutcome,
    TerminalDayClosed,
    TerminalDayOpen,
    TerminalNews,
    TerminalReport,
    TerminalState,
)
from hardware.terminals.errands import (
    AskErrand,
    BookErrand,
    DayErrand,
    Errand,
    FreeErrand,
    HoldErrand,
    RefundErrand,
    ReverseErrand,
    SaleErrand,
)
from hardware.terminals.terminal import TerminalOwner
from hardware.terminals.zvt import frames
from hardware.terminals.zvt.answers import Aborted, CardStatus, Finished, enquired_of, refusal_of, state_of
from hardware.terminals.zvt.dialogue import Course, Dialogue, Listener
from hardware.terminals.zvt.goods import GOODS_S, HOLD_FOR, POLLS, Goods
from hardware.terminals.zvt.link import Link, NotZvtError, SerialLink, TcpLink
from hardware.transport.base import LineError, LineSettings, Transport
from hardware.transport.owner import BACK_OFF
from hardware.transport.ports import open_port
from hardware.transport.tcp import SCHEME
from hardware.transport.wake import Wake

SETTINGS: Final = LineSettings(9600, stop_bits=2)
CONFIG: Final = 0xBE
"""The kiosk prints, and is told what goes on; nobody starts a payment or an office at the terminal."""
LOOK_EVERY: Final = 60.0
ASK_AGAIN: Final = 60.0
"""Seconds between two looks that both have to say that nothing was paid."""
_WAITS: Final = 5.0
"""Seconds until a terminal that is at work for itself is looked at again for a question."""
_MOST_HOLDS: Final = 100


@dataclass(slots=True)
class _Known:
    """What outlives a line. `receipt`: its last, None where none is known; `stale`: there may be another."""

    state: TerminalState = TerminalState.BUSY
    terminal: str = ""
    receipt: int | None = None
    stale: bool = True
    vending: bool = False
    blocks: bool = True
    looked_at: float = 0.0
    day_tried: bool = False
    """its end of day was tried, as it wants one, and did not come about"""
    told: TerminalNews | None = None


@dataclass(slots=True)
class _Look:
    """A question that was answered once with "nothing was paid", and when it may be asked again."""

    again_at: float


class ZvtTerminal(TerminalOwner):
    """`port`: "tcp://host:20007", or a serial port; `password`: six digits; `currency`: its ISO number.

    `post` is called on the terminal's own thread (`CardNotSent` also on the caller's) and must not block.
    """

    def __init__(
        self,
        port: str,
        password: str,
        currency: int,
        post: Callable[[TerminalReport], None],
        *,
        name: str = "terminal",
        baud: int = SETTINGS.baud,
        back_off: tuple[float, ...] = BACK_OFF,
        open_line: Callable[[], Transport] | None = None,
        clock: Callable[[], float] = time.monotonic,
        wake: Wake | None = None,
    ) -> None:
        settings = replace(SETTINGS, baud=baud)
        super().__init__(
            name, open_line or (lambda: open_port(port, settings)), post, hold_for=HOLD_FOR, back_off=back_off
        )
        if wake is not None:
            self._wake.close()
            self._wake = wake
        self._tcp = port.startswith(SCHEME)
        self._password = password
        self._currency = currency
        self._clock = clock
        self._known = _Known()
        self._looks: dict[str, _Look] = {}
        frames.register(password, CONFIG, currency)  # wrong ones are a mistake of ours, told at once

    def _supports(self, errand: Errand) -> bool:  # noqa: ARG002  it does all of them
        return True

    # --- the line -----------------------------------------------------------------------------------

    def _serve(self, line: Transport) -> None:
        link: Link = TcpLink() if self._tcp else SerialLink()
        talk = Dialogue(line, link, self._clock, self._wake, self._is_over)
        self._known.stale = True
        try:
            self._register(talk)
            self._look(talk)
            self._freshen(talk)
            self._worked()
            self._health.up()
            self._errands.open()
            self._tell()
            self._attend(talk)
        except NotZvtError:
            self._known.state = TerminalState.FOREIGN
            self._tell()
            raise

    def _attend(self, talk: Dialogue) -> None:
        while not self._stopping:
            self._wake.clear()
            self._freshen(talk)
            self._tell()
            errand = self._errands.first()
            if errand is not None:
                self._attend_to(talk, errand)
            elif self._known.state is TerminalState.DAY_END and not self._known.day_tried:
                self._post(self._close_day(talk, ""))
            else:
                ready = self._known.state is TerminalState.READY
                self._rest(talk, LOOK_EVERY if ready else _WAITS)

    def _rest(self, talk: Dialogue, every: float) -> None:
        left = self._known.looked_at + every - self._clock()
        if left > 0:
            talk.idle(left)
            return
        self._look(talk)

    def _register(self, talk: Dialogue) -> None:
        course = talk.run(frames.register(self._password, CONFIG, self._currency, blocks=self._known.blocks))
        if course.no in {0x83, 0x9A} and self._known.blocks:
            # Some refuse the very question, and take the shorter one.
            self._known.blocks = False
            course = talk.run(frames.register(self._password, CONFIG, self._currency, blocks=False))
        if not isinstance(course.over, Finished):
            raise LineError("the terminal does not let the kiosk register")
        self._known.terminal = course.over.terminal or self._known.terminal
        self._known.vending = course.over.vending
        if course.over.initialise:
            talk.run(frames.initialise(self._password))
        if course.over.diagnose:
            talk.run(frames.diagnose())

    def _look(self, talk: Dialogue) -> None:
        """Ask how it is; a terminal that says nothing to this is gone."""
        self._known.looked_at = self._clock()
        course = talk.run(frames.enquire(self._password))
        state = enquired_of(course.raw) if isinstance(course.over, Finished) else None
        if state is not None:
            self._known.state = state_of(state)
        elif course.no is not None:
            self._known.state = state_of(course.no)
        elif isinstance(course.over, Aborted):
            self._known.state = state_of(course.over.code)
        elif course.over is None:
            updates = self._known.state is TerminalState.UPDATING
            raise LineError("it updates itself" if updates else "the terminal does not say how it is")
        if self._known.state is not TerminalState.DAY_END:
            self._known.day_tried = False

    def _freshen(self, talk: Dialogue) -> None:
        """Know the last receipt before anybody may sell; a question that waits asks for it itself."""
        if self._known.stale and self._known.state is TerminalState.READY and not self._errands.is_asked():
            self._last_receipt(talk)

    def _last_receipt(self, talk: Dialogue) -> CardStatus | None:
        """Its last payment, repeated; None where it told of none."""
        course = talk.run(frames.repeat(self._password))
        if course.no is None and course.over is None:
            raise LineError("the terminal fell silent")
        status = course.status
        self._known.stale = False
        self._known.receipt = status.slip.receipt if status is not None else None
        if status is not None and not self._known.terminal:
            self._known.terminal = status.slip.terminal
        return status

    def _tell(self) -> None:
        known = self._known
        state = known.state
        if state is TerminalState.READY and (known.stale or self._looks):
            state = TerminalState.BUSY  # ready means that a sale can be proved afterwards
        news = TerminalNews(self.name, state, known.terminal, known.receipt, known.vending)
        if news != known.told:
            known.told = news
            self._post(news)

    # --- errands ------------------------------------------------------------------------------------

    def _attend_to(self, talk: Dialogue, errand: Errand) -> None:
        """Whatever breaks, it is answered; a question is asked again on the next line."""
        try:
            self._see_to(talk, errand)
        except LineError as gone:
            match errand:
                case _ if not self._errands.is_active(errand):
                    pass
                case AskErrand():
                    self._errands.again(errand)
                case DayErrand(id_):
                    self._answer(TerminalDayOpen(self.name, id_, CardRefusal.GONE))
                case _:
                    self._answer(CardUnknown(errand.id, gone.reason))
            raise

    def _see_to(self, talk: Dialogue, errand: Errand) -> None:
        match errand:
            case SaleErrand():
                self._sell(talk, errand)
            case AskErrand():
                self._find_out(talk, errand)
            case DayErrand(id_) if self._errands.is_asked():
                # The receipts that prove it may be gone afterwards.
                self._answer(TerminalDayOpen(self.name, id_, CardRefusal.BUSY))
            case DayErrand(id_):
                self._answer(self._close_day(talk, id_))
            case HoldErrand() | BookErrand() | FreeErrand() | ReverseErrand() | RefundErrand():
                outcome = self._plain(talk, errand)
                self._known.stale = True
                self._conclude(talk, outcome, alive=not isinstance(outcome, CardUnknown))
            case _:
                assert_never(errand)

    def _answer(self, outcome: CardOutcome | DayOutcome) -> None:
        """The next errand may come the moment this is posted."""
        self._errands.over()
        self._post(outcome)

    def _sell(self, talk: Dialogue, errand: SaleErrand) -> None:
        unfit = CardRefusal.CANCELLED if self._errands.is_cancelled(errand.id) else self._unfit()
        if unfit is not None:
            self._answer(CardNotSent(errand.id, unfit))
            return
        goods = Goods(
            errand,
            self._errands,
            self._post,
            self._clock,
            terminal=self._known.terminal,
            before=self._known.receipt,
        )
        command = frames.pay(errand.amount, self._currency, GOODS_S, POLLS, containers=self._known.blocks)
        try:
            course = talk.run(command, goods)
        except LineError as gone:
            self._answer(goods.cut(gone.reason, gone.written))
            raise
        outcome = goods.outcome(course)
        self._after(outcome)
        self._conclude(talk, outcome, alive=course.no is not None or course.over is not None)
        match outcome:
            case CardNotSent(_, CardRefusal.DAY_END) | CardDeclined(_, CardRefusal.DAY_END):
                self._post(self._close_day(talk, ""))
            case CardNotSent(_, CardRefusal.UPDATING) | CardDeclined(_, CardRefusal.UPDATING):
                self._known.state = TerminalState.UPDATING
                self._tell()
            case CardUnknown() if course.over is None:
                raise LineError("the terminal fell silent")
            case _:
                pass

    def _conclude(self, talk: Dialogue, outcome: CardOutcome, *, alive: bool) -> None:
        """Whoever hears the outcome may sell again, so what is the last receipt now is asked for first."""
        try:
            if alive:
                self._freshen(talk)
        finally:
            self._tell()
            self._answer(outcome)

    def _unfit(self) -> CardRefusal | None:
        """Why money can't be asked for just now."""
        match self._known.state:
            case TerminalState.READY:
                return CardRefusal.BUSY if self._looks or self._known.stale else None
            case TerminalState.DAY_END:
                return CardRefusal.DAY_END
            case TerminalState.UPDATING:
                return CardRefusal.UPDATING
            case TerminalState.BUSY | TerminalState.SERVICE | TerminalState.FOREIGN:
                return CardRefusal.BUSY
            case _:
                assert_never(self._known.state)

    def _after(self, outcome: CardOutcome) -> None:
        """What is the terminal's last receipt now; asked again where its answer doesn't say it."""
        if isinstance(outcome, CardDone) and outcome.slip.receipt is not None:
            self._known.receipt = outcome.slip.receipt
        else:
            self._known.stale = True

    # --- what became of a payment ---

    def _find_out(self, talk: Dialogue, errand: AskErrand) -> None:
        """Only a repeated receipt proves anything, and its absence only twice, a minute apart."""
        if self._errands.is_cancelled(errand.id):
            self._looks.pop(errand.id, None)
            self._answer(CardUnknown(errand.id, "nobody waits for the answer"))
            return
        look = self._looks.get(errand.id)
        if look is not None and self._clock() < look.again_at:
            self._errands.again(errand)
            talk.idle(min(look.again_at - self._clock(), LOOK_EVERY))
            return
        self._look(talk)
        self._tell()
        if self._known.state in {TerminalState.BUSY, TerminalState.UPDATING}:
            self._errands.again(errand)
            talk.idle(_WAITS)
            return
        status = self._last_receipt(talk)
        if look is None and self._is_before(status, errand):
            self._looks[errand.id] = _Look(self._clock() + ASK_AGAIN)
            self._errands.again(errand)
            return
        self._looks.pop(errand.id, None)
        self._tell()
        self._answer(self._found(status, errand))

    def _is_before(self, status: CardStatus | None, errand: AskErrand) -> bool:
        """Its last payment is the one before this one, and it has nothing else to do."""
        ready = self._known.state is TerminalState.READY
        return (
            ready
            and status is not None
            and errand.before is not None
            and (status.slip.receipt == errand.before)
        )

    def _found(self, status: CardStatus | None, errand: AskErrand) -> CardOutcome:
        id_ = errand.id
        if status is None:
            return CardUnknown(id_, "the terminal told of no payment")
        if self._is_before(status, errand):
            return CardDeclined(id_, CardRefusal.NOT_PAID)
        slip = status.slip
        if status.result is None or slip.amount is None or slip.receipt is None:
            return CardUnknown(id_, status.unread or "its last payment lacks result, amount or number", slip)
        if errand.before is None or slip.receipt == errand.before:
            return CardUnknown(id_, "nobody knows which payment was the one before", slip)
        if slip.terminal != self._known.terminal:
            return CardUnknown(id_, "another terminal's payment was told", slip)
        if status.result != 0 or slip.amount != errand.amount or status.original is not None:
            return CardUnknown(id_, "its last payment is another one", slip)
        return CardDone(id_, slip)

    # --- what needs no goods ---

    def _plain(
        self, talk: Dialogue, errand: HoldErrand | BookErrand | FreeErrand | ReverseErrand | RefundErrand
    ) -> CardOutcome:
        unfit = self._unfit()
        if unfit is not None:
            return CardNotSent(errand.id, unfit)
        command = self._command(errand)
        if command is None:
            return CardNotSent(errand.id, CardRefusal.FORM)
        try:
            course = talk.run(command, _Watching(errand.id, self._post, self._errands.is_cancelled))
        except LineError as gone:
            self._answer(
                CardNotSent(errand.id, CardRefusal.GONE)
                if gone.written == 0
                else CardUnknown(errand.id, gone.reason)
            )
            raise
        return self._came_to(errand, course)

    def _command(
        self, errand: HoldErrand | BookErrand | FreeErrand | ReverseErrand | RefundErrand
    ) -> bytes | None:
        """None where the slip lacks the receipt that has to be named."""
        match errand:
            case HoldErrand(_, amount):
                return frames.hold(amount, self._currency)
            case RefundErrand(_, amount):
                return frames.refund(self._password, amount, self._currency)
            case BookErrand(_, slip, used) if slip.receipt:
                return frames.book(slip.receipt, used, self._currency)
            case FreeErrand(_, slip) if slip.receipt:
                return frames.free(slip.receipt)
            case ReverseErrand(_, slip) if slip.receipt:
                return frames.reverse(self._password, slip.receipt)
            case _:
                return None

    def _came_to(
        self, errand: HoldErrand | BookErrand | FreeErrand | ReverseErrand | RefundErrand, course: Course
    ) -> CardOutcome:
        id_, status = errand.id, course.status
        if course.no is not None:
            return CardNotSent(id_, refusal_of(course.no))
        if not course.begun:
            return CardUnknown(id_, "the terminal did not answer")
        if status is not None and status.result:
            return CardDeclined(id_, refusal_of(status.result), status.result)
        if isinstance(course.over, Aborted):
            if status is None:
                return CardDeclined(id_, refusal_of(course.over.code), course.over.code)
            return CardUnknown(id_, f"good, then ended with {course.over.code:02X}", status.slip)
        if isinstance(errand, FreeErrand) and status is None and course.over is not None:
            return CardDone(id_, errand.slip)
        if status is None or status.result is None or course.over is None:
            return CardUnknown(id_, "the terminal said neither yes nor no")
        slip = replace(status.slip, lines=tuple(course.lines))
        wrong = _wrong(errand, status)
        return CardUnknown(id_, wrong, slip) if wrong else CardDone(id_, slip)

    # --- the day ---

    def _close_day(self, talk: Dialogue, id_: str) -> TerminalDayClosed | TerminalDayOpen:
        """Holds that are open would be charged in full, so first it is asked for them."""
        self._known.stale = self._known.day_tried = True
        over = talk.run(frames.open_holds()).over
        if isinstance(over, Aborted) and over.code == frames.OPEN_HOLDS and over.hold is not None:
            return TerminalDayOpen(self.name, id_, CardRefusal.IMPOSSIBLE, (over.hold,))
        course = talk.run(frames.day_end(self._password))
        status = course.status
        if course.no is not None:
            return TerminalDayOpen(self.name, id_, refusal_of(course.no))
        if isinstance(course.over, Aborted):
            return TerminalDayOpen(self.name, id_, refusal_of(course.over.code))
        if course.over is None or (status is not None and status.result):
            code = None if status is None else status.result
            return TerminalDayOpen(self.name, id_, refusal_of(code) if code else CardRefusal.OTHER)
        if self._known.state is TerminalState.DAY_END:
            self._look(talk)
            self._tell()
        if status is None:
            return TerminalDayClosed(self.name, id_, None, None, None)
        return TerminalDayClosed(self.name, id_, status.slip.amount, status.first, status.last, status.totals)


class _Watching(Listener):
    """Hands on what the terminal does."""

    def __init__(
        self, id_: str, post: Callable[[CardWorking], None], is_cancelled: Callable[[str], bool]
    ) -> None:
        self._id = id_
        self._post = post
        self._is_cancelled = is_cancelled

    def doing(self, what: CardDoing) -> None:
        self._post(CardWorking(self._id, what))

    def wants_to_stop(self) -> bool:
        return self._is_cancelled(self._id)


def _wrong(
    errand: HoldErrand | BookErrand | FreeErrand | ReverseErrand | RefundErrand, status: CardStatus
) -> str:
    """Why a good answer isn't an answer to this."""
    told = status.slip.amount
    match errand:
        case HoldErrand(_, amount):
            return "" if told is not None and 0 < told <= amount else f"it holds {told} of {amount}"
        case BookErrand(_, _, used):
            return "" if told == used else f"it took {told} instead of {used}"
        case RefundErrand(_, amount):
            return "" if told == amount else f"it gave back {told} instead of {amount}"
        case ReverseErrand(_, slip):
            same = told == slip.amount and (status.original is None or status.original == slip.trace)
            return "" if same else f"it took back another payment, of {told}"
        case FreeErrand():
            return ""
        case _:
            assert_never(errand)
