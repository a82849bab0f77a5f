"""What a site file says of proofs, badges and codes for somebody else, taken as it is or refused."""

from __future__ import annotations

from pathlib import Path

import pytest

from kiosk.custody.proofs.factors import EVERY, Proof, Rule
from kiosk.custody.words import Kind
from kiosk.site.loading import load_site
from kiosk.site.parts.readers import ScannerSite
from kiosk.site.ports import write_changed
from kiosk.site.problems import SiteRefused
from kiosk.site.whole import Site

DEMO = Path(__file__).parents[2] / "assets" / "sites" / "demo.toml"
TWO = {"collect": {"factors": 2}}
PIN_AND_TOKEN = frozenset({Kind.PIN, Kind.TOKEN})


def saying(folder: Path, **said: object) -> Site:
    file = folder / "site.toml"
    write_changed(DEMO, file, said)
    return load_site(file)


def refusal(folder: Path, **said: object) -> str:
    with pytest.raises(SiteRefused) as caught:
        saying(folder, **said)
    return str(caught.value)


def test_who_says_nothing_asks_one_factor_of_any_kind(tmp_path: Path) -> None:
    site = saying(tmp_path)
    assert site.proof == Proof(Rule(EVERY, 1, 1), Rule(EVERY, 1, 1))
    assert {service.proof for service in site.services.values()} == {site.proof}
    assert (site.badges, site.delegation_hours, site.staff.fresh) == (None, None, None)


def test_a_service_asks_what_the_site_asks_and_more(tmp_path: Path) -> None:
    guarded = {
        "name": "guarded",
        "proof": {"collect": {"accepts": ["pin", "token", "face"], "people": 2}},
    }
    laxer = {"name": "laxer", "proof": {"collect": {"factors": 1}}}
    least = {"collect": {"accepts": ["pin", "token"], "factors": 2}}
    site = saying(tmp_path, proof=least, services=[guarded, laxer])
    assert site.services["guarded"].proof.collect == Rule(PIN_AND_TOKEN, factors=2, people=2)
    assert site.services["laxer"].proof.collect == Rule(PIN_AND_TOKEN, factors=2)
    assert site.proof.deposit == Rule()


@pytest.mark.parametrize(
    "said",
    [
        {"proof": TWO, "scanner": None, "camera": None},
        {"proof": {"collect": {"factors": 3}}},
        {"proof": {"collect": {"accepts": ["badge"]}}},
        {"proof": {"deposit": {"accepts": ["face"]}}},
        {"proof": {"collect": {"accepts": ["token", "offline"], "factors": 2}}},
        {"proof": {"deposit": {"accepts": ["offline", "delegation"]}}, "delegation": {}},
    ],
)
def test_a_rule_that_nobody_can_meet_at_this_machine_is_refused(
    tmp_path: Path, said: dict[str, object]
) -> None:
    assert "which nobody can show at this machine" in refusal(tmp_path, **said)


def test_old_credentials_of_staff_need_a_reader(tmp_path: Path) -> None:
    told = refusal(tmp_path, staff={"fresh": "30 days"}, scanner=None, camera=None)
    assert "staff.fresh" in told
    assert saying(tmp_path, staff={"fresh": "30 days"}).staff.fresh == 30 * 86_400


def test_a_service_and_a_site_that_together_accept_nothing_are_refused(tmp_path: Path) -> None:
    only_codes = {"name": "codes", "proof": {"collect": {"accepts": ["token"]}}}
    least = {"collect": {"accepts": ["pin"]}}
    assert 'services["codes"].proof.collect' in refusal(tmp_path, proof=least, services=[only_codes])


def test_a_reader_makes_badges_count(tmp_path: Path) -> None:
    port = "/dev/input/by-id/usb-badges-event-kbd"
    site = saying(tmp_path, proof={"deposit": {"accepts": ["badge"]}}, badges={"port": port})
    assert site.badges == ScannerSite(port, 9600)


@pytest.mark.parametrize(
    ("said", "where"),
    [
        ({"badges": {"port": "COM3"}}, "badges.port"),
        ({"badges": {}}, "badges.port"),
        ({"delegation": {"hours": 0}}, "delegation.hours"),
        ({"delegation": {"hours": 721}}, "delegation.hours"),
        ({"proof": {"collect": {"factors": 4}}}, "proof.collect.factors"),
        ({"proof": {"collect": {"people": 3}}}, "proof.collect.people"),
        ({"proof": {"collect": {"accepts": []}}}, "proof.collect.accepts"),
        ({"proof": {"collect": {"accepts": ["password"]}}}, "proof.collect.accepts"),
        ({"proof": {"work": {}}}, "proof.work"),
        ({"staff": {"fresh": "soon"}}, "staff.fresh"),
    ],
)
def test_what_is_wrong_is_named(tmp_path: Path, said: dict[str, object], where: str) -> None:
    assert where in refusal(tmp_path, **said)


def test_codes_for_somebody_else_count_for_three_days_where_nothing_is_said(tmp_path: Path) -> None:
    assert saying(tmp_path, delegation={}).delegation_hours == 72
