"""`simulate site` puts the boards of any maker before a real kiosk: a door opens and is closed by a hand."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest

from hardware.locks.registry import MAKERS
from hardware.simulator.boards.board import Timing
from hardware.simulator.happenings import DoorChanged
from hardware.simulator.site import SimulatedSite
from kiosk.orders.doors import OpenRemotely
from kiosk.site.loading import load_site
from kiosk.site.ports import write_changed
from tests.helpers.inbox import Inbox
from tests.program.rig import Running
from ui.cabinet.plan import announce, plan_of

DEMO = Path(__file__).resolve().parents[2] / "assets" / "sites" / "demo.toml"
QUICK = Timing(unlock=0.02, query=0.005, pull=0.005)


def seeing(board: str, address: int) -> dict[str, int]:
    """What a board needs so that all its doors are seen: inputs of its own, or those of another board."""
    return {"waveshare": {"inputs": 16}, "r4d3b16": {"inputs_at": 100 + address}}.get(board, {})


def cabinet_of(board: str, folder: Path) -> Path:
    """The demo's cabinet with two boards of this maker at their usual addresses."""
    first, second = list(MAKERS[board].likely)[:2]
    (bus,) = tomllib.loads(DEMO.read_text("utf-8"))["buses"]
    banks = [
        {
            "name": name,
            "board": board,
            "address": address,
            "channels": 12,
            "settings": seeing(board, address),
        }
        for name, address in (("A", first), ("B", second))
    ]
    write_changed(DEMO, folder / "made.toml", {"buses": [bus | {"banks": banks}]})
    return folder / "made.toml"


@pytest.mark.parametrize("board", [word for word, maker in MAKERS.items() if 12 in maker.channels])
def test_a_door_of_either_board_opens_and_is_closed(tmp_path: Path, board: str) -> None:
    site = load_site(cabinet_of(board, tmp_path))
    told = Inbox()
    cabinet = SimulatedSite(plan_of(site), tmp_path, told.put, timing=QUICK)
    cabinet.start()
    there = announce(site, cabinet.ports, tmp_path)
    try:
        with Running(tmp_path, site=load_site(there.site), plugged=False) as kiosk:
            kiosk.home()
            for label in ("1", "24"):
                assert kiosk.told(OpenRemotely(label, "a call", "Ana"))["outcome"] == "Opened"
                told.wait(lambda one, label=label: isinstance(one, DoorChanged) and one.door == label)
                cabinet.close(label)
                kiosk.scenes.wait(lambda scene: scene.doors_open == ())
    finally:
        cabinet.stop()
