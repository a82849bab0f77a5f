"""What counts no more, what is too old to count alone, and how old the list of the former is."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from hardware.outcomes.reading import BadgeRead
from kiosk.custody.words import TokenFault
from kiosk.doctor.examination import examine
from kiosk.journeys.handover.screens import PutParcel, ScanNotice, ScanParcel, ScanParcelChoice, SummaryChoice
from kiosk.journeys.screen import Typed
from kiosk.journeys.who.screens import EnterPin, NextPin, PinProblem, ProofChoice
from kiosk.orders.badges import GiveBadge, give_badge
from kiosk.orders.keys import SetOperatorKeys, change_keys
from kiosk.orders.refusal import OrderRefused
from kiosk.orders.revocations import Revoke, revoke
from kiosk.orders.staff import AddStaff
from kiosk.site.ports import write_changed
from kiosk.visits.readers.repeats import Repeats
from tests.helpers.operator import FIRST, Operator
from tests.visits.rig import DEMO, Kiosk

NUMBER, OTHER = "04A1B2C3D4", "04FFFFFFFF"
DAY = 86_400


@pytest.fixture
def here(tmp_path: Path) -> Iterator[Kiosk]:
    file = tmp_path / "strict.toml"
    write_changed(DEMO, file, {"staff": {"fresh": "30 days", "revocations": "2 days"}})
    kiosk = Kiosk(tmp_path, file)
    kiosk.lines_up()
    yield kiosk
    kiosk.end()


def holds(kiosk: Kiosk, number: str) -> None:
    kiosk.house.reads.repeats = Repeats(kiosk.clock.monotonic)  # the card was away meanwhile
    kiosk.house.handle(BadgeRead(number, "badge reader"))


def findings(kiosk: Kiosk) -> list[str]:
    found = examine(kiosk.site, kiosk.book, None)["findings"]
    return [str(finding["what"]) for finding in found if finding["key"].startswith("blocklist:")]


def test_a_revoked_badge_and_token_count_no_more(here: Kiosk) -> None:
    here.placed("12", "JJD0001234567")
    give_badge(here.means, GiveBadge("+49 30 1234567", NUMBER))
    operator = Operator(here.site.id, here.clock.now())
    change_keys(here.book, here.site.id, SetOperatorKeys((operator.public,)))
    assert revoke(here.book, Revoke((NUMBER.lower(), OTHER), (FIRST,))) == 1
    holds(here, NUMBER)
    assert here.sees(EnterPin).problem is PinProblem.NOT_FOUND
    here.scans(operator.token("JJD0001234567"))
    assert here.sees(EnterPin).problem is PinProblem.NOT_FOUND
    assert [fault for x in here.events() if (fault := getattr(x, "fault", None))] == [TokenFault.USED]
    assert revoke(here.book, Revoke((NUMBER,), (FIRST,))) == 1


@pytest.mark.parametrize("order", [Revoke(("no badge!",)), Revoke((), ("short",))])
def test_a_list_with_what_is_neither_does_nothing(here: Kiosk, order: Revoke) -> None:
    before = len(here.events())
    with pytest.raises(OrderRefused):
        revoke(here.book, order)
    assert len(here.events()) == before


def test_the_list_has_an_age(here: Kiosk) -> None:
    assert findings(here) == ["Block list: never received"]
    revoke(here.book, Revoke())
    assert not findings(here)
    here.clock.advance(2 * DAY)
    assert not findings(here)
    here.clock.advance(3600)
    assert findings(here) == ["Block list: 49 hours old"]


def test_an_old_credential_of_staff_wants_a_second_factor(here: Kiosk) -> None:
    made = here.gives(AddStaff("Bo", "courier", NUMBER))
    here.announced("JJD0001234567", "S")
    here.clock.advance(30 * DAY - 1)
    holds(here, NUMBER)
    here.sees(ScanParcel)
    here.presses(ScanParcelChoice.DONE)
    here.presses(SummaryChoice.FINISH)
    here.clock.advance(1)
    holds(here, NUMBER)
    here.sees(NextPin)
    here.presses(Typed(made.pin))
    here.finds_tag()
    here.sees(ScanParcel)
    here.scans("JJD0001234567")
    here.lock_says()
    here.sees(PutParcel)


def test_without_it_the_doors_stay_shut(here: Kiosk) -> None:
    here.gives(AddStaff("Bo", "courier", NUMBER))
    here.announced("JJD0001234567", "S")
    here.clock.advance(31 * DAY)
    holds(here, NUMBER)
    here.sees(NextPin)
    here.presses(ProofChoice.WITHOUT)
    here.scans("JJD0001234567")
    assert here.sees(ScanParcel).notice is ScanNotice.NOT_DELIVERED
    assert not here.told
