"""What is under a site file's name, and where in its text something is wrong."""

from __future__ import annotations

import json
import os
import socket
import threading
import tomllib
from collections.abc import Callable
from pathlib import Path

import pytest

from kiosk.site.loading import load_site
from kiosk.site.positions import positions
from kiosk.site.problems import SiteRefused, path_of
from kiosk.site.text import LARGEST

SITES = Path(__file__).parents[2] / "assets" / "sites"
DEMO = SITES / "demo.toml"


def refusal(file: Path) -> list[str]:
    """The sentences, without the file's name."""
    with pytest.raises(SiteRefused) as refused:
        load_site(file)
    assert all(line.startswith(f"{refused.value.path}: ") for line in str(refused.value).splitlines())
    return [str(problem) for problem in refused.value.problems]


@pytest.fixture
def changed(tmp_path: Path) -> Callable[..., Path]:
    """The demo's file with some of its texts replaced."""

    def change(*changes: tuple[str, str]) -> Path:
        text = DEMO.read_text("utf-8")
        for old, new in changes:
            assert old in text
            text = text.replace(old, new, 1)
        file = tmp_path / "site.toml"
        file.write_text(text, "utf-8")
        return file

    return change


# --- what is no file in TOML ----------------------------------------------------------------------


def test_a_number_without_end_is_a_sentence_with_its_line(changed: Callable[..., Path]) -> None:
    file = changed(("address = 1", f"address = {'9' * 5000}"))
    line = DEMO.read_text().splitlines().index("address = 1") + 1
    assert refusal(file) == [f"line {line}: found a number that is too long; wanted one of at most 18 digits"]


@pytest.mark.parametrize("number", ["0x" + "f" * 5000, "9" * 400, "-9223372036854775809", "0b1" + "0" * 9000])
def test_a_number_that_toml_has_no_room_for_is_one_as_well(changed: Callable[..., Path], number: str) -> None:
    (told,) = refusal(changed(("address = 2", f"address = {number}")))
    assert 'buses["locks"].banks["B"].address: found a number that is too long' in told
    assert told.startswith("line ")


def test_a_pipe_that_nobody_writes_is_a_sentence_at_once(tmp_path: Path) -> None:
    pipe = tmp_path / "pipe.toml"
    os.mkfifo(pipe)
    told: list[list[str]] = []
    asking = threading.Thread(target=lambda: told.append(refusal(pipe)), daemon=True)
    asking.start()
    asking.join(30)
    if asking.is_alive():  # let it end
        pipe.write_text("")
    assert told == [["found a named pipe; wanted a file in TOML"]]


def test_what_is_no_plain_file_is_named(tmp_path: Path) -> None:
    assert refusal(tmp_path) == ["found a folder; wanted a file in TOML"]
    assert refusal(Path("/dev/zero")) == ["found a device; wanted a file in TOML"]
    link = tmp_path / "link"
    link.symlink_to(link)
    assert refusal(link) == ["it can't be read (Too many levels of symbolic links); wanted a file in TOML"]
    with socket.socket(socket.AF_UNIX) as listening:
        listening.bind(f"/proc/self/fd/{os.open(tmp_path, os.O_PATH)}/sock")
        (told,) = refusal(tmp_path / "sock")
    assert told.endswith("wanted a file in TOML")


def test_a_file_that_is_too_large_is_not_read(tmp_path: Path) -> None:
    file = tmp_path / "large.toml"
    with file.open("wb") as large:
        large.truncate(50_000_000)
    assert refusal(file) == ["found more than 1 MB; wanted a file in TOML"]
    file.write_bytes(DEMO.read_bytes() + b"#" * (LARGEST - DEMO.stat().st_size))
    assert load_site(file).digest == load_site(DEMO).digest


@pytest.mark.parametrize(
    ("content", "told"),
    [
        (b'id = "a"\noperator = "\xff"\n', "line 2: found a byte (0xff) that is not UTF-8"),
        ("id = 1\n".encode("utf-16"), "line 1: found a byte (0xff) that is not UTF-8"),
        (b"id = 1\nzone = \n", "line 2, column 8: found what is not TOML"),
        (b'id = 1\nzone = "', "line 2: found what is not TOML"),
        (b"id = 1\nid = 2\n", "line 2, column 7: found what is not TOML"),
        (b"\x00", "line 1, column 1: found what is not TOML"),
        (b"", "id: it is missing"),
    ],
)
def test_what_is_no_toml_is_told_with_its_line(tmp_path: Path, content: bytes, told: str) -> None:
    file = tmp_path / "site.toml"
    file.write_bytes(content)
    assert refusal(file)[0].startswith(told)


# --- on which line --------------------------------------------------------------------------------

