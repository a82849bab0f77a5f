"""`[fiscal]`: a device has a port, and nothing else has one."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from kiosk.site.loading import load_site
from kiosk.site.parts.money.fiscal import FiscalProfile, FiscalSite
from kiosk.site.ports import write_changed
from kiosk.site.problems import SiteRefused

DEMO = Path(__file__).resolve().parents[2] / "assets" / "sites" / "demo.toml"


@pytest.mark.parametrize(
    ("said", "is_so"),
    [
        ({}, FiscalSite()),
        ({"profile": "none"}, FiscalSite()),
        ({"profile": "display"}, FiscalSite(FiscalProfile.DISPLAY)),
        (
            {"profile": "device", "port": "tcp://127.0.0.1:7100"},
            FiscalSite(FiscalProfile.DEVICE, "tcp://127.0.0.1:7100"),
        ),
    ],
)
def test_profiles(tmp_path: Path, said: dict[str, Any], is_so: FiscalSite) -> None:
    write_changed(DEMO, tmp_path / "site.toml", {"fiscal": said})
    assert load_site(tmp_path / "site.toml").fiscal == is_so


@pytest.mark.parametrize(
    ("said", "why"),
    [
        ({"profile": "device"}, "fiscal.port"),
        ({"profile": "device", "port": "COM1"}, "whole path"),
        ({"profile": "display", "port": "/dev/ttyS0"}, "wanted none"),
        ({"profile": "tse"}, "tse"),
    ],
)
def test_what_is_amiss(tmp_path: Path, said: dict[str, Any], why: str) -> None:
    write_changed(DEMO, tmp_path / "site.toml", {"fiscal": said})
    with pytest.raises(SiteRefused, match=why):
        load_site(tmp_path / "site.toml")
