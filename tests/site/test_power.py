"""What a site file says of its supplies and of the night, taken as it is or refused with a sentence."""

from __future__ import annotations

from collections.abc import Callable
from datetime import time
from pathlib import Path

import pytest

from kiosk.custody.power.supplies import PowerRules
from kiosk.site.loading import load_site
from kiosk.site.parts.night import NightSite, Quiet
from kiosk.site.parts.power import PowerSite, SupplyKind, SupplySite, WhenLow
from kiosk.site.problems import SiteRefused
from kiosk.site.whole import Site

DEMO = Path(__file__).parents[2] / "assets" / "sites" / "demo.toml"
UPS = '{ name = "ups", kind = "nut", port = "tcp://127.0.0.1:3493", ups = "cabinet" }'
SUN = '{ name = "sun", kind = "victron", port = "/dev/solar" }'
TRACER = '{ name = "tracer", kind = "epever", port = "/dev/tracer" }'

Loaded = Callable[[str], Site]


@pytest.fixture
def saying(tmp_path: Path) -> Loaded:
    """The demo's site file with more at its end, loaded."""

    def load(more: str) -> Site:
        file = tmp_path / "site.toml"
        file.write_text(f"{DEMO.read_text('utf-8')}\n{more}\n", "utf-8")
        return load_site(file)

    return load


def power(*supplies: str, keys: str = "") -> str:
    return f"[power]\nsupplies = [{', '.join(supplies)}]\n{keys}\n"


def night(keys: str) -> str:
    return f'[night]\nfrom = "22:00"\nuntil = "06:00"\n{keys}\n'


def test_a_site_may_know_nothing_of_power_and_night(saying: Loaded) -> None:
    site = saying("")
    assert (site.power, site.night) == (None, None)


def test_little_has_to_be_said(saying: Loaded) -> None:
    assert saying(power(UPS)).power == PowerSite(
        (SupplySite("ups", SupplyKind.NUT, "tcp://127.0.0.1:3493", grid=True, ups="cabinet"),),
        PowerRules(no_deposits_below=30, low_below=15, hysteresis=10, settle=60),
        dim=40,
        when_low=WhenLow.POWER_OFF,
        finish_within=300,
    )
    assert saying(night("")).night == NightSite(time(22), time(6), Quiet.SOFT, dark=True, dim=30)


def test_everything_can_be_said(saying: Loaded) -> None:
    volts = '{ name = "sun", kind = "victron", port = "/dev/solar", low_volts = 23.6, well_volts = 25.0 }'
    away = '{ name = "far", kind = "epever", port = "tcp://10.0.0.7:4001", address = 2, grid = true }'
    keys = (
        'no_deposits_below = 50\nlow_below = 20\nhysteresis = 15\nsettle = "2 min"\ndim = 25\n'
        'when_low = "rest"\nfinish_within = "90 s"'
    )
    found = saying(power(volts, away, keys=keys)).power
    assert found == PowerSite(
        (
            SupplySite("sun", SupplyKind.VICTRON, "/dev/solar", grid=False, low_volts=23.6, well_volts=25.0),
            SupplySite("far", SupplyKind.EPEVER, "tcp://10.0.0.7:4001", grid=True, address=2),
        ),
        PowerRules(no_deposits_below=50, low_below=20, hysteresis=15, settle=120),
        dim=25,
        when_low=WhenLow.REST,
        finish_within=90,
    )
    assert found.grids == {"far"}
    said = night('quiet = "silent"\ndark = false\ndim = 10')
    assert saying(said).night == NightSite(time(22), time(6), Quiet.SILENT, dark=False, dim=10)


def test_a_time_may_be_tomls_own(saying: Loaded) -> None:
    assert saying("[night]\nfrom = 23:30:00\nuntil = 05:00:00").night == NightSite(time(23, 30), time(5))


def test_what_is_said_of_them_changes_the_digest(saying: Loaded) -> None:
    digests = {saying(said).digest for said in ("", power(UPS), power(SUN), night(""), night("dim = 31"))}
    assert len(digests) == 5


def test_chargers_may_share_a_line_and_upses_a_upsd(saying: Loaded) -> None:
    second = '{ name = "second", kind = "epever", port = "/dev/tracer", address = 2 }'
    other = '{ name = "other", kind = "nut", port = "tcp://127.0.0.1:3493", ups = "other" }'
    found = saying(power(TRACER, second, UPS, other)).power
    assert found is not None
    assert len(found.supplies) == 4


