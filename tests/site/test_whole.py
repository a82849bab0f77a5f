"""A site file is taken as it is or refused with a sentence a problem."""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Callable
from pathlib import Path
from typing import Final

import pytest

from hardware.locks.driver import Bank, Polarity
from hardware.outcomes.locks import LockAddress
from kiosk.custody.cabinet.cabinet import DoorPlace, Face, Height, Side
from kiosk.custody.proofs.attempts import LIMITS, Limit
from kiosk.custody.things.services import PinScheme
from kiosk.custody.words import Audience, Way
from kiosk.site.loading import load_site
from kiosk.site.parts.camera import CameraSite
from kiosk.site.parts.faces import FacesSite
from kiosk.site.ports import write_changed, write_with_ports
from kiosk.site.problems import SiteRefused
from kiosk.site.whole import Site

DEMO = Path(__file__).parents[2] / "assets" / "sites" / "demo.toml"

Loaded = Callable[..., Site]


_LINE = re.search(r"^services = (.*)$", DEMO.read_text("utf-8"), re.MULTILINE)
assert _LINE is not None
SERVICES = _LINE[1]
"""What the demo's site file says of its services."""


@pytest.fixture
def demo() -> Site:
    return load_site(DEMO)


@pytest.fixture
def changed(tmp_path: Path) -> Loaded:
    """The demo's site file with one text replaced by another, loaded."""

    def load(*changes: tuple[str, str]) -> Site:
        text = DEMO.read_text("utf-8")
        for old, new in changes:
            assert old in text, f"the demo's site file has no {old!r}"
            text = text.replace(old, new, 1)
        file = tmp_path / "site.toml"
        file.write_text(text, "utf-8")
        return load_site(file)

    return load


def refusal(load: Loaded, *changes: tuple[str, str]) -> str:
    with pytest.raises(SiteRefused) as refused:
        load(*changes)
    return str(refused.value)


def test_a_bank_has_the_settings_of_its_maker(changed: Loaded) -> None:
    said = 'board = "waveshare"\naddress = 1\nsettings = { inputs = 16, pulse_ms = 400 }'
    site = changed(('board = "shuoming"\naddress = 1', said))
    assert site.buses[0].banks[0].settings == {"inputs": 16, "pulse_ms": 400}
    assert site.buses[0].banks[1].settings == {}


# --- the demo's cabinet -------------------------------------------------------------------------


def test_the_demo_has_24_compartments_of_four_sizes_in_three_columns(demo: Site) -> None:
    compartments = list(demo.cabinet.compartments())
    assert [c.label for c in compartments] == [str(n) for n in range(1, 25)]
    assert list(demo.cabinet.sizes) == ["S", "M", "L", "XL"]
    assert {c.size for c in compartments} == set(demo.cabinet.sizes)
    assert len(demo.cabinet.columns) == 3
    assert demo.languages == ("en", "de", "pl", "ar")


def test_every_demo_door_has_a_channel_of_two_banks_on_one_line(demo: Site) -> None:
    (bus,) = demo.buses
    wired = {door.lock for c in demo.cabinet.compartments() for door in c.doors}
    assert wired == {LockAddress(bank.name, n) for bank in bus.banks for n in range(1, 13)}
    assert bus.banks[0] == Bank("A", "shuoming", 1, 12, Polarity.SHORT_WHEN_LOCKED)


def test_the_demo_stands_on_the_floor_and_leaves_room_for_the_screen(demo: Site) -> None:
    cabinet = demo.cabinet
    assert min(c.bottom for c in cabinet.compartments()) > 0
    assert max(c.top for c in cabinet.compartments()) < cabinet.height
    assert cabinet.place("10") == DoorPlace(Side.LEFT, Height.KNEE)
    assert cabinet.place("12") == DoorPlace(Side.ABOVE, Height.HEAD)
    assert cabinet.place("13") == DoorPlace(Side.BELOW, Height.HIP)
    assert cabinet.place("16") == DoorPlace(Side.RIGHT, Height.OVERHEAD)


def test_the_demos_accessible_zone_is_in_reach_of_a_seated_person(demo: Site) -> None:
    zone = [c for c in demo.cabinet.compartments() if "accessible" in c.features]
    assert len(zone) == 4
    assert all(c.in_reach for c in zone)


def test_no_two_compartments_of_the_demo_overlap(demo: Site) -> None:
    for column in demo.cabinet.columns:
        for upper, lower in zip(column.compartments, column.compartments[1:], strict=False):
            assert lower.top <= upper.bottom
        assert all(c.top > c.bottom for c in column.compartments)


