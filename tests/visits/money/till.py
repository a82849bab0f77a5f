"""A kiosk with a terminal, and a parcel whose recipient has to pay before its door opens."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Final

from kiosk.custody.event import Event
from kiosk.custody.machine.events import Alive
from kiosk.custody.money.events import PaymentEnded, PaymentIntended
from kiosk.custody.money.state import Charge
from kiosk.custody.words import TaskKind
from kiosk.journeys.money.screens import PayWaiting, TermsAndPrice, TermsChoice
from kiosk.orders.parcels import Place
from kiosk.orders.procedure import Secrets
from kiosk.payments.provider import Provider
from kiosk.site.ports import write_changed
from tests.visits.rig import DEMO, Kiosk

LATE: Final = """
version = 1
extends = "parcel"

[[step]]
name = "fetch"
charges = [{ name = "late", amount = "1.50 EUR", per = "24 h", free = "48 h" }]
clock.then = [{ after = "10 days", do = "recall", to = "role:courier" }]
"""
DAY: Final = 24 * 3600.0


def with_terminal(folder: Path, provides: Callable[[Kiosk], Provider] | None = None) -> Kiosk:
    """The site charges for each day after the second."""
    (folder / "services").mkdir(exist_ok=True)
    (folder / "services" / "late.toml").write_text(LATE)
    write_changed(DEMO, folder / "site.toml", {"services": ["late"]})
    kiosk = Kiosk(folder, folder / "site.toml", pays=True, provides=provides)
    kiosk.lines_up()
    return kiosk


def waits_for(kiosk: Kiosk, days: float, label: str = "12") -> Secrets:
    """A parcel is there for so many days."""
    placed = kiosk.gives(Place(label, "JJD0001234567", "+49 30 1234567", "late", anyway=True))
    for _ in range(int(days * 4)):
        kiosk.clock.advance(6 * 3600)
        kiosk.house.tick()
        kiosk.book.record(Alive())
    return placed


def comes(kiosk: Kiosk, placed: Secrets) -> TermsAndPrice:
    """Their code is read: first they hear what it costs."""
    kiosk.scans(placed.token)
    return kiosk.sees(TermsAndPrice)


def agrees(kiosk: Kiosk) -> None:
    """They want to pay; the terminal was told once."""
    kiosk.presses(TermsChoice.PAY)
    kiosk.sees(PayWaiting)


def charges(kiosk: Kiosk) -> list[Charge]:
    ledger = kiosk.ledger
    return [*ledger.charges.values(), *ledger.closed_charges.values()]


def money_tasks(kiosk: Kiosk) -> list[str]:
    return [task.note for task in kiosk.ledger.tasks.values() if task.kind is TaskKind.MONEY]


def of_kind(events: list[Event], *kinds: type[Event]) -> Iterator[Event]:
    return (event for event in events if isinstance(event, kinds))


def payments(kiosk: Kiosk) -> list[Event]:
    return list(of_kind(kiosk.events(), PaymentIntended, PaymentEnded))
