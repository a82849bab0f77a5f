"""The card terminals of a site: their threads, what they last said, and their day's end in the night."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace
from datetime import datetime
from functools import partial
from typing import assert_never

from hardware.outcomes.devices import DeviceDown
from hardware.outcomes.terminals import TerminalDayClosed, TerminalDayOpen, TerminalNews, TerminalReport
from hardware.terminals.registry import TerminalKind, card_terminal
from hardware.terminals.terminal import CardTerminal
from kiosk.custody.ledger import Ledger
from kiosk.custody.money.words import PayWay
from kiosk.doctor.terminals import TerminalStanding
from kiosk.payments.absent import Absent
from kiosk.payments.provider import PayMessage, PayOrder, Provider
from kiosk.payments.terminal import TerminalFact, TerminalProvider
from kiosk.site.parts.money.terminals import TerminalSite, password_of
from kiosk.site.problems import SiteProblem

TerminalWord = TerminalNews | TerminalDayClosed | TerminalDayOpen
"""What of a terminal's facts `CardTerminals` keeps."""


class CardTerminals:
    """`post` puts into the kiosk's queue, from any thread; all else is the kiosk's thread's.

    A terminal whose password can't be read is absent, and a device that is down for that reason.
    """

    def __init__(
        self,
        terminals: Iterable[TerminalSite],
        post: Callable[[PayMessage | TerminalFact], None],
        now: Callable[[], datetime],
        ledger: Callable[[], Ledger],
    ) -> None:
        self._post = post
        self._ledger = ledger
        self._now = now
        self._running: list[TerminalProvider] = []
        self._unfit: dict[str, str] = {}
        self.providers: list[Provider] = [self._provider(each) for each in terminals]
        self.standing = {each.name: TerminalStanding(now()) for each in self._running}

    def _provider(self, terminal: TerminalSite) -> Provider:
        password = password_of(terminal)
        if isinstance(password, SiteProblem):
            self._unfit[terminal.name] = password.what
            return Absent(terminal.name, frozenset({PayWay.CARD}), self._post)
        make = partial(_made, terminal, password)
        gives = terminal.kind is TerminalKind.ZVT
        provider = TerminalProvider(
            make,
            terminal.currency,
            self._post,
            self._post,
            gives=gives,
            others=lambda order: others(self._ledger(), terminal.name, order),
        )
        self._running.append(provider)
        return provider

    def start(self) -> None:
        for name, why in self._unfit.items():
            self._post(DeviceDown(name, why))
        for each in self._running:
            each.start()

    def stop(self) -> None:
        for each in self._running:
            each.stop()

    def hear(self, word: TerminalWord) -> None:
        """Keep it for whoever examines."""
        now, before = self._now(), self.standing[word.device]
        match word:
            case TerminalNews():
                same = before.news is not None and before.news.state is word.state
                after = replace(before, news=word, since=before.since if same else now)
            case TerminalDayClosed():
                after = replace(before, closed=word, closed_at=now, open_day=None)
            case TerminalDayOpen():
                after = replace(before, open_day=word)
            case _:
                assert_never(word)
        self.standing[word.device] = after

    def close_days(self) -> None:
        """Nobody is there: the terminals settle what they took, and say what it came to."""
        for each in self._running:
            each.close_day()


def others(ledger: Ledger, provider: str, order: PayOrder) -> frozenset[str]:
    """What this provider calls the payments since the order's time, but for the order's own."""
    charges = (*ledger.charges.values(), *ledger.closed_charges.values())
    return frozenset(
        each.reference
        for charge in charges
        for each in charge.payments
        if each.provider == provider and each.id != order.payment and each.at >= order.at and each.reference
    )


def _made(terminal: TerminalSite, password: str, post: Callable[[TerminalReport], None]) -> CardTerminal:
    return card_terminal(
        terminal.kind,
        terminal.name,
        terminal.port,
        terminal.currency,
        post,
        password=password,
        baud=terminal.baud,
    )