# --- what the keys mean -------------------------------------------------------------------------


def test_a_service_overrides_the_sites_defaults_and_those_override_cubbys(changed: Loaded) -> None:
    own = '[{ name = "pharmacy", pin = "six-and-phone", retention = "3 days" }, "parcel"]'
    site = changed((SERVICES, own), ('retention = "48 h"', 'retention = "90 min"'))
    pharmacy, parcel = site.services["pharmacy"], site.services["parcel"]
    assert (pharmacy.pin, pharmacy.retention) == (PinScheme.SIX_AND_PHONE, 3 * 86_400)
    assert (parcel.pin, parcel.retention) == (PinScheme.EIGHT, 90 * 60)
    assert parcel.reminders == 3


def test_a_compartment_with_a_rear_door_has_two_doors(changed: Loaded) -> None:
    doors = 'doors = [{ bank = "A", channel = 1 }, { bank = "A", channel = 2, face = "rear" }]'
    site = changed(
        ('label = "1", size = "S", bank = "A", channel = 1', f'label = "1", size = "S", {doors}'),
        ('  { label = "2", size = "S", bank = "A", channel = 2 },\n', ""),
    )
    first = site.cabinet.compartment("1")
    assert first is not None
    assert [(d.id, d.face, d.lock) for d in first.doors] == [
        ("1", Face.FRONT, LockAddress("A", 1)),
        ("1/rear", Face.REAR, LockAddress("A", 2)),
    ]


def test_a_height_of_its_own_moves_what_is_below(changed: Loaded) -> None:
    site = changed(('label = "1", size = "S"', 'label = "1", size = "S", height = 20, gap = 1'))
    first, second = site.cabinet.columns[0].compartments[:2]
    assert (first.top, first.bottom, second.top) == (191, 171, 171)


def test_a_scanner_may_have_to_be_told_when_to_look(changed: Loaded, demo: Site) -> None:
    assert demo.scanner is not None
    assert demo.scanner.trigger == ""
    port = 'port = "/dev/serial/by-id/usb-scanner"'
    site = changed((port, f'{port}\ntrigger = "em3095"'))
    assert site.scanner is not None
    assert site.scanner.trigger == "em3095"


def test_a_site_may_do_without_scanner_and_camera(changed: Loaded) -> None:
    text = DEMO.read_text("utf-8")
    readers = text[text.index("[scanner]") : text.index("[screen]")]
    site = changed((readers, ""))
    assert (site.scanner, site.camera) == (None, None)


# --- faces --------------------------------------------------------------------------------------

_FACES = ("[screen]", "[faces]\n{}\n[screen]")


def _faces(text: str) -> tuple[str, str]:
    return _FACES[0], _FACES[1].format(text)


def test_faces_are_off_unless_the_site_switches_them_on(demo: Site, changed: Loaded) -> None:
    assert demo.faces is None
    assert changed(_faces("")).faces == FacesSite(0.45, 0.42, 0.06, 365 * 86_400, flashes=True)
    told = changed(_faces('one = 0.4\nmany = 0.38\nmargin = 0.1\nkeep = "90 days"\nflashes = false')).faces
    assert told == FacesSite(0.4, 0.38, 0.1, 90 * 86_400, flashes=False)


@pytest.mark.parametrize(
    ("said", "sentence"),
    [
        ("one = 0.6", "faces.one: found 0.6; wanted at most 0.5"),
        ('keep = "1096 days"', 'faces.keep: found "1096 days"; wanted at most 94608000'),
        ("one = 0.3", "faces.many: found 0.42; wanted at most `one`, which is 0.3"),
    ],
)
def test_faces_are_never_known_loosely_nor_kept_for_ever(changed: Loaded, said: str, sentence: str) -> None:
    assert sentence in refusal(changed, _faces(said))


def test_faces_need_a_camera(changed: Loaded) -> None:
    text = DEMO.read_text("utf-8")
    camera = text[text.index("[camera]") : text.index("[screen]")]
    assert "faces: found no `[camera]` to see them with" in refusal(changed, (camera, "[faces]\n"))


# --- the digest ---------------------------------------------------------------------------------


def test_layout_and_comments_do_not_change_the_digest(demo: Site, changed: Loaded) -> None:
    same = changed(
        ("# Left of the screen.", "\n\n# Elsewhere."), ('retention = "48 h"', "retention = 172800")
    )
    assert same.digest == demo.digest


