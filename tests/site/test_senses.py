"""What a site file says of sensors, contacts and the printer, and how it can be wrong."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from kiosk.custody.words import ContactKind
from kiosk.site.loading import load_site
from kiosk.site.parts.printer import PrinterSite
from kiosk.site.problems import SiteRefused
from kiosk.site.whole import Site

SITES = Path(__file__).parents[2] / "assets" / "sites"
CHILLED = SITES / "chilled.toml"

Loaded = Callable[..., Site]


@pytest.fixture
def changed(tmp_path: Path) -> Loaded:
    """The chilled site's file with one text replaced by another, loaded."""

    def load(*changes: tuple[str, str], of: Path = CHILLED) -> Site:
        text = of.read_text("utf-8")
        for old, new in changes:
            assert old in text, f"{of.name} has no {old!r}"
            text = text.replace(old, new, 1)
        file = tmp_path / "site.toml"
        file.write_text(text, "utf-8")
        return load_site(file)

    return load


def test_the_chilled_site_has_two_zones_two_contacts_and_a_printer() -> None:
    site = load_site(CHILLED)
    fridge, freezer = site.probes()
    assert (fridge.name, fridge.address, fridge.compartments) == ("fridge", 1, ("9", "10", "11"))
    assert (fridge.limits.least, fridge.limits.most) == (20, 80)
    assert (fridge.limits.grace, fridge.limits.unwatched) == (15, 120)
    assert (freezer.limits.least, freezer.limits.most, freezer.limits.grace) == (None, -180, 600)
    assert [(c.name, c.kind, c.channel) for c in site.contacts()] == [
        ("tamper", ContactKind.TAMPER, 8),
        ("service-door", ContactKind.CABINET_DOOR, 1),
    ]
    assert site.printer == PrinterSite("/dev/serial/by-id/usb-printer")


def test_a_compartment_knows_to_what_its_air_is_kept() -> None:
    kept = {c.label: c.temperature for c in load_site(CHILLED).cabinet.compartments()}
    assert {kept["9"], kept["11"]} == {"biological"}
    assert kept["12"] == "frozen"
    assert kept["1"] == ""


def test_only_the_chilled_service_asks_for_a_class_and_quarantines() -> None:
    services = load_site(CHILLED).services
    assert (services["chilled"].temperature, services["chilled"].quarantine_on_excursion) == (
        "biological",
        True,
    )
    assert (services["parcel"].temperature, services["parcel"].quarantine_on_excursion) == ("", False)


def test_a_site_without_senses_has_none() -> None:
    site = load_site(SITES / "demo.toml")
    assert (site.sensors, site.probes(), site.contacts(), site.printer) == ((), (), (), None)


def test_a_site_may_add_a_class_of_its_own(changed: Loaded) -> None:
    site = changed(
        (
            "[temperatures.biological]",
            "[temperatures.wine]\nleast = 10\nmost = 14.5\n[temperatures.biological]",
        ),
        ('temperature = "frozen"', 'temperature = "wine"'),
    )
    assert (site.probes()[1].limits.least, site.probes()[1].limits.most) == (100, 145)


def test_the_sensors_of_a_machine_that_nobody_has_learned_may_name_doors_to_come(changed: Loaded) -> None:
    said = (
        '[[sensors]]\nname = "air"\nport = "/dev/air"\n'
        'climate = [{ name = "fridge", temperature = "fresh", compartments = ["1", "2"] }]\n\n[sizes]'
    )
    site = changed(("[sizes]", said), of=SITES / "new.toml")
    assert site.probes()[0].compartments == ("1", "2")


