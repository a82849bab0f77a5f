"""What is the matter with a site's card terminals, and their state in a line."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from hardware.outcomes.terminals import (
    CardRefusal,
    TerminalDayClosed,
    TerminalDayOpen,
    TerminalNews,
    TerminalState,
)
from hardware.terminals.registry import TerminalKind
from kiosk.custody.ledger import EMPTY
from kiosk.doctor.finding import Finding
from kiosk.doctor.terminals import DAYS_END, TerminalStanding, findings, states, told
from kiosk.program.terminals import CardTerminals
from kiosk.site.parts.money.terminals import TerminalSite
from tests.helpers.inbox import Inbox

NOW = datetime(2026, 4, 25, 3, tzinfo=UTC)
SITE = TerminalSite("terminal", TerminalKind.ZVT, "tcp://127.0.0.1:9", "EUR")
READY = TerminalNews("terminal", TerminalState.READY, "29001006", 42, holds_goods=True)


def found(standing: TerminalStanding, *, after: timedelta = timedelta()) -> list[Finding]:
    return list(findings((SITE,), {"terminal": standing}, (), NOW + after))


def test_a_ready_terminal_is_no_finding_and_a_line() -> None:
    standing = TerminalStanding(NOW, READY, NOW)
    assert found(standing) == []
    assert list(told({"terminals": dict(states({"terminal": standing}))})) == [
        "terminal terminal: ready, last receipt 42"
    ]
    silent = {"terminals": dict(states({"terminal": TerminalStanding(NOW)}))}
    assert list(told(silent)) == ["terminal terminal: has said nothing yet"]


@pytest.mark.parametrize(
    ("news", "key", "what"),
    [
        (TerminalNews("terminal", TerminalState.SERVICE), "terminal", 'Terminal "terminal" wants service'),
        (
            TerminalNews("terminal", TerminalState.READY, holds_goods=False),
            "goods",
            'Terminal "terminal" is not in vending mode',
        ),
    ],
)
def test_what_a_terminal_says_of_itself(news: TerminalNews, key: str, what: str) -> None:
    (finding,) = found(TerminalStanding(NOW, news, NOW))
    assert (finding.key, finding.what) == (f"{key}:terminal", what)
    assert list(findings((SITE,), {"terminal": TerminalStanding(NOW, news, NOW)}, {"terminal"}, NOW)) == []


def test_a_day_that_is_not_settled() -> None:
    held = TerminalDayOpen("terminal", "night", CardRefusal.IMPOSSIBLE, (43,))
    (finding,) = found(TerminalStanding(NOW, READY, NOW, open_day=held))
    assert finding.what == 'Terminal "terminal": 1 hold open (receipt 43)'
    (never,) = found(TerminalStanding(NOW, READY, NOW), after=DAYS_END + timedelta(hours=1))
    assert never.what == 'Terminal "terminal": no end of day since the kiosk started'
    closed = TerminalDayClosed("terminal", "night", 900, 43, 44)
    settled = TerminalStanding(NOW, READY, NOW, closed, NOW)
    (old,) = found(settled, after=DAYS_END + timedelta(hours=1))
    assert old.what == 'Terminal "terminal": no end of day since 2026-04-25 03:00'
    assert found(settled, after=timedelta(hours=24)) == []


def test_a_password_that_is_missing(tmp_path: Path) -> None:
    hidden = TerminalSite(
        "terminal", TerminalKind.ZVT, "tcp://127.0.0.1:9", "EUR", password=tmp_path / "none"
    )
    (finding,) = findings((hidden,), {}, (), NOW)
    assert finding.key == 'password:terminals["terminal"].password'
    assert list(findings((hidden,), None, (), NOW)) == []
    inbox = Inbox()
    terminals = CardTerminals((hidden,), inbox.put, lambda: NOW, lambda: EMPTY)
    terminals.start()
    (down,) = inbox.rest()
    assert down.reason.endswith("can't be read (No such file or directory)")
    assert [each.state for each in terminals.providers] == ["gone"]
    terminals.stop()


def test_what_terminals_say_is_kept_with_its_time() -> None:
    times = iter(NOW + timedelta(minutes=n) for n in range(9))
    terminals = CardTerminals((SITE,), Inbox().put, lambda: next(times), lambda: EMPTY)
    busy = TerminalNews("terminal", TerminalState.BUSY)
    for word in (busy, READY, READY, TerminalDayOpen("terminal", "night", CardRefusal.BUSY)):
        terminals.hear(word)
    standing = terminals.standing["terminal"]
    assert (standing.news, standing.since) == (READY, NOW + timedelta(minutes=2))
    assert standing.open_day is not None
    terminals.hear(TerminalDayClosed("terminal", "night", 900, 43, 44))
    after = terminals.standing["terminal"]
    assert (after.open_day, after.closed_at) == (None, NOW + timedelta(minutes=5))