@pytest.mark.parametrize(
    ("old", "new"),
    [("channel = 12 }", 'channel = 12, features = ["powered"] }'), ('phone = "+49', 'phone = "+48')],
)
def test_what_is_said_changes_the_digest(demo: Site, changed: Loaded, old: str, new: str) -> None:
    assert changed((old, new)).digest != demo.digest


# --- refusals -----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("old", "new", "sentence"),
    [
        (
            'bank = "A", channel = 2 ',
            'bank = "A", channel = 1 ',
            (
                'compartments["2"].channel: found bank "A" channel 1, which opens a door of "1"; '
                "wanted one lock a door"
            ),
        ),
        ('label = "2"', 'label = "1"', 'cabinet.columns: found the label "1" twice; wanted it once'),
        (
            '"shuoming"',
            '"shuomin"',
            (
                'buses["locks"].banks["A"].board: found "shuomin"; wanted one of the boards '
                '"shuoming", "kerong-cu16", "kerong-cu48", "winnsen", "wkly", "dc02", "waveshare", '
                '"r4d3b16", "gpio", "mcp23017", "tasmota", "esphome" (did you mean "shuoming"?)'
            ),
        ),
        (
            'bank = "A", channel = 2 ',
            'bank = "C", channel = 2 ',
            'compartments["2"].bank: found "C"; wanted one of the banks "A", "B"',
        ),
        (
            'bank = "A", channel = 2 ',
            'bank = "A", channel = 13 ',
            'compartments["2"].channel: found 13; wanted a channel from 1 to 12, which bank "A" has',
        ),
        (
            'size = "S"',
            'size = "XXL"',
            (
                'compartments["1"].size: found "XXL"; wanted one of the sizes "S", "M", "L", "XL" '
                '(did you mean "XL"?)'
            ),
        ),
        (
            'size = "S", bank',
            'sise = "S", bank',
            'cabinet.columns[1].compartments["1"].sise: found an unknown key (did you mean "size"?)',
        ),
        (
            'board = "shuoming"\naddress = 1',
            'board = "winnsen"\naddress = 1\nsettings = { pulse_ms = 500 }',
            'banks["A"].settings.pulse_ms: found an unknown setting; wanted none, as this board has none',
        ),
        (
            'board = "shuoming"\naddress = 1',
            'board = "kerong-cu48"\naddress = 1\nsettings = { dialekt = "v2.1" }',
            'settings.dialekt: found an unknown setting; wanted one of "dialect" (did you mean',
        ),
        (
            'board = "shuoming"\naddress = 1',
            'board = "kerong-cu48"\naddress = 1\nsettings = { field_order = "lock-board" }',
            "settings.field_order: found a setting that is no longer there, as every board has its address",
        ),
        (
            'board = "shuoming"\naddress = 1',
            'board = "kerong-cu48"\naddress = 10',
            "address: found 10; wanted an address from 0 to 9",
        ),
        (
            'board = "shuoming"\naddress = 1',
            'board = "shuoming"\naddress = 1\nsettings = { dialect = "2024" }',
            'settings.dialect: found "2024"; wanted one of "usual", "2025", "ybm", "timed"',
        ),
        (
            'board = "shuoming"\naddress = 1',
            'board = "waveshare"\naddress = 1\nsettings = { pulse_ms = 550 }',
            "settings.pulse_ms: found 550; wanted a number from 100 to 5000 in steps of 100",
        ),
        (
            'board = "shuoming"\naddress = 1',
            'board = "kerong-cu16"\naddress = 1',
            'buses["locks"].baud: found boards that leave their factories with different settings',
        ),
        ("width = 44", 'width = "44"', 'cabinet.columns[1].width: found "44"; wanted a number'),
        ("channels = 12", "channels = true", 'banks["A"].channels: found true; wanted a whole number'),
        ("channels = 12", "channels = 51", 'banks["A"].channels: found 51; wanted from 1 to 50 of them'),
        (
            "address = 2",
            "address = 1",
            'buses["locks"].banks["B"].address: found 1, which bank "A" has; wanted one address a board',
        ),
        (
            "address = 2",
            "address = 201",
            'buses["locks"].banks["B"].address: found 201; wanted an address from 1 to 200',
        ),
        ('label = "2"', 'label = "2/rear"', 'found "2/rear"; wanted 1 to 8 characters without a slash'),
        (
            'bank = "A", channel = 2 ',
            'bank = "A" ',
            'compartments["2"].channel: it is missing',
        ),
        (', bank = "A", channel = 2 ', " ", 'compartments["2"]: found no door'),
        ("gap = 72", "gap = 60", 'compartments["13"]: it stands at 60 to 96 cm, where the panel is'),
        (
            "gap = 72",
            "gap = 120",
            "cabinet.columns[2]: its compartments need 228 cm; wanted at most the 192 cm there are",
        ),
        ("height = 71", "height = 171", "cabinet.panel: it ends at 255.5 cm"),
        ('pin = "eight"', 'pin = "four"', 'defaults.pin: found "four"; wanted one of "eight", '),
        ('"48 h"', '"48 hours"', 'defaults.retention: found "48 hours"; wanted a time such as'),
        (
            '["parcel",',
            '["parcels",',
            'services: found "parcels"; wanted a table, or one of the service files',
        ),
        ('services = ["parcel"', 'served = ["parcel"', "services: it is missing"),
        ("Europe/Berlin", "Europe/Berln", '(did you mean "Europe/Berlin"?)'),
        ('"en", "de"', '"en", "en"', 'languages: found this language "en" twice'),
        ('["en", "de", "pl", "ar"]', "[]", "languages: found an empty list; wanted at least 1 of them"),
        ("XL = 1", "XL = -1", "reserve.XL: found -1; wanted at least 0"),
        ("XL = 1", "XS = 1", 'reserve.XS: found "XS"; wanted one of the sizes'),
        ('"/dev/serial/by-id/usb-lock-line"', '"COM3"', 'found "COM3"; wanted a device\'s whole path'),
        ('"/dev/v4l/by-path/platform-camera"', '"0"', 'camera.source: found "0"; wanted a device'),
        ('"/dev/serial/by-id/usb-scanner"', '"ttyS0"', 'scanner.port: found "ttyS0"; wanted a device'),
        (
            '"/dev/serial/by-id/usb-scanner"',
            '"/dev/x"\ntrigger = "em3059"',
            'scanner.trigger: found "em3059"; wanted one of',
        ),
        ('"/dev/serial/by-id/usb-lock-line"', '"tcp://x"', "wanted an address such as"),
        ('phone = "+49 30 555 0100"', 'phone = " "', 'phone: found " "; wanted a text on one line'),
        (
            '"Cubby demonstration"',
            '"Cubby\\nshop"',
            'operator: found "Cubby\\nshop"; wanted a text on one line',
        ),
        ('label = "2"', 'label = "\\u202e2"', "wanted a text on one line, without signs that can't be seen"),
        (SERVICES, f'["{"x" * 300}"]', "services: found"),
        ("height = 11", "height = nan", "sizes.S.height: found NaN; wanted a number"),
    ],
)
def test_a_wrong_file_is_refused_with_key_and_finding(
    changed: Loaded, old: str, new: str, sentence: str
) -> None:
    assert sentence in refusal(changed, (old, new))