@pytest.mark.parametrize(
    ("old", "new", "sentence"),
    [
        (
            'temperature = "biological", compartments',
            'temperature = "biologic", compartments',
            (
                'sensors["sensors"].climate["fridge"].temperature: found "biologic"; wanted one of the '
                'classes "room", "fresh", "biological", "frozen" (did you mean "biological"?)'
            ),
        ),
        (
            '["12", "13"]',
            '["11", "12", "13"]',
            (
                'climate["freezer"].compartments: found compartment "11", which "fridge" measures; '
                "wanted one sensor a compartment"
            ),
        ),
        (
            '["12", "13"]',
            '["12", "14"]',
            'compartments: found "14"; wanted labels of compartments, which are "1"',
        ),
        ('["12", "13"]', "[]", 'climate["freezer"].compartments: found an empty list; wanted at least 1'),
        (
            '["12", "13"]',
            '["12"]',
            'compartments["13"].features: found "chilled", and no sensor measures it; wanted it among',
        ),
        (
            'name = "freezer", address = 2',
            'name = "freezer", address = 1',
            'climate["freezer"].address: found 1, which "fridge" has; wanted one address a sensor',
        ),
        ('name = "freezer"', 'name = "fridge"', 'sensors: found this name "fridge" twice; wanted it once'),
        ('name = "freezer"', 'name = "printer"', 'sensors: found this name "printer" twice; wanted it once'),
        ('name = "tamper"', 'name = "fridge"', 'sensors: found this name "fridge" twice; wanted it once'),
        ('kind = "tamper"', 'kind = "door"', 'contacts["tamper"].kind: found "door"; wanted one of "tamper"'),
        (
            "address = 9, channel = 8",
            "address = 2, channel = 8",
            'contacts["tamper"].address: found 2, which the sensor "freezer" has; wanted the address of',
        ),
        (
            "address = 9, channel = 8",
            "address = 9, channel = 1",
            'contacts["service-door"].channel: found input 1 of board 9, which "tamper" has; wanted one',
        ),
        ("channel = 8 }", "channel = 0 }", 'contacts["tamper"].channel: found 0; wanted at least 1'),
        ("by-id/usb-sensors", "by-id/usb-lock-line", "which something else has; wanted a port of its own"),
        (
            "by-id/usb-printer",
            "by-id/usb-sensors",
            "printer.port: found /dev/serial/by-id/usb-sensors, which",
        ),
        (
            '"/dev/serial/by-id/usb-printer"',
            '"LPT1"',
            'such as "/dev/serial/by-id/...", or "tcp://host:port", or "file:/dev/usb/lp0"',
        ),
        ("paper = 80", "paper = 60", "printer.paper: found 60; wanted one of 58, 80"),
        (
            "least = 2\nmost = 8",
            "",
            "temperatures.biological: found no limit; wanted `least`, `most` or both",
        ),
        (
            "most = 8",
            "most = 2",
            "temperatures.biological.most: found 2.0; wanted more than `least`, which is 2",
        ),
        ("most = 8", "most = 800", "temperatures.biological.most: found 800; wanted at most 80"),
        ("most = 8", 'most = "8 C"', 'temperatures.biological.most: found "8 C"; wanted a number'),
        (
            'grace = "15 s"',
            'grace = "soon"',
            'temperatures.biological.grace: found "soon"; wanted a time such as',
        ),
        (
            'temperature = "biological", compartments',
            'temperature = "fresh", compartments',
            'services["chilled"].temperature: found "biological", to which no sensor here keeps',
        ),
        (
            '["parcel", "chilled"]',
            '[{ name = "pills", temperature = "cold" }]',
            'services["pills"].temperature: found "cold"; wanted one of the classes "room"',
        ),
        (
            '["parcel", "chilled"]',
            '[{ name = "pills", quarantine_on_excursion = true }]',
            'services["pills"].quarantine_on_excursion: found true, and no `temperature`; wanted the class',
        ),
    ],
)
def test_what_is_wrong_with_senses_has_a_sentence(changed: Loaded, old: str, new: str, sentence: str) -> None:
    with pytest.raises(SiteRefused) as refused:
        changed((old, new))
    assert sentence in str(refused.value)


def test_a_line_with_nothing_on_it_is_refused(changed: Loaded) -> None:
    with pytest.raises(SiteRefused) as refused:
        changed(("[screen]", '[[sensors]]\nname = "more"\nport = "/dev/more"\n\n[screen]'))
    assert 'sensors["more"]: nothing is on it; wanted `climate`, `contacts` or both' in str(refused.value)
