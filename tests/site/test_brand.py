"""The brand in a site file: what is taken, and what is refused with a sentence."""

from __future__ import annotations

import struct
import zlib
from pathlib import Path

import pytest

from kiosk.cli import main
from kiosk.doctor.command import without_pictures
from kiosk.site.loading import load_site
from kiosk.site.parts.brand import READABLE, BrandSite, contrast, words_on
from kiosk.site.problems import SiteRefused

DEMO = (Path(__file__).parents[2] / "assets" / "sites" / "demo.toml").read_text("utf-8")


def png(wide: int = 3, high: int = 2, *, scans: bool = True) -> bytes:
    """A whole PNG of that size by its header; its scan lines are a few zeros."""

    def chunk(kind: bytes, body: bytes) -> bytes:
        return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))

    head = struct.pack(">IIBBBBB", wide, high, 8, 0, 0, 0, 0)
    data = chunk(b"IDAT", zlib.compress(bytes(min(wide + 1, 5000) * min(high, 5000)))) if scans else b""
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + data + chunk(b"IEND", b"")


PNG = png()
SVG = (
    b'<?xml version="1.0"?>'
    b'<svg xmlns="http://www.w3.org/2000/svg" xmlns:i="urn:i"><i:note/><path d="M0 0h9"/></svg>'
)


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
    there = (tmp_path / name).resolve()
    told += f'\npicture = "{name}"'
    wanted = BrandSite("Harbour Parcels", there, "#c2185B", there)
    assert load_site(site_file(tmp_path, told)).brand == wanted


@pytest.mark.parametrize("colour", ["0B5FFF", "#0B5FF", "blue", "#0B5FFG", "#0B5FFF80", "", "#٠B5FFF"])
def test_what_is_no_colour_is_refused(colour: str, tmp_path: Path) -> None:
    said = refused(tmp_path, f'accent = "{colour}"')
    assert "brand.accent" in said
    assert 'wanted a colour such as "#0B5FFF"' in said


def svg(inside: str) -> bytes:
    return f'<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink">{inside}</svg>'.encode()


HOSTILE = {
    "entities": b'<!DOCTYPE svg [<!ENTITY a "aaaa">]><svg xmlns="http://www.w3.org/2000/svg"><text>&a;</text></svg>',
    "script": svg("<script>1</script>"),
    "handler": svg('<rect onload="x()"/>'),
    "link": svg('<path href="http://192.0.2.1/"/>'),
    "file": svg('<image xlink:href="file:///etc/passwd"/>'),
    "copies": svg('<g id="a"/><use xlink:href="#a"/>'),
    "other prefix": svg('<x:use xmlns:x="http://www.w3.org/2000/svg" href="#a"/>'),
    "style": svg("<style>path{fill:url(http://192.0.2.1/)}</style>"),
    "paint": svg('<rect fill="url(file:///dev/zero)"/>'),
    "shapes": svg("<path/>" * 5001),
    "depth": svg("<g>" * 60 + "</g>" * 60),
    "foreign": svg("<foreignObject/>"),
    "torn": svg("<path/>")[:-4],
}


@pytest.mark.parametrize("key", ["logo", "picture"])
@pytest.mark.parametrize(
    ("name", "content", "wanted"),
    [
        ("logo.jpg", b"", 'ends with ".svg" or ".png"'),
        ("none.svg", None, "a file that is there"),
        ("logo.png", SVG, "PNG, which this is not"),
        ("logo.svg", PNG, "SVG, which this is not"),
        ("logo.svg", b"<html/>", "SVG, which this is not"),
        ("logo.svg", SVG + b" " * 2_097_152, "KB"),
        ("folder.png", "folder", "a file that is there"),
        ("logo.png", PNG[:-9], "the end of this one is missing"),
        ("logo.png", PNG[:20] + b"!" + PNG[21:], "damaged"),
        ("logo.png", png(5000, 4), "pixels a side"),
        ("logo.png", png(4000, 4000), "million in all; this one has 4000 x 4000"),
        ("logo.png", png(0, 4), "pixels a side"),
        ("logo.png", png(scans=False), "empty"),
        *(("logo.svg", content, "n SVG") for content in HOSTILE.values()),
    ],
    ids=str,
)
def test_a_picture_that_is_none_is_left_out_and_the_kiosk_serves(
    key: str, name: str, content: bytes | str | None, wanted: str, tmp_path: Path
) -> None:
    if content == "folder":
        (tmp_path / name).mkdir()
    elif isinstance(content, bytes):
        (tmp_path / name).write_bytes(content)
    site = load_site(site_file(tmp_path, f'name = "Harbour"\n{key} = "{name}"'))
    assert (site.brand.name, site.brand.logo, site.brand.picture) == ("Harbour", None, None)
    (problem,) = site.brand.left_out
    assert problem.where == f"brand.{key}"
    assert wanted in problem.what
    (finding,) = without_pictures(site)
    assert finding.key == f"brand.{key}"


def test_site_check_says_what_is_left_out_and_how_words_are_read(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = site_file(tmp_path, 'logo = "none.svg"\naccent = "#FFD400"')
    assert main(["site", "check", str(file)]) == 0
    out = capsys.readouterr().out
    assert "Brand: words on #FFD400 are ink (13." in out
    assert 'Warning: brand.logo: found "none.svg"; wanted a file that is there' in out
    assert "Cubby shows none meanwhile." in out


@pytest.mark.parametrize(
    ("accent", "words"), [("#0B5FFF", "white"), ("#FFD400", "ink"), ("#777777", "black"), ("#FFFFFF", "ink")]
)
def test_words_on_a_fill_are_those_that_can_be_read(accent: str, words: str) -> None:
    name, ratio = words_on(accent)
    assert name == words
    assert ratio >= READABLE


def test_no_colour_has_to_be_refused_for_its_words() -> None:
    steps = (*range(0, 256, 15), 118, 119)
    least = min(words_on(f"#{r:02X}{g:02X}{b:02X}")[1] for r in steps for g in steps for b in steps)
    assert least >= READABLE
    assert contrast("#000000", "#FFFFFF") == pytest.approx(21)
    # Of any colour the better of white and black has at least the square root of 21.
    assert READABLE < 21**0.5


@pytest.mark.parametrize("name", ['"' + "x" * 41 + '"', '"two\\nlines"', '"turned \\u202e round"', "7"])
def test_what_is_no_name_is_refused(name: str, tmp_path: Path) -> None:
    assert "brand.name" in refused(tmp_path, f"name = {name}")


def test_an_unknown_key_is_named(tmp_path: Path) -> None:
    assert 'did you mean "accent"' in refused(tmp_path, 'acent = "#0B5FFF"')