def test_boards_whose_frames_open_each_others_doors_share_no_line(changed: Loaded) -> None:
    """A Winnsen's poll at station 101 is the 8A board's "open several" at address 7."""
    eight_a = ('board = "shuoming"\naddress = 1', 'board = "shuoming"\naddress = 7')
    station = ('board = "shuoming"\naddress = 2', 'board = "winnsen"\naddress = 101')
    told = refusal(changed, eight_a, station)
    assert (
        'banks["B"].address: found 101, where what this board is asked would open doors of bank "A"' in told
    )
    changed(eight_a, (station[0], station[1].replace("101", "2")))


def test_what_is_not_toml_is_refused_with_line_and_column(changed: Loaded) -> None:
    told = refusal(changed, ('id = "DEMO-1"', "id = DEMO"))
    assert "site.toml: line 4, column 6: found what is not TOML" in told


def test_a_file_that_is_not_there_is_refused(tmp_path: Path) -> None:
    with pytest.raises(SiteRefused, match=r"no\.toml: it can't be read \(No such file or directory\)"):
        load_site(tmp_path / "no.toml")


def test_a_mark_that_some_editors_write_first_is_no_fault(tmp_path: Path) -> None:
    file = tmp_path / "site.toml"
    file.write_bytes(b"\xef\xbb\xbf" + DEMO.read_bytes())
    assert load_site(file).digest == load_site(DEMO).digest


def test_what_is_nested_without_end_is_refused(tmp_path: Path) -> None:
    file = tmp_path / "site.toml"
    file.write_text(f"id = {'[' * 5000}{']' * 5000}\n")
    with pytest.raises(SiteRefused, match="nested too deeply"):
        load_site(file)


def test_a_file_that_is_not_utf_8_is_refused(tmp_path: Path) -> None:
    file = tmp_path / "site.toml"
    file.write_bytes(b'id = "\xff"')
    with pytest.raises(SiteRefused, match="not UTF-8"):
        load_site(file)


