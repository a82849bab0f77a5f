"""Carriers' files: those that Cubby brings, a stranger's own, and every fault with its file, line and key."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from kiosk.cli import main
from kiosk.doctor.command import without_carriers
from kiosk.site.carriers.folder import SHIPPED, carriers_of, load_carrier
from kiosk.site.loading import load_site
from kiosk.site.problems import SiteRefused
from kiosk.site.whole import Site

ROOT = Path(__file__).parents[2]
DEMO = (ROOT / "assets" / "sites" / "demo.toml").read_text("utf-8")
PAGE = (ROOT / "docs" / "carriers.md").read_text("utf-8")
(RECIPE,) = (text for text in re.findall(r"```toml\n(.*?)```", PAGE, re.DOTALL) if "City Bikes" in text)


def site(folder: Path, **files: str) -> Site:
    """The demo's site, with a folder of its own carriers."""
    carriers = folder / "carriers"
    carriers.mkdir()
    for name, text in files.items():
        (carriers / f"{name.replace('_', '-')}.toml").write_text(text, "utf-8")
    file = folder / "site.toml"
    file.write_text('carriers = "carriers"\n' + DEMO, "utf-8")
    return load_site(file)


# --- what Cubby brings ------------------------------------------------------------------------------


@pytest.mark.parametrize("file", sorted(SHIPPED.glob("*.toml")), ids=lambda file: file.stem)
def test_every_file_that_cubby_brings_is_right_with_all_its_examples(file: Path) -> None:
    carrier, _ = load_carrier(file)
    assert carrier.source


def test_no_file_that_cubby_brings_is_left_out() -> None:
    found = carriers_of(None)
    assert found.left_out == ()
    assert len(found.known.every) >= 14
    assert len(found.known.digest) == 64


# --- a stranger's -----------------------------------------------------------------------------------


