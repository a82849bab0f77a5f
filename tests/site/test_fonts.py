"""Fonts that a site's languages need: asked for where such a language is on, and nowhere else."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from kiosk.cli import main
from kiosk.doctor.command import without_fonts
from kiosk.site.fonts import families, fonts_missing

DEMO = Path(__file__).parents[2] / "assets" / "sites" / "demo.toml"
Said = pytest.CaptureFixture[str]


def none(_signs: str) -> int:
    return 0


@pytest.mark.parametrize("code", ["zh-Hans", "zh", "ja", "ko-KR"])
def test_signs_that_no_font_has_are_missing(code: str) -> None:
    (lacking,) = fonts_missing(["en", code, "ar"], none)
    assert (lacking.language, lacking.package) == (code, "fonts-noto-cjk")
    assert fonts_missing([code], lambda _: 3) == ()


def test_other_languages_are_not_asked_about() -> None:
    assert fonts_missing(["en", "ar", "he", "ru", "pl"], none) == ()


def test_what_fontconfig_can_not_say_is_not_missing(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    assert families("41 42") > 0
    monkeypatch.setenv("PATH", str(tmp_path))
    assert families("41 42") == -1
    assert fonts_missing(["zh-Hans"]) == ()


def _with_chinese(text: str) -> str:
    """The demo's site, whose services speak no Chinese but for the parcel of 0.1."""
    text = re.sub(r"^services = .*$", 'services = ["parcel"]', text, flags=re.MULTILINE)
    return text.replace('"ar"]', '"ar", "zh-Hans"]')


def test_site_check_and_doctor_say_which_package(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: Said
) -> None:
    file = tmp_path / "site.toml"
    file.write_text(_with_chinese(DEMO.read_text("utf-8")), "utf-8")
    monkeypatch.setattr(fonts_missing, "__defaults__", (none,))
    assert main(["site", "check", str(file)]) == 0
    out = capsys.readouterr().out
    assert 'Warning: languages: no font here has the letters of "zh-Hans"' in out
    assert "apt-get install fonts-noto-cjk" in out
    (finding,) = without_fonts(("en", "zh-Hans"))
    assert finding.key == "font:zh-Hans"
    assert finding.remedy == "Try: apt-get install fonts-noto-cjk."