def test_every_problem_has_its_own_sentence(changed: Loaded) -> None:
    told = refusal(changed, ("fullscreen", "fulscreen"), ("width = 44", "width = -1"))
    assert len(told.splitlines()) == 2


def test_refusals_name_the_file_and_carry_their_problems(changed: Loaded) -> None:
    with pytest.raises(SiteRefused) as refused:
        changed(("address = 2", "address = 1"))
    (problem,) = refused.value.problems
    assert refused.value.path.name == "site.toml"
    assert problem.where == 'buses["locks"].banks["B"].address'


def test_a_site_is_a_value_that_nobody_changes(demo: Site) -> None:
    with pytest.raises(dataclasses.FrozenInstanceError):
        demo.id = "other"  # type: ignore[misc]  # what the test is about


TERMINAL: Final = {"kind": "zvt", "port": "tcp://192.168.1.20:20007"}


# --- the same site elsewhere --------------------------------------------------------------------


def test_a_site_written_for_other_ports_is_the_same_site_there(demo: Site, tmp_path: Path) -> None:
    target = tmp_path / "here.toml"
    write_with_ports(
        DEMO,
        target,
        {"locks": Path("/elsewhere/bus")},
        Path("/elsewhere/scanner"),
        Path("/elsewhere/pictures"),
    )
    there = load_site(target)
    assert there.buses == (dataclasses.replace(demo.buses[0], port="/elsewhere/bus"),)
    assert there.camera == CameraSite("folder:/elsewhere/pictures")
    assert (there.cabinet, there.services, there.languages) == (demo.cabinet, demo.services, demo.languages)
    assert there.digest != demo.digest


def test_terminals_come_along_without_their_passwords(tmp_path: Path) -> None:
    shop, target = DEMO.with_name("corner-shop.toml"), tmp_path / "here.toml"
    write_changed(shop, tmp_path / "with.toml", {"terminals": [{**TERMINAL, "password": "terminal.txt"}]})
    at = {"terminal": Path("/elsewhere/terminal")}
    bus = {"locks": Path("/elsewhere/bus")}
    printer = Path("/elsewhere/printer")
    write_with_ports(tmp_path / "with.toml", target, bus, None, None, None, printer, terminals=at)
    (terminal,) = load_site(target).terminals
    assert (terminal.port, terminal.currency, terminal.password) == ("/elsewhere/terminal", "EUR", None)


def test_readers_that_are_not_there_are_left_out(tmp_path: Path) -> None:
    target = tmp_path / "here.toml"
    write_with_ports(DEMO, target, {"locks": Path("/elsewhere/bus")}, None, None)
    there = load_site(target)
    assert (there.scanner, there.camera) == (None, None)


# --- how fast attempts are taken ------------------------------------------------------------------


def test_a_site_without_limits_of_its_own_has_cubbys(demo: Site) -> None:
    assert demo.limits == LIMITS


def test_a_site_says_how_fast_each_way_takes_attempts(changed: Loaded) -> None:
    said = '[attempts.staff]\nbadge = { at_once = 3, then_every = "5 min" }\n[timers]'
    site = changed(("[timers]", said))
    assert site.limits[Way.BADGE, Audience.STAFF] == Limit(3, 300.0)
    assert {k: v for k, v in site.limits.items() if k != (Way.BADGE, Audience.STAFF)} == {
        k: v for k, v in LIMITS.items() if k != (Way.BADGE, Audience.STAFF)
    }


@pytest.mark.parametrize(
    "said",
    [
        "type = { at_once = 0, then_every = 60 }",
        "type = { at_once = 5, then_every = 0 }",
        "type = { at_once = 5 }",
        "command = { at_once = 5, then_every = 60 }",
        "type = 5",
    ],
)
def test_a_limit_that_limits_nothing_is_refused(changed: Loaded, said: str) -> None:
    assert "attempts.visitors" in refusal(changed, ("[timers]", f"[attempts.visitors]\n{said}\n[timers]"))


def test_a_country_is_one_that_has_phones_and_need_not_be_said(demo: Site, changed: Loaded) -> None:
    assert demo.country == ""
    assert changed(('phone = "+49 30 555 0100"', 'phone = "030 555 0100"\ncountry = "AT"')).country == "AT"


@pytest.mark.parametrize("country", ["de", "Germany", "XX", ""])
def test_what_is_no_country_is_refused(changed: Loaded, country: str) -> None:
    with pytest.raises(SiteRefused, match="country"):
        changed(('phone = "+49 30 555 0100"', f'phone = "030 555 0100"\ncountry = "{country}"'))