@pytest.mark.parametrize(
    ("said", "sentence"),
    [
        ("[power]", "power.supplies: it is missing"),
        (power(), "power.supplies: found an empty list; wanted at least 1 of them"),
        (power(UPS, keys="low_belo = 5"), 'power.low_belo: found an unknown key (did you mean "low_below"?)'),
        (
            power('{ name = "x", kind = "diesel", port = "/dev/x" }'),
            'power.supplies["x"].kind: found "diesel"; wanted one of "nut", "victron", "epever"',
        ),
        (
            power('{ name = "x", kind = "nut", port = "tcp://127.0.0.1:3493" }'),
            'power.supplies["x"].ups: it is missing',
        ),
        (
            power('{ name = "x", kind = "nut", port = "tcp://127.0.0.1:3493", ups = "a b" }'),
            'power.supplies["x"].ups: found "a b"',
        ),
        (
            power('{ name = "x", kind = "nut", port = "/dev/x", ups = "a" }'),
            'power.supplies["x"].port: found "/dev/x"; wanted where upsd is, such as "tcp://127.0.0.1:3493"',
        ),
        (
            power('{ name = "x", kind = "victron", port = "ttyUSB0" }'),
            'power.supplies["x"].port: found "ttyUSB0"; wanted a device\'s whole path',
        ),
        (
            power('{ name = "x", kind = "victron", port = "tcp://127.0.0.1" }'),
            'power.supplies["x"].port: found "tcp://127.0.0.1"; wanted an address such as',
        ),
        (
            power('{ name = "x", kind = "victron", port = "/dev/x", address = 3 }'),
            'power.supplies["x"].address: found a key that "victron" has no use for; wanted none',
        ),
        (
            power('{ name = "x", kind = "epever", port = "/dev/x", address = 248 }'),
            'power.supplies["x"].address: found 248; wanted at most 247',
        ),
        (
            power('{ name = "x", kind = "epever", port = "/dev/x", low_volts = 12.5 }'),
            'power.supplies["x"].well_volts: found 12.5; wanted more than `low_volts`, which is 12.5',
        ),
        (
            power('{ name = "x", kind = "nut", port = "tcp://a:1", ups = "a", low_volts = 11.0 }'),
            'power.supplies["x"].low_volts: found a key that "nut" has no use for; wanted none',
        ),
        (power(SUN, SUN), 'power.supplies: found the name "sun" twice; wanted it once'),
        (
            power('{ name = "scanner", kind = "victron", port = "/dev/x" }'),
            'power.supplies: found the name "scanner" twice; wanted it once',
        ),
        (
            power(SUN, '{ name = "other", kind = "victron", port = "/dev/solar" }'),
            'power.supplies["other"].port: found "/dev/solar"; wanted a port where nothing else is',
        ),
        (
            power(TRACER, '{ name = "other", kind = "epever", port = "/dev/tracer", address = 1 }'),
            'power.supplies["other"].port: found "/dev/tracer"; wanted a port where nothing else is',
        ),
        (
            power('{ name = "x", kind = "victron", port = "/dev/serial/by-id/usb-lock-line" }'),
            'power.supplies["x"].port: found "/dev/serial/by-id/usb-lock-line"; wanted a port where nothing',
        ),
        (
            power('{ name = "x", kind = "victron", port = "/dev/serial/by-id/usb-scanner" }'),
            'power.supplies["x"].port: found "/dev/serial/by-id/usb-scanner"; wanted a port where nothing',
        ),
        (
            power(UPS, keys="low_below = 30"),
            "power.low_below: found 30; wanted less than `no_deposits_below`, which is 30",
        ),
        (
            power(UPS, keys="no_deposits_below = 95"),
            "power.hysteresis: found 10; wanted at most 5, so that a full battery is enough",
        ),
        (power(UPS, keys="dim = 0"), "power.dim: found 0; wanted at least 5"),
        (power(UPS, keys='when_low = "hope"'), 'power.when_low: found "hope"; wanted one of "power-off"'),
        (power(UPS, keys='finish_within = "2 h"'), "power.finish_within: found"),
        (power(UPS, keys='settle = "soon"'), 'power.settle: found "soon"; wanted a time such as "90 s"'),
        ('[night]\nuntil = "06:00"', "night.from: it is missing"),
        (
            night("hours = 8"),
            "found an unknown key; wanted one of dark, dim, from, quiet, until",
        ),
        (
            '[night]\nfrom = "24:00"\nuntil = "06:00"',
            'night.from: found "24:00"; wanted a time of day such as "22:00"',
        ),
        (
            '[night]\nfrom = "22:00"\nuntil = 6',
            'night.until: found 6; wanted a time of day such as "22:00"',
        ),
        (
            '[night]\nfrom = "22:00"\nuntil = "22:00"',
            'night.until: found "22:00"; wanted another time than `from`',
        ),
        (night('quiet = "yes"'), 'night.quiet: found "yes"; wanted one of "soft", "silent", "no"'),
        (night("dark = 1"), "night.dark: found 1; wanted true or false"),
    ],
)
def test_what_makes_no_sense_is_refused_with_key_and_finding(
    saying: Loaded, said: str, sentence: str
) -> None:
    with pytest.raises(SiteRefused) as refused:
        saying(said)
    assert sentence in str(refused.value)


def test_the_solar_example_lives_on_a_battery_and_sleeps_at_night() -> None:
    site = load_site(DEMO.with_name("solar.toml"))
    assert site.power is not None
    assert site.power.grids == frozenset()
    assert site.power.when_low is WhenLow.REST
    assert site.night is not None
    assert site.night.dark
    assert site.staff.idle > site.timers.idle
    reached = [home for home in site.cabinet.compartments() if "accessible" in home.features]
    assert reached
    assert all(home.in_reach for home in reached)
