"""A kiosk with a terminal's real driver, before a simulated terminal whose own record judges."""

from __future__ import annotations

import io
import json
import threading
from collections.abc import Callable
from dataclasses import dataclass, field

from hardware.simulator.terminals.served import ServedTerminal
from hardware.terminals.script import Takings
from hardware.terminals.zvt.driver import ZvtTerminal
from kiosk.custody.money.state import Payment
from kiosk.custody.money.words import PayResult
from kiosk.custody.things.events import Inspected
from kiosk.custody.words import Condition
from kiosk.orders.money.decisions import ClearCharge, FoundOut
from kiosk.orders.order import PROCEDURES
from kiosk.payments.provider import PayMessage
from kiosk.payments.terminal import TerminalProvider
from kiosk.program.terminals import others
from kiosk.vault.drawing import at_once
from tests.visits.money.till import charges, money_tasks
from tests.visits.rig import Kiosk

TRIES = 400


@dataclass
class Machine:
    """A kiosk with a real driver before a simulated terminal. `bytes`: what passed, by the terminal's log."""

    served: ServedTerminal
    bytes: io.StringIO
    kiosk: Kiosk = field(init=False)
    provider: TerminalProvider = field(init=False)
    spoken: list[PayMessage] = field(default_factory=list)
    moved: list[Takings] = field(default_factory=list)

    def made(self, kiosk: Kiosk) -> TerminalProvider:
        """A new life has a thread of its own; what the old one still says nobody hears."""
        self.spoken = []
        self.provider = TerminalProvider(
            lambda post: ZvtTerminal(self.served.plug(), "000000", 978, post, back_off=(0.02,)),
            "EUR",
            self.spoken.append,
            lambda _fact: None,
            gives=True,
            others=lambda order: others(kiosk.ledger, "terminal", order),
        )
        self.provider.start()
        return self.provider

    def hears(self) -> bool:
        """Whatever the terminal has said arrives; false where it has said nothing."""
        if not self.spoken:
            return False
        self.kiosk.house.handle(self.spoken.pop(0))
        return True

    def until(self, fits: Callable[[], bool]) -> None:
        for _ in range(TRIES):
            if fits():
                return
            if not self.hears():
                threading.Event().wait(0.02)
        raise AssertionError("that never came")

    def waits(self, fits: Callable[[], bool]) -> None:
        """As `until`, while the kiosk hears nothing."""
        for _ in range(TRIES):
            if fits():
                return
            threading.Event().wait(0.02)
        raise AssertionError("that never came")

    def dies(self) -> None:
        """Not a byte more, not a row more."""
        self.served.unplug()
        self.provider.stop()
        self.kiosk.die()

    def lives_on(self, *, taken: bool) -> None:
        """It starts, somebody looks behind the door, and everything that can be cleared up is."""
        self.served.plug()
        self.kiosk.start()
        self.kiosk.lines_up()
        if self.kiosk.ledger.holding("12").condition is Condition.UNKNOWN:
            self.kiosk.book.record(Inspected("12", empty=taken))
            self.kiosk.house.changed()
        for _ in range(40):
            if self.is_clear():
                return
            if not self.hears():
                threading.Event().wait(0.02)
        self.person_clears()
        self.until(self.is_clear)

    def person_clears(self) -> None:
        """What the terminal tells is not enough: a person was asked, and reads its record."""
        (charge,) = charges(self.kiosk)
        assert money_tasks(self.kiosk) == [charge.id]
        found = FoundOut.PAID if self.served.charged else FoundOut.NOT_PAID
        order = ClearCharge(charge.id, found, "Kim")
        at_once(PROCEDURES[ClearCharge].work(self.kiosk.means, order), self.kiosk.vault.tag_pin)
        self.kiosk.house.changed()

    def is_clear(self) -> bool:
        """Nothing is under way; time passes meanwhile."""
        self.kiosk.waits(61)
        return not self.spoken and all(_is_over(p) for c in charges(self.kiosk) for p in c.payments)

    def sales(self) -> int:
        """How often the terminal was asked for money."""
        lines = (json.loads(line) for line in self.bytes.getvalue().splitlines())
        return sum(line.get("from") == "kiosk" and line["hex"].startswith("0601") for line in lines)


def _is_over(payment: Payment) -> bool:
    return payment.result not in (None, PayResult.UNKNOWN)
