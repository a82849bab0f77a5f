"""The screen's light, on files like the kernel's."""

from __future__ import annotations

from pathlib import Path

import pytest

from hardware.backlight import Backlight


def light(root: Path, name: str = "10-0045", most: str = "255\n") -> Path:
    folder = root / name
    folder.mkdir(parents=True)
    (folder / "max_brightness").write_text(most)
    (folder / "brightness").write_text("255\n")
    return folder


def test_a_light_is_turned_down_and_up_and_never_quite_dark(tmp_path: Path) -> None:
    folder = light(tmp_path)
    found = Backlight.find(tmp_path)
    assert found is not None
    for percent, written in ((40, "102"), (100, "255"), (0, "1")):
        found.shine(percent)
        assert (folder / "brightness").read_text().strip() == written


def test_a_machine_without_one_is_no_fault(tmp_path: Path) -> None:
    assert Backlight.find(tmp_path / "gone") is None
    assert Backlight.find(tmp_path) is None


def test_what_is_no_light_is_passed_over(tmp_path: Path) -> None:
    light(tmp_path, "1-odd", "much\n")
    (tmp_path / "2-empty").mkdir()
    assert Backlight.find(tmp_path) is None
    folder = light(tmp_path, "3-good")
    found = Backlight.find(tmp_path)
    assert found is not None
    found.shine(10)
    assert (folder / "brightness").read_text().strip() == "26"


def test_a_light_that_goes_is_told_once_and_once_when_it_is_back(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level("INFO", "hardware.backlight")
    folder = light(tmp_path)
    found = Backlight.find(tmp_path)
    assert found is not None
    gone = folder.rename(tmp_path / "elsewhere")
    found.shine(40)
    found.shine(100)
    gone.rename(folder)
    found.shine(40)
    said = [record.getMessage() for record in caplog.records]
    assert said[0].startswith("the screen's light can't be turned: ")
    assert said[1:] == ["the screen's light can be turned again"]
