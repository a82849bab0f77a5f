"""What a site file says of locks behind a bridge."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest

from kiosk.site.loading import load_site
from kiosk.site.ports import write_changed
from kiosk.site.problems import SiteRefused

DEMO = Path(__file__).resolve().parents[2] / "assets" / "sites" / "demo.toml"


def _site(folder: Path, port: str, board: str, **settings: str | int) -> Path:
    (bus,) = tomllib.loads(DEMO.read_text("utf-8"))["buses"]
    banks = [
        {"name": name, "board": board, "address": address, "channels": 12, "settings": settings}
        for name, address in (("A", 1), ("B", 2))
    ]
    write_changed(DEMO, folder / "made.toml", {"buses": [bus | {"port": port, "banks": banks}]})
    return folder / "made.toml"


@pytest.mark.parametrize("port", ["mqtt://broker.example:1883", "mqtts://broker.example?login=/etc/login"])
def test_a_broker_is_a_port(tmp_path: Path, port: str) -> None:
    (bus,) = load_site(_site(tmp_path, port, "tasmota", topic="shed/north")).buses
    assert bus.port == port


@pytest.mark.parametrize(
    ("port", "board", "settings", "sentence"),
    [
        (
            "/dev/ttyUSB0-not-checked",
            "winnsen",
            {"pulse_ms": 500},
            "found an unknown setting; wanted none, as this board has none",
        ),
        ("gpio:///dev/gpiochip0", "shuoming", {}, 'a port that reaches a "shuoming": "/dev/..." or "tcp'),
        ("tcp://192.0.2.7:4001", "gpio", {}, 'a port that reaches a "gpio": "gpio://..."'),
        ("gpio:///dev/gpiochip0", "gpio", {"outputs": "1 2 3"}, "found 3 pins; wanted one for each channel"),
        ("gpio:///dev/gpiochip0", "gpio", {"outputs": "17 17"}, "wanted pins from 0 to 63, each once"),
        ("gpio:///dev/gpiochip0", "gpio", {"inputs": "70"}, "wanted pins from 0 to 63, each once"),
        ("mqtt://broker.example", "esphome", {"topic": "a+b/#"}, "a name of letters, digits"),
        ("mqtt://broker.example", "esphome", {"pulse_ms": 5000}, "a number from 100 to 2000"),
        ("gpoi:///dev/gpiochip0", "gpio", {}, "a port that reaches"),
    ],
)
def test_what_does_not_fit_is_said(
    tmp_path: Path, port: str, board: str, settings: dict[str, str | int], sentence: str
) -> None:
    with pytest.raises(SiteRefused) as refusal:
        load_site(_site(tmp_path, port, board, **settings))
    assert sentence in str(refusal.value)
