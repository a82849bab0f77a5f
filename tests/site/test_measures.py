"""What `cubby site check` and `doctor` say of letters, buttons and doors, in millimetres."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from kiosk.cli import main
from kiosk.site.loading import load_site
from kiosk.site.measures import (
    BODY,
    CAPITAL,
    LEAST,
    LEAST_PIXELS,
    LEAST_SHARE,
    NOTE,
    UNITS,
    ScreenMeasures,
    advice,
    measures_of,
)
from kiosk.site.problems import SiteRefused
from kiosk.site.whole import Site

ROOT = Path(__file__).parents[2]
DEMO = ROOT / "assets" / "sites" / "demo.toml"
THEME = ROOT / "ui" / "qml" / "theme" / "Theme.qml"
PLACE = "[screen]\n"


def site_with(folder: Path, screen: str = "", **panel: float) -> Site:
    """The demo's, with more keys under [screen], and with another panel."""
    text = DEMO.read_text("utf-8")
    assert text.count(PLACE) == 1
    for key, value in panel.items():
        text, times = re.subn(rf"(panel = .*\b{key} = )[\d.]+", rf"\g<1>{value:g}", text)
        assert times == 1
    file = folder / "site.toml"
    file.write_text(text.replace(PLACE, f"{PLACE}{screen}\n"), "utf-8")
    return load_site(file)


def measured(site: Site) -> ScreenMeasures:
    found = measures_of(site)
    assert found is not None
    return found


def refused(folder: Path, screen: str) -> list[str]:
    with pytest.raises(SiteRefused) as told:
        site_with(folder, screen)
    return [f"{problem.where}: {problem.what}" for problem in told.value.problems]


# --- the picture's size -------------------------------------------------------------------------


def test_without_a_word_the_picture_is_as_large_as_the_panel() -> None:
    site = load_site(DEMO)
    millimetres = site.cabinet.panel.width * 10 / 135
    assert measured(site).body == pytest.approx(5 * millimetres * CAPITAL)


def test_width_and_height_or_the_diagonal_say_the_same(tmp_path: Path) -> None:
    sides = measured(site_with(tmp_path, "width = 33.7\nheight = 59.9"))
    across = measured(site_with(tmp_path, "diagonal = 68.73"))
    assert sides.note == pytest.approx(across.note, rel=0.01)
    assert sides.note == pytest.approx(3.75 * 337 / 135 * CAPITAL, rel=0.001)


def test_a_window_that_leaves_some_of_the_screen_free_has_smaller_letters(tmp_path: Path) -> None:
    whole = measured(site_with(tmp_path, "pixels = [1080, 1920]"))
    half = measured(site_with(tmp_path, "pixels = [2160, 3840]"))
    assert half.note == pytest.approx(whole.note / 2)


def test_larger_words_of_the_site_are_larger_capitals(tmp_path: Path) -> None:
    usual, larger = measured(load_site(DEMO)), measured(site_with(tmp_path, "text = 150"))
    assert larger.note == pytest.approx(1.5 * usual.note)
    assert larger.target == usual.target


def test_a_size_of_words_that_there_is_not_is_refused(tmp_path: Path) -> None:
    assert refused(tmp_path, "text = 120") == ["screen.text: found 120; wanted 100, 150 or 200, in percent"]


@pytest.mark.parametrize(
    ("screen", "problem"),
    [
        ("width = 30", "screen.height: it is missing; wanted `width` and `height`, or `diagonal`"),
        ("height = 30", "screen.width: it is missing; wanted `width` and `height`, or `diagonal`"),
        (
            "width = 30\nheight = 53\ndiagonal = 61",
            "screen.diagonal: found `diagonal` beside `width` and `height`; wanted one way of saying it",
        ),
        (
            "width = 53\nheight = 30",
            "screen.width: found 53 x 30 cm for 1080 x 1920 pixels; wanted a picture of the same form",
        ),
        (
            "diagonal = 110",
            "screen.diagonal: its picture is 53.9 cm in width; wanted at most the panel's 40 cm",
        ),
        ("diagonal = 0", "screen.diagonal: found 0; wanted more than 0.0"),
    ],
)
def test_what_can_not_be_so_is_refused(tmp_path: Path, screen: str, problem: str) -> None:
    assert refused(tmp_path, screen) == [problem]


# --- what is warned of --------------------------------------------------------------------------


