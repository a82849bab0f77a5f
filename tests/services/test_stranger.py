"""A service written from docs/services.md alone: checked, explored, announced, handed over."""

from __future__ import annotations

from pathlib import Path
from typing import Final

import pytest

from kiosk.cli import main
from kiosk.custody.services.rules import GateKind
from kiosk.custody.words import Stage
from kiosk.journeys.front.screens import Sorry, SorryChoice
from kiosk.journeys.handover.screens import PutParcel, TakeParcel
from kiosk.orders.order import PROCEDURES
from kiosk.orders.parcels import Announce
from kiosk.orders.things.cases import TellGate
from kiosk.site.ports import write_changed
from kiosk.vault.drawing import at_once
from tests.visits.rig import DEMO, Kiosk

Said = pytest.CaptureFixture[str]
PHONE: Final = "+49 30 1234567"
KEYS: Final = """
version = 1
privacy = "discreet"

[[step]]
name = "lay-in"
act = "deposit"
by = "role:agent"
evidence = ["scan"]

[[step]]
name = "pick-up"
act = "collect"
by = "person:guest"
gates = ["released"]
clock.then = [
  { after = "1 day", do = "remind" },
  { after = "3 days", do = "recall", to = "role:agent" },
]

[[step]]
name = "bring-back"
act = "deposit"
by = "holder"
clock.then = [
  { after = "7 days", do = "remind" },
  { after = "8 days", do = "alarm", to = "role:agent" },
]

[[step]]
name = "take-home"
act = "collect"
by = "role:agent"
clock.then = [{ after = "2 days", do = "alarm", to = "role:agent" }]

[texts.en]
name = "Keys to your flat"
hint = "Pick them up here, and bring them back when you leave."
"""


@pytest.fixture
def site(tmp_path: Path) -> Path:
    folder = tmp_path / "services" / "holiday-keys"
    folder.mkdir(parents=True)
    (folder / "service.toml").write_text(KEYS)
    file = tmp_path / "site.toml"
    write_changed(DEMO, file, {"languages": ["en"], "services": ["parcel", "holiday-keys"]})
    return file


def test_it_is_right_and_can_end(site: Path, capsys: Said) -> None:
    assert main(["service", "check", str(site.parent / "services" / "holiday-keys")]) == 0
    assert main(["service", "explore", "holiday-keys", "--site", str(site)]) == 0
    assert "14 states, 20 moves, 2 endings. Each state has a way to an ending." in capsys.readouterr().out


def test_it_is_staffed_announced_and_released_before_the_kiosk_has_ever_run(site: Path, capsys: Said) -> None:
    """What is announced at rest goes by rules that are in the book from then on."""
    where = ("--data", str(site.parent / "data"), "--site", str(site))
    assert main(["staff", "add", "--name", "Ana", "--role", "agent", *where]) == 0
    keys = ("--tracking", "KEYS0001", "--phone", PHONE, "--service", "holiday-keys")
    assert main(["announce", *keys, *where]) == 0
    assert main(["case", "release", "KEYS0001", *where]) == 0
    capsys.readouterr()
    assert main(["case", "show", "KEYS0001", *where]) == 0
    assert capsys.readouterr().out == "KEYS0001 (holiday-keys) is announced; released yes\n"


def test_it_is_handed_over_by_its_own_staff(tmp_path: Path, site: Path) -> None:
    kiosk = Kiosk(tmp_path, site)
    kiosk.lines_up()
    guest = kiosk.gives(Announce("KEYS0001", PHONE, "S", service="holiday-keys"))
    kiosk.scans(kiosk.staff("agent").token)
    kiosk.scans("KEYS0001")
    kiosk.lock_says()
    label = kiosk.sees(PutParcel).label
    kiosk.closes(label)
    kiosk.goes_back()
    kiosk.scans(guest.token)
    kiosk.sees(Sorry)
    kiosk.presses(SorryChoice.DONE)
    order = TellGate("KEYS0001", is_open=True, gate=GateKind.RELEASED)
    at_once(PROCEDURES[TellGate].work(kiosk.means, order), kiosk.vault.tag_pin)
    kiosk.scans(guest.token)
    kiosk.lock_says()
    assert kiosk.sees(TakeParcel).label == label
    kiosk.closes(label)
    (keys,) = kiosk.ledger.consignments.values()
    assert (keys.stage, keys.leg.step, keys.holder is not None) == (Stage.ANNOUNCED, "bring-back", True)
    kiosk.end()
