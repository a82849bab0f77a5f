"""How a commissioning changes the ledger: the part of the fold that learns what channels open."""

from __future__ import annotations

from hardware.outcomes.locks import LockAddress
from kiosk.custody.changes import replace
from kiosk.custody.event import Event
from kiosk.custody.learning.events import (
    ChannelForgotten,
    ChannelLearned,
    ColumnsPlanned,
    Commissioned,
    CommissioningDropped,
)
from kiosk.custody.learning.state import Commissioning, Learned, text_of
from kiosk.custody.ledger import Ledger


def learn(ledger: Ledger, said: Event) -> Ledger:
    """The ledger after `said`; the same where that is no step of a commissioning."""
    known = ledger.commissioning
    match said:
        case ColumnsPlanned(task, columns):
            return replace(ledger, commissioning=Commissioning(task, columns))
        case ChannelLearned(bank, channel, door, compartment, sensor) if known is not None:
            address = LockAddress(bank, channel)
            learned = {**known.learned, text_of(address): Learned(address, compartment, sensor)}
            return replace(_seen_shut(ledger, door), commissioning=replace(known, learned=learned))
        case ChannelForgotten(bank, channel) if known is not None:
            gone = text_of(LockAddress(bank, channel))
            learned = {k: one for k, one in known.learned.items() if k != gone}
            return replace(ledger, commissioning=replace(known, learned=learned))
        case CommissioningDropped(task):
            tasks = {k: t for k, t in ledger.tasks.items() if k != task}
            return replace(ledger, commissioning=None, tasks=tasks)
        case Commissioned(task):
            return _afresh(ledger, task)
        case _:
            return ledger


def _afresh(ledger: Ledger, task: str) -> Ledger:
    """Doors have other names from now on, and every space behind them was seen to be empty."""
    kept = {label: holding for label, holding in ledger.holdings.items() if holding.taken}
    tasks = {k: t for k, t in ledger.tasks.items() if k != task and not t.compartment}
    none: frozenset[str] = frozenset()
    return replace(ledger, commissioning=None, tasks=tasks, holdings=kept, doors_open=none, doors_down=none)


def _seen_shut(ledger: Ledger, door: str) -> Ledger:
    """A person says that it is shut, and what it was opened for is done: its sensor may know nothing yet."""
    visits = {
        k: replace(v, intents=tuple(i for i in v.intents if i.door != door)) for k, v in ledger.visits.items()
    }
    return replace(ledger, visits=visits, doors_open=ledger.doors_open - {door})
