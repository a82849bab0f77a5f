"""The simulated attacker against the whole kiosk, and what the figures say."""

from __future__ import annotations

from dataclasses import replace
from importlib.util import find_spec
from pathlib import Path

import pytest

from kiosk.custody.proofs.attempts import Limit
from kiosk.custody.words import Audience, Way
from kiosk.journeys.front.screens import HomeChoice
from kiosk.journeys.screen import Typed
from kiosk.journeys.who.screens import EnterPin, PinProblem
from kiosk.site.loading import load_site
from tests.bench.command import main, module_of
from tests.bench.security import Attack, Prize, attack, prizes
from tests.bench.usage import EVERY, parse
from tests.visits.nobody import unknown
from tests.visits.rig import DEMO, Kiosk

SITE = load_site(DEMO)


def test_the_simulated_attacker_is_as_fast_as_one_at_the_screen(tmp_path: Path) -> None:
    """At a whole kiosk on its real journal: types, reads how long to wait, waits just so long."""
    kiosk = Kiosk(tmp_path)
    kiosk.lines_up()
    kiosk.presses(HomeChoice.PICK_UP)
    began, at = kiosk.clock.now(), []
    for _ in range(16):
        asked = kiosk.sees(EnterPin)
        while asked.problem is PinProblem.WAIT:
            kiosk.clock.advance(asked.wait)
            kiosk.house.tick()
            asked = kiosk.sees(EnterPin)
        kiosk.presses(Typed("00000000"))
        if kiosk.tagging:
            at.append((kiosk.clock.now() - began).total_seconds())
            kiosk.finds_tag()
    kiosk.end()
    assert len(at) > 8
    assert tuple(at) == attack(SITE, Way.TYPE, Audience.VISITOR, len(at)).at


def test_a_site_that_takes_attempts_slower_is_guessed_slower() -> None:
    slow = replace(SITE, limits={**SITE.limits, (Way.TYPE, Audience.VISITOR): Limit(1, 1200.0)})
    hours = [attack(site, Way.TYPE, Audience.VISITOR).until(1e6) for site in (SITE, slow)]
    assert hours[1] == pytest.approx(10 * hours[0], rel=0.01)


def test_what_lies_beyond_the_simulated_attempts_goes_on_at_their_pace() -> None:
    begun = Attack((0.0, 0.0, 10.0, 20.0), None)
    assert [begun.until(n) for n in (1, 4, 5, 104)] == [0.0, 20.0, 30.0, 1020.0]


def test_guesses_that_are_never_repeated_come_sooner_than_those_at_codes_that_change() -> None:
    prize = Prize("pin", Way.TYPE, Audience.VISITOR, 9, 1)
    assert prize.guesses == 5
    assert replace(prize, again=True).guesses == 9


def test_an_attacker_is_told_of_within_the_hour() -> None:
    for prize in prizes(SITE):
        alarm = attack(SITE, prize.way, prize.audience).alarm
        assert alarm is not None
        assert alarm <= 3600


def test_every_figure_is_written_down(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tests.bench.security._TRIES", 1)
    monkeypatch.setattr("tests.bench.security.NOBODYS", (unknown,))
    file = tmp_path / "figures.json"
    assert main(["--security", "--json", str(file)]) == 0
    told = file.read_text("utf-8")
    assert '"hours_to_hit_typed_pin"' in told
    assert '"fleet_hits_a_day_typed_pin"' in told
    assert '"wrong_pin_unknown"' in told


@pytest.mark.parametrize(
    "wrong",
    [
        ["nonsense"],
        ["--vision", "--no-such-option"],
        ["--power-cuts", "0"],
        ["--power-cuts", "many"],
        ["--power-cuts", "3", "pins"],
        ["--site", "site.toml", "pins"],
        ["--json", "/no/such/folder/figures.json"],
    ],
)
def test_wrong_usage_ends_with_2_and_a_sentence(wrong: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as over:
        main(wrong)
    assert over.value.code == 2
    assert capsys.readouterr().err


@pytest.mark.parametrize("name", EVERY)
def test_each_measurement_has_its_module(name: str) -> None:
    assert find_spec(module_of(name)) is not None


@pytest.mark.parametrize(
    ("asked", "names"),
    [
        ([], "screens pins appends processes exploring lines rounds security speech"),
        (["--security"], "security"),
        (["security"], "security"),
        (["--vision"], "vision_codes vision_process vision_faces vision_attacks"),
        (["pins", "--security"], "pins security"),
        (["--json", "figures.json", "lines"], "lines"),
    ],
)
def test_measurements_are_asked_for_by_name_or_by_option(asked: list[str], names: str) -> None:
    assert parse(asked).names == tuple(names.split())


def test_power_cuts_are_asked_for_by_number() -> None:
    assert parse(["--power-cuts", "12"]).power_cuts == 12


def test_a_site_file_that_is_not_there_is_a_sentence(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--security", "--site", "/no/such/site.toml"]) == 1
    assert "can't be read" in capsys.readouterr().err
