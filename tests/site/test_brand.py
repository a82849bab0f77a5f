"""The brand in a site file: what is taken, and what is refused with a sentence."""

from __future__ import annotations

from pathlib import Path

import pytest

from kiosk.site.loading import load_site
from kiosk.site.parts.brand import BrandSite
from kiosk.site.problems import SiteRefused

DEMO = (Path(__file__).parents[2] / "assets" / "sites" / "demo.toml").read_text("utf-8")
PNG = b"\x89PNG\r\n\x1a\n"
SVG = b'<?xml version="1.0"?><svg xmlns="http://www.w3.org/2000/svg"/>'


def site_file(folder: Path, brand: str) -> Path:
    file = folder / "my.toml"
    file.write_text(f"{DEMO}\n[brand]\n{brand}\n", "utf-8")
    return file


def refused(folder: Path, brand: str) -> str:
    with pytest.raises(SiteRefused) as refusal:
        load_site(site_file(folder, brand))
    return str(refusal.value)


def test_a_site_without_one_has_none(tmp_path: Path) -> None:
    assert load_site(site_file(tmp_path, "")).brand == BrandSite()


@pytest.mark.parametrize(("name", "content"), [("logo.svg", SVG), ("Logo.PNG", PNG), ("art/logo.png", PNG)])
def test_name_logo_and_colour_are_taken(name: str, content: bytes, tmp_path: Path) -> None:
    (tmp_path / "art").mkdir()
    (tmp_path / name).write_bytes(content)
    told = f'name = "Harbour Parcels"\nlogo = "{name}"\naccent = "#c2185B"'
    wanted = BrandSite("Harbour Parcels", (tmp_path / name).resolve(), "#c2185B")
    assert load_site(site_file(tmp_path, told)).brand == wanted


@pytest.mark.parametrize("colour", ["0B5FFF", "#0B5FF", "blue", "#0B5FFG", "#0B5FFF80", "", "#٠B5FFF"])
def test_what_is_no_colour_is_refused(colour: str, tmp_path: Path) -> None:
    said = refused(tmp_path, f'accent = "{colour}"')
    assert "brand.accent" in said
    assert 'wanted a colour such as "#0B5FFF"' in said


@pytest.mark.parametrize(
    ("name", "content", "wanted"),
    [
        ("logo.jpg", b"", 'ends with ".svg" or ".png"'),
        ("none.svg", None, "a file that is there"),
        ("logo.png", SVG, "PNG, which this is not"),
        ("logo.svg", PNG, "SVG, which this is not"),
        ("logo.svg", SVG + b" " * 524_288, "at most 512 KB"),
        ("folder.png", "folder", "a file that is there"),
    ],
)
def test_what_is_no_logo_is_refused(
    name: str, content: bytes | str | None, wanted: str, tmp_path: Path
) -> None:
    if content == "folder":
        (tmp_path / name).mkdir()
    elif isinstance(content, bytes):
        (tmp_path / name).write_bytes(content)
    said = refused(tmp_path, f'logo = "{name}"')
    assert "brand.logo" in said
    assert wanted in said
    assert f"line {DEMO.count(chr(10)) + 3}" in said


@pytest.mark.parametrize("name", ['"' + "x" * 41 + '"', '"two\\nlines"', '"turned \\u202e round"', "7"])
def test_what_is_no_name_is_refused(name: str, tmp_path: Path) -> None:
    assert "brand.name" in refused(tmp_path, f"name = {name}")


def test_an_unknown_key_is_named(tmp_path: Path) -> None:
    assert 'did you mean "accent"' in refused(tmp_path, 'acent = "#0B5FFF"')