def test_a_stranger_adds_a_carrier_by_the_recipe_alone(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    here = site(tmp_path, city_bikes=RECIPE)
    assert here.carriers.left_out == ()
    assert main(["label", "check", str(tmp_path / "carriers" / "city-bikes.toml")]) == 0
    assert "no faults. City Bikes: bars." in capsys.readouterr().out
    assert here.carriers.known.numbers("CBN1234567897-X") == ("CB1234567897",)
    assert here.carriers.known.carrier_of("cbn 123 456 789 7") == "City Bikes"
    assert here.carriers.known.is_misread("CBN1234567898")
    assert main(["label", "explain", "CBN1234567897", "--site", str(tmp_path / "site.toml")]) == 0
    told = capsys.readouterr().out
    for word in ("City Bikes: bars", "CB1234567897", "north of the river", "right (luhn)"):
        assert word in told


def test_the_page_names_every_key_and_every_algorithm() -> None:
    from kiosk.labels.checks import CHECKS  # noqa: PLC0415  beside the one test that needs it
    from kiosk.site.carriers import shape  # noqa: PLC0415

    tables = (shape.CarrierTable, shape.LabelRuleTable, shape.PartTable, shape.CheckTable, shape.ExampleTable)
    keys = {key for table in tables for key in table.__dataclass_fields__}
    said = re.sub(r"```.*?```", "", PAGE, flags=re.DOTALL)
    words = set(re.findall(r"[a-z0-9_-]+", " ".join(re.findall(r"`([^`]+)`", said))))
    assert (keys | set(CHECKS)) - words == set()


def test_a_file_of_the_same_name_replaces_cubbys(tmp_path: Path) -> None:
    here = site(tmp_path, ups=RECIPE)
    names = [carrier.name for carrier in here.carriers.known.every]
    assert "City Bikes" in names
    assert "UPS" not in names
    assert here.carriers.known.digest != carriers_of(None).known.digest


def test_a_file_with_a_fault_is_left_out_and_the_kiosk_serves(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    here = site(tmp_path, ups=RECIPE.replace("luhn", "lunh"), city_bikes=RECIPE)
    assert {"UPS", "City Bikes"} <= {carrier.name for carrier in here.carriers.known.every}
    (fault,) = here.carriers.left_out
    assert str(fault).startswith(f"{tmp_path / 'carriers' / 'ups.toml'}: line 15: ")
    (finding,) = without_carriers(here)
    assert "lunh" in finding.text
    assert main(["site", "check", str(tmp_path / "site.toml")]) == 0
    assert "Warning: carriers: " in capsys.readouterr().out


def test_a_folder_that_is_not_there_is_said(tmp_path: Path) -> None:
    file = tmp_path / "site.toml"
    file.write_text('carriers = "nowhere"\n' + DEMO, "utf-8")
    here = load_site(file)
    (fault,) = here.carriers.left_out
    assert "nowhere" in str(fault)
    assert here.carriers.known == carriers_of(None).known


# --- every fault, with its line and key -------------------------------------------------------------

FAULTS = [
    ("source = ", "sorce = ", "sorce", 'did you mean "source"'),
    ('source = "their label handbook of 2026, page 4"\n', "", "source", "missing"),
    ("length = 9", 'length = "9"', 'rules["bars"].parts["number"].length', "a whole number"),
    (
        "length = 9",
        "length = 9, least = 2",
        'rules["bars"].parts["number"]',
        "`length`, or `least` and `most`",
    ),
    ("length = 9", "least = 9, most = 2", 'rules["bars"].parts["number"].most', "at least 9"),
    ('text = "CB"', 'text = "cb"', 'rules["bars"].parts[1].text', "capitals"),
    ('text = "CB"', 'text = "CB", kind = "digits"', 'rules["bars"].parts[1].kind', "a fixed text"),
    ('one_of = ["N", "S"]', "one_of = []", 'rules["bars"].parts["zone"].one_of', "at least one"),
    ('"CB{number}{check}"', '"CB{nummer}{check}"', 'rules["bars"].number', 'did you mean "number"'),
    ('"CB{number}{check}"', '"CB{number"', 'rules["bars"].number', "parts in braces"),
    ('"CB{number}{check}"', '"CB{zone}"', 'rules["bars"].number', "6 or more"),
    ("length = 9", "length = 9, optional = true", 'rules["bars"].number', "optional"),
    ('"luhn"', '"lunh"', 'rules["bars"].check.by', 'did you mean "luhn"'),
    ('"luhn"', '"upu-s10"', 'rules["bars"].check.of', "8 characters"),
    ('"luhn"', '"mod37-36"', 'rules["bars"].check.digit', "letters too"),
    ('of = "{number}"', 'of = "{zone}{number}"', 'rules["bars"].check.of', "digits alone"),
    ('of = "{number}"', 'of = "{number}{check}"', 'rules["bars"].check.of', "without"),
    ('of = "{number}"', 'of = "{number}", digit = "end"', 'rules["bars"].check.digit', "a part of this rule"),
    ('N = "north', 'W = "north', 'rules["bars"].meanings.zone', "a text that the part"),
    ("meanings.zone", "meanings.zones", 'rules["bars"].meanings.zones', 'did you mean "zone"'),
    ('rule = "bars"', 'rule = "bar"', "examples[1].rule", 'did you mean "bars"'),
    ("CBN 123", "CXN 123", "examples[1].label", "fits"),
    ('number = "CB1234567897"', 'number = "CB1"', "examples[1].number", "CB1234567897"),
    ('check = "right"', 'check = "wrong"', "examples[1].check", "right"),
    ("789 7", "789 8", "examples[1].check", "7 would be right"),
    ("[[examples]]", "[[example]]", "example", 'did you mean "examples"'),
    ("distinct = true", "priority = 101", 'rules["bars"].priority', "at most 100"),
    (
        "length = 9 }",
        "length = 9 },\n    { least = 1, most = 9 },\n    { least = 1, most = 9 }",
        'rules["bars"].parts',
        "open length",
    ),
]


@pytest.mark.parametrize(("right", "wrong", "key", "word"), FAULTS)
def test_every_fault_is_told_with_its_file_its_line_and_its_key(
    tmp_path: Path, right: str, wrong: str, key: str, word: str
) -> None:
    file = tmp_path / "city-bikes.toml"
    assert RECIPE.count(right) >= 1
    file.write_text(RECIPE.replace(right, wrong), "utf-8")
    with pytest.raises(SiteRefused) as refused:
        load_carrier(file)
    told = {problem.where: problem for problem in refused.value.problems}
    assert key in told, str(refused.value)
    assert word in told[key].what, told[key].what
    assert str(file) in str(refused.value)
    assert told[key].line or key == "source"


@pytest.mark.parametrize(
    "text",
    ["", "\x00", "name = ", "[" * 2000, "rules = 3", "name = 1", "[[rules]]\n" * 50, "a = " + "9" * 5000],
)
def test_a_file_that_is_none_is_refused_with_a_sentence(tmp_path: Path, text: str) -> None:
    file = tmp_path / "x.toml"
    file.write_text(text, "utf-8")
    with pytest.raises(SiteRefused, match=r"x\.toml: "):
        load_carrier(file)


def test_a_name_that_no_carriers_file_has_is_refused(tmp_path: Path) -> None:
    file = tmp_path / "City Bikes.toml"
    file.write_text(RECIPE, "utf-8")
    with pytest.raises(SiteRefused, match="small letters"):
        load_carrier(file)


# --- the commands -----------------------------------------------------------------------------------


def test_check_tells_all_faults_of_a_folder(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "a.toml").write_text(RECIPE, "utf-8")
    (tmp_path / "b.toml").write_text(RECIPE.replace("luhn", "x").replace('"bars"', '"bar"', 1), "utf-8")
    assert main(["label", "check", str(tmp_path), "--json"]) == 1
    told = json.loads(capsys.readouterr().out)
    assert {Path(each["file"]).name for each in told["faults"]} == {"b.toml"}
    assert len(told["faults"]) >= 2
    assert all(each["line"] for each in told["faults"])


@pytest.mark.parametrize(
    ("code", "words"),
    [
        ("%008182709980000020033350276C", ["DPD: routing label", "DPD 8:30", "right (mod37-36)"]),
        ("%008182709980000020033350276K", ["C would be right", "not taken without asking", "Perhaps"]),
        ("1Z12345E0205271688", ["UPS", "the number stays what it is"]),
        ("4006381333931", ["GS1: goods (GTIN)", "names no parcel"]),
        ("HERE-0001", ["No carrier's rule fits"]),
        ("lZ5R8939O357567127", ["Perhaps 1Z5R89390357567127 was meant"]),
    ],
)
def test_explain_says_in_sentences_what_a_label_is(
    code: str, words: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["label", "explain", code]) == 0
    told = capsys.readouterr().out
    assert all(word in told for word in words), told


def test_explain_answers_programs(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["label", "explain", "420787459400111206206406260787", "--json"]) == 0
    told = json.loads(capsys.readouterr().out)
    assert (told["carrier"], told["misread"]) == ("USPS", False)
    first = told["readings"][0]
    assert (first["number"], first["check"]["found"]) == ("9400111206206406260787", "right")
    assert {"name": "zip", "text": "78745", "meaning": ""} in first["parts"]


@pytest.mark.parametrize(
    "code", ["", "12345", "\x1b[2J123456", "https://example.org/x", "CUBBY:" + "A" * 26, "٠١٢٣٤٥٦٧"]
)
def test_what_is_no_label_is_said_to_be_none(code: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["label", "explain", code, "--json"]) == 1
    told = capsys.readouterr()
    assert json.loads(told.out)["ok"] is False
    assert "\x1b" not in told.err
