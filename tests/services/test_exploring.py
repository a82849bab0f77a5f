"""`cubby service explore`: every state of every service, by the claims of the machine; nothing gets stuck."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Final

import pytest

from kiosk.cli import main
from kiosk.services.exploring.moves import MoveKind
from kiosk.services.exploring.spread import spread
from tests.services.test_shipped import NAMES, shipped

Said = pytest.CaptureFixture[str]
DEMO: Final = Path(__file__).parents[2] / "assets" / "sites" / "demo.toml"
NOT_YET: Final = {"free-library"}
"""Anyone may take what is there: no journey does that yet."""

PARCEL: Final = """parcel, version 1: 5 states, 7 moves, 2 endings. Each state has a way to an ending.

Over after 3 moves:
   1. The operator announces it.
   2. Somebody of courier puts it in (bring).
   3. The recipient takes it out (fetch).

Over after 5 moves:
   1. The operator announces it.
   2. Somebody of courier puts it in (bring).
   3. Nobody comes in time for "fetch": they are reminded.
   4. Nobody comes in time for "fetch": it goes back.
   5. Somebody of courier takes it back (fetch).
"""


@pytest.mark.parametrize("name", sorted(set(NAMES) - NOT_YET))
def test_every_service_can_end_from_every_state_and_every_step_is_done(name: str) -> None:
    space = spread(shipped(name))
    assert (space.stuck, space.undone) == ((), ())
    assert space.endings


def test_what_goes_back_takes_along_what_was_to_come_for_its_sake() -> None:
    ways = [each.way for each in spread(shipped("specimen")).endings]
    (recalled,) = [way for way in ways if way[-1].recalled]
    assert recalled[-1].thing == "kit"
    assert all(move.thing != "sample" for move in recalled)


def test_what_nobody_takes_back_is_somebody_else_s_in_the_end() -> None:
    last = [each.way[-1] for each in spread(shipped("handover")).endings]
    assert {(move.party, move.recalled) for move in last} >= {("crew:1", True), ("giver", True)}


def test_an_offer_is_made_before_it_is_answered_and_the_answer_decides_what_follows() -> None:
    ways = [each.way for each in spread(shipped("trade-in")).endings]
    accepted = next(way for way in ways if way[-1].answer == "accept")
    assert [move.kind for move in accepted[-2:]] == [MoveKind.OFFER, MoveKind.STEP]
    refused = next(way for way in ways if way[-1].step == "back-out" and not way[-1].recalled)
    assert "refuse" in [move.answer for move in refused]


def test_what_comes_back_and_goes_out_again_is_no_new_state() -> None:
    assert spread(shipped("loan")).states < 20


def test_a_service_is_told_in_sentences(capsys: Said) -> None:
    assert main(["service", "explore", "parcel"]) == 0
    assert capsys.readouterr() == (PARCEL, "")
    assert main(["service", "explore", "parcel", "--site", str(DEMO)]) == 0
    assert capsys.readouterr() == (PARCEL, "")


def test_a_program_reads_the_same(capsys: Said) -> None:
    assert main(["service", "explore", "parcel", "--json"]) == 0
    told = json.loads(capsys.readouterr().out)
    assert (told["ok"], told["states"], told["undone"]) == (True, 5, [])
    assert [move["step"] for move in told["endings"][0]] == ["", "bring", "fetch"]


def test_a_service_that_gets_stuck_says_where(tmp_path: Path, capsys: Said) -> None:
    """The second of two people is a member of staff, as far as the door rule knows people."""
    file = tmp_path / "stuck.toml"
    file.write_text(
        """version = 1
[[step]]
name = "in"
act = "deposit"
by = "role:courier"
[[step]]
name = "out"
act = "collect"
by = "person:recipient"
proof.people = 2
second = "group:neighbours"
clock = "none"
[texts.en]
name = "Stuck"
"""
    )
    assert main(["service", "check", str(file)]) == 0
    capsys.readouterr()
    assert main(["service", "explore", str(file)]) == 1
    told = capsys.readouterr().out
    assert 'Nobody ever gets to do the step "out".' in told
    assert "2 states can never end; the nearest one:\n   1. The operator announces it.\n" in told
    assert main(["service", "explore", str(file), "--json"]) == 1
    assert json.loads(capsys.readouterr().out)["undone"] == ["out"]


def test_what_is_not_there_is_a_sentence(tmp_path: Path, capsys: Said) -> None:
    assert main(["service", "explore", "parcels"]) == 1
    assert "there is no service parcels; Cubby comes with assigned-locker, " in capsys.readouterr().err
    assert main(["service", "explore", "loans", "--site", str(DEMO)]) == 1
    assert "has no service loans; it has " in capsys.readouterr().err
    file = tmp_path / "bad.toml"
    file.write_text("version = 0\n")
    assert main(["service", "explore", str(file)]) == 1
    assert "bad.toml: texts: it is missing" in capsys.readouterr().err