TEXT = '''\
# a comment = 1
plain = 1
"quoted key" = "a # no comment"
a.b . c = [ # a list
  1,
  { label = "x", inner = { deep = 2 } }, # = 3
  [
    """
several = 1
lines""",
    4,
  ],
]

[table]
'key.with.dots' = 1979-05-27T07:32:00Z
text = \'\'\'
no = "key"
\'\'\'

[[list]]
name = "one"
[list.below]
here = true
[[list]]
name = "two"
[[list.inside]]
"é" = 1.5e3
[[list.inside]]
last = nan'''


def test_every_key_is_found_on_its_line() -> None:
    lines = positions(TEXT, tomllib.loads(TEXT)).lines
    expected = {
        "plain": 2,
        "quoted key": 3,
        "a.b.c": 4,
        "a.b.c[1]": 5,
        'a.b.c["x"].inner.deep': 6,
        "a.b.c[3]": 7,
        "a.b.c[3][1]": 8,
        "a.b.c[3][2]": 11,
        "table": 15,
        "table.key.with.dots": 16,
        "table.text": 17,
        'list["one"]': 21,
        'list["one"].name': 22,
        'list["one"].below.here': 24,
        'list["two"].name': 26,
        'list["two"].inside[1].é': 28,
        'list["two"].inside[2].last': 30,
    }
    assert {where: lines.get(where) for where in expected} == expected


@pytest.mark.parametrize("file", sorted(SITES.glob("*.toml")), ids=lambda file: file.name)
def test_of_our_own_files_every_value_is_found(file: Path) -> None:
    text = file.read_text("utf-8")
    content = tomllib.loads(text)
    lines = positions(text, content).lines
    places = list(_places(content, ()))
    assert len(places) > 20
    assert [where for where in places if where not in lines] == []


def _places(value: object, keys: tuple[str | int, ...], top: object = None) -> list[str]:
    top = value if top is None else top
    inner = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    here = [path_of(keys, top)] if keys else []
    return here + [place for key, one in inner for place in _places(one, (*keys, key), top)]


# --- everything at once ---------------------------------------------------------------------------


def test_everything_that_is_wrong_is_told_in_one_look_from_the_first_line_on(
    changed: Callable[..., Path],
) -> None:
    told = refusal(
        changed(
            ("Europe/Berlin", "Europe/Berln"),
            ('["parcel",', '["parcels",'),
            ('pin = "eight"', 'pin = "four"'),
            ("XL = 1", "XXS = 1"),
            ("address = 2", "address = 1"),
            ("fullscreen", "fulscreen"),
            (
                'label = "2", size = "S", bank = "A", channel = 2',
                'label = "2", size = "S", bank = "C", channel = 2',
            ),
            ('label = "3", size = "M"', 'label = "3", sise = "M"'),
            ('label = "5"', 'label = "4"'),
        )
    )
    wheres = [line.split(": ")[1] for line in told]
    assert wheres == [
        "time_zone",
        "services",
        "defaults.pin",
        "reserve.XXS",
        'buses["locks"].banks["B"].address',
        "screen.fulscreen",
        'compartments["2"].bank',
        'cabinet.columns[1].compartments["3"].size',
        'cabinet.columns[1].compartments["3"].sise',
        "cabinet.columns",
    ]
    lines = [int(line.split(":")[0].removeprefix("line ")) for line in told]
    text = (changed()).read_text().splitlines()
    assert lines == sorted(lines)
    assert "time_zone" in text[lines[0] - 1]
    assert 'label = "5"' in text[lines[-1] - 1]


def test_what_is_wrong_makes_nothing_else_look_wrong(changed: Callable[..., Path]) -> None:
    """A board that can't be read is not also missing for its doors, nor a size for its compartments."""
    for change in (
        ("address = 2", 'address = "2"'),
        ("channels = 12", "channels = 1200"),
        ("height = 17", "height = 0"),
        ("XL = { width = 42", "XL = { width = -42"),
        ("height = 194", 'height = "194"'),
        ("width = 44", "width = 0"),
        ('label = "5", size = "M"', 'label = "5", size = 5'),
        ("bottom = 84.5", 'bottom = "84.5"'),
        ('["en", "de", "pl", "ar"]', '"en"'),
        ('label = "20"', "label = 20"),
    ):
        assert len(refusal(changed(change))) == 1, change


def test_a_line_is_found_for_every_fault_that_the_tests_of_sites_know(changed: Callable[..., Path]) -> None:
    from tests.site import test_whole  # noqa: PLC0415  its table of wrong files

    (wrong,) = (
        mark.args[1]
        for mark in test_whole.test_a_wrong_file_is_refused_with_key_and_finding.pytestmark  # type: ignore[attr-defined]  # pytest's own
        if mark.name == "parametrize"
    )
    without = []
    for old, new, _ in wrong:
        without += [line for line in refusal(changed((old, new))) if not line.startswith("line ")]
    assert without == ["services: it is missing"]


def test_problems_are_objects_for_programs() -> None:
    with pytest.raises(SiteRefused) as refused:
        load_site(Path("/dev/null"))
    assert json.dumps([problem.what for problem in refused.value.problems])