def warnings(site: Site, about: str) -> list[str]:
    return [each.text for each in advice(site) if each.about == about]


def test_large_letters_low_buttons_and_doors_in_reach_are_nothing_to_warn_of(tmp_path: Path) -> None:
    site = site_with(tmp_path)
    assert warnings(site, "screen") == []
    assert warnings(site, "cabinet.panel") == []
    cabinet = site.cabinet
    low = tuple(c for c in cabinet.columns[1].compartments if c.in_reach)
    reached = replace(cabinet, columns=(replace(cabinet.columns[1], compartments=low),))
    assert list(advice(replace(site, cabinet=reached))) == []


def test_small_letters_are_told_with_the_size_that_would_do(tmp_path: Path) -> None:
    """A picture of 15.6 inches, upright: as most small machines have."""
    told = warnings(site_with(tmp_path, "diagonal = 39.6"), "screen")
    assert told == [
        (
            "Capitals of the smallest words are 3.9 mm high, wanted 4.8 mm (usual words 5.1 mm)."
            " A screen of 24 cm on its short side would do; until then visitors can choose larger words."
        ),
        "The smallest button is 15.8 mm high, wanted 20 mm. A screen 1.3 times as large would do.",
    ]


def test_letters_between_the_least_and_what_is_recommended(tmp_path: Path) -> None:
    (told,) = warnings(site_with(tmp_path, "width = 28\nheight = 49.8"), "screen")
    assert told == (
        "Capitals of the smallest words are 5.6 mm high, recommended 7.3 mm (usual words 7.4 mm)."
        " Visitors can choose larger words."
    )


def test_a_screen_that_hangs_too_high_or_too_low_is_told_by_how_much(tmp_path: Path) -> None:
    def high(bottom: float) -> Site:
        site = load_site(DEMO)
        return replace(site, cabinet=replace(site.cabinet, panel=replace(site.cabinet.panel, bottom=bottom)))

    fits = measured(high(84.5))
    assert 380 < fits.lowest < fits.highest < 1220
    (told,) = warnings(high(110), "cabinet.panel")
    assert told.startswith("In reach mode, buttons are at 1116 to 1368 mm, wanted 380 to 1220 mm. ")
    assert told.endswith("Hang the screen 148 mm lower.")
    (told,) = warnings(high(20), "cabinet.panel")
    assert told.endswith("Hang the screen 164 mm higher.")


def test_a_picture_of_another_form_than_its_panel_is_not_guessed(tmp_path: Path) -> None:
    site = site_with(tmp_path, width=28)
    assert measures_of(site) is None
    assert warnings(site, "screen")[0].startswith("The size of letters and buttons is not known")


def test_doors_out_of_reach_and_sizes_without_one_in_reach_are_named() -> None:
    site = load_site(DEMO)
    (told,) = warnings(site, "cabinet.columns")
    assert told.startswith("12 doors are out of reach of a seated person, of 24")
    only_high = tuple(
        replace(column, compartments=tuple(c for c in column.compartments if c.size != "M" or not c.in_reach))
        for column in site.cabinet.columns
    )
    told = " ".join(
        warnings(replace(site, cabinet=replace(site.cabinet, columns=only_high)), "cabinet.columns")
    )
    assert "No compartment of size M is within reach" in told


def test_they_are_warnings_and_no_faults(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    site = site_with(tmp_path, "diagonal = 39.6")
    assert main(["site", "check", str(site.path)]) == 0
    out = capsys.readouterr().out
    assert "Warning: screen: Capitals of the smallest words are 3.9 mm high" in out
    assert main(["site", "check", str(site.path), "--json"]) == 0
    told: dict[str, Any] = json.loads(capsys.readouterr().out)
    assert told["faults"] == []
    assert [each["about"] for each in told["warnings"]] == ["screen", "screen", "cabinet.columns"]
    assert told["measures"]["note_capitals_mm"] == 3.9


def test_the_measures_are_those_of_the_theme() -> None:
    theme = THEME.read_text("utf-8")
    assert f"shortSide / {UNITS}" in theme
    assert f"Math.max({LEAST:g} * unit, Math.min({LEAST_PIXELS:g}, {LEAST_SHARE:g} * shortSide))" in theme
    assert re.search(rf"real note: {NOTE:g} \* unit\b", theme)
    assert re.search(rf"real body: {BODY:g} \* unit\b", theme)
